/*
 * Pictures by Graphviz: building with cgraph, layout and rendering with gvc. See graph.h.
 *
 * Names get their numbers in the order of making (cgraph's own discipline numbers them by address),
 * so that the same calls give the same file on any machine.
 */
#include <graphviz/cgraph.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "emit/graph_parts.h"
#include "emit/graph_text.h"

/* cairo, which makes PNG, knows no larger picture; in pixels. */
#define PNG_LIMIT 32767.0
#define PNG_DPI 96.0

#define FONT "DejaVu Sans,Helvetica,Arial,sans-serif"

/* Graphviz is not thread safe, its error hook has no argument, and its text measuring remembers a
 * font name of the last context even when that is freed. So there is one lock, and one context that
 * lives on. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char complaint[400]; /* the errors of the last rendering */
static struct graphviz graphviz;
static GVC_t *context; /* made by the first rendering */

static int note_complaint(char *text)
{
    size_t used = strlen(complaint);
    size_t length = strlen(text);
    size_t room = sizeof complaint - 1 - used;
    if (length > room)
        length = room;
    memcpy(complaint + used, text, length);
    complaint[used + length] = '\0';
    return 0;
}

/* The numbering of names. */

static void *ids_open(Agraph_t *root, Agdisc_t *disciplines)
{
    struct graph *graph = (struct graph *)disciplines;
    graph->graph = root;
    return graph;
}

static long ids_map(void *state, int type, char *text, IDTYPE *id, int create)
{
    struct graph *graph = state;
    (void)type;
    if (!graph->atoms) {
        graph->atoms = atoms_create(graph->arena);
        vec_add(graph->arena, &graph->names, NULL); /* 0 is no number */
    }
    atom_t atom = !text    ? 0
                  : create ? atom_intern(graph->atoms, text, strlen(text))
                           : atom_find(graph->atoms, text, strlen(text));
    while (graph->numbers.count <= atom)
        vec_add(graph->arena, &graph->numbers, 0);
    uint32_t *number = &graph->numbers.items[atom];
    if (*number) {
        *id = *number;
        return 1;
    }
    if (!create)
        return 0;
    *id = graph->names.count;
    if (text)
        *number = graph->names.count;
    /* One of cgraph's own shared strings: it looks before a name's first byte whether it is HTML.
     */
    vec_add(graph->arena, &graph->names, text ? agstrdup(graph->graph, text) : NULL);
    return 1;
}

static long ids_alloc(void *state, int type, IDTYPE id)
{
    (void)state, (void)type, (void)id;
    return 0;
}

static void ids_free(void *state, int type, IDTYPE id)
{
    (void)state, (void)type, (void)id;
}

static char *ids_print(void *state, int type, IDTYPE id)
{
    struct graph *graph = state;
    (void)type;
    return id < graph->names.count ? (char *)graph->names.items[id] : NULL;
}

static void ids_close(void *state)
{
    (void)state;
}

static void ids_register(void *state, int type, void *object)
{
    (void)state, (void)type, (void)object;
}

static Agiddisc_t ids = {ids_open,  ids_map,   ids_alloc,   ids_free,
                         ids_print, ids_close, ids_register};

/* Sets the label NAME to LINES, wrapped, as Graphviz's HTML. */
static void set_lines(struct graph *graph, void *object, const struct lines *lines, bool spaced)
{
    if (lines == NULL || lines->count == 0) {
        graph_set(object, "label", "");
        return;
    }
    char *html = graph_markup(graph->arena, lines, spaced);
    /* A frame is at least as wide as its text, which browsers set a little wider than Graphviz
     * measures it. */
    if (agobjkind(object) == AGRAPH)
        html = arena_printf(graph->arena,
                            "<TABLE BORDER=\"0\" CELLPADDING=\"0\" CELLSPACING=\"0\"><TR>"
                            "<TD WIDTH=\"8\"></TD><TD>%s</TD><TD WIDTH=\"8\"></TD></TR></TABLE>",
                            html);
    char *shared = agstrdup_html(graph->graph, html);
    graph_set(object, "label", shared);
    agstrfree(graph->graph, shared);
}

/* What is noted of the element ID, which set_identity gave not long ago. */
static struct svg_note *note(struct graph *graph, const char *id)
{
    uint32_t i = graph->notes.items.count;
    while (graph->notes.items.items[--i].id != id)
        ;
    return &graph->notes.items.items[i];
}

