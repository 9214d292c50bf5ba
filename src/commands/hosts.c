/*
 * osnetc hosts: takes topologies, gives the hosts entries of one server or of all.
 */
#include "commands/topology.h"

enum { OPTION_SERVER, OPTION_OUTPUT };

static enum exit_status run(struct options *options)
{
    options->compilation->derivation = DERIVE_HOSTS;
    enum exit_status status = topology_compile(options, false);
    if (status != EXIT_OK)
        return status;
    object_t server = 0;
    if (options->own[OPTION_SERVER]) {
        server = topology_server(options, "--server ", options->own[OPTION_SERVER]);
        if (!server)
            return EXIT_USAGE;
    }
    struct result result;
    status = result_open(options, &result);
    if (status != EXIT_OK)
        return status;
    emit_hosts(options->compilation->plan, server, result.out);
    return result_deliver(options, &result, options->own[OPTION_OUTPUT]);
}

const struct command command_hosts = {
    .name = "hosts",
    .usage = "hosts [OPTION]… FILE…",
    .summary = "write the hosts entries of servers",
    .description =
        "Writes the entries that a server's hosts file needs, ready to append, each with the rule\n"
        "that it comes from. Without --server: those of every server, one after the other.",
    .example = "osnetc hosts acme.osnet --server prod.fe1",
    .options =
        {[OPTION_SERVER] = {0, "server", "SERVER",
                            "only this one: ENVIRONMENT.SERVER, or a name that only one has"},
         [OPTION_OUTPUT] = {'o', "output", "FILE", "write to FILE, not to standard output (-)"}},
    .topology = true,
    .run = run,
};
