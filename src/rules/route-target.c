/*
 * route-target: a route leads to the address of the zone's load balancer.
 *
 * Takes the stated routes to an environment, reports each that leads elsewhere (PROXY-005; to a server where the
 * zone is one server without load balancer, PROXY-004). Another zone's load balancer is route-zone's.
 */
#include "rules/rules.h"

/* Whether ROUTE comes from a `serve` that names servers, past their load balancer. */
static bool is_served(const struct check *check, const struct plan_route *route)
{
    const struct field *serve = model_field(check->model, route->proxy, KEYWORD_SERVE);
    return serve && route->place.begin >= serve->place.begin && route->place.end <= serve->place.end;
}

/* Several servers in one `serve` are one mistake. */
static bool is_told(const struct check *check, const struct plan_route *first, const struct plan_route *route)
{
    return route > first && is_served(check, route) && is_served(check, route - 1) &&
           route[-1].proxy == route->proxy && route[-1].zone == route->zone;
}

static void look(const struct check *check, const struct rule *rule)
{
    uint32_t count;
    const struct plan_route *routes = rule_routes(check, &count);
    for (uint32_t i = 0; i < count; i++) {
        const struct plan_route *route = &routes[i];
        if (!route->stated || route->legal || route->wrong_zone || !route->target ||
            is_told(check, routes, route))
            continue;
        struct check there = *check;
        there.object = route->proxy;
        const char *app = route->app ? model_name(check->model, route->app)
                                     : arena_printf(check->diagnostics->arena, "\"%s\"", route->path);
        struct finding *finding =
            rule_report(&there, rule, route->place, "'%s' sends %s to %s, which is not where it is served",
                        model_name(check->model, route->proxy), route->url,
                        rule_written(check, route->target));
        finding_label(check->diagnostics, finding, "not the load balancer of its zone");
        if (route->expected_object)
            rule_relate(check, finding, route->expected_object, "the right target");
        if (is_served(check, route)) {
            finding_help(check->diagnostics, finding, "let it serve what stands before the servers: serve %s;",
                         model_name(check->model, route->expected_object));
            if (route->expected)
                finding_expect(check->diagnostics, finding, route->expected);
        } else if (route->expected) {
            const char *target = rule_written(check, route->expected);
            finding_help(check->diagnostics, finding, "route %s -> %s;", app, target);
            finding_expect(check->diagnostics, finding, route->expected);
            finding_fix(check->diagnostics, finding, route->place, "%s", target);
        }
        finding_cite(check->diagnostics, finding, "PROXY-005");
        if (route->entries)
            finding_cite(check->diagnostics, finding, route->entries);
    }
}

const struct rule rule_route_target = {
    .info = {"route-target", SEVERITY_ERROR,
             "a proxy's route that does not lead to the zone's load balancer"},
    .kind = KIND_ENVIRONMENT,
    .self_managed = true,
    .look = look,
};
