/*
 * Text for Graphviz: wrapping and escaping, the only place that does either.
 *
 * Takes text as the author wrote it (quotes, brackets, line ends, any script); gives what Graphviz
 * shows as exactly that text.
 */
#ifndef OSNET_EMIT_GRAPH_TEXT_H
#define OSNET_EMIT_GRAPH_TEXT_H

#include "emit/graph.h"

/* Lines that one text may take. */
#define TEXT_LINES 4

/* LINES as an HTML-like label, each text wrapped and cut short with an ellipsis where it is too
 * long. SPACED: with some room above. */
char *graph_markup(struct arena *arena, const struct lines *lines, bool spaced);

/* TEXT as well-formed UTF-8 without control characters other than its line ends. */
char *graph_tooltip(struct arena *arena, const char *text);

/* TEXT of graph_tooltip for an attribute in which Graphviz replaces backslash escapes (tooltips). */
char *graph_escaped(struct arena *arena, const char *text);

/* An id for SVG and HTML: "prod--prod.fe1"; letters that an id or a selector would not bear become
 * '-'. KEY may be NULL. */
char *graph_identifier(struct arena *arena, const char *prefix, const char *key);

#endif
