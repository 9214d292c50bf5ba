/*
 * A block as a pile of layers, while it is worked out what it means (merge.c).
 *
 * A pile has items: its properties, and the blocks inside, which are piles again and are found by
 * keyword and name.
 */
#ifndef OSNET_EXPAND_PILE_H
#define OSNET_EXPAND_PILE_H

#include "expand/expand.h"
#include "schema/schema.h"

/* The inside of one written block. */
struct layer {
    struct stretch inside;
    uint32_t block;           /* the statement, STATEMENT_NONE for a file's top */
    uint32_t made_by;         /* the `like` that brought it, STATEMENT_NONE where it was written */
    uint32_t member, members; /* which of the block's name set; members is 0 for all of it */
    uint32_t rank;            /* parts of one rank never merge: a name written twice is a mistake */
};

/* One part of a pile: a property, or a block that is a pile again. */
struct item {
    uint16_t row;  /* enum keyword_id; KEYWORD_COUNT for what the schema does not know */
    atom_t name;   /* a block's, 0 for unnamed and for properties */
    bool block;    /* declares something */
    bool visiting; /* its layers are being worked out: a `like` that asks for them goes in a circle
                    */
    bool settled;
    bool incomplete; /* its `like` brought nothing: do not conclude from what is missing */
    bool full;       /* it has more layers than it may, and that was reported */
    bool chained;    /* found by its name */
    uint32_t rank;   /* of a property that stands once: the layer's */
    uint32_t behind; /* in its chain: the next item's index plus 1 */
    uint32_t again;  /* the next block with its keyword and name, likewise */
    VEC(struct layer) layers;
};

/* The most layers of a block: copies of copies, each written again in copies, would double them with every step. */
#define LAYER_LIMIT 64u

/* A pile being worked out. */
struct pile {
    struct pile *outer;
    enum kind kind;
    VEC(struct item) items;
    VEC(uint32_t) sets; /* those items whose name is a set */
    bool incomplete; /* something of it was left behind with a mistake in it */
    uint32_t *heads; /* chains of blocks by row and name: indices of items, each plus 1 */
    uint32_t head_count;
};

/* The block ROW NAME, the first of several, or NULL; the block NAME that declares a thing of KIND.
 * Items move when one is added. */
struct item *pile_find(const struct pile *pile, enum keyword_id row, atom_t name);
struct item *pile_find_kind(const struct pile *pile, enum kind kind, atom_t name);

/* The block of PILE with a set for a name that declares a thing of KIND called WORD: its *MEMBER of *MEMBERS. NULL where
 * there is none. */
struct item *pile_find_member(struct arena *arena, const struct pile *pile, const struct atoms *atoms, enum kind kind,
                              const char *word, uint32_t *member, uint32_t *members);

/* A new item without layers: a BLOCK, or a property. */
struct item *pile_add(struct arena *arena, struct pile *pile, enum keyword_id row, atom_t name,
                      bool block);

/* A new item for a property that stands once, in a layer of RANK; those of lower layers go. */
struct item *pile_add_once(struct arena *arena, struct pile *pile, enum keyword_id row, uint32_t rank);

/* Drops what `without` names from the layers below RANK; only LINES of a catalogue, where that is
 * wanted. Returns whether there was such a thing. */
bool pile_drop(struct pile *pile, const char *word, atom_t atom, uint32_t rank, bool lines);

/* What of PILE, in layers below RANK, was perhaps meant by the WORD of a `without`; NULL for nothing. */
const char *pile_nearest(const struct pile *pile, const struct atoms *atoms, const char *word,
                         uint32_t rank);

#endif
