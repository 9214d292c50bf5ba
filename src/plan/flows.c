/*
 * Required openings: each `flow` statement, of the catalogue or the author's, over this topology's
 * own things.
 *
 * Roles become servers. Whoever comes from outside to the front-ends of an environment comes
 * through what stands in front of them: the opening then says by which way, and each leg of it is
 * an opening of its own.
 */
#include <stdlib.h>
#include <string.h>

#include "plan/ledger.h"

/* One end of a flow in one case: a role, or things named side by side. */
struct flow_end {
    const struct datum *datum; /* the role, or the first of the things */
    struct group members;
    objects_t gathered; /* of things of one environment that are named side by side */
};

typedef VEC(struct flow_end) flow_ends_t;

/* What goes on from case to case. */
struct flow_work {
    struct ledger ledger;
    flow_ends_t sources, targets; /* of the case in hand */
    struct cast {                 /* who has a role or is of a kind, asked last */
        object_t environment, role;
        enum kind kind;
        struct group members;
    } casts[64];
    object_t front_end, controller,
        cache; /* the roles whose members each environment has at hand */
};

/* One flow statement in one environment. */
struct flow_case {
    struct plan *plan;
    struct flow_work *work;
    struct flow_form *form;
    const struct plan_environment *environment; /* NULL: of the infrastructure */
    bool certain;     /* nothing about the conditions of the pair in hand is unknown */
    object_t connect; /* the `connect` statement that it is asked for by, or 0 */
};

/* ---- Ends ---- */

static object_t lifetime_of(const struct plan *plan)
{
    return plan->lifetime == UINT32_MAX ? 0 : plan->environments.items[plan->lifetime].object;
}

static struct group of_kind(struct plan *plan, const struct plan_environment *environment,
                            enum kind kind)
{
    objects_t found = {0};
    if (kind == KIND_SERVER)
        return plan_stands_for_servers(plan, environment->object)
                   ? group_one(plan, environment->object)
                   : environment->servers;
    if (kind == KIND_DATABASE)
        return environment->databases;
    if (kind == KIND_LOAD_BALANCER)
        return environment->balancers;
    if (kind == KIND_REVERSE_PROXY)
        return environment->proxies;
    model_each (plan->model, child, environment->object, kind)
        objects_add(plan, &found, child);
    return group_of(plan, &found);
}

/* The environment whose roles DATUM means, in this case; 0 where there is none. */
static object_t scope_environment(const struct flow_case *at, const struct datum *datum)
{
    object_t here = at->environment ? at->environment->object : 0;
    switch (datum_scope(datum)) {
    case SCOPE_SAME:
    case SCOPE_CALLED: return here;
    case SCOPE_LIFETIME: return lifetime_of(at->plan);
    case SCOPE_MANAGED:
        return at->environment && at->environment->managed && lifetime_of(at->plan) ? here : 0;
    case SCOPE_CONNECTED: return at->connect ? here : 0;
    case SCOPE_NAMED: return datum->named;
    }
    return 0;
}

/* The members of a role in ENVIRONMENT; of one without servers its own, where it stands for its
 * front-ends. */
static struct group members_of(const struct flow_case *at, object_t environment, object_t role)
{
    const struct plan_environment *it = plan_environment(at->plan, environment);
    if (role == at->work->front_end)
        return plan_stands_for_servers(at->plan, environment) ? group_one(at->plan, environment)
                                                              : it->front_ends;
    return role == at->work->controller ? it->controllers
           : role == at->work->cache    ? it->caches
                                        : role_members(at->plan, environment, role);
}

/* The things in ENVIRONMENT that have DATUM's role or are of its kind. */
static struct group cast_of(const struct flow_case *at, object_t environment,
                            const struct datum *datum)
{
    const uint32_t casts = sizeof at->work->casts / sizeof *at->work->casts;
    uint32_t hash = environment * 31 + datum->object * 7 + datum_kind(datum);
    struct cast *cast = &at->work->casts[hash % casts];
    enum kind kind = datum_kind(datum);
    if (cast->environment != environment || cast->role != datum->object || cast->kind != kind)
        *cast =
            (struct cast){environment, datum->object, kind,
                          kind ? of_kind(at->plan, plan_environment(at->plan, environment), kind)
                               : members_of(at, environment, datum->object)};
    return cast->members;
}

