/*
 * Rows of a picture: what stands side by side, what above what, and in which order. Takes items
 * that have their nodes and frames. See diagram.h.
 */
#include <stdlib.h>

#include "emit/diagram.h"

/* Servers in one row, where they are drawn one by one. */
#define SERVER_ROW 10

/* Whether lines run between things on this tier of FRAME (NULL: outside of all): those do not stand
 * side by side. */
static bool linked_among(struct drawing *drawing, struct item *frame, enum tier tier)
{
    items_list inside = frame ? items_within(drawing, frame) : drawing->items;
    for (uint32_t i = 0; i < inside.count; i++) {
        const struct item *item = inside.items[i];
        for (uint32_t j = 0; j < item->links.count && item->tier == tier; j++) {
            const struct link *link = item->links.items[j];
            if (!link->dropped && link->tail == item && link->head->tier == tier &&
                (frame ? item_within(link->head, frame) : !item->parent && !link->head->parent))
                return true;
        }
    }
    return false;
}

/* People stand before outside parties, these before LifeTime; otherwise as they were declared. */
static uint64_t declared(const struct item *item)
{
    uint64_t sort = item->look == LOOK_LIFETIME ? 2 : item->look == LOOK_ENDPOINT ? 1 : 0;
    return sort << 32 | item->object;
}

