/*
 * HTML primitives: one self-contained page, put together from the parts of page/page.html; the only
 * place that knows its escapes.
 */
#ifndef OSNET_EMIT_HTML_H
#define OSNET_EMIT_HTML_H

#include "base/arena.h"
#include "base/vec.h"
#include "emit/page.h"
#include "emit/page_parts.h"

struct html_heading {
    unsigned level;
    const char *id, *text;
};

/* A page while it is written. The list of contents stands before what it lists, so the report is
 * kept in memory until its end. */
struct html_page {
    struct page page;
    struct arena *arena;
    FILE *whole; /* where the page goes in the end */
    const char *title;
    char *report; /* what page.out writes */
    size_t report_size;
    VEC(struct html_heading) headings;
    VEC(unsigned) sections; /* the levels of those that are open */
    const char *caption;    /* what the next table is called */
};

/* A page that goes to OUT when it ends. False without memory. */
bool html_open(struct html_page *html, struct arena *arena, FILE *out);

/* Gives back what a page holds, whether it has ended or not. False where memory ran out while it was
 * written: then it is not whole. */
bool html_free(struct html_page *html);

/* TEXT between tags or in an attribute. */
void html_text(FILE *out, const char *text);

/* A part of the template, its fields filled with texts: names and texts in turns, NULL behind the
 * last. */
void html_part(FILE *out, enum html_part part, ...) __attribute__((sentinel));

/* A figure: the SVG document SVG, as osnetc writes it, under CAPTION. */
void html_picture(FILE *out, const char *caption, const char *svg);

#endif
