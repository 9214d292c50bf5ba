/*
 * Pictures of a plan: takes what a view collected, gives it shape, colour, order and a legend, and
 * writes it as DOT or renders it.
 *
 * Shapes and colours: diagram_looks.c.
 */
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "base/writer.h"
#include "emit/apart.h"
#include "emit/diagram.h"
#include "emit/emit.h"

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
        if (!item_within(other, frame)) {
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
enum heading heading_of(const struct item *frame)
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
    struct writer text = {.arena = drawing->arena};
    const object_t *things = item->things.items;
    for (uint32_t i = 0, next; i < item->things.count; i = next) {
        next = i + 1;
        while (next < item->things.count && things[next] == things[next - 1] + 1)
            next++;
        writer_text(&text, i > 0 ? " " : "");
        writer_number(&text, things[i]);
        writer_text(&text, next > i + 1 ? "-" : "");
        if (next > i + 1)
            writer_number(&text, things[next - 1]);
    }
    writer_char(&text, '\0');
    return item->things.count > 0 ? text.bytes : NULL;
}

static int by_object(const void *left, const void *right)
{
    object_t one = *(const object_t *)left, other = *(const object_t *)right;
    return (one > other) - (one < other);
}

/* Notes what each item stands for and which frames it is a member of. */
static void note_things(struct drawing *drawing)
{
    if (drawing->placed.count > 0)
        qsort(drawing->placed.items, drawing->placed.count, sizeof *drawing->placed.items,
              by_object);
    for (uint32_t i = 0; i < drawing->placed.count; i++) {
        object_t object = drawing->placed.items[i];
        vec_add(drawing->arena, &drawing->of[object]->things, object);
    }
    for (uint32_t i = 0; i < drawing->items.count; i++) {
        struct item *frame = drawing->items.items[i];
        for (uint32_t j = 0; frame->is_frame && j < frame->members.count; j++) {
            object_t member = frame->members.items[j];
            struct item *item = drawing->of[member];
            if (item && item->object == member)
                vec_add(drawing->arena, &item->member_of, frame);
        }
    }
}

static void make_item(struct drawing *drawing, struct graph *graph, struct item *item)
{
    if (item->node || item->frame || item->dropped)
        return;
    if (item->parent)
        make_item(drawing, graph, item->parent);
    struct frame *parent = item->parent ? item->parent->frame : NULL;
    struct look look = look_of(item->look, drawing->theme);
    const char *tooltip = item_tooltip(drawing, item);
    if (item->is_frame)
        item->frame =
            graph_frame(graph, parent, item->key, &item->lines, &look, tooltip, heading_of(item));
    if (item->look == LOOK_CLOUD_FRAME || item->look == LOOK_PIPELINE_FRAME)
        graph_entrance(item->frame);
    if (!item->is_frame)
        item->node = graph_node(graph, parent, item->key, &item->lines, &look, tooltip);
    const char *things = item->node ? things_of(drawing, item) : NULL;
    if (things)
        graph_stands_for(graph, item->node, things);
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
               link_tooltip(drawing, link));
}

static void draw(struct drawing *drawing, struct graph *graph)
{
    note_crossings(drawing);
    note_things(drawing);
    for (uint32_t i = 0; i < drawing->items.count; i++) /* users first: dot starts from them */
        if (drawing->items.items[i]->tier == TIER_ACTORS)
            make_item(drawing, graph, drawing->items.items[i]);
    for (uint32_t i = 0; i < drawing->items.count; i++)
        make_item(drawing, graph, drawing->items.items[i]);
    rows_make(drawing, graph);
    for (uint32_t i = 0; i < drawing->links.count; i++)
        make_link(drawing, graph, drawing->links.items[i]);
    rows_hold(drawing, graph);
    legend_make(drawing, graph);
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
    drawing.keys = atoms_create(arena);
    drawing.end_users = model_catalogue(plan->model, KIND_ACTOR, "end-users");
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

const char *diagram_draw(const struct plan *plan, const struct picture *picture, FILE *out)
{
    struct arena *arena = arena_create();
    if (arena == NULL)
        return apart_no_memory;
    /* Whichever arena runs out, the graph is closed. */
    jmp_buf failure;
    jmp_buf *outer = arena_on_failure(plan->arena, &failure);
    arena_on_failure(arena, &failure);
    struct graph *volatile graph = NULL;
    const char *volatile fault = apart_no_memory;
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

struct task {
    const struct plan *plan;
    const struct picture *picture;
};

static const char *carry_out(void *argument, FILE *out)
{
    const struct task *task = argument;
    return diagram_draw(task->plan, task->picture, out);
}

const char *emit_picture(const struct plan *plan, const struct picture *picture, FILE *out)
{
    struct task task = {plan, picture};
    return apart(plan->arena, carry_out, &task, out);
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
            const char *fault = diagram_draw(plan, &picture, file);
            outputs_close(outputs, file);
            if (fault)
                outputs->fault = fault;
        }
}

const struct emitter emitter_diagram = {
    .name = "diagrams",
    .help = "a picture of every view, as SVG and as DOT",
    .drawn = true,
    .emit = emit_diagrams,
};
