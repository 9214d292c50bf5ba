/*
 * lifetime-address-zone: with several zones LifeTime uses the address of the one with Service Center.
 *
 * Takes the address that LifeTime uses for an environment, reports a stated one that is not legal (LT-013).
 * Where the proxy in front of that zone ends SSL, lifetime-address-offloading speaks instead.
 */
#include <strings.h>

#include "rules/rules.h"

/* The zone besides OWN whose address is stated, or NULL. */
static const struct plan_zone *other_zone(const struct check *check, const struct slot *slot,
                                          const struct plan_zone *own)
{
    for (uint32_t i = 0; i < check->environment->zone_count; i++) {
        const struct plan_zone *zone = &check->plan->zones.items[check->environment->zones + i];
        const char *address = zone->address.value;
        if (zone != own && address && slot->value && !strcasecmp(address, slot->value))
            return zone;
    }
    return NULL;
}

static void look(const struct check *check, const struct rule *rule)
{
    const struct slot *slot = &check->environment->lifetime_address;
    const struct plan_zone *zone = rule_service_center(check);
    if (!zone || !slot_illegal(slot) || !rule_cites(slot->entries, "LT-013") ||
        rule_cites(slot->entries, "LT-009") || rule_cites(slot->entries, "LT-012") ||
        rule_cites(slot->entries, "LT-016"))
        return;
    const char *name = model_name(check->model, check->object);
    const struct plan_zone *other = other_zone(check, slot, zone);
    struct finding *finding =
        rule_report(check, rule, slot->place,
                    "LifeTime reaches '%s' as %s, but Service Center is in zone '%s'", name,
                    rule_stated(check, slot), zone->name);
    if (other)
        finding_label(check->diagnostics, finding, "this is the address of zone '%s'", other->name);
    else
        finding_label(check->diagnostics, finding, "not the address of zone '%s'", zone->name);
    if (zone->object)
        rule_relate(check, finding, zone->object, "the zone with Service Center");
    finding_help(check->diagnostics, finding, "use that zone's address: manage %s %s;", name,
                 rule_choice(check, slot, zone->balancer));
    rule_expect_slot(check, finding, slot);
    rule_fix_slot(check, finding, slot);
}

const struct rule rule_lifetime_address_zone = {
    .info = {"lifetime-address-zone", SEVERITY_ERROR,
             "LifeTime uses another zone's address than that of Service Center"},
    .kind = KIND_ENVIRONMENT,
    .self_managed = true,
    .look = look,
};
