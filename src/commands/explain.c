/*
 * osnetc explain: takes a rule's name or a catalogue entry, gives the rule's page or the rules
 * that name the entry.
 *
 * A page is Markdown behind a short front matter, whose line "catalogue:" lists the entries that
 * the rule comes from.
 */
#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "base/nearest.h"
#include "commands/topology.h"
#include "diagnostics/registry.h"
#include "stdlib/stdlib.h"

enum { OPTION_LIST };

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
    int fault = ferror(file) ? EIO : 0;
    fclose(file);
    errno = fault;
    return fault ? NULL : text;
}

/* The page of RULE, or NULL (with errno 0 where the binary holds none). */
static const char *page_of(const struct options *options, const struct rule_info *rule)
{
    const struct compilation *compilation = options->compilation;
    const char *path = arena_printf(compilation->arena, "rules/%s.md", rule->name);
    if (compilation->stdlib)
        return read_whole(compilation->arena,
                          arena_printf(compilation->arena, "%s/%s", compilation->stdlib, path));
    const struct embedded *page = stdlib_find(path);
    errno = 0;
    return page ? page->text : NULL;
}

/* Where the text of PAGE begins: behind its front matter. */
static const char *body_of(const char *page)
{
    const char *end = strncmp(page, "---\n", 4) == 0 ? strstr(page + 3, "\n---\n") : NULL;
    if (!end)
        return page;
    end += strlen("\n---\n");
    return end + strspn(end, "\n");
}

/* What stands behind "KEY:" in the front matter of PAGE, LENGTH bytes; "" where there is no such line. */
static const char *front_matter(const char *page, const char *key, size_t *length)
{
    const char *line = page, *body = body_of(page);
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

/* Whether the front matter of PAGE names ENTRY, in letters of either case. */
static bool names_entry(const char *page, const char *entry)
{
    size_t length, wanted = strlen(entry);
    const char *words = front_matter(page, "catalogue", &length), *end = words + length;
    while (words < end) {
        size_t word = strcspn(words, " ,[]\t\r\n");
        if (word == wanted && strncasecmp(words, entry, word) == 0)
            return true;
        words += word + 1;
    }
    return false;
}

static void list_rule(const struct rule_info *rule, FILE *out)
{
    fprintf(out, "%-32s %-8s %s\n", rule->name, severity_name(rule->severity), rule->summary);
}

/* Whether WORD looks like a catalogue entry: letters, a hyphen, digits. */
static bool is_entry(const char *word)
{
    size_t letters = 0;
    while (isalpha((unsigned char)word[letters]))
        letters++;
    const char *digits = word + letters + 1;
    return letters > 0 && word[letters] == '-' && *digits &&
           digits[strspn(digits, "0123456789")] == '\0';
}

/* Lists the rules whose pages name ENTRY. */
static enum exit_status list_by_entry(const struct options *options, const char *entry, FILE *out)
{
    const struct rule_info *rule;
    bool found = false;
    for (uint32_t i = 0; (rule = registry_at(i)); i++) {
        const char *page = page_of(options, rule);
        if (!page || !names_entry(page, entry))
            continue;
        list_rule(rule, out);
        found = true;
    }
    return found ? EXIT_OK : complain(options->command->name, "no rule comes from %s", entry);
}

static enum exit_status print_page(const struct options *options, const char *name, FILE *out)
{
    const char *command = options->command->name;
    const struct rule_info *rule = registry_find(name);
    if (!rule) {
        struct nearest nearest = nearest_to(name);
        for (uint32_t i = 0; registry_at(i); i++)
            nearest_try(&nearest, registry_at(i)->name);
        if (nearest.candidate)
            return complain(command, "no rule '%s'; did you mean '%s'?", name, nearest.candidate);
        return complain(command, "no rule '%s'; 'osnetc explain --list' lists them", name);
    }
    const char *page = page_of(options, rule);
    if (!page)
        return complain(command, "the page of %s cannot be read%s%s", name, errno ? ": " : "",
                        errno ? strerror(errno) : "");
    fputs(body_of(page), out);
    fprintf(out, "\nrule: %s\nseverity: %s\n", rule->name, severity_name(rule->severity));
    static const char *const keys[] = {"catalogue", "source"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        size_t length;
        const char *value = front_matter(page, keys[i], &length);
        if (length)
            fprintf(out, "%s: %.*s\n", keys[i], (int)length, value);
    }
    return EXIT_OK;
}

static enum exit_status run(struct options *options)
{
    const char *command = options->command->name;
    const struct rule_info *rule;
    if (options->own[OPTION_LIST] ? options->words.count != 0 : options->words.count == 0)
        return complain(command, "needs the name of a rule, a catalogue entry, or --list");
    struct result result;
    enum exit_status status = result_open(options, &result);
    if (status != EXIT_OK)
        return status;
    for (uint32_t i = 0; options->own[OPTION_LIST] && (rule = registry_at(i)); i++)
        list_rule(rule, result.out);
    for (uint32_t i = 0; i < options->words.count && status == EXIT_OK; i++) {
        const char *word = options->words.items[i];
        status = is_entry(word) ? list_by_entry(options, word, result.out)
                                : print_page(options, word, result.out);
    }
    if (status == EXIT_OK)
        return result_deliver(options, &result, NULL);
    result_drop(&result);
    return status;
}

const struct command command_explain = {
    .name = "explain",
    .usage = "explain RULE… | --list",
    .summary = "say what a rule is about",
    .description =
        "Prints the page of a rule: what it says and why, where that comes from, a topology that\n"
        "breaks it and the same one mended. For an entry of the catalogue, such as LT-009: the\n"
        "rules that come from it. With --list: every rule, its severity and a line on it.",
    .example = "osnetc explain lifetime-address-offloading",
    .options = {[OPTION_LIST] = {0, "list", NULL, "list the rules"}},
    .topology = false,
    .run = run,
};
