/*
 * Pictures of a plan: takes what a view collected, gives it shape, colour, order and a legend, and
 * writes it as DOT or renders it.
 *
 * Shapes and colours: diagram_looks.c.
 */
#include <setjmp.h>
#include <string.h>

#include "emit/diagram.h"
#include "emit/emit.h"

/* Samples in one row of the legend. */
#define LEGEND_ROW 7

/* Servers in one row, where they are drawn one by one. */
#define SERVER_ROW 10

static bool within(const struct item *inner, const struct item *outer)
{
    while (inner && inner != outer)
        inner = inner->parent;
    return inner == outer;
}

/* How deep ITEM lies, seen from OTHER: LifeTime's environment lies above those it manages. */
static int depth(const struct drawing *drawing, const struct item *item, const struct item *other)
{
    const struct plan *plan = drawing->plan;
    bool manages = item->environment != UINT32_MAX && other->environment != UINT32_MAX &&
                   item->environment != other->environment &&
                   plan->environments.items[item->environment].lifetime;
    return manages ? -1 : (int)item->tier;
}

static enum course course_of(const struct drawing *drawing, const struct link *link)
{
    int below = depth(drawing, link->head, link->tail) - depth(drawing, link->tail, link->head);
    bool chained = below == 0 && link->tail->tier < TIER_FRONT_ENDS; /* proxy behind proxy */
    return below > 0 || chained ? COURSE_DOWN : below < 0 ? COURSE_UP : COURSE_BESIDE;
}

/* Notes through which borders of frames LINK goes, at its END, the other one being OTHER. */
static void note_crossing(struct item *end, const struct item *other, bool below)
{
    for (struct item *frame = end->parent; frame; frame = frame->parent)
        if (!within(other, frame)) {
            frame->crossed = true;
            frame->crossed_below |= below;
        }
}

static void note_crossings(struct drawing *drawing)
{
    for (uint32_t i = 0; i < drawing->links.count; i++) {
        struct link *link = drawing->links.items[i];
        if (link->dropped)
            continue;
        enum course course = course_of(drawing, link);
        note_crossing(link->tail, link->head, course != COURSE_UP);
        note_crossing(link->head, link->tail, course != COURSE_DOWN);
    }
}

/* The text of a frame stands where no line goes through it. */
static enum heading heading_of(const struct item *frame)
{
    if (!frame->crossed)
        return HEADING_ABOVE;
    bool outer = frame->look == LOOK_ENVIRONMENT_FRAME || frame->look == LOOK_CLOUD_FRAME ||
                 frame->look == LOOK_PIPELINE_FRAME;
    return frame->crossed_below || outer ? HEADING_INSIDE : HEADING_BELOW;
}

/* The numbers of the things that ITEM stands for, runs of neighbours as "12-15". */
static const char *things_of(const struct drawing *drawing, const struct item *item)
{
    const char *text = NULL;
    uint32_t count = drawing->model->objects.count;
    for (object_t first = 1, last; first < count; first = last + 1) {
        last = first;
        if (drawing->of[first] != item)
            continue;
        while (last + 1 < count && drawing->of[last + 1] == item)
            last++;
        text = arena_printf(drawing->arena, "%s%s%u", text ? text : "", text ? " " : "", first);
        if (last > first)
            text = arena_printf(drawing->arena, "%s-%u", text, last);
    }
    return text;
}

static void make_item(struct drawing *drawing, struct graph *graph, struct item *item)
{
    if (item->node || item->frame || item->dropped)
        return;
    if (item->parent)
        make_item(drawing, graph, item->parent);
    struct frame *parent = item->parent ? item->parent->frame : NULL;
    struct look look = look_of(item->look, drawing->theme);
    const char *tooltip = item->object ? model_path(drawing->model, item->object) : item->key;
    if (item->is_frame)
        item->frame =
            graph_frame(graph, parent, item->key, &item->lines, &look, tooltip, heading_of(item));
    else
        item->node = graph_node(graph, parent, item->key, &item->lines, &look, tooltip);
    const char *things = item->node ? things_of(drawing, item) : NULL;
    if (things)
        graph_stands_for(graph, item->node, things);
}

