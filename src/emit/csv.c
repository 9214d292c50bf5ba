/*
 * Takes cells one after the other, gives rows.
 */
#include "emit/csv.h"

#include <string.h>

/* Opens a cell whose text begins with FIRST. */
static void open_cell(struct csv *csv, bool quoted, const char *first)
{
    if (csv->filled)
        fputc(',', csv->out);
    csv->filled = true;
    if (quoted)
        fputc('"', csv->out);
    if (*first && strchr("=+-@\t\r", *first))
        fputc('\'', csv->out);
}

static bool needs_quotes(const char *text)
{
    return strpbrk(text, ",;\"\r\n\t") || *text == ' ' || (*text && text[strlen(text) - 1] == ' ');
}

static void write_text(FILE *out, const char *text)
{
    for (const char *quote; (quote = strchr(text, '"')); text = quote + 1)
        fprintf(out, "%.*s\"\"", (int)(quote - text), text);
    fputs(text, out);
}

void csv_cells(struct csv *csv, const char *const *texts, uint32_t count, const char *between)
{
    bool quoted = count > 1;
    for (uint32_t i = 0; i < count && !quoted; i++)
        quoted = needs_quotes(texts[i]);
    open_cell(csv, quoted, count ? texts[0] : "");
    for (uint32_t i = 0; i < count; i++) {
        if (i)
            write_text(csv->out, between);
        write_text(csv->out, texts[i]);
    }
    if (quoted)
        fputc('"', csv->out);
}

void csv_cell(struct csv *csv, const char *text)
{
    csv_cells(csv, &text, 1, "");
}

void csv_end_row(struct csv *csv)
{
    fputs("\r\n", csv->out);
    csv->filled = false;
}
