/*
 * Takes the plan, gives what several writers say of it: wording of groups, openings by purpose,
 * hosts entries by line. Servers by likeness are in content_servers.c, outside parties in
 * content_endpoints.c.
 */
#include "emit/content.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/writer.h"
#include "emit/text_list.h"
#include "model/dns.h"

/* ---- wording of things ---- */

static bool is_outside(uint8_t kind)
{
    return kind == KIND_ENDPOINT || kind == KIND_ACTOR || kind == KIND_NETWORK;
}

const char *content_label(const struct plan *plan, object_t object, object_t environment)
{
    const struct object *thing = model_object(plan->model, object);
    if (is_outside(thing->kind))
        return model_label(plan->model, object);
    if (environment && thing->parent == environment && thing->name)
        return model_name(plan->model, object);
    const char *path = model_path(plan->model, object);
    if (environment && thing->environment == environment && object != environment) {
        const char *outer = model_path(plan->model, environment);
        size_t length = strlen(outer);
        if (strncmp(path, outer, length) == 0 && path[length] == '.')
            return path + length + 1;
    }
    return path;
}

struct labels content_labels(const struct plan *plan, struct label_room *room, struct group group,
                             object_t environment)
{
    room->own.count = room->outside.count = 0;
    for (uint32_t i = 0; i < group.count; i++) {
        object_t object = group.items[i];
        bool outside = is_outside(model_object(plan->model, object)->kind);
        vec_add(plan->arena, outside ? &room->outside : &room->own,
                content_label(plan, object, environment));
    }
    return (struct labels){content_fold(plan->arena, &room->folded, texts_of(&room->own)),
                           texts_of(&room->outside)};
}

/* The name by which a thing without an address is to be found: a full one where it has one. NULL
 * where that says no more than its label. */
static const char *best_name(const struct plan *plan, object_t object)
{
    struct names names = plan_names(plan, object);
    for (uint32_t i = 0; i < names.count; i++) {
        if (dns_qualified(names.items[i]))
            return names.items[i];
    }
    bool telling = names.count && strcmp(names.items[0], model_name(plan->model, object)) != 0;
    return telling ? names.items[0] : NULL;
}

static void add_addresses(const struct plan *plan, object_t object, text_list *list)
{
    struct names addresses = plan_addresses(plan, object);
    if (model_object(plan->model, object)->kind == KIND_ENDPOINT) {
        struct names names = plan_names(plan, object);
        for (uint32_t i = 0; i < names.count; i++)
            vec_add(plan->arena, list, names.items[i]);
    } else if (addresses.count == 0) {
        const char *name = best_name(plan, object);
        if (name)
            vec_add(plan->arena, list, name);
    }
    for (uint32_t i = 0; i < addresses.count; i++)
        vec_add(plan->arena, list, addresses.items[i]);
}

/* Whether they are the same list: equal ones mostly are. */
static bool same_group(struct group left, struct group right)
{
    return left.count == right.count && left.count && left.items == right.items;
}

struct texts content_addresses(const struct plan *plan, struct address_memo *memo,
                               struct group group)
{
    for (unsigned i = 0; i < ADDRESS_MEMO; i++) {
        if (same_group(memo->asked[i].group, group))
            return texts_of(&memo->asked[i].texts);
    }
    unsigned slot = memo->next++ % ADDRESS_MEMO;
    text_list *texts = &memo->asked[slot].texts;
    memo->asked[slot].group = group;
    texts->count = 0;
    for (uint32_t i = 0; i < group.count; i++)
        add_addresses(plan, group.items[i], texts);
    return texts_of(texts);
}

/* The texts of GROUP, as those who are in it are called around ENVIRONMENT. */
static void fill_others(const struct plan *plan, struct others_memo *others, struct group group,
                        object_t environment)
{
    others->group = group;
    others->environment = environment;
    others->outside.count = 0;
    folding_begin(&others->labels);
    folding_begin(&others->addresses);
    for (uint32_t i = 0; i < group.count; i++) {
        object_t object = group.items[i];
        bool outside = is_outside(model_object(plan->model, object)->kind);
        folding_member(plan->arena, &others->labels);
        folding_member(plan->arena, &others->addresses);
        vec_add(plan->arena, outside ? &others->outside : &others->labels.texts,
                content_label(plan, object, environment));
        add_addresses(plan, object, &others->addresses.texts);
    }
    folding_end(plan->arena, &others->labels);
    folding_end(plan->arena, &others->addresses);
}

