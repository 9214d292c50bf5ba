/*
 * integration-builder-development: Integration Builder needs a development environment.
 *
 * Takes the environments that it is connected to, over all `connect` statements; reports at the
 * first of them when no development environment is there (SAAS-013).
 */
#include "rules/rules.h"

/* Whether ENVIRONMENT is for development, or does not say what it is for. */
static bool is_for_development(const struct model *model, object_t environment)
{
    return model_state(model, environment, KEYWORD_PURPOSE) != STATE_STATED ||
           model_has_word(model, environment, KEYWORD_PURPOSE, "development");
}

/* Whether CONNECTION is with such an environment; what names none is with every one. */
static bool reaches_development(const struct plan *plan, const struct plan_connection *connection)
{
    if (connection->environment)
        return is_for_development(plan->model, connection->environment);
    for (uint32_t e = 0; e < plan->environments.count; e++)
        if (is_for_development(plan->model, plan->environments.items[e].object))
            return true;
    return false;
}

static void look(const struct check *top, const struct rule *rule)
{
    const struct plan *plan = top->plan;
    struct check check = *top;
    if (top->model->incomplete)
        return;
    for (object_t connect = plan_connect(plan, 0); connect; connect = plan_connect(plan, connect)) {
        if (!rule_service(top, connect, "integration-builder"))
            continue;
        if (model_head(top->model, connect)->wrong)
            return;
        if (!check.object || connect < check.object)
            check.object = connect;
    }
    for (uint32_t i = 0; i < plan->connections.count; i++)
        if (rule_service(top, plan->connections.items[i].connect, "integration-builder") &&
            reaches_development(plan, &plan->connections.items[i]))
            return;
    if (!check.object)
        return;
    struct finding *finding =
        rule_report(&check, rule, model_object(check.model, check.object)->place,
                    "Integration Builder is connected to no development environment");
    finding_label(check.diagnostics, finding,
                  "other environments may be left out, that one may not");
    finding_help(check.diagnostics, finding,
                 "name an environment with purpose development among those it is connected to");
    finding_cite(check.diagnostics, finding, "SAAS-013");
}

const struct rule rule_integration_builder_development = {
    .info = {"integration-builder-development", SEVERITY_ERROR,
             "Integration Builder without a development environment"},
    .kind = KIND_TOP,
    .look = look,
};
