/*
 * Takes openings as flow statements ask for them, gives the plan's flows: equal ones become one.
 */
#include "plan/ledger.h"

#include <string.h>
#include <strings.h>

#include "base/writer.h"

#define FIRST_BUCKETS 4096 /* a power of 2, and each other one twice the one before */

/* ---- Ports ---- */

/* PORTS of PROTOCOL alone. */
static const struct plan_port *port_of(struct ledger *ledger, const struct ports *ports,
                                       const char *protocol)
{
    struct arena *arena = ledger->plan->arena;
    const struct plan_port **known = &ledger->ports[(ports->first + *protocol) % LEDGER_PORTS];
    if (*known && (*known)->protocol == protocol && ports_equal((*known)->choices, ports))
        return *known;
    struct ports *choice = arena_new(arena, struct ports);
    struct plan_port *port = arena_new(arena, struct plan_port);
    *choice = *ports;
    *port = (struct plan_port){
        .choices = choice,
        .count = 1,
        .unspecified = ports->any,
        .text = ports->any ? "unspecified" : ports_text(arena, ports),
        .protocol = protocol,
    };
    *known = port;
    return port;
}

/* PORT with all of CHOICES, "8022/8389/tcp". */
static const struct plan_port *port_with(struct plan *plan, const struct plan_port *port,
                                         const struct ports *choices, uint32_t count)
{
    const struct ports *last = &choices[count - 1];
    struct plan_port *all = arena_new(plan->arena, struct plan_port);
    struct writer text = {.arena = plan->arena};
    for (uint32_t i = 0; i + 1 < count; i++) {
        writer_number(&text, choices[i].first);
        writer_char(&text, '/');
    }
    writer_text(&text, ports_text(plan->arena, last));
    writer_char(&text, '\0');
    *all = *port;
    all->choices = choices;
    all->count = count;
    all->unspecified = last->any;
    all->text = last->any ? "unspecified" : text.bytes;
    return all;
}

/* Legs between devices are what all ways over them need: only the first keeps the flow's own word.
 */
static const char *protocol_of(const struct plan *plan, const struct opening_entry *entry)
{
    object_t from = entry->sources.count ? entry->sources.items[0] : 0;
    bool inner = entry->hop && model_object(plan->model, from)->kind != KIND_ENDPOINT;
    return entry->form->protocol && !inner        ? entry->form->protocol
           : entry->ports.any                     ? "unspecified"
           : entry->ports.protocol == IPPROTO_UDP ? "UDP"
                                                  : "TCP";
}

/* ---- Reasons ---- */

/* The name by which an outside party comes in, where the flow says so. */
static const char *public_hostname(const struct plan *plan, const struct opening_entry *entry)
{
    if (entry->hop || !entry->form->by_public_hostname)
        return NULL;
    const struct plan_environment *environment =
        plan_environment(plan, entry->destinations.items[0]);
    return environment ? environment->public_hostname.value : NULL;
}

/* Whether an outside party may change its addresses, where somebody may go by them. */
static bool changes(const struct plan *plan, const struct opening_entry *entry)
{
    const struct group ends[] = {entry->sources, entry->destinations};
    for (uint32_t e = 0; e < 2 && !entry->form->by_name; e++)
        if (ends[e].count == 1 &&
            model_object(plan->model, ends[e].items[0])->kind == KIND_ENDPOINT &&
            model_switch(plan->model, ends[e].items[0], KEYWORD_SUBJECT_TO_CHANGE, false))
            return true;
    return false;
}

/* The HTTP proxy by which developers reach an outside party. */
static const char *http_proxy(const struct plan *plan, const struct opening_entry *entry)
{
    const struct model *model = plan->model;
    if (!entry->connect || model_object(model, entry->sources.items[0])->kind != KIND_ACTOR ||
        model_object(model, entry->destinations.items[0])->kind != KIND_ENDPOINT)
        return NULL;
    struct data proxy = model_data(model, entry->connect, KEYWORD_HTTP_PROXY);
    return proxy.count ? proxy.items[0].text : NULL;
}

