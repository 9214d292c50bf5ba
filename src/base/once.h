/*
 * Texts, each once, in the order in which they come.
 *
 * Takes texts, which it does not copy, gives each one's place. Zeroed memory is an empty list.
 */
#ifndef OSNET_BASE_ONCE_H
#define OSNET_BASE_ONCE_H

#include "base/atom.h"
#include "base/vec.h"

struct once {
    const char **items;
    uint32_t count, capacity;
    struct atoms *known; /* once there are many */
};

/* The place of TEXT in ONCE, at its end if it was not there. */
uint32_t once_add(struct arena *arena, struct once *once, const char *text);

static inline void once_clear(struct once *once)
{
    once->count = 0;
    once->known = NULL;
}

#endif
