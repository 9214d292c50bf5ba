/*
 * Words of the command line that name something: takes the word, gives the thing, or complains and
 * names the nearest one.
 */
#include <string.h>

#include "base/nearest.h"
#include "base/writer.h"
#include "commands/topology.h"

int topology_theme(const struct options *options, const char *word)
{
    return word ? options_choose(options, "theme", word, emit_themes) : 0;
}

object_t topology_server(const struct options *options, const char *option, const char *word)
{
    const struct plan *plan = options->compilation->plan;
    struct nearest nearest = nearest_to(word);
    struct writer paths = {.arena = options->compilation->arena};
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
        writer_text(&paths, count++ ? ", " : "");
        writer_text(&paths, path);
        found = server;
    }
    const char *command = options->command->name;
    if (count == 1)
        return found;
    if (count > 1)
        complain(command, "%s%s: several have that name: %.*s", option, word, (int)paths.used,
                 paths.bytes);
    else if (nearest.candidate)
        complain(command, "%s%s: no such server; did you mean '%s'?", option, word,
                 nearest.candidate);
    else
        complain(command, "%s%s: no such server", option, word);
    return 0;
}
