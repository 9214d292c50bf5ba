/*
 * Hosts entries: on each server of a zone, the zone's load balancer address is the server itself,
 * so that requests that begin there are served there (HOSTS-001 to HOSTS-013).
 */
#include <netinet/in.h>
#include <string.h>

#include "model/address.h"
#include "model/dns.h"
#include "plan/derive.h"

/* A certificate installed on SERVER, valid as far as is said, good for NAME (AMB-17). */
static bool has_certificate(const struct model *model, object_t server, const char *name)
{
    model_each (model, certificate, server, KIND_CERTIFICATE) {
        struct data names = field_operand(&model_object(model, certificate)->head, 0);
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

static uint32_t zones_of(const struct plan *plan, const struct plan_environment *environment,
                         object_t server)
{
    uint32_t zones = 0;
    for (uint32_t z = 0; z < environment->zone_count; z++)
        zones += group_has(plan->zones.items[environment->zones + z].servers, server);
    return zones;
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

static void map(struct plan *plan, const struct plan_environment *environment, object_t server,
                uint32_t index, const struct entry *entry, const char *loopback)
{
    const struct plan_zone *zone = &plan->zones.items[index];
    if (!entry->name || has_line(plan, server, entry->name))
        return;
    const char *entries = zone->internal_https ? "HOSTS-002 HOSTS-004" : "HOSTS-002 HOSTS-003";
    if (zones_of(plan, environment, server) > 1)
        entries = entries_join(plan, entries, "HOSTS-005");
    vec_add(plan->arena, &plan->hosts,
            ((struct plan_host){server, loopback, entry->name, index, entries}));
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

void derive_hosts(struct plan *plan, bool lines)
{
    struct address address = plan_loopback(plan->model);
    const char *loopback = address_text(plan->arena, &address);
    struct entry *entries = arena_array(plan->arena, struct entry, plan->zones.count);
    for (uint32_t z = 0; z < plan->zones.count; z++)
        entries[z] = entry_of(plan, &plan->zones.items[z]);
    for (uint32_t e = 0; e < plan->environments.count; e++) {
        const struct plan_environment *environment = &plan->environments.items[e];
        uint32_t end = environment->zones + environment->zone_count;
        bool looked_at = false;
        for (uint32_t z = environment->zones; z < end && !environment->cloud; z++)
            looked_at |= entries[z].wanted &&
                         (lines || entries[z].literal || plan->zones.items[z].internal_https);
        for (uint32_t s = 0; s < environment->servers.count && looked_at; s++) {
            object_t server = environment->servers.items[s];
            for (uint32_t z = environment->zones; z < end; z++) {
                enum unmapped why;
                if (!entries[z].wanted || !group_has(plan->zones.items[z].servers, server))
                    continue;
                if (is_unmapped(plan, server, &plan->zones.items[z], &entries[z], &why))
                    vec_add(plan->arena, &plan->unmapped, ((struct plan_unmapped){server, z, why}));
                else if (lines)
                    map(plan, environment, server, z, &entries[z], loopback);
            }
        }
    }
    arena_release(plan->arena, entries, sizeof *entries * plan->zones.count);
}
