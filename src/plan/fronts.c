/*
 * What stands in front of zones: takes what load balancers and reverse proxies say that they serve,
 * gives each zone its load balancer and its proxies, those that reach it through other devices too.
 */
#include "plan/fronts.h"

#include <stdlib.h>
#include <string.h>

static bool is_balancing_proxy(const struct model *model, object_t object)
{
    return model_object(model, object)->kind == KIND_REVERSE_PROXY &&
           model_switch(model, object, KEYWORD_LOAD_BALANCING, false);
}

/* Whether a device serves ZONE, or some of its servers, by the list of what it SERVED. */
static bool serves(const struct plan *plan, struct group served, const struct plan_zone *zone)
{
    return (zone->object && group_has(served, zone->object)) ||
           group_has(served, plan->environments.items[zone->environment].object) ||
           group_meets(served, zone->servers);
}

enum { FITS = 3 };

/* How well SERVED, what a device says it serves, fits ZONE: 0 not at all, 1 in part, 2 with other
 * servers besides, FITS exactly its servers or by name. Servers may be in several zones, so that
 * one of them alone tells little. */
static uint32_t fitness(struct plan *plan, struct group served, const struct plan_zone *zone)
{
    if (zone->object && group_has(served, zone->object))
        return FITS;
    uint32_t own = group_common(plan, served, zone->servers).count;
    if (own < zone->servers.count)
        return serves(plan, served, zone);
    return own == 0 ? 0 : own < served.count ? 2 : FITS;
}

static int by_servers(const void *left, const void *right)
{
    struct group one = (*(const struct plan_zone *const *)left)->servers;
    struct group other = (*(const struct plan_zone *const *)right)->servers;
    if (one.count != other.count)
        return one.count < other.count ? -1 : 1;
    return one.count ? memcmp(one.items, other.items, sizeof *one.items * one.count) : 0;
}

/* Whether a zone of ENVIRONMENT has exactly these SERVERS. */
static bool has_zone_of(struct plan *plan, const struct plan_environment *environment,
                        struct group servers, struct fronts *fronts)
{
    const struct plan_zone like = {.servers = servers}, *wanted = &like;
    size_t size = sizeof *fronts->zones.items;
    if (!fronts->zones.count) {
        for (uint32_t z = 0; z < environment->zone_count; z++)
            vec_add(plan->arena, &fronts->zones, &plan->zones.items[environment->zones + z]);
        qsort(fronts->zones.items, fronts->zones.count, size, by_servers);
    }
    return bsearch(&wanted, fronts->zones.items, fronts->zones.count, size, by_servers) != NULL;
}

/* Whether SERVED, what a device says it serves, is exactly a zone of ENVIRONMENT or names one. */
static bool fits_one(struct plan *plan, const struct plan_environment *environment,
                     struct group served, struct fronts *fronts)
{
    for (uint32_t i = 0; i < served.count; i++) {
        const struct object *it = model_object(plan->model, served.items[i]);
        if (it->kind == KIND_ZONE && it->environment == environment->object)
            return true;
    }
    return has_zone_of(plan, environment, served, fronts);
}

static bool is_silent(const struct plan *plan, object_t device)
{
    return model_state(plan->model, device, KEYWORD_SERVE) == STATE_ABSENT;
}

/* Sorts the load balancers of ENVIRONMENT by what they say of its several zones. */
static void look_at_balancers(struct plan *plan, const struct plan_environment *environment,
                              struct fronts *fronts)
{
    fronts->zones.count = fronts->fitting.count = fronts->silent_balancers.count = 0;
    for (uint32_t i = 0; i < environment->balancers.count; i++) {
        object_t balancer = environment->balancers.items[i];
        if (is_silent(plan, balancer))
            objects_add(plan, &fronts->silent_balancers, balancer);
        else if (fits_one(plan, environment, plan_served(plan, balancer), fronts))
            objects_add(plan, &fronts->fitting, balancer);
    }
}

/* Adds the load balancers among those of ENVIRONMENT that say that they serve THING. */
static void add_serving(struct plan *plan, const struct plan_environment *environment,
                        object_t thing, objects_t *found)
{
    struct group serving = plan_serving(plan, thing);
    for (uint32_t i = 0; i < serving.count; i++) {
        const struct object *it = model_object(plan->model, serving.items[i]);
        if (it->kind == KIND_LOAD_BALANCER && it->environment == environment->object)
            objects_add(plan, found, serving.items[i]);
    }
}

/* The load balancers of ENVIRONMENT, which has several zones, that may be that of ZONE; its address
 * is STATED. */
