/*
 * A stream that writes to memory.
 *
 * As open_memstream, but one that says so where memory runs out: the C library's drops what it has no
 * room for and reports no error.
 */
#ifndef OSNET_BASE_MEMORY_FILE_H
#define OSNET_BASE_MEMORY_FILE_H

#include <stddef.h>
#include <stdio.h>

/* A new stream, or NULL without memory. Once fclose() has returned 0, *DATA holds the *SIZE bytes
 * written and a NUL; after any other result they are not whole. The caller frees *DATA either way.
 * Both must stay where they are until then. */
FILE *memory_file(char **data, size_t *size);

#endif
