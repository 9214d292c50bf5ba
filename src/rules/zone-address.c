/*
 * zone-address: a zone's address is its load balancer's, or its one server's.
 *
 * Takes a zone's address, reports a stated one that is not legal: another zone's load balancer (ZONE-006), or
 * anything else (ZONE-004, ZONE-013; ZONE-008 for a single server).
 */
#include "rules/rules.h"

/* Another zone of the environment whose load balancer answers to VALUE, or NULL. */
static const struct plan_zone *other_zone(const struct check *check, const char *value)
{
    for (uint32_t i = 0; i < check->environment->zone_count; i++) {
        const struct plan_zone *zone = &check->plan->zones.items[check->environment->zones + i];
        if (zone == check->zone || !zone->balancer || zone->balancer == check->zone->balancer)
            continue;
        if (rule_called(check, (struct group){&zone->balancer, 1}, value))
            return zone;
    }
    return NULL;
}

static const char *label(const struct check *check, const struct plan_zone *other)
{
    const struct plan_zone *zone = check->zone;
    const char *value = zone->address.value;
    if (other)
        return arena_printf(check->diagnostics->arena, "this is the load balancer of zone '%s'",
                            other->name);
    if (zone->balancer && rule_called(check, (struct group){&zone->balancer, 1}, value))
        return "its IP address: hosts files and certificates go by the name";
    if (rule_called(check, zone->proxies, value))
        return "a proxy's domain: calls inside the environment would leave it";
    if (zone->balancer && rule_called(check, zone->servers, value))
        return "one server: calls would pass by the load balancer";
    return zone->balancer ? "not the address of its load balancer" : "not the address of its server";
}

static void look(const struct check *check, const struct rule *rule)
{
    const struct plan_zone *zone = check->zone;
    const struct slot *slot = &zone->address;
    if (!slot_illegal(slot))
        return;
    object_t right = zone->balancer        ? zone->balancer
                     : zone->servers.count ? zone->servers.items[0]
                                           : 0;
    const struct plan_zone *other = other_zone(check, slot->value);
    struct finding *finding =
        rule_report(check, rule, slot->place, "zone '%s' has the address %s, but %s is '%s'", zone->name,
                    rule_stated(check, slot), zone->balancer ? "its load balancer" : "its server",
                    right ? model_name(check->model, right) : "");
    finding_label(check->diagnostics, finding, "%s", label(check, other));
    if (right)
        rule_relate(check, finding, right,
                    zone->balancer ? "the load balancer of the zone" : "the server of the zone");
    finding_help(check->diagnostics, finding, "use that address: address %s;",
                 rule_choice(check, slot, right));
    rule_expect_slot(check, finding, slot);
    if (other)
        finding_cite(check->diagnostics, finding, "ZONE-006");
    rule_fix_slot(check, finding, slot);
}

const struct rule rule_zone_address = {
    .info = {"zone-address", SEVERITY_ERROR,
             "a zone's address that is not its load balancer's or single server's"},
    .kind = KIND_ZONE,
    .self_managed = true,
    .look = look,
};
