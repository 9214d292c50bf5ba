/*
 * Takes a text, gives what it seems to be: by its first line that is not blank, and by the second
 * for languages whose first says little.
 */
#include "syntax/foreign.h"

#include <ctype.h>
#include <string.h>

struct line {
    const char *text, *end; /* without the white space around it */
};

/* The next line behind AT that is not blank; an empty one at the end. */
static struct line next_line(const char *at, const char *end)
{
    while (at < end && isspace((unsigned char)*at))
        at++;
    const char *stop = at;
    while (stop < end && *stop != '\n' && *stop != '\r')
        stop++;
    return (struct line){at, stop};
}

static bool begins(struct line line, const char *start)
{
    size_t length = strlen(start);
    return (size_t)(line.end - line.text) >= length && memcmp(line.text, start, length) == 0;
}

/* "servers:" or "name: value", and "- item" */
static bool is_yaml(struct line line)
{
    const char *at = line.text;
    if (begins(line, "- "))
        return true;
    while (at < line.end && (isalnum((unsigned char)*at) || *at == '_' || *at == '-'))
        at++;
    bool pair = at > line.text && at < line.end && *at == ':';
    return pair && (at + 1 == line.end || at[1] == ' ') && line.end[-1] != ';' &&
           line.end[-1] != '{';
}

static bool is_section(struct line line)
{
    while (line.end > line.text && isspace((unsigned char)line.end[-1]))
        line.end--;
    return begins(line, "[") && line.end[-1] == ']' && isalpha((unsigned char)line.text[1]);
}

/* Whether one of the lines of TEXT begins with START. */
static bool any_line(const char *text, const char *end, const char *start)
{
    for (struct line line = next_line(text, end); line.text < end; line = next_line(line.end, end))
        if (begins(line, start))
            return true;
    return false;
}

const char *foreign_language(const char *text, uint32_t size, bool *sure)
{
    *sure = false;
    const char *end = text + size;
    struct line first = next_line(text, end), second = next_line(first.end, end);
    *sure = true;
    if (begins(first, "<!DOCTYPE html") || begins(first, "<html"))
        return "HTML";
    if (begins(first, "<?xml"))
        return "XML";
    if (is_section(first))
        return "an INI file";
    if (begins(first, "---") || (is_yaml(first) && is_yaml(second)))
        return "YAML";
    if (any_line(text, end, "```"))
        return "Markdown";
    *sure = false;
    if (begins(first, "<"))
        return "XML";
    if (begins(first, "#!"))
        return "a script";
    if (begins(first, "{") || begins(first, "["))
        return "JSON";
    if (any_line(text, end, "#include ") || any_line(text, end, "#define "))
        return "C";
    if (begins(first, "digraph ") || begins(first, "graph "))
        return "a Graphviz graph";
    return NULL;
}
