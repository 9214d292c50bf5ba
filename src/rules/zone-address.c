/*
 * zone-address: a zone's address is its load balancer's, or its one server's.
 *
 * Takes a zone's address, reports a stated one that is not legal: another zone's load balancer (ZONE-006), or
 * anything else (ZONE-004, ZONE-013; ZONE-008 for a single server).
 */
#include "rules/rules.h"

/* Another zone of the environment whose load balancer DEVICE is, or NULL. */
static const struct plan_zone *other_zone(const struct check *check, object_t device)
{
    for (uint32_t i = 0; device && i < check->environment->zone_count; i++) {
        const struct plan_zone *zone = &check->plan->zones.items[check->environment->zones + i];
        if (zone != check->zone && zone->balancer == device)
            return zone;
    }
    return NULL;
}

static const char *label(const struct check *check, const struct plan_zone *other)
{
    const struct plan_zone *zone = check->zone;
    if (other)
        return arena_printf(check->diagnostics->arena, "this is the load balancer of zone '%s'",
                            other->name);
    if (group_has(zone->proxies, zone->address.device))
        return "a proxy's domain: calls inside the platform would leave it";
    if (zone->balancer && group_has(zone->servers, zone->address.device))
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
    const struct plan_zone *other = other_zone(check, slot->device);
    struct finding *finding = rule_report(
        check, rule, slot->place, "zone '%s' has the address %s, but %s", zone->name,
        rule_written(check, slot->value),
        arena_printf(check->diagnostics->arena, zone->balancer ? "its load balancer is '%s'"
                                                               : "it is the server '%s'",
                     right ? model_name(check->model, right) : ""));
    finding_label(check->diagnostics, finding, "%s", label(check, other));
    if (right)
        rule_relate(check, finding, right,
                    zone->balancer ? "the load balancer of the zone" : "the server of the zone");
    finding_help(check->diagnostics, finding, "use that address: address %s;",
                 rule_written(check, slot->legal[0]));
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
