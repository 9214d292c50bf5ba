/*
 * Rows of a picture: what stands side by side, what above what, and in which order. Takes items
 * that have their nodes and frames. See diagram.h.
 */
#include "emit/diagram.h"

/* Servers in one row, where they are drawn one by one. */
#define SERVER_ROW 10

/* Whether lines run between things on this tier of FRAME (NULL: outside of all): those do not stand
 * side by side. */
static bool linked_among(const struct drawing *drawing, const struct item *frame, enum tier tier)
{
    for (uint32_t i = 0; i < drawing->links.count; i++) {
        const struct link *link = drawing->links.items[i];
        if (!link->dropped && link->tail->tier == tier && link->head->tier == tier &&
            (frame ? item_within(link->tail, frame) && item_within(link->head, frame)
                   : !link->tail->parent && !link->head->parent))
            return true;
    }
    return false;
}

/* People stand before outside parties, these before LifeTime; otherwise as they were declared. */
static uint64_t declared(const struct item *item)
{
    uint64_t sort = item->look == LOOK_LIFETIME ? 2 : item->look == LOOK_ENDPOINT ? 1 : 0;
    return sort << 32 | item->object;
}

/* How many of COUNT things on one TIER of FRAME stand side by side. */
static uint32_t row_length(const struct drawing *drawing, const struct item *frame, enum tier tier,
                           uint32_t count)
{
    bool servers = frame && tier >= TIER_FRONT_ENDS && tier < TIER_DATABASES;
    uint32_t most = servers && frame->columns      ? frame->columns
                    : servers && drawing->expanded ? SERVER_ROW
                                                   : count;
    return count < most ? count : most;
}

/* Puts what stands in FRAME (NULL: outside of all) on one TIER side by side; with DEEP also what
 * stands in the frames inside it. */
static void make_row(struct drawing *drawing, struct graph *graph, struct item *frame,
                     enum tier tier, bool deep)
{
    struct node **nodes = arena_array(drawing->arena, struct node *, drawing->items.count + 1);
    struct item **row = arena_array(drawing->arena, struct item *, drawing->items.count + 1);
    uint32_t count = 0;
    for (uint32_t i = 0; i < drawing->items.count; i++) {
        struct item *item = drawing->items.items[i];
        if (!item->node || item->tier != tier ||
            !(deep ? item_within(item->parent, frame) : item->parent == frame))
            continue;
        uint32_t at = count++;
        for (; at > 0 && declared(row[at - 1]) > declared(item); at--)
            row[at] = row[at - 1];
        row[at] = item;
    }
    for (uint32_t i = 0; i < count; i++)
        nodes[i] = row[i]->node;
    uint32_t length = row_length(drawing, frame, tier, count);
    for (uint32_t begin = 0; begin < count; begin += length) {
        uint32_t rest = count - begin < length ? count - begin : length;
        if (rest > 1)
            graph_row(graph, frame ? frame->frame : NULL, nodes + begin, rest);
        for (uint32_t i = 0; i < rest && begin > 0; i++)
            graph_column(graph, nodes[begin - length + i], nodes[begin + i]);
        if (begin > 0)
            frame->foot = row[begin + (rest - 1) / 2];
    }
}

/* The node that lines to FRAME aim at: the middle one of its upper row. Where the row is made of
 * frames, the last: the lines of the main way lead to the frames one by one, and the others come in
 * beside them. */
static struct item *middle_of(const struct drawing *drawing, const struct item *frame)
{
    struct item **row = arena_array(drawing->arena, struct item *, frame->members.count + 1);
    uint32_t count = 0;
    for (uint32_t i = 0; i < frame->members.count; i++) {
        struct item *item = drawing->of[frame->members.items[i]];
        if (item == NULL || item->node == NULL || (count > 0 && item == row[count - 1]))
            continue;
        if (count > 0 && item->tier < row[0]->tier)
            count = 0;
        if (count == 0 || item->tier == row[0]->tier)
            row[count++] = item;
    }
    if (count == 0)
        return NULL;
    if (row[0]->parent != frame)
        return row[count - 1];
    return row[(row_length(drawing, frame, row[0]->tier, count) - 1) / 2];
}

