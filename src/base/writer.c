/*
 * Takes pieces of text, gives them to a stream in large ones, or keeps them side by side in an
 * arena.
 */
#include "base/writer.h"

#define FIRST_ROOM ((size_t)64)

static void grow(struct writer *writer, size_t length)
{
    size_t room = writer->room ? writer->room : FIRST_ROOM;
    while (room - writer->used < length)
        room *= 2;
    writer->bytes = arena_grow(writer->arena, writer->bytes, writer->room, room);
    writer->room = room;
}

void writer_end(struct writer *writer)
{
    fwrite_unlocked(writer->bytes, 1, writer->used, writer->out);
    writer->used = 0;
}

void writer_overflow(struct writer *writer, const char *text, size_t length)
{
    if (!writer->out)
        grow(writer, length);
    else
        writer_end(writer);
    if (length > writer->room) {
        fwrite_unlocked(text, 1, length, writer->out);
        return;
    }
    memcpy(writer->bytes + writer->used, text, length);
    writer->used += length;
}

void writer_number(struct writer *writer, uint32_t number)
{
    char digits[sizeof "4294967295"], *end = digits + sizeof digits, *at = end;
    do
        *--at = (char)('0' + number % 10);
    while (number /= 10);
    writer_put(writer, at, (size_t)(end - at));
}
