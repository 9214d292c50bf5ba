/*
 * Takes names, gives numbers in the order of their first appearance, from 1. The table is uthash's
 * with its memory from the arena, so that running out of it ends the compilation as everywhere
 * else.
 */
#include "base/atom.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"

/* Eight bytes at a time; most names are no longer. */
static unsigned hash_bytes(const char *bytes, size_t length)
{
    uint64_t hash = length, word = 0;
    for (; length >= sizeof word; bytes += sizeof word, length -= sizeof word) {
        memcpy(&word, bytes, sizeof word);
        hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 32;
    }
    for (word = 0; length > 0; length--)
        word = word << 8 | (unsigned char)bytes[length - 1];
    hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
    return (unsigned)(hash >> 32); /* the table takes the low bits */
}

#define uthash_malloc(size) arena_alloc(atoms->arena, (size))
#define uthash_free(memory, size) ((void)(memory), (void)(size))
#define uthash_fatal(message) abort()
#define HASH_FUNCTION(key, length, hash) ((hash) = hash_bytes((key), (length)))
#include <uthash.h>

struct entry {
    UT_hash_handle hh;
    atom_t atom, folded; /* folded: 0 until it is asked for */
    char text[];
};

struct atoms {
    struct arena *arena;
    struct entry *table;
    VEC(struct entry *) entries; /* [0] is no name */
    atom_t keywords;             /* the first atom behind them */
};

struct atoms *atoms_create(struct arena *arena)
{
    struct atoms *atoms = arena_new(arena, struct atoms);
    atoms->arena = arena;
    struct entry *none = arena_alloc(arena, sizeof *none + 1);
    vec_add(arena, &atoms->entries, none);
    atoms->keywords = 1;
    return atoms;
}

atom_t atom_intern(struct atoms *atoms, const char *text, size_t length)
{
    struct entry *entry;
    unsigned hash;
    HASH_VALUE(text, length, hash);
    HASH_FIND_BYHASHVALUE(hh, atoms->table, text, length, hash, entry);
    if (entry)
        return entry->atom;
    entry = arena_alloc(atoms->arena, sizeof *entry + length + 1);
    memcpy(entry->text, text, length);
    entry->atom = atoms->entries.count;
    vec_add(atoms->arena, &atoms->entries, entry);
    HASH_ADD_KEYPTR_BYHASHVALUE(hh, atoms->table, entry->text, length, hash, entry);
    return entry->atom;
}

atom_t atom_find(const struct atoms *atoms, const char *text, size_t length)
{
    struct entry *entry;
    HASH_FIND(hh, atoms->table, text, length, entry);
    return entry ? entry->atom : 0;
}

const char *atom_text(const struct atoms *atoms, atom_t atom)
{
    return atoms->entries.items[atom]->text;
}

uint32_t atom_length(const struct atoms *atoms, atom_t atom)
{
    return atoms->entries.items[atom]->hh.keylen;
}

static int is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

atom_t atom_fold(struct atoms *atoms, atom_t atom)
{
    struct entry *entry = atoms->entries.items[atom];
    if (entry->folded || atom == 0)
        return entry->folded;
    size_t length = strlen(entry->text), capital = 0;
    while (capital < length && !is_capital(entry->text[capital]))
        capital++;
    if (capital == length)
        return entry->folded = atom;
    char *small = arena_copy(atoms->arena, entry->text, length);
    for (size_t i = capital; i < length; i++)
        if (is_capital(small[i]))
            small[i] = (char)(small[i] - 'A' + 'a');
    return entry->folded = atom_intern(atoms, small, length);
}

void atoms_end_keywords(struct atoms *atoms)
{
    atoms->keywords = atoms->entries.count;
}

atom_t atoms_keywords(const struct atoms *atoms)
{
    return atoms->keywords;
}

uint32_t atoms_count(const struct atoms *atoms)
{
    return atoms->entries.count;
}