/* Whether FRAME is LifeTime's environment, which stands beside those that it manages. */
static bool is_lifetime(const struct drawing *drawing, const struct item *frame)
{
    return frame->look == LOOK_ENVIRONMENT_FRAME &&
           drawing->plan->environments.items[frame->environment].lifetime;
}

/* Whether anything stands above all environments. */
static bool has_users(const struct drawing *drawing)
{
    for (uint32_t i = 0; i < drawing->items.count; i++)
        if (drawing->items.items[i]->tier == TIER_ACTORS)
            return true;
    return false;
}

/* The number of the first declared thing in FRAME. LifeTime comes before all: its lines lead to the
 * right, beside those that come down from the users; alone they are shorter from the right. */
static object_t first_in(const struct drawing *drawing, const struct item *frame)
{
    object_t first = UINT32_MAX;
    if (is_lifetime(drawing, frame))
        return has_users(drawing) ? 0 : first;
    for (uint32_t i = 0; i < drawing->items.count; i++) {
        const struct item *item = drawing->items.items[i];
        if (item->object && item->object < first && item_within(item, frame))
            first = item->object;
    }
    return first;
}

/* The topmost node in FRAME, or with BELOW the lowest. */
static struct end edge_of(const struct drawing *drawing, const struct item *frame, bool below)
{
    const struct item *found = NULL;
    for (uint32_t i = 0; i < drawing->items.count; i++) {
        const struct item *item = drawing->items.items[i];
        if (item->node && item_within(item, frame) &&
            (!found || (below ? item->tier > found->tier : item->tier < found->tier)))
            found = item;
    }
    return (struct end){found ? found->node : NULL, frame->frame};
}

/* The frames inside PARENT (NULL: outside of all) stand as they were declared, and zones on one
 * level. LifeTime stands at the side, unless it is in the cloud with others or the view is of one
 * server, which has lines enough of its own. */
static void order_frames(struct drawing *drawing, struct graph *graph, struct item *parent,
                         bool zones)
{
    struct item **frames = arena_array(drawing->arena, struct item *, drawing->items.count + 1);
    object_t *firsts = arena_array(drawing->arena, object_t, drawing->items.count + 1);
    uint32_t count = 0;
    for (uint32_t i = 0; i < drawing->items.count; i++) {
        struct item *frame = drawing->items.items[i];
        if (!frame->frame || frame->parent != parent ||
            (is_lifetime(drawing, frame) && (parent || drawing->focus)) ||
            edge_of(drawing, frame, false).node == NULL)
            continue;
        object_t first = first_in(drawing, frame);
        uint32_t at = count++;
        for (; at > 0 && firsts[at - 1] > first; at--) {
            frames[at] = frames[at - 1];
            firsts[at] = firsts[at - 1];
        }
        frames[at] = frame;
        firsts[at] = first;
    }
    if (count < 2)
        return;
    struct end *uppers = arena_array(drawing->arena, struct end, count);
    struct end *lowers = arena_array(drawing->arena, struct end, count);
    struct node **level = arena_array(drawing->arena, struct node *, count);
    for (uint32_t i = 0; i < count; i++) {
        uppers[i] = edge_of(drawing, frames[i], false);
        lowers[i] = edge_of(drawing, frames[i], true);
        level[i] = uppers[i].node;
    }
    if (zones)
        graph_level(graph, parent->frame, level, count);
    struct item *around = zones ? parent->parent : parent;
    graph_order(graph, around ? around->frame : NULL, zones && around ? around->frame : NULL,
                uppers, lowers, count);
}

/* The nodes of a zone stand in one row, and so do the zones of an environment, its load balancers,
 * the users above all and the outside parties below. */
