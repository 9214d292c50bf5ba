/*
 * hostname-load-balancer: the hostname of a farm without reverse proxy is its load balancer's address.
 *
 * Takes the hostname of an environment, warns of a stated one that is another: it may be an alias of the load
 * balancer, which the topology does not show (HOST-016). One of its IP addresses in place of its name is
 * address-form's.
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    const struct slot *slot = &check->environment->hostname;
    struct group balancers = check->environment->balancers;
    if (!slot_illegal(slot) || !rule_cites(slot->entries, "HOST-016") || !balancers.count ||
        rule_called(check, balancers, slot->value))
        return;
    struct finding *finding = rule_report(
        check, rule, slot->place, "the hostname of '%s' is %s, which is not the address of %s",
        model_name(check->model, check->object), rule_stated(check, slot),
        rule_things(check, balancers));
    finding_label(check->diagnostics, finding, "not known to lead here");
    rule_relate(check, finding, balancers.items[0], "the load balancer");
    finding_help(check->diagnostics, finding,
                 "use its address: hostname %s; or, if the stated name is an alias in DNS, add it to the "
                 "`host` names there",
                 rule_choice(check, slot, balancers.items[0]));
    rule_expect_slot(check, finding, slot);
}

const struct rule rule_hostname_load_balancer = {
    .info = {"hostname-load-balancer", SEVERITY_WARNING,
             "a farm without reverse proxy whose hostname is not its load balancer's address"},
    .kind = KIND_ENVIRONMENT,
    .self_managed = true,
    .look = look,
};
