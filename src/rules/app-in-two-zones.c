/*
 * app-in-two-zones: an app is deployed in one zone of its environment.
 *
 * Takes the apps that zones introduce; warns of one that an earlier zone has, too (BEY-041, ZONE-005). Service Center
 * has a rule of its own.
 */
#include <strings.h>

#include "rules/rules.h"

/* The app of ZONE that is called NAME, or 0. */
static object_t app_called(const struct check *check, const struct plan_zone *zone,
                           const char *name)
{
    for (uint32_t i = 0; i < zone->apps.count; i++)
        if (strcasecmp(model_name(check->model, zone->apps.items[i]), name) == 0)
            return zone->apps.items[i];
    return 0;
}

static void look_at(const struct check *check, const struct rule *rule, object_t app)
{
    const char *name = model_name(check->model, app);
    const struct plan_zone *zones = check->plan->zones.items + check->environment->zones;
    for (const struct plan_zone *other = zones; other < check->zone; other++) {
        object_t first = app_called(check, other, name);
        if (!first)
            continue;
        struct finding *finding = rule_report(
            check, rule, model_object(check->model, app)->place,
            "'%s' is in zone '%s' and in zone '%s'", name, other->name, check->zone->name);
        finding_label(check->diagnostics, finding, "an app is in one zone");
        rule_relate(check, finding, first, "and here");
        finding_help(check->diagnostics, finding,
                     "let one zone have it, and say of zones whose apps use it: calls %s;", name);
        finding_cite(check->diagnostics, finding, "BEY-041 ZONE-005");
        return;
    }
}

static void look(const struct check *check, const struct rule *rule)
{
    for (uint32_t i = 0; i < check->zone->apps.count; i++)
        if (!model_catalogue(check->model, KIND_APP,
                             model_name(check->model, check->zone->apps.items[i])))
            look_at(check, rule, check->zone->apps.items[i]);
}

const struct rule rule_app_in_two_zones = {
    .info = {"app-in-two-zones", SEVERITY_WARNING, "an app that two zones have"},
    .kind = KIND_ZONE,
    .self_managed = true,
    .look = look,
};
