/*
 * What the parts of laying blocks over blocks share: merge.c works out what they mean, like.c tells of a `like` that means
 * nothing.
 */
#ifndef OSNET_EXPAND_MERGER_H
#define OSNET_EXPAND_MERGER_H

#include "expand/expand.h"
#include "expand/pile.h"

struct merger {
    const struct reading *reading;
    struct arena *arena;
    const struct tape *in;
    struct tape out;
    struct schema_rows rows;
    atom_t like, without;
    struct lost {
        bool looked;
        VEC(uint32_t) statements; /* those that were not understood, once one asked for them */
    } *lost;
};

/* The values of STATEMENT, its keyword first. */
static inline const struct value *values_of(const struct merger *merger, uint32_t statement)
{
    return merger->in->values.items + merger->in->statements.items[statement].first;
}

static inline const char *raw(const struct merger *merger, const struct value *value, size_t *length)
{
    const struct source_file *file = source_of(merger->reading->sources, value->begin);
    *length = value_length(merger->reading->atoms, value);
    return file->text + (value->begin - file->base);
}

/* Reports that the statement LIKE names no block of KIND, seen from PILE; or one that starts as a copy of this: CIRCLE. */
void like_report(const struct merger *merger, uint32_t like, enum kind kind, const struct pile *pile, bool circle);

#endif
