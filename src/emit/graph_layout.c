/*
 * The best of several layouts: lays the graph out under a few settings of dot and weighs the
 * results. See graph_layout.h.
 */
#include <math.h>
#include <string.h>

#include "base/vec.h"
#include "emit/graph_layout.h"

/* Graphs with more nodes than this are laid out once: they take dot too long. */
#define TRIED_NODES 160

/* What weighs against a layout: a line that was lost, one line crossing another, two things in the
 * wrong order, an inch of width, a line that runs through a frame that it has no end in. */
#define LOSS 1000.0
#define CROSSING 2.0
#define DISORDER 20.0
#define INCH 0.2
#define STRANGER 6.0

/* How long dot looks for fewer crossings. Less now and then keeps the order, and lines out of
 * frames, but it hardly ever leaves fewer crossings: for these alone another layout, which takes
 * as long as all the rest, is not worth its time. */
static const char *const settings[] = {"1", "0.2"};

#define SETTINGS (sizeof settings / sizeof *settings)

struct segment {
    pointf from, to;
    const Agnode_t *tail, *head;
};

typedef VEC(struct segment) segments;

static bool is_drawn(Agedge_t *edge)
{
    const char *style = agget(edge, (char *)"style");
    return style == NULL || strcmp(style, "invis") != 0;
}

static void add_segments(struct arena *arena, segments *all, Agedge_t *edge)
{
    splines *lines = ED_spl(edge);
    for (int i = 0; lines && i < lines->size; i++) {
        const bezier *curve = &lines->list[i];
        for (int j = 3; j < curve->size; j += 3) { /* from one point on the curve to the next */
            struct segment segment = {curve->list[j - 3], curve->list[j], agtail(edge),
                                      aghead(edge)};
            vec_add(arena, all, segment);
        }
    }
}

/* On which side of the line from A to B the point C lies. */
static double side(pointf a, pointf b, pointf c)
{
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

static bool cross(const struct segment *one, const struct segment *other)
{
    if (one->tail == other->tail || one->tail == other->head || one->head == other->tail ||
        one->head == other->head)
        return false;
    return side(one->from, one->to, other->from) * side(one->from, one->to, other->to) < 0 &&
           side(other->from, other->to, one->from) * side(other->from, other->to, one->to) < 0;
}

/* Whether SEGMENT goes through BOX, seen at some points on it. */
static bool passes(const struct segment *segment, boxf box)
{
    for (int i = 1; i < 8; i++) {
        double x = segment->from.x + (segment->to.x - segment->from.x) * i / 8;
        double y = segment->from.y + (segment->to.y - segment->from.y) * i / 8;
        if (x > box.LL.x && x < box.UR.x && y > box.LL.y && y < box.UR.y)
            return true;
    }
    return false;
}

/* How many lines run through a frame in GRAPH that neither of their ends is in. */
static uint32_t strangers(Agraph_t *graph, const segments *all)
{
    uint32_t count = 0;
    for (int i = 1; i <= GD_n_cluster(graph); i++) {
        Agraph_t *frame = GD_clust(graph)[i];
        const Agnode_t *last = NULL;
        for (uint32_t j = 0; j < all->count; j++) {
            const struct segment *segment = &all->items[j];
            if (segment->head == last || agcontains(frame, (void *)segment->tail) ||
                agcontains(frame, (void *)segment->head) || !passes(segment, GD_bb(frame)))
                continue;
            last = segment->head; /* a line is counted once */
            count++;
        }
        count += strangers(frame, all);
    }
    return count;
}

/* What is wrong with the layout, and how much of that are crossings. */
static double faults(Agraph_t *graph, const struct order *orders, uint32_t count,
                     struct arena *arena, double *crossings)
{
    double cost = 0;
    *crossings = 0;
    for (uint32_t i = 0; i < count; i++)
        if (ND_coord(orders[i].left).x > ND_coord(orders[i].right).x)
            cost += DISORDER;
    segments all = {0};
    for (Agnode_t *node = agfstnode(graph); node; node = agnxtnode(graph, node))
        for (Agedge_t *edge = agfstout(graph, node); edge; edge = agnxtout(graph, edge))
            if (is_drawn(edge)) {
                add_segments(arena, &all, edge);
                if (ED_spl(edge) == NULL)
                    cost += LOSS;
            }
    for (uint32_t i = 0; i < all.count; i++)
        for (uint32_t j = i + 1; j < all.count; j++)
            if (cross(&all.items[i], &all.items[j]))
                *crossings += CROSSING;
    return cost + *crossings + strangers(graph, &all) * STRANGER;
}

static double width(Agraph_t *graph)
{
    return (GD_bb(graph).UR.x - GD_bb(graph).LL.x) / 72.0 * INCH;
}

static bool lay_out(const struct graphviz *graphviz, GVC_t *context, Agraph_t *graph,
                    const char *setting)
{
    agsafeset(graph, (char *)"mclimit", (char *)setting, (char *)"");
    return graphviz->layout(context, graph, "dot") == 0;
}

bool graph_lay_out(const struct graphviz *graphviz, GVC_t *context, Agraph_t *graph,
                   const struct order *orders, uint32_t count, struct arena *arena)
{
    size_t best = 0, last = 0;
    double least = INFINITY;
    if (agnnodes(graph) > TRIED_NODES)
        return lay_out(graphviz, context, graph, settings[0]);
    for (size_t i = 0; i < SETTINGS; i++) {
        if (i > 0)
            graphviz->free_layout(context, graph);
        if (!lay_out(graphviz, context, graph, settings[i]))
            return false;
        last = i;
        double crossings, wrong = faults(graph, orders, count, arena, &crossings);
        double cost = wrong + width(graph);
        if (i == 0 && wrong <= crossings)
            return true;
        if (cost < least) {
            least = cost;
            best = i;
        }
    }
    if (best == last)
        return true;
    graphviz->free_layout(context, graph);
    return lay_out(graphviz, context, graph, settings[best]);
}
