/*
 * lifetime-service-center: with several zones LifeTime has to know which one Service Center is in.
 *
 * Takes a managed environment of several zones none of which names Service Center; reports that its
 * LifeTime address cannot be told, unless SSL ends in front of all of them (LT-013, AMB-44).
 */
#include "rules/rules.h"

/* What misspelt app of ZONES is perhaps Service Center, or 0. */
static object_t misspelt(const struct check *check, const struct plan_zone *zones, uint32_t count)
{
    for (uint32_t z = 0; z < count; z++)
        model_each (check->model, app, zones[z].object, KIND_APP)
            if (zones[z].object && rule_near_app(check, app))
                return app;
    return 0;
}

static void look(const struct check *check, const struct rule *rule)
{
    const struct plan_environment *environment = check->environment;
    if (!rule_lacks_service_center(check))
        return;
    const struct plan_zone *zones = &check->plan->zones.items[environment->zones];
    object_t app = misspelt(check, zones, environment->zone_count);

    struct finding *finding =
        rule_report(check, rule, model_object(check->model, check->object)->place,
                    "environment '%s' has %u zones, and none says that Service Center is there",
                    model_name(check->model, check->object), environment->zone_count);
    finding_label(check->diagnostics, finding, "the address for LifeTime depends on it");
    for (uint32_t i = 0; !app && i < environment->zone_count && i < 2; i++)
        if (zones[i].object)
            rule_relate(check, finding, zones[i].object, "here?");
    if (app)
        finding_relate(check->diagnostics, finding, model_object(check->model, app)->place,
                       "this is nearly '%s'", model_name(check->model, rule_near_app(check, app)));
    finding_help(check->diagnostics, finding,
                 "name it among the apps of its zone: apps ServiceCenter;");
    finding_cite(check->diagnostics, finding, "LT-013 AMB-44");
}

const struct rule rule_lifetime_service_center = {
    .info = {"lifetime-service-center", SEVERITY_ERROR,
             "several zones under LifeTime, and no word where Service Center is"},
    .kind = KIND_ENVIRONMENT,
    .self_managed = true,
    .look = look,
};
