/*
 * Routes: which path of a proxy's domain goes where.
 *
 * Routes follow from the apps of the zones that a proxy serves. Where it states routes into a zone,
 * only those lead there; with routes and no `serve`, it has no others. The right target of an app
 * is the load balancer of its zone, or the zone's single server.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "model/dns.h"
#include "plan/derive.h"

/* What a proxy's mapping to ZONE must lead to: *OBJECT and its address. NULL where unknown or more
 * than one. */
static const char *right_target(struct plan *plan, object_t proxy, const struct plan_zone *zone,
                                object_t *object)
{
    *object = 0;
    if (zone->balancer && zone->balancer != proxy)
        *object = zone->balancer;
    else if (zone->servers.count == 1)
        *object = zone->servers.items[0];
    if (!*object)
        return NULL;
    if (zone->address.device == *object && zone->address.value && !zone->address.illegal &&
        !zone->address.malformed)
        return zone->address.value;
    struct names names = plan_names(plan, *object), addresses = plan_addresses(plan, *object);
    return names.count ? names.items[0] : addresses.count ? addresses.items[0] : NULL;
}

/* A proxy that is the load balancer itself maps to the servers. */
static const char *server_list(struct plan *plan, const struct plan_zone *zone)
{
    const char *list = "";
    for (uint32_t i = 0; i < zone->servers.count; i++) {
        struct names names = plan_names(plan, zone->servers.items[i]);
        list = arena_printf(plan->arena, "%s%s%s", list, i ? ", " : "",
                            names.count ? names.items[0]
                                        : model_name(plan->model, zone->servers.items[i]));
    }
    return list;
}

/* What TARGET means in ENVIRONMENT, or 0: of several its load balancers come first, then servers,
 * then proxies. */
static object_t target_object(struct plan *plan, const struct plan_environment *environment,
                              const struct datum *target)
{
    const struct group groups[] = {environment->balancers, environment->servers,
                                   environment->proxies};
    const object_t places[] = {environment->object, 0};
    object_t found = 0;
    uint32_t rank = sizeof groups / sizeof *groups;
    if (target->type == DATUM_OBJECT)
        return target->object;
    if (groups[0].count + groups[1].count + groups[2].count <= CALLED_FEW) {
        for (uint32_t g = 0; g < rank; g++)
            for (uint32_t i = 0; i < groups[g].count; i++)
                if (called_by(plan, groups[g].items[i], target))
                    return groups[g].items[i];
        return 0;
    }
    for (uint32_t p = 0; p < 2; p++) {
        struct callers callers = called_in(plan, target->text, places[p]);
        for (object_t thing; (thing = called_next(plan, &callers)) != 0;)
            for (uint32_t g = 0; g < 3 && g <= rank; g++)
                if (group_has(groups[g], thing) && (g < rank || thing < found) &&
                    called_by(plan, thing, target)) {
                    found = thing;
                    rank = g;
                }
    }
    return found;
}

static const char *route_entries(const struct plan_environment *environment,
                                 const struct plan_zone *zone)
{
    bool several = environment->devices > 1, balanced = zone && zone->balancer;
    if (environment->zone_count > 1)
        return zone && !balanced ? (several ? "PROXY-004 PROXY-005" : "PROXY-004")
                                 : (several ? "PROXY-003 PROXY-005" : "PROXY-003");
    return balanced ? (several ? "PROXY-002 PROXY-005" : "PROXY-002")
                    : (several ? "PROXY-001 PROXY-005" : "PROXY-001");
}

static struct plan_route *add_route(struct plan *plan, uint32_t environment, object_t proxy,
                                    uint32_t zone, const char *domain, const char *path)
{
    const struct plan_environment *around = &plan->environments.items[environment];
    struct plan_route *route = vec_push(plan->arena, &plan->routes);
    route->proxy = proxy;
    route->environment = environment;
    route->zone = zone;
    route->path = path;
    route->url = arena_join(plan->arena, domain, "", path);
    route->legal = true;
    route->entries = route_entries(around, zone == ZONE_NONE ? NULL : &plan->zones.items[zone]);
    if (zone != ZONE_NONE)
        route->expected =
            right_target(plan, proxy, &plan->zones.items[zone], &route->expected_object);
    return route;
}

/* ---- Derived ---- */

/* The proxy that PROXY serves on the way to ZONE, where it does not serve the zone itself; else 0.
 */
