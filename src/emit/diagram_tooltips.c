/*
 * What a picture says of a thing or a line when it is pointed at, and what a screen reader reads:
 * names, addresses, ports and the catalogue's entries. Takes items and links with everything
 * folded. See diagram.h.
 */
#include <stdlib.h>
#include <string.h>

#include "emit/diagram_items.h"

/* Things that one node stands for and that are told one by one. */
#define TOLD 12

static int by_text(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* The lines TEXT and "WHAT a, b, c"; WORDS are sorted first. */
static const char *with_list(struct arena *arena, const char *text, const char *what,
                             strings *words, bool sorted)
{
    if (sorted && words->count > 0)
        qsort(words->items, words->count, sizeof *words->items, by_text);
    const char *list = "";
    for (uint32_t i = 0; i < words->count; i++)
        list = arena_printf(arena, "%s%s%s", list, i ? ", " : "", words->items[i]);
    return words->count ? arena_printf(arena, "%s\n%s%s", text, what, list) : text;
}

static void add_all(struct arena *arena, strings *list, const strings *more)
{
    for (uint32_t i = 0; i < more->count; i++)
        link_say(arena, list, more->items[i]);
}

const char *link_tooltip(const struct drawing *drawing, const struct link *link)
{
    struct arena *arena = drawing->arena;
    const char *text = arena_printf(arena, "%s %s %s", item_path(drawing, link->tail),
                                    link->sort == SORT_LINE ? "\xe2\x80\x94"
                                    : link->both            ? "\xe2\x86\x94"
                                                            : "\xe2\x86\x92",
                                    item_path(drawing, link->head));
    strings addresses = link->addresses, paths = link->paths, words = link->words, entries = link->entries;
    text = with_list(arena, text, "by ", &addresses, false);
    text = with_list(arena, text, "for ", &paths, false);
    const char *ports = link->sort == SORT_LINE ? "" : link_ports(arena, link);
    if (*ports)
        text = arena_printf(arena, "%s\nports %s", text, ports);
    for (uint32_t i = 0; i < words.count; i++)
        text = arena_printf(arena, "%s\n%s", text, words.items[i]);
    return with_list(arena, text, "catalogue ", &entries, true);
}

const char *item_path(const struct drawing *drawing, const struct item *item)
{
    return item->object ? model_path(drawing->model, item->object) : item->key;
}

/* "prod.fe1 (First front-end): fe1.acme.example, 10.20.1.11" */
static const char *thing_line(const struct drawing *drawing, object_t object)
{
    struct arena *arena = drawing->arena;
    const char *text = model_path(drawing->model, object);
    const char *title = model_object(drawing->model, object)->title;
    if (title)
        text = arena_printf(arena, "%s (%s)", text, title);
    struct names names = plan_names(drawing->plan, object);
    struct names addresses = plan_addresses(drawing->plan, object);
    const char *own = model_name(drawing->model, object), *between = ": ";
    for (uint32_t i = 0; i < names.count; i++)
        if (strcmp(names.items[i], own) != 0) {
            text = arena_printf(arena, "%s%s%s", text, between, names.items[i]);
            between = ", ";
        }
    for (uint32_t i = 0; i < addresses.count; i++) {
        text = arena_printf(arena, "%s%s%s", text, between, addresses.items[i]);
        between = ", ";
    }
    return text;
}

/* Whether a link that ends at END concerns ITEM: one to a frame is for all the members of that. */
static bool leads_to(const struct item *end, const struct item *item)
{
    return end == item || (end->is_frame && item->object && group_has(end->members, item->object));
}

const char *item_tooltip(const struct drawing *drawing, const struct item *item)
{
    struct arena *arena = drawing->arena;
    const char *text = NULL;
    uint32_t told = 0, more = 0;
    for (object_t i = 1; i < drawing->model->objects.count && !item->is_frame; i++) {
        if (drawing->of[i] != item)
            continue;
        if (item->environment != UINT32_MAX && item->look == LOOK_ENVIRONMENT && i != item->object)
            continue; /* what is in it, which its card counts */
        if (told++ >= TOLD) {
            more++;
            continue;
        }
        const char *line = thing_line(drawing, i);
        text = text ? arena_printf(arena, "%s\n%s", text, line) : line;
    }
    if (text == NULL)
        text = item->object ? thing_line(drawing, item->object) : item->key;
    if (more > 0)
        text = arena_printf(arena, "%s\nand %u more", text, more);
    if (item->is_frame)
        return text;

    strings listens = {0}, entries = {0};
    const struct plan_server *server =
        item->object ? plan_server(drawing->plan, item->object) : NULL;
    for (uint32_t i = 0; server && i < server->listen_count; i++)
        vec_add(arena, &listens, server->listens[i]);
    ports_list ports = {0};
    for (uint32_t i = 0; i < drawing->links.count; i++) {
        const struct link *link = drawing->links.items[i];
        bool to = leads_to(link->head, item) || (link->both && leads_to(link->tail, item));
        if (link->dropped || (!to && !leads_to(link->tail, item)))
            continue;
        add_all(arena, &entries, &link->entries);
        for (uint32_t j = 0; to && j < link->ports.count; j++)
            link_port(arena, &ports, &link->ports.items[j]);
    }
    if (listens.count > 0)
        text = with_list(arena, text, "listens on ", &listens, false);
    else if (ports.count > 0)
        text = arena_printf(arena, "%s\nreached on %s", text, ports_phrase(arena, &ports));
    return with_list(arena, text, "catalogue ", &entries, true);
}
