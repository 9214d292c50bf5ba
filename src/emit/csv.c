/*
 * Takes cells one after the other, gives rows.
 */
#include "emit/csv.h"

#include <ctype.h>
#include <string.h>
#include <unictype.h>
#include <unistr.h>

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

/* The length of white space, of what is not seen at all, or of a quote, at TEXT. */
static size_t blank(const char *text)
{
    ucs4_t letter = 0;
    int length = u8_strmbtouc(&letter, (const uint8_t *)text);
    bool unseen = length > 0 && (uc_is_space(letter) || uc_is_property_white_space(letter) ||
                                 uc_is_property_default_ignorable_code_point(letter));
    return unseen || letter == '"' || letter == '\'' ? (size_t)length : 0;
}

/* Whether a spreadsheet would take TEXT for a formula: some look behind blanks and quotes, some
 * take wide marks. */
static bool is_formula(const char *text)
{
    static const char *const marks[] = {"=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"};
    if (*text == '\t' || *text == '\r')
        return true;
    for (size_t length; (length = blank(text)) > 0;)
        text += length;
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (strncmp(text, marks[i], strlen(marks[i])) == 0)
            return true;
    return false;
}

void csv_write(struct writer *to, const char *const *texts, uint32_t count, const char *between)
{
    bool quoted = count > 1 || (count && needs_quotes(texts[0]));
    if (quoted)
        writer_char(to, '"');
    if (count && !isalnum((unsigned char)*texts[0]) && is_formula(texts[0]))
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
