/*
 * Hosts entries: on each server of a zone, the zone's load balancer address is the server itself,
 * so that requests that begin there are served there (HOSTS-001 to HOSTS-013).
 */
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "model/address.h"
#include "model/dns.h"
#include "plan/derive.h"

/* A certificate installed on SERVER, valid as far as is said, good for NAME (AMB-17). */
static bool has_certificate(const struct model *model, object_t server, const char *name)
{
    model_each (model, certificate, server, KIND_CERTIFICATE) {
        struct data names = field_operand(model_head(model, certificate), 0);
        if (!model_switch(model, certificate, KEYWORD_VALID, true))
            continue;
        for (uint32_t i = 0; i < names.count; i++)
            if (dns_covers(names.items[i].text, name))
                return true;
    }
    return false;
}

struct address plan_loopback(const struct model *model)
{
    struct data stated = model_data(model, 0, KEYWORD_LOOPBACK);
    if (stated.count && stated.items[0].type == DATUM_ADDRESS)
        return *datum_address(&stated.items[0]);
    return (struct address){.family = 4,
                            .bytes = {INADDR_LOOPBACK >> 24, 0, 0, INADDR_LOOPBACK & 0xFF}};
}

static bool has_line(const struct plan *plan, object_t server, const char *name)
{
    for (uint32_t i = plan->hosts.count; i > 0 && plan->hosts.items[i - 1].server == server; i--)
        if (strcmp(plan->hosts.items[i - 1].name, name) == 0)
            return true;
    return false;
}

/* What the servers of a zone need to know of its address. */
struct entry {
    bool wanted;      /* the zone has one that is not its server's */
    bool literal;     /* it is no name, and hosts files map names */
    const char *name; /* in ASCII; NULL where it is no DNS name */
};

/* Why SERVER gets no line; false where it gets one. */
static bool is_unmapped(const struct plan *plan, object_t server, const struct plan_zone *zone,
                        const struct entry *entry, enum unmapped *why)
{
    *why = entry->literal ? UNMAPPED_ADDRESS_IS_IP : UNMAPPED_NO_CERTIFICATE;
    return entry->literal ||
           (zone->internal_https && !has_certificate(plan->model, server, zone->address.value));
}

/* Gives SERVER the line of the zone INDEX; SEVERAL: it stands in others, too. */
static void map(struct plan *plan, object_t server, uint32_t index, bool several,
                const struct entry *entry, const char *loopback)
{
    const struct plan_zone *zone = &plan->zones.items[index];
    if (!entry->name || has_line(plan, server, entry->name))
        return;
    const char *entries = zone->internal_https ? "HOSTS-002 HOSTS-004" : "HOSTS-002 HOSTS-003";
    if (several)
        entries = entries_join(plan, entries, "HOSTS-005");
    vec_add(plan->arena, &plan->hosts,
            ((struct plan_host){server, index, loopback, entry->name, entries}));
}

static struct entry entry_of(struct plan *plan, const struct plan_zone *zone)
{
    const struct slot *address = &zone->address;
    struct address literal;
    struct entry entry = {.wanted = zone->balancer && address->value && address->known &&
                                    !address->illegal && !address->malformed};
    entry.literal = entry.wanted && address_parse(address->value, &literal);
    entry.name = entry.wanted && !entry.literal ? dns_ascii(plan->arena, address->value) : NULL;
    return entry;
}

/* That a server stands in a zone. */
struct stand {
    object_t server;
    uint32_t zone;
};

typedef VEC(struct stand) stands_t;

static int by_server(const void *left, const void *right)
{
    const struct stand *a = left, *b = right;
    if (a->server != b->server)
        return a->server < b->server ? -1 : 1;
    return a->zone < b->zone ? -1 : a->zone > b->zone;
}

/* The servers of ENVIRONMENT in its zones, one server after the other. */
static void find_stands(struct plan *plan, const struct plan_environment *environment,
                        stands_t *stands)
{
    stands->count = 0;
    for (uint32_t i = 0; i < environment->zone_count; i++) {
        uint32_t zone = environment->zones + i;
        struct group servers = plan->zones.items[zone].servers;
        for (uint32_t s = 0; s < servers.count; s++)
            if (group_has(environment->servers, servers.items[s]))
                vec_add(plan->arena, stands, ((struct stand){servers.items[s], zone}));
    }
    if (environment->zone_count > 1)
        qsort(stands->items, stands->count, sizeof *stands->items, by_server);
}

/* Whether the servers of a zone are looked at: they get lines, or may lack what they need. */
static bool is_looked_at(const struct plan_zone *zone, const struct entry *entry, bool lines)
{
    return entry->wanted && (lines || entry->literal || zone->internal_https);
}

static void derive_environment(struct plan *plan, const struct plan_environment *environment,
                               const struct entry *entries, bool lines, const char *loopback,
                               stands_t *stands)
{
    bool looked_at = false;
    for (uint32_t i = 0; i < environment->zone_count && !environment->cloud; i++)
        looked_at |= is_looked_at(&plan->zones.items[environment->zones + i],
                                  &entries[environment->zones + i], lines);
    if (!looked_at)
        return;
    find_stands(plan, environment, stands);
    for (uint32_t i = 0; i < stands->count; i++) {
        const struct stand *it = &stands->items[i];
        const struct entry *entry = &entries[it->zone];
        bool several = (i > 0 && it[-1].server == it->server) ||
                       (i + 1 < stands->count && it[1].server == it->server);
        enum unmapped why;
        if (!entry->wanted)
            continue;
        if (is_unmapped(plan, it->server, &plan->zones.items[it->zone], entry, &why))
            vec_add(plan->arena, &plan->unmapped,
                    ((struct plan_unmapped){it->server, it->zone, why}));
        else if (lines)
            map(plan, it->server, it->zone, several, entry, loopback);
    }
}

void derive_hosts(struct plan *plan, bool lines)
{
    struct address address = plan_loopback(plan->model);
    const char *loopback = address_text(plan->arena, &address);
    struct entry *entries = arena_array(plan->arena, struct entry, plan->zones.count);
    stands_t stands = {0};
    for (uint32_t z = 0; z < plan->zones.count; z++)
        entries[z] = entry_of(plan, &plan->zones.items[z]);
    for (uint32_t e = 0; e < plan->environments.count; e++)
        derive_environment(plan, &plan->environments.items[e], entries, lines, loopback, &stands);
    vec_release(plan->arena, &stands);
    arena_release(plan->arena, entries, sizeof *entries * plan->zones.count);
}
