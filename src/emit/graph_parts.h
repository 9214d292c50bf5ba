/*
 * What the files behind graph.h share: the parts of a picture as Graphviz has them.
 */
#ifndef OSNET_EMIT_GRAPH_PARTS_H
#define OSNET_EMIT_GRAPH_PARTS_H

#include <graphviz/cgraph.h>

#include "base/atom.h"
#include "base/vec.h"
#include "emit/graph.h"
#include "emit/graph_layout.h"
#include "emit/svg.h"

struct node {
    Agnode_t *node;
    struct frame *frame;
    const char *id, *name;
};

struct frame {
    Agraph_t *graph;
    struct frame *parent;
    const char *name;
    struct node *heading; /* its text as a node, or NULL */
    bool entrance;        /* see graph_entrance */
    Agraph_t *row;        /* what is written on the lines that come in, or NULL */
    const char *id;
};

/* The tooltip of something. */
struct told {
    void *object;
    const char *text;
};

struct graph {
    Agdisc_t disciplines; /* first: cgraph hands its address to ids_open */
    struct arena *arena;
    const char *name;
    Agraph_t *graph;
    bool open;                   /* this picture holds the lock */
    VEC(const char *) names;     /* by id; NULL for what has none (edges) */
    struct atoms *atoms;
    VEC(uint32_t) numbers;       /* their ids, by atom */
    uint32_t rows;
    VEC(struct order) orders;
    const char *title;
    VEC(const char *) shown; /* the names of what stands for things */
    struct svg_notes notes;
    VEC(struct told) told;
};

/* Sets an attribute. cgraph's functions take char * and leave it alone. */
void graph_set(void *object, const char *name, const char *value);

/* What is drawn in FRAME (NULL: in the picture itself). */
Agraph_t *graph_inside(struct graph *graph, const struct frame *frame);

/* The heading that what stands in FRAME stands below, or NULL. */
struct node *graph_heading(const struct frame *frame);

#endif
