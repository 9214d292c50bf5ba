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

/* COUNT objects at ITEMS, ascending. Neighbours are a part of the one list of all numbers, so that
 * the same neighbours are the same list, wherever they are met. */
static struct group group_at(struct plan *plan, const object_t *items, uint32_t count)
{
    if (count == 0 || items[count - 1] - items[0] != count - 1)
        return (struct group){items, count};
    if (!plan->numbers) {
        plan->numbers = arena_array(plan->arena, object_t, plan->model->objects.count);
        for (object_t object = 0; object < plan->model->objects.count; object++)
            plan->numbers[object] = object;
    }
    return (struct group){&plan->numbers[items[0]], count};
}

struct group group_of(struct plan *plan, objects_t *objects)
{
    uint32_t kept = 0;
    if (!is_sorted(objects)) /* mostly they are found in their order */
        qsort(objects->items, objects->count, sizeof *objects->items, by_number);
    for (uint32_t i = 0; i < objects->count; i++)
        if (kept == 0 || objects->items[kept - 1] != objects->items[i])
            objects->items[kept++] = objects->items[i];
    return group_at(plan, objects->items, kept);
}

struct group group_one(struct plan *plan, object_t object)
{
    return object ? group_at(plan, &object, 1) : (struct group){0};
}

uint32_t place_by_object(const void *items, uint32_t count, size_t size, size_t at, object_t object)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (*(const object_t *)(const void *)((const char *)items + middle * size + at) < object)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The place of the first of GROUP, from LOW on, that is not below OBJECT. */
static uint32_t first_from(struct group group, uint32_t low, object_t object)
{
    return low +
           place_by_object(group.items + low, group.count - low, sizeof *group.items, 0, object);
}

bool group_has(struct group group, object_t object)
{
    uint32_t at = place_by_object(group.items, group.count, sizeof *group.items, 0, object);
    return at < group.count && group.items[at] == object;
}

bool group_meets(struct group left, struct group right)
{
    struct group fewer = left.count < right.count ? left : right;
    struct group more = left.count < right.count ? right : left;
    if (fewer.count == 0 || fewer.items[0] > more.items[more.count - 1] ||
        fewer.items[fewer.count - 1] < more.items[0])
        return false;
    if (fewer.items == more.items)
        return true;
    for (uint32_t i = 0; i < fewer.count; i++)
        if (group_has(more, fewer.items[i]))
            return true;
    return false;
}

void sieve_next(struct plan *plan, struct sieve *sieve, bool keep)
{
    uint32_t at = sieve->seen++;
    if (!keep)
        return;
    if (sieve->kept == 0)
        sieve->first = at;
    bool neighbours = sieve->first + sieve->kept == at;
    if (!sieve->sifted && !neighbours) {
        sieve->sifted = arena_array(plan->arena, object_t, sieve->all.count - at + sieve->kept);
        memcpy(sieve->sifted, sieve->all.items + sieve->first, sizeof *sieve->sifted * sieve->kept);
    }
    if (sieve->sifted)
        sieve->sifted[sieve->kept] = sieve->all.items[at];
    sieve->kept++;
}

struct group sieve_rest(struct plan *plan, const struct sieve *sieve)
{
    if (sieve->kept == sieve->all.count)
        return sieve->all;
    return group_at(plan, sieve->sifted ? sieve->sifted : sieve->all.items + sieve->first,
                    sieve->kept);
}

/* The members of GROUP that are (or are not) in OTHER. */
static struct group filter(struct plan *plan, struct group group, struct group other, bool wanted)
{
    struct sieve sieve = {.all = group};
    uint32_t at = 0;
    for (uint32_t i = 0; i < group.count; i++) {
        if (at < other.count && other.items[at] < group.items[i])
            at++; /* mostly the next one */
        if (at < other.count && other.items[at] < group.items[i])
            at = first_from(other, at, group.items[i]);
        sieve_next(plan, &sieve, (at < other.count && other.items[at] == group.items[i]) == wanted);
    }
    return sieve_rest(plan, &sieve);
}

/* Whether nothing can be in both, by their ends. */
static bool are_apart(struct group left, struct group right)
{
    return left.count == 0 || right.count == 0 || left.items[left.count - 1] < right.items[0] ||
           right.items[right.count - 1] < left.items[0];
}

struct group group_without(struct plan *plan, struct group group, struct group less)
{
    if (are_apart(group, less))
        return group;
    return filter(plan, group, less, false);
}

struct group group_common(struct plan *plan, struct group left, struct group right)
{
    if (are_apart(left, right))
        return (struct group){0};
    bool fewer = left.count <= right.count;
    return filter(plan, fewer ? left : right, fewer ? right : left, true);
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
    return !left || !left[0] ? right : arena_join(plan->arena, left, " ", right);
}
