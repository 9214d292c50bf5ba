/*
 * Items of a picture: environments with their zones and servers. See diagram.h.
 */
#include <string.h>

#include "emit/diagram_items.h"

/* Ports in one line. */
#define LISTEN_LINE 4

static enum tier server_tier(const struct drawing *drawing, object_t object)
{
    uint32_t environment = environment_of(drawing, object);
    if (model_object(drawing->model, object)->kind == KIND_CONTAINER_RUNTIME ||
        environment == UINT32_MAX)
        return TIER_FRONT_ENDS;
    const struct plan_environment *plan = &drawing->plan->environments.items[environment];
    return group_has(plan->front_ends, object) || !group_has(plan->controllers, object)
               ? TIER_FRONT_ENDS
               : TIER_CONTROLLERS;
}

/* The server that the view is about, with all that is to be set up and opened on it. */
static struct item *make_focus(struct drawing *drawing, struct item *parent, object_t object)
{
    const struct plan *plan = drawing->plan;
    struct item *item = item_new(drawing, false, parent, model_path(drawing->model, object),
                                 LOOK_FOCUS, server_tier(drawing, object), object);
    item_name(drawing, item, object, FACE_NAME);
    struct names names = plan_names(plan, object), addresses = plan_addresses(plan, object);
    for (uint32_t i = 0; i < names.count; i++)
        if (strcmp(names.items[i], model_name(drawing->model, object)) != 0)
            say(item, FACE_PLAIN, "%s", names.items[i]);
    for (uint32_t i = 0; i < addresses.count; i++)
        say(item, FACE_PLAIN, "%s", addresses.items[i]);
    item_availability(drawing, item, object);
    const char *roles = item_words(drawing, object, KEYWORD_ROLES);
    bool container = model_object(drawing->model, object)->kind == KIND_CONTAINER_RUNTIME;
    say(item, FACE_CAPTION, "%s%s%s", container ? "container runtime" : "server",
        *roles ? ": " : "", roles);
    const struct plan_server *server = plan_server(plan, object);
    const char *ports = "listens on ";
    for (uint32_t i = 0; i < server->listen_count; i++) { /* "8080, 8443/tcp" */
        const char *port = server->listens[i], *protocol = strchrnul(port, '/');
        bool goes_on = i + 1 < server->listen_count &&
                       strcmp(protocol, strchrnul(server->listens[i + 1], '/')) == 0;
        bool last = i + 1 == server->listen_count, full = i % LISTEN_LINE == LISTEN_LINE - 1;
        ports = arena_printf(drawing->arena, "%s%.*s%s%s", ports, (int)(protocol - port), port,
                             goes_on ? "" : protocol,
                             last   ? ""
                             : full ? ","
                                    : ", ");
        if (last || full) {
            say(item, FACE_NOTE, "%s", ports);
            ports = "";
        }
    }
    for (uint32_t i = 0; i < plan->hosts.count; i++)
        if (plan->hosts.items[i].server == object)
            say(item, FACE_NOTE, "hosts: %s %s", plan->hosts.items[i].address,
                plan->hosts.items[i].name);
    return item;
}

static struct item *make_server(struct drawing *drawing, struct item *parent, object_t object)
{
    if (object == drawing->focus)
        return make_focus(drawing, parent, object);
    bool container = model_object(drawing->model, object)->kind == KIND_CONTAINER_RUNTIME;
    struct item *item =
        item_new(drawing, false, parent, model_path(drawing->model, object),
                 container ? LOOK_CONTAINER : LOOK_SERVER, server_tier(drawing, object), object);
    item_name(drawing, item, object, FACE_NAME);
    item_host(drawing, item, object);
    item_address(drawing, item, object);
    item_availability(drawing, item, object);
    const char *roles = item_words(drawing, object, KEYWORD_ROLES);
    say(item, FACE_CAPTION, "%s%s%s", container ? "container runtime" : "server",
        *roles ? ": " : "", roles);
    return item;
}

static bool same_roles(const struct drawing *drawing, object_t left, object_t right)
{
    if (model_object(drawing->model, left)->kind != model_object(drawing->model, right)->kind)
        return false;
    struct data one = model_data(drawing->model, left, KEYWORD_ROLES);
    struct data other = model_data(drawing->model, right, KEYWORD_ROLES);
    if (one.count != other.count)
        return false;
    for (uint32_t i = 0; i < one.count; i++) {
        bool found = false;
        for (uint32_t j = 0; j < other.count && !found; j++)
            found = one.items[i].object == other.items[j].object;
        if (!found)
            return false;
    }
    return true;
}

