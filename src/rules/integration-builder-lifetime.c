/*
 * integration-builder-lifetime: Integration Builder does not need LifeTime.
 *
 * Takes the environments that a `connect` of Integration Builder names, warns where LifeTime is
 * among them: nothing is opened for it (SAAS-008).
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    const struct model *model = check->model;
    const struct field *head = model_head(model, check->object);
    if (head->wrong || !rule_service(check, check->object, "integration-builder"))
        return;
    for (uint32_t i = 0; i < field_targets(head).count; i++) {
        if (!model_has_word(model, field_targets(head).items[i].object, KEYWORD_PURPOSE,
                            "lifetime"))
            continue;
        struct finding *finding =
            rule_report(check, rule, datum_place(&field_targets(head).items[i]),
                        "Integration Builder does not need '%s', which is LifeTime",
                        field_targets(head).items[i].text);
        finding_label(check->diagnostics, finding, "not needed: no openings are listed");
        finding_help(check->diagnostics, finding, "leave it out");
        finding_cite(check->diagnostics, finding, "SAAS-008");
    }
}

const struct rule rule_integration_builder_lifetime = {
    .info = {"integration-builder-lifetime", SEVERITY_WARNING,
             "Integration Builder connected to LifeTime"},
    .kind = KIND_CONNECT,
    .look = look,
};