struct labels content_others(const struct plan *plan, struct others_memo *others,
                             struct group group, object_t environment, object_t except,
                             struct texts *addresses)
{
    if (!same_group(others->group, group) || others->environment != environment)
        fill_others(plan, others, group, environment);
    uint32_t member = place_by_object(group.items, group.count, sizeof *group.items, 0, except);
    *addresses = folding_without(plan->arena, &others->addresses, member);
    return (struct labels){folding_without(plan->arena, &others->labels, member),
                           texts_of(&others->outside)};
}

const char *content_path(const struct plan *plan, object_t object)
{
    const struct field *path = model_field(plan->model, object, KEYWORD_PATH);
    return path && !path->wrong ? field_operand(path, 0).items[0].text : NULL;
}

/* What a firewall needs to know of PARTY in FLOW. */
static struct texts party_texts(const struct plan *plan, const struct plan_flow *flow,
                                object_t party, const char *path)
{
    struct names names = plan_names(plan, party), addresses = plan_addresses(plan, party);
    text_list list = {0};
    for (uint32_t i = 0; i < names.count; i++)
        vec_add(plan->arena, &list,
                arena_printf(plan->arena, "%s%s", names.items[i], path ? path : ""));
    for (uint32_t i = 0; i < addresses.count && !flow->why->by_name; i++)
        vec_add(plan->arena, &list, addresses.items[i]);
    return texts_of(&list);
}

struct texts content_end(const struct plan *plan, struct address_memo *memo,
                         const struct plan_flow *flow, bool destination, bool urls)
{
    struct group group = destination ? flow->destinations : flow->sources;
    object_t party = group.count == 1 ? group.items[0] : 0;
    bool outside = party && model_object(plan->model, party)->kind == KIND_ENDPOINT;
    const char *path = outside && urls && destination ? content_path(plan, party) : NULL;
    struct texts own = outside && (path || flow->why->by_name)
                           ? party_texts(plan, flow, party, path)
                           : content_addresses(plan, memo, group);
    if (!urls || !destination || !flow->why->public_hostname)
        return own;
    struct once list = {0};
    once_add(plan->arena, &list, flow->why->public_hostname);
    for (uint32_t i = 0; i < own.count; i++)
        once_add(plan->arena, &list, own.items[i]);
    return texts_once(&list);
}

/* ---- advice ---- */

static int compare_texts(const struct plan_advice *a, const struct plan_advice *b)
{
    int order = a->text == b->text ? 0 : strcmp(a->text, b->text);
    return order || a->entries == b->entries ? order : strcmp(a->entries, b->entries);
}

/* By text, in the order in which they came. */
static int compare_lines(const void *left, const void *right)
{
    const struct plan_advice *const *a = left, *const *b = right;
    int order = compare_texts(*a, *b);
    return order ? order : (*a > *b) - (*a < *b);
}

struct numbered_row {
    const struct plan_advice *first;
    struct advice_row row;
};

static int compare_rows(const void *left, const void *right)
{
    const struct numbered_row *a = left, *b = right;
    return (a->first > b->first) - (a->first < b->first);
}

struct advice_row *content_advice(const struct plan *plan, bool checklist, uint32_t *count)
{
    VEC(const struct plan_advice *) lines = {0};
    for (uint32_t i = 0; i < plan->advice.count; i++)
        if (plan->advice.items[i].checklist == checklist)
            vec_add(plan->arena, &lines, &plan->advice.items[i]);
    if (lines.count)
        qsort(lines.items, lines.count, sizeof *lines.items, compare_lines);
    VEC(struct numbered_row) rows = {0};
    for (uint32_t i = 0; i < lines.count;) {
        const struct plan_advice *first = lines.items[i];
        text_list subjects = {0}, room = {0};
        for (; i < lines.count && compare_texts(lines.items[i], first) == 0; i++)
            for (uint32_t j = 0; j < lines.items[i]->count; j++)
                if (lines.items[i]->subjects[j])
                    vec_add(plan->arena, &subjects,
                            content_label(plan, lines.items[i]->subjects[j], 0));
        struct texts folded = content_fold(plan->arena, &room, texts_of(&subjects));
        vec_add(plan->arena, &rows,
                ((struct numbered_row){first, {first->text, first->entries, folded}}));
    }
    if (rows.count)
        qsort(rows.items, rows.count, sizeof *rows.items, compare_rows);
    struct advice_row *result = arena_array(plan->arena, struct advice_row, rows.count);
    for (uint32_t i = 0; i < rows.count; i++)
        result[i] = rows.items[i].row;
    *count = rows.count;
    return result;
}