static struct group expand_end(const struct flow_case *at, const struct datum *datum)
{
    struct plan *plan = at->plan;
    if (datum->type == DATUM_OBJECT) {
        const struct plan_environment *whole = plan_environment(plan, datum->object);
        if (whole && whole->object == datum->object)
            return plan_stands_for_servers(plan, whole->object) ? group_one(plan, whole->object)
                                                                : whole->servers;
        const struct plan_zone *zone = plan_zone_of(plan, datum->object);
        return zone ? zone->servers : group_one(plan, datum->object);
    }
    object_t scope = datum->type == DATUM_ROLE_OF ? scope_environment(at, datum) : 0;
    if (!scope)
        return (struct group){0};
    return cast_of(at, scope, datum);
}

/* ---- Openings ---- */

/* Adds the opening for each port of the flow; destinations that answer on different ports go apart.
 */
static void add_opening(struct flow_case *at, struct group sources, struct group destinations,
                        struct group via, const struct datum *port, const char *entries, bool hop)
{
    struct plan *plan = at->plan;
    object_t here = at->environment ? at->environment->object : 0;
    struct opening_entry entry = {
        .form = at->form,
        .environment = here,
        .connect = at->connect,
        .sources = sources,
        .destinations = destinations,
        .via = via,
        .entries = entries,
        .hop = hop,
        .certain = at->certain,
    };
    if (ports_alike(plan, at->form, here, port, destinations)) {
        if (destinations.count) {
            entry.ports = port_towards(plan, at->form, here, port, destinations.items[0]);
            ledger_add(&at->work->ledger, &entry);
        }
        return;
    }
    struct answer *answers = ports_answers(plan, at->form, here, port, destinations);
    for (uint32_t i = 0, end = 0; i < destinations.count; i = end) {
        objects_t alike = {0};
        for (; end < destinations.count && answers[end].first == answers[i].first; end++)
            objects_add(plan, &alike, answers[end].destination);
        entry.destinations = group_of(plan, &alike);
        entry.ports = answers[i].ports;
        ledger_add(&at->work->ledger, &entry);
    }
}

/* ---- Ways through proxies and load balancers ---- */

/* PORT as it is behind DEVICE: where SSL ends, the service without it. */
static const struct datum *port_behind(struct plan *plan, const struct datum *port, object_t device)
{
    struct data plain = port->type == DATUM_OBJECT
                            ? model_data(plan->model, port->object, KEYWORD_PLAIN)
                            : (struct data){0};
    bool ends = model_switch(plan->model, device, KEYWORD_SSL_OFFLOADING, false);
    return ends && plain.count ? &plain.items[0] : port;
}

/* The legs of WAY from SOURCES to SERVERS, each an opening of its own. */
static void add_hops(struct flow_case *at, struct group sources, struct group way,
                     struct group servers, const struct datum *port, const char *entries)
{
    struct group from = sources;
    for (uint32_t i = 0; i <= way.count; i++) {
        struct group to = i < way.count ? group_one(at->plan, way.items[i]) : servers;
        add_opening(at, from, to, (struct group){0}, port, entries, true);
        if (i < way.count) {
            port = port_behind(at->plan, port, way.items[i]);
            from = to;
        }
    }
}

/* Whether LifeTime, among SOURCES, reaches ENVIRONMENT's zone ZONE by the domain of a proxy; that
 * proxy or 0. */
static object_t lifetime_proxy(const struct flow_case *at, const struct plan_zone *zone)
{
    const struct plan_environment *environment = &at->plan->environments.items[zone->environment];
    object_t device = environment->lifetime_address.device;
    bool center = environment->service_center == ZONE_NONE ||
                  zone == &at->plan->zones.items[environment->service_center];
    return center && device && group_has(zone->proxies, device) && device != zone->balancer ? device
                                                                                            : 0;
}

