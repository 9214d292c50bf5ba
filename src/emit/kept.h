/*
 * What was written of a list, kept: openings share the lists of their ends and reasons, and each is
 * worded once:
 *
 *     if (kept_again(kept, &to, list, count, variant, arena, &before))
 *         return;
 *     … write to it …
 *     kept_end(&to, before);
 *
 * Not while another list is being kept.
 *
 * Lists are told apart by where they are, so they must stay there. The table is small and forgets:
 * a list that comes again too late is only worded again. Those that pass by, as the things of one
 * environment do, have a table of their own, lest they drive out what stays.
 */
#ifndef OSNET_EMIT_KEPT_H
#define OSNET_EMIT_KEPT_H

#include <stdbool.h>

#include "base/writer.h"

#define KEPT_LISTS 512 /* a power of 2 */
#define KEPT_NEAR 16   /* places side by side where one may be; where all are taken the first is its */

struct kept_lists {
    struct kept {
        const void *list;
        uint32_t count;
        uint64_t variant;   /* as which it was written */
        struct writer text; /* empty where it is still to be written */
    } lists[KEPT_LISTS];
    struct kept_copy {
        const void **items;
        uint32_t count;
    } copies[KEPT_LISTS];
};

/* A copy of the COUNT items at LIST, at least one, and mostly the copy that was made when they were met last: of
 * lists that are put together again and again, those that are alike are then at one place. */
static inline const void *kept_copy(struct kept_lists *kept, const void *const *list,
                                    uint32_t count, struct arena *arena)
{
    uint64_t hash = count;
    for (uint32_t i = 0; i < count; i++)
        hash = (hash ^ (uintptr_t)list[i] >> 2) * UINT64_C(0x9e3779b97f4a7c15);
    struct kept_copy *one = &kept->copies[hash >> 32 & (KEPT_LISTS - 1)];
    for (uint32_t i = 0; i < KEPT_NEAR; i++) {
        struct kept_copy *near = &kept->copies[((hash >> 32) + i) & (KEPT_LISTS - 1)];
        if (near->count == count && memcmp(near->items, list, sizeof *list * count) == 0)
            return near->items;
        if (near->items)
            continue;
        one = near;
        break;
    }
    *one = (struct kept_copy){arena_array(arena, const void *, count), count};
    memcpy(one->items, list, sizeof *list * count);
    return one->items;
}

/* What is kept of the list of COUNT items at LIST as VARIANT; where that is nothing, an empty text
 * in ARENA to be filled. */
static inline struct kept *kept_of(struct kept_lists *kept, const void *list, uint32_t count,
                                   uint64_t variant, struct arena *arena)
{
    uint32_t hash = ((uint32_t)((uintptr_t)list >> 2) ^ count << 20 ^ (uint32_t)variant << 8) *
                    UINT32_C(2654435761);
    struct kept *one = &kept->lists[hash >> 16 & (KEPT_LISTS - 1)];
    for (uint32_t i = 0; i < KEPT_NEAR; i++) {
        struct kept *near = &kept->lists[((hash >> 16) + i) & (KEPT_LISTS - 1)];
        if (near->list == list && near->count == count && near->variant == variant &&
            near->text.arena)
            return near;
        if (near->text.arena)
            continue;
        one = near;
        break;
    }
    struct writer text = one->text; /* whose memory is used again */
    text.arena = arena;
    text.used = 0;
    *one = (struct kept){list, count, variant, text};
    return one;
}

/* Writes again to *TO what was written of the list of COUNT items at LIST as VARIANT. Where nothing
 * is kept of it (false) what is written to *TO from now on is, until kept_end(TO, *BEFORE). */
static inline bool kept_again(struct kept_lists *kept, struct writer **to, const void *list,
                              uint32_t count, uint64_t variant, struct arena *arena,
                              struct writer **before)
{
    struct writer *text = &kept_of(kept, list, count, variant, arena)->text;
    *before = *to;
    if (text->used)
        writer_put(*to, text->bytes, text->used);
    else
        *to = text;
    return text->used > 0;
}

static inline void kept_end(struct writer **to, struct writer *before)
{
    writer_put(before, (*to)->bytes, (*to)->used);
    *to = before;
}

#endif
