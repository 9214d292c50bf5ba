/*
 * report.json: the whole computed model, as docs/report.schema.json describes it. Takes plan and
 * findings; written entry by entry, sets stay sets.
 */
#include <string.h>

#include "base/once.h"
#include "diagnostics/render.h"
#include "emit/content.h"
#include "emit/emit.h"
#include "emit/kept.h"

/* A report in the making. */
struct making {
    const struct plan *plan;
    struct json json;
    struct kept_lists kept, groups; /* what stays; what passes by */
    struct once ports;              /* of the class in hand */
};

/* ---- Values ---- */

static void put_path(struct making *making, const char *key, object_t object)
{
    json_put_text(&making->json, key, object ? model_path(making->plan->model, object) : NULL);
}

static void put_name(struct making *making, const char *key, object_t object)
{
    json_put_text(&making->json, key, object ? model_name(making->plan->model, object) : NULL);
}

/* Entries of a flat object that come again and again: as kept_again(), with what stands between
 * them and the entry before. */
static bool put_again(struct making *making, struct kept_lists *kept, const void *list,
                      uint32_t count, uint64_t variant, struct writer **before)
{
    struct json *json = &making->json;
    bool again = kept_again(kept, &json->to, list, count, variant, making->plan->arena, before);
    json->levels[json->depth].filled |= again;
    return again;
}

static void keep(struct making *making, struct writer *before)
{
    kept_end(&making->json.to, before);
}

/* The paths of GROUP; KEY is always the same entry of its object. */
static void put_paths(struct making *making, const char *key, struct group group)
{
    struct writer *before;
    if (put_again(making, &making->groups, group.items, group.count, (uintptr_t)key, &before))
        return;
    json_open(&making->json, key, '[', true);
    for (uint32_t i = 0; i < group.count; i++)
        put_path(making, NULL, group.items[i]);
    json_close(&making->json);
    keep(making, before);
}

static void put_entries(struct making *making, const char *entries)
{
    struct writer *before;
    if (put_again(making, &making->kept, entries, 0, 0, &before))
        return;
    json_put_words(&making->json, "catalogue", entries);
    keep(making, before);
}

static void put_numbers(struct json *json, const char *key, const uint32_t *items, uint32_t count)
{
    json_open(json, key, '[', true);
    for (uint32_t i = 0; i < count; i++)
        json_put_number(json, NULL, items[i]);
    json_close(json);
}

static const char *origin_name(enum origin origin)
{
    switch (origin) {
    case ORIGIN_UNKNOWN: return "unknown";
    case ORIGIN_DERIVED: return "derived";
    case ORIGIN_STATED: return "stated";
    }
    return "unknown";
}

static void put_slot(struct making *making, const char *key, const struct slot *slot)
{
    struct json *json = &making->json;
    if (!slot->applies) {
        json_put_text(json, key, NULL);
        return;
    }
    json_open(json, key, '{', true);
    json_put_text(json, "value", slot->value);
    json_put_text(json, "origin", origin_name(slot->origin));
    json_open(json, "legal", '[', true);
    for (uint32_t i = 0; i < slot->legal_count; i++)
        json_put_text(json, NULL, slot_legal(slot, i));
    json_close(json);
    json_open(json, "tolerated", '[', true);
    for (uint32_t i = 0; i < slot->tolerated.count; i++) {
        struct names names = plan_names(making->plan, slot->tolerated.items[i]);
        for (uint32_t n = 0; n < names.accepted; n++)
            json_put_text(json, NULL, names.items[n]);
    }
    json_close(json);
    put_path(making, "thing", slot->device);
    json_put_text(json, "reason", slot->reason);
    put_entries(making, slot->entries);
    json_close(json);
}

/* ---- Environments ---- */

static void put_zone(struct making *making, const struct plan_zone *zone)
{
    struct json *json = &making->json;
    json_open(json, NULL, '{', true);
    json_put_text(json, "name", zone->name);
    json_put_bool(json, "implicit", zone->object == 0);
    put_paths(making, "servers", zone->servers);
    put_path(making, "loadBalancer", zone->balancer);
    put_paths(making, "proxies", zone->proxies);
    put_paths(making, "offloading", zone->offloading);
    json_open(json, "apps", '[', true);
    for (uint32_t i = 0; i < zone->apps.count; i++)
        put_name(making, NULL, zone->apps.items[i]);
    json_close(json);
    json_put_bool(json, "serviceCenter", zone->service_center);
    json_put_bool(json, "internalHttps", zone->internal_https);
    put_slot(making, "address", &zone->address);
    json_close(json);
}

