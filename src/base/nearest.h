/*
 * "Did you mean": the candidate nearest to a word.
 *
 * Feed candidates one by one; the nearest within a third of the word's length (at least one
 * edit; a swap of neighbours is one edit, letter case none) is kept; where there is none, one that begins with the
 * word ("production" for "prod"). Ties keep the first.
 */
#ifndef OSNET_BASE_NEAREST_H
#define OSNET_BASE_NEAREST_H

#include <stdbool.h>
#include <stdint.h>

struct nearest {
    const char *word;      /* what was written */
    const char *candidate; /* the nearest so far, or NULL */
    uint32_t distance;     /* its edits, or the limit */
    bool begun;            /* it is no near one, but begins with the word */
    bool tied;             /* another candidate is as near */
};

struct nearest nearest_to(const char *word);
void nearest_try(struct nearest *nearest, const char *candidate);

#endif