/* An opening whose destination a load balancer may stand for (LT-003): LifeTime's to an
 * environment. */
static void add_balanced(struct flow_case *at, struct group sources, const struct plan_zone *zone,
                         struct group servers, const struct datum *port)
{
    struct plan *plan = at->plan;
    object_t proxy = lifetime_proxy(at, zone);
    struct group way = proxy ? way_through(plan, proxy, zone) : group_one(plan, zone->balancer);
    struct group stands = zone->balancer ? group_one(plan, zone->balancer) : servers;
    struct group via = {way.items, way.count - (zone->balancer != 0)};
    const char *entries = zone->balancer ? "LT-003" : NULL;
    add_opening(at, sources, stands, via, port, entries, false);
    if (way.count)
        add_hops(at, sources, way, servers, port,
                 proxy ? entries_join(plan, entries, "LT-017") : entries);
}

/* The proxy that answers the public hostname of the environment of ZONE, where the flow comes by
 * that; 0: it may come by any. */
static object_t public_proxy(const struct flow_case *at, const struct plan_zone *zone)
{
    const struct plan_environment *environment = &at->plan->environments.items[zone->environment];
    object_t device = environment->public_hostname.device;
    bool asked = at->form->by_public_hostname;
    if (!asked || !group_has(environment->proxies, device))
        return 0;
    return group_has(zone->proxies, device) && way_is_behind(at->plan, device, zone) ? 0 : device;
}

/* Whoever comes from outside comes by every proxy in front of the zone, or by its load balancer. */
static void add_entering(struct flow_case *at, struct group sources, const struct plan_zone *zone,
                         struct group servers, const struct datum *port)
{
    struct plan *plan = at->plan;
    object_t only = public_proxy(at, zone);
    for (uint32_t i = 0; i < zone->proxies.count; i++) {
        if (way_is_behind(plan, zone->proxies.items[i], zone) ||
            (only && zone->proxies.items[i] != only))
            continue;
        struct group way = way_through(plan, zone->proxies.items[i], zone);
        add_opening(at, sources, servers, way, port, NULL, false);
        add_hops(at, sources, way, servers, port, NULL);
    }
    if (zone->proxies.count || only) /* a zone that the public hostname does not lead to */
        return;
    struct group way = group_one(plan, zone->balancer);
    add_opening(at, sources, servers, way, port, NULL, false);
    if (way.count)
        add_hops(at, sources, way, servers, port, NULL);
}

/* Servers of two environments reach each other directly; only what LifeTime reaches by a proxy's
 * domain goes through the proxy. */
static void add_between(struct flow_case *at, struct group sources, const struct plan_zone *zone,
                        struct group servers, const struct datum *port)
{
    struct plan *plan = at->plan;
    bool lifetime = model_object(plan->model, sources.items[0])->environment == lifetime_of(plan);
    object_t proxy = lifetime ? lifetime_proxy(at, zone) : 0;
    struct group way = proxy ? way_through(plan, proxy, zone) : (struct group){0};
    add_opening(at, sources, servers, way, port, NULL, false);
    if (way.count)
        add_hops(at, sources, way, servers, port, "LT-017");
}

