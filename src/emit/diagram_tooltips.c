/*
 * What a picture says of a thing or a line when it is pointed at, and what a screen reader reads:
 * names, addresses, ports and the catalogue's entries. Takes items and links with everything
 * folded. See diagram.h.
 */
#include <stdlib.h>
#include <string.h>

#include "base/writer.h"
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
    if (words->count == 0)
        return text;
    struct writer list = {.arena = arena};
    for (uint32_t i = 0; i < words->count; i++) {
        writer_text(&list, i ? ", " : "");
        writer_text(&list, words->items[i]);
    }
    return arena_printf(arena, "%s\n%s%.*s", text, what, (int)list.used, list.bytes);
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
    struct writer whole = {.arena = arena};
    writer_text(&whole, text);
    for (uint32_t i = 0; i < words.count; i++) {
        writer_char(&whole, '\n');
        writer_text(&whole, words.items[i]);
    }
    writer_char(&whole, '\0');
    return with_list(arena, whole.bytes, "catalogue ", &entries, true);
}

const char *item_path(const struct drawing *drawing, const struct item *item)
{
    return item->object ? model_path(drawing->model, item->object) : item->key;
}

/* "prod.fe1 (First front-end): fe1.acme.example, 10.20.1.11" */
static const char *thing_line(const struct drawing *drawing, object_t object)
{
    struct arena *arena = drawing->arena;
    struct writer text = {.arena = arena};
    writer_text(&text, model_path(drawing->model, object));
    const char *title = model_object(drawing->model, object)->title;
    if (title)
        writer_text(&text, arena_printf(arena, " (%s)", title));
    struct names names = plan_names(drawing->plan, object);
    struct names addresses = plan_addresses(drawing->plan, object);
    const char *own = model_name(drawing->model, object), *between = ": ";
    for (uint32_t i = 0; i < names.count; i++)
        if (strcmp(names.items[i], own) != 0) {
            writer_text(&text, between);
            writer_text(&text, names.items[i]);
            between = ", ";
        }
    for (uint32_t i = 0; i < addresses.count; i++) {
        writer_text(&text, between);
        writer_text(&text, addresses.items[i]);
        between = ", ";
    }
    writer_char(&text, '\0');
    return text.bytes;
}

/* The entries and ports of the links of END: ITEM, or a frame it is a member of, whose links are for all of them. */
static void add_links(struct arena *arena, const struct item *end, strings *entries,
                      ports_list *ports)
{
    for (uint32_t i = 0; i < end->links.count; i++) {
        const struct link *link = end->links.items[i];
        bool to = link->head == end || (link->both && link->tail == end);
        if (link->dropped || (!to && link->tail != end))
            continue;
        add_all(arena, entries, &link->entries);
        for (uint32_t j = 0; to && j < link->ports.count; j++)
            link_port(arena, ports, &link->ports.items[j]);
    }
}

const char *item_tooltip(const struct drawing *drawing, const struct item *item)
{
    struct arena *arena = drawing->arena;
    const char *text = NULL;
    uint32_t told = 0, more = 0;
    for (uint32_t i = 0; i < item->things.count && !item->is_frame; i++) {
        object_t thing = item->things.items[i];
        if (item->environment != UINT32_MAX && item->look == LOOK_ENVIRONMENT &&
            thing != item->object)
            continue; /* what is in it, which its card counts */
        if (told++ >= TOLD) {
            more++;
            continue;
        }
        const char *line = thing_line(drawing, thing);
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
    add_links(arena, item, &entries, &ports);
    for (uint32_t i = 0; i < item->member_of.count; i++)
        add_links(arena, item->member_of.items[i], &entries, &ports);
    if (listens.count > 0)
        text = with_list(arena, text, "listens on ", &listens, false);
    else if (ports.count > 0)
        text = arena_printf(arena, "%s\nreached on %s", text, ports_phrase(arena, &ports));
    return with_list(arena, text, "catalogue ", &entries, true);
}
