/*
 * Name sets: fe[1-8], fe[01-12,20]-blue, 10.20.1.[11-18], fe[1-2]-[1-3].
 *
 * A set is its word; members are made one by one, in the order written, several brackets as all
 * combinations with the last one turning fastest. Zero padding is kept. The same rules hold for names, paths, IPv4
 * addresses and the inside of quoted text.
 */
#ifndef OSNET_BASE_NAMESET_H
#define OSNET_BASE_NAMESET_H

#include <stddef.h>
#include <stdint.h>

#include "base/atom.h"

/* The most members. */
#define NAMESET_LIMIT 65536u
/* The longest word that is a set, in bytes: a member is found by going over it. */
#define NAMESET_LENGTH 1024u

/* How many members TEXT (LENGTH bytes) has: 1 without brackets; 0 where it is malformed, and *FAULT says how
 * ("8-1 goes down; write 1-8"), formatted into ARENA. */
uint32_t nameset_count(struct arena *arena, const char *text, size_t length, const char **fault);

/* Which member WORD is, or NAMESET_LIMIT: none. */
uint32_t nameset_find(struct arena *arena, const char *text, size_t length, const char *word);

/* The member I of a well-formed set, from 0; and its atom. */
const char *nameset_member(struct arena *arena, const char *text, size_t length, uint32_t i);
atom_t atom_of_member(struct atoms *atoms, struct arena *arena, const char *text, size_t length,
                      uint32_t i);

#endif
