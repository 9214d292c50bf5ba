/*
 * What things are called, where they are, who runs them, what they answer.
 */
#include <string.h>

#include "model/dns.h"
#include "plan/derive.h"

struct naming {
    struct arena *arena;
    struct dns_names names;
};

static void add(struct naming *naming, const char *name)
{
    dns_add(naming->arena, &naming->names, name);
}

static void add_data(struct naming *naming, struct data data)
{
    for (uint32_t i = 0; i < data.count; i++)
        if (data.items[i].text)
            add(naming, data.items[i].text);
}

/* NAME, and its full name where a suffix is known and NAME is a single label. */
static void add_full(struct naming *naming, const char *name, struct data suffix)
{
    add(naming, name);
    if (!suffix.count || dns_qualified(name))
        return;
    const char *full = arena_join(naming->arena, name, ".", suffix.items[0].text);
    if (naming->names.count == 1 && naming->names.items[0] == name) /* which is no full one */
        vec_add(naming->arena, &naming->names, full);
    else
        add(naming, full);
}

static struct names make_names(const struct plan *plan, object_t object)
{
    const struct model *model = plan->model;
    struct naming naming = {.arena = plan->arena};
    enum kind kind = (enum kind)model_object(model, object)->kind;
    struct names names = {0};
    if (kind == KIND_REVERSE_PROXY) {
        add_data(&naming, model_data(model, object, KEYWORD_DOMAIN));
    } else if (kind == KIND_SERVER) {
        struct data suffix = model_data(model, object, KEYWORD_DNS_SUFFIX);
        struct data hosts = model_data(model, object, KEYWORD_HOST);
        bool stated = model_state(model, object, KEYWORD_HOST) == STATE_STATED;
        add_data(&naming, hosts);
        if (!stated)
            add_full(&naming, model_name(model, object), suffix);
        names.count = naming.names.count;
        for (uint32_t i = 0; i < hosts.count; i++)
            add_full(&naming, hosts.items[i].text, suffix);
        if (stated || hosts.count)
            add_full(&naming, model_name(model, object), suffix);
    } else if (schema_find("host", kind) != KEYWORD_COUNT) {
        add_data(&naming, model_data(model, object, schema_find("host", kind)));
    }
    if (kind != KIND_SERVER)
        names.count = naming.names.count;
    names.items = naming.names.items;
    names.accepted = naming.names.count;
    return names;
}

struct names plan_names(const struct plan *plan, object_t object)
{
    struct names **made = &plan->names[object];
    if (!*made) {
        *made = arena_new(plan->arena, struct names);
        **made = make_names(plan, object);
    }
    return **made;
}

struct names plan_addresses(const struct plan *plan, object_t object)
{
    struct naming naming = {.arena = plan->arena};
    enum kind kind = (enum kind)model_object(plan->model, object)->kind;
    struct data data = kind == KIND_ZONE ? (struct data){0}
                                         : model_data(plan->model, object,
                                                      kind == KIND_NETWORK ? KEYWORD_CIDR
                                                                           : KEYWORD_ADDRESS);
    if (data.count == 1 && data.items[0].text) /* mostly: it is a list where it stands */
        return (struct names){(const char **)&data.items[0].text, 1, 1};
    add_data(&naming, data);
    return (struct names){naming.names.items, naming.names.count, naming.names.count};
}

object_t plan_network(const struct plan *plan, object_t object)
{
    struct data stated = model_data(plan->model, object, KEYWORD_STANDS_IN);
    if (stated.count)
        return stated.items[0].object;
    if (!model_first(plan->model, 0, KIND_NETWORK))
        return 0;
    struct data addresses = model_data(plan->model, object, KEYWORD_ADDRESS);
    if (!addresses.count || addresses.items[0].type != DATUM_ADDRESS)
        return 0;
    return network_of(plan, datum_address(&addresses.items[0]));
}

/* A provider whose machines stand in another's data centers counts as that other. */
static object_t root_provider(const struct plan *plan, object_t provider)
{
    for (uint32_t depth = 0; depth < 8; depth++) {
        const struct field *by = model_field(plan->model, provider, KEYWORD_RUN_BY);
        if (!by || by->wrong)
            break;
        provider = field_operand(by, 0).items[0].object;
    }
    return provider;
}

object_t plan_provider(const struct plan *plan, object_t object)
{
    const struct model *model = plan->model;
    const struct field *field = model_field(model, object, KEYWORD_RUN_BY);
    object_t network = field ? 0 : plan_network(plan, object);
    if (network)
        field = model_field(model, network, KEYWORD_RUN_BY);
    kinds_t strangers = KINDS(ENDPOINT) | KINDS(ACTOR) |
                        KINDS(NETWORK); /* nothing of the infrastructure's is theirs */
    bool ours = !(strangers & 1u << model_object(model, object)->kind);
    if (!field && ours)
        field = model_inherited(model, object, KEYWORD_RUN_BY);
    if (field && !field->wrong)
        return root_provider(plan, field_operand(field, 0).items[0].object);
    if (!field && ours && model_has_word(model, object, KEYWORD_HOSTING, "outsystems-cloud"))
        return root_provider(plan, model_catalogue(model, KIND_PROVIDER, "outsystems-cloud"));
    return 0;
}

struct ports plan_service_ports(const struct plan *plan, object_t service, object_t environment)
{
    const struct field *field =
        environment ? model_field(plan->model, environment, KEYWORD_CONFIGURED_PORT) : NULL;
    for (; field; field = model_next(plan->model, environment, field))
        if (!field->wrong && field_operand(field, 0).items[0].object == service)
            return datum_ports(field_operand(field, 1).items);
    struct data ports = model_data(plan->model, service, KEYWORD_PORT);
    return ports.count ? datum_ports(ports.items) : (struct ports){.any = true};
}

bool plan_answers(const struct plan *plan, object_t device, const char *protocol)
{
    return model_has_word(plan->model, device, KEYWORD_PROTOCOLS, protocol);
}