/* Whether lines run between things on this tier of FRAME: those do not stand side by side. */
static bool linked_among(const struct drawing *drawing, const struct item *frame, enum tier tier)
{
    for (uint32_t i = 0; i < drawing->links.count; i++) {
        const struct link *link = drawing->links.items[i];
        if (!link->dropped && link->tail->tier == tier && link->head->tier == tier &&
            within(link->tail, frame) && within(link->head, frame))
            return true;
    }
    return false;
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
            !(deep ? within(item->parent, frame) : item->parent == frame))
            continue;
        row[count] = item;
        nodes[count++] = item->node;
    }
    bool block = drawing->expanded && frame && tier >= TIER_FRONT_ENDS && tier < TIER_DATABASES;
    uint32_t length = block ? SERVER_ROW : count;
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
    return row[((drawing->expanded && count > SERVER_ROW ? SERVER_ROW : count) - 1) / 2];
}

/* The frames inside FRAME stand on one level. */
static void level_zones(struct drawing *drawing, struct graph *graph, const struct item *frame)
{
    struct node **row = arena_array(drawing->arena, struct node *, frame->children + 1);
    uint32_t count = 0;
    for (uint32_t i = 0; i < drawing->items.count; i++) {
        const struct item *zone = drawing->items.items[i];
        const struct item *middle = zone->parent == frame ? middle_of(drawing, zone) : NULL;
        if (middle)
            row[count++] = middle->node;
    }
    if (count > 1)
        graph_level(graph, frame->frame, row, count);
}

/* The nodes of a zone stand in one row, and so do the zones of an environment, its load balancers,
 * the users above all and the outside parties below. */
static void make_rows(struct drawing *drawing, struct graph *graph)
{
    make_row(drawing, graph, NULL, TIER_ACTORS, false);
    make_row(drawing, graph, NULL, TIER_OUTSIDE, false);
    for (uint32_t i = 0; i < drawing->items.count; i++) {
        struct item *frame = drawing->items.items[i];
        if (!frame->is_frame || frame->members.count == 0)
            continue;
        bool whole = frame->look == LOOK_ENVIRONMENT_FRAME;
        if (whole && !linked_among(drawing, frame, TIER_BALANCERS))
            make_row(drawing, graph, frame, TIER_BALANCERS, true);
        for (uint32_t tier = TIER_FRONT_ENDS; tier < TIER_DATABASES && !whole; tier++)
            make_row(drawing, graph, frame, (enum tier)tier, false);
        if (frame->look == LOOK_GROUP_FRAME)
            level_zones(drawing, graph, frame);
        frame->middle = middle_of(drawing, frame);
    }
}

/* The end of a line at ITEM, that leads on BELOW it or comes from above. */
static struct end end_of(const struct item *item, bool below)
{
    const struct item *inner = below && item->foot ? item->foot : item->middle;
    if (item->is_frame)
        return (struct end){inner ? inner->node : NULL, item->frame};
    return (struct end){item->node, NULL};
}

static void make_link(struct drawing *drawing, struct graph *graph, const struct link *link)
{
    enum course course = course_of(drawing, link);
    struct end tail = end_of(link->tail, course != COURSE_UP);
    struct end head = end_of(link->head, course != COURSE_DOWN);
    if (link->dropped || tail.node == NULL || head.node == NULL)
        return;
    struct lines lines = link_lines(drawing->arena, link);
    const char *key = arena_printf(drawing->arena, "%s -> %s%s", link->tail->key, link->head->key,
                                   link->sort == SORT_PLAIN ? " plain" : "");
    struct stroke stroke = stroke_of(link->sort, drawing->theme);
    graph_edge(graph, key, tail, head, course, link->both, &stroke, &lines,
               link_tooltip(drawing->arena, link));
}

