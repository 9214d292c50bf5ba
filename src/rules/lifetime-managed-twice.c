/*
 * lifetime-managed-twice: LifeTime knows an environment by one address.
 *
 * Takes every `manage` statement that states an address; reports each after the first for the same
 * environment. Which one counts nobody could tell (LT-006 asks for one address that works).
 */
#include <stdlib.h>

#include "rules/rules.h"

/* A statement of an address for an environment; those of one environment stand together, as they are declared. */
struct stated {
    object_t environment;
    uint32_t number;
    const struct field *manage;
};

static int by_environment(const void *left, const void *right)
{
    const struct stated *one = left, *other = right;
    if (one->environment != other->environment)
        return one->environment < other->environment ? -1 : 1;
    return (one->number > other->number) - (one->number < other->number);
}

static void tell(const struct check *check, const struct rule *rule, const struct field *first,
                 const struct field *manage)
{
    struct finding *finding = rule_report(check, rule, datum_place(&field_operand(manage, 1).items[0]),
                                          "a second address for LifeTime to reach '%s'",
                                          model_name(check->model, check->object));
    finding_label(check->diagnostics, finding, "LifeTime uses one");
    finding_relate(check->diagnostics, finding, datum_place(&field_operand(first, 1).items[0]),
                   "the first one");
    finding_help(check->diagnostics, finding, "keep one of the two statements");
    finding_cite(check->diagnostics, finding, "LT-006");
}

static void look(const struct check *top, const struct rule *rule)
{
    const struct plan *plan = top->plan;
    VEC(struct stated) all = {0};
    for (uint32_t e = 0; e <= plan->environments.count; e++) {
        object_t home = e ? plan->environments.items[e - 1].object : 0;
        const struct field *manage = model_field(top->model, home, KEYWORD_MANAGE);
        for (; manage; manage = model_next(top->model, home, manage))
            for (uint32_t i = 0; !manage->wrong && field_operand(manage, 1).count &&
                                 i < field_operand(manage, 0).count;
                 i++) {
                struct stated stated = {field_operand(manage, 0).items[i].object, all.count, manage};
                vec_add(plan->arena, &all, stated);
            }
    }
    if (all.count)
        qsort(all.items, all.count, sizeof *all.items, by_environment);
    for (uint32_t i = 0; i < all.count; i++) {
        struct check check = *top;
        check.object = all.items[i].environment;
        check.environment = plan_environment(plan, check.object);
        const struct field *first = check.environment ? check.environment->manage : NULL;
        bool again = i && all.items[i - 1].environment == all.items[i].environment &&
                     all.items[i - 1].manage == all.items[i].manage;
        if (first && first != all.items[i].manage && !again)
            tell(&check, rule, first, all.items[i].manage);
    }
}

const struct rule rule_lifetime_managed_twice = {
    .info = {"lifetime-managed-twice", SEVERITY_ERROR,
             "an environment for which two addresses of LifeTime are stated"},
    .kind = KIND_TOP,
    .look = look,
};
