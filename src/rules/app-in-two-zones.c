/*
 * app-in-two-zones: an app is deployed in one zone of its environment.
 *
 * Takes the apps that zones introduce; warns of one that an earlier zone has, too (BEY-041, ZONE-005). Service Center
 * has a rule of its own.
 */
#include <stdlib.h>
#include <strings.h>

#include "rules/rules.h"

/* An app of a zone; NUMBER as they are declared. */
struct deployed {
    const char *name;
    const struct plan_zone *zone;
    object_t app;
    uint32_t number;
};

static int by_name(const void *left, const void *right)
{
    const struct deployed *one = left, *other = right;
    int order = strcasecmp(one->name, other->name);
    return order ? order : (one->number > other->number) - (one->number < other->number);
}

/* Tells that APP is deployed where FIRST, of the same name, is not. */
static void tell(const struct check *top, const struct rule *rule, const struct deployed *first,
                 const struct deployed *app)
{
    struct check check = *top;
    check.object = app->zone->object;
    if (model_catalogue(check.model, KIND_APP, app->name))
        return;
    struct finding *finding = rule_report(
        &check, rule, model_object(check.model, app->app)->place,
        "'%s' is in zone '%s' and in zone '%s'", app->name, first->zone->name, app->zone->name);
    finding_label(check.diagnostics, finding, "an app is in one zone");
    rule_relate(&check, finding, first->app, "and here");
    finding_help(check.diagnostics, finding,
                 "let one zone have it, and say of zones whose apps use it: calls %s;", app->name);
    finding_cite(check.diagnostics, finding, "BEY-041 ZONE-005");
}

static void look(const struct check *check, const struct rule *rule)
{
    if (check->environment->zone_count < 2)
        return;
    const struct plan_zone *zones = check->plan->zones.items + check->environment->zones;
    VEC(struct deployed) all = {0};
    for (uint32_t z = 0; z < check->environment->zone_count; z++)
        for (uint32_t i = 0; i < zones[z].apps.count; i++) {
            object_t app = zones[z].apps.items[i];
            struct deployed deployed = {model_name(check->model, app), &zones[z], app, all.count};
            vec_add(check->plan->arena, &all, deployed);
        }
    if (all.count)
        qsort(all.items, all.count, sizeof *all.items, by_name);
    for (uint32_t i = 1, first = 0; i < all.count; i++) {
        if (strcasecmp(all.items[first].name, all.items[i].name) != 0)
            first = i;
        else if (all.items[first].zone != all.items[i].zone)
            tell(check, rule, &all.items[first], &all.items[i]);
    }
}

const struct rule rule_app_in_two_zones = {
    .info = {"app-in-two-zones", SEVERITY_WARNING, "an app that two zones have"},
    .kind = KIND_ENVIRONMENT,
    .self_managed = true,
    .look = look,
};
