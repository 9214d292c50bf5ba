/*
 * Finding a file of stdlib/: takes a path, gives a row of the generated table, or the text of the
 * file below a --stdlib folder.
 */
#include "stdlib/stdlib.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

const struct embedded *stdlib_find(const char *path)
{
    size_t low = 0, high = stdlib_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(path, stdlib_files[middle].path);
        if (order == 0)
            return &stdlib_files[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const struct embedded *stdlib_at(size_t i)
{
    return i < stdlib_count ? &stdlib_files[i] : NULL;
}

/* The whole file PATH in ARENA, or NULL and errno. */
static const char *read_whole(struct arena *arena, const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file)
        return NULL;
    char *text = NULL;
    size_t size = 0, room = 0;
    do {
        text = arena_grow(arena, text, room, room ? 2 * room : 8192);
        room = room ? 2 * room : 8192;
        size += fread(text + size, 1, room - 1 - size, file);
    } while (size == room - 1);
    text[size] = '\0';
    int fault = ferror(file) ? EIO : 0;
    fclose(file);
    errno = fault;
    return fault ? NULL : text;
}

const char *stdlib_text(struct arena *arena, const char *folder, const char *path)
{
    if (folder)
        return read_whole(arena, arena_printf(arena, "%s/%s", folder, path));
    const struct embedded *file = stdlib_find(path);
    errno = 0;
    return file ? file->text : NULL;
}
