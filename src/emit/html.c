/*
 * Takes texts and pictures, gives an HTML page that needs nothing from elsewhere. What it looks
 * like is in page/: this only fills the template's parts.
 */
#include "emit/html.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory_file.h"
#include "emit/direction.h"

void html_text(FILE *out, const char *text)
{
    for (; *text; text++) {
        size_t mark = direction_mark(text);
        if (mark) {
            fputc(' ', out);
            text += mark - 1;
            continue;
        }
        switch (*text) {
        case '<': fputs("&lt;", out); break;
        case '>': fputs("&gt;", out); break;
        case '&': fputs("&amp;", out); break;
        case '"': fputs("&quot;", out); break;
        case '\'': fputs("&#39;", out); break;
        case '\t':
        case '\n':
        case '\r': fputc(' ', out); break;
        default: fputc((unsigned char)*text < 0x20 || *text == 0x7f ? ' ' : *text, out);
        }
    }
}

/* Names and texts that fill a part. */
#define FIELDS 8

void html_part(FILE *out, enum html_part part, ...)
{
    const char *names[FIELDS], *texts[FIELDS];
    unsigned count = 0;
    va_list arguments;
    va_start(arguments, part);
    for (const char *name; count < FIELDS && (name = va_arg(arguments, const char *)); count++) {
        names[count] = name;
        texts[count] = va_arg(arguments, const char *);
    }
    va_end(arguments);
    for (const struct html_piece *piece = html_pieces[part];; piece++) {
        fputs(piece->text, out);
        if (!piece->field)
            return;
        for (unsigned i = 0; i < count; i++) {
            if (strcmp(names[i], piece->field) == 0 && texts[i])
                html_text(out, texts[i]);
        }
    }
}

static struct html_page *html_of(struct page *page)
{
    return (struct html_page *)page; /* its first member */
}

static void begin(struct page *page, const char *title)
{
    html_of(page)->title = title;
}

/* Closes the sections that one of LEVEL does not belong to. */
static void close_sections(struct html_page *html, unsigned level)
{
    while (html->sections.count && html->sections.items[html->sections.count - 1] >= level) {
        html_part(html->page.out, HTML_END_SECTION, NULL);
        html->sections.count--;
    }
}

/* Sections down to this level are in the list of contents. */
#define CONTENTS_LEVEL 3

static void contents(const struct html_page *html)
{
    unsigned level = 1;
    for (uint32_t i = 0; i < html->headings.count; i++) {
        const struct html_heading *heading = &html->headings.items[i];
        if (heading->level > CONTENTS_LEVEL)
            continue;
        if (heading->level > level)
            html_part(html->whole, HTML_BEGIN_CONTENTS, NULL);
        else
            html_part(html->whole, HTML_END_CONTENT, NULL);
        for (; level > heading->level; level--) {
            html_part(html->whole, HTML_END_CONTENTS, NULL);
            html_part(html->whole, HTML_END_CONTENT, NULL);
        }
        level = heading->level;
        html_part(html->whole, HTML_CONTENT, "id", heading->id, "text", heading->text, NULL);
    }
    for (; level > 1; level--) {
        html_part(html->whole, HTML_END_CONTENT, NULL);
        html_part(html->whole, HTML_END_CONTENTS, NULL);
    }
}

static void end(struct page *page)
{
    struct html_page *html = html_of(page);
    close_sections(html, 0);
    fflush(page->out);
    html_part(html->whole, HTML_BEGIN, "title", html->title, NULL);
    contents(html);
    html_part(html->whole, HTML_MAIN, NULL);
    fwrite(html->report, 1, html->report_size, html->whole);
    html_part(html->whole, HTML_END, NULL);
}

/* The id of a heading below those that are open: "openings:2:1:", which no picture has. */
static const char *heading_id(struct html_page *html, unsigned level, const char *text)
{
    uint32_t above = html->headings.count, number = 1;
    while (above && html->headings.items[above - 1].level >= level) {
        if (html->headings.items[above - 1].level == level)
            number++;
        above--;
    }
    if (level > 2 && above)
        return arena_printf(html->arena, "%s%u:", html->headings.items[above - 1].id, number);
    while (*text && !isalpha((unsigned char)*text))
        text++;
    char *id = arena_printf(html->arena, "%.*s:", (int)strcspn(text, " ,:"), text);
    for (char *letter = id; *letter; letter++)
        *letter = (char)tolower((unsigned char)*letter);
    return id;
}

static void heading(struct page *page, unsigned level, const char *text)
{
    struct html_page *html = html_of(page);
    const char *id = heading_id(html, level, text);
    const char digit[] = {(char)('0' + level), '\0'};
    close_sections(html, level);
    vec_add(html->arena, &html->sections, level);
    vec_add(html->arena, &html->headings, ((struct html_heading){level, id, text}));
    html->caption = text;
    html_part(page->out, level > 2 ? HTML_SUBSECTION : HTML_SECTION, "id", id, "level", digit,
              "text", text, NULL);
}

