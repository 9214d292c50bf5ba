/*
 * Blocks of a pile by keyword and name: chains of items, so that a topology of a hundred thousand
 * blocks side by side costs no more than its length.
 */
#include <string.h>

#include "base/nameset.h"
#include "base/nearest.h"
#include "expand/pile.h"

#define FIRST_HEADS 16u

static uint32_t *head_of(const struct pile *pile, enum keyword_id row, atom_t name)
{
    uint32_t hash = (name * 31 + (uint32_t)row) * 2654435769u;
    return &pile->heads[(hash >> 7) & (pile->head_count - 1)];
}

/* Puts item INDEX in front of its chain. */
static void chain(struct pile *pile, uint32_t index)
{
    struct item *item = &pile->items.items[index];
    uint32_t *head = head_of(pile, (enum keyword_id)item->row, item->name);
    item->behind = *head;
    *head = index + 1;
}

static void grow(struct arena *arena, struct pile *pile)
{
    pile->head_count = pile->head_count ? pile->head_count * 2 : FIRST_HEADS;
    pile->heads = arena_array(arena, uint32_t, pile->head_count);
    for (uint32_t i = 0; i < pile->items.count; i++)
        if (pile->items.items[i].chained)
            chain(pile, i);
}

struct item *pile_find(const struct pile *pile, enum keyword_id row, atom_t name)
{
    if (!pile->head_count)
        return NULL;
    for (uint32_t at = *head_of(pile, row, name); at; at = pile->items.items[at - 1].behind) {
        struct item *item = &pile->items.items[at - 1];
        if (item->row == row && item->name == name)
            return item;
    }
    return NULL;
}

struct item *pile_find_kind(const struct pile *pile, enum kind kind, atom_t name)
{
    for (int row = 0; row < KEYWORD_COUNT; row++) {
        struct item *item =
            schema[row].makes == kind ? pile_find(pile, (enum keyword_id)row, name) : NULL;
        if (item)
            return item;
    }
    return NULL;
}

struct item *pile_find_member(struct arena *arena, const struct pile *pile,
                              const struct atoms *atoms, enum kind kind, const char *word,
                              uint32_t *member, uint32_t *members)
{
    for (uint32_t i = 0; i < pile->sets.count; i++) {
        struct item *item = &pile->items.items[pile->sets.items[i]];
        const char *set = atom_text(atoms, item->name), *fault;
        if (schema[item->row].makes != kind || item->layers.count == 0)
            continue;
        *member = nameset_find(arena, set, strlen(set), word);
        *members = nameset_count(arena, set, strlen(set), &fault);
        if (*member < *members)
            return item;
    }
    return NULL;
}

struct item *pile_add(struct arena *arena, struct pile *pile, enum keyword_id row, atom_t name,
                      bool block)
{
    if (pile->items.count >= pile->head_count)
        grow(arena, pile);
    struct item *before = block ? pile_find(pile, row, name) : NULL;
    bool first = block && !before;
    uint32_t again = before ? before->again : 0;
    if (before)
        before->again = pile->items.count + 1;
    struct item *item = vec_push(arena, &pile->items);
    item->again = again;
    item->row = (uint16_t)row;
    item->name = name;
    item->block = block;
    item->chained = first;
    if (first)
        chain(pile, pile->items.count - 1);
    return item;
}

struct item *pile_add_once(struct arena *arena, struct pile *pile, enum keyword_id row,
                           uint32_t rank)
{
    /* The first in the layer that came last: those of layers before it are gone. */
    const struct item *before = pile_find(pile, row, 0);
    bool first = !before || before->rank != rank;
    for (uint32_t i = before && first ? (uint32_t)(before - pile->items.items) : pile->items.count;
         i < pile->items.count; i++)
        if (pile->items.items[i].row == row)
            pile->items.items[i].layers.count = 0;
    struct item *item = pile_add(arena, pile, row, 0, false);
    item->rank = rank;
    item->chained = first;
    if (first)
        chain(pile, pile->items.count - 1);
    return item;
}

/* Whether ITEM is a line of a catalogue: what it asks for or advises. */
static bool is_line(const struct item *item)
{
    enum kind makes = item->row != KEYWORD_COUNT ? (enum kind)schema[item->row].makes : KIND_TOP;
    return makes == KIND_FLOW || makes == KIND_ADVICE || makes == KIND_CHECKLIST;
}

/* Drops what layers below RANK have of ITEM; whether there was something. */
static bool drop_item(struct item *item, uint32_t rank, bool lines)
{
    uint32_t kept = 0, count = item->layers.count;
    if (count == 0 || item->layers.items[0].rank >= rank || (lines && !is_line(item)))
        return false;
    for (uint32_t l = 0; l < count; l++)
        if (item->layers.items[l].rank >= rank)
            item->layers.items[kept++] = item->layers.items[l];
    item->layers.count = kept;
    return true;
}

bool pile_drop(struct pile *pile, const char *word, atom_t atom, uint32_t rank, bool lines)
{
    bool dropped = false;
    for (int row = 0; atom && row <= KEYWORD_COUNT; row++) {
        struct item *item = pile_find(pile, (enum keyword_id)row, atom);
        for (; item; item = item->again ? &pile->items.items[item->again - 1] : NULL)
            dropped |= drop_item(item, rank, lines);
    }
    bool keyword = schema_find_anywhere(word) != KEYWORD_COUNT; /* of what has no name */
    for (uint32_t i = 0; keyword && i < pile->items.count; i++) {
        struct item *item = &pile->items.items[i];
        if (item->layers.count > 0 && item->layers.items[0].rank >= rank)
            break; /* items come layer by layer */
        if (!(item->block && item->name) && item->row != KEYWORD_COUNT &&
            strcmp(schema[item->row].name, word) == 0)
            dropped |= drop_item(item, rank, lines);
    }
    return dropped;
}

const char *pile_nearest(const struct pile *pile, const struct atoms *atoms, const char *word,
                         uint32_t rank)
{
    struct nearest nearest = nearest_to(word);
    for (uint32_t i = 0; i < pile->items.count; i++) {
        const struct item *item = &pile->items.items[i];
        if (item->layers.count > 0 && item->layers.items[0].rank >= rank)
            break;
        if (item->row != KEYWORD_COUNT && item->layers.count > 0)
            nearest_try(&nearest, item->block && item->name ? atom_text(atoms, item->name)
                                                            : schema[item->row].name);
    }
    return nearest.candidate;
}
