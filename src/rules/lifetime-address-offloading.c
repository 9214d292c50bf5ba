/*
 * lifetime-address-offloading: where the proxy in front of Service Center ends SSL, LifeTime uses its domain.
 *
 * Takes the address that LifeTime uses for an environment, reports a stated one that is not legal: a single
 * server (LT-009), a farm (LT-012), several zones (LT-016).
 */
#include "rules/rules.h"

static void relate_offloading(const struct check *check, struct finding *finding,
                              struct group proxies)
{
    for (uint32_t i = 0; i < proxies.count; i++) {
        const struct field *field =
            model_field(check->model, proxies.items[i], KEYWORD_SSL_OFFLOADING);
        if (field)
            finding_relate(check->diagnostics, finding, field->place, "SSL ends here");
    }
}

static void look(const struct check *check, const struct rule *rule)
{
    const struct plan_environment *environment = check->environment;
    const struct slot *slot = &environment->lifetime_address;
    if (!slot_illegal(slot) ||
        !(rule_cites(slot->entries, "LT-009") || rule_cites(slot->entries, "LT-012") ||
          rule_cites(slot->entries, "LT-016")))
        return;
    const struct plan_zone *zone = rule_service_center(check);
    struct group proxies = zone ? zone->offloading : environment->proxies;
    const char *name = model_name(check->model, check->object);
    const char *things = rule_things(check, proxies);
    bool several = proxies.count > 1;

    struct finding *finding =
        rule_report(check, rule, slot->place, "LifeTime reaches '%s' as %s, but %s %s SSL", name,
                    rule_stated(check, slot), things, several ? "offload" : "offloads");
    finding_label(check->diagnostics, finding, "LifeTime needs HTTPS here, and only %s %s it", things,
                  several ? "serve" : "serves");
    relate_offloading(check, finding, proxies);
    finding_help(check->diagnostics, finding, "use the proxy's domain: manage %s %s;", name,
                 rule_choice(check, slot, 0));
    rule_expect_slot(check, finding, slot);
    finding_cite(check->diagnostics, finding, "LT-010");
    if (slot->legal_count == 1)
        rule_fix_slot(check, finding, slot);
}

const struct rule rule_lifetime_address_offloading = {
    .info = {"lifetime-address-offloading", SEVERITY_ERROR,
             "LifeTime passes by the proxy that ends SSL"},
    .kind = KIND_ENVIRONMENT,
    .self_managed = true,
    .look = look,
};
