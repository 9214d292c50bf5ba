/*
 * The legend of a picture: a sample of exactly what is drawn. See diagram.h.
 */
#include "emit/diagram.h"

/* Samples in one row. */
#define LEGEND_ROW 7

/* Whether nothing of the same environment stands lower than ITEM, nor of the frame it is in where
 * that has rows. */
static bool is_lowest(const struct item *item)
{
    bool foot = !item->parent || !item->parent->foot || item->parent->foot == item;
    return foot && item->lowest;
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
void legend_make(struct drawing *drawing, struct graph *graph)
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
        samples[count++] = graph_node(
            graph, frame, arena_printf(drawing->arena, "legend/%s", legend), &lines, &look, legend);
    }
    uint32_t shapes = count;
    for (uint32_t i = 0; i < SORT_COUNT; i++) {
        if (!sorts_seen[i])
            continue;
        struct lines lines = {0};
        const char *legend = stroke_legend((enum sort)i);
        struct stroke stroke = stroke_of((enum sort)i, drawing->theme);
        graph_line(drawing->arena, &lines, FACE_PLAIN, "%s", legend);
        samples[count++] = graph_sample(
            graph, frame, arena_printf(drawing->arena, "legend/line %s", legend), &stroke, &lines);
    }
    struct node *last = arrange_samples(graph, frame, samples, shapes, NULL);
    arrange_samples(graph, frame, samples + shapes, count - shapes, last);
    uint32_t middle = (shapes + LEGEND_ROW - 1) / LEGEND_ROW; /* rows */
    middle = middle ? (shapes + middle - 1) / middle / 2 : 0; /* of the first */
    for (uint32_t i = 0; i < drawing->items.count && count > 0; i++)
        if (drawing->items.items[i]->node && is_lowest(drawing->items.items[i]))
            graph_over(graph, drawing->items.items[i]->node, samples[middle]);
}