static object_t next_proxy(struct plan *plan, object_t proxy, const struct plan_zone *zone)
{
    struct group served = plan_served(plan, proxy);
    if (group_has(served, zone->balancer) || group_has(served, zone->object) ||
        group_has(served, plan->environments.items[zone->environment].object) ||
        group_meets(served, zone->servers))
        return 0;
    return way_next(plan, proxy, zone, false);
}

static void derive_route(struct plan *plan, uint32_t environment, object_t proxy, uint32_t zone,
                         const char *domain, object_t app)
{
    const char *path = app ? arena_printf(plan->arena, "/%s", model_name(plan->model, app)) : "/*";
    struct plan_route *route = add_route(plan, environment, proxy, zone, domain, path);
    route->app = app;
    route->target = route->expected;
    route->target_object = route->expected_object;
    object_t next = next_proxy(plan, proxy, &plan->zones.items[zone]);
    struct names domains = plan_names(plan, next);
    if (next && domains.count) {
        route->target = domains.items[0];
        route->target_object = next;
    } else if (!route->expected_object) {
        route->target = server_list(plan, &plan->zones.items[zone]);
        route->expected = route->target;
    }
}

/* The domains of PROXY under which it serves ENVIRONMENT: of a proxy before several environments,
 * the one that is this environment's hostname, as far as that is stated. */
static struct names domains_for(struct plan *plan, const struct plan_environment *environment,
                                object_t proxy)
{
    struct names domains = plan_names(plan, proxy);
    const struct slot *hostname = &environment->hostname;
    bool shared = domains.count > 1 && group_has(plan->shared_proxies, proxy);
    if (shared && hostname->origin == ORIGIN_STATED && hostname->device == proxy &&
        hostname->match < hostname->legal_count)
        return (struct names){&hostname->legal[hostname->match], 1, 1};
    for (uint32_t d = 0; d < domains.count && shared; d++)
        if (hostname->origin == ORIGIN_STATED && hostname->value &&
            dns_equal(domains.items[d], hostname->value))
            return (struct names){domains.items + d, 1, 1};
    return domains;
}

static void derive_zone_routes(struct plan *plan, uint32_t environment, object_t proxy,
                               uint32_t zone)
{
    const struct plan_environment *around = &plan->environments.items[environment];
    struct names domains = domains_for(plan, around, proxy);
    struct group apps = plan->zones.items[zone].apps;
    for (uint32_t d = 0; d < domains.count; d++) {
        for (uint32_t i = 0; i < apps.count; i++)
            derive_route(plan, environment, proxy, zone, domains.items[d], apps.items[i]);
        if (apps.count == 0 && around->zone_count == 1)
            derive_route(plan, environment, proxy, zone, domains.items[d], 0);
    }
}

/* ---- Stated ---- */

/* Whether TARGET is another proxy in front of ZONE: one proxy may pass on to the next. */
static bool passes_on(const struct plan_zone *zone, object_t proxy, object_t target)
{
    return target != proxy && group_has(zone->proxies, target);
}

static void judge_app_route(struct plan *plan, struct plan_route *route, const struct datum *target)
{
    const struct plan_environment *environment = &plan->environments.items[route->environment];
    const struct plan_zone *zone = &plan->zones.items[route->zone];
    if (!environment->sound || environment->cloud || !route->expected_object ||
        called_by(plan, route->expected_object, target) ||
        passes_on(zone, route->proxy, route->target_object))
        return;
    route->legal = false;
    for (uint32_t z = 0; z < environment->zone_count; z++) {
        const struct plan_zone *other = &plan->zones.items[environment->zones + z];
        bool single = !other->balancer && other->servers.count == 1;
        object_t device = single ? other->servers.items[0] : other->balancer;
        route->wrong_zone |= other != zone && device && called_by(plan, device, target);
    }
}

/* A "/path" belongs to the zone that its target stands for; with none, the target is no load
 * balancer of a zone. */
static void judge_path_route(struct plan *plan, struct plan_route *route,
                             const struct datum *target)
{
    const struct plan_environment *environment = &plan->environments.items[route->environment];
    for (uint32_t z = 0; z < environment->zone_count; z++) {
        const struct plan_zone *zone = &plan->zones.items[environment->zones + z];
        object_t right;
        const char *text = right_target(plan, route->proxy, zone, &right);
        if (!right || called_by(plan, right, target) ||
            passes_on(zone, route->proxy, route->target_object)) {
            route->zone = environment->zones + z;
            route->expected = text;
            route->expected_object = right;
            return;
        }
        if (environment->zone_count == 1) {
            route->zone = environment->zones;
            route->expected = text;
            route->expected_object = right;
        }
    }
    route->legal = !environment->sound || environment->cloud;
    for (uint32_t z = environment->zones; z < environment->zones + environment->zone_count; z++) {
        const struct plan_zone *zone = &plan->zones.items[z];
        if (route->zone != ZONE_NONE || !group_has(zone->servers, route->target_object))
            continue; /* a server's zone says what stands in front of it */
        route->zone = z;
        route->expected = right_target(plan, route->proxy, zone, &route->expected_object);
    }
}

