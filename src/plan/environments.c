/*
 * Environments and zones: who has which role, what stands in front of what, which scenario of the
 * possible-setups page it is.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "model/address.h"
#include "model/dns.h"
#include "plan/fronts.h"

/* ---- Soundness ---- */

static bool is_whole(const struct model *model, object_t object)
{
    const struct object *it = model_object(model, object);
    if (it->incomplete || model_head(model, object)->wrong)
        return false;
    for (uint32_t i = it->fields; i < it->fields + it->field_count; i++)
        if (model->fields.items[i].wrong)
            return false;
    for (object_t child = it->first_child; child; child = model_object(model, child)->next)
        if (!is_whole(model, child))
            return false;
    return true;
}

/* ---- Members ---- */

static struct group children(struct plan *plan, object_t parent, enum kind kind)
{
    objects_t found = {0};
    model_each (plan->model, child, parent, kind)
        objects_add(plan, &found, child);
    return group_of(plan, &found);
}

static struct group databases(struct plan *plan, object_t environment)
{
    objects_t found = {0};
    model_each (plan->model, own, environment, KIND_DATABASE)
        objects_add(plan, &found, own);
    struct data shared = model_data(plan->model, environment, KEYWORD_DATABASES);
    for (uint32_t i = 0; i < shared.count; i++)
        objects_add(plan, &found, shared.items[i].object);
    return group_of(plan, &found);
}

static struct group named(struct plan *plan, object_t object, enum keyword_id keyword)
{
    objects_t found = {0};
    struct data data = model_data(plan->model, object, keyword);
    for (uint32_t i = 0; i < data.count; i++)
        if (data.items[i].type == DATUM_OBJECT)
            objects_add(plan, &found, data.items[i].object);
    return group_of(plan, &found);
}

static bool is_runtime(const struct plan *plan, object_t object)
{
    return model_object(plan->model, object)->kind == KIND_CONTAINER_RUNTIME;
}

struct group plan_zone_containers(const struct plan *plan, const struct plan_zone *zone)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < zone->servers.count; i++)
        count += is_runtime(plan, zone->servers.items[i]);
    if (count == 0)
        return (struct group){0};
    object_t *runtimes = arena_array(plan->arena, object_t, count), *next = runtimes;
    for (uint32_t i = 0; i < zone->servers.count; i++)
        if (is_runtime(plan, zone->servers.items[i]))
            *next++ = zone->servers.items[i];
    return (struct group){runtimes, count};
}

/* ---- Devices ---- */

/* Names and addresses of proxies: those that share one are one device. */
struct devices {
    struct atoms *words;
    VEC(uint32_t) last; /* by word: the last environment that has a proxy with it, + 1 */
};

/* Notes that the environment that has NUMBER has a device with these WORDS of a SORT; whether it
 * had. */
static bool note_words(struct plan *plan, struct devices *devices, struct names words,
                       const char *sort, uint32_t number)
{
    bool had = false;
    for (uint32_t i = 0; i < words.count; i++) {
        char *word = arena_join(plan->arena, sort, words.items[i], "");
        for (char *at = word; *at; at++)
            *at = *at >= 'A' && *at <= 'Z' ? (char)(*at - 'A' + 'a') : *at;
        atom_t atom = atom_intern(devices->words, word, strlen(word));
        while (devices->last.count <= atom)
            vec_add(plan->arena, &devices->last, 0);
        had |= devices->last.items[atom] == number;
        devices->last.items[atom] = number;
    }
    return had;
}

static uint32_t count_devices(struct plan *plan, struct devices *devices,
                              const struct plan_environment *environment)
{
    struct group proxies = environment->proxies;
    uint32_t number = (uint32_t)(environment - plan->environments.items) + 1, count = 0;
    if (proxies.count < 2)
        return proxies.count;
    if (!devices->words)
        devices->words = atoms_create(plan->arena);
    for (uint32_t i = 0; i < proxies.count; i++) {
        bool named = note_words(plan, devices, plan_names(plan, proxies.items[i]), "name ", number);
        bool placed =
            note_words(plan, devices, plan_addresses(plan, proxies.items[i]), "address ", number);
        count += !named && !placed;
    }
    return count;
}

