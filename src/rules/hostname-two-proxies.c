/*
 * hostname-two-proxies: behind several reverse proxies the author chooses which one's domain is the hostname.
 *
 * Takes the hostname of an environment behind two or more devices, reports one that is no domain of theirs and
 * one that is left out: the choice has consequences that only the author can weigh (HOST-014).
 */
#include "rules/rules.h"

static struct finding *wrong(const struct check *check, const struct rule *rule,
                             const struct slot *slot)
{
    struct finding *finding =
        rule_report(check, rule, slot->place,
                    "the hostname of '%s' is %s, which is a domain of none of its proxies",
                    model_name(check->model, check->object), rule_stated(check, slot));
    finding_label(check->diagnostics, finding, "users come in through %s",
                  rule_things(check, check->environment->proxies));
    return finding;
}

static struct finding *left_out(const struct check *check, const struct rule *rule)
{
    struct finding *finding = rule_report(
        check, rule, model_object(check->model, check->object)->place,
        "environment '%s' stands behind %s, and its hostname has to be one of their domains",
        model_name(check->model, check->object), rule_things(check, check->environment->proxies));
    finding_label(check->diagnostics, finding, "no hostname chosen");
    return finding;
}

static void look(const struct check *check, const struct rule *rule)
{
    const struct slot *slot = &check->environment->hostname;
    if (!slot->applies || !slot->known || !rule_cites(slot->entries, "HOST-014"))
        return;
    struct finding *finding;
    if (slot_illegal(slot))
        finding = wrong(check, rule, slot);
    else if (!slot->value && model_state(check->model, check->object, KEYWORD_HOSTNAME) == STATE_ABSENT)
        finding = left_out(check, rule);
    else
        return;
    struct group proxies = check->environment->proxies;
    for (uint32_t i = 0; i < proxies.count; i++)
        rule_relate(check, finding, proxies.items[i], "one reverse proxy in front");
    finding_help(check->diagnostics, finding,
                 "choose the domain that emails, mobile apps and redirects shall name: hostname %s;",
                 rule_legal(check, slot));
    rule_expect_slot(check, finding, slot);
}

const struct rule rule_hostname_two_proxies = {
    .info = {"hostname-two-proxies", SEVERITY_ERROR,
             "an environment behind several reverse proxies whose hostname is none of their domains"},
    .kind = KIND_ENVIRONMENT,
    .self_managed = true,
    .look = look,
};