/* The zone of ENVIRONMENT that introduces APP. */
static uint32_t zone_of_app(const struct plan *plan, const struct plan_environment *environment,
                            object_t app)
{
    const struct plan_zone *zone =
        app ? plan_zone_of(plan, model_object(plan->model, app)->parent) : NULL;
    bool here = zone && &plan->environments.items[zone->environment] == environment;
    return here ? (uint32_t)(zone - plan->zones.items) : ZONE_NONE;
}

/* The app of ENVIRONMENT that PATH leads into: "/App1", "/app1/", "/App1/Home"; or 0. */
static object_t app_of_path(const struct plan *plan, const struct plan_environment *environment,
                            const char *path)
{
    path += strspn(path, "/");
    size_t length = strcspn(path, "/*?");
    for (uint32_t z = 0; z < environment->zone_count; z++) {
        struct group apps = plan->zones.items[environment->zones + z].apps;
        for (uint32_t i = 0; i < apps.count; i++) {
            const char *name = model_name(plan->model, apps.items[i]);
            if (strlen(name) == length && strncasecmp(name, path, length) == 0)
                return apps.items[i];
        }
    }
    return 0;
}

/* What TARGET says: of a zone, whose address that is. */
static struct datum seen_through(const struct plan *plan, const struct datum *target)
{
    struct datum seen = *target;
    const struct plan_zone *zone =
        target->type == DATUM_OBJECT ? plan_zone_of(plan, target->object) : NULL;
    if (zone && zone->address.device)
        seen.object = zone->address.device;
    return seen;
}

/* That PROXY stands in front of an environment, or of a zone of the one in hand, that has NUMBER.
 */
struct fronted {
    object_t proxy;
    uint32_t number;
};

typedef VEC(struct fronted) fronted_t;

static int by_proxy(const void *left, const void *right)
{
    const struct fronted *one = left, *other = right;
    if (one->proxy != other->proxy)
        return one->proxy < other->proxy ? -1 : 1;
    return (one->number > other->number) - (one->number < other->number);
}

/* Sorts ALL by proxy. */
static void sort_fronted(fronted_t *all)
{
    if (all->count > 1)
        qsort(all->items, all->count, sizeof *all->items, by_proxy);
}

/* How many of ALL, from FIRST on, are of the same proxy. */
static uint32_t count_alike(const fronted_t *all, uint32_t first)
{
    uint32_t count = 1;
    while (first + count < all->count && all->items[first + count].proxy == all->items[first].proxy)
        count++;
    return count;
}

/* A route that PROXY, which is before several environments, states to the one of that index. NUMBER
 * as they are stated. */
struct stated {
    object_t proxy;
    uint32_t environment, number;
    const struct datum *what, *target;
};

typedef VEC(struct stated) stated_t;

static int compare_stated(const void *left, const void *right)
{
    const struct stated *one = left, *other = right;
    if (one->proxy != other->proxy)
        return one->proxy < other->proxy ? -1 : 1;
    if (one->environment != other->environment)
        return one->environment < other->environment ? -1 : 1;
    return (one->number > other->number) - (one->number < other->number);
}

/* Notes ROUTE as one to the environment around THING, which it leads to; whether that is among the
 * COUNT that are BEHIND the proxy. */
static bool lead_to(struct plan *plan, stated_t *all, struct stated route,
                    const struct fronted *behind, uint32_t count, object_t thing)
{
    const struct plan_environment *environment = plan_environment(plan, thing);
    if (environment && !group_has(environment->proxies, route.proxy))
        return false;
    if (environment) {
        route.environment = (uint32_t)(environment - plan->environments.items);
        vec_add(plan->arena, all, route);
        return true;
    }
    bool led = false; /* a proxy at the top stands for all that are behind both */
    for (uint32_t i = 0; i < count; i++)
        if (group_has(plan->environments.items[behind[i].number].proxies, thing)) {
            route.environment = behind[i].number;
            vec_add(plan->arena, all, route);
            led = true;
        }
    return led;
}

/* Notes ROUTE for each of the COUNT environments BEHIND the proxy that it concerns: the one with
 * the app, else those where the target stands, and the first where it stands in none. */
