/*
 * hybrid-license: hybrid infrastructures are supported with old licenses only.
 *
 * Takes an infrastructure with environments on both sides (HYB-004) and the day its license was
 * bought; the day up to which that is supported is the profile's (HYB-002, AMB-34).
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    const struct model *model = check->model;
    struct data before = model_data(model, 0, KEYWORD_HYBRID_BEFORE);
    const struct field *bought = model_field(model, check->object, KEYWORD_LICENSE_PURCHASED);
    if (!bought || bought->wrong || !before.count || !plan_is_hybrid(check->plan) ||
        field_operand(bought, 0).items[0].number < before.items[0].number)
        return;
    struct finding *finding =
        rule_report(check, rule, bought->place,
                    "a hybrid infrastructure is not supported under a license bought on %s",
                    field_operand(bought, 0).items[0].text);
    finding_label(check->diagnostics, finding, "has to be before %s", before.items[0].text);
    for (uint32_t i = 0; i < check->plan->environments.count; i++)
        if (check->plan->environments.items[i].cloud != check->plan->environments.items[0].cloud) {
            rule_relate(check, finding, check->plan->environments.items[0].object, "on one side");
            rule_relate(check, finding, check->plan->environments.items[i].object, "on the other");
            break;
        }
    finding_help(check->diagnostics, finding,
                 "host all environments on one side: all in OutSystems Cloud, or all self-managed");
    finding_cite(check->diagnostics, finding, "HYB-002");
}

const struct rule rule_hybrid_license = {
    .info = {"hybrid-license", SEVERITY_ERROR,
             "a hybrid infrastructure under a license bought too late"},
    .kind = KIND_INFRASTRUCTURE,
    .look = look,
};
