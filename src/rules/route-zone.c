/*
 * route-zone: a route leads to the zone that has the app.
 *
 * Takes the stated routes to an environment, reports each that leads to the load balancer of a zone without that
 * app (PROXY-007).
 */
#include "rules/rules.h"

/* The zone of the environment that TARGET stands in front of, or NULL. */
static const struct plan_zone *behind(const struct check *check, object_t target)
{
    for (uint32_t i = 0; target && i < check->environment->zone_count; i++) {
        const struct plan_zone *zone = &check->plan->zones.items[check->environment->zones + i];
        if (zone->balancer == target || zone->object == target ||
            (!zone->balancer && group_has(zone->servers, target)))
            return zone;
    }
    return NULL;
}

static void look(const struct check *check, const struct rule *rule)
{
    uint32_t count;
    const struct plan_route *routes = rule_routes(check, &count);
    for (uint32_t i = 0; i < count; i++) {
        const struct plan_route *route = &routes[i];
        if (!route->stated || !route->wrong_zone || !route->app)
            continue;
        struct check there = *check;
        there.object = route->proxy;
        const char *app = model_name(check->model, route->app);
        const struct plan_zone *wrong = behind(check, route->target_object);
        struct finding *finding = rule_report(
            &there, rule, route->place, "'%s' sends '%s' to %s%s%s%s, where the app is not deployed",
            model_name(check->model, route->proxy), app,
            route->target ? rule_written(check, route->target) : "another zone",
            wrong ? " of zone '" : "", wrong ? wrong->name : "", wrong ? "'" : "");
        finding_label(check->diagnostics, finding, "this zone does not have '%s'", app);
        finding_relate(check->diagnostics, finding, model_object(check->model, route->app)->place,
                       "the app is deployed here");
        if (route->expected) {
            const char *target = rule_written(check, route->expected);
            finding_help(check->diagnostics, finding, "route %s -> %s;", app, target);
            finding_expect(check->diagnostics, finding, route->expected);
            finding_fix(check->diagnostics, finding, route->place, "%s", target);
        }
        finding_cite(check->diagnostics, finding, "PROXY-007");
    }
}

const struct rule rule_route_zone = {
    .info = {"route-zone", SEVERITY_ERROR, "a proxy's route to a zone that does not have the app"},
    .kind = KIND_ENVIRONMENT,
    .self_managed = true,
    .look = look,
};
