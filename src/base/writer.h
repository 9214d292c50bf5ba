/*
 * Text on its way to a stream, through one large buffer; or text put together in an arena.
 *
 * A writer on a stream is given its buffer and flushed by writer_end(); what fails is remembered by
 * the stream: ask ferror(). Without a stream the buffer grows in an arena and is the result.
 */
#ifndef OSNET_BASE_WRITER_H
#define OSNET_BASE_WRITER_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"

/* What a stream's writer is given as its buffer, on the stack of who opens it. */
#define WRITER_ROOM ((size_t)32 << 10)

struct writer {
    FILE *out;           /* or NULL: */
    struct arena *arena; /* where the bytes grow */
    char *bytes;
    size_t used, room;
};

/* Writes LENGTH bytes of TEXT for which there is no room. */
void writer_overflow(struct writer *writer, const char *text, size_t length);
/* Hands over what is in the buffer. */
void writer_end(struct writer *writer);
/* NUMBER in decimal digits. */
void writer_number(struct writer *writer, uint32_t number);

static inline void writer_put(struct writer *writer, const char *text, size_t length)
{
    if (length == 0) /* there may be no text, and no buffer yet */
        return;
    if (length > writer->room - writer->used) {
        writer_overflow(writer, text, length);
        return;
    }
    memcpy(writer->bytes + writer->used, text, length);
    writer->used += length;
}

/* TEXT up to its NUL; of a literal the length is known to the compiler. */
static inline void writer_text(struct writer *writer, const char *text)
{
    writer_put(writer, text, strlen(text));
}

static inline void writer_char(struct writer *writer, char c)
{
    writer_put(writer, &c, 1);
}

#endif
