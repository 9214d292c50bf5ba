/*
 * integration-builder-development: Integration Builder needs a development environment.
 *
 * Takes the environments that it is connected to, over all `connect` statements; reports at the
 * first of them when no development environment is there (SAAS-013).
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    const struct plan *plan = check->plan;
    const struct model *model = check->model;
    if (model->incomplete || !rule_service(check, check->object, "integration-builder"))
        return;
    for (object_t other = plan_connect(plan, 0); other; other = plan_connect(plan, other)) {
        if (!rule_service(check, other, "integration-builder"))
            continue;
        if (other < check->object || model_object(model, other)->head.wrong)
            return;
        for (uint32_t e = 0; e < plan->environments.count; e++) {
            object_t environment = plan->environments.items[e].object;
            enum state purpose = model_state(model, environment, KEYWORD_PURPOSE);
            if (plan_connects_to(plan, other, environment) &&
                (purpose != STATE_STATED ||
                 model_has_word(model, environment, KEYWORD_PURPOSE, "development")))
                return;
        }
    }
    struct finding *finding =
        rule_report(check, rule, model_object(model, check->object)->place,
                    "Integration Builder is connected to no development environment");
    finding_label(check->diagnostics, finding,
                  "other environments may be left out, that one may not");
    finding_help(check->diagnostics, finding,
                 "name an environment with purpose development among those it is connected to");
    finding_cite(check->diagnostics, finding, "SAAS-013");
}

const struct rule rule_integration_builder_development = {
    .info = {"integration-builder-development", SEVERITY_ERROR,
             "Integration Builder without a development environment"},
    .kind = KIND_CONNECT,
    .look = look,
};
