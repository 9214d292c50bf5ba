/*
 * Quoted text: escapes, ${…} and sets.
 *
 * Takes what stands between the quotes; gives the text it means. Prose takes '[' and '$' as they are; other text
 * puts `let` values in and may be a set.
 */
#ifndef OSNET_SYNTAX_TEXT_H
#define OSNET_SYNTAX_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct text_fault {
    uint32_t begin, end; /* which bytes of the raw text, from 0 */
    const char *message; /* "'\q' is no escape" */
    const char *help;    /* what would be right */
    const char *name;    /* of the constant that nobody declares, or NULL */
};

/* The longest text that constants are put into, in bytes. */
#define TEXT_LIMIT 4096u

/* What ${NAME} stands for, or NULL where no such name is known. */
typedef const char *text_lookup(void *context, const char *name, size_t length);

/* The text that RAW (LENGTH bytes) means, or NULL and *FAULT. LOOKUP is NULL for prose. */
const char *text_decode(struct arena *arena, const char *raw, size_t length, text_lookup *lookup,
                        void *context, struct text_fault *fault);

/* How many members the set RAW has (1 without brackets), 0 and *FAULT where it is malformed. */
uint32_t text_count(struct arena *arena, const char *raw, size_t length, struct text_fault *fault);

/* As text_decode, of the member I of the set RAW. */
const char *text_member(struct arena *arena, const char *raw, size_t length, uint32_t i,
                        text_lookup *lookup, void *context, struct text_fault *fault);

/* Whether the LENGTH bytes at QUOTE, within a longer text, are a lone quote directly behind a word: they end a text
 * whose first quote is missing. */
bool text_is_unopened(const char *quote, size_t length);

/* Calls VISIT for each ${NAME} of RAW. Returns whether one of the calls did. */
bool text_any_name(const char *raw, size_t length,
                   bool (*visit)(void *context, const char *name, size_t length), void *context);

#endif
