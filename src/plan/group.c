/*
 * Groups of objects: sorted, without doubles, never changed once made.
 */
#include <stdlib.h>
#include <string.h>

#include "plan/derive.h"

static int by_number(const void *left, const void *right)
{
    object_t a = *(const object_t *)left, b = *(const object_t *)right;
    return a < b ? -1 : a > b;
}

void objects_add(struct plan *plan, objects_t *objects, object_t object)
{
    if (object && (objects->count == 0 || objects->items[objects->count - 1] != object))
        vec_add(plan->arena, objects, object);
}

static bool is_sorted(const objects_t *objects)
{
    for (uint32_t i = 1; i < objects->count; i++)
        if (objects->items[i - 1] > objects->items[i])
            return false;
    return true;
}

struct group group_of(struct plan *plan, objects_t *objects)
{
    (void)plan;
    uint32_t kept = 0;
    if (!is_sorted(objects)) /* mostly they are found in their order */
        qsort(objects->items, objects->count, sizeof *objects->items, by_number);
    for (uint32_t i = 0; i < objects->count; i++)
        if (kept == 0 || objects->items[kept - 1] != objects->items[i])
            objects->items[kept++] = objects->items[i];
    return (struct group){objects->items, kept};
}

struct group group_one(struct plan *plan, object_t object)
{
    if (!object)
        return (struct group){0};
    object_t *one = arena_new(plan->arena, object_t);
    *one = object;
    return (struct group){one, 1};
}

bool group_has(struct group group, object_t object)
{
    uint32_t low = 0, high = group.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (group.items[middle] < object)
            low = middle + 1;
        else
            high = middle;
    }
    return low < group.count && group.items[low] == object;
}

/* The members of GROUP that are (or are not) in OTHER. */
static struct group filter(struct plan *plan, struct group group, struct group other, bool wanted)
{
    objects_t kept = {0};
    for (uint32_t i = 0; i < group.count; i++)
        if (group_has(other, group.items[i]) == wanted)
            vec_add(plan->arena, &kept, group.items[i]);
    return (struct group){kept.items, kept.count};
}

struct group group_without(struct plan *plan, struct group group, struct group less)
{
    return filter(plan, group, less, false);
}

struct group group_common(struct plan *plan, struct group left, struct group right)
{
    return filter(plan, left, right, true);
}

bool group_equal(struct group left, struct group right)
{
    return left.count == right.count &&
           (left.items == right.items || left.count == 0 ||
            memcmp(left.items, right.items, sizeof *left.items * left.count) == 0);
}

const char *entries_join(struct plan *plan, const char *left, const char *right)
{
    if (!right || !right[0])
        return left ? left : "";
    return !left || !left[0] ? right : arena_printf(plan->arena, "%s %s", left, right);
}
