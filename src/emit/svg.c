/*
 * Finishes the SVG of Graphviz. See svg.h.
 */
#include "emit/svg.h"

#include <stdlib.h>
#include <string.h>

#include "emit/html.h"

static int by_id(const void *left, const void *right)
{
    return strcmp(((const struct svg_note *)left)->id, ((const struct svg_note *)right)->id);
}

/* SIZE bytes of an id as Graphviz writes it, its hyphens spelt out again. */
static const char *plain_id(struct arena *arena, const char *text, size_t size)
{
    static const char hyphen[] = "&#45;";
    char *id = arena_printf(arena, "%.*s", (int)size, text), *to = id;
    for (const char *from = id; *from;) {
        bool spelt = strncmp(from, hyphen, strlen(hyphen)) == 0;
        *to++ = spelt ? '-' : *from;
        from += spelt ? strlen(hyphen) : 1;
    }
    *to = '\0';
    return id;
}

static void attribute(FILE *out, const char *name, const char *text)
{
    if (!text)
        return;
    fprintf(out, " %s=\"", name);
    html_text(out, text);
    fputc('"', out);
}

static void attributes(const struct svg_note *note, FILE *out)
{
    attribute(out, "data-things", note->things);
    attribute(out, "data-frame", note->frame);
    attribute(out, "data-tail", note->tail);
    attribute(out, "data-head", note->head);
}

/* Puts the title of NOTE in place of the one that Graphviz wrote into the element whose tag goes on
 * at DATA; returns what is behind it. */
static const char *own_title(struct arena *arena, const char *data, const struct svg_note *note,
                             FILE *out)
{
    static const char begin[] = "<title>", end[] = "</title>";
    const char *title = strchr(data, '>');
    while (title && (title[1] == '\n' || title[1] == '\r'))
        title++;
    if (!note->title || !title || strncmp(title + 1, begin, strlen(begin)) != 0)
        return data;
    title += 1 + strlen(begin);
    const char *behind = strstr(title, end);
    if (!behind)
        return data;
    fwrite(data, 1, (size_t)(title - data), out);
    for (const char *line = note->title; *line;) {
        size_t size = strcspn(line, "\n");
        html_text(out, arena_printf(arena, "%.*s", (int)size, line));
        line += size;
        if (*line && *++line)
            fputc('\n', out);
    }
    return behind;
}

/* An element PREFIX--NAME of the kind NAME with TEXT in it. */
static void words(FILE *out, const char *prefix, const char *name, const char *text)
{
    fprintf(out, "<%s id=\"", name);
    html_text(out, prefix);
    fprintf(out, "::%s\">", name);
    html_text(out, text);
    fprintf(out, "</%s>\n", name);
}

/* The root's tag at ROOT with role, name and description; returns what is behind it. */
static const char *root_tag(const char *root, const char *prefix, const char *title,
                            const char *description, FILE *out)
{
    const char *end = strchr(root, '>');
    fwrite(root, 1, (size_t)(end - root), out);
    fputs(" role=\"img\" aria-labelledby=\"", out);
    html_text(out, prefix);
    fputs("::title\" aria-describedby=\"", out);
    html_text(out, prefix);
    fputs("::desc\">\n", out);
    words(out, prefix, "title", title);
    words(out, prefix, "desc", description);
    return end + 1 + (end[1] == '\n');
}

void svg_write(struct arena *arena, const char *data, const char *prefix, const char *title,
               const char *description, struct svg_notes *notes, FILE *out)
{
    static const char group[] = "<g id=\"";
    const char *root = strstr(data, "<svg");
    if (!root || !strchr(root, '>')) {
        fputs(data, out);
        return;
    }
    fwrite(data, 1, (size_t)(root - data), out);
    data = root_tag(root, prefix, title, description, out);
    if (notes->items.count)
        qsort(notes->items.items, notes->items.count, sizeof *notes->items.items, by_id);
    for (const char *next; (next = strstr(data, group));) {
        const char *id = next + strlen(group), *end = id + strcspn(id, "\"");
        struct svg_note key = {.id = plain_id(arena, id, (size_t)(end - id))};
        const struct svg_note *note = notes->items.count
                                          ? bsearch(&key, notes->items.items, notes->items.count,
                                                    sizeof *notes->items.items, by_id)
                                          : NULL;
        end += *end == '"';
        fwrite(data, 1, (size_t)(end - data), out);
        data = end;
        if (note) {
            attributes(note, out);
            data = own_title(arena, data, note, out);
        }
    }
    fputs(data, out);
}
