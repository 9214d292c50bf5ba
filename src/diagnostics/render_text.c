/*
 * Findings as text: headline, the lines it is about, what to do.
 */
#include "diagnostics/render.h"
#include "diagnostics/snippet.h"
#include "diagnostics/visible.h"

/* Of a mistake with very many places (a name declared a thousand times) so many further ones are
 * shown. */
#define RELATED_SHOWN 8u

static const char *severity_color(enum severity severity)
{
    switch (severity) {
    case SEVERITY_OFF: return "";
    case SEVERITY_ADVICE: return COLOR_ADVICE;
    case SEVERITY_WARNING: return COLOR_WARNING;
    case SEVERITY_ERROR: return COLOR_ERROR;
    }
    return "";
}

static int digits(uint32_t number)
{
    int count = 1;
    for (; number >= 10; number /= 10)
        count++;
    return count;
}

static uint32_t related_shown(const struct finding *finding)
{
    return finding->related.count < RELATED_SHOWN ? finding->related.count : RELATED_SHOWN;
}

/* Cells for the largest line number that FINDING shows. */
static int gutter_for(const struct sources *sources, const struct finding *finding)
{
    uint32_t largest = source_line_column(sources, finding->place.begin).line;
    for (uint32_t i = 0; i < related_shown(finding); i++) {
        uint32_t line = source_line_column(sources, finding->related.items[i].place.begin).line;
        if (line > largest)
            largest = line;
    }
    return digits(largest);
}

static void print_headline(const struct canvas *canvas, const struct finding *finding)
{
    FILE *out = canvas->out;
    color_on(canvas, severity_color(finding->severity));
    fprintf(out, "%s[%s]", severity_name(finding->severity), finding->rule->name);
    color_off(canvas);
    color_on(canvas, COLOR_BOLD);
    fputs(": ", out);
    print_visible(out, finding->message);
    if (finding->copies > 0)
        fprintf(out, " (and in %u %s)", (unsigned)finding->copies,
                finding->copies == 1 ? "copy" : "copies");
    color_off(canvas);
    fputc('\n', out);
}

/* ARROW, the file and line of PLACE, and its snippet. */
static void print_place(const struct canvas *canvas, const struct sources *sources,
                        struct place place, const char *arrow, char mark, const char *color,
                        const char *label)
{
    const struct source_file *file = source_of(sources, place.begin);
    struct line_column at = source_line_column(sources, place.begin);
    color_on(canvas, COLOR_GUTTER);
    fprintf(canvas->out, "%*s%s ", canvas->gutter, "", arrow);
    color_off(canvas);
    print_visible(canvas->out, file->path);
    fprintf(canvas->out, ":%u:%u\n", (unsigned)at.line, (unsigned)at.column);
    snippet_margin(canvas, 0);
    fputc('\n', canvas->out);
    snippet(canvas, file, place, at.line, mark, color, label);
}

/* "= KIND: ", and the text of a note is the caller's. */
static void print_note_kind(const struct canvas *canvas, const char *kind)
{
    color_on(canvas, COLOR_GUTTER);
    fprintf(canvas->out, "%*s = ", canvas->gutter, "");
    color_off(canvas);
    color_on(canvas, COLOR_BOLD);
    fprintf(canvas->out, "%s: ", kind);
    color_off(canvas);
}

static void print_note(const struct canvas *canvas, const char *kind, const char *text)
{
    print_note_kind(canvas, kind);
    print_visible(canvas->out, text);
    fputc('\n', canvas->out);
}

static void print_finding(struct canvas *canvas, const struct sources *sources,
                          const struct finding *finding)
{
    canvas->gutter = gutter_for(sources, finding);
    print_headline(canvas, finding);
    bool shown = source_of(sources, finding->place.begin) != NULL;
    if (shown)
        print_place(canvas, sources, finding->place, "-->", '^', severity_color(finding->severity),
                    finding->label);
    for (uint32_t i = 0; i < related_shown(finding); i++) {
        const struct related *related = &finding->related.items[i];
        if (!source_of(sources, related->place.begin))
            continue;
        if (shown) {
            snippet_margin(canvas, 0);
            fputc('\n', canvas->out);
        }
        shown = true;
        print_place(canvas, sources, related->place, ":::", '-', COLOR_GUTTER, related->text);
    }
    /* What has no line to stand under comes as a note. */
    if (finding->label && !source_of(sources, finding->place.begin))
        print_note(canvas, "note", finding->label);
    for (uint32_t i = 0; i < related_shown(finding); i++)
        if (!source_of(sources, finding->related.items[i].place.begin))
            print_note(canvas, "note", finding->related.items[i].text);
    if (finding->related.count > RELATED_SHOWN) {
        print_note_kind(canvas, "note");
        uint32_t more = finding->related.count - RELATED_SHOWN;
        fprintf(canvas->out, "and %u more place%s\n", (unsigned)more, more == 1 ? "" : "s");
    }
    if (finding->help)
        print_note(canvas, "help", finding->help);
    print_note_kind(canvas, "see");
    fprintf(canvas->out, "osnetc explain %s\n", finding->rule->name);
}

static const char *print_count(FILE *out, const char *before, uint32_t number, const char *one,
                               const char *many)
{
    if (number == 0)
        return before;
    fprintf(out, "%s%u %s", before, (unsigned)number, number == 1 ? one : many);
    return ", ";
}

static void print_counts(const struct diagnostics *diagnostics, FILE *out)
{
    const char *before = "";
    before = print_count(out, before, diagnostics->errors, "error", "errors");
    before = print_count(out, before, diagnostics->warnings, "warning", "warnings");
    before = print_count(out, before, diagnostics->advice, "advice", "advice");
    if (diagnostics->dropped > 0)
        fprintf(out, " (%u beyond the limit of %d are not shown)", (unsigned)diagnostics->dropped,
                FINDING_LIMIT);
    if (*before)
        fputc('\n', out);
}

void render_text(const struct diagnostics *diagnostics, FILE *out, bool color, bool quiet)
{
    struct canvas canvas = {.out = out, .color = color};
    for (uint32_t i = 0; i < diagnostics->findings.count; i++) {
        if (diagnostics->findings.items[i]->accepted)
            continue;
        print_finding(&canvas, diagnostics->sources, diagnostics->findings.items[i]);
        fputc('\n', out);
    }
    if (!quiet)
        print_counts(diagnostics, out);
}
