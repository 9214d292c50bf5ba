/*
 * Links of a picture: the lines between places that the author stated, and the paths that proxies pass
 * on. See diagram.h.
 */
#include <string.h>

#include "emit/diagram.h"

/* Whether OBJECT is in ENVIRONMENT (or is it); UINT32_MAX stands for all. */
static bool is_in(const struct drawing *drawing, object_t object, uint32_t environment)
{
    return environment == UINT32_MAX || model_object(drawing->model, object)->environment ==
                                            drawing->plan->environments.items[environment].object;
}

/* Whether the view of one server shows a line that ends at OBJECT: at the server, or at all of its
 * environment. */
static bool is_focus(const struct drawing *drawing, object_t object)
{
    return object == drawing->focus ||
           object == model_object(drawing->model, drawing->focus)->environment;
}

void links_lines(struct drawing *drawing, uint32_t environment)
{
    for (uint32_t i = 0; i < drawing->plan->lines.count; i++) {
        const struct plan_line *line = &drawing->plan->lines.items[i];
        if (!is_in(drawing, line->source, environment) &&
            !is_in(drawing, line->destination, environment))
            continue;
        if (drawing->focus && !is_focus(drawing, line->source) &&
            !is_focus(drawing, line->destination))
            continue;
        struct item *tail = thing_of(drawing, line->source);
        struct item *head = thing_of(drawing, line->destination);
        if (tail == NULL || head == NULL || tail == head)
            continue;
        struct link *link = link_between(drawing, tail, head);
        if (link->sort != SORT_COUNT) /* what flows between them says more */
            continue;
        link->sort = SORT_LINE;
        vec_add(drawing->arena, &link->choices, line->label);
        vec_add(drawing->arena, &link->words, line->label);
        if (*line->entries)
            vec_add(drawing->arena, &link->entries, line->entries);
    }
}

/* Whether ROUTE is of all paths: then its line need not say so. */
static bool is_everything(const struct plan_route *route)
{
    return strcmp(route->path, "/") == 0 || strcmp(route->path, "/*") == 0;
}

static void show_route(struct drawing *drawing, const struct plan_route *route)
{
    const struct item *proxy = drawing->of[route->proxy];
    if (!proxy || proxy->look != LOOK_PROXY || !route->target_object || is_everything(route))
        return;
    const struct item *target = drawing->of[route->target_object];
    for (; target; target = target->parent) {
        /* Of several links between the two the first one has them: the others differ in sort. */
        struct link *link = link_find(proxy, target);
        if (link)
            link_say(drawing->arena, &link->paths, route->path);
    }
}

void links_routes(struct drawing *drawing)
{
    const struct plan *plan = drawing->plan;
    for (uint32_t e = 0; e < plan->environments.count; e++) {
        const struct plan_environment *environment = &plan->environments.items[e];
        for (uint32_t r = 0; drawing->details[e] == DETAIL_FULL && r < environment->route_count; r++)
            show_route(drawing, &plan->routes.items[environment->routes + r]);
    }
}
