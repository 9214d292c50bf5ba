/*
 * address-form: a hostname, zone address or LifeTime address is a bare name (or an address), never a URL.
 *
 * Takes the slots of an environment and its zones, reports each stated value that is malformed, and a hostname that is
 * the IP address of a load balancer which has a name (AMB-49). Of other devices the rules of their slots tell. An
 * address for LifeTime that begins with http: is against high-compliance cloud, too (CLOUD-025).
 */
#include <strings.h>

#include "rules/rules.h"

/* Whether SLOT is a URL by HTTP where there is HTTPS only (CLOUD-025). */
static bool is_against_https(const struct check *check, const struct slot *slot)
{
    static const char scheme[] = "http://";
    return slot == &check->environment->lifetime_address && slot->value &&
           strncasecmp(slot->value, scheme, sizeof scheme - 1) == 0 &&
           plan_enforces_https(check->plan, check->environment);
}

static void look_at(const struct check *check, const struct rule *rule, const struct slot *slot,
                    const char *what)
{
    if (!slot->applies || slot->origin != ORIGIN_STATED || !slot->malformed)
        return;
    struct finding *finding =
        rule_report(check, rule, slot->place, "the %s \"%s\" %s", what,
                    slot->value ? slot->value : "", slot->malformed);
    finding_label(check->diagnostics, finding, "write the bare name");
    finding_help(check->diagnostics, finding,
                 "OutSystems puts the scheme, port and path around this name itself; leave only the name");
    rule_expect_slot(check, finding, slot);
    finding_cite(check->diagnostics, finding,
                 is_against_https(check, slot) ? "AMB-49 CLOUD-025" : "AMB-49");
    if (slot->known && slot->legal_count == 1)
        rule_fix_slot(check, finding, slot);
}

static void look_at_number(const struct check *check, const struct rule *rule)
{
    const struct plan_environment *environment = check->environment;
    const struct slot *slot = &environment->hostname;
    object_t balancer = slot_illegal(slot) && rule_cites(slot->entries, "HOST-016")
                            ? rule_called(check, environment->balancers, slot->value)
                            : 0;
    if (!balancer || environment->cloud)
        return;
    struct finding *finding = rule_report(
        check, rule, slot->place, "the hostname %s is an IP address of '%s', which has a name",
        rule_stated(check, slot), model_name(check->model, balancer));
    finding_label(check->diagnostics, finding, "write the name");
    rule_relate(check, finding, balancer, "the load balancer");
    finding_help(check->diagnostics, finding, "hostname %s;", rule_choice(check, slot, balancer));
    rule_expect_slot(check, finding, slot);
    finding_cite(check->diagnostics, finding, "AMB-49");
    if (slot->legal_count == 1)
        rule_fix_slot(check, finding, slot);
}

static void look(const struct check *check, const struct rule *rule)
{
    const struct plan_environment *environment = check->environment;
    look_at(check, rule, &environment->hostname, "hostname");
    look_at_number(check, rule);
    look_at(check, rule, &environment->lifetime_address, "address for LifeTime");
    for (uint32_t i = 0; i < environment->zone_count; i++) {
        const struct plan_zone *zone = &check->plan->zones.items[environment->zones + i];
        struct check inside = *check;
        if (zone->object)
            inside.object = zone->object;
        look_at(&inside, rule, &zone->address, "zone address");
    }
}

const struct rule rule_address_form = {
    .info = {"address-form", SEVERITY_ERROR, "a hostname or address with a scheme, port or path, or an IP address where there is a name"},
    .kind = KIND_ENVIRONMENT,
    .partial = true,
    .look = look,
};
