/*
 * Target: the input is constants as -D takes them, NAME=VALUE a line, for a topology that uses some
 * of every type.
 */
#include <string.h>

#include "fuzz.h"
#include "settings.h"

static const char topology[] =
    "let domain \"acme.example\"; let address 10.0.0.1; let port 443/tcp; let network 10.0.0.0/8;\n"
    "let amount 3; let day 2019-12-31; let name fe; let switch on;\n"
    "infrastructure acme { apps reactive-web; license-purchased day; }\n"
    "environment prod {\n"
    "    purpose production; public-hostname \"www.${domain}\";\n"
    "    server ctl { roles controller; address address; host \"ctl.${domain}\"; }\n"
    "    server fe[1-2] { roles front-end; host \"fe[1-2].${domain}\"; }\n"
    "    database main { engine sql-server; port port; }\n"
    "    load-balancer lb { host \"lb.${domain}\"; serve fe[1-2]; }\n"
    "    reverse-proxy rp { domain \"${domain}\"; ssl-offloading switch; serve lb; }\n"
    "}\n"
    "endpoint far { address network; host \"far.${domain}\"; }\n"
    "allow internet -> prod.rp : port;\n";

static bool prepare(struct compilation *compilation, const char *data, size_t size)
{
    if (memchr(data, '\0', size)) /* arguments hold none */
        return false;
    const char *text = arena_copy(compilation->arena, data, size);
    while (text) {
        size_t length = strcspn(text, "\n");
        const char *end = text[length] ? text + length + 1 : NULL,
                   *equals = memchr(text, '=', length);
        if (equals) {
            const char *name = arena_copy(compilation->arena, text, (size_t)(equals - text));
            const char *value =
                arena_copy(compilation->arena, equals + 1, length - (size_t)(equals + 1 - text));
            if (settings_define(compilation, name, value))
                return false;
        }
        text = end;
    }
    return source_take(&compilation->sources, "/nonexistent/input.osnet", topology,
                       sizeof topology - 1) != NULL;
}

void fuzz_input(const uint8_t *data, size_t size)
{
    if (data)
        fuzz_through(prepare, data, size);
}
