/*
 * Primitives of CSV (RFC 4180): quoting of cells, and defusing of those that a spreadsheet would run
 * as a formula. What a spreadsheet of any language might split at (`,`, `;`, tab) is quoted.
 */
#ifndef OSNET_EMIT_CSV_H
#define OSNET_EMIT_CSV_H

#include <stdbool.h>

#include "base/writer.h"

struct csv {
    struct writer *to;
    bool filled; /* the row in hand has cells */
};

/* Goes on to the next cell, whose content is written next. */
void csv_next(struct csv *csv);
/* COUNT texts as the content of a cell, BETWEEN between them: the prefix that defuses one is for all of them, as a
 * spreadsheet looks at the cell as a whole. Several are always quoted. */
void csv_write(struct writer *to, const char *const *texts, uint32_t count, const char *between);
void csv_cell(struct csv *csv, const char *text);
void csv_end_row(struct csv *csv);

#endif
