/*
 * internal-https: with a controller of its own, the zone of Service Center uses HTTPS for internal communications.
 *
 * Takes the zone of Service Center, warns where it says `internal-https off` and the environment's controller is no
 * front-end (BEY-044). Left out, the switch is no statement: then the report's checklist says it.
 */
#include "rules/rules.h"

static void look(const struct check *check, const struct rule *rule)
{
    const struct plan_environment *environment = check->environment;
    const struct plan_zone *zone = rule_service_center(check);
    const struct field *field =
        zone && zone->object ? model_field(check->model, zone->object, KEYWORD_INTERNAL_HTTPS) : NULL;
    if (!field || field->wrong || zone->internal_https || !environment->controllers.count)
        return;
    for (uint32_t i = 0; i < environment->controllers.count; i++)
        if (group_has(environment->front_ends, environment->controllers.items[i]))
            return;
    object_t controller = environment->controllers.items[0];
    struct check inside = *check;
    inside.object = zone->object;
    struct finding *finding = rule_report(
        &inside, rule, field->place,
        "zone '%s' has Service Center and no HTTPS for internal communications, and '%s' is no front-end",
        zone->name, model_name(check->model, controller));
    finding_label(check->diagnostics, finding, "a controller of its own needs it on");
    rule_relate(check, finding, controller, "the controller");
    finding_help(check->diagnostics, finding,
                 "write internal-https on; and give the zone's servers a certificate for its address");
    finding_expect(check->diagnostics, finding, "on");
    finding_cite(check->diagnostics, finding, "BEY-044");
}

const struct rule rule_internal_https = {
    .info = {"internal-https", SEVERITY_WARNING,
             "a controller of its own, and Service Center's zone without HTTPS inside"},
    .kind = KIND_ENVIRONMENT,
    .self_managed = true,
    .look = look,
};