/* The servers of a plan, and what is to be said of them. */
struct farms {
    const struct server_class *classes;
    const uint32_t *class_of; /* each server */
    bool localhost;           /* is asked for */
};

/* What all servers of CLASS have in common, the last entries of each. */
static void put_class(struct making *making, const struct server_class *class, bool localhost)
{
    const struct plan *plan = making->plan;
    struct json *json = &making->json;
    struct writer *before;
    if (put_again(making, &making->groups, class, 0, 0, &before))
        return;
    struct plan_side in = class->first->sides[true], out = class->first->sides[false];
    once_clear(&making->ports);
    for (uint32_t i = 0; i < out.count; i++) {
        const struct plan_flow *flow = &plan->flows.items[out.flows[i]];
        if (!flow->local && !flow->port->unspecified)
            once_add(plan->arena, &making->ports, flow->port->text);
    }
    json_put_texts(json, "listens", class->first->listens, class->first->listen_count);
    json_put_texts(json, "reaches", making->ports.items, making->ports.count);
    put_numbers(json, "inbound", in.flows, in.count);
    put_numbers(json, "outbound", out.flows, out.count);
    json_put_bool(json, "localhost", localhost);
    keep(making, before);
}

static void put_purpose(struct making *making, object_t environment)
{
    struct data data = model_data(making->plan->model, environment, KEYWORD_PURPOSE);
    json_open(&making->json, "purpose", '[', true);
    for (uint32_t i = 0; i < data.count; i++) {
        if (data.items[i].type == DATUM_WORD)
            json_put_text(&making->json, NULL, data.items[i].text);
    }
    json_close(&making->json);
}

static void put_servers(struct making *making, struct group servers, const struct farms *farms)
{
    const struct plan *plan = making->plan;
    struct json *json = &making->json;
    json_open(json, "servers", '[', false);
    for (uint32_t i = 0; i < servers.count; i++) {
        const struct plan_server *entry = plan_server(plan, servers.items[i]);
        if (!entry)
            continue;
        uint32_t class = farms->class_of[entry - plan->servers.items];
        json_open(json, NULL, '{', true);
        put_name(making, "name", servers.items[i]);
        put_path(making, "path", servers.items[i]);
        put_class(making, &farms->classes[class], farms->localhost);
        json_close(json);
    }
    json_close(json);
}

static void put_environment(struct making *making, const struct plan_environment *environment,
                            const struct farms *farms)
{
    const struct plan *plan = making->plan;
    struct json *json = &making->json;
    object_t object = environment->object;
    json_open(json, NULL, '{', false);
    put_name(making, "name", object);
    json_put_text(json, "title", model_object(plan->model, object)->title);
    put_purpose(making, object);
    json_put_text(json, "hosting", environment->cloud ? "outsystems-cloud" : "self-managed");
    json_put_bool(json, "lifetime", environment->lifetime);
    json_put_bool(json, "managed", environment->managed);
    json_open(json, "scenario", '[', true);
    for (uint32_t i = 0; i < environment->scenario_count; i++)
        json_put_number(json, NULL, environment->scenarios[i]);
    json_close(json);
    put_slot(making, "hostname", &environment->hostname);
    put_slot(making, "lifetimeAddress", &environment->lifetime_address);
    put_slot(making, "publicHostname", &environment->public_hostname);
    json_open(json, "zones", '[', false);
    for (uint32_t i = 0; i < environment->zone_count; i++)
        put_zone(making, &plan->zones.items[environment->zones + i]);
    json_close(json);
    put_servers(making, environment->servers, farms);
    json_close(json);
}

static void put_environments(struct making *making)
{
    const struct plan *plan = making->plan;
    uint32_t count, *class_of;
    struct farms farms = {.classes = content_servers(plan, &count, &class_of),
                          .localhost = content_has_localhost(plan)};
    farms.class_of = class_of;
    json_open(&making->json, "environments", '[', false);
    for (uint32_t i = 0; i < plan->environments.count; i++)
        put_environment(making, &plan->environments.items[i], &farms);
    json_close(&making->json);
}

/* ---- Things, openings and the rest ---- */

