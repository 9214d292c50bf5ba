/*
 * Takes a text, gives what it seems to be: by its first line that is not blank, and by the second
 * for languages whose first says little. Takes a run of characters, gives what it was meant to be.
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

static bool starts(const char *text, uint32_t length, const char *start)
{
    return length >= strlen(start) && memcmp(text, start, strlen(start)) == 0;
}

static bool holds(const char *text, uint32_t length, const char *part)
{
    return memmem(text, length, part, strlen(part)) != NULL;
}

/* "=>", "-->" or a drawn one. */
static bool is_arrow(const char *text, uint32_t length)
{
    bool drawn = starts(text, length, "\xE2\x86\x92") || starts(text, length, "\xE2\x87\x92");
    return drawn || (length > 1 && text[length - 1] == '>' && strchr("-=~", text[0]));
}

/* Spaces and marks that nobody sees: no-break and zero-width ones, byte-order marks. */
static bool holds_invisible(const char *text, uint32_t length)
{
    static const char *const invisible[] = {"\xC2\xA0",     "\xC2\xAD",     "\xE2\x80\x8B",
                                            "\xE2\x80\x8C", "\xE2\x80\x8D", "\xE2\x80\x8E",
                                            "\xE2\x80\x8F", "\xE2\x80\xA8", "\xE2\x80\xAF",
                                            "\xE2\x81\xA0", "\xEF\xBB\xBF"};
    for (size_t i = 0; i < sizeof invisible / sizeof invisible[0]; i++)
        if (holds(text, length, invisible[i]))
            return true;
    return false;
}

/* "https/tcp", "tcp/8443" */
static bool is_port(const char *text, uint32_t length)
{
    return starts(text, length, "tcp/") || starts(text, length, "udp/") ||
           (length > 4 && (memcmp(text + length - 4, "/tcp", 4) == 0 ||
                           memcmp(text + length - 4, "/udp", 4) == 0));
}

const char *foreign_word(const char *text, uint32_t length)
{
    bool digit = text[0] >= '0' && text[0] <= '9';
    if (is_arrow(text, length))
        return "an arrow is written ->";
    if (text[0] == '=')
        return "a value follows its keyword directly, without '='";
    if (text[0] == '\'')
        return "text stands in double quotes";
    if (starts(text, length, "--"))
        return "a comment begins with '#'";
    if (length == 1 && text[0] == '*')
        return "every port is written any";
    if (length >= 3 && (unsigned char)text[0] == 0xE2 && (unsigned char)text[1] == 0x80 &&
        (unsigned char)text[2] >= 0x98 && (unsigned char)text[2] <= 0x9F)
        return "text stands in straight double quotes, not in curly ones";
    if (holds_invisible(text, length))
        return "a character in it is invisible, such as a no-break space: type this anew";
    if (holds(text, length, "://"))
        return "text stands in double quotes; the language knows names and addresses, no URLs";
    if (memchr(text, '[', length) || memchr(text, ']', length))
        return "brackets stand in name sets only: fe[1-4], 10.20.1.[11-14]";
    if (is_port(text, length))
        return "a port is written 8443/tcp";
    if (length > 3 && digit && memchr(text, '/', length))
        return "a port is written 8443/tcp, a network 10.20.0.0/16";
    if (digit && memchr(text, '.', length) && memchr(text, '-', length))
        return "a set of addresses is written 10.20.1.[11-14]";
    if (digit)
        return "a name begins with a letter, and a number holds only digits";
    for (uint32_t i = 0; i < length; i++)
        if ((unsigned char)text[i] >= 0x80)
            return "names are of letters a to z, digits, '-' and '_'; other text stands in quotes";
    if (memchr(text, '*', length))
        return "several names are written as a set, such as fe[1-4]";
    if (isalpha((unsigned char)text[0]))
        return "a name is letters, digits, '_' and single '-' between them; other text stands in "
               "quotes";
    return "this character begins no word, and text stands in double quotes";
}
