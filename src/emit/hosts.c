/*
 * hosts/ENV/SERVER: what to append to each server's hosts file. One line a mapping (HOSTS-012), the
 * rule behind it in a comment of its own line.
 */
#include <ctype.h>

#include "emit/content.h"
#include "emit/emit.h"

/* TEXT within a comment: whatever could end the line is a space. */
static void comment_text(FILE *out, const char *text)
{
    for (; *text; text++)
        fputc(iscntrl((unsigned char)*text) ? ' ' : *text, out);
}

static void write_localhost(const struct plan *plan, object_t server, FILE *out)
{
    const char *address = content_localhost_text(plan, server);
    if (address)
        fprintf(out, "# LOC-001 LOC-003: localhost is IPv4\n%s localhost\n", address);
}

static void write_entries(const struct plan *plan, object_t server, FILE *out)
{
    uint32_t count;
    const struct plan_host *hosts = content_hosts_of(plan, server, &count);
    for (uint32_t i = 0; i < count; i++) {
        fprintf(out, "# %s: zone ", hosts[i].entries);
        comment_text(out, plan->zones.items[hosts[i].zone].name);
        fprintf(out, " is served on this server itself\n%s %s\n", hosts[i].address, hosts[i].name);
    }
}

/* What goes on from server to server. */
struct progress {
    bool localhost;    /* the profile asks for it */
    uint32_t unmapped; /* where the next server's lines in plan->unmapped are */
};

/* SERVER's entries under a heading. */
static void write_server(const struct plan *plan, object_t server, struct progress *progress,
                         FILE *out)
{
    fputs("# hosts entries of ", out);
    comment_text(out, model_path(plan->model, server));
    fputc('\n', out);
    if (progress->localhost)
        write_localhost(plan, server, out);
    write_entries(plan, server, out);
    for (; progress->unmapped < plan->unmapped.count; progress->unmapped++) {
        const struct plan_unmapped *entry = &plan->unmapped.items[progress->unmapped];
        if (entry->server > server)
            return;
        if (entry->server < server)
            continue;
        fputs("# no entry for zone ", out);
        comment_text(out, plan->zones.items[entry->zone].name);
        switch (entry->why) {
        case UNMAPPED_ADDRESS_IS_IP: fputs(": its address is no name (HOSTS-007)\n", out); break;
        case UNMAPPED_NO_CERTIFICATE:
            fputs(": it uses HTTPS internally, and no certificate here matches its address "
                  "(HOSTS-011)\n",
                  out);
            break;
        }
    }
}

void emit_hosts(const struct plan *plan, object_t server, FILE *out)
{
    struct progress progress = {.localhost = content_has_localhost(plan)};
    for (uint32_t i = 0; i < plan->servers.count; i++) {
        object_t object = plan->servers.items[i].object;
        if (server && object != server)
            continue;
        if (!server && i)
            fputc('\n', out);
        write_server(plan, object, &progress, out);
    }
}

static void emit(const struct plan *plan, const struct diagnostics *diagnostics,
                 struct outputs *outputs)
{
    (void)diagnostics;
    struct progress progress = {.localhost = content_has_localhost(plan)};
    for (uint32_t i = 0; i < plan->servers.count; i++) {
        object_t server = plan->servers.items[i].object;
        object_t environment = model_object(plan->model, server)->environment;
        FILE *out = outputs_open(outputs, "hosts/%s/%s", model_name(plan->model, environment),
                                 model_name(plan->model, server));
        if (!out)
            return;
        write_server(plan, server, &progress, out);
        outputs_close(outputs, out);
    }
}

const struct emitter emitter_hosts = {
    .name = "hosts",
    .help = "the entries of each server's hosts file",
    .emit = emit,
};
