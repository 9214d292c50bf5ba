/*
 * hostname-other-proxy: what the chosen hostname does not lead to.
 *
 * Takes an environment behind several proxies whose hostname is a domain of one; advises on the zones and
 * apps that only the others lead to, whose links and mobile apps will name the wrong door (HOST-015).
 */
#include <stdlib.h>

#include "base/writer.h"
#include "rules/rules.h"

/* The proxies of the environment that are the device the hostname names. */
static struct group chosen_proxies(const struct check *check, const struct slot *slot)
{
    struct group proxies = check->environment->proxies;
    object_t *chosen = arena_array(check->plan->arena, object_t, proxies.count);
    uint32_t count = 0;
    for (uint32_t i = 0; i < proxies.count; i++)
        if (rule_called(check, (struct group){&proxies.items[i], 1}, slot->value))
            chosen[count++] = proxies.items[i];
    return (struct group){chosen, count};
}

/* How a route leads to an app: 1 through a chosen proxy, 2 through another. */
enum { BY_CHOSEN = 1, BY_OTHER = 2 };

/* The routes of the environment, those of each zone together. */
struct routes {
    const struct plan_route **items;
    uint32_t count;
};

static int by_zone(const void *left, const void *right)
{
    const struct plan_route *one = *(const struct plan_route *const *)left;
    const struct plan_route *other = *(const struct plan_route *const *)right;
    return (one->zone > other->zone) - (one->zone < other->zone);
}

static struct routes sort_routes(const struct check *check)
{
    struct routes routes;
    const struct plan_route *all = rule_routes(check, &routes.count);
    routes.items = arena_array(check->plan->arena, const struct plan_route *, routes.count + 1);
    for (uint32_t i = 0; i < routes.count; i++)
        routes.items[i] = &all[i];
    qsort(routes.items, routes.count, sizeof *routes.items, by_zone);
    return routes;
}

/* The apps of ZONE that routes of other proxies name and none of the chosen ones do; ROUTES are those from it on, and
 * the rest is left in them. */
static struct group apps_of_others(const struct check *check, const struct plan_zone *zone,
                                   struct group chosen, struct routes *routes)
{
    uint32_t index = (uint32_t)(zone - check->plan->zones.items), found = 0;
    unsigned char *by = arena_array(check->plan->arena, unsigned char, zone->apps.count + 1);
    bool all = false;
    for (; routes->count && routes->items[0]->zone <= index; routes->items++, routes->count--) {
        const struct plan_route *route = routes->items[0];
        if (route->zone < index)
            continue;
        bool ours = group_has(chosen, route->proxy);
        all |= !route->app && ours;
        for (uint32_t j = 0; j < zone->apps.count; j++)
            if (route->app == zone->apps.items[j])
                by[j] |= ours ? BY_CHOSEN : BY_OTHER;
    }
    if (all)
        return (struct group){0};
    object_t *apps = arena_array(check->plan->arena, object_t, zone->apps.count + 1);
    for (uint32_t j = 0; j < zone->apps.count; j++)
        if (by[j] == BY_OTHER)
            apps[found++] = zone->apps.items[j];
    return (struct group){apps, found};
}

static void add(struct writer *list, const char *item)
{
    writer_text(list, list->used ? "; " : "");
    writer_text(list, item);
}

static void look(const struct check *check, const struct rule *rule)
{
    const struct plan_environment *environment = check->environment;
    const struct slot *slot = &environment->hostname;
    if (!slot->applies || !slot->known || !slot->value || environment->devices < 2 ||
        slot->malformed || slot_illegal(slot) || !rule_cites(slot->entries, "HOST-014"))
        return;
    struct arena *arena = check->plan->arena;
    struct group chosen = chosen_proxies(check, slot);
    struct writer beyond = {.arena = arena};
    struct routes routes = sort_routes(check);
    for (uint32_t i = 0; i < environment->zone_count; i++) {
        const struct plan_zone *zone = &check->plan->zones.items[environment->zones + i];
        const char *apps = "";
        if (!zone->proxies.count)
            continue;
        if (!group_meets(chosen, zone->proxies)) {
            if (zone->apps.count)
                apps = arena_printf(arena, " (%s)", rule_things(check, zone->apps));
            add(&beyond, arena_printf(arena, "zone '%s'%s", zone->name, apps));
            continue;
        }
        struct group others = apps_of_others(check, zone, chosen, &routes);
        if (others.count)
            add(&beyond, arena_printf(arena, "%s of zone '%s'", rule_things(check, others),
                                      zone->name));
    }
    if (!beyond.used)
        return;
    writer_char(&beyond, '\0');
    struct place place = slot->place.end ? slot->place : model_object(check->model, check->object)->place;
    struct finding *finding =
        rule_report(check, rule, place, "the hostname \"%s\" does not lead to everything in '%s': "
                    "only another proxy leads to %s", slot->value,
                    model_name(check->model, check->object), beyond.bytes);
    finding_label(check->diagnostics, finding, "one hostname for all apps");
    for (uint32_t i = 0; i < environment->proxies.count; i++)
        if (!group_has(chosen, environment->proxies.items[i]))
            rule_relate(check, finding, environment->proxies.items[i], "the other way in");
    finding_help(check->diagnostics, finding,
                 "this name goes into mobile apps (code and configuration), links in emails, the "
                 "Distribute tab of Service Studio and LifeTime's redirects: see what each of these apps "
                 "does with it, then accept this or choose another");
    finding_cite(check->diagnostics, finding, "HOST-015 HOST-002 HOST-003 HOST-004 HOST-005");
}

const struct rule rule_hostname_other_proxy = {
    .info = {"hostname-other-proxy", SEVERITY_ADVICE,
             "zones or apps that the chosen hostname does not lead to"},
    .kind = KIND_ENVIRONMENT,
    .self_managed = true,
    .look = look,
};
