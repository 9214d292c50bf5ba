/*
 * integration-builder-limits: environments that Integration Builder is not connected to have
 * limits.
 *
 * Takes each environment but LifeTime in an infrastructure that uses Integration Builder, tells
 * what does not work in one that no `connect` names (SAAS-014, SAAS-015, SAAS-016).
 */
#include "rules/rules.h"

static void look_at(const struct check *check, const struct rule *rule, object_t first)
{
    struct finding *finding = rule_report(
        check, rule, model_object(check->model, check->object)->place,
        "Integration Builder is not connected to '%s': define connections there by hand",
        model_name(check->model, check->object));
    finding_label(check->diagnostics, finding, "development connections will not work here");
    rule_relate(check, finding, first, "connected to others here");
    finding_help(check->diagnostics, finding,
                 "without it, Integration Manager creates no connections by itself here, and mails "
                 "no requests for "
                 "connections or assistants to administrators");
    finding_cite(check->diagnostics, finding, "SAAS-014 SAAS-015 SAAS-016");
}

static void look(const struct check *top, const struct rule *rule)
{
    const struct plan *plan = top->plan;
    bool *connected = arena_array(plan->arena, bool, top->model->objects.count); /* [0]: all are */
    object_t first = 0;
    for (object_t connect = plan_connect(plan, 0); connect; connect = plan_connect(plan, connect)) {
        if (!rule_service(top, connect, "integration-builder"))
            continue;
        if (model_head(top->model, connect)->wrong)
            return;
        first = first ? first : connect;
    }
    if (!first)
        return;
    for (uint32_t i = 0; i < plan->connections.count; i++)
        if (rule_service(top, plan->connections.items[i].connect, "integration-builder"))
            connected[plan->connections.items[i].environment] = true;
    for (uint32_t i = 0; i < plan->environments.count && !connected[0]; i++) {
        struct check check = *top;
        check.environment = &plan->environments.items[i];
        check.object = check.environment->object;
        if (check.environment->sound && !check.environment->lifetime && !connected[check.object])
            look_at(&check, rule, first);
    }
}

const struct rule rule_integration_builder_limits = {
    .info = {"integration-builder-limits", SEVERITY_ADVICE,
             "what does not work in an environment without Integration Builder"},
    .kind = KIND_TOP,
    .look = look,
};