/* Returns the id. */
static const char *set_identity(struct graph *graph, void *object, const char *key,
                                const char *class, const char *tooltip)
{
    const char *id = graph_identifier(graph->arena, graph->name, key);
    graph_set(object, "id", id);
    graph_set(object, "class", class);
    struct svg_note *fresh = vec_push(graph->arena, &graph->notes.items);
    fresh->id = id;
    fresh->title = tooltip ? graph_tooltip(graph->arena, tooltip) : NULL;
    struct told told = {object, fresh->title};
    if (tooltip)
        vec_add(graph->arena, &graph->told, told);
    return id;
}

struct graph *graph_create(struct arena *arena, const char *name)
{
    struct graph *graph = arena_new(arena, struct graph);
    graph->arena = arena;
    graph->name = name;
    graph->disciplines = (Agdisc_t){&AgMemDisc, &ids, &AgIoDisc};
    return graph;
}

void graph_open(struct graph *graph, const struct lines *title, const struct paper *paper)
{
    pthread_mutex_lock(&lock);
    graph->open = true;
    complaint[0] = '\0';
    agseterrf(note_complaint);
    agreseterrors();
    graph->graph = agopen((char *)graph->name, Agdirected, &graph->disciplines);

    static const char *const defaults[][3] = {
        {"g", "charset", "UTF-8"},
        {"g", "compound", "true"},
        {"g", "fontname", FONT},
        {"g", "fontsize", "11"},
        {"g", "labelloc", "t"},
        {"g", "nodesep", "0.3"},
        {"g", "outputorder", "nodesfirst"},
        {"g", "pad", "0.2"},
        {"g", "rankdir", "TB"},
        {"g", "ranksep", "0.28"},
        {"g", "remincross", "false"},
        /* the last pass forgets the order of rows */
        {"g", "newrank", "true"},
        {"n", "fontname", FONT},
        {"n", "fontsize", "11"},
        {"n", "shape", "box"},
        {"n", "margin", "0.12,0.07"},
        {"e", "fontname", FONT},
        {"e", "fontsize", "10"},
        {"e", "arrowsize", "0.8"},
        {"e", "weight", "4"}, /* what is unseen pulls less */
    };
    for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++) {
        int kind = defaults[i][0][0] == 'g' ? AGRAPH : defaults[i][0][0] == 'n' ? AGNODE : AGEDGE;
        agattr(graph->graph, kind, (char *)defaults[i][1], (char *)defaults[i][2]);
    }
    agattr(graph->graph, AGRAPH, (char *)"bgcolor", (char *)paper->colour);
    for (int kind = AGRAPH; paper->ink && kind <= AGEDGE; kind++)
        agattr(graph->graph, kind, (char *)"fontcolor", (char *)paper->ink);
    graph_set(graph->graph, "id", graph_identifier(graph->arena, graph->name, NULL));
    graph_set(graph->graph, "class", "osnet");
    set_lines(graph, graph->graph, title, false);
    graph->title = title->count ? title->items[0].text : graph->name;
}

void graph_close(struct graph *graph)
{
    if (!graph->open)
        return;
    if (graph->graph)
        agclose(graph->graph);
    graph->graph = NULL;
    graph->open = false;
    agseterrf(NULL);
    pthread_mutex_unlock(&lock);
}

static struct node *new_node(struct graph *graph, struct frame *frame, const char *key,
                             const struct lines *lines, const struct look *look,
                             const char *tooltip)
{
    struct node *node = arena_new(graph->arena, struct node);
    node->frame = frame;
    node->node = agnode(graph_inside(graph, frame), (char *)key, 1);
    set_lines(graph, node->node, lines, false);
    node->id = set_identity(graph, node->node, key, look->class, tooltip);
    node->name = key;
    graph_set(node->node, "shape", look->shape);
    graph_set(node->node, "style", look->style);
    graph_set(node->node, "fillcolor", look->fill);
    graph_set(node->node, "color", look->border);
    if (look->rings > 1)
        graph_set(node->node, "peripheries", arena_printf(graph->arena, "%u", look->rings));
    if (look->margin)
        graph_set(node->node, "margin", look->margin);
    return node;
}

/* Text as a node without outline. */
static struct node *text_node(struct graph *graph, struct frame *frame, const char *key,
                              const struct lines *lines, const char *class, const char *tooltip)
{
    struct look look = {class, "none", "#ffffff", "#ffffff", "", 1, "0.06,0.03"};
    struct node *node = new_node(graph, frame, key, lines, &look, tooltip);
    graph_set(node->node, "width", "0"); /* as wide as its text */
    graph_set(node->node, "height", "0");
    return node;
}

