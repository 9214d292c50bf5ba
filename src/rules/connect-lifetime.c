/*
 * connect-lifetime: AI Mentor Studio, Architecture Dashboard and the governance of Workflow Builder
 * talk to LifeTime.
 *
 * Takes `connect` statements, reports a service that needs LifeTime in an infrastructure without
 * (SAAS-022, SAAS-023, SAAS-041).
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    const struct model *model = check->model;
    const struct field *head = model_head(model, check->object);
    if (head->wrong || model->incomplete || check->plan->lifetime != UINT32_MAX)
        return;
    for (uint32_t i = 0; i < field_operand(head, 0).count; i++) {
        object_t service = field_operand(head, 0).items[i].object;
        struct service_needs needs = rule_needs(check, check->object, service);
        if (!needs.lifetime.count)
            continue;
        struct finding *finding =
            rule_report(check, rule, datum_place(&field_operand(head, 0).items[i]),
                        "%s needs LifeTime, and there is none", model_label(model, service));
        finding_label(check->diagnostics, finding, "does not work without LifeTime");
        finding_help(check->diagnostics, finding,
                     "declare it: environment lifetime { purpose lifetime; … }");
        rule_cite(check, finding, needs.lifetime);
    }
}

const struct rule rule_connect_lifetime = {
    .info = {"connect-lifetime", SEVERITY_ERROR,
             "a service that talks to LifeTime where there is none"},
    .kind = KIND_CONNECT,
    .look = look,
};
