/*
 * service-center-zones: Service Center is in one zone of an environment.
 *
 * Takes the zones of an environment, reports the second and any further that has it (INFRA-010).
 */
#include "rules/rules.h"

/* Where ZONE names the catalogue's app, or where the zone is declared. */
static struct place named(const struct check *check, const struct plan_zone *zone)
{
    model_each(check->model, app, zone->object, KIND_APP)
        if (model_catalogue(check->model, KIND_APP, model_name(check->model, app)))
            return model_object(check->model, app)->place;
    return model_object(check->model, zone->object)->place;
}

static void look(const struct check *check, const struct rule *rule)
{
    const struct plan_zone *first = NULL;
    for (uint32_t i = 0; i < check->environment->zone_count; i++) {
        const struct plan_zone *zone = &check->plan->zones.items[check->environment->zones + i];
        if (!zone->service_center || !zone->object)
            continue;
        if (!first) {
            first = zone;
            continue;
        }
        struct check inside = *check;
        inside.object = zone->object;
        struct finding *finding =
            rule_report(&inside, rule, named(check, zone),
                        "Service Center is in zone '%s' and in zone '%s'", first->name, zone->name);
        finding_label(check->diagnostics, finding, "it is in one zone only");
        finding_relate(check->diagnostics, finding, named(check, first), "and here");
        finding_help(check->diagnostics, finding,
                     "name ServiceCenter among the apps of the one zone that has it");
        finding_cite(check->diagnostics, finding, "INFRA-010 LT-013");
    }
}

const struct rule rule_service_center_zones = {
    .info = {"service-center-zones", SEVERITY_ERROR, "two zones that both have Service Center"},
    .kind = KIND_ENVIRONMENT,
    .self_managed = true,
    .look = look,
};
