/*
 * Following an entry of the catalogue to what implements it.
 *
 * Rules are those whose pages name the entry. Statements are found by compiling each profile and
 * looking at what it holds then, so that what a profile drops is not named for it. The rest is in
 * the table stdlib/catalogue.md, which the tests hold to the tree.
 */
#include "commands/entry.h"

#include <ctype.h>
#include <glob.h>
#include <string.h>

#include "base/nearest.h"
#include "base/vec.h"
#include "commands/pages.h"
#include "diagnostics/registry.h"
#include "stdlib/stdlib.h"

/* What the table says of an entry that needs nothing, before the reason. */
#define NOTHING "nothing: "

/* A statement, and the profiles that have it so. */
struct cited {
    const char *head, *note, *profiles;
};

/* What is known of the entry. */
struct story {
    const struct options *options;
    struct arena *arena;
    const char *entry;
    const char *says, *where; /* of the table; NULL where the entry is not in it */
    VEC(const struct rule_info *) rules;
    VEC(struct cited) statements;
    const char *profiles; /* those that say so without a statement of their own */
    const char *nearest;
};

bool is_entry(const char *word)
{
    size_t letters = 0;
    while (isalpha((unsigned char)word[letters]))
        letters++;
    if (letters == 0 || word[letters] != '-')
        return false;
    const char *digits = word + letters + 1;
    return *digits && digits[strspn(digits, "0123456789")] == '\0';
}

void rule_line(const struct rule_info *rule, FILE *out)
{
    fprintf(out, "%-32s %-8s %s\n", rule->name, severity_name(rule->severity), rule->summary);
}

/* NAME added to LIST, unless it is there. */
static const char *joined(struct arena *arena, const char *list, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = list; (at = strstr(at, name)); at += length)
        if ((at == list || at[-1] == ' ') && (at[length] == ',' || at[length] == '\0'))
            return list;
    return *list ? arena_printf(arena, "%s, %s", list, name) : arena_printf(arena, "%s", name);
}

/* The rules whose pages name the entry. */
static void find_rules(struct story *story)
{
    const struct rule_info *rule;
    for (uint32_t i = 0; (rule = registry_at(i)); i++) {
        size_t length, wanted = strlen(story->entry);
        const char *page = page_of(story->options, rule);
        const char *word = page ? page_front_matter(page, "catalogue", &length) : "";
        const char *end = page ? word + length : word;
        bool named = false;
        while (word < end && !named) {
            size_t size = strcspn(word, " ,[]\t\r\n");
            named = size == wanted && memcmp(word, story->entry, size) == 0;
            word += size + 1;
        }
        if (named)
            vec_add(story->arena, &story->rules, rule);
    }
}

/* The text of PLACE on one line. */
static const char *written(struct story *story, const struct sources *sources, struct place place)
{
    const struct source_file *file = source_of(sources, place.begin);
    size_t size = file ? place.end - place.begin : 0, length = 0;
    char *text = arena_array(story->arena, char, size + 1);
    for (size_t i = 0; i < size; i++) {
        char c = file->text[place.begin - file->base + i];
        if (!isspace((unsigned char)c))
            text[length++] = c;
        else if (length && text[length - 1] != ' ')
            text[length++] = ' ';
    }
    text[length] = '\0';
    return text;
}

static void add_statement(struct story *story, const char *profile, const struct model *model,
                          object_t object)
{
    struct data note = model_data(model, object, KEYWORD_NOTE);
    const char *text = note.count ? arena_printf(story->arena, "%s", note.items[0].text) : "";
    const char *head = written(story, model->sources, model_object(model, object)->head);
    for (uint32_t i = 0; i < story->statements.count; i++) {
        struct cited *known = &story->statements.items[i];
        if (strcmp(known->head, head) == 0 && strcmp(known->note, text) == 0) {
            known->profiles = joined(story->arena, known->profiles, profile);
            return;
        }
    }
    vec_add(story->arena, &story->statements, ((struct cited){head, text, profile}));
}

