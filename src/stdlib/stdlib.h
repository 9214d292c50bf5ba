/*
 * stdlib/: the catalogue and the rule pages, inside the binary.
 *
 * Takes a path below the project's stdlib/ folder ("outsystems/11.osnet", "rules/syntax.md"), gives
 * the file's text as it was when the compiler was built, or, where there is a --stdlib folder, that
 * of the same path below it.
 */
#ifndef OSNET_STDLIB_STDLIB_H
#define OSNET_STDLIB_STDLIB_H

#include <stddef.h>

#include "base/arena.h"

struct embedded {
    const char *path; /* with / between its parts */
    const char *text; /* UTF-8, SIZE bytes and a NUL behind them */
    size_t size;
};

/* The file PATH, or NULL. */
const struct embedded *stdlib_find(const char *path);

/* The text of PATH below FOLDER, or, with FOLDER NULL, of the embedded file; NULL where there is none, or what is there is
 * no text. */
const char *stdlib_text(struct arena *arena, const char *folder, const char *path);

/* The I-th file in the order of paths (byte by byte), or NULL behind the last. */
const struct embedded *stdlib_at(size_t i);

/* The table that embed.py writes, sorted by path. */
extern const struct embedded stdlib_files[];
extern const size_t stdlib_count;

#endif
