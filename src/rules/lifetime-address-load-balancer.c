/*
 * lifetime-address-load-balancer: LifeTime reaches a farm through its load balancer, or by the domain in front.
 *
 * Takes the address that LifeTime uses for an environment, reports a stated one that is neither legal nor
 * tolerated (LT-011).
 */
#include <string.h>

#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    const struct slot *slot = &check->environment->lifetime_address;
    if (!slot_illegal(slot) || !rule_cites(slot->entries, "LT-011") ||
        rule_cites(slot->entries, "LT-012") || rule_cites(slot->entries, "LT-013") ||
        rule_cites(slot->entries, "LT-016"))
        return;
    const struct plan_zone *zone = rule_service_center(check);
    const char *name = model_name(check->model, check->object);
    struct finding *finding =
        rule_report(check, rule, slot->place,
                    "LifeTime reaches '%s' as %s, which is no name of its load balancer", name,
                    rule_stated(check, slot));
    bool literal = !strchr("\"'", *rule_stated(check, slot));
    finding_label(check->diagnostics, finding, "%s",
                  literal ? "certificates match names, not addresses" : "the farm does not answer here");
    if (zone && zone->balancer)
        rule_relate(check, finding, zone->balancer, "the load balancer of the farm");
    finding_help(check->diagnostics, finding, "use %s: manage %s %s;", rule_legal(check, slot), name,
                 rule_choice(check, slot, zone ? zone->balancer : 0));
    rule_expect_slot(check, finding, slot);
}

const struct rule rule_lifetime_address_load_balancer = {
    .info = {"lifetime-address-load-balancer", SEVERITY_ERROR,
             "LifeTime reaches a farm by an address that is not its load balancer's"},
    .kind = KIND_ENVIRONMENT,
    .self_managed = true,
    .look = look,
};
