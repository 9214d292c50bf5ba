/*
 * Work of libraries that end the process, or crash, where memory runs out: Graphviz, Pango, GLib.
 *
 * It is done by a child, which gives the bytes through a pipe; what goes wrong there ends the child, and is a message
 * here. Their state, which threads may not share, is the child's own, too.
 */
#ifndef OSNET_EMIT_APART_H
#define OSNET_EMIT_APART_H

#include <stdio.h>

#include "base/arena.h"

/* Writes to OUT; returns NULL, or why it could not: a sentence. */
typedef const char *apart_writer(void *argument, FILE *out);

/* What is said of a child that ended before its work was whole. */
static const char apart_no_memory[] = "there is not enough memory for the picture";

/* Writes to OUT what WRITE_TO writes in a process of its own, all or nothing, within ten minutes. Returns NULL or a
 * sentence, which may be in ARENA. */
const char *apart(struct arena *arena, apart_writer *write_to, void *argument, FILE *out);

#endif
