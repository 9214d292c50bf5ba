/*
 * Markdown (GitHub's flavour) primitives: the only place that knows its escapes.
 */
#ifndef OSNET_EMIT_MARKDOWN_H
#define OSNET_EMIT_MARKDOWN_H

#include "emit/page.h"

extern const struct page_format markdown_page;

/* TEXT as prose, in a table's cell too: nothing in it is read as markup, a link or a line end. */
void markdown_text(struct writer *to, const char *text);

/* TEXT as code; text that a code span in a table cannot hold is written as prose. */
void markdown_code(struct writer *to, const char *text);

#endif
