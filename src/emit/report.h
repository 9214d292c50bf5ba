/*
 * The requirements report: its sections, whatever the format of the page.
 */
#ifndef OSNET_EMIT_REPORT_H
#define OSNET_EMIT_REPORT_H

#include <stdio.h>

#include "diagnostics/diagnostics.h"
#include "emit/content.h"
#include "emit/kept.h"
#include "emit/page.h"

struct report {
    const struct plan *plan;
    const struct diagnostics *diagnostics;
    struct page *page;
    void (*pictures)(struct report *report); /* writes the diagrams behind the summary, or NULL */
    void (*appendix)(struct report *report); /* writes what else there is at the end, or NULL */
    const char *fault;                       /* what a picture's writer could not do, or NULL */
    struct address_memo memo;
    struct others_memo others;
    struct label_room labels; /* of the group in hand */
    /* where the page can take it back: what stays, of that which openings share; what passes by */
    struct kept_lists kept, groups;
};

/* Writes the whole page. */
void report_write(struct report *report);

/* The sections of report_openings.c: openings by environment, per server, outside parties. */
void report_openings(struct report *report);
void report_servers(struct report *report);
void report_endpoints(struct report *report);

/* As kept_again() and kept_end(), where the page has a writer. */
bool report_again(struct report *report, struct kept_lists *kept, const void *list, uint32_t count,
                  uint64_t variant, struct writer **before);
void report_keep(struct report *report, struct writer *before);

/* Turns of speech that the sections share. */
static inline void report_open(struct report *report, enum page_part part)
{
    report->page->format->open(report->page, part);
}

static inline void report_close(struct report *report, enum page_part part)
{
    report->page->format->close(report->page, part);
}

static inline void report_heading(struct report *report, unsigned level, const char *text)
{
    report->page->format->heading(report->page, level, text);
}

static inline void report_word(struct report *report, enum page_word word, const char *text)
{
    report->page->format->word(report->page, word, text);
}

static inline void report_text(struct report *report, const char *text)
{
    report_word(report, PAGE_TEXT, text);
}

static inline void report_code(struct report *report, const char *text)
{
    report_word(report, PAGE_CODE, text);
}

void report_paragraph(struct report *report, const char *text);
/* TEXT of SIZE bytes, what is between backticks as code. */
void report_prose(struct report *report, const char *text, size_t size);
/* Technical texts, separated by commas. */
void report_codes(struct report *report, struct texts texts);
/* What a group is called. */
void report_labels(struct report *report, struct labels labels);
/* Prose, separated by BETWEEN. */
void report_texts(struct report *report, struct texts texts, const char *between);
/* One cell of a table. */
void report_cell(struct report *report, const char *text);
void report_code_cell(struct report *report, const char *text);
void report_codes_cell(struct report *report, struct texts texts);
/* Where FINDING is, "acme.osnet:3:14"; NULL for nowhere. */
const char *report_place(struct report *report, const struct finding *finding);
/* Opens a row about openings between SOURCES and DESTINATIONS. No ENVIRONMENTS: the
 * infrastructure. */
void report_opening(struct report *report, struct texts environments, struct group sources,
                    struct group destinations, struct texts ports, struct texts purposes, bool leg);
/* A table with these columns, NULL behind the last; report_end_table ends it. */
void report_table(struct report *report, const char *const *columns);
void report_end_table(struct report *report);

#endif
