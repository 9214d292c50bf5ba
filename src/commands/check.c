/*
 * osnetc check: takes topologies, gives findings.
 */
#include "commands/topology.h"

static enum exit_status run(struct options *options)
{
    enum exit_status status = topology_compile(options, true);
    return status == EXIT_OK ? depfile_write(options, NULL, 0) : status;
}

const struct command command_check = {
    .name = "check",
    .usage = "check [OPTION]… FILE…",
    .summary = "check a topology",
    .description =
        "Checks a topology against the language and the rules, and reports every finding.\n"
        "With --diagnostics=json the findings are the result, and go to standard output. In\n"
        "the file of -MD, the file's own name without its .d depends on the files read.",
    .example = "osnetc check --werror acme.osnet",
    .topology = true,
    .run = run,
};