struct frame *graph_frame(struct graph *graph, struct frame *parent, const char *key,
                          const struct lines *lines, const struct look *look, const char *tooltip,
                          enum heading where)
{
    struct frame *frame = arena_new(graph->arena, struct frame);
    frame->parent = parent;
    frame->name = arena_printf(graph->arena, "cluster:%s", key); /* dot frames what begins so */
    frame->graph = agsubg(graph_inside(graph, parent), (char *)frame->name, 1);
    set_lines(graph, frame->graph, where == HEADING_INSIDE ? NULL : lines,
              where == HEADING_ABOVE); /* arrows end at the upper border */
    frame->id = set_identity(graph, frame->graph, frame->name, look->class, tooltip);
    if (parent)
        note(graph, frame->id)->frame = parent->id;
    graph_set(frame->graph, "style", look->style);
    graph_set(frame->graph, "fillcolor", look->fill);
    graph_set(frame->graph, "color", look->border);
    graph_set(frame->graph, "margin", "12");
    graph_set(frame->graph, "labelloc", where == HEADING_BELOW ? "b" : "t");
    if (where == HEADING_INSIDE) {
        struct node *above = graph_heading(parent);
        frame->heading = text_node(graph, frame, arena_printf(graph->arena, "%s heading", key),
                                   lines, "heading", tooltip);
        if (above)
            graph_above(graph, above, frame->heading);
    }
    return frame;
}

struct node *graph_node(struct graph *graph, struct frame *frame, const char *key,
                        const struct lines *lines, const struct look *look, const char *tooltip)
{
    return new_node(graph, frame, key, lines, look, tooltip);
}

static bool frame_within(const struct frame *inner, const struct frame *outer)
{
    while (inner && inner != outer)
        inner = inner->parent;
    return inner == outer;
}

/* The frame in which the line from END runs. */
static struct frame *surrounding(struct end end)
{
    return end.frame ? end.frame->parent : end.node->frame;
}

static struct frame *common(struct frame *left, struct frame *right)
{
    while (left && !frame_within(right, left))
        left = left->parent;
    return left;
}

/* The widest frame around INNER that is still inside OUTER; NULL where INNER is OUTER. */
static struct frame *outermost(struct frame *inner, const struct frame *outer)
{
    struct frame *found = NULL;
    for (; inner && inner != outer; inner = inner->parent)
        found = inner;
    return found;
}

void graph_entrance(struct frame *frame)
{
    frame->entrance = true;
}

/* WORDS stand at the top of FRAME, level with those of the other lines that come in there. */
static void come_in(struct graph *graph, struct frame *frame, struct node *words)
{
    if (!frame->row) {
        frame->row = agsubg(frame->graph, arena_printf(graph->arena, "row:%u", graph->rows++), 1);
        graph_set(frame->row, "rank", "same");
    }
    agsubnode(frame->row, words->node, 1);
    graph_below_heading(graph, words);
}

enum arrows { ARROWS_NONE, ARROWS_HEAD, ARROWS_TAIL, ARROWS_BOTH };

/* One line from UPPER down to LOWER, with arrows as seen from UPPER. */
static Agedge_t *draw(struct graph *graph, struct end upper, struct end lower, enum arrows arrows,
                      const struct stroke *stroke)
{
    static const char *const directions[] = {[ARROWS_NONE] = "none",
                                             [ARROWS_HEAD] = "forward",
                                             [ARROWS_TAIL] = "back",
                                             [ARROWS_BOTH] = "both"};
    Agedge_t *edge = agedge(graph->graph, upper.node->node, lower.node->node, NULL, 1);
    /* What leads into a frame begins above its heading, not beside it. */
    for (struct frame *frame = lower.node->frame; frame; frame = frame->parent)
        if (frame->heading && !frame_within(upper.node->frame, frame))
            graph_above(graph, upper.node, frame->heading);
    if (upper.frame && !frame_within(lower.node->frame, upper.frame))
        graph_set(edge, "ltail", upper.frame->name);
    if (lower.frame && !frame_within(upper.node->frame, lower.frame))
        graph_set(edge, "lhead", lower.frame->name);
    graph_set(edge, "dir", directions[arrows]);
    graph_set(edge, "color", stroke->colour);
    graph_set(edge, "style", stroke->style);
    graph_set(edge, "penwidth", stroke->width);
    graph_set(edge, "arrowhead", stroke->arrow);
    graph_set(edge, "arrowtail", stroke->arrow);
    return edge;
}

