/*
 * lifetime-address-server: LifeTime reaches a single server by the server's name.
 *
 * Takes the address that LifeTime uses for an environment, reports a stated one that is not legal: without
 * proxy (LT-007), and behind one that does not end SSL (LT-008). An IP address is no name (AMB-03).
 */
#include <string.h>

#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    const struct plan_environment *environment = check->environment;
    const struct slot *slot = &environment->lifetime_address;
    if (!slot_illegal(slot) || rule_cites(slot->entries, "LT-011") ||
        !(rule_cites(slot->entries, "LT-007") || rule_cites(slot->entries, "LT-008")))
        return;
    const char *name = model_name(check->model, check->object);
    const char *written = rule_stated(check, slot);

    struct finding *finding =
        rule_report(check, rule, slot->place,
                    "LifeTime reaches '%s' as %s, which is no name of its server %s", name, written,
                    rule_things(check, environment->front_ends));
    finding_label(check->diagnostics, finding, "%s",
                  !strchr("\"'", *written) ? "certificates match names, not addresses"
                  : rule_called(check, environment->proxies, slot->value)
                      ? "the proxy does not end SSL: LifeTime goes to the server itself"
                      : "LifeTime goes to the server itself");
    if (environment->front_ends.count)
        rule_relate(check, finding, environment->front_ends.items[0], "the server");
    finding_help(check->diagnostics, finding, "use the server's name: manage %s %s;", name,
                 rule_choice(check, slot, 0));
    rule_expect_slot(check, finding, slot);
    rule_fix_slot(check, finding, slot);
}

const struct rule rule_lifetime_address_server = {
    .info = {"lifetime-address-server", SEVERITY_ERROR,
             "LifeTime reaches a single server by something else than its name"},
    .kind = KIND_ENVIRONMENT,
    .self_managed = true,
    .look = look,
};