/* Which of several alternatives it is may be unknown: as long as one of those listed is open,
 * nothing is closed. */
static enum severity severity_of(const struct opening_entry *entry)
{
    return entry->certain || entry->form->alternative ? entry->form->closed : SEVERITY_OFF;
}

/* The reasons of the flow of LINE with those of ENTRY; CHOICE: it adds a port to choose from. */
static void add_reasons(struct plan *plan, struct line *line, const struct opening_entry *entry,
                        bool choice)
{
    const struct said said = {
        .entries = entry->entries,
        .public_hostname = public_hostname(plan, entry),
        .http_proxy = http_proxy(plan, entry),
        .closed = severity_of(entry),
        .changes = changes(plan, entry),
        .choice = choice,
        .several = line->choices.count > 1,
    };
    line->reasons = reasons_with(plan, line->reasons, entry->form, &said);
}

/* ---- Lines ---- */

static uint32_t hash_text(uint32_t hash, const char *text)
{
    for (; *text; text++) /* capitals and small letters alike */
        hash = (hash ^ (*text & ~0x20u)) * 16777619u;
    return hash;
}

static uint32_t hash_of(const struct opening_entry *entry, const char *protocol)
{
    uint32_t hash = entry->sources.items[0] * 31 + entry->destinations.items[0] * 37 +
                    entry->sources.count * 41 + entry->destinations.count * 43 + entry->via.count;
    if (entry->via.count)
        hash += entry->via.items[0] * 47;
    return hash_text(hash * UINT32_C(2654435761), protocol);
}

static uint32_t hash_ports(uint32_t hash, const struct ports *ports)
{
    return hash ^ (ports->first + ports->last * 31u) * UINT32_C(2654435761);
}

static uint32_t *bucket_of(const struct ledger *ledger, uint32_t hash)
{
    return &ledger->buckets[(hash ^ hash >> 16) & (ledger->bucket_count - 1)];
}

static void learn(struct ledger *ledger, struct known known)
{
    struct arena *arena = ledger->plan->arena;
    if (ledger->known.count == ledger->bucket_count) {
        arena_release(arena, ledger->buckets, sizeof *ledger->buckets * ledger->bucket_count);
        ledger->bucket_count = ledger->bucket_count ? ledger->bucket_count * 2 : FIRST_BUCKETS;
        ledger->buckets = arena_array(arena, uint32_t, ledger->bucket_count);
        for (uint32_t i = 0; i < ledger->known.count; i++) {
            uint32_t *bucket = bucket_of(ledger, ledger->known.items[i].hash);
            ledger->known.items[i].next = *bucket;
            *bucket = i + 1;
        }
    }
    uint32_t *bucket = bucket_of(ledger, known.hash);
    known.next = *bucket;
    vec_add(arena, &ledger->known, known);
    *bucket = ledger->known.count;
}

/* Whether FLOW has the ends and the way that ENTRY asks for. */
static bool is_same(const struct plan_flow *flow, const struct opening_entry *entry, bool local,
                    const char *protocol)
{
    return flow->local == local && group_equal(flow->sources, entry->sources) &&
           group_equal(flow->destinations, entry->destinations) &&
           group_equal(flow->via, entry->via) &&
           (flow->port->protocol == protocol || strcasecmp(flow->port->protocol, protocol) == 0);
}

/* The first flow that is what ENTRY asks for, by its port or, where ALTERNATIVE is not NULL, as a
 * choice with those it has; or UINT32_MAX. */
