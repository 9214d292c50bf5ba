/*
 * expand/: the tape as the author meant it.
 *
 * imports.c reads the files that files import and the catalogue that they use; merge.c lays blocks over
 * blocks: a catalogue over another, the author's over the catalogue, a copy by `like` over its
 * original. Tape in, tape out; values are shared, only statements are new.
 */
#ifndef OSNET_EXPAND_EXPAND_H
#define OSNET_EXPAND_EXPAND_H

#include "base/atom.h"
#include "source/source.h"
#include "syntax/tape.h"

/* Statements FIRST to END (not included) of a tape. */
struct stretch {
    uint32_t first, end;
};

/* What one compilation reads. */
struct reading {
    struct arena *arena;
    struct atoms *atoms;
    struct sources *sources;
    struct diagnostics *diagnostics;
    struct tape *tape;
    const char *const *includes; /* -I folders */
    uint32_t include_count;
    const char *stdlib;          /* --stdlib, or NULL: the embedded catalogue */
    VEC(struct read_file {
        const char *key; /* its real path: a file is read once */
        const struct source_file *file;
        bool open;       /* being read: an import of it goes in a circle */
    }) files;
    struct stretch authored;          /* what the author's files say */
    VEC(struct stretch) catalogues;   /* what each catalogue says, one that others build on before them */
    const char *profile;              /* the first profile used */
};

/* Parses FILE and, depth first, whatever it imports. */
void read_imports(struct reading *reading, const struct source_file *file);

/* Parses the catalogues that the tape's files `use` (outsystems/11 where none does), and those that they use.
 * Call once, after all files are read. */
void read_catalogues(struct reading *reading);

/* Takes VALUE, as the command line gives it, for the constant NAME; read with the type of its `let`. Returns NULL, or what
 * is wrong with it. Call after read_catalogues. */
const char *read_define(struct reading *reading, const char *name, const char *value);

/* A new tape that takes over the reading's values (the reading's own is empty then): the catalogues' and the author's statements merged, `like` and
 * `without` carried out (`without` stays on the tape: binding forgets references to what was dropped). */
struct tape expand(const struct reading *reading);

#endif