static void note_route(struct plan *plan, stated_t *all, struct stated route,
                       const struct fronted *behind, uint32_t count)
{
    if (route.what->type == DATUM_OBJECT) {
        if (plan_environment(plan, route.what->object))
            lead_to(plan, all, route, behind, count, route.what->object);
        return;
    }
    const struct datum target = seen_through(plan, route.target);
    bool led = false;
    if (target.type == DATUM_OBJECT) {
        led = lead_to(plan, all, route, behind, count, target.object);
    } else {
        struct callers callers = called_anywhere(plan, target.text);
        for (object_t thing; (thing = called_next(plan, &callers)) != 0;)
            if (called_by(plan, thing, &target))
                led |= lead_to(plan, all, route, behind, count, thing);
    }
    if (led)
        return;
    route.environment = behind->number;
    vec_add(plan->arena, all, route);
}

/* Notes the routes of the proxy that COUNT environments are BEHIND. */
static void note_routes(struct plan *plan, stated_t *all, const struct fronted *behind,
                        uint32_t count)
{
    const struct field *field = model_field(plan->model, behind->proxy, KEYWORD_ROUTE);
    uint32_t number = 0;
    for (; field; field = model_next(plan->model, behind->proxy, field))
        for (uint32_t i = 0; !field->wrong && i < field_operand(field, 0).count; i++)
            note_route(plan, all,
                       (struct stated){behind->proxy, 0, number++,
                                       &field_operand(field, 0).items[i],
                                       &field_targets(field).items[0]},
                       behind, count);
}

/* The routes that proxies state which are before several environments, by proxy and environment. */
static stated_t find_stated(struct plan *plan)
{
    stated_t all = {0};
    fronted_t behind = {0};
    for (uint32_t e = 0; e < plan->environments.count && plan->shared_proxies.count; e++) {
        struct group proxies = plan->environments.items[e].proxies;
        for (uint32_t i = 0; i < proxies.count; i++)
            if (model_field(plan->model, proxies.items[i], KEYWORD_ROUTE) &&
                group_has(plan->shared_proxies, proxies.items[i]))
                vec_add(plan->arena, &behind, ((struct fronted){proxies.items[i], e}));
    }
    sort_fronted(&behind);
    for (uint32_t i = 0, count; i < behind.count; i += count) {
        count = count_alike(&behind, i);
        note_routes(plan, &all, &behind.items[i], count);
    }
    if (all.count)
        qsort(all.items, all.count, sizeof *all.items, compare_stated);
    vec_release(plan->arena, &behind);
    return all;
}

static void state_route(struct plan *plan, uint32_t environment, object_t proxy,
                        const struct datum *what, const struct datum *stated, const char *domain)
{
    const struct datum seen = seen_through(plan, stated), *target = &seen;
    const struct plan_environment *around = &plan->environments.items[environment];
    object_t app = what->type == DATUM_OBJECT ? what->object : 0;
    if (what->type == DATUM_TEXT)
        app = app_of_path(plan, around, what->text);
    uint32_t zone = zone_of_app(plan, around, app);
    if (app && zone == ZONE_NONE)
        return; /* of another environment behind the same proxy */
    if (!app && what->type == DATUM_WORD && around->zone_count == 1)
        zone = around->zones;
    const char *path =
        what->type == DATUM_TEXT
            ? what->text
            : arena_printf(plan->arena, "/%s", app ? model_name(plan->model, app) : what->text);
    struct plan_route *route = add_route(plan, environment, proxy, zone, domain, path);
    route->app = app;
    route->stated = true;
    route->place = datum_place(target);
    route->target_object = target_object(plan, around, target);
    struct names names = {0};
    if (target->type == DATUM_OBJECT && route->target_object)
        names = plan_names(plan, route->target_object);
    route->target = target->type != DATUM_OBJECT ? target->text
                    : names.count                ? names.items[0]
                                                 : model_name(plan->model, target->object);
    if (zone != ZONE_NONE)
        judge_app_route(plan, route, target);
    else
        judge_path_route(plan, route, target);
}

/* A proxy that serves servers one by one goes past the load balancer of their zone. */
static void state_served(struct plan *plan, uint32_t environment, object_t proxy, uint32_t zone,
                         const char *domain)
{
    const struct plan_zone *it = &plan->zones.items[zone];
    struct data served = model_data(plan->model, proxy, KEYWORD_SERVE);
    if (!it->balancer || it->balancer == proxy ||
        !group_meets(plan_served(plan, proxy), it->servers))
        return;
    for (uint32_t i = 0; i < served.count; i++) {
        object_t server = served.items[i].object;
        if (!group_has(it->servers, server))
            continue;
        struct plan_route *route = add_route(plan, environment, proxy, zone, domain, "/*");
        struct names names = plan_names(plan, server);
        route->target = names.count ? names.items[0] : model_name(plan->model, server);
        route->target_object = server;
        route->stated = true;
        route->place = datum_place(&served.items[i]);
        route->legal = !plan->environments.items[environment].sound ||
                       plan->environments.items[environment].cloud;
    }
}

