/*
 * The lines of the topology that findings are about: takes findings, gives a section of the HTML
 * page with an excerpt for each place, to which the table of findings leads.
 */
#include "emit/places.h"

#include <string.h>

#include "emit/html.h"

/* Lines that are shown before and behind the one that is meant. */
#define AROUND 2

/* The NUMBERth line of FILE, from 1, without its end; NULL behind the last. */
static const char *line_of(struct arena *arena, const struct source_file *file, uint32_t number)
{
    const char *text = file->text, *end = text + file->size;
    for (uint32_t line = 1; line < number && text; line++) {
        text = memchr(text, '\n', (size_t)(end - text));
        text = text ? text + 1 : NULL;
    }
    if (!text || text == end)
        return NULL;
    const char *stop = memchr(text, '\n', (size_t)(end - text));
    return arena_printf(arena, "%.*s", (int)((stop ? stop : end) - text), text);
}

static void excerpt(struct report *report, const char *name, uint32_t offset)
{
    const struct sources *sources = report->diagnostics->sources;
    const struct source_file *file = source_of(sources, offset);
    struct arena *arena = report->plan->arena;
    FILE *out = report->page->out;
    uint32_t meant = source_line_column(sources, offset).line;
    uint32_t first = meant > AROUND ? meant - AROUND : 1;
    html_part(out, HTML_EXCERPT, "name", name, NULL);
    for (uint32_t number = first; number <= meant + AROUND; number++) {
        const char *line = line_of(arena, file, number);
        if (line)
            html_part(out, number == meant ? HTML_MARKED_LINE : HTML_LINE, "number",
                      arena_printf(arena, "%u", number), "text", line, NULL);
    }
    html_part(out, HTML_END_EXCERPT, NULL);
}

void places(struct report *report)
{
    const struct diagnostics *diagnostics = report->diagnostics;
    const char *last = NULL;
    for (uint32_t i = 0; i < diagnostics->findings.count; i++) {
        const struct finding *finding = diagnostics->findings.items[i];
        const char *name = report_place(report, finding);
        if (!name || (last && strcmp(last, name) == 0)) /* they are sorted by place */
            continue;
        if (!last)
            report_heading(report, 2, "Places of the findings");
        last = name;
        excerpt(report, name, finding->place.begin);
    }
}
