/*
 * The file of -MD: takes the files that were read and those to be written, gives a rule for make
 * and ninja. A name that either would take for something else is refused before anything is
 * written: behind a ';' make reads commands.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands/topology.h"

/* Whether no makefile can hold the name PATH; a TARGET with % is a pattern. */
static bool is_unspeakable(const char *path, bool target)
{
    size_t length = strlen(path);
    for (const char *c = path; *c; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7f || strchr(target ? ";|=%" : ";|=", *c))
            return true;
    return length > 0 && path[length - 1] == '\\';
}

/* Where PATH is or would be, without links. */
static const char *place_of(struct arena *arena, const char *path)
{
    char found[PATH_MAX];
    if (realpath(path, found))
        return arena_copy(arena, found, strlen(found));
    const char *slash = strrchr(path, '/');
    const char *folder =
        slash ? arena_copy(arena, path, slash > path ? (size_t)(slash - path) : 1) : ".";
    return realpath(folder, found) ? arena_printf(arena, "%s/%s", found, slash ? slash + 1 : path)
                                   : path;
}

static enum exit_status refuse(const struct options *options, const char *path)
{
    return complain(options->command->name, "-MD: no makefile can hold the name '%s'", path);
}

enum exit_status depfile_check(const struct options *options, const char *const *targets,
                               size_t count)
{
    const struct compilation *compilation = options->compilation;
    if (!options->depfile)
        return EXIT_OK;
    for (uint32_t i = 0; i < compilation->sources.count; i++)
        if (compilation->sources.files[i]->inode &&
            is_unspeakable(compilation->sources.files[i]->path, false))
            return refuse(options, compilation->sources.files[i]->path);
    const char *place = count ? place_of(compilation->arena, options->depfile) : NULL;
    for (size_t i = 0; i < count; i++) {
        if (is_unspeakable(targets[i], true))
            return refuse(options, targets[i]);
        if (strcmp(place_of(compilation->arena, targets[i]), place) == 0)
            return complain(options->command->name, "%s is to be written and the file of -MD, too",
                            targets[i]);
    }
    return EXIT_OK;
}

/* LENGTH bytes of PATH as make and ninja read it: a space, # and : behind a backslash (and what
 * backslashes stand before a space or # doubled), $ twice. */
static void put_escaped(const char *path, size_t length, FILE *out)
{
    for (size_t i = 0; i < length; i++) {
        if (path[i] == ' ' || path[i] == '#') {
            for (size_t j = i; j > 0 && path[j - 1] == '\\'; j--)
                fputc('\\', out);
            fputc('\\', out);
        }
        if (path[i] == ':')
            fputc('\\', out);
        if (path[i] == '$')
            fputc('$', out);
        fputc(path[i], out);
    }
}

/* The pages of a --stdlib folder that report.html tells findings with, each once. */
static void put_rule_pages(const struct compilation *compilation, FILE *out)
{
    const struct diagnostics *diagnostics = &compilation->diagnostics;
    for (uint32_t i = 0; compilation->stdlib && i < diagnostics->findings.count; i++) {
        const struct rule_info *rule = diagnostics->findings.items[i]->rule;
        const char *page =
            arena_printf(compilation->arena, "%s/rules/%s.md", compilation->stdlib, rule->name);
        bool listed = access(page, R_OK) != 0;
        for (uint32_t before = 0; before < i && !listed; before++)
            listed = diagnostics->findings.items[before]->rule == rule;
        if (listed)
            continue;
        fputs(" \\\n  ", out);
        put_escaped(page, strlen(page), out);
    }
}

enum exit_status depfile_write(const struct options *options, const char *const *targets,
                               size_t count)
{
    const struct compilation *compilation = options->compilation;
    const char *depfile = options->depfile;
    if (!depfile)
        return EXIT_OK;
    if (count == 0 && is_unspeakable(depfile, true))
        return refuse(options, depfile);
    struct result rule;
    if (result_open(options, &rule) != EXIT_OK)
        return EXIT_USAGE;
    for (size_t i = 0; i < count; i++) {
        put_escaped(targets[i], strlen(targets[i]), rule.out);
        fputs(i + 1 < count ? " " : ":", rule.out);
    }
    if (count == 0) {
        const char *extension = path_extension(depfile);
        size_t length = strlen(depfile);
        put_escaped(depfile, extension && strcmp(extension, "d") == 0 ? length - 2 : length,
                    rule.out);
        fputs(":", rule.out);
    }
    for (uint32_t i = 0; i < compilation->sources.count; i++) {
        const struct source_file *file = compilation->sources.files[i];
        if (!file->inode)
            continue;
        fputs(" \\\n  ", rule.out);
        put_escaped(file->path, strlen(file->path), rule.out);
    }
    put_rule_pages(compilation, rule.out);
    fputs("\n", rule.out);
    enum exit_status status = result_close(options, &rule);
    if (status == EXIT_OK)
        status = write_output(options, depfile, rule.data, rule.size);
    result_drop(&rule);
    return status;
}
