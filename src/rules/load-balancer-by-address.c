/*
 * load-balancer-by-address: a hosts file maps names, so a load balancer needs one.
 *
 * Takes the hosts entries that the plan had to leave out, warns of each zone whose address is an IP address
 * (HOSTS-007, AMB-14).
 */
#include "rules/rules.h"

static void look(const struct check *top, const struct rule *rule)
{
    const struct plan *plan = top->plan;
    bool *done = arena_array(plan->arena, bool, plan->zones.count + 1);
    for (uint32_t i = 0; i < plan->unmapped.count; i++) {
        const struct plan_unmapped *unmapped = &plan->unmapped.items[i];
        const struct plan_zone *zone = &plan->zones.items[unmapped->zone];
        const struct plan_environment *environment = &plan->environments.items[zone->environment];
        if (unmapped->why != UNMAPPED_ADDRESS_IS_IP || done[unmapped->zone] ||
            !environment->sound || environment->cloud || !zone->balancer || !zone->address.value)
            continue;
        done[unmapped->zone] = true;
        struct check check = *top;
        check.object = zone->object ? zone->object : environment->object;
        struct place balancer = model_object(check.model, zone->balancer)->place;
        struct place place = zone->address.place.end ? zone->address.place : balancer;
        struct finding *finding =
            rule_report(&check, rule, place,
                        "the zone address of '%s' is %s, which no hosts file can map to its servers",
                        model_name(check.model, check.object), zone->address.value);
        finding->also = zone->balancer;
        finding_label(check.diagnostics, finding, "an IP address, not a name");
        if (place.begin != balancer.begin)
            finding_relate(check.diagnostics, finding, balancer, "the load balancer");
        finding_help(check.diagnostics, finding,
                     "give '%s' a name (host \"…\";) and use that as the address of the zone",
                     model_name(check.model, zone->balancer));
        finding_cite(check.diagnostics, finding, "HOSTS-007 AMB-14");
    }
}

const struct rule rule_load_balancer_by_address = {
    .info = {"load-balancer-by-address", SEVERITY_WARNING,
             "a zone whose load balancer is addressed by IP"},
    .kind = KIND_TOP,
    .look = look,
};
