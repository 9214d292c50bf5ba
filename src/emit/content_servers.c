/*
 * Takes the plan's servers, gives them by likeness: those of one environment with the same
 * openings are one class, so that a farm is said once.
 */
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
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

/* By what `localhost` is there; mostly nobody says. */
static int compare_localhost(const struct plan *plan, object_t a, object_t b)
{
    if (!model_data(plan->model, a, KEYWORD_LOCALHOST).count &&
        !model_data(plan->model, b, KEYWORD_LOCALHOST).count)
        return 0;
    struct address left = content_localhost(plan, a), right = content_localhost(plan, b);
    int order = (left.family > right.family) - (left.family < right.family);
    return order ? order : memcmp(left.bytes, right.bytes, sizeof left.bytes);
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
    return compare_localhost(plan, left->object, right->object);
}

/* Neighbours that are alike: a farm, mostly. */
struct run {
    uint32_t first, end;
};

static int compare_runs(const void *left, const void *right, void *context)
{
    uint32_t a = ((const struct run *)left)->first, b = ((const struct run *)right)->first;
    int order = compare_servers(context, a, b);
    return order ? order : (a > b) - (a < b);
}

static int compare_classes(const void *left, const void *right)
{
    const struct server_class *a = left, *b = right;
    return (a->first > b->first) - (a->first < b->first);
}

typedef VEC(struct run) run_list;

/* All servers as runs, those of a class side by side. */
static run_list collect_runs(const struct plan *plan)
{
    run_list runs = {0};
    for (uint32_t i = 0; i < plan->servers.count; i++) {
        if (i == 0 || compare_servers(plan, i - 1, i) != 0)
            vec_add(plan->arena, &runs, ((struct run){.first = i}));
        runs.items[runs.count - 1].end = i + 1;
    }
    if (runs.count)
        qsort_r(runs.items, runs.count, sizeof *runs.items, compare_runs, (void *)plan);
    return runs;
}

struct server_class *content_servers(const struct plan *plan, uint32_t *count, uint32_t **of)
{
    uint32_t total = plan->servers.count, placed = 0;
    object_t *objects = arena_array(plan->arena, object_t, total);
    run_list runs = collect_runs(plan);
    VEC(struct server_class) classes = {0};
    for (uint32_t r = 0; r < runs.count; r++) {
        struct run run = runs.items[r];
        if (r == 0 || compare_servers(plan, runs.items[r - 1].first, run.first) != 0)
            vec_add(plan->arena, &classes,
                    ((struct server_class){.servers.items = &objects[placed],
                                           .first = &plan->servers.items[run.first]}));
        for (uint32_t i = run.first; i < run.end; i++)
            objects[placed++] = plan->servers.items[i].object;
        classes.items[classes.count - 1].servers.count += run.end - run.first;
    }
    if (classes.count)
        qsort(classes.items, classes.count, sizeof *classes.items, compare_classes);
    if (of) {
        *of = arena_array(plan->arena, uint32_t, total);
        for (uint32_t c = 0; c < classes.count; c++)
            for (uint32_t i = 0; i < classes.items[c].servers.count; i++)
                (*of)[plan_server(plan, classes.items[c].servers.items[i]) - plan->servers.items] =
                    c;
    }
    *count = classes.count;
    return classes.items;
}
