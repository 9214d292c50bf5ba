/*
 * Findings to text with carets, or to JSON.
 */
#ifndef OSNET_DIAGNOSTICS_RENDER_H
#define OSNET_DIAGNOSTICS_RENDER_H

#include <stdbool.h>
#include <stdio.h>

#include "base/json.h"
#include "diagnostics/diagnostics.h"

/* Writes every finding that is not accepted, in the shape
 *     error[rule]: message
 *       --> file:line:column
 *        |
 *     12 |     text of the line
 *        |     ^^^^ label
 *        = help: …
 *        = see: osnetc explain rule
 * and further places behind it; then one line with the counts. Tabs and wide characters keep carets under
 * their text; control characters in texts, paths and lines are shown as escapes, never sent raw. With
 * QUIET the count line is left out. */
void render_text(const struct diagnostics *diagnostics, FILE *out, bool color, bool quiet);

/* The entry "diagnostics", the array of findings, as docs/diagnostics.schema.json describes. In a REPORT they are a
 * line each, and accepted ones are among them, with a key "accepted". */
void render_json_findings(const struct diagnostics *diagnostics, struct json *json, bool report);

/* {"diagnostics": […], "summary": {…}}, indented by 2, with a line end. */
void render_json(const struct diagnostics *diagnostics, FILE *out);

#endif