/* What PROFILE, as it is in MODEL, has of the entry. */
static void look_into(struct story *story, const char *profile, const struct model *model)
{
    if (model_covers(model, story->entry))
        story->profiles = joined(story->arena, story->profiles, profile);
    for (object_t object = 1; object < model->objects.count; object++) {
        uint8_t kind = model_object(model, object)->kind;
        if (kind != KIND_FLOW && kind != KIND_ADVICE && kind != KIND_CHECKLIST &&
            kind != KIND_SERVICE && kind != KIND_ENDPOINT)
            continue;
        struct data entries = model_data(model, object, KEYWORD_CATALOGUE);
        for (uint32_t i = 0; i < entries.count; i++)
            if (strcmp(entries.items[i].text, story->entry) == 0)
                add_statement(story, profile, model, object);
    }
}

static enum exit_status compile_profile(struct story *story, const char *profile)
{
    const char *command = story->options->command->name;
    struct compilation *compilation = compilation_create();
    if (!compilation)
        return complain(command, "there is not enough memory");
    enum exit_status status = EXIT_OK;
    const char *text = arena_printf(story->arena, "use \"%s\";\n", profile);
    compilation->stdlib = story->options->compilation->stdlib;
    if (source_take(&compilation->sources, "<explain>", text, strlen(text)))
        compile(compilation);
    if (compilation->fault)
        status = complain(command, "%s", compilation->fault);
    else if (compilation->model &&
             compilation->model->catalogue_version) /* else a part of profiles */
        look_into(story, profile, compilation->model);
    compilation_destroy(compilation);
    return status;
}

/* PATH without its last six letters, ".osnet". */
static const char *profile_name(struct story *story, const char *path)
{
    return arena_printf(story->arena, "%.*s", (int)(strlen(path) - strlen(".osnet")), path);
}

/* The profiles of the --stdlib folder: FOLDER/NAME.osnet in it. */
static enum exit_status compile_folder(struct story *story, const char *stdlib)
{
    char *pattern = arena_array(story->arena, char, 2 * strlen(stdlib) + sizeof "/*/*.osnet"),
         *end = pattern;
    for (const char *at = stdlib; *at; at++) {
        if (strchr("*?[]\\", *at))
            *end++ = '\\';
        *end++ = *at;
    }
    memcpy(end, "/*/*.osnet", sizeof "/*/*.osnet");
    glob_t found;
    enum exit_status status = EXIT_OK;
    int fault = glob(pattern, 0, NULL, &found);
    for (size_t i = 0; fault == 0 && i < found.gl_pathc && status == EXIT_OK; i++)
        status =
            compile_profile(story, profile_name(story, found.gl_pathv[i] + strlen(stdlib) + 1));
    globfree(&found);
    if (fault == GLOB_NOSPACE)
        status = complain(story->options->command->name, "there is not enough memory");
    return status;
}

static enum exit_status find_statements(struct story *story)
{
    if (story->options->compilation->stdlib)
        return compile_folder(story, story->options->compilation->stdlib);
    enum exit_status status = EXIT_OK;
    const struct embedded *file;
    for (size_t i = 0; (file = stdlib_at(i)) && status == EXIT_OK; i++) {
        size_t length = strlen(file->path), tail = strlen(".osnet");
        if (length > tail && strcmp(file->path + length - tail, ".osnet") == 0)
            status = compile_profile(story, profile_name(story, file->path));
    }
    return status;
}

/* The next cell of a table's row from *AT on, without the space around it; NULL behind the last. */
static const char *next_cell(struct arena *arena, const char **at)
{
    const char *begin = *at + strspn(*at, "| "), *end = begin + strcspn(begin, "|\n");
    if (*begin == '\n' || *begin == '\0')
        return NULL;
    *at = end;
    while (end > begin && end[-1] == ' ')
        end--;
    return arena_printf(arena, "%.*s", (int)(end - begin), begin);
}