static void open_part(struct page *page, enum page_part part)
{
    switch (part) {
    case PAGE_PARAGRAPH: html_part(page->out, HTML_PARAGRAPH, NULL); break;
    case PAGE_LIST: html_part(page->out, HTML_LIST, NULL); break;
    case PAGE_ITEM: html_part(page->out, HTML_ITEM, NULL); break;
    case PAGE_TABLE:
        html_part(page->out, HTML_TABLE, "caption", html_of(page)->caption, NULL);
        break;
    case PAGE_ROW: html_part(page->out, HTML_ROW, NULL); break;
    case PAGE_CELL: html_part(page->out, HTML_CELL, NULL); break;
    }
}

static void close_part(struct page *page, enum page_part part)
{
    switch (part) {
    case PAGE_PARAGRAPH: html_part(page->out, HTML_END_PARAGRAPH, NULL); break;
    case PAGE_LIST: html_part(page->out, HTML_END_LIST, NULL); break;
    case PAGE_ITEM: html_part(page->out, HTML_END_ITEM, NULL); break;
    case PAGE_TABLE: html_part(page->out, HTML_END_TABLE, NULL); break;
    case PAGE_ROW: html_part(page->out, HTML_END_ROW, NULL); break;
    case PAGE_CELL: html_part(page->out, HTML_END_CELL, NULL); break;
    }
}

static void columns(struct page *page, const char *const *titles)
{
    for (const char *const *title = titles; *title; title++)
        html_part(page->out, HTML_COLUMN, "text", *title, NULL);
    html_part(page->out, HTML_ROWS, NULL);
}

static void opening(struct page *page, const struct page_opening *opening)
{
    html_part(page->out, HTML_OPENING, "class", opening->leg ? "leg" : "way", "environments",
              opening->environments, "from", opening->sources, "to", opening->destinations, "ports",
              opening->ports, "purposes", opening->purposes, NULL);
}

static void word(struct page *page, enum page_word word, const char *text)
{
    switch (word) {
    case PAGE_TEXT: html_text(page->out, text); break;
    case PAGE_CODE: html_part(page->out, HTML_CODE, "text", text, NULL); break;
    case PAGE_PLACE: html_part(page->out, HTML_PLACE, "text", text, NULL); break;
    case PAGE_VALUE: html_part(page->out, HTML_VALUE, "text", text, NULL); break;
    case PAGE_RULE: html_part(page->out, HTML_RULE, "text", text, NULL); break;
    case PAGE_SEVERITY: html_part(page->out, HTML_SEVERITY, "text", text, NULL); break;
    case PAGE_LEG: html_part(page->out, HTML_LEG, "text", text, NULL); break;
    }
}

static void counts(struct page *page, const char *lead, const struct page_count *counts,
                   uint32_t count)
{
    if (lead)
        html_part(page->out, HTML_LEAD, "text", lead, NULL);
    html_part(page->out, HTML_COUNTS, NULL);
    for (uint32_t i = 0; i < count; i++) {
        char number[16];
        snprintf(number, sizeof number, "%u", counts[i].number);
        html_part(page->out, HTML_COUNT, "class",
                  counts[i].severity && counts[i].number ? counts[i].severity : "plain", "number",
                  number, "text", counts[i].number == 1 ? counts[i].one : counts[i].many, NULL);
    }
    html_part(page->out, HTML_END_COUNTS, NULL);
}

/* On a page that is wider than high a picture becomes larger only if it is so itself, by this. */
#define WIDE 1.15

static bool is_wide(const char *root)
{
    const char *width = strstr(root, "width=\""), *height = strstr(root, "height=\"");
    return width && height &&
           atof(width + strlen("width=\"")) > WIDE * atof(height + strlen("height=\""));
}

void html_picture(FILE *out, const char *caption, const char *svg)
{
    const char *root = strstr(svg, "<svg"); /* what stands before it is for a file of its own */
    if (!root)
        root = "";
    html_part(out, HTML_FIGURE, "name", caption, "class", is_wide(root) ? "wide" : "high", NULL);
    fputs(root, out);
    html_part(out, HTML_END_FIGURE, NULL);
}

static const struct page_format html_format = {
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

bool html_open(struct html_page *html, struct arena *arena, FILE *out)
{
    *html = (struct html_page){.page = {.format = &html_format}, .arena = arena, .whole = out};
    html->page.out = memory_file(&html->report, &html->report_size);
    return html->page.out != NULL;
}

bool html_free(struct html_page *html)
{
    bool whole = html->page.out && fclose(html->page.out) == 0;
    free(html->report);
    html->page.out = NULL;
    html->report = NULL;
    return whole;
}
