/*
 * osnetc build: takes topologies, gives every output below one folder.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "commands/topology.h"

enum { OPTION_OUTPUT, OPTION_EMIT, OPTION_THEME, OPTION_EXPAND };

/* The names of all emitters, NULL behind the last. */
static const char *const *emitter_names(struct arena *arena)
{
    size_t count = 0;
    while (all_emitters[count])
        count++;
    const char **names = arena_array(arena, const char *, count + 1);
    for (size_t i = 0; i < count; i++)
        names[i] = all_emitters[i]->name;
    return names;
}

/* Marks in WANTED the emitters that LIST ("hosts,report.md"; NULL: all) names. */
static enum exit_status choose(const struct options *options, const char *list, bool *wanted)
{
    struct arena *arena = options->compilation->arena;
    const char *const *names = emitter_names(arena);
    for (size_t i = 0; names[i]; i++)
        wanted[i] = !list;
    while (list) {
        size_t length = strcspn(list, ",");
        int i = options_choose(options, "output", arena_copy(arena, list, length), names);
        if (i < 0)
            return EXIT_USAGE;
        wanted[i] = true;
        list = list[length] ? list + length + 1 : NULL;
    }
    return EXIT_OK;
}

/* Writes OUTPUTS, all of them whole, and before them the depfile with them as its targets: what it says is so whether
 * they are written or not, and nothing can go wrong behind them. */
static enum exit_status write_outputs(const struct options *options, const struct outputs *outputs,
                                      const char *folder)
{
    struct arena *arena = options->compilation->arena;
    const char *name = options->command->name, *failed = NULL;
    bool slash = folder[strlen(folder) - 1] == '/';
    const char **paths = arena_array(arena, const char *, outputs->count + 1);
    for (size_t i = 0; i < outputs->count; i++)
        paths[i] = arena_printf(arena, "%s%s%s", folder, slash ? "" : "/", outputs->files[i].path);
    for (size_t i = 0; i < outputs->count; i++)
        if (is_source(options, paths[i]))
            return EXIT_USAGE;
    enum exit_status status = depfile_check(options, paths, outputs->count);
    if (status == EXIT_OK)
        status = depfile_write(options, paths, outputs->count);
    if (status != EXIT_OK)
        return status;
    /* Who interrupts gets all files as they were or all anew, and no temporary ones. */
    sigset_t later, before;
    sigemptyset(&later);
    sigaddset(&later, SIGINT);
    sigaddset(&later, SIGTERM);
    sigaddset(&later, SIGHUP);
    sigprocmask(SIG_BLOCK, &later, &before);
    int fault = outputs_write(outputs, folder, &failed);
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (fault)
        return complain(name, "%s: %s", failed ? failed : folder, strerror(fault));
    for (size_t i = 0; i < outputs->count; i++)
        tell_written(options, paths[i]);
    return EXIT_OK;
}

static enum exit_status run(struct options *options)
{
    const char *folder = options->own[OPTION_OUTPUT], *name = options->command->name;
    if (!folder || !*folder || is_stdout(folder))
        return complain(name, "needs a folder to write to: -o DIR");
    size_t count = 0;
    while (all_emitters[count])
        count++;
    bool *wanted = arena_array(options->compilation->arena, bool, count + 1);
    enum exit_status status = choose(options, options->own[OPTION_EMIT], wanted);
    int theme = topology_theme(options, options->own[OPTION_THEME]);
    if (theme < 0)
        return EXIT_USAGE;
    if (status == EXIT_OK)
        status = topology_compile(options, false);
    if (status != EXIT_OK)
        return status;

    struct outputs outputs = {.theme = (enum theme)theme,
                              .expanded = options->own[OPTION_EXPAND] != NULL};
    emit_wanted(options->compilation->plan, &options->compilation->diagnostics, wanted, &outputs);
    if (outputs.fault)
        status = complain(name, "%s", outputs.fault);
    else
        status = write_outputs(options, &outputs, folder);
    outputs_free(&outputs);
    return status;
}

static void list_emitters(FILE *out)
{
    fputs("\nOutputs, for --emit:\n", out);
    for (size_t i = 0; all_emitters[i]; i++)
        fprintf(out, "  %-14s %s\n", all_emitters[i]->name, all_emitters[i]->help);
}

const struct command command_build = {
    .name = "build",
    .usage = "build [OPTION]… FILE… -o DIR",
    .summary = "check a topology and write every output",
    .description =
        "Checks a topology and, where it has no errors, writes its outputs below DIR. Files there\n"
        "whose content does not change keep their time stamps.",
    .example = "osnetc build acme.osnet -o out --emit report.md,hosts",
    .options = {[OPTION_OUTPUT] = {'o', "output", "DIR",
                                   "the folder to write to; made if it is not there"},
                [OPTION_EMIT] = {0, "emit", "LIST", "only these outputs, separated by commas"},
                [OPTION_THEME] = {0, "theme", "THEME",
                                  "colours of the diagrams: light (default) or dark"},
                [OPTION_EXPAND] = {0, "expand", NULL, "diagrams show every server, unstacked"}},
    .topology = true,
    .more_help = list_emitters,
    .run = run,
};
