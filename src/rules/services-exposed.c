/*
 * services-exposed: the platform's own services stay away from the internet.
 *
 * Takes what the author said of openings; warns of every port of an intranet service of the catalogue that is
 * open from the internet to an OutSystems server: its standard port (SEC-001), used or not (AMB-42), and the
 * one it is configured to (SEC-002). Services of newer versions count where the version is stated. One message a
 * server and port; other ports are nobody's concern (SEC-003).
 */
#include "rules/rules.h"

/* Whom the internet comes as. */
struct doors {
    object_t *sources;
    uint32_t count;
    object_t internet, users; /* the actors among them, or 0 */
};

/* A port to watch, and the service it belongs to. */
struct watched {
    object_t service;
    uint16_t port;
    uint8_t protocol;
    bool standard;
};

struct watch {
    struct watched *items;
    uint32_t count;
};

static bool anything_allowed(const struct model *model)
{
    for (uint32_t i = 0; i < model->fields.count; i++)
        if (model->fields.items[i].keyword == KEYWORD_ALLOW)
            return true;
    return false;
}

/* Whether NETWORK is one of all addresses. */
static bool is_everything(const struct model *model, object_t network)
{
    struct data ranges = model_data(model, network, KEYWORD_CIDR);
    for (uint32_t i = 0; i < ranges.count; i++)
        if (datum_prefix(&ranges.items[i]) == 0)
            return true;
    return false;
}

/* By object, the networks that are the infrastructure's own, with machines of its environments in
 * them: these may reach each other. */
static const bool *find_inhabited(const struct check *check)
{
    const struct model *model = check->model;
    bool *inhabited = arena_array(check->plan->arena, bool, model->objects.count);
    for (object_t object = 1; object < model->objects.count; object++)
        if (model_object(model, object)->environment)
            inhabited[plan_network(check->plan, object)] = true;
    return inhabited;
}

/* Whether NETWORK faces the internet. */
static bool is_outside(const struct model *model, object_t network)
{
    return model_field(model, network, KEYWORD_EXPOSURE) &&
           model_has_word(model, network, KEYWORD_EXPOSURE, "internet");
}

/* The internet, users who come from there, and networks that face it. */
static struct doors find_doors(const struct check *check)
{
    const struct model *model = check->model;
    struct doors doors = {arena_array(check->plan->arena, object_t, model->objects.count + 2), 0, 0, 0};
    object_t internet = model_catalogue(model, KIND_ACTOR, "internet");
    object_t users = model_catalogue(model, KIND_ACTOR, "end-users");
    if (internet)
        doors.sources[doors.count++] = doors.internet = internet;
    bool abroad = !model->infrastructure ||
                  model_state(model, model->infrastructure, KEYWORD_EXPOSURE) == STATE_ABSENT ||
                  model_has_word(model, model->infrastructure, KEYWORD_EXPOSURE, "internet");
    if (users && abroad && !model_data(model, users, KEYWORD_ADDRESS).count)
        doors.sources[doors.count++] = doors.users = users;
    const bool *inhabited = NULL;
    model_each (model, network, 0, KIND_NETWORK) {
        if (!is_outside(model, network))
            continue;
        inhabited = inhabited ? inhabited : find_inhabited(check);
        if (!inhabited[network] || is_everything(model, network))
            doors.sources[doors.count++] = network;
    }
    return doors;
}

static void add(struct arena *arena, struct watch *watch, object_t service, const struct ports *ports,
                bool standard)
{
    for (uint32_t port = ports->first; !ports->any && port && port <= ports->last; port++) {
        bool known = false;
        for (uint32_t i = 0; i < watch->count; i++)
            known |= watch->items[i].port == port && watch->items[i].protocol == ports->protocol;
        if (known)
            continue;
        watch->items = arena_grow(arena, watch->items, watch->count * sizeof *watch->items,
                                  (watch->count + 1) * sizeof *watch->items);
        watch->items[watch->count++] =
            (struct watched){service, (uint16_t)port, ports->protocol, standard};
    }
}