/* ---- openings ---- */

static const struct {
    const char *word, *title;
} purposes[] = {
    {"access", "Access to applications (WAN/LAN)"},
    {"publication", "Publication and runtime"},
    {"monitoring", "Monitoring"},
    {"development-tools", "Development tools"},
    {"builders", "Builders"},
    {"lifetime", "LifeTime"},
    {"integrations", "Integrations"},
};
#define PURPOSES (uint32_t)(sizeof purposes / sizeof *purposes)

const char *content_purpose(const struct plan *plan, const char *purpose)
{
    for (uint32_t i = 0; i < PURPOSES; i++) {
        if (strcmp(purposes[i].word, purpose) == 0)
            return purposes[i].title;
    }
    object_t party = model_catalogue(plan->model, KIND_ENDPOINT, purpose);
    if (party)
        return model_label(plan->model, party);
    char *title = arena_copy(plan->arena, purpose, strlen(purpose));
    title[0] = (char)toupper((unsigned char)title[0]);
    return title;
}

/* Where the tables of PURPOSE stand; words that are not known above come behind, as they appear. */
static uint32_t purpose_rank(struct arena *arena, struct once *others, const char *purpose)
{
    for (uint32_t i = 0; i < PURPOSES; i++) {
        if (strcmp(purposes[i].word, purpose) == 0)
            return i;
    }
    return PURPOSES + once_add(arena, others, purpose);
}

/* Sorts the COUNT flows with the numbers NUMBERS into tables by their main purposes, keeping their
 * order. */
static void tabulate(const struct plan *plan, struct opening_room *room, const uint32_t *numbers,
                     uint32_t count)
{
    struct once others = {0};
    const char *last = NULL;
    uint32_t rank = 0, place = 0;
    room->ranks.count = room->ends.count = room->flows.count = room->tables.count = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct plan_flow *flow = &plan->flows.items[numbers[i]];
        const char *purpose = flow->why->purpose_count ? flow->why->purposes[0] : "other";
        rank = purpose == last ? rank : purpose_rank(plan->arena, &others, purpose);
        vec_add(plan->arena, &room->ranks, rank);
        vec_add(plan->arena, &room->flows, flow);
        while (room->ends.count <= rank)
            vec_add(plan->arena, &room->ends, 0);
        room->ends.items[rank]++;
        last = purpose;
    }
    for (uint32_t r = 0; r < room->ends.count; r++) {
        uint32_t size = room->ends.items[r];
        room->ends.items[r] = place;
        if (size == 0)
            continue;
        vec_add(plan->arena, &room->tables,
                ((struct opening_table){
                    .title = r < PURPOSES ? purposes[r].title
                                          : content_purpose(plan, others.items[r - PURPOSES]),
                    .flows = room->flows.items + place,
                    .count = size,
                }));
        place += size;
    }
    for (uint32_t i = 0; i < count; i++)
        room->flows.items[room->ends.items[room->ranks.items[i]]++] =
            &plan->flows.items[numbers[i]];
}

/* The environment that all of GROUP stands in; 0 where that is none, or not one. */
static object_t environment_of(const struct plan *plan, struct group group)
{
    object_t environment = 0;
    for (uint32_t i = 0; i < group.count; i++) {
        object_t other = model_object(plan->model, group.items[i])->environment;
        if (!other || (environment && other != environment))
            return 0;
        environment = other;
    }
    return environment;
}

/* The environment in whose section FLOW is, or 0: what goes from one environment to another is in
 * none's. */
static object_t section_of(const struct plan *plan, const struct plan_flow *flow)
{
    object_t from = model_object(plan->model, flow->sources.items[0])->environment;
    object_t to = model_object(plan->model, flow->destinations.items[0])->environment;
    bool apart = from && to && from != to && environment_of(plan, flow->sources) &&
                 environment_of(plan, flow->destinations);
    return apart ? 0 : flow->environment;
}

/* Which section each flow is in: the number of its environment, or that of all environments. */
static uint32_t *sections_of(const struct plan *plan)
{
    uint32_t *sections = arena_array(plan->arena, uint32_t, plan->flows.count);
    const struct plan_environment *environment = NULL; /* mostly that of the flow before */
    for (uint32_t i = 0; i < plan->flows.count; i++) {
        object_t object = section_of(plan, &plan->flows.items[i]);
        if (!environment || environment->object != object)
            environment = object ? plan_environment(plan, object) : NULL;
        sections[i] = environment ? (uint32_t)(environment - plan->environments.items)
                                  : plan->environments.count;
    }
    return sections;
}