static void put_things(struct making *making)
{
    const struct plan *plan = making->plan;
    struct json *json = &making->json;
    json_open(json, "things", '{', false);
    for (uint32_t i = 0; i < plan->things.count; i++) {
        object_t object = plan->things.items[i];
        const struct object *thing = model_object(plan->model, object);
        struct names names = plan_names(plan, object), addresses = plan_addresses(plan, object);
        json_entry_named(json, model_path(plan->model, object));
        json_begin(json, '{', true);
        json_put_text(json, "kind", kind_name(thing->kind));
        json_put_text(json, "title", thing->title);
        put_name(making, "environment", thing->environment);
        json_put_texts(json, "names", names.items, names.count);
        json_put_text(json, "path", content_path(plan, object));
        json_put_texts(json, "addresses", addresses.items, addresses.count);
        json_put_bool(json, "subjectToChange", content_changes(plan, object));
        json_close(json);
    }
    json_close(json);
}

/* On which port a flow is, and what it is for. */
static void put_purposes(struct json *json, const struct plan_flow *flow)
{
    json_put_text(json, "port", flow->port->text);
    json_put_text(json, "protocol", flow->port->protocol);
    json_put_text(json, "purpose", flow->why->purpose_count ? flow->why->purposes[0] : NULL);
    json_put_texts(json, "purposes", flow->why->purposes, flow->why->purpose_count);
}

/* What sort of flow it is, and the rest of its reasons. */
static void put_reasons(struct json *json, const struct plan_flow *flow)
{
    json_put_bool(json, "local", flow->local);
    json_put_bool(json, "hop", flow->hop);
    json_put_bool(json, "managed", flow->run_by_vendor);
    json_put_text(json, "note", flow->why->note_count ? flow->why->notes[0] : NULL);
    json_put_texts(json, "notes", flow->why->notes, flow->why->note_count);
    json_put_texts(json, "catalogue", flow->why->entries, flow->why->entry_count);
    json_put_text(json, "source", flow->why->source);
    json_put_text(json, "publicHostname", flow->why->public_hostname);
}

/* All that stands between the ends and the environment of a flow: without a way it is one piece,
 * the same for the same ports and reasons. */
static void put_said(struct making *making, const struct plan_flow *flow)
{
    enum { WHOLE, HEAD, TAIL };
    struct json *json = &making->json;
    uintptr_t sort =
        (uintptr_t)flow->local | (uintptr_t)flow->hop << 1 | (uintptr_t)flow->run_by_vendor << 2;
    const void *said[] = {flow->why, flow->port, (const void *)sort};
    uint32_t count = sizeof said / sizeof *said;
    const void *list = kept_copy(&making->kept, said, count, making->plan->arena);
    bool whole = flow->via.count == 0;
    struct writer *before;
    if (!put_again(making, &making->kept, list, count, whole ? WHOLE : HEAD, &before)) {
        put_purposes(json, flow);
        if (whole) {
            json_put_texts(json, "via", NULL, 0);
            put_reasons(json, flow);
        }
        keep(making, before);
    }
    if (whole)
        return;
    put_paths(making, "via", flow->via);
    if (put_again(making, &making->kept, list, count, TAIL, &before))
        return;
    put_reasons(json, flow);
    keep(making, before);
}

static void put_flow(struct making *making, const struct plan_flow *flow)
{
    struct json *json = &making->json;
    json_open(json, NULL, '{', true);
    put_paths(making, "sources", flow->sources);
    put_paths(making, "destinations", flow->destinations);
    put_said(making, flow);
    put_name(making, "environment", flow->environment);
    json_close(json);
}

static void put_flows(struct making *making)
{
    json_open(&making->json, "flows", '[', false);
    for (uint32_t i = 0; i < making->plan->flows.count; i++)
        put_flow(making, &making->plan->flows.items[i]);
    json_close(&making->json);
}

static void put_lines(struct making *making)
{
    struct json *json = &making->json;
    json_open(json, "links", '[', false);
    for (uint32_t i = 0; i < making->plan->lines.count; i++) {
        const struct plan_line *line = &making->plan->lines.items[i];
        json_open(json, NULL, '{', true);
        put_path(making, "source", line->source);
        put_path(making, "destination", line->destination);
        json_put_text(json, "kind", line->kind);
        json_put_text(json, "label", line->label);
        put_entries(making, line->entries);
        json_close(json);
    }
    json_close(json);
}

