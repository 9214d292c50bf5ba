/*
 * osnetc diagram: takes topologies, gives one picture.
 */
#include <string.h>
#include <unistd.h>

#include "commands/topology.h"

enum { OPTION_VIEW, OPTION_FORMAT, OPTION_OUTPUT };

static const char *const formats[] = {"svg", "png", "pdf", "dot", NULL};

/* The format of -f, else of the file's extension, else the first; NULL after a complaint. */
static const char *choose_format(const struct options *options)
{
    const char *format = options->own[OPTION_FORMAT], *path = options->own[OPTION_OUTPUT];
    if (format) {
        int i = options_choose(options, "format", format, formats);
        return i < 0 ? NULL : formats[i];
    }
    const char *extension = is_stdout(path) ? NULL : path_extension(path);
    for (int i = 0; extension && formats[i]; i++)
        if (strcmp(extension, formats[i]) == 0)
            return formats[i];
    return formats[0];
}

static enum exit_status run(struct options *options)
{
    const char *path = options->own[OPTION_OUTPUT], *name = options->command->name;
    const char *format = choose_format(options);
    if (!format)
        return EXIT_USAGE;
    bool binary = strcmp(format, "png") == 0 || strcmp(format, "pdf") == 0;
    if (binary && is_stdout(path) && isatty(STDOUT_FILENO))
        return complain(name, "a %s is not for a terminal; use -o FILE", format);
    enum exit_status status = topology_compile(options, false);
    if (status != EXIT_OK)
        return status;

    const struct plan *plan = options->compilation->plan;
    const char *const *views = emit_views(plan);
    const char *view = options->own[OPTION_VIEW] ? options->own[OPTION_VIEW] : views[0];
    int i = options_choose(options, "view", view, views);
    struct result result;
    if (i < 0 || result_open(options, &result) != EXIT_OK)
        return EXIT_USAGE;
    const char *fault = emit_diagram(plan, views[i], format, result.out);
    if (!fault)
        return result_deliver(options, &result, path);
    result_drop(&result);
    return complain(name, "%s", fault);
}

const struct command command_diagram = {
    .name = "diagram",
    .usage = "diagram [OPTION]… FILE…",
    .summary = "draw one view of a topology",
    .description =
        "Draws one view of a topology: 'overview', 'lifetime', 'external' or the name of an\n"
        "environment. A view that does not exist is answered with a list of those that do.",
    .example = "osnetc diagram acme.osnet --view prod -o prod.svg",
    .options = {[OPTION_VIEW] = {0, "view", "VIEW", "what to draw (default: overview)"},
                [OPTION_FORMAT] = {'f', "format", "FORM",
                                   "svg, png, pdf or dot (default: by FILE's ending, else svg)"},
                [OPTION_OUTPUT] = {'o', "output", "FILE",
                                   "write to FILE, not to standard output (-)"}},
    .topology = true,
    .run = run,
};