/* From outside to the front-ends DESTINATIONS: zone by zone, by the way that leads there. */
static void add_from_outside(struct flow_case *at, struct group sources, struct group destinations,
                             const struct datum *port)
{
    struct plan *plan = at->plan;
    bool inside = model_object(plan->model, sources.items[0])->kind == KIND_SERVER;
    const struct plan_environment *environment = plan_environment(plan, destinations.items[0]);
    struct group taken = {0};
    objects_t several = {0};
    for (uint32_t z = environment->zones; z < environment->zones + environment->zone_count; z++) {
        const struct plan_zone *zone = &plan->zones.items[z];
        struct group servers = group_common(plan, zone->servers, destinations);
        if (servers.count == 0)
            continue;
        if (at->form->balanced)
            add_balanced(at, sources, zone, servers, port);
        else if (inside)
            add_between(at, sources, zone, servers, port);
        else
            add_entering(at, sources, zone, servers, port);
        taken = servers;
        for (uint32_t i = 0; i < servers.count && environment->zone_count > 1; i++)
            objects_add(plan, &several, servers.items[i]);
    }
    if (environment->zone_count > 1)
        taken = group_of(plan, &several);
    struct group rest = group_without(plan, destinations, taken);
    add_opening(at, sources, rest, (struct group){0}, port, NULL, false);
}

/* ---- Conditions ---- */

static struct circumstance circumstance_of(const struct flow_case *at, object_t destination,
                                           object_t source)
{
    object_t environment = at->environment ? at->environment->object : 0;
    return (struct circumstance){
        .destination = destination,
        .source = source,
        .environment = environment,
        .connect = at->connect,
    };
}

/* The members of GROUP for which the flow's conditions hold; they are asked only of kinds that can
 * say something, and then ASKED is set. */
static struct group hold(const struct flow_case *at, struct group group, bool destination,
                         bool *asked)
{
    struct plan *plan = at->plan;
    struct sieve sieve = {.all = group};
    const struct object *silent = NULL; /* the last member that has no word of its own in it: */
    bool holds_for_silent = true;       /* what holds for it does for its like */
    kinds_t kinds = conditions_about(plan, at->form->flow);
    if (!kinds)
        return group;
    for (uint32_t i = 0; i < group.count; i++) {
        object_t object = group.items[i];
        const struct object *it = model_object(plan->model, object);
        if (!(kinds & 1u << it->kind)) {
            sieve_next(plan, &sieve, true);
            continue;
        }
        *asked = true;
        bool own = conditions_asked_of(plan, at->form->flow, object);
        if (own || !silent || silent->kind != it->kind || silent->parent != it->parent) {
            struct circumstance where =
                circumstance_of(at, destination ? object : 0, destination ? 0 : object);
            bool holds = conditions_hold(plan, at->form->flow, &where);
            sieve_next(plan, &sieve, holds);
            if (!own) {
                silent = it;
                holds_for_silent = holds;
            }
        } else {
            sieve_next(plan, &sieve, holds_for_silent);
        }
    }
    return sieve_rest(plan, &sieve);
}

/* ---- Zones that call each other ---- */

/* A called zone or app to the zone. */
static const struct plan_zone *called_zone(const struct plan *plan, object_t called)
{
    object_t zone = model_object(plan->model, called)->kind == KIND_APP
                        ? model_object(plan->model, called)->parent
                        : called;
    return plan_zone_of(plan, zone);
}

/* The servers of a zone to the address of each zone that it says it calls (ZONE-007, ZONE-012). */
static void add_zone_calls(struct flow_case *at, const struct datum *port)
{
    struct plan *plan = at->plan;
    at->certain = true;
    for (uint32_t z = at->environment->zones;
         z < at->environment->zones + at->environment->zone_count; z++) {
        const struct plan_zone *zone = &plan->zones.items[z];
        struct data calls =
            zone->object ? model_data(plan->model, zone->object, KEYWORD_CALLS) : (struct data){0};
        for (uint32_t i = 0; i < calls.count; i++) {
            const struct plan_zone *called = called_zone(plan, calls.items[i].object);
            struct circumstance where = circumstance_of(at, called ? called->object : 0, 0);
            if (!called || called == zone || !called->address.device ||
                !conditions_hold(plan, at->form->flow, &where))
                continue;
            struct group callers = group_without(plan, zone->servers, called->servers);
            add_opening(at, callers, group_one(plan, called->address.device), (struct group){0},
                        port, NULL, false);
        }
    }
}

/* ---- One flow in one environment ---- */

