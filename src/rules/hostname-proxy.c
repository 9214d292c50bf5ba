/*
 * hostname-proxy: behind a reverse proxy the hostname is the domain that the proxy answers to.
 *
 * Takes the hostname of an environment behind one proxy, reports a stated one that is not legal: a single
 * server (HOST-010), a farm (HOST-011), several zones (HOST-012).
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    const struct slot *slot = &check->environment->hostname;
    if (!slot_illegal(slot) ||
        !(rule_cites(slot->entries, "HOST-010") || rule_cites(slot->entries, "HOST-011") ||
          rule_cites(slot->entries, "HOST-012")))
        return;
    struct group proxies = check->environment->proxies;
    struct finding *finding = rule_report(
        check, rule, slot->place, "the hostname of '%s' is %s, but users come in through %s",
        model_name(check->model, check->object), rule_stated(check, slot), rule_things(check, proxies));
    finding_label(check->diagnostics, finding, "not a domain of the reverse proxy");
    for (uint32_t i = 0; i < proxies.count; i++)
        rule_relate(check, finding, proxies.items[i], "the reverse proxy in front");
    finding_help(check->diagnostics, finding, "use the proxy's domain: hostname %s;",
                 rule_choice(check, slot, 0));
    rule_expect_slot(check, finding, slot);
    if (slot->legal_count == 1)
        rule_fix_slot(check, finding, slot);
}

const struct rule rule_hostname_proxy = {
    .info = {"hostname-proxy", SEVERITY_ERROR,
             "an environment behind a reverse proxy whose hostname is not the proxy's domain"},
    .kind = KIND_ENVIRONMENT,
    .self_managed = true,
    .look = look,
};