/* Whether a link holds ITEM (or the frame it is in) below something of its environment. */
static bool is_held(const struct drawing *drawing, const struct item *item)
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
            highest = !(other->node && other->tier < item->tier && within(other, frame));
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
        if (!item->node || item->tier == TIER_ACTORS || item->environment == UINT32_MAX ||
            is_held(drawing, item))
            continue;
        struct item *above = NULL;
        for (uint32_t j = 0; j < drawing->items.count; j++) {
            struct item *other = drawing->items.items[j];
            if (other->node && other->environment == item->environment &&
                other->tier < item->tier && (above == NULL || other->tier > above->tier))
                above = other;
        }
        if (above)
            graph_above(graph, above->node, item->node);
    }
}

/* Whether nothing of the same environment stands lower than ITEM. */
static bool is_lowest(const struct drawing *drawing, const struct item *item)
{
    for (uint32_t i = 0; i < drawing->items.count; i++) {
        const struct item *other = drawing->items.items[i];
        if (other->node && other->environment == item->environment && other->tier > item->tier)
            return false;
    }
    return true;
}

/* Puts COUNT samples in rows of like length, the first row below ABOVE (or NULL). Returns the first
 * of the last row. */
static struct node *arrange_samples(struct graph *graph, struct frame *frame,
                                    struct node *const *samples, uint32_t count, struct node *above)
{
    uint32_t rows = (count + LEGEND_ROW - 1) / LEGEND_ROW;
    for (uint32_t begin = 0; begin < count;) {
        uint32_t length = (count - begin + rows - 1) / rows;
        graph_row(graph, frame, samples + begin, length);
        if (above)
            graph_column(graph, above, samples[begin]);
        above = samples[begin];
        begin += length;
        rows--;
    }
    return above;
}

/* The legend: a sample of every look and line that the picture has, in rows. */
static void make_legend(struct drawing *drawing, struct graph *graph)
{
    bool looks_seen[LOOK_COUNT] = {0}, sorts_seen[SORT_COUNT] = {0};
    for (uint32_t i = 0; i < drawing->items.count; i++)
        if (drawing->items.items[i]->node || drawing->items.items[i]->frame)
            looks_seen[drawing->items.items[i]->look] = true;
    for (uint32_t i = 0; i < drawing->links.count; i++)
        if (!drawing->links.items[i]->dropped)
            sorts_seen[drawing->links.items[i]->sort] = true;
    struct lines heading = {0};
    graph_line(drawing->arena, &heading, FACE_HEADING, "Legend");
    struct look own = look_of(LOOK_LEGEND_FRAME, drawing->theme);
    struct frame *frame =
        graph_frame(graph, NULL, "legend", &heading, &own, "legend", HEADING_ABOVE);
    struct node *samples[LOOK_COUNT + SORT_COUNT];
    uint32_t count = 0;
    for (uint32_t i = 0; i < LOOK_COUNT; i++) {
        const char *legend = look_legend((enum appearance)i);
        if (!looks_seen[i] || legend == NULL)
            continue;
        struct lines lines = {0};
        graph_line(drawing->arena, &lines, FACE_PLAIN, "%s", legend);
        struct look look = look_of((enum appearance)i, drawing->theme);
        look.class = arena_printf(drawing->arena, "sample %s", look.class);
        samples[count++] =
            graph_node(graph, frame, arena_printf(drawing->arena, "legend/%s", legend), &lines,
                       &look, legend);
    }
    uint32_t shapes = count;
    for (uint32_t i = 0; i < SORT_COUNT; i++) {
        if (!sorts_seen[i])
            continue;
        struct lines lines = {0};
        const char *legend = stroke_legend((enum sort)i);
        struct stroke stroke = stroke_of((enum sort)i, drawing->theme);
        graph_line(drawing->arena, &lines, FACE_PLAIN, "%s", legend);
        samples[count++] =
            graph_sample(graph, frame, arena_printf(drawing->arena, "legend/line %s", legend),
                         &stroke, &lines);
    }
    struct node *last = arrange_samples(graph, frame, samples, shapes, NULL);
    arrange_samples(graph, frame, samples + shapes, count - shapes, last);
    for (uint32_t i = 0; i < drawing->items.count && count > 0; i++)
        if (drawing->items.items[i]->node && is_lowest(drawing, drawing->items.items[i]))
            graph_above(graph, drawing->items.items[i]->node, samples[0]);
}