/* A route that PROXY states to ENVIRONMENT. It is judged once, and holds under each of its domains.
 */
static void state_under_domains(struct plan *plan, uint32_t environment, object_t proxy,
                                const struct datum *what, const struct datum *target)
{
    struct names domains = plan_names(plan, proxy);
    uint32_t at = plan->routes.count;
    state_route(plan, environment, proxy, what, target, domains.count ? domains.items[0] : "");
    for (uint32_t d = 1; d < domains.count && at < plan->routes.count; d++) {
        struct plan_route *again = vec_push(plan->arena, &plan->routes);
        *again = plan->routes.items[at];
        again->url = arena_printf(plan->arena, "%s%s", domains.items[d], again->path);
        again->legal = true;
        again->wrong_zone = false;
    }
}

/* The routes that PROXY states to ENVIRONMENT; ALL: those of proxies before several. */
static void state_routes(struct plan *plan, uint32_t environment, object_t proxy,
                         const stated_t *all)
{
    const struct field *field = model_field(plan->model, proxy, KEYWORD_ROUTE);
    if (!group_has(plan->shared_proxies, proxy)) {
        for (; field; field = model_next(plan->model, proxy, field))
            for (uint32_t i = 0; !field->wrong && i < field_operand(field, 0).count; i++)
                state_under_domains(plan, environment, proxy, &field_operand(field, 0).items[i],
                                    &field_targets(field).items[0]);
        return;
    }
    const struct stated wanted = {.proxy = proxy, .environment = environment};
    uint32_t low = 0, high = all->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare_stated(&all->items[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < all->count; low++) {
        const struct stated *route = &all->items[low];
        if (route->proxy != proxy || route->environment != environment)
            break;
        bool again =
            low && compare_stated(route - 1, route) == 0; /* by several things of one name */
        if (!again)
            state_under_domains(plan, environment, proxy, route->what, route->target);
    }
}

/* The routes of a proxy to ENVIRONMENT, where it stands in front of COUNT zones; ALL: what is
 * stated of several environments; STATED: by zone, room for a note. */
static void derive_proxy(struct plan *plan, uint32_t environment, const struct fronted *fronted,
                         uint32_t count, const stated_t *all, uint32_t *stated)
{
    object_t proxy = fronted->proxy;
    bool routes = model_field(plan->model, proxy, KEYWORD_ROUTE) != NULL;
    bool serves = model_field(plan->model, proxy, KEYWORD_SERVE) != NULL;
    struct names domains = plan_names(plan, proxy);
    uint32_t begin = plan->routes.count;
    state_routes(plan, environment, proxy, all);
    for (uint32_t i = begin; i < plan->routes.count; i++)
        if (plan->routes.items[i].zone != ZONE_NONE)
            stated[plan->routes.items[i].zone] = proxy;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t z = fronted[i].number, before = plan->routes.count;
        state_served(plan, environment, proxy, z, domains.count ? domains.items[0] : "");
        if (plan->routes.count == before && stated[z] != proxy && (serves || !routes))
            derive_zone_routes(plan, environment, proxy, z);
    }
}

void derive_routes(struct plan *plan)
{
    uint32_t *stated = arena_array(plan->arena, uint32_t, plan->zones.count + 1);
    fronted_t all = {0};
    const stated_t routes = find_stated(plan);
    for (uint32_t e = 0; e < plan->environments.count; e++) {
        struct plan_environment *environment = &plan->environments.items[e];
        environment->routes = plan->routes.count;
        all.count = 0;
        for (uint32_t z = environment->zones; z < environment->zones + environment->zone_count; z++)
            for (uint32_t i = 0; i < plan->zones.items[z].proxies.count; i++)
                vec_add(plan->arena, &all,
                        ((struct fronted){plan->zones.items[z].proxies.items[i], z}));
        sort_fronted(&all);
        for (uint32_t i = 0, count; i < all.count; i += count) {
            count = count_alike(&all, i);
            derive_proxy(plan, e, &all.items[i], count, &routes, stated);
        }
        environment->route_count = plan->routes.count - environment->routes;
    }
}