/* Servers with the same roles: one node each, or one for all. */
static void make_alike(struct drawing *drawing, struct item *parent, const object_t *servers,
                       uint32_t count)
{
    if (drawing->expanded || count < STACK_FROM) {
        for (uint32_t i = 0; i < count; i++)
            item_place(drawing, servers[i], make_server(drawing, parent, servers[i]));
        return;
    }
    object_t first = servers[0], last = servers[count - 1];
    bool container = model_object(drawing->model, first)->kind == KIND_CONTAINER_RUNTIME;
    struct item *item = item_new(drawing, false, parent, model_path(drawing->model, first),
                                 LOOK_STACK, server_tier(drawing, first), first);
    say(item, FACE_NAME, "%s … %s (%u)", model_name(drawing->model, first),
        model_name(drawing->model, last), count);
    struct names low = plan_addresses(drawing->plan, first);
    struct names high = plan_addresses(drawing->plan, last);
    if (low.count > 0 && high.count > 0)
        say(item, FACE_PLAIN, "%s … %s", low.items[0], high.items[0]);
    const char *roles = item_words(drawing, first, KEYWORD_ROLES);
    say(item, FACE_CAPTION, "%u %s%s%s", count, container ? "container runtimes" : "servers",
        *roles ? ": " : "", roles);
    for (uint32_t i = 0; i < count; i++)
        item_place(drawing, servers[i], item);
}

/* All of SERVERS that have no item yet, alike ones together. */
static void make_servers(struct drawing *drawing, struct item *parent, struct group servers)
{
    object_t *left = arena_array(drawing->arena, object_t, servers.count + 1);
    object_t *alike = arena_array(drawing->arena, object_t, servers.count + 1);
    uint32_t count = 0;
    if (drawing->focus && group_has(servers, drawing->focus) && !drawing->of[drawing->focus])
        item_place(drawing, drawing->focus, make_server(drawing, parent, drawing->focus));
    for (uint32_t i = 0; i < servers.count; i++)
        if (drawing->of[servers.items[i]] == NULL)
            left[count++] = servers.items[i];
    while (count > 0) {
        uint32_t same = 0, rest = 0;
        object_t sample = left[0];
        for (uint32_t i = 0; i < count; i++)
            if (same_roles(drawing, sample, left[i]))
                alike[same++] = left[i];
            else
                left[rest++] = left[i];
        make_alike(drawing, parent, alike, same);
        count = rest;
    }
}

/* Zones. */

static void say_zone(struct drawing *drawing, struct item *item, const struct plan_zone *zone)
{
    if (zone->object) {
        const char *title = model_object(drawing->model, zone->object)->title;
        if (title && strcmp(title, zone->name) != 0)
            say(item, FACE_HEADING, "zone %s (%s)", title, zone->name);
        else
            say(item, FACE_HEADING, "zone %s", zone->name);
    } else {
        say(item, FACE_HEADING, "front-ends");
    }
    if (zone->address.value)
        say(item, FACE_NOTE, "zone address %s", zone->address.value);
    const char **apps = arena_array(drawing->arena, const char *, zone->apps.count + 1);
    for (uint32_t i = 0; i < zone->apps.count; i++)
        apps[i] = model_name(drawing->model, zone->apps.items[i]);
    if (zone->apps.count > 0)
        say(item, FACE_NOTE, "apps: %s", item_listing(drawing->arena, apps, zone->apps.count));
    if (zone->internal_https)
        say(item, FACE_NOTE, "HTTPS inside");
}

/* What the zone stands in: the frame around all zones of its environment, if they stand in one
 * place; else its network, or the environment. */
static struct item *around_zone(struct drawing *drawing, struct item *environment,
                                const struct plan_zone *zone)
{
    struct item *parent = within_networks(drawing, environment, zone->servers);
    const struct plan_environment *plan = &drawing->plan->environments.items[zone->environment];
    if (plan->zone_count < 2)
        return parent;
    const char *key = arena_printf(drawing->arena, "%s/zones", environment->key);
    struct item *item = item_find(drawing, key);
    if (item)
        return item;
    VEC(object_t) members = {0};
    for (uint32_t i = 0; i < plan->zone_count && !environment->scattered; i++) {
        struct group servers = drawing->plan->zones.items[plan->zones + i].servers;
        environment->scattered = within_networks(drawing, environment, servers) != parent;
        for (uint32_t j = 0; j < servers.count; j++)
            vec_add(drawing->arena, &members, servers.items[j]);
    }
    if (environment->scattered)
        return parent;
    item = item_new(drawing, true, parent, key, LOOK_GROUP_FRAME, TIER_FRONT_ENDS, 0);
    item->environment = environment->environment;
    item->members = (struct group){members.items, members.count};
    say(item, FACE_NOTE, "all zones");
    return item;
}

