/*
 * Names to objects.
 *
 * Every named object stands in one table under (scope, name without letter case). A scope is a block,
 * the top of the author's files (0), or the catalogue. A property's type says which kinds it accepts; only
 * those are looked up, from the innermost block outwards, then in the catalogue.
 */
#ifndef OSNET_MODEL_RESOLVE_H
#define OSNET_MODEL_RESOLVE_H

#include "model/model.h"

#define SCOPE_CATALOGUE UINT32_MAX

/* Fills model's table of names and reports names declared twice in one block. */
void names_collect(struct model *model);

/* The object NAME directly in SCOPE of one of KINDS, or 0; *OTHER is one of another kind. */
object_t names_find(const struct model *model, object_t scope, atom_t name, kinds_t kinds, object_t *other);

/* Whether any constant is called NAME, whatever its letter case and wherever it is seen from: most words are none's. */
bool names_has_let(const struct model *model, atom_t name);

/* What a name means, seen from object FROM (in a catalogue file if CATALOGUE). */
struct resolution {
    object_t object;    /* or 0 */
    object_t ambiguous; /* the catalogue's, where the name fits a declared thing too */
    object_t other;     /* a thing of that name of another kind, or 0 */
    const char *nearest; /* the nearest right name, or NULL */
};

/* The constant NAME seen from FROM, or 0; nothing is suggested. */
object_t resolve_let(const struct model *model, object_t from, bool catalogue, atom_t name);

/* Resolves NAME: a word, or a path whose first name is looked up so and each next one directly inside it. Suggests
 * nothing. */
struct resolution resolve(const struct model *model, object_t from, bool catalogue, const char *name,
                          size_t length, kinds_t kinds);

/* The same of a whole NAME that is interned. */
struct resolution resolve_atom(const struct model *model, object_t from, bool catalogue, atom_t name, kinds_t kinds);

/* The same with the nearest right name, which takes a look at all of them: for messages. */
struct resolution resolve_nearest(const struct model *model, object_t from, bool catalogue, const char *name,
                                  size_t length, kinds_t kinds);

#endif
