/*
 * osnetc hosts: takes topologies, gives the hosts entries of one server or of all.
 */
#include <string.h>

#include "base/nearest.h"
#include "commands/topology.h"

enum { OPTION_SERVER, OPTION_OUTPUT };

/* The server that WORD names: by its path, or by its name where only one has it. 0 after a
 * complaint. */
static object_t choose_server(const struct options *options, const char *word)
{
    const struct plan *plan = options->compilation->plan;
    struct arena *arena = options->compilation->arena;
    struct nearest nearest = nearest_to(word);
    const char *paths = "";
    object_t found = 0;
    uint32_t count = 0;
    for (uint32_t i = 0; i < plan->servers.count; i++) {
        object_t server = plan->servers.items[i].object;
        const char *path = model_path(plan->model, server), *name = model_name(plan->model, server);
        if (strcmp(path, word) == 0)
            return server;
        nearest_try(&nearest, path);
        nearest_try(&nearest, name);
        if (strcmp(name, word) != 0)
            continue;
        paths = arena_printf(arena, "%s%s%s", paths, count++ ? ", " : "", path);
        found = server;
    }
    const char *command = options->command->name;
    if (count == 1)
        return found;
    if (count > 1)
        complain(command, "--server %s: several have that name: %s", word, paths);
    else if (nearest.candidate)
        complain(command, "--server %s: no such server; did you mean '%s'?", word,
                 nearest.candidate);
    else
        complain(command, "--server %s: no such server", word);
    return 0;
}

static enum exit_status run(struct options *options)
{
    enum exit_status status = topology_compile(options, false);
    if (status != EXIT_OK)
        return status;
    object_t server = 0;
    if (options->own[OPTION_SERVER]) {
        server = choose_server(options, options->own[OPTION_SERVER]);
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
