/*
 * Reading the pages of rules and of the catalogue.
 */
#include "commands/pages.h"

#include <errno.h>
#include <string.h>

#include "stdlib/stdlib.h"

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

const char *page_read(const struct options *options, const char *path)
{
    const struct compilation *compilation = options->compilation;
    if (compilation->stdlib)
        return read_whole(compilation->arena,
                          arena_printf(compilation->arena, "%s/%s", compilation->stdlib, path));
    const struct embedded *page = stdlib_find(path);
    errno = 0;
    return page ? page->text : NULL;
}

const char *page_of(const struct options *options, const struct rule_info *rule)
{
    return page_read(options, arena_printf(options->compilation->arena, "rules/%s.md", rule->name));
}

const char *page_body(const char *page)
{
    const char *end = strncmp(page, "---\n", 4) == 0 ? strstr(page + 3, "\n---\n") : NULL;
    if (!end)
        return page;
    end += strlen("\n---\n");
    return end + strspn(end, "\n");
}

const char *page_front_matter(const char *page, const char *key, size_t *length)
{
    const char *line = page, *body = page_body(page);
    size_t size = strlen(key);
    *length = 0;
    while (line < body && !(strncmp(line, key, size) == 0 && line[size] == ':')) {
        line += strcspn(line, "\n");
        line += *line == '\n';
    }
    if (line >= body)
        return "";
    line += size + 1;
    line += strspn(line, " \t");
    *length = strcspn(line, "\r\n");
    return line;
}