static void make_zone(struct drawing *drawing, struct item *environment,
                      const struct plan_zone *zone)
{
    uint32_t fresh = 0;
    for (uint32_t i = 0; i < zone->servers.count; i++)
        fresh += drawing->of[zone->servers.items[i]] == NULL;
    if (fresh == 0)
        return;
    struct item *parent = around_zone(drawing, environment, zone);
    if (zone->object == 0 &&
        zone->servers.count == 1) { /* a frame around one server says nothing */
        make_servers(drawing, parent, zone->servers);
        return;
    }
    const char *key = zone->object
                          ? model_path(drawing->model, zone->object)
                          : arena_printf(drawing->arena, "%s/front-ends", environment->key);
    enum appearance look = zone->object ? LOOK_ZONE_FRAME : LOOK_GROUP_FRAME;
    struct item *item = item_new(drawing, true, parent, key, look, TIER_FRONT_ENDS, zone->object);
    item->environment = environment->environment;
    item->members = zone->servers;
    say_zone(drawing, item, zone);
    make_servers(drawing, item, zone->servers);
}

/* The servers of no zone; several controllers get a frame, so that one line reaches them all. */
static void make_unzoned(struct drawing *drawing, struct item *frame,
                         const struct plan_environment *environment)
{
    object_t *rest = arena_array(drawing->arena, object_t, environment->servers.count + 1);
    uint32_t count = 0;
    for (uint32_t i = 0; i < environment->servers.count; i++)
        if (drawing->of[environment->servers.items[i]] == NULL)
            rest[count++] = environment->servers.items[i];
    bool alike = count > 1;
    for (uint32_t i = 1; i < count && alike; i++)
        alike = same_roles(drawing, rest[0], rest[i]);
    struct group group = {rest, count};
    struct item *parent = within_networks(drawing, frame, group);
    if (alike) {
        struct item *item =
            item_new(drawing, true, parent, arena_printf(drawing->arena, "%s/others", frame->key),
                     LOOK_GROUP_FRAME, server_tier(drawing, rest[0]), 0);
        item->environment = frame->environment;
        item->members = group;
        say(item, FACE_HEADING, "%s servers", item_words(drawing, rest[0], KEYWORD_ROLES));
        make_servers(drawing, item, group);
        return;
    }
    for (uint32_t i = 0; i < count; i++)
        make_servers(drawing, within_network(drawing, frame, rest[i]), (struct group){&rest[i], 1});
}

/* Environments. */

static void say_environment(struct drawing *drawing, struct item *item, uint32_t index)
{
    const struct plan_environment *environment = &drawing->plan->environments.items[index];
    struct arena *arena = drawing->arena;
    item_name(drawing, item, environment->object, FACE_HEADING);
    const char *text = item_words(drawing, environment->object, KEYWORD_PURPOSE);
    for (uint32_t i = 0; i < environment->scenario_count; i++)
        text = arena_printf(arena, "%s%s%s %u", text, *text ? " · " : "",
                            environment->scenarios[i] > 6 ? "LifeTime scenario" : "scenario",
                            environment->scenarios[i]);
    if (*text)
        say(item, FACE_NOTE, "%s", text);
    /* As in the figures of the pages (PROXY-008). */
    if (environment->hostname.value)
        say(item, FACE_NOTE, "hostname %s", environment->hostname.value);
    if (environment->cloud)
        say(item, FACE_NOTE, "behind security groups of its own");
    if (environment->cloud &&
        model_switch(drawing->model, environment->object, KEYWORD_HIGH_AVAILABILITY, false))
        say(item, FACE_NOTE, "high availability");
    if (plan_enforces_https(drawing->plan, environment))
        say(item, FACE_NOTE, "high compliance (sentry): HTTPS enforced, anti-virus, logs to SIEM");
}

/* The customer's own virtual private cloud, around all cloud environments (CLOUD-002, CLOUD-007).
 */
static struct item *cloud_frame(struct drawing *drawing)
{
    if (drawing->cloud == NULL) {
        drawing->cloud = item_new(drawing, true, NULL, "outsystems-cloud/vpc", LOOK_CLOUD_FRAME,
                                  TIER_FRONT_ENDS, 0);
        struct item *item = drawing->cloud;
        say(item, FACE_HEADING, "OutSystems Cloud");
        say(item, FACE_NOTE, "one dedicated virtual private cloud (VPC) on AWS");
    }
    return drawing->cloud;
}

/* The frame around the environments of one delivery pipeline (CLOUD-009); PARENT where none is
 * stated. */
