/*
 * Characters that would reorder the text around them, or break its line: whoever writes a text of
 * somebody else into a line writes a space for each.
 */
#ifndef OSNET_EMIT_DIRECTION_H
#define OSNET_EMIT_DIRECTION_H

#include <stddef.h>

/* The length of such a character at TEXT, or 0. */
static inline size_t direction_mark(const char *text)
{
    const unsigned char *bytes = (const unsigned char *)text;
    if (bytes[0] != 0xe2)
        return 0;
    if (bytes[1] == 0x80 && ((bytes[2] >= 0xaa && bytes[2] <= 0xae) || bytes[2] == 0x8e ||
                             bytes[2] == 0x8f || bytes[2] == 0xa8 || bytes[2] == 0xa9))
        return 3;
    return bytes[1] == 0x81 && bytes[2] >= 0xa6 && bytes[2] <= 0xa9 ? 3 : 0;
}

#endif
