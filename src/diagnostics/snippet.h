/*
 * The line that a message is about, with marks under it.
 */
#ifndef OSNET_DIAGNOSTICS_SNIPPET_H
#define OSNET_DIAGNOSTICS_SNIPPET_H

#include <stdbool.h>
#include <stdio.h>

#include "source/source.h"

/* How findings are put on OUT. */
struct canvas {
    FILE *out;
    bool color;
    int gutter; /* cells for line numbers */
};

#define COLOR_BOLD "\33[1m"
#define COLOR_ERROR "\33[1;31m"
#define COLOR_WARNING "\33[1;35m"
#define COLOR_ADVICE "\33[1;36m"
#define COLOR_GUTTER "\33[1;34m"

/* Text printed between the two stands out in COLOR, if the canvas has any. */
void color_on(const struct canvas *canvas, const char *color);
void color_off(const struct canvas *canvas);

/* The margin left of a line: NUMBER, or nothing for 0, and the bar. */
void snippet_margin(const struct canvas *canvas, uint32_t number);

/* The first line of PLACE in FILE under its NUMBER, and below it MARKs in COLOR with LABEL (or
 * NULL) behind them. Long lines are cut around the place. */
void snippet(const struct canvas *canvas, const struct source_file *file, struct place place,
             uint32_t number, char mark, const char *color, const char *label);

#endif
