/*
 * A page: what a report is made of, whatever the format.
 *
 * The content (report.c) says headings, paragraphs, lists, tables and words; a format (markdown.h,
 * html.h) knows how each is written and escapes every text itself, so that content never escapes by
 * hand.
 */
#ifndef OSNET_EMIT_PAGE_H
#define OSNET_EMIT_PAGE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/writer.h"

enum page_part { PAGE_PARAGRAPH, PAGE_LIST, PAGE_ITEM, PAGE_TABLE, PAGE_ROW, PAGE_CELL };

/* Words within paragraphs, items and cells. */
enum page_word {
    PAGE_TEXT,     /* prose */
    PAGE_CODE,     /* technical text */
    PAGE_VALUE,    /* technical text that somebody has to enter somewhere */
    PAGE_RULE,     /* the name of a rule */
    PAGE_PLACE,    /* file, line and column */
    PAGE_SEVERITY, /* "error" */
    PAGE_LEG,      /* what stands before a leg of the way above it; its text is what to call it */
};

/* So many of something. */
struct page_count {
    uint32_t number;
    const char *one, *many;
    const char *severity; /* of the findings it counts, or NULL */
};

/* What a row about an opening is found by; each text may be NULL. */
struct page_opening {
    const char *environments;           /* "dev|prod" */
    const char *sources, *destinations; /* numbers of things: "12-15 20" */
    const char *ports;                  /* "8080/tcp 8443/tcp" */
    const char *purposes;               /* "Monitoring|LifeTime" */
    bool leg;                           /* one leg of the way in the row above it */
};

struct page {
    const struct page_format *format;
    FILE *out;
    struct writer *to; /* instead of OUT, where the format writes to one */
};

struct page_format {
    void (*begin)(struct page *page, const char *title);
    void (*end)(struct page *page);
    void (*heading)(struct page *page, unsigned level, const char *text);
    void (*open)(struct page *page, enum page_part part);
    void (*close)(struct page *page, enum page_part part);
    /* The head of the table just opened: titles, NULL behind the last. Rows follow. */
    void (*columns)(struct page *page, const char *const *titles);
    /* Opens a row about an opening; closed like any other. NULL where it is a row like any other. */
    void (*opening)(struct page *page, const struct page_opening *opening);
    void (*word)(struct page *page, enum page_word word, const char *text);
    /* A block of its own: COUNT numbers under LEAD (may be NULL). */
    void (*counts)(struct page *page, const char *lead, const struct page_count *counts,
                   uint32_t count);
};

#endif