/* The proxies that are before several environments. */
static struct group find_shared(struct plan *plan)
{
    bool *met = NULL;
    objects_t shared = {0};
    for (uint32_t e = 0; e < plan->environments.count; e++) {
        struct group proxies = plan->environments.items[e].proxies;
        for (uint32_t i = 0; i < proxies.count; i++) {
            if (model_object(plan->model, proxies.items[i])->environment)
                continue;
            if (!met)
                met = arena_array(plan->arena, bool, plan->model->objects.count);
            if (met[proxies.items[i]])
                objects_add(plan, &shared, proxies.items[i]);
            met[proxies.items[i]] = true;
        }
    }
    return group_of(plan, &shared);
}

/* ---- Zones ---- */

/* Service Center is an app of the catalogue; letter case is a slip (AMB-47). */
static bool has_service_center(const struct model *model, struct group apps)
{
    object_t service_center = model_catalogue(model, KIND_APP, "ServiceCenter");
    for (uint32_t i = 0; i < apps.count && service_center; i++)
        if (strcasecmp(model_name(model, apps.items[i]), model_name(model, service_center)) == 0)
            return true;
    return false;
}

static void add_zone(struct plan *plan, uint32_t environment, object_t zone)
{
    const struct model *model = plan->model;
    const struct plan_environment *around = &plan->environments.items[environment];
    struct plan_zone *new = vec_push(plan->arena, &plan->zones);
    new->object = zone;
    new->environment = environment;
    new->name = zone ? model_name(model, zone) : "default";
    if (zone) {
        new->servers = named(plan, zone, KEYWORD_SERVERS);
        new->apps = children(plan, zone, KIND_APP);
        new->internal_https = model_switch(model, zone, KEYWORD_INTERNAL_HTTPS, false);
        new->service_center = has_service_center(model, new->apps);
        return;
    }
    objects_t members = {0};
    for (uint32_t i = 0; i < around->front_ends.count; i++)
        objects_add(plan, &members, around->front_ends.items[i]);
    model_each (model, runtime, around->object, KIND_CONTAINER_RUNTIME)
        objects_add(plan, &members, runtime);
    new->servers = group_of(plan, &members);
}

static void find_zones(struct plan *plan, uint32_t index, struct fronts *fronts)
{
    struct plan_environment *environment = &plan->environments.items[index];
    environment->zones = plan->zones.count;
    model_each (plan->model, zone, environment->object, KIND_ZONE)
        add_zone(plan, index, zone);
    bool runs_apps = environment->front_ends.count ||
                     model_first(plan->model, environment->object, KIND_CONTAINER_RUNTIME);
    if (plan->zones.count == environment->zones && runs_apps)
        add_zone(plan, index, 0);
    environment->zone_count = plan->zones.count - environment->zones;
    environment->service_center = ZONE_NONE;
    for (uint32_t z = environment->zones; z < environment->zones + environment->zone_count; z++) {
        struct plan_zone *zone = &plan->zones.items[z];
        zone->service_center |= environment->zone_count == 1;
        if (zone->service_center && environment->service_center == ZONE_NONE)
            environment->service_center = z;
    }
    fronts_balancers(plan, environment, fronts);
}

/* ---- Scenarios ---- */

static void find_scenarios(struct plan *plan, struct plan_environment *environment)
{
    uint32_t alone = 0, balanced = 0, count = 0;
    for (uint32_t z = 0; z < environment->zone_count; z++) {
        const struct plan_zone *zone = &plan->zones.items[environment->zones + z];
        alone += zone->servers.count == 1 && !zone->balancer;
        balanced += zone->balancer != 0;
    }
    if (environment->cloud || !environment->sound || environment->zone_count == 0)
        return;
    bool farm = environment->front_ends.count > 1 || balanced > 0;
    if (environment->zone_count > 1) {
        if (alone > 0)
            environment->scenarios[count++] = 5;
        if (environment->devices > 1)
            environment->scenarios[count++] = 6;
        if (count == 0)
            environment->scenarios[count++] = 4;
    } else if (environment->devices > 1) {
        environment->scenarios[count++] = 6;
    } else {
        environment->scenarios[count++] = farm ? 3 : environment->proxies.count ? 2 : 1;
    }
    if (environment->managed)
        environment->scenarios[count++] = farm ? 9 : environment->proxies.count ? 8 : 7;
    environment->scenario_count = count;
}

