/*
 * Interned names.
 *
 * Takes bytes, gives a number; equal bytes give equal numbers, so names are compared without looking
 * at their letters. The words of the schema are interned first, in order, so that an atom below their
 * count is a keyword. Atom 0 is no name.
 */
#ifndef OSNET_BASE_ATOM_H
#define OSNET_BASE_ATOM_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

typedef uint32_t atom_t;

struct atoms;

/* An empty table in ARENA. */
struct atoms *atoms_create(struct arena *arena);

/* The atom of TEXT (LENGTH bytes; copied). */
atom_t atom_intern(struct atoms *atoms, const char *text, size_t length);

/* The atom of TEXT if it was interned before, else 0. */
atom_t atom_find(const struct atoms *atoms, const char *text, size_t length);

/* The text of ATOM, ended by a NUL; "" for 0. Lives as long as the arena. */
const char *atom_text(const struct atoms *atoms, atom_t atom);
/* Its length in bytes. */
uint32_t atom_length(const struct atoms *atoms, atom_t atom);

/* The atom of ATOM's text in small ASCII letters. */
atom_t atom_fold(struct atoms *atoms, atom_t atom);

uint32_t atoms_count(const struct atoms *atoms);

/* Says that all atoms so far are the keywords; the first atom that is none (1 where nobody said so). */
void atoms_end_keywords(struct atoms *atoms);
atom_t atoms_keywords(const struct atoms *atoms);

#endif
