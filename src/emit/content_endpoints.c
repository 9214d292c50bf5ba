/*
 * Takes the plan's flows, gives its outside parties: each on one port in one direction is one row,
 * whatever flows it comes from.
 */
#include <stdlib.h>
#include <string.h>

#include "emit/content.h"
#include "emit/text_list.h"

struct use {
    object_t endpoint;
    bool inbound;
    const struct plan_flow *flow;
};

static int compare_parties(const struct use *a, const struct use *b)
{
    if (a->endpoint != b->endpoint)
        return a->endpoint < b->endpoint ? -1 : 1;
    if (a->inbound != b->inbound)
        return a->inbound ? 1 : -1;
    const struct plan_port *one = a->flow->port, *other = b->flow->port;
    int order = one == other ? 0 : strcmp(one->text, other->text);
    return order || one == other ? order : strcmp(one->protocol, other->protocol);
}

static int compare_uses(const void *left, const void *right)
{
    const struct use *a = left, *b = right;
    int order = compare_parties(a, b);
    return order ? order : (a->flow > b->flow) - (a->flow < b->flow);
}

typedef VEC(struct use) use_list;

static void collect_uses(const struct plan *plan, use_list *uses, const struct plan_flow *flow,
                         struct group group, bool inbound)
{
    for (uint32_t i = 0; i < group.count; i++) {
        if (model_object(plan->model, group.items[i])->kind == KIND_ENDPOINT)
            vec_add(plan->arena, uses, ((struct use){group.items[i], inbound, flow}));
    }
}

static int compare_objects(const void *left, const void *right)
{
    object_t a = *(const object_t *)left, b = *(const object_t *)right;
    return (a > b) - (a < b);
}

struct group content_opposite(const struct plan *plan, const struct endpoint_row *row)
{
    VEC(object_t) others = {0};
    for (uint32_t i = 0; i < row->use_count; i++) {
        const struct plan_flow *flow = row->uses[i].flow;
        struct group group = row->inbound ? flow->destinations : flow->sources;
        for (uint32_t j = 0; j < group.count; j++)
            vec_add(plan->arena, &others, group.items[j]);
    }
    if (others.count)
        qsort(others.items, others.count, sizeof *others.items, compare_objects);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < others.count; i++) {
        if (i == 0 || others.items[i] != others.items[i - 1])
            others.items[kept++] = others.items[i];
    }
    return (struct group){others.items, kept};
}

/* One row of the COUNT uses from FIRST on, which differ in their flows only. */
static void endpoint_row(const struct plan *plan, struct endpoint_row *row, const struct use *first,
                         uint32_t count)
{
    text_list environments = {0};
    struct once aims = {0}, notes = {0}, entries = {0};
    object_t last = 0;
    bool by_name = true;
    for (uint32_t i = 0; i < count; i++) {
        const struct plan_flow *flow = first[i].flow;
        by_name &= flow->why->by_name;
        if (flow->environment && flow->environment != last) {
            last = flow->environment;
            vec_add(plan->arena, &environments, content_label(plan, last, 0));
        }
        for (uint32_t j = 0; j < flow->why->purpose_count; j++)
            once_add(plan->arena, &aims, content_purpose(plan, flow->why->purposes[j]));
        for (uint32_t j = 0; j < flow->why->note_count; j++)
            once_add(plan->arena, &notes, flow->why->notes[j]);
        for (uint32_t j = 0; j < flow->why->entry_count; j++)
            once_add(plan->arena, &entries, flow->why->entries[j]);
    }
    *row = (struct endpoint_row){
        .endpoint = first->endpoint,
        .inbound = first->inbound,
        .by_name = by_name,
        .port = first->flow->port->text,
        .protocol = first->flow->port->protocol,
        .environments = texts_of(&environments),
        .purposes = texts_once(&aims),
        .notes = texts_once(&notes),
        .entries = texts_once(&entries),
        .uses = first,
        .use_count = count,
    };
}

struct endpoint_row *content_endpoints(const struct plan *plan, uint32_t *count)
{
    use_list uses = {0};
    for (uint32_t i = 0; i < plan->flows.count; i++) {
        const struct plan_flow *flow = &plan->flows.items[i];
        collect_uses(plan, &uses, flow, flow->destinations, false);
        collect_uses(plan, &uses, flow, flow->sources, true);
    }
    if (uses.count)
        qsort(uses.items, uses.count, sizeof *uses.items, compare_uses);
    VEC(struct endpoint_row) rows = {0};
    for (uint32_t i = 0; i < uses.count;) {
        uint32_t run = 1;
        while (i + run < uses.count && compare_parties(&uses.items[i], &uses.items[i + run]) == 0)
            run++;
        endpoint_row(plan, vec_push(plan->arena, &rows), &uses.items[i], run);
        i += run;
    }
    *count = rows.count;
    return rows.items;
}

bool content_changes(const struct plan *plan, object_t endpoint)
{
    return model_switch(plan->model, endpoint, KEYWORD_SUBJECT_TO_CHANGE, false);
}
