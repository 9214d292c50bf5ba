/*
 * SVG as pages and screen readers want it.
 *
 * Takes the SVG that Graphviz writes and what is known of its elements; gives the same picture with
 * a role, a name and a description, and with data- attributes by which a page finds what belongs
 * together.
 */
#ifndef OSNET_EMIT_SVG_H
#define OSNET_EMIT_SVG_H

#include <stdio.h>

#include "base/arena.h"
#include "base/vec.h"

/* What an element carries besides what Graphviz writes. Ids are those of graph_identifier; each
 * text may be NULL. */
struct svg_note {
    const char *id;          /* the element's own */
    const char *title;       /* what it is in full */
    const char *things;      /* numbers of what it stands for: "12-15 20" */
    const char *frame;       /* the id of the frame that it stands in */
    const char *tail, *head; /* the ids of what a line, or the text on it, connects */
};

struct svg_notes {
    VEC(struct svg_note) items;
};

/* Writes DATA, a picture of Graphviz whose ids begin with PREFIX, to OUT. */
void svg_write(struct arena *arena, const char *data, const char *prefix, const char *title,
               const char *description, struct svg_notes *notes, FILE *out);

#endif