static struct group balancers_before(struct plan *plan, const struct plan_environment *environment,
                                     const struct plan_zone *zone, struct data stated,
                                     const struct fronts *fronts)
{
    objects_t found = {0};
    const struct datum *address = stated.count ? &stated.items[0] : NULL;
    if (address && address->type == DATUM_OBJECT) {
        if (group_has(environment->balancers, address->object))
            objects_add(plan, &found, address->object);
    } else if (address && fronts->silent_balancers.count > CALLED_FEW) {
        struct callers callers = called_in(plan, address->text, environment->object);
        for (object_t thing; (thing = called_next(plan, &callers)) != 0;)
            if (group_has(environment->balancers, thing))
                objects_add(plan, &found, thing);
    } else if (address) {
        for (uint32_t i = 0; i < fronts->silent_balancers.count; i++)
            objects_add(plan, &found, fronts->silent_balancers.items[i]);
    }
    add_serving(plan, environment, environment->object, &found);
    if (zone->object)
        add_serving(plan, environment, zone->object, &found);
    for (uint32_t i = 0; i < zone->servers.count; i++)
        add_serving(plan, environment, zone->servers.items[i], &found);
    return group_of(plan, &found);
}

/* The load balancer that says so is the zone's, of several the one that fits best; else the one
 * whose address the zone states. */
static void find_balancer(struct plan *plan, const struct plan_environment *environment,
                          struct fronts *fronts, struct plan_zone *zone)
{
    struct data stated = zone->object ? model_data(plan->model, zone->object, KEYWORD_ZONE_ADDRESS)
                                      : (struct data){0};
    uint32_t best = 0;
    struct group balancers = environment->balancers;
    struct group fitting = {fronts->fitting.items, fronts->fitting.count};
    if (environment->zone_count > 1)
        balancers = balancers_before(plan, environment, zone, stated, fronts);
    for (uint32_t i = 0; i < balancers.count; i++) {
        object_t balancer = balancers.items[i];
        bool by_address = stated.count && called_by(plan, balancer, &stated.items[0]);
        bool silent = is_silent(plan, balancer);
        uint32_t fit = 2 * (silent ? 0 : fitness(plan, plan_served(plan, balancer), zone));
        fit += by_address && (fit || silent);
        if (!by_address && fit > best && fit < 2 * FITS && environment->zone_count > 1 &&
            group_has(fitting, balancer)) /* another zone, then */
            continue;
        if (fit > best) {
            best = fit;
            zone->balancer = balancer;
        }
    }
}

/* Notes which load balancers are those of zones of ENVIRONMENT. */
static void find_balancing(struct plan *plan, const struct plan_environment *environment,
                           struct fronts *fronts)
{
    fronts->balancers.count = 0;
    for (uint32_t z = 0; z < environment->zone_count; z++)
        objects_add(plan, &fronts->balancers, plan->zones.items[environment->zones + z].balancer);
    fronts->balancing = group_of(plan, &fronts->balancers);
}

/* One load balancer that nobody says anything of, and one zone that lacks one: they belong
 * together. Where several zones lack one, the only farm among them is meant, since the others can
 * do without. */
static void pair_idle_balancer(struct plan *plan, const struct plan_environment *environment,
                               const struct fronts *fronts)
{
    object_t idle = 0;
    uint32_t idle_count = 0, lacking = 0, farms = 0;
    struct plan_zone *zones = plan->zones.items + environment->zones, *zone = NULL, *farm = NULL;
    for (uint32_t i = 0; i < environment->balancers.count; i++) {
        object_t balancer = environment->balancers.items[i];
        bool used = !is_silent(plan, balancer) || group_has(fronts->balancing, balancer);
        idle = used ? idle : balancer;
        idle_count += !used;
    }
    for (uint32_t z = 0; z < environment->zone_count; z++) {
        if (zones[z].balancer)
            continue;
        lacking++;
        zone = &zones[z];
        if (zones[z].servers.count > 1) {
            farms++;
            farm = &zones[z];
        }
    }
    if (idle_count == 1 && lacking == 1)
        zone->balancer = idle;
    else if (idle_count == 1 && farms == 1)
        farm->balancer = idle;
}

void fronts_balancers(struct plan *plan, const struct plan_environment *environment,
                      struct fronts *fronts)
{
    if (environment->zone_count > 1)
        look_at_balancers(plan, environment, fronts);
    for (uint32_t z = 0; z < environment->zone_count; z++)
        find_balancer(plan, environment, fronts, &plan->zones.items[environment->zones + z]);
    find_balancing(plan, environment, fronts);
    if (environment->zone_count)
        pair_idle_balancer(plan, environment, fronts);
}

/* ---- Reverse proxies ---- */