/* Whether DATUM means what applications run on: who comes from outside comes to them by ways. */
static bool is_behind_ways(const struct flow_case *at, const struct datum *datum)
{
    return datum->type == DATUM_ROLE_OF &&
           (datum_kind(datum) == KIND_CONTAINER_RUNTIME ||
            (datum->object && datum->object == at->work->front_end));
}

/* From the device where SSL ends on WAY, else from its last one, to the RUNTIMES behind it
 * (AMB-37). */
static void add_last_leg(struct flow_case *at, struct group way, struct group devices,
                         struct group runtimes, const struct datum *port)
{
    struct plan *plan = at->plan;
    uint32_t end = way.count - 1;
    for (uint32_t i = 0; i < way.count; i++)
        if (model_switch(plan->model, way.items[i], KEYWORD_SSL_OFFLOADING, false))
            end = i;
    if (!group_has(devices, way.items[end]))
        return;
    struct group via = {way.items + end + 1, way.count - end - 1};
    add_opening(at, group_one(plan, way.items[end]), runtimes, via, port, NULL, false);
    if (via.count)
        add_hops(at, group_one(plan, way.items[end]), via, runtimes, port, NULL);
}

/* From the devices before container runtimes, those that are among DEVICES, to the runtimes
 * (CONT-002). */
static void add_last_legs(struct flow_case *at, struct group devices, const struct datum *port)
{
    struct plan *plan = at->plan;
    const struct plan_environment *environment = at->environment;
    for (uint32_t z = environment->zones; z < environment->zones + environment->zone_count; z++) {
        const struct plan_zone *zone = &plan->zones.items[z];
        struct group runtimes = plan_zone_containers(plan, zone);
        for (uint32_t i = 0; i < zone->proxies.count; i++)
            if (!way_is_behind(plan, zone->proxies.items[i], zone))
                add_last_leg(at, way_through(plan, zone->proxies.items[i], zone), devices, runtimes,
                             port);
        if (zone->balancer && zone->proxies.count == 0)
            add_last_leg(at, group_one(plan, zone->balancer), devices, runtimes, port);
    }
}

/* Whether SOURCES are outside of the environment of DESTINATIONS. */
static bool comes_from_outside(const struct plan *plan, struct group sources,
                               struct group destinations)
{
    object_t to =
        destinations.count ? model_object(plan->model, destinations.items[0])->environment : 0;
    return sources.count && to && model_object(plan->model, sources.items[0])->environment != to;
}

/* The ends that DATA names; things of one environment that are named side by side are one end. */
static void collect_ends(const struct flow_case *at, struct data data, flow_ends_t *ends)
{
    const struct model *model = at->plan->model;
    ends->count = 0;
    for (uint32_t i = 0; i < data.count; i++) {
        const struct datum *datum = &data.items[i];
        struct flow_end *last = ends->count ? &ends->items[ends->count - 1] : NULL;
        struct group members = expand_end(at, datum);
        if (last && datum->type == DATUM_OBJECT && last->datum->type == DATUM_OBJECT &&
            model_object(model, datum->object)->kind ==
                model_object(model, last->datum->object)->kind &&
            model_object(model, datum->object)->environment ==
                model_object(model, last->datum->object)->environment) {
            for (uint32_t j = 0; !last->gathered.count && j < last->members.count; j++)
                objects_add(at->plan, &last->gathered, last->members.items[j]);
            for (uint32_t j = 0; j < members.count; j++)
                objects_add(at->plan, &last->gathered, members.items[j]);
        } else {
            vec_add(at->plan->arena, ends, ((struct flow_end){datum, members, {0}}));
        }
    }
    for (uint32_t i = 0; i < ends->count; i++)
        if (ends->items[i].gathered.count)
            ends->items[i].members = group_of(at->plan, &ends->items[i].gathered);
}

static bool is_device(const struct datum *datum)
{
    return datum->type == DATUM_ROLE_OF &&
           (datum_kind(datum) == KIND_REVERSE_PROXY || datum_kind(datum) == KIND_LOAD_BALANCER);
}