/* Says of the element ID that it belongs to the line from TAIL to HEAD. */
static void note_ends(struct graph *graph, const char *id, struct end tail, struct end head)
{
    struct svg_note *line = note(graph, id);
    line->tail = tail.frame ? tail.frame->id : tail.node->id;
    line->head = head.frame ? head.frame->id : head.node->id;
}

/* Leads a line from TEXT to the innermost of the frames around HEAD that are entrances, through the
 * upper border of each; returns where it goes on. */
static struct end lead_in(struct graph *graph, const char *key, struct end text, struct end head,
                          const struct stroke *stroke)
{
    struct frame *within = text.node->frame, *frame = surrounding(head);
    while (frame && frame != within && !(frame->entrance && frame->parent == within))
        frame = frame->parent;
    if (!frame || frame == within || !within->entrance)
        return text;
    struct look look = {"point", "point", stroke->colour, stroke->colour, "filled", 1, NULL};
    const char *name = arena_printf(graph->arena, "%s %s", key, frame->name);
    struct node *point = new_node(graph, frame, name, NULL, &look, NULL);
    graph_set(point->node, "width", "0.01");
    graph_set(point->node, "height", "0.01");
    come_in(graph, frame, point);
    struct end end = {point, NULL};
    set_identity(graph, draw(graph, text, end, ARROWS_NONE, stroke),
                 arena_printf(graph->arena, "%s into", name), stroke->class, NULL);
    return lead_in(graph, key, end, head, stroke);
}

void graph_edge(struct graph *graph, const char *key, struct end tail, struct end head,
                enum course course, bool both, const struct stroke *stroke,
                const struct lines *lines, const char *tooltip)
{
    enum arrows at_head = ARROWS_HEAD, at_tail = both ? ARROWS_TAIL : ARROWS_NONE;
    if (lines == NULL || lines->count == 0) {
        bool up = course == COURSE_UP;
        enum arrows arrows = both ? ARROWS_BOTH : up ? ARROWS_TAIL : at_head;
        Agedge_t *edge = draw(graph, up ? head : tail, up ? tail : head, arrows, stroke);
        note_ends(graph, set_identity(graph, edge, key, stroke->class, tooltip), tail, head);
        return;
    }
    struct frame *frame = common(surrounding(tail), surrounding(head));
    struct frame *entrance = course == COURSE_DOWN ? outermost(surrounding(head), frame) : NULL;
    if (entrance && entrance->entrance)
        frame = entrance;
    struct node *words = text_node(graph, frame, arena_printf(graph->arena, "%s text", key), lines,
                                   arena_printf(graph->arena, "text %s", stroke->class), tooltip);
    struct end text = {words, NULL};
    if (frame && frame == entrance)
        come_in(graph, frame, words);
    Agedge_t *first = NULL, *second = NULL;
    switch (course) {
    case COURSE_DOWN:
        first = draw(graph, tail, text, at_tail, stroke);
        text = lead_in(graph, key, text, head, stroke);
        second = draw(graph, text, head, at_head, stroke);
        break;
    case COURSE_UP:
        second = draw(graph, head, text, ARROWS_TAIL, stroke);
        first = draw(graph, text, tail, both ? ARROWS_HEAD : ARROWS_NONE, stroke);
        break;
    case COURSE_BESIDE: /* the text hangs between the two, a little lower */
        first = draw(graph, tail, text, at_tail, stroke);
        second = draw(graph, head, text, ARROWS_TAIL, stroke);
        break;
    }
    const char *half = arena_printf(graph->arena, "%s first half", key);
    note_ends(graph, words->id, tail, head);
    note_ends(graph, set_identity(graph, first, half, stroke->class, tooltip), tail, head);
    note_ends(graph, set_identity(graph, second, key, stroke->class, tooltip), tail, head);
}

void graph_stands_for(struct graph *graph, struct node *node, const char *things)
{
    struct svg_note *thing = note(graph, node->id);
    thing->things = things;
    thing->frame = node->frame ? node->frame->id : NULL;
    vec_add(graph->arena, &graph->shown, node->name);
}