static void put_hosts(struct making *making)
{
    const struct plan *plan = making->plan;
    struct json *json = &making->json;
    json_open(json, "hosts", '{', false);
    for (uint32_t i = 0; i < plan->hosts.count;) {
        object_t server = plan->hosts.items[i].server;
        json_entry_named(json, model_path(plan->model, server));
        json_begin(json, '[', true);
        for (; i < plan->hosts.count && plan->hosts.items[i].server == server; i++) {
            const struct plan_host *host = &plan->hosts.items[i];
            json_open(json, NULL, '{', true);
            json_put_text(json, "address", host->address);
            json_put_text(json, "name", host->name);
            put_entries(making, host->entries);
            json_put_text(json, "zone", plan->zones.items[host->zone].name);
            json_close(json);
        }
        json_close(json);
    }
    json_close(json);
}

static void put_route(struct making *making, const struct plan_route *route)
{
    const struct plan *plan = making->plan;
    struct json *json = &making->json;
    enum origin origin = route->stated   ? ORIGIN_STATED
                         : route->target ? ORIGIN_DERIVED
                                         : ORIGIN_UNKNOWN;
    const char *zone = route->zone == ZONE_NONE ? NULL : plan->zones.items[route->zone].name;
    json_open(json, NULL, '{', true);
    put_path(making, "proxy", route->proxy);
    json_put_text(json, "url", route->url);
    json_put_text(json, "target", route->target);
    put_path(making, "thing", route->target_object);
    json_put_text(json, "origin", origin_name(origin));
    put_name(making, "environment", plan->environments.items[route->environment].object);
    json_put_text(json, "zone", zone);
    put_name(making, "app", route->app);
    put_entries(making, route->entries);
    json_close(json);
}

static void put_routes(struct making *making)
{
    json_open(&making->json, "routes", '[', false);
    for (uint32_t i = 0; i < making->plan->routes.count; i++)
        put_route(making, &making->plan->routes.items[i]);
    json_close(&making->json);
}

static void put_advice_text(struct making *making, const char *text)
{
    struct writer *before;
    if (put_again(making, &making->kept, text, 0, 0, &before))
        return;
    json_put_text(&making->json, "text", text);
    keep(making, before);
}

static void put_advice(struct making *making)
{
    struct json *json = &making->json;
    json_open(json, "advice", '[', false);
    for (uint32_t i = 0; i < making->plan->advice.count; i++) {
        const struct plan_advice *advice = &making->plan->advice.items[i];
        for (uint32_t j = 0; j < advice->count; j++) {
            json_open(json, NULL, '{', true);
            put_advice_text(making, advice->text);
            put_path(making, "subject", advice->subjects[j]);
            json_put_bool(json, "checklist", advice->checklist);
            put_entries(making, advice->entries);
            json_close(json);
        }
    }
    json_close(json);
}

static void put_infrastructure(struct making *making)
{
    const struct model *model = making->plan->model;
    struct json *json = &making->json;
    if (!model->infrastructure) {
        json_put_text(json, "infrastructure", NULL);
        return;
    }
    json_open(json, "infrastructure", '{', true);
    put_name(making, "name", model->infrastructure);
    json_put_text(json, "title", model_object(model, model->infrastructure)->title);
    json_close(json);
}

void emit_report_json(const struct plan *plan, const struct diagnostics *diagnostics, FILE *out)
{
    char room[WRITER_ROOM];
    struct writer writer = {.out = out, .bytes = room, .room = sizeof room};
    struct making *making = arena_new(plan->arena, struct making);
    struct json *json = &making->json;
    making->plan = plan;
    json->to = &writer;
    json_open(json, NULL, '{', false);
    json_put_text(json, "profile", plan->model->profile);
    json_put_text(json, "catalogueVersion", plan->model->catalogue_version);
    put_infrastructure(making);
    put_environments(making);
    put_things(making);
    put_flows(making);
    put_lines(making);
    put_hosts(making);
    put_routes(making);
    put_advice(making);
    render_json_findings(diagnostics, json, true);
    json_close(json);
    writer_char(&writer, '\n');
    writer_end(&writer);
}

static void emit(const struct plan *plan, const struct diagnostics *diagnostics,
                 struct outputs *outputs)
{
    FILE *out = outputs_open(outputs, "report.json");
    if (!out)
        return;
    emit_report_json(plan, diagnostics, out);
    outputs_close(outputs, out);
}

const struct emitter emitter_report_json = {
    .name = "report.json",
    .help = "the whole computed model, for other tools",
    .emit = emit,
};
