/*
 * hostname-qualified: a single server's hostname may be its full name, if DNS knows it.
 *
 * Takes the hostname of an environment, advises on a stated one with more than one label (HOST-009).
 */
#include "model/dns.h"
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    const struct slot *slot = &check->environment->hostname;
    if (!slot->applies || !slot->known || slot->origin != ORIGIN_STATED || !slot->value ||
        slot->malformed || slot_illegal(slot) || !rule_cites(slot->entries, "HOST-008"))
        return;
    if (*rule_stated(check, slot) != '"' || !dns_qualified(slot->value))
        return;
    struct finding *finding = rule_report(
        check, rule, slot->place, "the hostname of '%s' is the full name \"%s\"",
        model_name(check->model, check->object), slot->value);
    finding_label(check->diagnostics, finding, "DNS has to know this name");
    finding_help(check->diagnostics, finding,
                 "make sure that DNS resolves it wherever apps, emails and LifeTime use it, then say so: "
                 "accept hostname-qualified \"the record exists\";");
    finding_cite(check->diagnostics, finding, "HOST-009");
}

const struct rule rule_hostname_qualified = {
    .info = {"hostname-qualified", SEVERITY_ADVICE,
             "a single server's hostname that needs a DNS record"},
    .kind = KIND_ENVIRONMENT,
    .self_managed = true,
    .look = look,
};
