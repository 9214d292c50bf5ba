/*
 * Takes names, gives numbers in the order of their first appearance, from 1. The table holds
 * numbers alone: a name that nothing else has costs 33 bytes and its text, and one that is looked
 * up touches the table and its entry.
 */
#include "base/atom.h"

#include <string.h>

#include "base/vec.h"

/* The places of the first table: a power of two. */
#define FIRST_PLACES 1024u

struct entry {
    const char *text;
    uint32_t length, hash;
    atom_t folded; /* 0 until it is asked for */
};

struct atoms {
    struct arena *arena;
    atom_t *table; /* by hash, the next places where one is taken; 0 is an empty place */
    uint32_t places;
    VEC(struct entry) entries; /* [0] is no name */
    atom_t keywords;           /* the first atom behind them */
};

/* Eight bytes at a time; most names are no longer. */
static uint32_t hash_bytes(const char *bytes, size_t length)
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
    return (uint32_t)(hash >> 32);
}

/* Where TEXT is in the table, or the empty place where it would be. */
static atom_t *place_of(const struct atoms *atoms, const char *text, size_t length, uint32_t hash)
{
    for (uint32_t at = hash & (atoms->places - 1);; at = (at + 1) & (atoms->places - 1)) {
        const struct entry *entry = &atoms->entries.items[atoms->table[at]];
        if (!atoms->table[at] || (entry->hash == hash && entry->length == length &&
                                  memcmp(entry->text, text, length) == 0))
            return &atoms->table[at];
    }
}

static void make_table(struct atoms *atoms, uint32_t places)
{
    arena_release(atoms->arena, atoms->table, sizeof *atoms->table * atoms->places);
    atoms->table = arena_array(atoms->arena, atom_t, places);
    atoms->places = places;
    for (atom_t atom = 1; atom < atoms->entries.count; atom++) {
        uint32_t at = atoms->entries.items[atom].hash & (places - 1);
        while (atoms->table[at])
            at = (at + 1) & (places - 1);
        atoms->table[at] = atom;
    }
}

struct atoms *atoms_create(struct arena *arena)
{
    struct atoms *atoms = arena_new(arena, struct atoms);
    atoms->arena = arena;
    vec_add(arena, &atoms->entries, (struct entry){.text = ""});
    make_table(atoms, FIRST_PLACES);
    atoms->keywords = 1;
    return atoms;
}

atom_t atom_intern(struct atoms *atoms, const char *text, size_t length)
{
    uint32_t hash = hash_bytes(text, length);
    atom_t *place = place_of(atoms, text, length, hash);
    if (*place)
        return *place;
    atom_t atom = *place = atoms->entries.count;
    vec_add(atoms->arena, &atoms->entries,
            ((struct entry){.text = arena_copy(atoms->arena, text, length),
                            .length = (uint32_t)length,
                            .hash = hash}));
    if (atom > atoms->places / 4 * 3)
        make_table(atoms, atoms->places * 2);
    return atom;
}

atom_t atom_find(const struct atoms *atoms, const char *text, size_t length)
{
    return *place_of(atoms, text, length, hash_bytes(text, length));
}

const char *atom_text(const struct atoms *atoms, atom_t atom)
{
    return atoms->entries.items[atom].text;
}

uint32_t atom_length(const struct atoms *atoms, atom_t atom)
{
    return atoms->entries.items[atom].length;
}

static int is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

atom_t atom_fold(struct atoms *atoms, atom_t atom)
{
    struct entry *entry = &atoms->entries.items[atom];
    if (entry->folded || atom == 0)
        return entry->folded;
    uint32_t capital = 0;
    while (capital < entry->length && !is_capital(entry->text[capital]))
        capital++;
    if (capital == entry->length)
        return entry->folded = atom;
    char *small = arena_copy(atoms->arena, entry->text, entry->length);
    for (uint32_t i = capital; i < entry->length; i++)
        if (is_capital(small[i]))
            small[i] = (char)(small[i] - 'A' + 'a');
    atom_t folded = atom_intern(atoms, small, entry->length);
    return atoms->entries.items[atom].folded = folded;
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
