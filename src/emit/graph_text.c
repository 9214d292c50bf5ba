/*
 * Text for Graphviz: wrapping by cells, escaping for its HTML-like labels and its escape strings.
 * See graph_text.h.
 */
#include <stdlib.h>
#include <string.h>
#include <unigbrk.h>
#include <unilbrk.h>
#include <unistr.h>
#include <uniwidth.h>

#include "base/vec.h"
#include "emit/graph_text.h"

struct text {
    struct arena *arena;
    VEC(char) bytes;
};

static void add_bytes(struct text *text, const char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        vec_add(text->arena, &text->bytes, bytes[i]);
}

static void add(struct text *text, const char *string)
{
    add_bytes(text, string, strlen(string));
}

static char *finish(struct text *text)
{
    vec_add(text->arena, &text->bytes, '\0');
    return text->bytes.items;
}

/* TEXT as well-formed UTF-8 on one line: control characters are spaces, ill-formed bytes U+FFFD. */
static char *clean(struct arena *arena, const char *string)
{
    struct text text = {.arena = arena};
    const uint8_t *at = (const uint8_t *)string;
    size_t left = strlen(string);
    while (left > 0) {
        ucs4_t letter;
        int length = u8_mbtouc(&letter, at, left);
        bool control = letter < 0x20 || (letter >= 0x7f && letter < 0xa0) || letter == 0x2028 ||
                       letter == 0x2029 || (letter >= 0x202a && letter <= 0x202e) ||
                       (letter >= 0x2066 && letter <= 0x2069); /* these turn what follows round */
        if (control)
            add(&text, " ");
        else if (letter == 0xfffd || letter == 0xfffe || letter == 0xffff)
            add(&text, "\xef\xbf\xbd");
        else
            add_bytes(&text, (const char *)at, (size_t)length);
        at += length;
        left -= (size_t)length;
    }
    return finish(&text);
}

/* Adds COUNT bytes of BYTES as HTML. An ampersand that would read as an entity in the SVG (Graphviz
 * takes the text of a label apart twice), and a backslash, which would put the name of the graph or
 * of the node in, are kept apart from what follows by a word joiner, which has no width. */
static void add_html(struct text *text, const char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        switch (bytes[i]) {
        case '<': add(text, "&lt;"); break;
        case '>': add(text, "&gt;"); break;
        case '"': add(text, "&quot;"); break;
        case '\\': add(text, "&#92;\xe2\x81\xa0"); break;
        case '&':
            add(text, "&amp;");
            if (i + 1 < count && (bytes[i + 1] == '#' ||
                                  ((bytes[i + 1] | 0x20) >= 'a' && (bytes[i + 1] | 0x20) <= 'z')))
                add(text, "\xe2\x81\xa0");
            break;
        default: add_bytes(text, bytes + i, 1);
        }
    }
}

/* How each face is set, and how many cells wide its lines may be. */
static const struct setting {
    const char *begin, *end;
    int cells;
} settings[] = {
    [FACE_TITLE] = {"<FONT POINT-SIZE=\"15\"><B>", "</B></FONT>", 64},
    [FACE_NAME] = {"<B>", "</B>", 28},
    [FACE_PLAIN] = {"<FONT POINT-SIZE=\"10\">", "</FONT>", 28},
    [FACE_CAPTION] = {"<FONT POINT-SIZE=\"9\"><I>", "</I></FONT>", 32},
    [FACE_HEADING] = {"<FONT POINT-SIZE=\"12\"><B>", "</B></FONT>", 40},
    [FACE_NOTE] = {"<FONT POINT-SIZE=\"10\">", "</FONT>", 48},
};

/* Where a line of STRING may end, a byte each. */
struct breaks {
    char *lines; /* UC_BREAK_POSSIBLE where the rules of Unicode let a line end before that byte */
    char *letters; /* true where a letter as the reader sees it begins */
};

static struct breaks find_breaks(struct arena *arena, const char *string, size_t size)
{
    struct breaks breaks = {arena_alloc(arena, size + 1), arena_alloc(arena, size + 1)};
    u8_possible_linebreaks((const uint8_t *)string, size, "UTF-8", breaks.lines);
    u8_grapheme_breaks((const uint8_t *)string, size, breaks.letters);
    return breaks;
}

/* The end of the line of STRING that begins at BEGIN: between words, else behind one of the marks
 * that part names, else wherever it is full. */
