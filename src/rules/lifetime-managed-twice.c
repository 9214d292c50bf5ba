/*
 * lifetime-managed-twice: LifeTime knows an environment by one address.
 *
 * Takes every `manage` statement that states an address; reports each after the first for the same
 * environment. Which one counts nobody could tell (LT-006 asks for one address that works).
 */
#include "rules/rules.h"

static bool states_address(const struct field *manage, object_t environment)
{
    bool named = false;
    for (uint32_t i = 0; !manage->wrong && i < field_operand(manage, 0).count; i++)
        named |= field_operand(manage, 0).items[i].object == environment;
    return named && field_operand(manage, 1).count;
}

static void look(const struct check *check, const struct rule *rule)
{
    const struct plan *plan = check->plan;
    const struct field *first = check->environment->manage;
    if (!first)
        return;
    for (uint32_t e = 0; e <= plan->environments.count; e++) {
        object_t home = e ? plan->environments.items[e - 1].object : 0;
        const struct field *manage = model_field(check->model, home, KEYWORD_MANAGE);
        for (; manage; manage = model_next(check->model, home, manage)) {
            if (manage == first || !states_address(manage, check->object))
                continue;
            struct finding *finding =
                rule_report(check, rule, datum_place(&field_operand(manage, 1).items[0]),
                            "a second address for LifeTime to reach '%s'",
                            model_name(check->model, check->object));
            finding_label(check->diagnostics, finding, "LifeTime uses one");
            finding_relate(check->diagnostics, finding, datum_place(&field_operand(first, 1).items[0]),
                           "the first one");
            finding_help(check->diagnostics, finding, "keep one of the two statements");
            finding_cite(check->diagnostics, finding, "LT-006");
        }
    }
}

const struct rule rule_lifetime_managed_twice = {
    .info = {"lifetime-managed-twice", SEVERITY_ERROR,
             "an environment for which two addresses of LifeTime are stated"},
    .kind = KIND_ENVIRONMENT,
    .partial = true,
    .look = look,
};
