/*
 * Takes openings as flow statements ask for them, gives the plan's flows: equal ones become one.
 */
#include "plan/ledger.h"

#include <string.h>
#include <strings.h>

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

/* PORT or PORTS, "8022/8389/tcp". */
static const struct plan_port *port_or(struct plan *plan, const struct plan_port *port,
                                       const struct ports *ports)
{
    struct ports *choices = arena_array(plan->arena, struct ports, port->count + 1);
    struct plan_port *both = arena_new(plan->arena, struct plan_port);
    const char *text = "";
    memcpy(choices, port->choices, sizeof *choices * port->count);
    choices[port->count] = *ports;
    for (uint32_t i = 0; i < port->count; i++)
        text = arena_printf(plan->arena, "%s%u/", text, choices[i].first);
    *both = *port;
    both->choices = choices;
    both->count++;
    both->unspecified = ports->any;
    both->text = ports->any ? "unspecified"
                            : arena_join(plan->arena, text, "", ports_text(plan->arena, ports));
    return both;
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

/* The reasons of FLOW; NULL where it has none yet. */
static const struct reasons *reasons_of(const struct plan_flow *flow)
{
    return (const struct reasons *)flow->why;
}

/* Adds the reasons of ENTRY to FLOW; CHOICE: it adds a port to choose from. */
static void add_reasons(struct plan *plan, struct plan_flow *flow,
                        const struct opening_entry *entry, bool choice)
{
    const struct said said = {
        .entries = entry->entries,
        .public_hostname = public_hostname(plan, entry),
        .http_proxy = http_proxy(plan, entry),
        .closed = severity_of(entry),
        .changes = changes(plan, entry),
        .choice = choice,
        .several = flow->port->count > 1,
    };
    flow->why = &reasons_with(plan, reasons_of(flow), entry->form, &said)->told;
}

/* ---- Lines ---- */

static uint32_t *bucket_of(struct ledger *ledger, const struct opening_entry *entry)
{
    uint32_t hash = entry->sources.items[0] * 31 + entry->destinations.items[0] * 37 +
                    entry->sources.count * 41 + entry->destinations.count * 43 + entry->via.count;
    return &ledger->buckets[hash * UINT32_C(2654435761) >> 20 & (LEDGER_BUCKETS - 1)];
}

/* Whether the flow at INDEX is the opening that ENTRY asks for: the same ends and way, and the same
 * port or a choice with it. */
static bool is_same(const struct ledger *ledger, uint32_t index, const struct opening_entry *entry,
                    bool local, bool *alternative)
{
    const struct plan_flow *flow = &ledger->plan->flows.items[index];
    *alternative = false;
    if (flow->local != local || !group_equal(flow->sources, entry->sources) ||
        !group_equal(flow->destinations, entry->destinations) ||
        !group_equal(flow->via, entry->via) ||
        strcasecmp(flow->port->protocol, protocol_of(ledger->plan, entry)) != 0)
        return false;
    for (uint32_t i = 0; i < flow->port->count; i++)
        if (ports_equal(&flow->port->choices[i], &entry->ports))
            return true;
    const char *left = reasons_of(flow)->first->alternative;
    const char *right = entry->form->alternative;
    *alternative = left && right && strcmp(left, right) == 0;
    return *alternative;
}

/* The first flow that is what ENTRY asks for, or UINT32_MAX. Those of a bucket come last one first.
 */
static uint32_t find(const struct ledger *ledger, uint32_t bucket,
                     const struct opening_entry *entry, bool local, bool *alternative)
{
    uint32_t found = UINT32_MAX;
    for (uint32_t at = bucket; at > ledger->first; at = ledger->earlier.items[at - 1]) {
        bool choice;
        if (is_same(ledger, at - 1, entry, local, &choice)) {
            found = at - 1;
            *alternative = choice;
        }
    }
    return found;
}

static void put(struct ledger *ledger, const struct opening_entry *entry, bool local)
{
    struct plan *plan = ledger->plan;
    bool alternative = false;
    if (entry->sources.count == 0 || entry->destinations.count == 0)
        return;
    uint32_t *bucket = bucket_of(ledger, entry);
    uint32_t index = find(ledger, *bucket, entry, local, &alternative);
    bool new = index == UINT32_MAX;
    if (new) {
        index = plan->flows.count;
        *vec_push(plan->arena, &plan->flows) = (struct plan_flow){
            .sources = entry->sources,
            .destinations = entry->destinations,
            .via = entry->via,
            .environment = entry->environment,
            .port = port_of(ledger, &entry->ports, protocol_of(plan, entry)),
            .local = local,
            .hop = entry->hop,
        };
        vec_add(plan->arena, &ledger->earlier, *bucket);
        *bucket = index + 1;
    }
    struct plan_flow *flow = &plan->flows.items[index];
    flow->hop &= entry->hop; /* a leg that somebody needs for itself is no mere leg */
    if (alternative)
        flow->port = port_or(plan, flow->port, &entry->ports);
    add_reasons(plan, flow, entry, alternative);
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
