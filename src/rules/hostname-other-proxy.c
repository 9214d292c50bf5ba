/*
 * hostname-other-proxy: what the chosen hostname does not lead to.
 *
 * Takes an environment behind several proxies whose hostname is a domain of one; advises on the zones and
 * apps that only the others lead to, whose links and mobile apps will name the wrong door (HOST-015).
 */
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

static bool meet(struct group left, struct group right)
{
    for (uint32_t i = 0; i < left.count; i++)
        if (group_has(right, left.items[i]))
            return true;
    return false;
}

/* How a route leads to an app: 1 through a chosen proxy, 2 through another. */
enum { BY_CHOSEN = 1, BY_OTHER = 2 };

/* The apps of ZONE that routes of other proxies name and none of the chosen ones do. */
static struct group apps_of_others(const struct check *check, const struct plan_zone *zone,
                                   struct group chosen)
{
    uint32_t index = (uint32_t)(zone - check->plan->zones.items), count, found = 0;
    const struct plan_route *routes = rule_routes(check, &count);
    unsigned char *by = arena_array(check->plan->arena, unsigned char, zone->apps.count + 1);
    for (uint32_t i = 0; i < count; i++) {
        if (routes[i].zone != index)
            continue;
        bool ours = group_has(chosen, routes[i].proxy);
        if (!routes[i].app && ours)
            return (struct group){0};
        for (uint32_t j = 0; j < zone->apps.count; j++)
            if (routes[i].app == zone->apps.items[j])
                by[j] |= ours ? BY_CHOSEN : BY_OTHER;
    }
    object_t *apps = arena_array(check->plan->arena, object_t, zone->apps.count + 1);
    for (uint32_t j = 0; j < zone->apps.count; j++)
        if (by[j] == BY_OTHER)
            apps[found++] = zone->apps.items[j];
    return (struct group){apps, found};
}

static const char *add(const struct check *check, const char *list, const char *item)
{
    return *list ? arena_printf(check->plan->arena, "%s; %s", list, item) : item;
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
    const char *beyond = "";
    for (uint32_t i = 0; i < environment->zone_count; i++) {
        const struct plan_zone *zone = &check->plan->zones.items[environment->zones + i];
        const char *apps = "";
        if (!zone->proxies.count)
            continue;
        if (!meet(chosen, zone->proxies)) {
            if (zone->apps.count)
                apps = arena_printf(arena, " (%s)", rule_things(check, zone->apps));
            beyond = add(check, beyond, arena_printf(arena, "zone '%s'%s", zone->name, apps));
            continue;
        }
        struct group others = apps_of_others(check, zone, chosen);
        if (others.count)
            beyond = add(check, beyond, arena_printf(arena, "%s of zone '%s'",
                                                     rule_things(check, others), zone->name));
    }
    if (!*beyond)
        return;
    struct place place = slot->place.end ? slot->place : model_object(check->model, check->object)->place;
    struct finding *finding =
        rule_report(check, rule, place, "the hostname \"%s\" does not lead to everything in '%s': "
                    "only another proxy leads to %s", slot->value,
                    model_name(check->model, check->object), beyond);
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
