/*
 * hybrid-undated-license: whether a hybrid infrastructure is supported depends on the day of its
 * license.
 *
 * Takes an infrastructure with environments on both sides, warns where `license-purchased` is left
 * out (HYB-002, AMB-34).
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    const struct model *model = check->model;
    struct data before = model_data(model, 0, KEYWORD_HYBRID_BEFORE);
    object_t infrastructure = model->infrastructure;
    if (!before.count || !plan_is_hybrid(check->plan) || model->incomplete ||
        (infrastructure &&
         (model_object(model, infrastructure)->incomplete ||
          model_state(model, infrastructure, KEYWORD_LICENSE_PURCHASED) != STATE_ABSENT)))
        return;
    object_t cloud = 0;
    for (uint32_t i = 0; i < check->plan->environments.count && !cloud; i++)
        if (check->plan->environments.items[i].cloud)
            cloud = check->plan->environments.items[i].object;
    object_t about = infrastructure ? infrastructure : cloud;
    struct finding *finding = rule_finding(
        about, report(check->diagnostics, &rule->info, model_object(model, about)->place,
                      "when the license of this hybrid infrastructure was bought is not said"));
    finding_label(check->diagnostics, finding, "supported if bought before %s",
                  before.items[0].text);
    if (about != cloud)
        rule_relate(check, finding, cloud, "in OutSystems Cloud, where others are not");
    finding_help(check->diagnostics, finding,
                 "state the day in the infrastructure: license-purchased 2019-06-30;");
    finding_cite(check->diagnostics, finding, "HYB-002");
}

const struct rule rule_hybrid_undated_license = {
    .info = {"hybrid-undated-license", SEVERITY_WARNING,
             "a hybrid infrastructure without the day of its license"},
    .kind = KIND_TOP,
    .look = look,
};