static void add_pair(struct flow_case *at, const struct flow_end *source,
                     const struct flow_end *target, const struct datum *port)
{
    if (target->datum->type == DATUM_ROLE_OF && datum_scope(target->datum) == SCOPE_CALLED) {
        add_zone_calls(at, port);
        return;
    }
    struct circumstance here = circumstance_of(at, 0, 0);
    bool asked = false; /* an end's own word comes before that of the environment around it */
    struct group sources = hold(at, source->members, false, &asked);
    struct group destinations = hold(at, target->members, true, &asked);
    bool within = sources.count && group_equal(sources, destinations) &&
                  model_object(at->plan->model, sources.items[0])->kind == KIND_ENVIRONMENT;
    if (sources.count == 0 || destinations.count == 0 || within ||
        (!asked && !conditions_hold(at->plan, at->form->flow, &here)))
        return;
    here = circumstance_of(at, destinations.items[0], sources.items[0]);
    at->certain = at->form->closed && conditions_certain(at->plan, at->form->flow, &here);
    if (datum_kind(target->datum) == KIND_CONTAINER_RUNTIME && is_device(source->datum))
        add_last_legs(at, sources, port);
    else if (is_behind_ways(at, target->datum) &&
             comes_from_outside(at->plan, sources, destinations))
        add_from_outside(at, sources, destinations, port);
    else
        add_opening(at, sources, destinations, (struct group){0}, port, NULL, false);
}

static void add_case(struct flow_case *at)
{
    static const struct datum any = {.type = DATUM_PORTS}; /* of no protocol: any */
    const struct flow_form *form = at->form;
    struct data ports = form->ports.count ? form->ports : (struct data){&any, 1};
    if (form->wrong)
        return;
    flow_ends_t *sources = &at->work->sources, *targets = &at->work->targets;
    collect_ends(at, form->sources, sources);
    collect_ends(at, form->destinations, targets);
    for (uint32_t s = 0; s < sources->count; s++)
        for (uint32_t t = 0; t < targets->count; t++)
            for (uint32_t p = 0; p < ports.count; p++)
                add_pair(at, &sources->items[s], &targets->items[t], &ports.items[p]);
}

static void add_form(struct plan *plan, struct flow_work *work, struct flow_form *form,
                     const struct plan_environment *environment)
{
    struct group connects = form_connects(plan, form, environment ? environment->object : 0);
    for (uint32_t i = 0; i < connects.count; i++) {
        struct flow_case at = {.plan = plan,
                               .work = work,
                               .form = form,
                               .environment = environment,
                               .connect = connects.items[i]};
        add_case(&at);
    }
}

void derive_flows(struct plan *plan)
{
    struct flow_work *work = arena_new(plan->arena, struct flow_work);
    VEC(struct flow_form *) everywhere = {0}, once = {0};
    work->ledger.plan = plan;
    work->front_end = catalogue_role(plan, "front-end");
    work->controller = catalogue_role(plan, "controller");
    work->cache = catalogue_role(plan, "cache-invalidation");
    model_each (plan->model, flow, 0, KIND_FLOW) {
        struct flow_form *form = form_of(plan, flow);
        if (form->per_environment)
            vec_add(plan->arena, &everywhere, form);
        else
            vec_add(plan->arena, &once, form);
    }
    for (uint32_t e = 0; e < plan->environments.count; e++) {
        const struct plan_environment *environment = &plan->environments.items[e];
        ledger_begin(&work->ledger);
        for (uint32_t i = 0; i < everywhere.count; i++)
            add_form(plan, work, everywhere.items[i], environment);
        model_each (plan->model, flow, environment->object, KIND_FLOW)
            add_form(plan, work, form_of(plan, flow), environment);
    }
    ledger_begin(&work->ledger);
    for (uint32_t i = 0; i < once.count; i++)
        add_form(plan, work, once.items[i], NULL);
    ledger_begin(&work->ledger);
}
