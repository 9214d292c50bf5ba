/*
 * Takes cells one after the other, gives rows.
 */
#include "emit/csv.h"

#include <string.h>

void csv_next(struct csv *csv)
{
    if (csv->filled)
        writer_char(csv->to, ',');
    csv->filled = true;
}

static bool needs_quotes(const char *text)
{
    const char *at = text;
    for (; *at; at++)
        switch (*at) {
        case ',':
        case ';':
        case '"':
        case '\r':
        case '\n':
        case '\t': return true;
        default: break;
        }
    return *text == ' ' || (at > text && at[-1] == ' ');
}

static void write_text(struct writer *to, const char *text)
{
    for (const char *quote; (quote = strchr(text, '"')); text = quote + 1) {
        writer_put(to, text, (size_t)(quote - text));
        writer_text(to, "\"\"");
    }
    writer_text(to, text);
}

void csv_write(struct writer *to, const char *const *texts, uint32_t count, const char *between)
{
    bool quoted = count > 1 || (count && needs_quotes(texts[0]));
    if (quoted)
        writer_char(to, '"');
    if (count && *texts[0] && strchr("=+-@\t\r", *texts[0]))
        writer_char(to, '\'');
    for (uint32_t i = 0; i < count; i++) {
        if (i)
            writer_text(to, between);
        write_text(to, texts[i]);
    }
    if (quoted)
        writer_char(to, '"');
}

void csv_cell(struct csv *csv, const char *text)
{
    csv_next(csv);
    csv_write(csv->to, &text, 1, "");
}

void csv_end_row(struct csv *csv)
{
    writer_text(csv->to, "\r\n");
    csv->filled = false;
}
