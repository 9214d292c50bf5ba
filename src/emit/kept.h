/*
 * What was written of a list, kept: openings share the lists of their ends and reasons, and each is
 * worded once.
 *
 * Lists are told apart by where they are, so they must stay there. The table is small and forgets:
 * a list that comes again too late is only worded again.
 */
#ifndef OSNET_EMIT_KEPT_H
#define OSNET_EMIT_KEPT_H

#include "base/writer.h"

#define KEPT_LISTS 512 /* a power of 2 */

struct kept_lists {
    struct kept {
        const void *list;
        uint32_t count;
        struct writer text; /* empty where it is still to be written */
    } lists[KEPT_LISTS];
};

/* What is kept of the list of COUNT items at LIST; where that is nothing, an empty text in ARENA to
 * be filled. */
static inline struct kept *kept_of(struct kept_lists *kept, const void *list, uint32_t count,
                                   struct arena *arena)
{
    uint32_t hash = ((uint32_t)((uintptr_t)list >> 3) ^ count << 20) * UINT32_C(2654435761);
    struct kept *one = &kept->lists[hash >> 16 & (KEPT_LISTS - 1)];
    if (one->list != list || one->count != count || !one->text.arena)
        *one = (struct kept){list, count, {.arena = arena}};
    return one;
}

#endif