/* ---- LifeTime ---- */

/* The plan's entry for the environment OBJECT itself, to be filled; NULL for anything else. */
static struct plan_environment *environment_of(struct plan *plan, object_t object)
{
    const struct plan_environment *found = plan_environment(plan, object);
    return found && found->object == object
               ? plan->environments.items + (found - plan->environments.items)
               : NULL;
}

/* The `manage` statements of OBJECT (the document or an environment). */
static void find_manage(struct plan *plan, object_t object)
{
    const struct field *field = model_field(plan->model, object, KEYWORD_MANAGE);
    for (; field; field = model_next(plan->model, object, field)) {
        for (uint32_t i = 0; !field->wrong && i < field_operand(field, 0).count; i++) {
            struct plan_environment *environment =
                environment_of(plan, field_operand(field, 0).items[i].object);
            if (!environment)
                continue;
            environment->managed = true;
            if (!environment
                     ->manage || /* one that states the address counts before one that does not */
                (!field_operand(environment->manage, 1).count && field_operand(field, 1).count)) {
                environment->manage = field;
                environment->manage_object = object;
            }
        }
    }
}

static void add_environment(struct plan *plan, object_t object)
{
    const struct model *model = plan->model;
    uint32_t index = plan->environments.count;
    struct plan_environment *environment = vec_push(plan->arena, &plan->environments);
    environment->object = object;
    environment->sound = is_whole(model, object);
    environment->cloud = model_has_word(model, object, KEYWORD_HOSTING, "outsystems-cloud");
    environment->lifetime = model_has_word(model, object, KEYWORD_PURPOSE, "lifetime");
    environment->servers = children(plan, object, KIND_SERVER);
    environment->balancers = children(plan, object, KIND_LOAD_BALANCER);
    environment->databases = databases(plan, object);
    environment->front_ends = role_members(plan, object, catalogue_role(plan, "front-end"));
    environment->controllers = role_members(plan, object, catalogue_role(plan, "controller"));
    environment->caches = role_members(plan, object, catalogue_role(plan, "cache-invalidation"));
    if (environment->lifetime && plan->lifetime == UINT32_MAX)
        plan->lifetime = index;
}

void derive_environments(struct plan *plan)
{
    const struct model *model = plan->model;
    bool shared_whole = true;
    struct fronts fronts = {0};
    struct devices devices = {0};
    plan->lifetime = UINT32_MAX;
    model_each (model, proxy, 0, KIND_REVERSE_PROXY)
        shared_whole &= is_whole(model, proxy);
    model_each (model, object, 0, KIND_ENVIRONMENT)
        add_environment(plan, object);
    derive_serving(plan);
    for (uint32_t e = 0; e < plan->environments.count; e++)
        find_zones(plan, e, &fronts);
    find_manage(plan, 0);
    for (uint32_t e = 0; e < plan->environments.count; e++)
        find_manage(plan, plan->environments.items[e].object);
    for (uint32_t e = 0; e < plan->environments.count; e++) {
        struct plan_environment *environment = &plan->environments.items[e];
        fronts_proxies(plan, environment, &fronts);
        environment->sound &= shared_whole;
        environment->devices = count_devices(plan, &devices, environment);
        environment->managed |= plan->lifetime != UINT32_MAX && !environment->lifetime &&
                                model_switch(model, environment->object, KEYWORD_MANAGED, true);
        environment->managed &= !environment->lifetime;
        find_scenarios(plan, environment);
    }
    plan->shared_proxies = find_shared(plan);
}

bool plan_is_hybrid(const struct plan *plan)
{
    uint32_t cloud = 0;
    for (uint32_t e = 0; e < plan->environments.count; e++)
        cloud += plan->environments.items[e].cloud;
    return cloud > 0 && cloud < plan->environments.count;
}
