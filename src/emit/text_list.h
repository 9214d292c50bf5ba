/*
 * A list of texts that grows while a writer gathers it.
 */
#ifndef OSNET_EMIT_TEXT_LIST_H
#define OSNET_EMIT_TEXT_LIST_H

#include "base/once.h"
#include "emit/content.h"

static inline struct texts texts_of(const text_list *list)
{
    return (struct texts){.items = list->items, .count = list->count};
}

static inline struct texts texts_once(const struct once *once)
{
    return (struct texts){.items = once->items, .count = once->count};
}

#endif
