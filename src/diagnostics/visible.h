/*
 * Foreign text made fit for a terminal or for JSON.
 *
 * Takes any bytes, gives what may be shown: control and format characters, which could move the
 * cursor or reorder a line, and bytes that are no UTF-8 become escapes.
 */
#ifndef OSNET_DIAGNOSTICS_VISIBLE_H
#define OSNET_DIAGNOSTICS_VISIBLE_H

#include <stdint.h>
#include <stdio.h>

#include "base/json.h"

/* One character as it is shown. */
struct glyph {
    char text[16];
    uint8_t length; /* of text */
    uint8_t cells;  /* that it takes on a terminal */
    uint8_t bytes;  /* that it takes in the source */
};

/* The character at TEXT, of which SIZE bytes (at least one) are left. */
struct glyph glyph_at(const char *text, size_t size);

/* Writes TEXT to OUT, glyph by glyph. */
void print_visible(FILE *out, const char *text);

/* TEXT as a JSON string, U+FFFD for what is no UTF-8. */
void json_visible(struct json *json, const char *text);

#endif
