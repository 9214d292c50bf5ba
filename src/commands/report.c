/*
 * osnetc report: takes topologies, gives the requirements report.
 */
#include <string.h>

#include "commands/topology.h"

enum { OPTION_FORMAT, OPTION_OUTPUT };

enum format { FORMAT_MARKDOWN, FORMAT_HTML, FORMAT_JSON, FORMAT_CSV };
static const char *const formats[] = {"md", "html", "json", "csv", NULL};

/* Which of `formats` -f, else the file's extension, names; the first where neither does; -1 after
 * a complaint. */
static int choose_format(const struct options *options)
{
    const char *path = options->own[OPTION_OUTPUT];
    if (options->own[OPTION_FORMAT])
        return options_choose(options, "format", options->own[OPTION_FORMAT], formats);
    const char *extension = is_stdout(path) ? NULL : path_extension(path);
    for (int i = 0; extension && formats[i]; i++)
        if (strcmp(extension, formats[i]) == 0)
            return i;
    return FORMAT_MARKDOWN;
}

static enum exit_status run(struct options *options)
{
    int format = choose_format(options);
    if (format < 0)
        return EXIT_USAGE;
    enum exit_status status = topology_compile(options, false);
    struct result result;
    if (status == EXIT_OK && format == FORMAT_HTML) /* of which a picture may fail */
        status = result_open(options, &result);
    else if (status == EXIT_OK)
        status = result_open_large(options, &result, options->own[OPTION_OUTPUT]);
    if (status != EXIT_OK)
        return status;
    const struct plan *plan = options->compilation->plan;
    const struct diagnostics *diagnostics = &options->compilation->diagnostics;
    const char *fault = NULL;
    switch ((enum format)format) {
    case FORMAT_MARKDOWN: emit_report_markdown(plan, diagnostics, result.out); break;
    case FORMAT_HTML: fault = emit_report_html(plan, diagnostics, result.out); break;
    case FORMAT_JSON: emit_report_json(plan, diagnostics, result.out); break;
    case FORMAT_CSV: emit_flows_csv(plan, result.out); break;
    }
    if (!fault)
        return result_deliver(options, &result, options->own[OPTION_OUTPUT]);
    result_drop(&result);
    return complain(options->command->name, "%s", fault);
}

const struct command command_report = {
    .name = "report",
    .usage = "report [OPTION]… FILE…",
    .summary = "write the requirements report",
    .description =
        "Writes what a topology requires: values to configure, openings, hosts entries, findings.\n"
        "'md' and 'html' (one page, with the diagrams in it) are for people, 'json' is the whole\n"
        "computed model, 'csv' one row a required opening.",
    .example = "osnetc report acme.osnet -f json | jq '.flows[].port'",
    .options = {[OPTION_FORMAT] = {'f', "format", "FORM",
                                   "md, html, json or csv (default: by FILE's ending, else md)"},
                [OPTION_OUTPUT] = {'o', "output", "FILE",
                                   "write to FILE, not to standard output (-)"}},
    .topology = true,
    .run = run,
};