struct opening_sections content_openings(const struct plan *plan)
{
    const uint32_t *sections = sections_of(plan);
    uint32_t environments = plan->environments.count, count = plan->flows.count;
    uint32_t *ends = arena_array(plan->arena, uint32_t, environments + 2);
    uint32_t *numbers = arena_array(plan->arena, uint32_t, count);
    for (uint32_t i = 0; i < count; i++)
        ends[sections[i] + 1]++;
    for (uint32_t i = 0; i <= environments; i++)
        ends[i + 1] += ends[i];
    bool infrastructure = ends[environments + 1] > ends[environments];
    for (uint32_t i = 0; i < count; i++)
        numbers[ends[sections[i]]++] = i; /* filled, each ends where the next one began */
    return (struct opening_sections){numbers, ends, environments + infrastructure};
}

struct opening_section content_section(const struct plan *plan,
                                       const struct opening_sections *sections, uint32_t index,
                                       struct opening_room *room)
{
    uint32_t first = index ? sections->ends[index - 1] : 0;
    tabulate(plan, room, sections->flows + first, sections->ends[index] - first);
    return (struct opening_section){
        index < plan->environments.count ? plan->environments.items[index].object : 0,
        room->tables.items, room->tables.count};
}

struct texts content_sources(const struct plan *plan)
{
    struct once sources = {0};
    for (uint32_t i = 0; i < plan->flows.count; i++) {
        if (plan->flows.items[i].why->source)
            once_add(plan->arena, &sources, plan->flows.items[i].why->source);
    }
    return texts_once(&sources);
}

/* ---- hosts entries ---- */

static int compare_entries(const void *left, const void *right, void *context)
{
    const struct plan_host *hosts = context;
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    if (hosts[a].zone != hosts[b].zone)
        return hosts[a].zone < hosts[b].zone ? -1 : 1;
    int order = strcmp(hosts[a].address, hosts[b].address);
    if (order == 0)
        order = strcmp(hosts[a].name, hosts[b].name);
    return order ? order : (a > b) - (a < b);
}

static bool same_line(const struct plan_host *left, const struct plan_host *right)
{
    return left->zone == right->zone && strcmp(left->address, right->address) == 0 &&
           strcmp(left->name, right->name) == 0;
}

struct hosts_row *content_hosts(const struct plan *plan, uint32_t *count)
{
    uint32_t total = plan->hosts.count;
    uint32_t *order = arena_array(plan->arena, uint32_t, total);
    for (uint32_t i = 0; i < total; i++)
        order[i] = i;
    if (total)
        qsort_r(order, total, sizeof *order, compare_entries, plan->hosts.items);
    VEC(struct hosts_row) rows = {0};
    object_t *servers = arena_array(plan->arena, object_t, total);
    for (uint32_t i = 0; i < total; i++) {
        const struct plan_host *entry = &plan->hosts.items[order[i]];
        servers[i] = entry->server;
        if (rows.count == 0 || !same_line(rows.items[rows.count - 1].entry, entry)) {
            struct hosts_row *row = vec_push(plan->arena, &rows);
            row->entry = entry;
            row->servers.items = &servers[i];
        }
        rows.items[rows.count - 1].servers.count++;
    }
    *count = rows.count;
    return rows.items;
}

const struct plan_host *content_hosts_of(const struct plan *plan, object_t server, uint32_t *count)
{
    uint32_t low = place_in(plan->hosts, server, server);
    for (*count = 0; low + *count < plan->hosts.count; ++*count) {
        if (plan->hosts.items[low + *count].server != server)
            break;
    }
    return *count ? &plan->hosts.items[low] : NULL;
}

bool content_has_localhost(const struct plan *plan)
{
    return model_covers(plan->model, "LOC-001");
}

struct address content_localhost(const struct plan *plan, object_t server)
{
    struct data stated = model_data(plan->model, server, KEYWORD_LOCALHOST);
    if (stated.count && stated.items[0].type == DATUM_ADDRESS)
        return *datum_address(stated.items);
    return plan_loopback(plan->model);
}

const char *content_localhost_text(const struct plan *plan, object_t server)
{
    struct address address = content_localhost(plan, server);
    return address.family == 4 ? address_text(plan->arena, &address) : NULL;
}
