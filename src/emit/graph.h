/*
 * Pictures by Graphviz: the primitives.
 *
 * Takes frames, nodes and edges with lines of plain text; gives DOT (the graph as built) or a
 * rendering of it. Everything that knows Graphviz is in here: attributes, escaping, wrapping, its
 * error hook and its lock (the library keeps process-wide state, so one picture is made at a time).
 * What to draw is decided by the callers, who hand in text as it is and never escape.
 *
 * The text on an edge is a small node between its two halves: dot then keeps room for it, so that
 * no text ever lies on another or on a line, and it is clear which line it belongs to.
 */
#ifndef OSNET_EMIT_GRAPH_H
#define OSNET_EMIT_GRAPH_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"

struct graph;

/* How a line of text is set: the title of the picture; the name of a thing, what else it says, what
 * kind of thing it is; the name of a frame and what else it says (frames bear longer lines). */
enum face { FACE_TITLE, FACE_NAME, FACE_PLAIN, FACE_CAPTION, FACE_HEADING, FACE_NOTE };

struct line {
    const char *text;
    enum face face;
};

struct lines {
    struct line *items;
    uint32_t count, capacity;
};

/* What a node or a frame looks like. */
struct look {
    const char *class;         /* the class in SVG: "server" */
    const char *shape;         /* of Graphviz; unused for frames */
    const char *fill, *border; /* "#rrggbb" */
    const char *style;         /* "filled", "filled,dashed", … */
    uint32_t rings;            /* outlines: 1, or more for a stack */
    const char *margin; /* between text and outline in inches, "0.12,0.07"; NULL: the usual */
};

/* What an edge looks like. */
struct stroke {
    const char *class, *colour;
    const char *style; /* "solid", "dashed", "dotted" */
    const char *width; /* in points: "1.2" */
    const char *arrow; /* of Graphviz: "normal" */
};

struct node;
struct frame;

/* The end of an edge: a node, or with FRAME the whole frame around that node (the line ends at its
 * border). */
struct end {
    struct node *node;
    struct frame *frame;
};

/* Where the head of an edge lies, seen from its tail. */
enum course { COURSE_DOWN, COURSE_UP, COURSE_BESIDE };

/* A picture called NAME, which is also the prefix of all its ids. */
struct graph *graph_create(struct arena *arena, const char *name);

/* What a picture is drawn on, and the colour of its text (NULL: black). */
struct paper {
    const char *colour, *ink;
};

/* Begins it on PAPER, under TITLE; waits until other threads' pictures are closed. */
void graph_open(struct graph *graph, const struct lines *title, const struct paper *paper);

/* Ends it and lets others draw; does nothing to one that is not open. Needed also when the arena
 * runs out of memory in between. */
void graph_close(struct graph *graph);

/* Adds a line (formatted) to LINES. */
void graph_line(struct arena *arena, struct lines *lines, enum face face, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Where a frame bears its text: at its upper or lower border; or as a node at the top of what it
 * holds, so that lines that go through the border run around it. */
enum heading { HEADING_ABOVE, HEADING_BELOW, HEADING_INSIDE };

/* A frame inside PARENT (NULL: the picture itself). KEY is unique among frames and nodes. */
struct frame *graph_frame(struct graph *graph, struct frame *parent, const char *key,
                          const struct lines *lines, const struct look *look, const char *tooltip,
                          enum heading where);

/* Lines from above to what stands deeper in FRAME have their text in it, so that they come in
 * through its upper border, and not through what stands beside their end. */
void graph_entrance(struct frame *frame);

struct node *graph_node(struct graph *graph, struct frame *frame, const char *key,
                        const struct lines *lines, const struct look *look, const char *tooltip);

/* An edge with its text. BOTH: with an arrow at either end. */
void graph_edge(struct graph *graph, const char *key, struct end tail, struct end head,
                enum course course, bool both, const struct stroke *stroke,
                const struct lines *lines, const char *tooltip);

/* NODE stands for these things (numbers, "12-15 20"): pages find it by them. */
void graph_stands_for(struct graph *graph, struct node *node, const char *things);

/* UPPER is drawn above LOWER; nothing is to be seen of it. */
void graph_above(struct graph *graph, struct node *upper, struct node *lower);

/* The same, and had better stand straight above it. */
void graph_over(struct graph *graph, struct node *upper, struct node *lower);

/* NODE, one of the topmost of its frame, is drawn below the frame's text. */
void graph_below_heading(struct graph *graph, struct node *node);

/* UPPER is drawn straight above LOWER. */
void graph_column(struct graph *graph, struct node *upper, struct node *lower);

/* A sample of a stroke with its meaning, for a legend: an arrow pointing at the text. Returns the
 * upper end. */
struct node *graph_sample(struct graph *graph, struct frame *frame, const char *key,
                          const struct stroke *stroke, const struct lines *lines);

/* NODES, of which some may stand in frames of their own inside FRAME, stand on one level, and had
 * better stand from left to right. */
void graph_level(struct graph *graph, struct frame *frame, struct node *const *nodes,
                 uint32_t count);

/* NODES stand side by side, from left to right. */
void graph_row(struct graph *graph, struct frame *frame, struct node *const *nodes, uint32_t count);

/* The frames whose topmost and lowest nodes are at UPPERS and LOWERS stand from left to right. dot
 * takes no order of frames, but crosses as few lines as it can: they hang between two rows of
 * points, unseen, the upper one in FRAME, the lower one in OUTER. */
void graph_order(struct graph *graph, struct frame *frame, struct frame *outer,
                 const struct end *uppers, const struct end *lowers, uint32_t count);

/* Writes the graph as built, in DOT. */
void graph_write(struct graph *graph, FILE *out);

/* Lays out and renders as FORMAT ("svg", "png", "pdf"). Returns NULL, or why it could not be done
 * (a sentence in the arena). */
const char *graph_render(struct graph *graph, const char *format, FILE *out);

#endif
