/*
 * zone-shared-load-balancer: zones of different servers do not share a load balancer.
 *
 * Takes the zones of an environment, reports each whose load balancer already stands for a zone of other servers
 * under the same address (ZONE-006, AMB-18). Zones of the same servers may share one, and so may zones that a load
 * balancer of several names keeps apart by them.
 */
#include <stdlib.h>
#include <string.h>

#include "model/dns.h"
#include "rules/rules.h"

static int by_balancer(const void *left, const void *right)
{
    const struct plan_zone *a = *(const struct plan_zone *const *)left;
    const struct plan_zone *b = *(const struct plan_zone *const *)right;
    if (a->balancer != b->balancer)
        return a->balancer < b->balancer ? -1 : 1;
    return a < b ? -1 : a > b;
}

static bool same(struct group left, struct group right)
{
    return left.count == right.count &&
           (!left.count || !memcmp(left.items, right.items, left.count * sizeof *left.items));
}

/* Whether calls to LEFT and to RIGHT may come by one address. */
static bool meet(const struct plan_zone *left, const struct plan_zone *right)
{
    return left->balancer == right->balancer &&
           (!left->address.value || !right->address.value ||
            dns_equal(left->address.value, right->address.value));
}

static void look(const struct check *check, const struct rule *rule)
{
    uint32_t count = 0;
    const struct plan_zone **zones =
        arena_array(check->plan->arena, const struct plan_zone *, check->environment->zone_count);
    for (uint32_t i = 0; i < check->environment->zone_count; i++) {
        const struct plan_zone *zone = &check->plan->zones.items[check->environment->zones + i];
        if (zone->balancer && zone->object)
            zones[count++] = zone;
    }
    qsort(zones, count, sizeof(const struct plan_zone *), by_balancer);
    for (uint32_t i = 0, begin = 0; i < count; i++) {
        const struct plan_zone *zone = zones[i], *first = NULL;
        if (zones[begin]->balancer != zone->balancer)
            begin = i;
        for (uint32_t j = begin; j < i && !first; j++)
            if (meet(zones[j], zone) && !same(zones[j]->servers, zone->servers))
                first = zones[j];
        if (!first)
            continue;
        struct check inside = *check;
        inside.object = zone->object;
        struct place place = zone->address.place.end
                                 ? zone->address.place
                                 : model_object(check->model, zone->object)->place;
        struct finding *finding =
            rule_report(&inside, rule, place,
                        "zones '%s' and '%s' have different servers and the same load balancer '%s'",
                        first->name, zone->name, model_name(check->model, zone->balancer));
        finding_label(check->diagnostics, finding, "calls to one zone could end in the other");
        rule_relate(check, finding, first->object, "the other zone");
        rule_relate(check, finding, zone->balancer, "the load balancer of both");
        finding_help(check->diagnostics, finding,
                     "give zone '%s' a load balancer of its own: load-balancer lb2 { host \"…\"; } and "
                     "address lb2;",
                     zone->name);
        finding_cite(check->diagnostics, finding, "ZONE-006 AMB-18");
    }
}

const struct rule rule_zone_shared_load_balancer = {
    .info = {"zone-shared-load-balancer", SEVERITY_ERROR,
             "zones of different servers behind one load balancer"},
    .kind = KIND_ENVIRONMENT,
    .self_managed = true,
    .look = look,
};
