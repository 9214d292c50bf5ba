/*
 * Finding a file of stdlib/: takes a path, gives a row of the generated table, or the text of the
 * file below a --stdlib folder.
 */
#include "stdlib/stdlib.h"

#include <string.h>
#include <unictype.h>
#include <unistr.h>

#include "source/source.h"

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

/* Whether TEXT is UTF-8 that no terminal takes for commands. */
static bool is_plain(const char *text)
{
    const uint8_t *at = (const uint8_t *)text;
    ucs4_t character;
    while ((at = u8_next(&character, at)) && (!uc_is_cntrl(character) || uc_is_space(character)))
        continue;
    return !at && !u8_check((const uint8_t *)text, strlen(text));
}

const char *stdlib_text(struct arena *arena, const char *folder, const char *path)
{
    if (folder) {
        struct sources sources = {.arena = arena};
        struct source_file *file;
        const char *fault;
        path = arena_join(arena, folder, "/", path);
        return source_import(&sources, path, &file, &fault) == SOURCE_READ && is_plain(file->text)
                   ? file->text
                   : NULL;
    }
    const struct embedded *file = stdlib_find(path);
    return file ? file->text : NULL;
}
