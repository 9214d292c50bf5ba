/*
 * report.json: the whole computed model, as docs/report.schema.json describes it. Takes plan and
 * findings; written entry by entry, sets stay sets.
 */
#include <string.h>

#include "diagnostics/render.h"
#include "emit/content.h"
#include "emit/emit.h"
#include "emit/json_stream.h"

static json_t *path_or_null(const struct plan *plan, object_t object)
{
    return object ? json_string(model_path(plan->model, object)) : json_null();
}

static json_t *name_or_null(const struct plan *plan, object_t object)
{
    return object ? json_string(model_name(plan->model, object)) : json_null();
}

static json_t *objects(const struct plan *plan, struct group group,
                       const char *(*name)(const struct model *, object_t))
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < group.count; i++) {
        if (json_array_append_new(list, json_string(name(plan->model, group.items[i]))) != 0) {
            json_decref(list);
            return NULL;
        }
    }
    return list;
}

static json_t *paths(const struct plan *plan, struct group group)
{
    return objects(plan, group, model_path);
}

static json_t *numbers(const uint32_t *items, uint32_t count)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < count; i++) {
        if (json_array_append_new(list, json_integer(items[i])) != 0) {
            json_decref(list);
            return NULL;
        }
    }
    return list;
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

static json_t *slot_json(const struct plan *plan, const struct slot *slot)
{
    if (!slot->applies)
        return json_null();
    return json_pack("{s:o, s:s, s:o, s:o, s:o, s:o, s:o}", "value", json_text(slot->value),
                     "origin", origin_name(slot->origin), "legal",
                     json_texts(slot->legal, slot->legal_count), "tolerated",
                     json_texts(slot->tolerated, slot->tolerated_count), "thing",
                     path_or_null(plan, slot->device), "reason", json_text(slot->reason),
                     "catalogue", json_words(slot->entries));
}

static json_t *zone_json(const struct plan *plan, const struct plan_zone *zone)
{
    return json_pack("{s:s, s:b, s:o, s:o, s:o, s:o, s:o, s:b, s:b, s:o}", "name", zone->name,
                     "implicit", zone->object == 0, "servers", paths(plan, zone->servers),
                     "loadBalancer", path_or_null(plan, zone->balancer), "proxies",
                     paths(plan, zone->proxies), "offloading", paths(plan, zone->offloading),
                     "apps", objects(plan, zone->apps, model_name), "serviceCenter",
                     zone->service_center, "internalHttps", zone->internal_https, "address",
                     slot_json(plan, &zone->address));
}

/* What the servers of one class have in common: one is made a class, and shared by its servers. */
struct server_facts {
    json_t *listens, *reaches, *inbound, *outbound, *localhost;
};

static void server_facts(const struct plan *plan, const struct server_class *class, bool localhost,
                         struct server_facts *facts)
{
    const char **ports = arena_array(plan->arena, const char *, class->outbound_count);
    uint32_t count = 0;
    for (uint32_t i = 0; i < class->outbound_count; i++) {
        const struct plan_flow *flow = &plan->flows.items[class->outbound[i]];
        bool known = flow->local || flow->portless;
        for (uint32_t j = 0; j < count && !known; j++)
            known = strcmp(ports[j], flow->port) == 0;
        if (!known)
            ports[count++] = flow->port;
    }
    facts->listens = json_texts(class->first->listens, class->first->listen_count);
    facts->reaches = json_texts(ports, count);
    facts->inbound = numbers(class->inbound, class->inbound_count);
    facts->outbound = numbers(class->outbound, class->outbound_count);
    facts->localhost = json_boolean(localhost);
}

static json_t *server_json(const struct plan *plan, object_t server,
                           const struct server_facts *facts)
{
    return json_pack("{s:s, s:s, s:O, s:O, s:O, s:O, s:O}", "name", model_name(plan->model, server),
                     "path", model_path(plan->model, server), "listens", facts->listens, "reaches",
                     facts->reaches, "inbound", facts->inbound, "outbound", facts->outbound,
                     "localhost", facts->localhost);
}

static json_t *words_json(const struct plan *plan, object_t object, enum keyword_id keyword)
{
    struct data data = model_data(plan->model, object, keyword);
    json_t *list = json_array();
    for (uint32_t i = 0; i < data.count; i++) {
        if (data.items[i].type != DATUM_WORD)
            continue;
        if (json_array_append_new(list, json_string(data.items[i].text)) != 0) {
            json_decref(list);
            return NULL;
        }
    }
    return list;
}

static json_t *scenarios(const struct plan_environment *environment)
{
    uint32_t items[sizeof environment->scenarios];
    for (uint32_t i = 0; i < environment->scenario_count; i++)
        items[i] = environment->scenarios[i];
    return numbers(items, environment->scenario_count);
}

