/*
 * Files that files bring in: `import` of the author's, `use` of the catalogue's.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "diagnostics/language.h"
#include "expand/expand.h"
#include "schema/schema.h"
#include "stdlib/stdlib.h"
#include "syntax/text.h"

/* The decoded text of the only operand of STATEMENT, which stands at the top, if its keyword is the
 * word of KEYWORD, else NULL (binding reports what is wrong with it). */
static const char *operand_text(const struct reading *reading, const struct statement *statement,
                                enum keyword_id keyword)
{
    const struct value *values = reading->tape->values.items + statement->first;
    if (values[0].shape != SHAPE_NAME || statement->count < 2 || values[1].shape != SHAPE_TEXT ||
        strcmp(atom_text(reading->atoms, value_atom(&values[0])), schema[keyword].name) != 0)
        return NULL;
    const struct source_file *file = source_of(reading->sources, values[1].begin);
    struct text_fault fault;
    return text_decode(reading->arena, file->text + (values[1].begin - file->base) + 1,
                       value_length(reading->atoms, &values[1]) - 2, NULL, NULL, &fault);
}

static struct place operand_place(const struct reading *reading, const struct statement *statement)
{
    return value_place(reading->atoms, &reading->tape->values.items[statement->first + 1]);
}

static const char *real_path(struct reading *reading, const char *path)
{
    char *real = realpath(path, NULL);
    const char *key = real ? arena_copy(reading->arena, real, strlen(real)) : path;
    free(real);
    return key;
}

static struct read_file *read_before(struct reading *reading, const char *key)
{
    for (uint32_t i = 0; i < reading->files.count; i++)
        if (strcmp(reading->files.items[i].key, key) == 0)
            return &reading->files.items[i];
    return NULL;
}

/* Notes through which imports FILE came, innermost first. */
static void relate_chain(const struct reading *reading, struct finding *finding,
                         const struct source_file *file)
{
    while (file && file->imported_by.end) {
        finding_relate(reading->diagnostics, finding, file->imported_by, "imported here");
        file = source_of(reading->sources, file->imported_by.begin);
    }
}

static void report_circle(struct reading *reading, struct place place,
                          const struct source_file *file)
{
    const struct source_file *from = source_of(reading->sources, place.begin);
    struct finding *finding =
        report(reading->diagnostics, LANGUAGE_RULE(IMPORT), place, "%s",
               from == file ? "this file imports itself" : "this import goes in a circle");
    finding_label(reading->diagnostics, finding, "'%s' is being read already", file->path);
    while (from && from != file && from->imported_by.end) {
        finding_relate(reading->diagnostics, finding, from->imported_by, "'%s' is imported here",
                       from->path);
        from = source_of(reading->sources, from->imported_by.begin);
    }
    finding_help(reading->diagnostics, finding,
                 "take one of these imports out; names are seen in all files");
}

/* The places where the import PATH of FILE may be, in order: beside FILE, then each -I folder. I
 * from 0; NULL behind the last. */
static const char *candidate(struct reading *reading, const struct source_file *file,
                             const char *path, uint32_t i)
{
    if (path[0] == '/')
        return i == 0 ? path : NULL;
    if (i > 0)
        return i > reading->include_count
                   ? NULL
                   : arena_printf(reading->arena, "%s/%s", reading->includes[i - 1], path);
    const char *slash = strrchr(file->path, '/');
    if (!slash)
        return path;
    return arena_printf(reading->arena, "%.*s/%s", (int)(slash - file->path), file->path, path);
}

/* Reads the import PATH at PLACE of FILE. The file, or NULL (reported, or read before). */
static const struct source_file *open_import(struct reading *reading,
                                             const struct source_file *file, const char *path,
                                             struct place place)
{
    const char *fault = NULL;
    for (uint32_t i = 0;; i++) {
        const char *found = candidate(reading, file, path, i);
        if (!found)
            break;
        struct read_file *before = read_before(reading, real_path(reading, found));
        if (before) {
            if (before->open)
                report_circle(reading, place, before->file);
            return NULL;
        }
        struct source_file *new;
        enum source_status status = source_import(reading->sources, found, &new, &fault);
        if (status == SOURCE_READ) {
            new->imported_by = place;
            return new;
        }
        if (status == SOURCE_UNREADABLE)
            break;
    }
    struct finding *finding =
        report(reading->diagnostics, LANGUAGE_RULE(IMPORT), place, "cannot import \"%s\": it %s",
               path, fault ? fault : "does not exist");
    if (path[0] != '/')
        finding_help(
            reading->diagnostics, finding,
            "an import is looked for beside the file that imports it, then in each -I folder");
    relate_chain(reading, finding, file);
    return NULL;
}