void rows_make(struct drawing *drawing, struct graph *graph)
{
    make_row(drawing, graph, NULL, TIER_ACTORS, false);
    make_row(drawing, graph, NULL, TIER_OUTSIDE, false);
    if (!linked_among(drawing, NULL, TIER_FRONT_ENDS)) /* whole environments */
        make_row(drawing, graph, NULL, TIER_FRONT_ENDS, false);
    order_frames(drawing, graph, NULL, false);
    for (uint32_t i = 0; i < drawing->items.count; i++) {
        struct item *frame = drawing->items.items[i];
        if (frame->look == LOOK_CLOUD_FRAME || frame->look == LOOK_PIPELINE_FRAME)
            order_frames(drawing, graph, frame, false);
        if (!frame->is_frame || frame->members.count == 0)
            continue;
        bool whole = frame->look == LOOK_ENVIRONMENT_FRAME;
        if (whole && !linked_among(drawing, frame, TIER_BALANCERS))
            make_row(drawing, graph, frame, TIER_BALANCERS, true);
        if (whole && !linked_among(drawing, frame, TIER_PROXIES))
            make_row(drawing, graph, frame, TIER_PROXIES, false);
        if (whole && !linked_among(drawing, frame, TIER_DATABASES))
            make_row(drawing, graph, frame, TIER_DATABASES, true);
        for (uint32_t tier = TIER_FRONT_ENDS; tier < TIER_DATABASES && !whole; tier++)
            make_row(drawing, graph, frame, (enum tier)tier, false);
        if (frame->look == LOOK_GROUP_FRAME)
            order_frames(drawing, graph, frame, true);
        frame->middle = middle_of(drawing, frame);
    }
}

/* Whether a link holds ITEM (or the frame it is in) below something of its environment; a database
 * below something on the tier of ABOVE. */
static bool is_held(const struct drawing *drawing, const struct item *item,
                    const struct item *above)
{
    const struct item *frame = item->parent;
    if (frame && frame->look != LOOK_ENVIRONMENT_FRAME && frame->middle && frame->middle != item)
        return true; /* its row is */
    for (uint32_t i = 0; i < drawing->links.count; i++) {
        const struct link *link = drawing->links.items[i];
        if (link->dropped || link->tail->tier == link->head->tier)
            continue;
        bool down = link->tail->tier < link->head->tier;
        const struct item *upper = down ? link->tail : link->head;
        const struct item *lower = down ? link->head : link->tail;
        if (item->tier == TIER_DATABASES && upper->tier < above->tier)
            continue;
        if (upper->environment == item->environment &&
            (lower == item || (lower->is_frame && lower->middle == item)))
            return true;
    }
    return false;
}

/* What stands in ITEM's way up to the nearest heading: the frame that bears it, or NULL. */
static struct item *headed_frame(const struct item *item)
{
    struct item *frame = item->parent;
    while (frame && heading_of(frame) != HEADING_INSIDE)
        frame = frame->parent;
    return frame;
}

static void hold_below_headings(struct drawing *drawing, struct graph *graph)
{
    for (uint32_t i = 0; i < drawing->items.count; i++) {
        struct item *item = drawing->items.items[i], *frame = headed_frame(item);
        bool highest = item->node && frame;
        for (uint32_t j = 0; j < drawing->items.count && highest; j++) {
            const struct item *other = drawing->items.items[j];
            highest = !(other->node && other->tier < item->tier && item_within(other, frame));
        }
        if (highest)
            graph_below_heading(graph, item->node);
    }
}

/* Things that no link holds below the tier above them are held there by an unseen line. */
static void hold_tiers(struct drawing *drawing, struct graph *graph)
{
    for (uint32_t i = 0; i < drawing->items.count; i++) {
        struct item *item = drawing->items.items[i];
        if (!item->node || item->tier == TIER_ACTORS || item->environment == UINT32_MAX)
            continue;
        struct item *above = NULL;
        for (uint32_t j = 0; j < drawing->items.count; j++) {
            struct item *other = drawing->items.items[j];
            if (other->node && other->environment == item->environment &&
                other->tier < item->tier && (above == NULL || other->tier > above->tier))
                above = other;
        }
        if (above && !is_held(drawing, item, above))
            graph_above(graph, above->node, item->node);
    }
}

void rows_hold(struct drawing *drawing, struct graph *graph)
{
    hold_below_headings(drawing, graph);
    hold_tiers(drawing, graph);
}
