/*
 * hostname-load-balancer: the hostname of a farm without reverse proxy is its load balancer's address.
 *
 * Takes the hostname of an environment, warns of a stated one that is another: it may be an alias of the load
 * balancer, which the topology does not show (HOST-016).
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    const struct slot *slot = &check->environment->hostname;
    if (!slot_illegal(slot) || !rule_cites(slot->entries, "HOST-016"))
        return;
    struct group balancers = check->environment->balancers;
    struct finding *finding = rule_report(
        check, rule, slot->place, "the hostname of '%s' is %s, which is not the address of %s",
        model_name(check->model, check->object), rule_stated(check, slot),
        balancers.count ? rule_things(check, balancers) : "any of its zones");
    finding_label(check->diagnostics, finding, "not known to lead here");
    if (balancers.count)
        rule_relate(check, finding, balancers.items[0], "the load balancer");
    finding_help(check->diagnostics, finding,
                 "use %s: hostname %s; or, if the stated name is an alias in DNS, add it to the `host` names "
                 "there",
                 balancers.count ? "its address" : "the address of one",
                 rule_choice(check, slot, balancers.count ? balancers.items[0] : 0));
    rule_expect_slot(check, finding, slot);
}

const struct rule rule_hostname_load_balancer = {
    .info = {"hostname-load-balancer", SEVERITY_WARNING,
             "a farm without reverse proxy whose hostname is not its load balancer's address"},
    .kind = KIND_ENVIRONMENT,
    .self_managed = true,
    .look = look,
};