static void write_environment(struct json_stream *stream, const struct plan *plan,
                              const struct plan_environment *environment,
                              const struct server_facts *facts, const uint32_t *class_of)
{
    object_t object = environment->object;
    json_stream_open(stream, NULL, '{');
    json_stream_value(stream, "name", json_string(model_name(plan->model, object)));
    json_stream_value(stream, "title", json_text(model_object(plan->model, object)->title));
    json_stream_value(stream, "purpose", words_json(plan, object, KEYWORD_PURPOSE));
    json_stream_value(stream, "hosting",
                      json_string(environment->cloud ? "outsystems-cloud" : "self-managed"));
    json_stream_value(stream, "lifetime", json_boolean(environment->lifetime));
    json_stream_value(stream, "managed", json_boolean(environment->managed));
    json_stream_value(stream, "scenario", scenarios(environment));
    json_stream_value(stream, "hostname", slot_json(plan, &environment->hostname));
    json_stream_value(stream, "lifetimeAddress", slot_json(plan, &environment->lifetime_address));
    json_stream_value(stream, "publicHostname", slot_json(plan, &environment->public_hostname));
    json_stream_open(stream, "zones", '[');
    for (uint32_t i = 0; i < environment->zone_count; i++)
        json_stream_value(stream, NULL,
                          zone_json(plan, &plan->zones.items[environment->zones + i]));
    json_stream_close(stream);
    json_stream_open(stream, "servers", '[');
    for (uint32_t i = 0; i < environment->servers.count; i++) {
        object_t server = environment->servers.items[i];
        const struct plan_server *entry = plan_server(plan, server);
        if (entry)
            json_stream_value(
                stream, NULL,
                server_json(plan, server, &facts[class_of[entry - plan->servers.items]]));
    }
    json_stream_close(stream);
    json_stream_close(stream);
}

static void write_environments(struct json_stream *stream, const struct plan *plan)
{
    uint32_t count, *class_of;
    const struct server_class *classes = content_servers(plan, &count, &class_of);
    struct server_facts *facts = arena_array(plan->arena, struct server_facts, count);
    bool localhost = content_has_localhost(plan);
    for (uint32_t i = 0; i < count; i++)
        server_facts(plan, &classes[i], localhost, &facts[i]);
    json_stream_open(stream, "environments", '[');
    for (uint32_t i = 0; i < plan->environments.count; i++)
        write_environment(stream, plan, &plan->environments.items[i], facts, class_of);
    json_stream_close(stream);
    for (uint32_t i = 0; i < count; i++) {
        json_decref(facts[i].listens);
        json_decref(facts[i].reaches);
        json_decref(facts[i].inbound);
        json_decref(facts[i].outbound);
        json_decref(facts[i].localhost);
    }
}

static void write_things(struct json_stream *stream, const struct plan *plan)
{
    json_stream_open(stream, "things", '{');
    for (uint32_t i = 0; i < plan->things.count; i++) {
        object_t object = plan->things.items[i];
        const struct object *thing = model_object(plan->model, object);
        struct names names = plan_names(plan, object), addresses = plan_addresses(plan, object);
        json_stream_value(stream, model_path(plan->model, object),
                          json_pack("{s:s, s:o, s:o, s:o, s:o, s:o}", "kind", kind_name(thing->kind),
                                    "title", json_text(thing->title), "environment",
                                    name_or_null(plan, thing->environment), "names",
                                    json_texts(names.items, names.count), "path",
                                    json_text(content_path(plan, object)), "addresses",
                                    json_texts(addresses.items, addresses.count)));
    }
    json_stream_close(stream);
}

static void write_flows(struct json_stream *stream, const struct plan *plan)
{
    json_stream_open(stream, "flows", '[');
    for (uint32_t i = 0; i < plan->flows.count; i++) {
        const struct plan_flow *flow = &plan->flows.items[i];
        json_stream_value(
            stream, NULL,
            json_pack(
                "{s:o, s:o, s:s, s:s, s:o, s:o, s:o, s:b, s:b, s:b, s:o, s:o, s:o, s:o, s:o, s:o}", "sources",
                paths(plan, flow->sources), "destinations", paths(plan, flow->destinations), "port",
                flow->port, "protocol", flow->protocol, "purpose",
                json_text(flow->purpose_count ? flow->purposes[0] : NULL), "purposes",
                json_texts(flow->purposes, flow->purpose_count), "via", paths(plan, flow->via),
                "local", flow->local, "hop", flow->hop, "managed", flow->run_by_vendor, "note",
                json_text(flow->note_count ? flow->notes[0] : NULL), "notes",
                json_texts(flow->notes, flow->note_count), "catalogue",
                json_texts(flow->entries, flow->entry_count), "source", json_text(flow->source),
                "publicHostname", json_text(flow->public_hostname), "environment", name_or_null(plan, flow->environment)));
    }
    json_stream_close(stream);
}

static void write_lines(struct json_stream *stream, const struct plan *plan)
{
    json_stream_open(stream, "links", '[');
    for (uint32_t i = 0; i < plan->lines.count; i++) {
        const struct plan_line *line = &plan->lines.items[i];
        json_stream_value(stream, NULL,
                          json_pack("{s:s, s:s, s:s, s:s, s:o}", "source",
                                    model_path(plan->model, line->source), "destination",
                                    model_path(plan->model, line->destination), "kind", line->kind,
                                    "label", line->label, "catalogue", json_words(line->entries)));
    }
    json_stream_close(stream);
}

