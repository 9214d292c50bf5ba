/*
 * Takes the plan's flows, gives its servers by likeness: those of one environment with the same
 * ports and openings are one class, so that a farm is said once.
 */
#include <stdlib.h>
#include <string.h>

#include "emit/content.h"

/* For each server a slice of FLOWS: STARTS[i] to STARTS[i + 1]. */
struct incidence {
    uint32_t *starts, *flows;
};

/* The index of OBJECT in plan->servers, or UINT32_MAX. */
static uint32_t server_index(const struct plan *plan, object_t object)
{
    uint32_t low = 0, high = plan->servers.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (plan->servers.items[middle].object < object)
            low = middle + 1;
        else
            high = middle;
    }
    return low < plan->servers.count && plan->servers.items[low].object == object ? low
                                                                                  : UINT32_MAX;
}

/* Which flows each server is a source (or a destination) of. */
static struct incidence incidence_of(const struct plan *plan, bool sources)
{
    uint32_t servers = plan->servers.count;
    struct incidence result = {.starts = arena_array(plan->arena, uint32_t, servers + 2)};
    for (int filling = 0; filling < 2; filling++) {
        for (uint32_t i = 0; i < plan->flows.count; i++) {
            const struct plan_flow *flow = &plan->flows.items[i];
            struct group group = sources ? flow->sources : flow->destinations;
            for (uint32_t j = 0; j < group.count; j++) {
                uint32_t server = server_index(plan, group.items[j]);
                if (server == UINT32_MAX)
                    continue;
                if (filling)
                    result.flows[result.starts[server + 1]++] = i;
                else
                    result.starts[server + 2]++;
            }
        }
        if (filling)
            break;
        /* starts[i + 1] is now where server i is filled from; after filling, where it ends */
        for (uint32_t i = 2; i < servers + 2; i++)
            result.starts[i] += result.starts[i - 1];
        result.flows = arena_array(plan->arena, uint32_t, result.starts[servers + 1]);
    }
    return result;
}

struct sorting {
    const struct plan *plan;
    struct incidence in, out;
};

static int compare_slices(const struct incidence *incidence, uint32_t a, uint32_t b)
{
    uint32_t a_count = incidence->starts[a + 1] - incidence->starts[a];
    uint32_t b_count = incidence->starts[b + 1] - incidence->starts[b];
    if (a_count != b_count)
        return a_count < b_count ? -1 : 1;
    for (uint32_t i = 0; i < a_count; i++) {
        uint32_t left = incidence->flows[incidence->starts[a] + i];
        uint32_t right = incidence->flows[incidence->starts[b] + i];
        if (left != right)
            return left < right ? -1 : 1;
    }
    return 0;
}

/* Servers that compare equal are one class. */
static int compare_servers(const struct sorting *sorting, uint32_t a, uint32_t b)
{
    const struct plan_server *left = &sorting->plan->servers.items[a];
    const struct plan_server *right = &sorting->plan->servers.items[b];
    const struct model *model = sorting->plan->model;
    object_t left_environment = model_object(model, left->object)->environment;
    object_t right_environment = model_object(model, right->object)->environment;
    if (left_environment != right_environment)
        return left_environment < right_environment ? -1 : 1;
    int order = compare_slices(&sorting->in, a, b);
    if (order == 0)
        order = compare_slices(&sorting->out, a, b);
    if (order || left->listen_count != right->listen_count)
        return order ? order : left->listen_count < right->listen_count ? -1 : 1;
    for (uint32_t i = 0; order == 0 && i < left->listen_count; i++)
        order = strcmp(left->listens[i], right->listens[i]);
    if (order)
        return order;
    struct address a_local = content_localhost(sorting->plan, left->object);
    struct address b_local = content_localhost(sorting->plan, right->object);
    order = (a_local.family > b_local.family) - (a_local.family < b_local.family);
    return order ? order : memcmp(a_local.bytes, b_local.bytes, sizeof a_local.bytes);
}

static int compare_indices(const void *left, const void *right, void *context)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    int order = compare_servers(context, a, b);
    return order ? order : (a > b) - (a < b);
}

static int compare_classes(const void *left, const void *right)
{
    const struct server_class *a = left, *b = right;
    return (a->first > b->first) - (a->first < b->first);
}

static struct server_class new_class(const struct sorting *sorting, uint32_t server)
{
    const struct incidence *in = &sorting->in, *out = &sorting->out;
    return (struct server_class){
        .first = &sorting->plan->servers.items[server],
        .inbound = in->flows + in->starts[server],
        .inbound_count = in->starts[server + 1] - in->starts[server],
        .outbound = out->flows + out->starts[server],
        .outbound_count = out->starts[server + 1] - out->starts[server],
    };
}

struct server_class *content_servers(const struct plan *plan, uint32_t *count, uint32_t **of)
{
    uint32_t total = plan->servers.count;
    struct sorting sorting = {plan, incidence_of(plan, false), incidence_of(plan, true)};
    uint32_t *order = arena_array(plan->arena, uint32_t, total);
    object_t *objects = arena_array(plan->arena, object_t, total);
    for (uint32_t i = 0; i < total; i++)
        order[i] = i;
    if (total)
        qsort_r(order, total, sizeof *order, compare_indices, &sorting);
    VEC(struct server_class) classes = {0};
    for (uint32_t i = 0; i < total; i++) {
        objects[i] = plan->servers.items[order[i]].object;
        if (i == 0 || compare_servers(&sorting, order[i - 1], order[i]) != 0) {
            struct server_class *class = vec_push(plan->arena, &classes);
            *class = new_class(&sorting, order[i]);
            class->servers.items = &objects[i];
        }
        classes.items[classes.count - 1].servers.count++;
    }
    if (classes.count)
        qsort(classes.items, classes.count, sizeof *classes.items, compare_classes);
    if (of) {
        *of = arena_array(plan->arena, uint32_t, total);
        for (uint32_t i = 0; i < classes.count; i++) {
            for (uint32_t j = 0; j < classes.items[i].servers.count; j++)
                (*of)[server_index(plan, classes.items[i].servers.items[j])] = i;
        }
    }
    *count = classes.count;
    return classes.items;
}