static void draw(struct drawing *drawing, struct graph *graph)
{
    note_crossings(drawing);
    for (uint32_t i = 0; i < drawing->items.count; i++) /* users first: dot starts from them */
        if (drawing->items.items[i]->tier == TIER_ACTORS)
            make_item(drawing, graph, drawing->items.items[i]);
    for (uint32_t i = 0; i < drawing->items.count; i++)
        make_item(drawing, graph, drawing->items.items[i]);
    make_rows(drawing, graph);
    for (uint32_t i = 0; i < drawing->links.count; i++)
        make_link(drawing, graph, drawing->links.items[i]);
    hold_below_headings(drawing, graph);
    hold_tiers(drawing, graph);
    make_legend(drawing, graph);
}

/* Collects and draws PICTURE with all memory from ARENA. */
static const char *draw_picture(const struct plan *plan, const struct picture *picture, FILE *out,
                                struct arena *arena, struct graph *graph)
{
    struct drawing drawing = {.plan = plan,
                              .model = plan->model,
                              .arena = arena,
                              .theme = picture->theme,
                              .expanded = picture->expanded};
    const char *view = picture->view, *format = picture->format;
    drawing.details = arena_array(arena, uint8_t, plan->environments.count + 1);
    drawing.environments = arena_array(arena, struct item *, plan->environments.count + 1);
    drawing.of = arena_array(arena, struct item *, plan->model->objects.count + 1);
    struct lines title = {0};
    if (!view_collect(&drawing, view, &title))
        return arena_printf(arena, "there is no view '%s'", view);
    graph_open(graph, &title, &papers[picture->theme]);
    draw(&drawing, graph);
    const char *fault = NULL;
    if (strcmp(format, "dot") == 0)
        graph_write(graph, out);
    else
        fault = graph_render(graph, format, out);
    graph_close(graph);
    return fault;
}

const char *emit_picture(const struct plan *plan, const struct picture *picture, FILE *out)
{
    struct arena *arena = arena_create();
    if (arena == NULL)
        return "there is not enough memory for the picture";
    /* Whichever arena runs out, the lock on Graphviz must be given back. */
    jmp_buf failure;
    jmp_buf *outer = arena_on_failure(plan->arena, &failure);
    arena_on_failure(arena, &failure);
    struct graph *volatile graph = NULL;
    const char *volatile fault = "there is not enough memory for the picture";
    if (setjmp(failure) == 0) {
        graph = graph_create(arena, picture->view);
        const char *said = draw_picture(plan, picture, out, arena, graph);
        fault = said ? arena_printf(plan->arena, "%s", said) : NULL;
    }
    if (graph)
        graph_close(graph);
    arena_on_failure(plan->arena, outer);
    arena_destroy(arena);
    return fault;
}

const char *emit_diagram(const struct plan *plan, const char *view, const char *format, FILE *out)
{
    struct picture picture = {.view = view, .format = format, .theme = THEME_LIGHT};
    return emit_picture(plan, &picture, out);
}

const char *const emit_themes[] = {
    [THEME_LIGHT] = "light", [THEME_DARK] = "dark", [THEME_COUNT] = NULL};

const char *const *emit_views(const struct plan *plan)
{
    return views_of(plan);
}

static void emit_diagrams(const struct plan *plan, const struct diagnostics *diagnostics,
                          struct outputs *outputs)
{
    static const char *const formats[] = {"svg", "dot"};
    (void)diagnostics;
    for (const char *const *view = emit_views(plan); *view; view++)
        for (size_t i = 0; i < sizeof formats / sizeof *formats && !outputs->fault; i++) {
            FILE *file = outputs_open(outputs, "diagrams/%s.%s", *view, formats[i]);
            if (file == NULL)
                return;
            struct picture picture = {.view = *view,
                                      .format = formats[i],
                                      .theme = outputs->theme,
                                      .expanded = outputs->expanded};
            const char *fault = emit_picture(plan, &picture, file);
            outputs_close(outputs, file);
            if (fault)
                outputs->fault = fault;
        }
}

const struct emitter emitter_diagram = {"diagrams", "a picture of every view, as SVG and as DOT",
                                         emit_diagrams};