static void write_hosts(struct json_stream *stream, const struct plan *plan)
{
    json_stream_open(stream, "hosts", '{');
    for (uint32_t i = 0; i < plan->hosts.count;) {
        object_t server = plan->hosts.items[i].server;
        json_t *lines = json_array();
        for (; i < plan->hosts.count && plan->hosts.items[i].server == server; i++) {
            const struct plan_host *host = &plan->hosts.items[i];
            json_t *line = json_pack("{s:s, s:s, s:o, s:s}", "address", host->address, "name",
                                     host->name, "catalogue", json_words(host->entries), "zone",
                                     plan->zones.items[host->zone].name);
            if (lines && json_array_append_new(lines, line) != 0) {
                json_decref(lines);
                lines = NULL;
            }
        }
        json_stream_value(stream, model_path(plan->model, server), lines);
    }
    json_stream_close(stream);
}

static void write_routes(struct json_stream *stream, const struct plan *plan)
{
    json_stream_open(stream, "routes", '[');
    for (uint32_t i = 0; i < plan->routes.count; i++) {
        const struct plan_route *route = &plan->routes.items[i];
        enum origin origin = route->stated   ? ORIGIN_STATED
                             : route->target ? ORIGIN_DERIVED
                                             : ORIGIN_UNKNOWN;
        const char *zone = route->zone == ZONE_NONE ? NULL : plan->zones.items[route->zone].name;
        object_t environment = plan->environments.items[route->environment].object;
        json_stream_value(
            stream, NULL,
            json_pack("{s:s, s:s, s:o, s:o, s:s, s:o, s:o, s:o, s:o}", "proxy",
                      model_path(plan->model, route->proxy), "url", route->url, "target",
                      json_text(route->target), "thing", path_or_null(plan, route->target_object),
                      "origin", origin_name(origin), "environment", name_or_null(plan, environment),
                      "zone", json_text(zone), "app", name_or_null(plan, route->app), "catalogue",
                      json_words(route->entries)));
    }
    json_stream_close(stream);
}

static void write_advice(struct json_stream *stream, const struct plan *plan)
{
    json_stream_open(stream, "advice", '[');
    for (uint32_t i = 0; i < plan->advice.count; i++) {
        const struct plan_advice *advice = &plan->advice.items[i];
        json_stream_value(stream, NULL,
                          json_pack("{s:s, s:o, s:b, s:o}", "text", advice->text, "subject",
                                    path_or_null(plan, advice->subject), "checklist",
                                    advice->checklist, "catalogue", json_words(advice->entries)));
    }
    json_stream_close(stream);
}

static void write_findings(struct json_stream *stream, const struct diagnostics *diagnostics)
{
    json_t *findings = render_json_findings(diagnostics, true);
    if (!findings) {
        json_stream_value(stream, "diagnostics", NULL);
        return;
    }
    json_stream_open(stream, "diagnostics", '[');
    for (size_t i = 0; i < json_array_size(findings); i++)
        json_stream_value(stream, NULL, json_incref(json_array_get(findings, i)));
    json_stream_close(stream);
    json_decref(findings);
}

static json_t *infrastructure_json(const struct plan *plan)
{
    object_t object = plan->model->infrastructure;
    if (!object)
        return json_null();
    return json_pack("{s:s, s:o}", "name", model_name(plan->model, object), "title",
                     json_text(model_object(plan->model, object)->title));
}

bool emit_report_json(const struct plan *plan, const struct diagnostics *diagnostics, FILE *out)
{
    struct json_stream stream = {.out = out};
    json_stream_open(&stream, NULL, '{');
    json_stream_value(&stream, "profile", json_text(plan->model->profile));
    json_stream_value(&stream, "catalogueVersion", json_text(plan->model->catalogue_version));
    json_stream_value(&stream, "infrastructure", infrastructure_json(plan));
    write_environments(&stream, plan);
    write_things(&stream, plan);
    write_flows(&stream, plan);
    write_lines(&stream, plan);
    write_hosts(&stream, plan);
    write_routes(&stream, plan);
    write_advice(&stream, plan);
    write_findings(&stream, diagnostics);
    json_stream_close(&stream);
    return !stream.failed;
}

static void emit(const struct plan *plan, const struct diagnostics *diagnostics,
                 struct outputs *outputs)
{
    FILE *out = outputs_open(outputs, "report.json");
    if (!out)
        return;
    bool whole = emit_report_json(plan, diagnostics, out);
    outputs_close(outputs, out);
    if (!whole)
        outputs->fault = "there is not enough memory for report.json";
}

const struct emitter emitter_report_json = {
    .name = "report.json",
    .help = "the whole computed model, for other tools",
    .emit = emit,
};