/* The entry's row of the catalogue's table, or the entry nearest to it. */
static void find_row(struct story *story)
{
    struct nearest nearest = nearest_to(story->entry);
    const char *line = page_read(story->options, "catalogue.md");
    for (; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        const char *at = line, *entry = *line == '|' ? next_cell(story->arena, &at) : NULL;
        if (!entry || !is_entry(entry))
            continue;
        nearest_try(&nearest, entry);
        if (strcmp(entry, story->entry) != 0)
            continue;
        story->says = next_cell(story->arena, &at);
        story->where = next_cell(story->arena, &at);
    }
    story->nearest = nearest.candidate;
}

static bool needs_nothing(const struct story *story)
{
    return story->where && strncmp(story->where, NOTHING, strlen(NOTHING)) == 0;
}

/* The first word in backquotes at or behind *AT, which is moved behind it; NULL where there is
 * none. */
static const char *next_quoted(struct arena *arena, const char **at)
{
    const char *begin = strchr(*at, '`'), *end = begin ? strchr(begin + 1, '`') : NULL;
    if (!end)
        return NULL;
    *at = end + 1;
    return arena_printf(arena, "%.*s", (int)(end - begin - 1), begin + 1);
}

/* LIST and, by comma, those places of the table's row that begin with KIND ("keyword "), each
 * behind PREFIX. */
static const char *places(struct story *story, const char *list, const char *kind,
                          const char *prefix)
{
    const char *at = story->where && !needs_nothing(story) ? story->where : "";
    while (*at) {
        bool fits = strncmp(at, kind, strlen(kind)) == 0;
        const char *name = next_quoted(story->arena, &at);
        if (!name)
            break;
        if (fits)
            list = joined(story->arena, list, arena_printf(story->arena, "%s%s", prefix, name));
        at += strspn(at, ", ");
    }
    return list;
}

static void put_section(FILE *out, const char *title, const char *list)
{
    if (*list)
        fprintf(out, "\n%s:\n  %s\n", title, list);
}

static void tell(struct story *story, FILE *out)
{
    fprintf(out, "%s%s%s\n", story->entry, story->says ? ": " : "", story->says ? story->says : "");
    if (story->rules.count)
        fprintf(out, "\nRules:\n");
    for (uint32_t i = 0; i < story->rules.count; i++) {
        fprintf(out, "  ");
        rule_line(story->rules.items[i], out);
    }
    if (story->statements.count)
        fprintf(out, "\nStatements of the catalogue:\n");
    for (uint32_t i = 0; i < story->statements.count; i++) {
        const struct cited *cited = &story->statements.items[i];
        fprintf(out, "  %s\n", cited->head);
        if (*cited->note)
            fprintf(out, "      %s\n", cited->note);
        fprintf(out, "      in %s\n", cited->profiles);
    }
    put_section(out, "Profiles that see to it",
                places(story, story->profiles, "profile ", "outsystems/"));
    put_section(out, "Keywords", places(story, "", "keyword ", ""));
    put_section(out, "Derived or written by", places(story, "", "`", ""));
    put_section(out, "It follows from other entries, and acceptance cases hold it",
                places(story, "", "case ", ""));
    if (needs_nothing(story))
        fprintf(out, "\nNothing is needed: %s.\n", story->where + strlen(NOTHING));
}

enum exit_status entry_explain(const struct options *options, const char *entry, FILE *out)
{
    const char *command = options->command->name;
    struct story story = {.options = options, .arena = options->compilation->arena, .profiles = ""};
    char *upper = arena_printf(story.arena, "%s", entry);
    for (char *at = upper; *at; at++)
        *at = (char)toupper((unsigned char)*at);
    story.entry = upper;
    find_row(&story);
    find_rules(&story);
    enum exit_status status = find_statements(&story);
    if (status != EXIT_OK)
        return status;
    if (!story.says && !story.rules.count && !story.statements.count && !*story.profiles) {
        if (story.nearest)
            return complain(command, "the catalogue has no entry %s; did you mean %s?", story.entry,
                            story.nearest);
        return complain(command, "the catalogue has no entry %s", story.entry);
    }
    tell(&story, out);
    return EXIT_OK;
}
