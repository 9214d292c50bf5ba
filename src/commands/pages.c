/*
 * Reading the pages of rules and of the catalogue.
 */
#include "commands/pages.h"

#include <string.h>

#include "stdlib/stdlib.h"

const char *page_read(const struct options *options, const char *path)
{
    const struct compilation *compilation = options->compilation;
    return stdlib_text(compilation->arena, compilation->stdlib, path);
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
