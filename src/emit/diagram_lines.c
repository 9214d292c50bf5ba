/*
 * Links of a picture: the private lines between places that the author stated. See diagram.h.
 */
#include <string.h>

#include "emit/diagram.h"

/* What the author calls the line, as a reader does. */
static const char *line_name(const struct drawing *drawing, object_t line)
{
    static const char *const names[][2] = {{"vpn", "VPN"},
                                           {"direct-connect", "Direct Connect"},
                                           {"transit-gateway", "transit gateway"}};
    struct data stated = model_data(drawing->model, line, KEYWORD_LINK_KIND);
    const char *word = stated.count > 0 && stated.items[0].text ? stated.items[0].text : "vpn";
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(word, names[i][0]) == 0)
            return names[i][1];
    return word;
}

/* Whether END is in ENVIRONMENT (or is it); UINT32_MAX stands for all. */
static bool is_in(const struct drawing *drawing, const struct datum *end, uint32_t environment)
{
    return environment == UINT32_MAX || environment_of(drawing, end->object) == environment;
}

static void add_line(struct drawing *drawing, object_t line, const struct datum *from,
                     const struct datum *to, uint32_t environment)
{
    if (from->type != DATUM_OBJECT || to->type != DATUM_OBJECT ||
        !(is_in(drawing, from, environment) || is_in(drawing, to, environment)))
        return;
    struct item *tail = thing_of(drawing, from->object), *head = thing_of(drawing, to->object);
    if (tail == NULL || head == NULL || tail == head)
        return;
    struct link *link = link_between(drawing, tail, head);
    if (link->sort != SORT_COUNT) /* what flows between them says more */
        return;
    link->sort = SORT_LINE;
    vec_add(drawing->arena, &link->choices, line_name(drawing, line));
    vec_add(drawing->arena, &link->words, line_name(drawing, line));
}

static void add_lines(struct drawing *drawing, object_t parent, uint32_t environment)
{
    model_each (drawing->model, line, parent, KIND_LINK) {
        const struct field *head = &model_object(drawing->model, line)->head;
        for (uint32_t i = 0; i < head->operands[0].count; i++)
            for (uint32_t j = 0; j < head->targets.count; j++)
                add_line(drawing, line, &head->operands[0].items[i], &head->targets.items[j],
                         environment);
    }
}

void links_lines(struct drawing *drawing, uint32_t environment)
{
    add_lines(drawing, 0, environment);
    if (drawing->model->infrastructure)
        add_lines(drawing, drawing->model->infrastructure, environment);
}
