/*
 * CSV primitives (RFC 4180, CRLF): quoting, and defusing of what a spreadsheet would run as a
 * formula.
 */
#ifndef OSNET_EMIT_CSV_H
#define OSNET_EMIT_CSV_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct csv {
    FILE *out;
    bool filled; /* the row has a cell */
};

/* TEXT as the next cell; one that opens with = + - @ tab or CR gets an apostrophe before it. */
void csv_cell(struct csv *csv, const char *text);
/* Several texts as one cell. */
void csv_cells(struct csv *csv, const char *const *texts, uint32_t count, const char *between);
void csv_end_row(struct csv *csv);

#endif
