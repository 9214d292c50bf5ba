/*
 * Pictures by Graphviz: what stands above, below and beside what. See graph.h.
 */
#include "emit/graph_parts.h"

/* Unseen lines that hold a frame in its place: so many seen ones may cross for it. */
#define STRENGTH 2

void graph_set(void *object, const char *name, const char *value)
{
    agsafeset(object, (char *)name, (char *)value, (char *)"");
}

Agraph_t *graph_inside(struct graph *graph, const struct frame *frame)
{
    return frame ? frame->graph : graph->graph;
}

struct node *graph_heading(const struct frame *frame)
{
    while (frame && !frame->heading)
        frame = frame->parent;
    return frame ? frame->heading : NULL;
}

/* An unseen line from UPPER down to LOWER. */
static void hang(struct graph *graph, Agnode_t *upper, Agnode_t *lower, const char *weight)
{
    Agedge_t *edge = agedge(graph->graph, upper, lower, NULL, 1);
    graph_set(edge, "style", "invis");
    graph_set(edge, "weight", weight);
}

void graph_above(struct graph *graph, struct node *upper, struct node *lower)
{
    hang(graph, upper->node, lower->node, "0");
}

void graph_over(struct graph *graph, struct node *upper, struct node *lower)
{
    hang(graph, upper->node, lower->node, "1");
}

void graph_below_heading(struct graph *graph, struct node *node)
{
    struct node *heading = graph_heading(node->frame);
    if (heading)
        graph_above(graph, heading, node);
}

void graph_column(struct graph *graph, struct node *upper, struct node *lower)
{
    hang(graph, upper->node, lower->node, "8");
}

static void note_order(struct graph *graph, struct node *const *nodes, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        struct order order = {nodes[i - 1]->node, nodes[i]->node};
        vec_add(graph->arena, &graph->orders, order);
    }
}

void graph_level(struct graph *graph, struct frame *frame, struct node *const *nodes,
                 uint32_t count)
{
    char *name = arena_printf(graph->arena, "row:%u", graph->rows++);
    Agraph_t *row = agsubg(graph_inside(graph, frame), name, 1);
    graph_set(row, "rank", "same");
    for (uint32_t i = 0; i < count; i++)
        agsubnode(row, nodes[i]->node, 1);
    note_order(graph, nodes, count);
}

void graph_row(struct graph *graph, struct frame *frame, struct node *const *nodes, uint32_t count)
{
    graph_level(graph, frame, nodes, count);
    for (uint32_t i = 1; i < count; i++) {
        Agedge_t *edge = agedge(graph->graph, nodes[i - 1]->node, nodes[i]->node, NULL, 1);
        graph_set(edge, "style",
                  "invis"); /* with a weight: dot keeps no order along edges without one */
    }
}

/* A row of COUNT points without size in FRAME, from left to right. */
static Agnode_t **points(struct graph *graph, struct frame *frame, uint32_t count)
{
    Agnode_t **row = arena_array(graph->arena, Agnode_t *, count + 1);
    uint32_t number = graph->rows++;
    Agraph_t *level =
        agsubg(graph_inside(graph, frame), arena_printf(graph->arena, "row:%u", number), 1);
    graph_set(level, "rank", "same");
    for (uint32_t i = 0; i < count; i++) {
        row[i] = agnode(level, arena_printf(graph->arena, "row:%u:%u", number, i), 1);
        graph_set(row[i], "shape", "point");
        graph_set(row[i], "style", "invis");
        graph_set(row[i], "width", "0.01");
        graph_set(row[i], "height", "0.01");
        graph_set(row[i], "label", "");
        if (i > 0)
            graph_set(agedge(graph->graph, row[i - 1], row[i], NULL, 1), "style", "invis");
    }
    return row;
}

void graph_order(struct graph *graph, struct frame *frame, struct frame *outer,
                 const struct end *uppers, const struct end *lowers, uint32_t count)
{
    Agnode_t **above = points(graph, frame, count * STRENGTH);
    Agnode_t **below = points(graph, outer, count * STRENGTH);
    for (uint32_t i = 0; i < count; i++) {
        struct node *heading = uppers[i].frame ? uppers[i].frame->heading : NULL;
        struct node *upper = heading ? heading : uppers[i].node;
        for (uint32_t j = i * STRENGTH; j < (i + 1) * STRENGTH; j++) {
            hang(graph, above[j], upper->node, "1");
            hang(graph, lowers[i].node->node, below[j], "1");
        }
        if (i == 0)
            continue;
        struct order order = {uppers[i - 1].node->node, uppers[i].node->node};
        vec_add(graph->arena, &graph->orders, order);
    }
}