static int by_declaration(const void *left, const void *right)
{
    const struct item *one = *(struct item *const *)left, *other = *(struct item *const *)right;
    uint64_t first = declared(one), second = declared(other);
    if (first != second)
        return first < second ? -1 : 1;
    return (one->number > other->number) - (one->number < other->number);
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
    items_list inside = deep    ? items_within(drawing, frame)
                        : frame ? frame->inside
                                : drawing->items;
    struct node **nodes = arena_array(drawing->arena, struct node *, inside.count + 1);
    struct item **row = arena_array(drawing->arena, struct item *, inside.count + 1);
    uint32_t count = 0;
    for (uint32_t i = 0; i < inside.count; i++) {
        struct item *item = inside.items[i];
        if (item->node && item->tier == tier && (deep || item->parent == frame))
            row[count++] = item;
    }
    qsort(row, count, sizeof *row, by_declaration);
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
static object_t first_in(struct drawing *drawing, struct item *frame)
{
    object_t first = UINT32_MAX;
    if (is_lifetime(drawing, frame))
        return has_users(drawing) ? 0 : first;
    if (frame->object)
        first = frame->object;
    items_list inside = items_within(drawing, frame);
    for (uint32_t i = 0; i < inside.count; i++)
        if (inside.items[i]->object && inside.items[i]->object < first)
            first = inside.items[i]->object;
    return first;
}

/* The topmost node in FRAME, or with BELOW the lowest; of several the first. */
static struct end edge_of(struct drawing *drawing, struct item *frame, bool below)
{
    const struct item *found = NULL;
    items_list inside = items_within(drawing, frame);
    for (uint32_t i = 0; i < inside.count; i++) {
        const struct item *item = inside.items[i];
        bool farther = !found || (below ? item->tier > found->tier : item->tier < found->tier);
        if (item->node &&
            (farther || (item->tier == found->tier && item->number < found->number)))
            found = item;
    }
    return (struct end){found ? found->node : NULL, frame->frame};
}

/* A frame that stands in a row of frames, and what it goes by there. */
struct place_in_row {
    object_t first;
    uint32_t number;
    struct item *frame;
};

static int by_first(const void *left, const void *right)
{
    const struct place_in_row *one = left, *other = right;
    if (one->first != other->first)
        return one->first < other->first ? -1 : 1;
    return (one->number > other->number) - (one->number < other->number);
}

/* The frames inside PARENT (NULL: outside of all) stand as they were declared, and zones on one
 * level. LifeTime stands at the side, unless it is in the cloud with others or the view is of one
 * server, which has lines enough of its own. */
static void order_frames(struct drawing *drawing, struct graph *graph, struct item *parent,
                         bool zones)
{
    items_list inside = parent ? parent->inside : drawing->items;
    struct place_in_row *row = arena_array(drawing->arena, struct place_in_row, inside.count + 1);
    uint32_t count = 0;
    for (uint32_t i = 0; i < inside.count; i++) {
        struct item *frame = inside.items[i];
        if (!frame->frame || frame->parent != parent ||
            (is_lifetime(drawing, frame) && (parent || drawing->focus)) ||
            edge_of(drawing, frame, false).node == NULL)
            continue;
        row[count++] = (struct place_in_row){first_in(drawing, frame), frame->number, frame};
    }
    if (count < 2)
        return;
    qsort(row, count, sizeof *row, by_first);
    struct end *uppers = arena_array(drawing->arena, struct end, count);
    struct end *lowers = arena_array(drawing->arena, struct end, count);
    struct node **level = arena_array(drawing->arena, struct node *, count);
    for (uint32_t i = 0; i < count; i++) {
        uppers[i] = edge_of(drawing, row[i].frame, false);
        lowers[i] = edge_of(drawing, row[i].frame, true);
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
        if (frame->middle)
            vec_add(drawing->arena, &frame->middle->centred, frame);
    }
}

/* Whether one of the links of END, which is ITEM or a frame of which it is the middle, holds it below something of
 * its environment. */
static bool is_held_at(const struct item *item, const struct item *end)
{
    for (uint32_t i = 0; i < end->links.count; i++) {
        const struct link *link = end->links.items[i];
        if (link->dropped || link->tail->tier == link->head->tier)
            continue;
        bool down = link->tail->tier < link->head->tier;
        const struct item *upper = down ? link->tail : link->head;
        const struct item *lower = down ? link->head : link->tail;
        if (item->tier == TIER_DATABASES && upper->tier < item->above->tier)
            continue;
        if (upper->environment == item->environment && lower == end)
            return true;
    }
    return false;
}

/* Whether a link holds ITEM (or the frame it is in) below something of its environment; a database
 * below something on the tier above. */
static bool is_held(const struct item *item)
{
    const struct item *frame = item->parent;
    if (frame && frame->look != LOOK_ENVIRONMENT_FRAME && frame->middle && frame->middle != item)
        return true; /* its row is */
    bool held = is_held_at(item, item);
    for (uint32_t i = 0; i < item->centred.count && !held; i++)
        held = is_held_at(item, item->centred.items[i]);
    return held;
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
    for (uint32_t i = 0; i < drawing->items.count; i++)
        drawing->items.items[i]->top = TIER_COUNT;
    for (uint32_t i = 0; i < drawing->items.count; i++) {
        const struct item *item = drawing->items.items[i];
        for (struct item *frame = item->parent; item->node && frame; frame = frame->parent)
            if (item->tier < frame->top)
                frame->top = item->tier;
    }
    for (uint32_t i = 0; i < drawing->items.count; i++) {
        const struct item *item = drawing->items.items[i], *frame = headed_frame(item);
        if (item->node && frame && item->tier == frame->top)
            graph_below_heading(graph, item->node);
    }
}

static int by_tier(const void *left, const void *right)
{
    const struct item *one = *(struct item *const *)left, *other = *(struct item *const *)right;
    if (one->environment != other->environment)
        return one->environment < other->environment ? -1 : 1;
    if (one->tier != other->tier)
        return one->tier < other->tier ? -1 : 1;
    return (one->number > other->number) - (one->number < other->number);
}

/* Finds what of its environment stands on the tier above each thing, and what stands lowest. */
static void compare_tiers(struct drawing *drawing)
{
    items_list all = {0};
    for (uint32_t i = 0; i < drawing->items.count; i++)
        if (drawing->items.items[i]->node)
            vec_add(drawing->arena, &all, drawing->items.items[i]);
    if (all.count > 0)
        qsort(all.items, all.count, sizeof *all.items, by_tier);
    struct item *first = NULL, *above = NULL; /* on this tier, on the one above it */
    for (uint32_t i = 0; i < all.count; i++) {
        struct item *item = all.items[i];
        bool same = first && first->environment == item->environment;
        if (!same || first->tier != item->tier) {
            above = same ? first : NULL;
            first = item;
        }
        item->above = above;
    }
    const struct item *lowest = NULL;
    for (uint32_t i = all.count; i-- > 0;) {
        struct item *item = all.items[i];
        if (!lowest || lowest->environment != item->environment)
            lowest = item;
        item->lowest = item->tier == lowest->tier;
    }
}

/* Things that no link holds below the tier above them are held there by an unseen line. */
static void hold_tiers(struct drawing *drawing, struct graph *graph)
{
    for (uint32_t i = 0; i < drawing->items.count; i++) {
        struct item *item = drawing->items.items[i];
        if (!item->node || item->tier == TIER_ACTORS || item->environment == UINT32_MAX)
            continue;
        if (item->above && !is_held(item))
            graph_above(graph, item->above->node, item->node);
    }
}

void rows_hold(struct drawing *drawing, struct graph *graph)
{
    hold_below_headings(drawing, graph);
    compare_tiers(drawing);
    hold_tiers(drawing, graph);
}