/* Imports, and profiles that use one another, nest as deep as this, so that a chain of thousands ends in a message and not in a
 * full stack. */
#define IMPORT_DEPTH 200

static void read_file(struct reading *reading, const struct source_file *file, uint32_t depth)
{
    uint32_t index = reading->files.count;
    vec_add(reading->arena, &reading->files,
            ((struct read_file){real_path(reading, file->path), file, true}));
    uint32_t first = reading->tape->statements.count;
    syntax_read(file, reading->atoms, reading->arena, reading->tape, reading->diagnostics);
    uint32_t end = reading->tape->statements.count;
    for (uint32_t i = first; i < end; i = reading->tape->statements.items[i].next) {
        struct statement statement = reading->tape->statements.items[i];
        const char *path = operand_text(reading, &statement, KEYWORD_IMPORT);
        if (!path)
            continue;
        struct place place = operand_place(reading, &statement);
        if (depth == IMPORT_DEPTH) {
            report(reading->diagnostics, LANGUAGE_RULE(LIMIT), place,
                   "imports are nested more than %d deep; this one is not read", IMPORT_DEPTH);
            continue;
        }
        const struct source_file *imported = open_import(reading, file, path, place);
        if (imported)
            read_file(reading, imported, depth + 1);
    }
    reading->files.items[index].open = false;
}

void read_imports(struct reading *reading, const struct source_file *file)
{
    /* Two texts may have one name, and a text that of a file. */
    if (file->inode == 0 || !read_before(reading, real_path(reading, file->path)))
        read_file(reading, file, 0);
}

/* The catalogue's side. */

/* The file of PROFILE, from the --stdlib folder or the binary; NULL where there is none. */
static struct source_file *open_profile(struct reading *reading, const char *profile)
{
    const char *path = arena_printf(reading->arena, "%s.osnet", profile);
    if (reading->stdlib) {
        struct source_file *file;
        const char *fault;
        const char *found = arena_printf(reading->arena, "%s/%s", reading->stdlib, path);
        return source_import(reading->sources, found, &file, &fault) == SOURCE_READ ? file : NULL;
    }
    const struct embedded *embedded = stdlib_find(path);
    return embedded
               ? source_take(reading->sources, arena_printf(reading->arena, "<stdlib>/%s", path),
                             embedded->text, embedded->size)
               : NULL;
}

#define DEFAULT_PROFILE "outsystems/11"

static void report_no_profile(struct reading *reading, const char *profile, struct place place)
{
    struct finding *finding = report(reading->diagnostics, LANGUAGE_RULE(IMPORT), place,
                                     "there is no catalogue profile \"%s\"", profile);
    const char *known = "";
    const struct embedded *embedded;
    for (size_t i = 0; !reading->stdlib && (embedded = stdlib_at(i)) != NULL; i++) {
        size_t length = strlen(embedded->path);
        bool whole = strstr(embedded->text, schema[KEYWORD_CATALOGUE_VERSION].name) != NULL;
        if (length > 6 && strcmp(embedded->path + length - 6, ".osnet") == 0 && whole)
            known = arena_printf(reading->arena, "%s%s\"%.*s\"", known, known[0] ? ", " : "",
                                 (int)(length - 6), embedded->path);
    }
    if (known[0])
        finding_help(reading->diagnostics, finding, "the profiles are %s", known);
    else
        finding_help(reading->diagnostics, finding, "it would be the file %s/%s.osnet",
                     reading->stdlib, profile);
}

static void read_catalogue(struct reading *reading, const char *profile, struct place place,
                           uint32_t depth)
{
    struct read_file *before = read_before(reading, profile);
    if (before) {
        if (before->open)
            report_circle(reading, place, before->file);
        return;
    }
    if (depth > IMPORT_DEPTH) {
        report(reading->diagnostics, LANGUAGE_RULE(LIMIT), place,
               "profiles use one another more than %d deep; this one is not read", IMPORT_DEPTH);
        return;
    }
    struct source_file *file = open_profile(reading, profile);
    if (!file) {
        report_no_profile(reading, profile, place);
        if (strcmp(profile, DEFAULT_PROFILE) != 0) /* its names, at least, are known */
            read_catalogue(reading, DEFAULT_PROFILE, place, depth);
        return;
    }
    file->catalogue = true;
    file->imported_by = place;
    uint32_t index = reading->files.count;
    vec_add(reading->arena, &reading->files, ((struct read_file){profile, file, true}));

    uint32_t first = reading->tape->statements.count;
    syntax_read(file, reading->atoms, reading->arena, reading->tape, reading->diagnostics);
    uint32_t end = reading->tape->statements.count;
    for (uint32_t i = first; i < end; i = reading->tape->statements.items[i].next) {
        struct statement statement = reading->tape->statements.items[i];
        const char *inner = operand_text(reading, &statement, KEYWORD_USE);
        if (inner)
            read_catalogue(reading, inner, operand_place(reading, &statement), depth + 1);
    }
    vec_add(reading->arena, &reading->catalogues, ((struct stretch){first, end}));
    reading->files.items[index].open = false;
}

