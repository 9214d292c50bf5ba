/*
 * osnetc diagram: takes topologies, gives one picture.
 */
#include <string.h>
#include <unistd.h>

#include "commands/topology.h"

enum { OPTION_VIEW, OPTION_FORMAT, OPTION_OUTPUT, OPTION_THEME, OPTION_EXPAND };

static const char server_view[] = "server:";

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

/* The view that WORD (NULL: the first) names; NULL after a complaint. */
static const char *choose_view(const struct options *options, const char *word)
{
    const struct plan *plan = options->compilation->plan;
    const char *const *views = emit_views(plan);
    if (!word)
        return views[0];
    size_t prefix = strlen(server_view);
    if (strncmp(word, server_view, prefix) == 0) {
        object_t server = topology_server(options, "--view server:", word + prefix);
        return server ? arena_printf(options->compilation->arena, "%s%s", server_view,
                                     model_path(plan->model, server))
                      : NULL;
    }
    int i = options_choose(options, "view", word, views);
    return i < 0 ? NULL : views[i];
}

static enum exit_status run(struct options *options)
{
    const char *path = options->own[OPTION_OUTPUT], *name = options->command->name;
    const char *format = choose_format(options);
    int theme = topology_theme(options, options->own[OPTION_THEME]);
    if (!format || theme < 0)
        return EXIT_USAGE;
    bool binary = strcmp(format, "png") == 0 || strcmp(format, "pdf") == 0;
    if (binary && is_stdout(path) && isatty(STDOUT_FILENO))
        return complain(name, "a %s is not for a terminal; use -o FILE", format);
    enum exit_status status = topology_compile(options, false);
    if (status != EXIT_OK)
        return status;

    struct picture picture = {.view = choose_view(options, options->own[OPTION_VIEW]),
                              .format = format,
                              .theme = (enum theme)theme,
                              .expanded = options->own[OPTION_EXPAND] != NULL};
    struct result result;
    if (!picture.view || result_open(options, &result) != EXIT_OK)
        return EXIT_USAGE;
    const char *fault = emit_picture(options->compilation->plan, &picture, result.out);
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
        "Draws one view of a topology: 'overview', 'lifetime', 'external', the name of an\n"
        "environment, or 'server:ENVIRONMENT.SERVER' for one server with everything that\n"
        "reaches it and that it reaches. A view that does not exist is answered with a list\n"
        "of those that do. More than six alike servers are drawn as one stack, unless\n"
        "--expand is given.",
    .example = "osnetc diagram acme.osnet --view prod -o prod.svg",
    .options = {[OPTION_VIEW] = {0, "view", "VIEW", "what to draw (default: overview)"},
                [OPTION_FORMAT] = {'f', "format", "FORM",
                                   "svg, png, pdf or dot (default: by FILE's ending, else svg)"},
                [OPTION_OUTPUT] = {'o', "output", "FILE",
                                   "write to FILE, not to standard output (-)"},
                [OPTION_THEME] = {0, "theme", "THEME", "light (default) or dark"},
                [OPTION_EXPAND] = {0, "expand", NULL, "show every server, unstacked"}},
    .topology = true,
    .run = run,
};
