#include "plan/derive.h"

/* Every thing that outputs name: what the author declares, and what flows lead to or from. */
static void derive_things(struct plan *plan)
{
    const kinds_t declared = KINDS(SERVER) | KINDS(DATABASE) | KINDS(LOAD_BALANCER) |
                             KINDS(REVERSE_PROXY) | KINDS(CONTAINER_RUNTIME) | KINDS(ENDPOINT) |
                             KINDS(ACTOR) | KINDS(NETWORK);
    const struct model *model = plan->model;
    bool *met = arena_array(plan->arena, bool, model->objects.count); /* at an end of a flow */
    objects_t things = {0};
    for (uint32_t f = 0; f < plan->flows.count; f++) {
        const struct group ends[] = {plan->flows.items[f].sources,
                                     plan->flows.items[f].destinations};
        for (uint32_t e = 0; e < 2; e++)
            for (uint32_t i = 0; i < ends[e].count; i++)
                met[ends[e].items[i]] = true;
    }
    for (object_t object = 1; object < model->objects.count; object++) {
        const struct object *it = model_object(model, object);
        if (met[object] || (!it->catalogue && (declared & 1u << it->kind)))
            objects_add(plan, &things, object);
    }
    plan->things = group_of(plan, &things);
}

/* The apps of the catalogue: rules compare each of the author's with them. */
static struct group catalogue_apps(struct plan *plan)
{
    objects_t apps = {0};
    model_each (plan->model, app, 0, KIND_APP)
        if (model_object(plan->model, app)->catalogue)
            objects_add(plan, &apps, app);
    return group_of(plan, &apps);
}

/* Whether a rule looks at required openings: at those that the author says are closed, or that a
 * connected service has. */
static bool rules_need_flows(const struct plan *plan)
{
    object_t infrastructure = plan->model->infrastructure;
    return plan_says_openings(plan) || model_first(plan->model, 0, KIND_CONNECT) ||
           (infrastructure && model_first(plan->model, infrastructure, KIND_CONNECT));
}

struct plan *plan_derive(const struct model *model, struct arena *arena, enum derivation derivation)
{
    struct plan *plan = arena_new(arena, struct plan);
    plan->arena = arena;
    plan->model = model;
    plan->names = arena_array(arena, struct names *, model->objects.count);
    plan->concerns = arena_new(arena, struct plan_side *);
    plan->catalogue_apps = catalogue_apps(plan);
    derive_connections(plan);
    derive_networks(plan);
    derive_replicas(plan);
    derive_environments(plan);
    derive_slots(plan);
    derive_routes(plan);
    derive_openings(plan);
    bool flows = derivation == DERIVE_ALL || rules_need_flows(plan);
    derive_hosts(plan, derivation <= DERIVE_HOSTS);
    derive_lines(plan);
    if (flows || derivation == DERIVE_HOSTS)
        derive_servers(plan);
    if (!flows)
        return plan;
    derive_flows(plan);
    derive_listening(plan);
    derive_run_by_vendor(plan);
    derive_advice(plan);
    derive_things(plan);
    return plan;
}

const struct plan_environment *plan_environment(const struct plan *plan, object_t object)
{
    object_t environment = model_object(plan->model, object)->environment;
    if (!environment)
        return NULL;
    uint32_t place = place_in(plan->environments, object, environment); /* in declaration order */
    return place < plan->environments.count ? &plan->environments.items[place] : NULL;
}

const struct plan_zone *plan_zone_of(const struct plan *plan, object_t zone)
{
    const struct plan_environment *around = plan_environment(plan, zone);
    if (!around || !around->zone_count)
        return NULL;
    const struct plan_zone *zones = plan->zones.items + around->zones; /* in declaration order */
    uint32_t place = place_by_object(zones, around->zone_count, sizeof *zones,
                                     offsetof(struct plan_zone, object), zone);
    return place < around->zone_count && zones[place].object == zone ? &zones[place] : NULL;
}

const struct plan_server *plan_server(const struct plan *plan, object_t object)
{
    uint32_t place = place_in(plan->servers, object, object);
    return place < plan->servers.count && plan->servers.items[place].object == object
               ? &plan->servers.items[place]
               : NULL;
}
