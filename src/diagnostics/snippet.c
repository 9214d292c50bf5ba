/*
 * Takes a place in a file, gives its line as a terminal can show it and marks under the same cells.
 * A line is gone through twice: once to measure where its characters fall, once to print those in
 * view.
 */
#include "diagnostics/snippet.h"

#include <string.h>

#include "diagnostics/visible.h"

#define TAB 4
/* The most cells of a line that are shown, and how many of them may stand before the place. */
#define VIEW 160u
#define BEFORE 60u
/* A line is looked at within so many bytes of the place only: some files are one long line. */
#define REACH 1024

/* A line, or the part of it around a place. */
struct stretch {
    const char *begin, *end;
    bool goes_on_before, goes_on_behind;
};

/* Cells of a line. */
struct cells {
    uint32_t begin, end;
};

void color_on(const struct canvas *canvas, const char *color)
{
    if (canvas->color)
        fputs(color, canvas->out);
}

void color_off(const struct canvas *canvas)
{
    if (canvas->color)
        fputs("\33[0m", canvas->out);
}

void snippet_margin(const struct canvas *canvas, uint32_t number)
{
    color_on(canvas, COLOR_GUTTER);
    if (number > 0)
        fprintf(canvas->out, "%*u |", canvas->gutter, (unsigned)number);
    else
        fprintf(canvas->out, "%*s |", canvas->gutter, "");
    color_off(canvas);
}

static bool continues(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

static struct stretch line_around(const struct source_file *file, const char *at)
{
    const char *text = file->text, *end = text + file->size;
    struct stretch line = {.begin = at - text > REACH ? at - REACH : text,
                           .end = end - at > REACH ? at + REACH : end};
    const char *before = memrchr(line.begin, '\n', (size_t)(at - line.begin));
    line.goes_on_before = !before && line.begin > text;
    if (before)
        line.begin = before + 1;
    while (line.goes_on_before && line.begin < at && continues(*line.begin))
        line.begin++;

    const char *behind = memchr(at, '\n', (size_t)(line.end - at));
    line.goes_on_behind = !behind && line.end < end;
    if (behind)
        line.end = behind;
    while (line.goes_on_behind && line.end > at && continues(*line.end))
        line.end--;
    if (!line.goes_on_behind && line.end > line.begin && line.end[-1] == '\r')
        line.end--;
    return line;
}

/* The character at AT as it is shown in CELL of a line that ends at END. */
static struct glyph glyph_in_line(const char *at, const char *end, uint32_t cell)
{
    if (*at != '\t')
        return glyph_at(at, (size_t)(end - at));
    struct glyph spaces = {.text = "    ", .bytes = 1};
    spaces.length = spaces.cells = (uint8_t)(TAB - cell % TAB);
    return spaces;
}

/* The cells of BEGIN to END in LINE, and in *ALL those of the whole line. */
static struct cells measure(const struct stretch *line, const char *begin, const char *end,
                            uint32_t *all)
{
    struct cells found = {0, 0};
    uint32_t cell = 0;
    for (const char *at = line->begin; at < line->end;) {
        struct glyph glyph = glyph_in_line(at, line->end, cell);
        if (at + glyph.bytes <= begin)
            found.begin = cell + glyph.cells;
        cell += glyph.cells;
        if (at < end)
            found.end = cell;
        at += glyph.bytes;
    }
    *all = cell;
    return found;
}

/* Prints the glyphs of LINE that begin in VIEW. */
static void print_line(const struct canvas *canvas, const struct stretch *line, struct cells view)
{
    uint32_t cell = 0;
    for (const char *at = line->begin; at < line->end && cell <= view.end;) {
        struct glyph glyph = glyph_in_line(at, line->end, cell);
        uint32_t next = cell + glyph.cells;
        if (cell >= view.begin && next <= view.end)
            fwrite(glyph.text, 1, glyph.length, canvas->out);
        else if (next > view.begin) /* cut in two by an edge of the view */
            for (uint32_t i = cell > view.begin ? cell : view.begin; i < next && i < view.end; i++)
                fputc(' ', canvas->out);
        cell = next;
        at += glyph.bytes;
    }
}

static void print_marks(const struct canvas *canvas, uint32_t indent, uint32_t count, char mark,
                        const char *color, const char *label)
{
    snippet_margin(canvas, 0);
    fprintf(canvas->out, " %*s", (int)indent, "");
    color_on(canvas, color);
    for (uint32_t i = 0; i < count; i++)
        fputc(mark, canvas->out);
    if (label && *label) {
        fputc(' ', canvas->out);
        print_visible(canvas->out, label);
    }
    color_off(canvas);
    fputc('\n', canvas->out);
}

void snippet(const struct canvas *canvas, const struct source_file *file, struct place place,
             uint32_t number, char mark, const char *color, const char *label)
{
    uint32_t first = place.begin - file->base,
             last = place.end < place.begin ? first : place.end - file->base;
    const char *begin = file->text + (first < file->size ? first : file->size);
    const char *end = file->text + (last < file->size ? last : file->size);
    struct stretch line = line_around(file, begin);
    uint32_t all;
    struct cells marked = measure(&line, begin, end, &all), view = {0, all};
    if (marked.end <= marked.begin)
        marked.end = marked.begin + 1;
    if (all > VIEW) {
        if (marked.begin > BEFORE)
            view.begin = marked.begin - BEFORE;
        /* Near its end the line is shown from further left, so that the view is full. */
        if (all - view.begin < VIEW)
            view.begin = all - VIEW;
        view.end = view.begin + VIEW;
        if (marked.end > view.end)
            marked.end = view.end > marked.begin ? view.end : marked.begin + 1;
    }
    bool cut_before = view.begin > 0 || line.goes_on_before;

    snippet_margin(canvas, number);
    if (all > 0)
        fputs(cut_before ? " …" : " ", canvas->out);
    print_line(canvas, &line, view);
    fputs(view.end < all || line.goes_on_behind ? "…\n" : "\n", canvas->out);
    print_marks(canvas, marked.begin - view.begin + cut_before, marked.end - marked.begin, mark,
                color, label);
}
