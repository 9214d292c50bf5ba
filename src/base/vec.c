/*
 * Takes an array and its capacity, gives the same items with room for more; finds places in one
 * that is sorted.
 */
#include "base/vec.h"

/* Most lists of a topology have one item; growing the arena's last piece costs nothing. */
#define FIRST_CAPACITY 1
/* From this size on an array grows in small steps: its pages move without being copied, and those
 * that it does not need after all would be missing elsewhere. */
#define LARGE ((size_t)2 << 20)

void *vec_widen(struct arena *arena, void *items, uint32_t *capacity, size_t count,
                size_t item_size)
{
    if (count <= *capacity)
        return items;
    if (count < (size_t)*capacity * 2)
        count = (size_t)*capacity * 2; /* many small steps are no more than a few large ones */
    if (count > UINT32_MAX)
        count = UINT32_MAX;
    items = arena_grow(arena, items, *capacity * item_size, count * item_size);
    *capacity = (uint32_t)count;
    return items;
}

void *vec_grow(struct arena *arena, void *items, uint32_t *capacity, size_t item_size)
{
    uint32_t before = *capacity;
    uint64_t more = before * item_size < LARGE / 2 ? before : before / 16 + LARGE / 2 / item_size;
    uint64_t wanted = before == 0 ? FIRST_CAPACITY : before + more;
    uint32_t after = wanted <= UINT32_MAX ? (uint32_t)wanted : UINT32_MAX;
    /* A full array of 2^32 items cannot grow: as good as no memory. */
    size_t size = after > before ? after * item_size : SIZE_MAX;
    items = arena_grow(arena, items, before * item_size, size);
    *capacity = after;
    return items;
}

uint32_t vec_search(const void *items, uint32_t count, size_t item_size, const void *wanted,
                    int (*compare)(const void *, const void *))
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare((const char *)items + middle * item_size, wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
