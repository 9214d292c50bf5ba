/*
 * The lines of the topology that findings are about: takes findings, gives a section of the HTML
 * page with an excerpt for each place, to which the table of findings leads.
 */
#include "emit/places.h"

#include <string.h>

#include "emit/html.h"

/* Lines that are shown before and behind the one that is meant. */
#define AROUND 2
/* Bytes of a line that are shown. */
#define LINE_LIMIT 600

/* Where the line of FILE begins that the byte at AT is in. */
static const char *line_begin(const struct source_file *file, const char *at)
{
    while (at > file->text && at[-1] != '\n')
        at--;
    return at;
}

/* The line from LINE to STOP, its end left out where it is very long. */
static const char *line_text(struct arena *arena, const char *line, const char *stop)
{
    bool whole = stop - line <= LINE_LIMIT;
    if (!whole)
        for (stop = line + LINE_LIMIT; ((unsigned char)*stop & 0xc0) == 0x80;)
            stop--; /* not within a character */
    return arena_printf(arena, "%.*s%s", (int)(stop - line), line, whole ? "" : "…");
}

static void excerpt(struct report *report, const char *name, uint32_t offset)
{
    const struct sources *sources = report->diagnostics->sources;
    const struct source_file *file = source_of(sources, offset);
    struct arena *arena = report->plan->arena;
    FILE *out = report->page->out;
    const char *end = file->text + file->size;
    const char *line = line_begin(file, file->text + (offset - file->base));
    uint32_t meant = source_line_column(sources, offset).line, number = meant;
    for (; number > 1 && number + AROUND > meant; number--)
        line = line_begin(file, line - 1);
    html_part(out, HTML_EXCERPT, "name", name, NULL);
    for (; number <= meant + AROUND && line < end; number++) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        if (!stop)
            stop = end;
        html_part(out, number == meant ? HTML_MARKED_LINE : HTML_LINE, "number",
                  arena_printf(arena, "%u", number), "text", line_text(arena, line, stop), NULL);
        line = stop + 1;
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