static void meet(struct plan *plan, struct fronts *fronts, object_t device)
{
    if (fronts->met[device] == fronts->searches)
        return;
    fronts->met[device] = fronts->searches;
    vec_add(plan->arena, &fronts->found, device);
}

/* Meets the devices that say that they serve THING, of or in ZONE. A load balancer of another zone
 * is not brought in front of this one by a server that both have. */
static void meet_serving(struct plan *plan, struct fronts *fronts, const struct plan_zone *zone,
                         object_t thing)
{
    struct group serving = plan_serving(plan, thing);
    for (uint32_t i = 0; i < serving.count; i++)
        if (serving.items[i] == zone->balancer || !group_has(fronts->balancing, serving.items[i]))
            meet(plan, fronts, serving.items[i]);
}

/* Finds the reverse proxies in front of ZONE: those that serve it or say nothing, as so many SILENT
 * ones of its environment do, and those that serve devices in front of it. */
static void find_before(struct plan *plan, const struct plan_zone *zone, uint32_t silent,
                        struct fronts *fronts)
{
    const struct model *model = plan->model;
    object_t environment = plan->environments.items[zone->environment].object;
    fronts->searches++;
    fronts->found.count = fronts->near.count = fronts->far.count = 0;
    if (zone->balancer)
        meet(plan, fronts, zone->balancer);
    for (uint32_t i = 0; i < fronts->silent_at_top; i++)
        meet(plan, fronts, plan->serving.silent.items[i]);
    for (uint32_t i = fronts->silent; i < fronts->silent + silent; i++)
        meet(plan, fronts, plan->serving.silent.items[i]);
    meet_serving(plan, fronts, zone, environment);
    if (zone->object)
        meet_serving(plan, fronts, zone, zone->object);
    for (uint32_t i = 0; i < zone->servers.count; i++)
        meet_serving(plan, fronts, zone, zone->servers.items[i]);
    for (uint32_t f = 0; f < fronts->found.count; f++) {
        object_t device = fronts->found.items[f];
        const struct object *it = model_object(model, device);
        if (it->kind == KIND_REVERSE_PROXY && it->environment == environment)
            objects_add(plan, &fronts->near, device);
        else if (it->kind == KIND_REVERSE_PROXY && !it->environment)
            objects_add(plan, &fronts->far, device);
        struct group before = plan_serving(plan, device);
        for (uint32_t i = 0; i < before.count; i++)
            meet(plan, fronts, before.items[i]);
    }
}

/* Adds PROXIES to what stands in front of ZONE. */
static void put_in_front(struct plan *plan, struct plan_zone *zone, struct group found,
                         objects_t *proxies, objects_t *offloading)
{
    for (uint32_t i = 0; i < found.count; i++) {
        object_t proxy = found.items[i];
        objects_add(plan, proxies, proxy);
        if (model_switch(plan->model, proxy, KEYWORD_SSL_OFFLOADING, false))
            objects_add(plan, offloading, proxy);
        if (!zone->balancer && is_balancing_proxy(plan->model, proxy))
            zone->balancer = proxy;
    }
}

/* How many of the proxies from FIRST on that do not say what they serve are of ENVIRONMENT (0: at
 * the top). */
static uint32_t count_silent(const struct plan *plan, uint32_t first, object_t environment)
{
    uint32_t at = first;
    while (at < plan->serving.silent.count &&
           model_object(plan->model, plan->serving.silent.items[at])->environment == environment)
        at++;
    return at - first;
}

void fronts_proxies(struct plan *plan, struct plan_environment *environment, struct fronts *fronts)
{
    objects_t all = {0};
    if (!fronts->met) {
        fronts->met = arena_array(plan->arena, uint32_t, plan->model->objects.count);
        fronts->silent_at_top = fronts->silent = count_silent(plan, 0, 0);
    }
    uint32_t silent = count_silent(plan, fronts->silent, environment->object);
    find_balancing(plan, environment, fronts);
    for (uint32_t z = 0; z < environment->zone_count; z++) {
        struct plan_zone *zone = &plan->zones.items[environment->zones + z];
        objects_t proxies = {0}, offloading = {0};
        find_before(plan, zone, silent, fronts);
        put_in_front(plan, zone, group_of(plan, &fronts->near), &proxies, &offloading);
        put_in_front(plan, zone, group_of(plan, &fronts->far), &proxies, &offloading);
        for (uint32_t i = 0; i < proxies.count; i++)
            objects_add(plan, &all, proxies.items[i]);
        zone->proxies = group_of(plan, &proxies);
        zone->offloading = group_of(plan, &offloading);
    }
    environment->proxies = group_of(plan, &all);
    fronts->silent += silent;
}