static struct item *pipeline_frame(struct drawing *drawing, struct item *parent,
                                   const struct plan_environment *environment)
{
    const char *name = item_words(drawing, environment->object, KEYWORD_PIPELINE);
    if (!*name)
        return parent;
    const char *above = parent ? parent->key : "";
    const char *key = arena_printf(drawing->arena, "%s/pipeline/%s", above, name);
    struct item *item = item_find(drawing, key);
    if (item)
        return item;
    item = item_new(drawing, true, parent, key, LOOK_PIPELINE_FRAME, TIER_FRONT_ENDS, 0);
    say(item, FACE_HEADING, "pipeline %s", name);
    /* It is found by its words, which may be long, hold a backslash or differ in marks alone: in the picture it has the
     * name of its first environment. */
    item->key = arena_printf(drawing->arena, "%s/pipeline/%s", above,
                             model_path(drawing->model, environment->object));
    return item;
}

struct item *environment_frame(struct drawing *drawing, uint32_t index)
{
    if (drawing->environments[index])
        return drawing->environments[index];
    const struct plan_environment *environment = &drawing->plan->environments.items[index];
    struct item *parent =
        pipeline_frame(drawing, environment->cloud ? cloud_frame(drawing) : NULL, environment);
    struct item *item =
        item_new(drawing, true, parent, model_path(drawing->model, environment->object),
                 LOOK_ENVIRONMENT_FRAME, TIER_FRONT_ENDS, environment->object);
    item->members = environment->servers;
    say_environment(drawing, item, index);
    drawing->environments[index] = item;
    return item;
}

struct item *environment_node(struct drawing *drawing, uint32_t index)
{
    if (drawing->environments[index])
        return drawing->environments[index];
    const struct plan_environment *environment = &drawing->plan->environments.items[index];
    struct item *item =
        item_new(drawing, false, NULL, model_path(drawing->model, environment->object),
                 environment->lifetime ? LOOK_LIFETIME : LOOK_ENVIRONMENT,
                 environment->lifetime ? TIER_ACTORS : TIER_FRONT_ENDS, environment->object);
    item_name(drawing, item, environment->object, FACE_NAME);
    if (environment->lifetime) /* the console that manages the others (INFRA-005) */
        say(item, FACE_CAPTION, "LifeTime environment");
    else
        say(item, FACE_CAPTION, "environment: %s",
            item_words(drawing, environment->object, KEYWORD_PURPOSE));
    if (environment->hostname.value)
        say(item, FACE_NOTE, "hostname %s", environment->hostname.value);
    drawing->environments[index] = item;
    return item;
}

static void make_all(struct drawing *drawing, struct group objects)
{
    for (uint32_t i = 0; i < objects.count; i++)
        thing_of(drawing, objects.items[i]);
}

void things_environment(struct drawing *drawing, uint32_t index)
{
    const struct plan_environment *environment = &drawing->plan->environments.items[index];
    struct item *frame = environment_frame(drawing, index);
    make_all(drawing, environment->proxies);
    make_all(drawing, environment->balancers);
    for (uint32_t i = 0; i < environment->zone_count; i++)
        make_zone(drawing, frame, &drawing->plan->zones.items[environment->zones + i]);
    make_unzoned(drawing, frame, environment);
    make_all(drawing, environment->databases);
    if (frame->inside.count > 0)
        return;
    /* A frame needs something in it: a cloud environment may be stated without its servers. */
    struct item *item =
        item_new(drawing, false, frame, arena_printf(drawing->arena, "%s/inside", frame->key),
                 LOOK_ENVIRONMENT, TIER_FRONT_ENDS, environment->object);
    say(item, FACE_PLAIN, "%s", environment->cloud ? "run by OutSystems" : "no servers stated");
    say(item, FACE_CAPTION, "environment");
    item_place(drawing, environment->object, item);
}

/* The first zone of its environment, which has that INDEX, that SERVER is in; NULL for none. */
static const struct plan_zone *zone_of(struct drawing *drawing, uint32_t index, object_t server)
{
    const struct plan *plan = drawing->plan;
    if (!drawing->zones) {
        drawing->zones = arena_array(drawing->arena, uint32_t, drawing->model->objects.count);
        for (uint32_t z = plan->zones.count; z-- > 0;)
            for (uint32_t i = 0; i < plan->zones.items[z].servers.count; i++) {
                object_t member = plan->zones.items[z].servers.items[i];
                if (environment_of(drawing, member) == plan->zones.items[z].environment)
                    drawing->zones[member] = z + 1;
            }
    }
    uint32_t zone = drawing->zones[server];
    return zone && plan->zones.items[zone - 1].environment == index ? &plan->zones.items[zone - 1]
                                                                    : NULL;
}

void need_server(struct drawing *drawing, struct item *frame, uint32_t index, object_t object)
{
    const struct plan_zone *zone = zone_of(drawing, index, object);
    if (zone)
        make_zone(drawing, frame, zone);
    else
        make_servers(drawing, within_network(drawing, frame, object), (struct group){&object, 1});
}
