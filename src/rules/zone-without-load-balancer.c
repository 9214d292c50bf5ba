/*
 * zone-without-load-balancer: a zone of several servers needs a load balancer to have an address.
 *
 * Takes a zone, the implicit one of all front-ends too (ZONE-009). A container runtime is no server: beside a single
 * one it makes no farm.
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    const struct plan_zone *zone = check->zone;
    uint32_t runtimes = plan_zone_containers(check->plan, zone).count;
    if ((zone->servers.count - runtimes < 2 && runtimes < 2) || zone->balancer)
        return;
    model_each (check->model, balancer, check->environment->object, KIND_LOAD_BALANCER)
        if (rule_circle(check, balancer))
            return; /* serve-circle tells that nothing is behind */
    struct place place = model_object(check->model, check->object)->place;
    const char *what = zone->object ? "zone" : "environment";
    struct finding *finding =
        rule_report(check, rule, place, "%s '%s' has %u servers and no load balancer in front of them",
                    what, model_name(check->model, check->object), zone->servers.count);
    finding_label(check->diagnostics, finding, "no address stands for %s",
                  rule_things(check, zone->servers));
    if (zone->object)
        finding_help(check->diagnostics, finding,
                     "declare one and make it the address of the zone: "
                     "load-balancer lb { host \"…\"; serve %s; }",
                     zone->name);
    else
        finding_help(check->diagnostics, finding,
                     "declare one in front of the front-ends: load-balancer lb { host \"…\"; serve …; }");
    finding_cite(check->diagnostics, finding, "ZONE-009");
}

const struct rule rule_zone_without_load_balancer = {
    .info = {"zone-without-load-balancer", SEVERITY_ERROR,
             "a zone of several servers without load balancer"},
    .kind = KIND_ZONE,
    .self_managed = true,
    .look = look,
};
