/*
 * Takes the plan's servers, gives them by likeness: those of one environment with the same
 * openings are one class, so that a farm is said once.
 */
#include <stdlib.h>
#include <string.h>

#include "emit/content.h"

static int compare_sides(struct plan_side left, struct plan_side right)
{
    if (left.count != right.count)
        return left.count < right.count ? -1 : 1;
    for (uint32_t i = 0; i < left.count; i++)
        if (left.flows[i] != right.flows[i])
            return left.flows[i] < right.flows[i] ? -1 : 1;
    return 0;
}

/* Servers that compare equal are one class. The same openings make them listen on the same ports.
 */
static int compare_servers(const struct plan *plan, uint32_t a, uint32_t b)
{
    const struct plan_server *left = &plan->servers.items[a], *right = &plan->servers.items[b];
    object_t left_environment = model_object(plan->model, left->object)->environment;
    object_t right_environment = model_object(plan->model, right->object)->environment;
    if (left_environment != right_environment)
        return left_environment < right_environment ? -1 : 1;
    for (uint32_t inbound = 0; inbound < 2; inbound++) {
        int order = compare_sides(left->sides[inbound], right->sides[inbound]);
        if (order)
            return order;
    }
    struct address a_local = content_localhost(plan, left->object);
    struct address b_local = content_localhost(plan, right->object);
    int order = (a_local.family > b_local.family) - (a_local.family < b_local.family);
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

struct server_class *content_servers(const struct plan *plan, uint32_t *count, uint32_t **of)
{
    uint32_t total = plan->servers.count;
    uint32_t *order = arena_array(plan->arena, uint32_t, total);
    uint32_t *firsts = arena_array(plan->arena, uint32_t, total); /* of the class of each server */
    object_t *objects = arena_array(plan->arena, object_t, total);
    for (uint32_t i = 0; i < total; i++)
        order[i] = i;
    if (total)
        qsort_r(order, total, sizeof *order, compare_indices, (void *)plan);
    VEC(struct server_class) classes = {0};
    for (uint32_t i = 0; i < total; i++) {
        objects[i] = plan->servers.items[order[i]].object;
        bool alike = i && compare_servers(plan, order[i - 1], order[i]) == 0;
        firsts[order[i]] = alike ? firsts[order[i - 1]] : order[i];
        if (!alike)
            vec_add(plan->arena, &classes,
                    ((struct server_class){.servers.items = &objects[i],
                                           .first = &plan->servers.items[order[i]]}));
        classes.items[classes.count - 1].servers.count++;
    }
    if (classes.count)
        qsort(classes.items, classes.count, sizeof *classes.items, compare_classes);
    if (of) {
        uint32_t *numbers = order; /* no longer needed: the class of each first server */
        for (uint32_t i = 0; i < classes.count; i++)
            numbers[classes.items[i].first - plan->servers.items] = i;
        for (uint32_t i = 0; i < total; i++)
            firsts[i] = numbers[firsts[i]];
        *of = firsts;
    }
    *count = classes.count;
    return classes.items;
}
