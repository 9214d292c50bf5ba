/*
 * Takes texts, gives Markdown in which they stay texts. Table cells are the narrowest place (no
 * line ends, no pipes), so every text is written as a cell would need it.
 */
#include "emit/markdown.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "emit/direction.h"

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

static bool is_control(char c)
{
    return (unsigned char)c < 0x20 || c == 0x7f;
}

/* Whether TEXT, at the start of a block, would open a list of numbers at CURSOR ("1." or "1)"). */
static bool ends_list_number(const char *text, const char *cursor)
{
    if (cursor == text || (*cursor != '.' && *cursor != ')'))
        return false;
    for (const char *digit = text; digit < cursor; digit++) {
        if (!isdigit((unsigned char)*digit))
            return false;
    }
    return true;
}

/* Whether the readers' autolinks would start at CURSOR: "www." and "://". Nothing keeps them from an
 * address of mail: they look for it in what is left when markup is done with. */
static bool starts_link(const char *text, const char *cursor)
{
    if (strncmp(cursor, "://", 3) == 0)
        return true;
    return *cursor == '.' && cursor - text >= 3 && strncasecmp(cursor - 3, "www", 3) == 0;
}

/* TEXT as prose. With BLOCK it may be the first of a paragraph or an item, where more is markup. */
static void write_prose(FILE *out, const char *text, bool block)
{
    bool start =
        true; /* nothing but white space so far: of that one space is enough, more would indent */
    const char *head = text;
    for (const char *cursor = text; *cursor; cursor++) {
        size_t mark = direction_mark(cursor);
        if (mark || is_control(*cursor) || *cursor == ' ') {
            if (!start || cursor == text)
                fputc(' ', out);
            cursor += mark ? mark - 1 : 0;
            if (start)
                head = cursor + 1;
            continue;
        }
        switch (*cursor) {
        case '<': fputs("&lt;", out); break;
        case '>': /* opens a quotation at the start of a block; nothing elsewhere */
            fputs(start ? "&gt;" : ">", out);
            break;
        case '&': fputs("&amp;", out); break;
        case '\\':
        case '`':
        case '*':
        case '[':
        case ']':
        case '|':
        case '~':
        case '$': fprintf(out, "\\%c", *cursor); break;
        case '_': /* inside a word it is no emphasis */
            if (start || !is_word(cursor[-1]) || !is_word(cursor[1]))
                fputc('\\', out);
            fputc('_', out);
            break;
        case '#': /* opens a heading, and at the end of one is not part of it */
            if (start || !is_word(cursor[-1]))
                fputc('\\', out);
            fputc('#', out);
            break;
        case '-':
        case '+':
        case '=':
            if (start && block)
                fputc('\\', out);
            fputc(*cursor, out);
            break;
        default:
            if (starts_link(text, cursor) || (block && ends_list_number(head, cursor)))
                fputc('\\', out);
            fputc(*cursor, out);
        }
        start = false;
    }
}

void markdown_text(FILE *out, const char *text)
{
    write_prose(out, text, true);
}

void markdown_code(FILE *out, const char *text)
{
    bool fits = *text && *text != ' ' && text[strlen(text) - 1] != ' ';
    for (const char *cursor = text; fits && *cursor; cursor++)
        fits = !is_control(*cursor) && !strchr("`|\\", *cursor) && !direction_mark(cursor);
    if (fits)
        fprintf(out, "`%s`", text);
    else
        markdown_text(out, text);
}

static void begin(struct page *page, const char *title)
{
    fputs("# ", page->out);
    write_prose(page->out, title, false);
    fputs("\n\n", page->out);
}

static void end(struct page *page)
{
    (void)page;
}

static void heading(struct page *page, unsigned level, const char *text)
{
    for (unsigned i = 0; i < level; i++)
        fputc('#', page->out);
    fputc(' ', page->out);
    write_prose(page->out, text, false);
    fputs("\n\n", page->out);
}

static void open_part(struct page *page, enum page_part part)
{
    switch (part) {
    case PAGE_PARAGRAPH:
    case PAGE_LIST:
    case PAGE_TABLE: break;
    case PAGE_ITEM: fputs("- ", page->out); break;
    case PAGE_ROW: fputc('|', page->out); break;
    case PAGE_CELL: fputc(' ', page->out); break;
    }
}

static void close_part(struct page *page, enum page_part part)
{
    switch (part) {
    case PAGE_PARAGRAPH: fputs("\n\n", page->out); break;
    case PAGE_LIST:
    case PAGE_TABLE:
    case PAGE_ITEM:
    case PAGE_ROW: fputc('\n', page->out); break;
    case PAGE_CELL: fputs(" |", page->out); break;
    }
}

static void columns(struct page *page, const char *const *titles)
{
    fputc('|', page->out);
    for (const char *const *title = titles; *title; title++) {
        fputc(' ', page->out);
        markdown_text(page->out, *title);
        fputs(" |", page->out);
    }
    fputs("\n|", page->out);
    for (const char *const *title = titles; *title; title++)
        fputs(" --- |", page->out);
    fputc('\n', page->out);
}

/* Nothing of it is to be seen but the words in its cells. */
static void opening(struct page *page, const struct page_opening *opening)
{
    (void)opening;
    open_part(page, PAGE_ROW);
}

static void word(struct page *page, enum page_word word, const char *text)
{
    switch (word) {
    case PAGE_TEXT:
    case PAGE_SEVERITY: markdown_text(page->out, text); break;
    case PAGE_CODE:
    case PAGE_VALUE:
    case PAGE_RULE:
    case PAGE_PLACE: markdown_code(page->out, text); break;
    case PAGE_LEG: fputs("\xe2\x86\xb3 ", page->out); break; /* an arrow down and to the right */
    }
}

static void counts(struct page *page, const char *lead, const struct page_count *counts,
                   uint32_t count)
{
    if (lead) {
        markdown_text(page->out, lead);
        fputs(": ", page->out);
    }
    for (uint32_t i = 0; i < count; i++)
        fprintf(page->out, "%s%u %s", i ? ", " : "", counts[i].number,
                counts[i].number == 1 ? counts[i].one : counts[i].many);
    fputs(".\n\n", page->out);
}

const struct page_format markdown_page = {
    .begin = begin,
    .end = end,
    .heading = heading,
    .open = open_part,
    .close = close_part,
    .columns = columns,
    .opening = opening,
    .word = word,
    .counts = counts,
};
