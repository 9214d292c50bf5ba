/*
 * HTML primitives: one self-contained page; the only place that knows its escapes.
 */
#ifndef OSNET_EMIT_HTML_H
#define OSNET_EMIT_HTML_H

#include "emit/page.h"

extern const struct page_format html_page;

/* TEXT between tags or in an attribute. */
void html_text(FILE *out, const char *text);

/* A figure: the SVG document SVG, as Graphviz writes it, under CAPTION. */
void html_picture(FILE *out, const char *caption, const char *svg);

#endif
