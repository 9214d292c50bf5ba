/*
 * The best of several layouts.
 *
 * dot arranges what is in a row by rules of thumb that now and then cross lines without need or
 * turn an order round. Takes a graph and what should stand left of what; leaves the graph laid out
 * in the way that reads best of those that dot finds with different settings.
 */
#ifndef OSNET_EMIT_GRAPH_LAYOUT_H
#define OSNET_EMIT_GRAPH_LAYOUT_H

#include <graphviz/cgraph.h>
#include "emit/graphviz.h"
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

/* LEFT should stand left of RIGHT. */
struct order {
    Agnode_t *left, *right;
};

/* Returns false where dot could not lay the graph out at all; gvFreeLayout is due in either case.
 */
bool graph_lay_out(const struct graphviz *graphviz, GVC_t *context, Agraph_t *graph, const struct order *orders, uint32_t count,
                   struct arena *arena);

#endif
