/*
 * Takes texts, gives Markdown in which they stay texts. Table cells are the narrowest place (no
 * line ends, no pipes), so every text is written as a cell would need it.
 */
#include "emit/markdown.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "emit/direction.h"

/* As in the C locale; a letter differs from its capital in one bit. */
static bool is_word(char c)
{
    unsigned char letter = (unsigned char)c | 0x20;
    return (letter >= 'a' && letter <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
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

/* Whether the readers' autolinks would start at CURSOR: "www." and "://". Nothing keeps them from
 * an address of mail: they look for it in what is left when markup is done with. */
static bool starts_link(const char *text, const char *cursor)
{
    if (strncmp(cursor, "://", 3) == 0)
        return true;
    return *cursor == '.' && cursor - text >= 3 && strncasecmp(cursor - 3, "www", 3) == 0;
}

/* Bytes that need a look: inside of prose, whatever stands around them, and of code. */
enum { IN_PROSE = 1, IN_CODE = 2, BOTH = IN_PROSE | IN_CODE };
static const unsigned char looked_at[256] = {
    BOTH, BOTH, BOTH, BOTH, BOTH, BOTH, BOTH, BOTH, /* those that control */
    BOTH, BOTH, BOTH, BOTH, BOTH, BOTH, BOTH, BOTH,
    BOTH, BOTH, BOTH, BOTH, BOTH, BOTH, BOTH, BOTH,
    BOTH, BOTH, BOTH, BOTH, BOTH, BOTH, BOTH, BOTH,
    [0x7f] = BOTH,
    ['\\'] = BOTH,
    ['`'] = BOTH,
    ['|'] = BOTH,
    [0xe2] = BOTH, /* marks of direction begin with it */
    ['<'] = IN_PROSE,
    ['&'] = IN_PROSE,
    ['*'] = IN_PROSE,
    ['['] = IN_PROSE,
    [']'] = IN_PROSE,
    ['~'] = IN_PROSE,
    ['$'] = IN_PROSE,
    ['_'] = IN_PROSE,
    ['#'] = IN_PROSE,
    ['.'] = IN_PROSE,
    [')'] = IN_PROSE,
    [':'] = IN_PROSE,
};

static bool is_plain(char c, unsigned char where)
{
    return !(looked_at[(unsigned char)c] & where);
}

static void escaped(struct writer *to, char c)
{
    writer_char(to, '\\');
    writer_char(to, c);
}

/* TEXT as prose. With BLOCK it may be the first of a paragraph or an item, where more is markup. */
static void write_prose(struct writer *to, const char *text, bool block)
{
    bool start =
        true; /* nothing but white space so far: of that one space is enough, more would indent */
    const char *head = text;
    for (const char *cursor = text; *cursor; cursor++) {
        const char *plain = cursor;
        while (is_plain(*cursor, IN_PROSE) && (!start || is_word(*cursor))) {
            start = false;
            cursor++;
        }
        writer_put(to, plain, (size_t)(cursor - plain));
        if (!*cursor)
            break;
        size_t mark = direction_mark(cursor);
        if (mark || is_control(*cursor) || *cursor == ' ') {
            if (!start || cursor == text)
                writer_char(to, ' ');
            cursor += mark ? mark - 1 : 0;
            if (start)
                head = cursor + 1;
            continue;
        }
        switch (*cursor) {
        case '<': writer_text(to, "&lt;"); break;
        case '>': /* opens a quotation at the start of a block; nothing elsewhere */
            writer_text(to, start ? "&gt;" : ">");
            break;
        case '&': writer_text(to, "&amp;"); break;
        case '\\':
        case '`':
        case '*':
        case '[':
        case ']':
        case '|':
        case '~':
        case '$': escaped(to, *cursor); break;
        case '_': /* inside a word it is no emphasis */
            if (start || !is_word(cursor[-1]) || !is_word(cursor[1]))
                escaped(to, '_');
            else
                writer_char(to, '_');
            break;
        case '#': /* opens a heading, and at the end of one is not part of it */
            if (start || !is_word(cursor[-1]))
                escaped(to, '#');
            else
                writer_char(to, '#');
            break;
        case '-':
        case '+':
        case '=':
            if (start && block)
                writer_char(to, '\\');
            writer_char(to, *cursor);
            break;
        case ':':
        case '.':
        case ')':
            if (starts_link(text, cursor) || (block && ends_list_number(head, cursor)))
                writer_char(to, '\\');
            writer_char(to, *cursor);
            break;
        default: writer_char(to, *cursor);
        }
        start = false;
    }
}

void markdown_text(struct writer *to, const char *text)
{
    write_prose(to, text, true);
}

void markdown_code(struct writer *to, const char *text)
{
    size_t length = 0;
    while (is_plain(text[length], IN_CODE) ||
           (text[length] == '\xe2' && !direction_mark(text + length)))
        length++;
    if (text[length] || !length || *text == ' ' || text[length - 1] == ' ') {
        markdown_text(to, text);
        return;
    }
    writer_char(to, '`');
    writer_put(to, text, length);
    writer_char(to, '`');
}

static void begin(struct page *page, const char *title)
{
    writer_text(page->to, "# ");
    write_prose(page->to, title, false);
    writer_text(page->to, "\n\n");
}

static void end(struct page *page)
{
    (void)page;
}

static void heading(struct page *page, unsigned level, const char *text)
{
    for (unsigned i = 0; i < level; i++)
        writer_char(page->to, '#');
    writer_char(page->to, ' ');
    write_prose(page->to, text, false);
    writer_text(page->to, "\n\n");
}

static void open_part(struct page *page, enum page_part part)
{
    switch (part) {
    case PAGE_PARAGRAPH:
    case PAGE_LIST:
    case PAGE_TABLE: break;
    case PAGE_ITEM: writer_text(page->to, "- "); break;
    case PAGE_ROW: writer_char(page->to, '|'); break;
    case PAGE_CELL: writer_char(page->to, ' '); break;
    }
}

static void close_part(struct page *page, enum page_part part)
{
    switch (part) {
    case PAGE_PARAGRAPH: writer_text(page->to, "\n\n"); break;
    case PAGE_LIST:
    case PAGE_TABLE:
    case PAGE_ITEM:
    case PAGE_ROW: writer_char(page->to, '\n'); break;
    case PAGE_CELL: writer_text(page->to, " |"); break;
    }
}

static void columns(struct page *page, const char *const *titles)
{
    writer_char(page->to, '|');
    for (const char *const *title = titles; *title; title++) {
        writer_char(page->to, ' ');
        markdown_text(page->to, *title);
        writer_text(page->to, " |");
    }
    writer_text(page->to, "\n|");
    for (const char *const *title = titles; *title; title++)
        writer_text(page->to, " --- |");
    writer_char(page->to, '\n');
}

static void word(struct page *page, enum page_word word, const char *text)
{
    switch (word) {
    case PAGE_TEXT:
    case PAGE_SEVERITY: markdown_text(page->to, text); break;
    case PAGE_CODE:
    case PAGE_VALUE:
    case PAGE_RULE:
    case PAGE_PLACE: markdown_code(page->to, text); break;
    case PAGE_LEG:
        writer_text(page->to, "\xe2\x86\xb3 ");
        break; /* an arrow down and to the right */
    }
}

static void counts(struct page *page, const char *lead, const struct page_count *counts,
                   uint32_t count)
{
    if (lead) {
        markdown_text(page->to, lead);
        writer_text(page->to, ": ");
    }
    for (uint32_t i = 0; i < count; i++) {
        writer_text(page->to, i ? ", " : "");
        writer_number(page->to, counts[i].number);
        writer_char(page->to, ' ');
        writer_text(page->to, counts[i].number == 1 ? counts[i].one : counts[i].many);
    }
    writer_text(page->to, ".\n\n");
}

const struct page_format markdown_page = {
    .begin = begin,
    .end = end,
    .heading = heading,
    .open = open_part,
    .close = close_part,
    .columns = columns,
    .word = word,
    .counts = counts,
};
