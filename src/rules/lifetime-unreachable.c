/*
 * lifetime-unreachable: a load balancer's address serves LifeTime only if LifeTime can get there.
 *
 * Takes the load balancer that LifeTime uses for an environment and what the author said of openings; reports
 * where LifeTime's front-ends are kept away from its HTTPS port (LT-011).
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    const struct plan *plan = check->plan;
    const struct plan_environment *environment = check->environment;
    const struct slot *slot = &environment->lifetime_address;
    const struct plan_zone *zone = rule_service_center(check);
    object_t https = model_catalogue(check->model, KIND_SERVICE, "https");
    if (!environment->managed || environment->lifetime || !slot->applies || !https ||
        plan->lifetime >= plan->environments.count ||
        !slot->device || !zone || zone->balancer != slot->device)
        return;
    struct ports ports = plan_service_ports(plan, https, check->object);
    struct group sources = plan->environments.items[plan->lifetime].front_ends;
    for (uint32_t i = 0; i < sources.count; i++) {
        const struct field *statement = NULL;
        if (plan_opening(plan, sources.items[i], slot->device, ports.first, ports.protocol,
                         &statement) != OPENING_CLOSED)
            continue;
        struct finding *finding = rule_report(
            check, rule, statement->place,
            "LifeTime is to reach '%s' through '%s', but '%s' cannot get there",
            model_name(check->model, check->object), model_name(check->model, slot->device),
            model_path(check->model, sources.items[i]));
        finding_label(check->diagnostics, finding, "closed here");
        if (slot->place.end)
            finding_relate(check->diagnostics, finding, slot->place, "the address for LifeTime");
        else
            rule_relate(check, finding, slot->device, "LifeTime's way to Service Center");
        finding_help(check->diagnostics, finding, "open it: allow %s -> %s : %s;",
                     model_path(check->model, sources.items[i]),
                     model_path(check->model, slot->device),
                     ports_text(check->diagnostics->arena, &ports));
        finding_cite(check->diagnostics, finding, "LT-011");
        object_t flow = model_catalogue(check->model, KIND_FLOW, "lifetime-to-environment");
        if (flow)
            rule_cite(check, finding, model_data(check->model, flow, KEYWORD_CATALOGUE));
        return;
    }
}

const struct rule rule_lifetime_unreachable = {
    .info = {"lifetime-unreachable", SEVERITY_ERROR,
             "a load balancer that LifeTime uses and cannot reach"},
    .kind = KIND_ENVIRONMENT,
    .self_managed = true,
    .look = look,
};
