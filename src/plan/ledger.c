#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "plan/ledger.h"

static const char *field_text(const struct model *model, object_t object, enum keyword_id keyword)
{
    struct data data = model_data(model, object, keyword);
    return data.count ? data.items[0].text : NULL;
}

/* Adds TEXT to the list unless it is there. */
static void add_text(struct plan *plan, const char ***list, uint32_t *count, const char *text)
{
    if (!text)
        return;
    for (uint32_t i = 0; i < *count; i++)
        if (strcmp((*list)[i], text) == 0)
            return;
    *list = arena_grow(plan->arena, *list, sizeof **list * *count, sizeof **list * (*count + 1));
    (*list)[(*count)++] = text;
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static void add_entries(struct plan *plan, struct plan_flow *flow,
                        const struct opening_entry *entry)
{
    struct data stated = model_data(plan->model, entry->flow, KEYWORD_CATALOGUE);
    for (uint32_t i = 0; i < stated.count; i++)
        add_text(plan, &flow->entries, &flow->entry_count, stated.items[i].text);
    char *more =
        entry->entries ? arena_copy(plan->arena, entry->entries, strlen(entry->entries)) : NULL;
    for (char *word; more && (word = strtok_r(more, " ", &more)) != NULL;)
        add_text(plan, &flow->entries, &flow->entry_count, word);
    if (flow->entry_count > 1)
        qsort(flow->entries, flow->entry_count, sizeof *flow->entries, by_text);
}

/* Which of several alternatives it is may be unknown: as long as one of those listed is open, nothing is closed. */
static enum severity severity_of(const struct model *model, const struct opening_entry *entry)
{
    static const enum severity severities[] = {SEVERITY_ADVICE, SEVERITY_WARNING, SEVERITY_ERROR};
    bool certain = entry->certain || model_field(model, entry->flow, KEYWORD_ALTERNATIVE);
    for (uint32_t i = 0; i < 3 && certain; i++)
        if (model_has_word(model, entry->flow, KEYWORD_CLOSED, severity_name(severities[i])))
            return severities[i];
    return SEVERITY_OFF;
}

/* The name by which an outside party comes in, where the flow says so. */
static void add_public_hostname(struct plan *plan, struct plan_flow *flow,
                                const struct opening_entry *entry)
{
    const struct plan_environment *environment = plan_environment(
        plan, model_object(plan->model, entry->destinations.items[0])->environment);
    if (entry->hop || !environment || !environment->public_hostname.value ||
        !model_switch(plan->model, entry->flow, KEYWORD_BY_PUBLIC_HOSTNAME, false))
        return;
    flow->public_hostname = environment->public_hostname.value;
    add_text(plan, &flow->notes, &flow->note_count,
             arena_printf(plan->arena, "by the public DNS hostname %s", flow->public_hostname));
}

/* That an outside party may change its addresses, where somebody may go by them. */
static void add_changes(struct plan *plan, struct plan_flow *flow,
                        const struct opening_entry *entry)
{
    const struct group ends[] = {entry->sources, entry->destinations};
    for (uint32_t e = 0; e < 2; e++)
        if (ends[e].count == 1 && !model_switch(plan->model, entry->flow, KEYWORD_BY_NAME, false) &&
            model_object(plan->model, ends[e].items[0])->kind == KIND_ENDPOINT &&
            model_switch(plan->model, ends[e].items[0], KEYWORD_SUBJECT_TO_CHANGE, false))
            add_text(plan, &flow->notes, &flow->note_count,
                     "by name, or by its addresses, which are subject to change");
}

/* The HTTP proxy by which developers reach an outside party. */
static void add_http_proxy(struct plan *plan, struct plan_flow *flow,
                           const struct opening_entry *entry)
{
    const struct model *model = plan->model;
    const char *proxy =
        entry->connect ? field_text(model, entry->connect, KEYWORD_HTTP_PROXY) : NULL;
    if (proxy && model_object(model, entry->sources.items[0])->kind == KIND_ACTOR &&
        model_object(model, entry->destinations.items[0])->kind == KIND_ENDPOINT)
        add_text(plan, &flow->notes, &flow->note_count,
                 arena_printf(plan->arena, "through the HTTP proxy %s", proxy));
}

/* Its flow's note; of a further choice of ports "this or that". */
static void add_note(struct plan *plan, struct plan_flow *flow, const struct opening_entry *entry,
                     bool choice)
{
    const char *note = field_text(plan->model, entry->flow, KEYWORD_NOTE);
    if (!note)
        note = model_object(plan->model, entry->flow)->title;
    for (uint32_t i = 0; note && flow->port_count > 1 && i < flow->note_count; i++)
        if (strstr(flow->notes[i], note))
            return;
    if (choice && note && flow->note_count)
        flow->notes[0] = arena_printf(plan->arena, "%s or %s", flow->notes[0], note);
    else
        add_text(plan, &flow->notes, &flow->note_count, note);
}

static void add_reasons(struct plan *plan, struct plan_flow *flow,
                        const struct opening_entry *entry, bool choice)
{
    const char *purpose = field_text(plan->model, entry->flow, KEYWORD_FOR);
    add_text(plan, &flow->purposes, &flow->purpose_count, purpose ? purpose : "integrations");
    add_note(plan, flow, entry, choice);
    add_entries(plan, flow, entry);
    enum severity severity = severity_of(plan->model, entry);
    flow->closed = (uint8_t)severity > flow->closed ? (uint8_t)severity : flow->closed;
    add_public_hostname(plan, flow, entry);
    add_changes(plan, flow, entry);
    add_http_proxy(plan, flow, entry);
    flow->by_name &= model_switch(plan->model, entry->flow, KEYWORD_BY_NAME, false);
    if (!flow->source)
        flow->source = field_text(plan->model, entry->flow, KEYWORD_SOURCE);
}

/* Legs between devices are what all ways over them need: only the first keeps the flow's own word.
 */
static const char *protocol_of(struct plan *plan, const struct opening_entry *entry)
{
    object_t from = entry->sources.count ? entry->sources.items[0] : 0;
    bool inner = entry->hop && model_object(plan->model, from)->kind != KIND_ENDPOINT;
    const char *stated = inner ? NULL : field_text(plan->model, entry->flow, KEYWORD_PROTOCOL);
    return stated                                 ? stated
           : entry->ports.any                     ? "unspecified"
           : entry->ports.protocol == IPPROTO_UDP ? "UDP"
                                                  : "TCP";
}

static bool same_ports(const struct ports *left, const struct ports *right)
{
    return left->first == right->first && left->last == right->last &&
           left->protocol == right->protocol && left->any == right->any;
}

/* "8022/8389/tcp" of alternatives. */
static const char *ports_phrase(struct plan *plan, const struct plan_flow *flow)
{
    const char *text = "";
    for (uint32_t i = 0; i + 1 < flow->port_count; i++)
        text = arena_printf(plan->arena, "%s%u/", text, flow->ports[i].first);
    return arena_printf(plan->arena, "%s%s", text,
                        ports_text(plan->arena, &flow->ports[flow->port_count - 1]));
}

static void add_alternative(struct plan *plan, struct plan_flow *flow, const struct ports *ports)
{
    struct ports *list = arena_array(plan->arena, struct ports, flow->port_count + 1);
    if (flow->port_count)
        memcpy(list, flow->ports, sizeof *list * flow->port_count);
    list[flow->port_count++] = *ports;
    flow->ports = list;
    flow->portless = ports->any;
    flow->port = ports->any ? "unspecified" : ports_phrase(plan, flow);
}

/* Whether FLOW is the opening that ENTRY asks for: the same ends and way, and the same port or a
 * choice with it. */
static bool is_same(struct plan *plan, const struct plan_flow *flow,
                    const struct opening_entry *entry, bool local, bool *alternative)
{
    if (flow->local != local || !group_equal(flow->sources, entry->sources) ||
        !group_equal(flow->destinations, entry->destinations) ||
        !group_equal(flow->via, entry->via) ||
        strcasecmp(flow->protocol, protocol_of(plan, entry)) != 0)
        return false;
    for (uint32_t i = 0; i < flow->port_count; i++)
        if (same_ports(&flow->ports[i], &entry->ports))
            return true;
    const char *left = field_text(plan->model, flow->flow, KEYWORD_ALTERNATIVE);
    const char *right = field_text(plan->model, entry->flow, KEYWORD_ALTERNATIVE);
    *alternative = left && right && strcmp(left, right) == 0;
    return *alternative;
}

static void put(struct ledger *ledger, const struct opening_entry *entry, bool local)
{
    struct plan *plan = ledger->plan;
    struct plan_flow *flow = NULL;
    bool alternative = false, new = false;
    if (entry->sources.count == 0 || entry->destinations.count == 0)
        return;
    for (uint32_t i = ledger->first; i < plan->flows.count && !flow; i++)
        if (is_same(plan, &plan->flows.items[i], entry, local, &alternative))
            flow = &plan->flows.items[i];
    if (!flow) {
        flow = vec_push(plan->arena, &plan->flows);
        flow->sources = entry->sources;
        flow->destinations = entry->destinations;
        flow->via = entry->via;
        flow->environment = entry->environment;
        flow->protocol = protocol_of(plan, entry);
        flow->flow = entry->flow;
        flow->local = local;
        flow->hop = entry->hop;
        flow->by_name = true;
        alternative = new = true;
    }
    flow->hop &= entry->hop; /* a leg that somebody needs for itself is no mere leg */
    if (alternative)
        add_alternative(plan, flow, &entry->ports);
    add_reasons(plan, flow, entry, alternative && !new);
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
