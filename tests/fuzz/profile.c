/*
 * Target: the input is the catalogue's profile outsystems/11, for a topology with some of
 * everything.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fuzz.h"

static const char topology[] =
    "infrastructure acme { apps reactive-web; connect experience-builder -> dev; }\n"
    "environment dev { purpose development; public-hostname \"dev.acme.example\"; server d { roles "
    "controller, front-end; } database { "
    "engine oracle; } }\n"
    "environment lt { purpose lifetime; manage dev; server l { roles controller, front-end; } }\n"
    "environment prod {\n"
    "    purpose production;\n"
    "    server ctl { roles controller; address 10.0.0.1; }\n"
    "    server fe[1-4] { roles front-end; host \"fe[1-4].acme.example\"; }\n"
    "    database main { engine sql-server; address 10.0.0.9; }\n"
    "    load-balancer lb1 { host \"lb1.acme.example\"; serve fe[1-2]; }\n"
    "    load-balancer lb2 { host \"lb2.acme.example\"; serve fe[3-4]; }\n"
    "    zone one { servers fe[1-2]; apps ServiceCenter; }\n"
    "    zone two { servers fe[3-4]; apps Claims; }\n"
    "    reverse-proxy rp { domain \"www.acme.example\"; ssl-offloading on; serve one, two; }\n"
    "    flow out fe1 -> far : 8443 { for integrations; }\n"
    "}\n"
    "endpoint far { host \"far.example\"; }\n"
    "allow internet -> prod.rp : 443;\n";

/* Where the profile lies, in memory; removed when the process ends. */
static char folder[64];

static void remove_folder(void)
{
    char path[128];
    snprintf(path, sizeof path, "%s/outsystems/11.osnet", folder);
    unlink(path);
    *strrchr(path, '/') = '\0';
    rmdir(path);
    rmdir(folder);
}

static bool make_folder(void)
{
    char path[128];
    snprintf(folder, sizeof folder, "%s/osnetc-fuzz-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    if (!mkdtemp(folder))
        return false;
    snprintf(path, sizeof path, "%s/outsystems", folder);
    return mkdir(path, 0777) == 0 && atexit(remove_folder) == 0;
}

static bool prepare(struct compilation *compilation, const char *data, size_t size)
{
    char path[128];
    if (!*folder && !make_folder())
        return false;
    snprintf(path, sizeof path, "%s/outsystems/11.osnet", folder);
    FILE *file = fopen(path, "wb");
    if (!file)
        return false;
    bool written = fwrite(data, 1, size, file) == size;
    compilation->stdlib = folder;
    return fclose(file) == 0 && written &&
           source_take(&compilation->sources, "/nonexistent/input.osnet", topology,
                       sizeof topology - 1) != NULL;
}

void fuzz_input(const uint8_t *data, size_t size)
{
    fuzz_through(prepare, data, size);
}
