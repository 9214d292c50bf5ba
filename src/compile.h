/*
 * The compiler on one screen: the stages in order. See include/osnet/osnet.h for the public face.
 */
#ifndef OSNET_COMPILE_H
#define OSNET_COMPILE_H

#include "base/atom.h"
#include "diagnostics/diagnostics.h"
#include "model/model.h"
#include "plan/plan.h"
#include "source/source.h"
#include "syntax/tape.h"

struct define {
    const char *name, *value;
};

struct compilation {
    struct arena *arena;
    struct atoms *atoms;
    struct sources sources; /* texts taken before compile() are inputs too */
    struct diagnostics diagnostics;
    struct tape tape;
    struct model *model; /* NULL before compile() */
    struct plan *plan;   /* likewise */
    VEC(const char *) inputs;   /* paths, "-" for standard input */
    VEC(const char *) includes; /* -I */
    VEC(struct define) defines; /* -D */
    const char *stdlib;         /* --stdlib, or NULL: the embedded catalogue */
    enum derivation derivation;         /* how far the plan is worked out, for what will be written */
    const char *fault;          /* the machine's or a file's fault (exit status 2): a sentence; or NULL */
};

/* NULL without memory. */
struct compilation *compilation_create(void);
void compilation_destroy(struct compilation *compilation);

/* Reads, expands, binds, derives and checks everything. Afterwards ask diagnostics.errors and fault. */
void compile(struct compilation *compilation);

#endif