static size_t line_end(const char *string, size_t size, struct breaks breaks, size_t begin,
                       int cells)
{
    size_t word = begin, part = begin, last = begin;
    for (size_t i = begin + 1; i <= size; i++) {
        if (i < size && !breaks.letters[i])
            continue;
        size_t shown = i; /* a space at the end takes no room */
        while (shown > begin && string[shown - 1] == ' ')
            shown--;
        if (u8_width((const uint8_t *)string + begin, shown - begin, "UTF-8") > cells)
            break;
        last = i;
        if (i == size || breaks.lines[i] == UC_BREAK_POSSIBLE)
            word = i;
        if (strchr(".-/_:,@", string[i - 1]))
            part = i;
    }
    if (last == begin) { /* one letter wider than a line */
        last = begin + 1;
        while (last < size && !breaks.letters[last])
            last++;
    }
    return word > begin ? word : part > begin ? part : last;
}

static void add_wrapped(struct text *text, const char *raw, int cells)
{
    const char *string = clean(text->arena, raw);
    size_t size = strlen(string);
    if (size == 0)
        return;
    struct breaks breaks = find_breaks(text->arena, string, size);
    size_t begin = 0;
    for (unsigned line = 1; begin < size; line++) {
        size_t end = line_end(string, size, breaks, begin, cells), shown = end;
        while (shown > begin && string[shown - 1] == ' ')
            shown--;
        if (line > 1)
            add(text, "<BR/>");
        add_html(text, string + begin, shown - begin);
        if (line == TEXT_LINES && end < size) {
            add(text, "\xe2\x80\xa6");
            break;
        }
        begin = end;
    }
}

char *graph_markup(struct arena *arena, const struct lines *lines, bool spaced)
{
    struct text text = {.arena = arena};
    if (spaced)
        add(&text, "<FONT POINT-SIZE=\"4\"> </FONT><BR/>");
    for (uint32_t i = 0; i < lines->count; i++) {
        if (i > 0)
            add(&text, "<BR/>");
        const struct setting *setting = &settings[lines->items[i].face];
        add(&text, setting->begin);
        size_t before = text.bytes.count;
        add_wrapped(&text, lines->items[i].text, setting->cells);
        if (text.bytes.count == before)
            add(&text, " "); /* Graphviz rejects an empty element */
        add(&text, setting->end);
    }
    return finish(&text);
}

/* Graphviz reads no more than 16 KiB in quotes, escapes counted; nobody reads that much in a
 * tooltip. */
#define TOOLTIP_LIMIT 4000u

char *graph_tooltip(struct arena *arena, const char *raw)
{
    struct text text = {.arena = arena};
    size_t length = strnlen(raw, TOOLTIP_LIMIT + 1);
    if (length > TOOLTIP_LIMIT) {
        while (length > 0 && ((unsigned char)raw[length] & 0xC0) == 0x80)
            length--;
        raw = arena_printf(arena, "%.*s…", (int)length, raw);
    }
    while (*raw) {
        size_t size = strcspn(raw, "\n");
        add(&text, clean(arena, arena_printf(arena, "%.*s", (int)size, raw)));
        raw += size;
        if (*raw == '\n') {
            add(&text, "\n");
            raw++;
        }
    }
    return finish(&text);
}

char *graph_escaped(struct arena *arena, const char *raw)
{
    struct text text = {.arena = arena};
    for (const char *at = raw; *at; at++) {
        if (*at == '\\' || *at == '\n')
            add(&text, *at == '\n' ? "\\n" : "\\\\");
        else
            add_bytes(&text, at, 1);
    }
    return finish(&text);
}

char *graph_identifier(struct arena *arena, const char *prefix, const char *key)
{
    char *id = key ? arena_printf(arena, "%s--%s", prefix, key) : arena_printf(arena, "%s", prefix);
    for (char *at = id; *at; at++) {
        bool fine = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
                    (*at >= '0' && *at <= '9') || *at == '.' || *at == '_' || *at == '-' ||
                    (*at & 0x80);
        if (!fine)
            *at = '-';
    }
    return id;
}

void graph_line(struct arena *arena, struct lines *lines, enum face face, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct line line = {arena_vprintf(arena, format, arguments), face};
    va_end(arguments);
    vec_add(arena, lines, line);
}