static uint32_t find(const struct ledger *ledger, uint32_t hash, const struct opening_entry *entry,
                     bool local, const char *protocol, const char *alternative)
{
    uint32_t found = UINT32_MAX;
    if (!ledger->known.count)
        return found;
    for (uint32_t at = *bucket_of(ledger, hash); at; at = ledger->known.items[at - 1].next) {
        const struct known *known = &ledger->known.items[at - 1];
        bool meant =
            known->hash == hash &&
            (alternative ? known->alternative && strcmp(known->alternative, alternative) == 0
                         : !known->alternative && ports_equal(&known->ports, &entry->ports));
        if (meant && known->flow < found &&
            is_same(&ledger->plan->flows.items[known->flow], entry, local, protocol))
            found = known->flow;
    }
    return found;
}

static void put(struct ledger *ledger, const struct opening_entry *entry, bool local)
{
    struct plan *plan = ledger->plan;
    const char *alternative = entry->form->alternative;
    if (entry->sources.count == 0 || entry->destinations.count == 0)
        return;
    const char *protocol = protocol_of(plan, entry);
    uint32_t ends = hash_of(entry, protocol), by_ports = hash_ports(ends, &entry->ports);
    uint32_t by_word = alternative ? hash_text(ends, alternative) : 0;
    uint32_t index = find(ledger, by_ports, entry, local, protocol, NULL);
    uint32_t other =
        alternative ? find(ledger, by_word, entry, local, protocol, alternative) : UINT32_MAX;
    bool choice = other < index, new = index == UINT32_MAX && !choice;
    if (choice)
        index = other;
    if (new) {
        index = plan->flows.count;
        *vec_push(plan->arena, &plan->flows) = (struct plan_flow){
            .sources = entry->sources,
            .destinations = entry->destinations,
            .via = entry->via,
            .environment = entry->environment,
            .port = port_of(ledger, &entry->ports, protocol),
            .local = local,
            .hop = entry->hop,
        };
        vec_add(plan->arena, &ledger->lines, ((struct line){0}));
        if (alternative)
            learn(ledger, (struct known){by_word, index, 0, alternative, {0}});
    }
    struct plan_flow *flow = &plan->flows.items[index];
    struct line *line = &ledger->lines.items[index - ledger->first];
    flow->hop &= entry->hop; /* a leg that somebody needs for itself is no mere leg */
    if (choice) {
        if (line->choices.count == 0)
            vec_add(plan->arena, &line->choices, *flow->port->choices);
        vec_add(plan->arena, &line->choices, entry->ports);
    }
    if (choice || new)
        learn(ledger, (struct known){by_ports, index, 0, NULL, entry->ports});
    add_reasons(plan, line, entry, choice);
}

void ledger_begin(struct ledger *ledger)
{
    struct plan *plan = ledger->plan;
    for (uint32_t i = 0; i < ledger->lines.count; i++) {
        struct plan_flow *flow = &plan->flows.items[ledger->first + i];
        const struct line *line = &ledger->lines.items[i];
        flow->why = reasons_told(plan, line->reasons);
        if (line->choices.count)
            flow->port = port_with(plan, flow->port, line->choices.items, line->choices.count);
    }
    for (uint32_t i = 0; i < ledger->known.count; i++)
        *bucket_of(ledger, ledger->known.items[i].hash) = 0;
    ledger->lines.count = ledger->known.count = 0;
    ledger->first = plan->flows.count;
}

void ledger_add(struct ledger *ledger, const struct opening_entry *entry)
{
    struct plan *plan = ledger->plan;
    struct opening_entry apart = *entry;
    struct group same = group_common(plan, entry->sources, entry->destinations);
    if (same.count == 0 || entry->via.count > 0) {
        put(ledger, entry, false);
        return;
    }
    /* A single machine opposite leaves out itself; several leave it to the reader of "every source
     * to every other". */
    if (entry->destinations.count == 1)
        apart.sources = group_without(plan, entry->sources, entry->destinations);
    if (entry->sources.count == 1)
        apart.destinations = group_without(plan, entry->destinations, entry->sources);
    put(ledger, &apart, false);
    apart.sources = apart.destinations = same;
    put(ledger, &apart, true);
}
