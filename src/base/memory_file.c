/*
 * Takes what is written to a stream, gives it in one piece of memory. A piece that could not be kept
 * is remembered until the stream is closed.
 */
#include "base/memory_file.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_ROOM ((size_t)16 << 10)

struct memory {
    char **data;
    size_t *size;
    size_t room; /* at *data */
    bool failed;
};

static ssize_t append(void *cookie, const char *piece, size_t size)
{
    struct memory *memory = cookie;
    if (memory->failed || size > SIZE_MAX / 4 - *memory->size) {
        memory->failed = true;
        return 0;
    }
    size_t needed = *memory->size + size + 1;
    if (needed > memory->room) {
        size_t room = memory->room * 2 > needed ? memory->room * 2 : needed;
        char *grown = realloc(*memory->data, room);
        if (!grown) {
            memory->failed = true;
            errno = ENOMEM;
            return 0;
        }
        *memory->data = grown;
        memory->room = room;
    }
    memcpy(*memory->data + *memory->size, piece, size);
    *memory->size += size;
    (*memory->data)[*memory->size] = '\0';
    return (ssize_t)size;
}

static int finish(void *cookie)
{
    struct memory *memory = cookie;
    int result = memory->failed ? -1 : 0;
    free(memory);
    return result;
}

FILE *memory_file(char **data, size_t *size)
{
    struct memory *memory = malloc(sizeof *memory);
    *data = malloc(FIRST_ROOM);
    *size = 0;
    FILE *file = memory && *data ? fopencookie(memory, "w",
                                               (cookie_io_functions_t){.write = append,
                                                                       .close = finish})
                                 : NULL;
    if (!file) {
        free(memory);
        free(*data);
        *data = NULL;
        return NULL;
    }
    **data = '\0';
    *memory = (struct memory){data, size, FIRST_ROOM, false};
    return file;
}
