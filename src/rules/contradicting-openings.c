/*
 * contradicting-openings: an `allow` and a `deny` that overlap, neither inside the other.
 *
 * Takes the pairs that the plan found, reports each at the statement that comes second. A narrower
 * statement beats one that covers it; of two that overlap in part nobody can tell which one holds.
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    const struct contradiction *list;
    uint32_t count = plan_contradictions(check->plan, &list);
    for (uint32_t i = 0; i < count; i++) {
        bool allow_first = list[i].allow->place.begin < list[i].deny->place.begin;
        const struct field *first = allow_first ? list[i].allow : list[i].deny;
        const struct field *second = allow_first ? list[i].deny : list[i].allow;
        struct finding *finding = rule_report(
            check, rule, second->place, "this `%s` contradicts %s, and neither is the narrower one",
            allow_first ? "deny" : "allow", allow_first ? "an `allow`" : "a `deny`");
        finding_label(check->diagnostics, finding, "what both name is open and closed at once");
        finding_relate(check->diagnostics, finding, first->place, "the other statement");
        finding_help(check->diagnostics, finding,
                     "make one of them narrower, so that it lies inside the other");
    }
}

const struct rule rule_contradicting_openings = {
    .info = {"contradicting-openings", SEVERITY_ERROR,
             "an `allow` and a `deny` that overlap in part"},
    .kind = KIND_TOP,
    .partial = true,
    .look = look,
};
