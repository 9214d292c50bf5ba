/*
 * A list of texts that grows while a writer gathers it.
 */
#ifndef OSNET_EMIT_TEXT_LIST_H
#define OSNET_EMIT_TEXT_LIST_H

#include <string.h>

#include "base/vec.h"
#include "emit/content.h"

static inline struct texts texts_of(const text_list *list)
{
    return (struct texts){.items = list->items, .count = list->count};
}

/* Adds TEXT unless it is there. */
static inline void add_once(struct arena *arena, text_list *list, const char *text)
{
    for (uint32_t i = 0; i < list->count; i++) {
        if (strcmp(list->items[i], text) == 0)
            return;
    }
    vec_add(arena, list, text);
}

#endif
