/*
 * A page: what a report is made of, whatever the format.
 *
 * The content (report.c) says headings, paragraphs, lists, tables, text and code; a format
 * (markdown.h) knows how each is written and escapes every text itself, so that content never
 * escapes by hand.
 */
#ifndef OSNET_EMIT_PAGE_H
#define OSNET_EMIT_PAGE_H

#include <stdio.h>

enum page_part { PAGE_PARAGRAPH, PAGE_LIST, PAGE_ITEM, PAGE_TABLE, PAGE_ROW, PAGE_CELL };

struct page_format {
    void (*begin)(FILE *out, const char *title);
    void (*end)(FILE *out);
    void (*heading)(FILE *out, unsigned level, const char *text);
    void (*open)(FILE *out, enum page_part part);
    void (*close)(FILE *out, enum page_part part);
    /* The head of the table just opened: titles, NULL behind the last. Rows follow. */
    void (*columns)(FILE *out, const char *const *titles);
    /* Within paragraphs, items and cells: prose, technical text. */
    void (*text)(FILE *out, const char *text);
    void (*code)(FILE *out, const char *text);
};

#endif
