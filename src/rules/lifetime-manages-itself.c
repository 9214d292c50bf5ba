/*
 * lifetime-manages-itself: LifeTime manages all other environments, and itself it does not.
 *
 * Takes `manage` statements, warns of one that names the LifeTime environment: nothing comes of it.
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    if (!check->environment->lifetime)
        return;
    const struct plan *plan = check->plan;
    for (uint32_t e = 0; e <= plan->environments.count; e++) {
        object_t home = e ? plan->environments.items[e - 1].object : 0;
        const struct field *manage = model_field(check->model, home, KEYWORD_MANAGE);
        for (; manage; manage = model_next(check->model, home, manage))
            for (uint32_t i = 0; !manage->wrong && i < field_operand(manage, 0).count; i++) {
                const struct datum *named = &field_operand(manage, 0).items[i];
                if (named->object != check->object)
                    continue;
                struct finding *finding =
                    rule_report(check, rule, datum_place(named), "'%s' is LifeTime itself",
                                model_name(check->model, check->object));
                finding_label(check->diagnostics, finding, "it manages the others");
                finding_help(check->diagnostics, finding, "take it out");
            }
    }
}

const struct rule rule_lifetime_manages_itself = {
    .info = {"lifetime-manages-itself", SEVERITY_WARNING,
             "a `manage` of LifeTime's own environment"},
    .kind = KIND_ENVIRONMENT,
    .partial = true,
    .look = look,
};