struct node *graph_sample(struct graph *graph, struct frame *frame, const char *key,
                          const struct stroke *stroke, const struct lines *lines)
{
    struct node *upper =
        text_node(graph, frame, arena_printf(graph->arena, "%s from", key), NULL, "sample", NULL);
    struct node *lower = text_node(graph, frame, key, lines, "sample", lines->items[0].text);
    /* Both of one width, so that the line between them is straight. */
    graph_set(upper->node, "shape", "box");
    graph_set(upper->node, "style", "invis");
    graph_set(upper->node, "height", "0.02");
    graph_set(upper->node, "width", "1.5");
    graph_set(lower->node, "width", "1.5");
    Agedge_t *edge =
        draw(graph, (struct end){upper, NULL}, (struct end){lower, NULL}, ARROWS_HEAD, stroke);
    graph_set(edge, "weight", "20");
    graph_set(edge, "minlen", "2");
    set_identity(graph, edge, arena_printf(graph->arena, "%s sample", key), stroke->class,
                 lines->items[0].text);
    return upper;
}

void graph_write(struct graph *graph, FILE *out)
{
    /* In SVG they are its own titles (svg.h), not Graphviz's links without an address. */
    for (uint32_t i = 0; i < graph->told.count; i++)
        graph_set(graph->told.items[i].object, "tooltip",
                  graph_escaped(graph->arena, graph->told.items[i].text));
    agwrite(graph->graph, out);
}

/* The larger side of the laid-out graph in points. */
static double extent(Agraph_t *graph)
{
    double width = GD_bb(graph).UR.x - GD_bb(graph).LL.x;
    double height = GD_bb(graph).UR.y - GD_bb(graph).LL.y;
    return width > height ? width : height;
}

/* Names that the description lists. */
#define DESCRIBED 24

/* What the picture shows, for those who do not see it. */
static const char *description(const struct graph *graph)
{
    const char *text = "Shows";
    uint32_t count = graph->shown.count, listed = count > DESCRIBED ? DESCRIBED - 1 : count;
    for (uint32_t i = 0; i < listed; i++)
        text = arena_printf(graph->arena, "%s%s %s", text, i ? "," : "", graph->shown.items[i]);
    if (listed < count)
        text = arena_printf(graph->arena, "%s and %u more", text, count - listed);
    return arena_printf(graph->arena, "%s, and what connects them. The report lists it in full.",
                        text);
}

static const char *render(struct graph *graph, const char *format, FILE *out)
{
    if (strcmp(format, "png") == 0) {
        double pixels = extent(graph->graph) / 72.0 * PNG_DPI;
        if (pixels > PNG_LIMIT)
            return arena_printf(graph->arena,
                                "the picture '%s' would be %.0f pixels large and PNG ends at %.0f: "
                                "write it as SVG",
                                graph->name, pixels, PNG_LIMIT);
    }
    char *data = NULL;
    unsigned length = 0;
    const char *fault = NULL;
    if (graphviz.render_data(context, graph->graph, format, &data, &length) != 0 || data == NULL)
        fault = arena_printf(graph->arena, "Graphviz cannot write '%s' as %s", graph->name, format);
    else if (strcmp(format, "svg") == 0)
        svg_write(graph->arena, data, graph_identifier(graph->arena, graph->name, NULL),
                  graph->title, description(graph), &graph->notes, out);
    else
        fwrite(data, 1, length, out);
    if (data)
        graphviz.free_render_data(data);
    return fault;
}

const char *graph_render(struct graph *graph, const char *format, FILE *out)
{
    agreseterrors();
    complaint[0] = '\0';
    const char *fault = context == NULL ? graphviz_open(&graphviz) : NULL;
    if (fault)
        return arena_printf(graph->arena, "pictures need Graphviz, which could not be loaded: %s", fault);
    if (context == NULL)
        context = graphviz.context();
    if (context == NULL)
        return "Graphviz could not be started";
    if (!graph_lay_out(&graphviz, context, graph->graph, graph->orders.items, graph->orders.count,
                       graph->arena))
        fault = "the layout failed";
    else
        fault = render(graph, format, out);
    graphviz.free_layout(context, graph->graph);
    /* A label that Graphviz does not understand is only complained of, and left out. */
    if (fault == NULL && agerrors() >= AGERR)
        fault = "a part of it was not understood";
    if (fault && complaint[0])
        fault = arena_printf(graph->arena, "Graphviz, drawing '%s': %s (%s)", graph->name, fault,
                             complaint);
    return fault;
}