void read_catalogues(struct reading *reading)
{
    uint32_t end = reading->tape->statements.count;
    reading->authored = (struct stretch){0, end};
    for (uint32_t i = 0; i < end; i = reading->tape->statements.items[i].next) {
        struct statement statement = reading->tape->statements.items[i];
        const char *profile = operand_text(reading, &statement, KEYWORD_USE);
        if (!profile)
            continue;
        if (!reading->profile)
            reading->profile = profile;
        read_catalogue(reading, profile, operand_place(reading, &statement), 0);
    }
    if (!reading->profile) {
        reading->profile = DEFAULT_PROFILE;
        read_catalogue(reading, reading->profile, (struct place){0, 0}, 0);
    }
}

/* The command line's side. */

/* The author's `let NAME`s. */
struct constants {
    bool any, text;         /* one of them is text: then a new value needs no quotes */
    struct nearest nearest; /* to NAME, of all others */
};

static struct constants find_constants(const struct reading *reading, const char *name)
{
    struct constants found = {.nearest = nearest_to(name)};
    for (uint32_t i = reading->authored.first; i < reading->authored.end; i++) {
        const struct statement *statement = &reading->tape->statements.items[i];
        const struct value *values = reading->tape->values.items + statement->first;
        if (statement->count < 3 || !value_atom(&values[1]) ||
            strcmp(atom_text(reading->atoms, value_atom(&values[0])), schema[KEYWORD_LET].name) !=
                0)
            continue;
        const char *declared = atom_text(reading->atoms, value_atom(&values[1]));
        bool same = strcmp(declared, name) == 0;
        found.any |= same;
        found.text |= same && values[2].shape == SHAPE_TEXT;
        nearest_try(&found.nearest, declared);
    }
    return found;
}

/* That no `let` declares NAME. */
static const char *undeclared(const struct reading *reading, const char *name,
                              const struct nearest *nearest)
{
    const char *rest = nearest->candidate ? arena_printf(reading->arena, "; did you mean '%s'?",
                                                         nearest->candidate)
                                          : "";
    return arena_printf(reading->arena, "-D %s: no `let` declares '%s'%s", name, name, rest);
}

/* VALUE in quotes, what would end or change text escaped. */
static const char *quote(struct arena *arena, const char *value)
{
    char *quoted = arena_alloc(arena, strlen(value) * 2 + 3), *at = quoted;
    *at++ = '"';
    for (; *value; value++) {
        if (strchr("\"\\$[]", *value))
            *at++ = '\\';
        *at++ = *value;
    }
    *at = '"';
    return quoted;
}

const char *read_define(struct reading *reading, const char *name, const char *value)
{
    struct arena *arena = reading->arena;
    atom_t atom = atom_intern(reading->atoms, name, strlen(name));
    struct constants constants = find_constants(reading, name);
    const char *text = constants.text && value[0] != '"' ? quote(arena, value) : value;
    const char *statement = arena_printf(arena, "let %s %s;", name, text);
    struct source_file *file =
        source_take(reading->sources, "<command line>", statement, strlen(statement));
    struct tape scratch = {0}, *tape = reading->tape;
    struct diagnostics silent = {.arena = arena, .sources = reading->sources};
    if (!file)
        return arena_printf(arena, "-D %s=%s is too long", name, value);
    syntax_read(file, reading->atoms, arena, &scratch, &silent);
    const struct value *values = scratch.values.items;
    if (silent.findings.count || scratch.statements.count != 1 || scratch.values.count != 3 ||
        scratch.statements.items[0].block || values[1].shape != SHAPE_NAME ||
        values[2].part != PART_OPERAND)
        return arena_printf(
            arena, "-D %s=%s gives no constant: a name and one value of the language are expected",
            name, value);
    if (!constants.any && reading->diagnostics->errors == 0) /* it may stand in what was not read */
        return undeclared(reading, name, &constants.nearest);
    vec_add(arena, &tape->overrides, ((struct override){atom, tape->values.count}));
    vec_add(arena, &tape->values, values[2]);
    return NULL;
}
