/*
 * lifetime-address-member: LifeTime should not depend on a single server of a farm.
 *
 * Takes the address that LifeTime uses for an environment, warns of one that is only tolerated (LT-011).
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    const struct slot *slot = &check->environment->lifetime_address;
    if (!slot_tolerated(slot))
        return;
    const char *name = model_name(check->model, check->object);
    struct finding *finding =
        rule_report(check, rule, slot->place, "LifeTime reaches '%s' through one server of the farm, %s",
                    name, rule_stated(check, slot));
    finding_label(check->diagnostics, finding, "when this server is down, so is LifeTime's access");
    if (slot->device)
        rule_relate(check, finding, slot->device, "one of the servers");
    finding_help(check->diagnostics, finding, "use the load balancer: manage %s %s;", name,
                 rule_choice(check, slot, 0));
    rule_expect_slot(check, finding, slot);
    rule_fix_slot(check, finding, slot);
}

const struct rule rule_lifetime_address_member = {
    .info = {"lifetime-address-member", SEVERITY_WARNING,
             "LifeTime reaches a farm through one of its servers"},
    .kind = KIND_ENVIRONMENT,
    .self_managed = true,
    .look = look,
};