/* The ports that ENVIRONMENT keeps to itself: the standard ones first. */
static struct watch find_ports(const struct check *check, object_t environment)
{
    const struct model *model = check->model;
    struct watch watch = {0};
    for (int effective = 0; effective < 2; effective++)
        model_each(model, service, 0, KIND_SERVICE) {
            if (!model_object(model, service)->catalogue ||
                !model_field(model, service, KEYWORD_EXPOSURE) ||
                !plan_since(check->plan, service, environment) ||
                !model_has_word(model, service, KEYWORD_EXPOSURE, "intranet") ||
                model_has_word(model, service, KEYWORD_EXPOSURE, "internet"))
                continue;
            if (effective) {
                struct ports ports = plan_service_ports(check->plan, service, environment);
                add(check->plan->arena, &watch, service, &ports, false);
                continue;
            }
            struct data stated = model_data(model, service, KEYWORD_PORT);
            for (uint32_t i = 0; i < stated.count; i++)
                if (stated.items[i].type == DATUM_PORTS) {
                    struct ports ports = datum_ports(&stated.items[i]);
                    add(check->plan->arena, &watch, service, &ports, true);
                }
        }
    return watch;
}

static void warn(const struct check *check, const struct rule *rule, const struct watched *watched,
                 object_t source, const struct field *statement)
{
    struct ports ports = {watched->port, watched->port, watched->protocol, false};
    const char *port = ports_text(check->diagnostics->arena, &ports);
    const char *service = model_label(check->model, watched->service);
    const char *server = model_name(check->model, check->object);
    struct finding *finding =
        rule_report(check, rule,
                    statement ? statement->place : model_object(check->model, check->object)->place,
                    "%s of '%s' is open to the internet, the port of the %s", port, server, service);
    finding_label(check->diagnostics, finding, "opens it");
    rule_relate(check, finding, check->object, "the server");
    finding_help(check->diagnostics, finding,
                 "take this port out of the statement, or close it by a narrower one: deny %s -> %s : %s;",
                 model_path(check->model, source), model_path(check->model, check->object), port);
    finding_cite(check->diagnostics, finding, watched->standard ? "SEC-001" : "SEC-002");
    struct data entries = model_data(check->model, watched->service, KEYWORD_CATALOGUE);
    for (uint32_t i = 0; i < entries.count; i++)
        finding_cite(check->diagnostics, finding, entries.items[i].text);
}

/* Whether WATCHED of the server is open to the J-th source. What is closed to the internet is closed to users who
 * come from there. */
static bool is_open(const struct check *check, const struct doors *doors, uint32_t j,
                    const struct watched *watched, const struct field **statement)
{
    object_t source = doors->sources[j];
    if (source == doors->users && doors->internet &&
        plan_opening(check->plan, doors->internet, check->object, watched->port, watched->protocol,
                     NULL) == OPENING_CLOSED)
        return false;
    return plan_opening(check->plan, source, check->object, watched->port, watched->protocol,
                        statement) == OPENING_OPEN;
}

static void look_at_server(const struct check *check, const struct rule *rule,
                           const struct doors *doors, const struct watch *watch)
{
    for (uint32_t i = 0; i < watch->count; i++)
        for (uint32_t j = 0; j < doors->count; j++) {
            const struct field *statement = NULL;
            if (!is_open(check, doors, j, &watch->items[i], &statement))
                continue;
            warn(check, rule, &watch->items[i], doors->sources[j], statement);
            break;
        }
}

static void look(const struct check *top, const struct rule *rule)
{
    if (!model_covers(top->model, "SEC-001") || !anything_allowed(top->model))
        return;
    struct doors doors = find_doors(top);
    for (uint32_t i = 0; i < top->plan->environments.count; i++) {
        const struct plan_environment *environment = &top->plan->environments.items[i];
        if (!environment->sound)
            continue;
        struct watch watch = find_ports(top, environment->object);
        for (uint32_t j = 0; j < environment->servers.count; j++) {
            struct check check = *top;
            check.object = environment->servers.items[j];
            if (group_has(environment->front_ends, check.object) ||
                group_has(environment->controllers, check.object))
                look_at_server(&check, rule, &doors, &watch);
        }
    }
}

const struct rule rule_services_exposed = {
    .info = {"services-exposed", SEVERITY_WARNING,
             "a platform service's port that is open to the internet"},
    .kind = KIND_TOP,
    .look = look,
};
