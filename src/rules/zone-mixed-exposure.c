/*
 * zone-mixed-exposure: apps for the intranet alone live in another zone than those for the internet.
 *
 * Takes the routes to an environment, warns of a zone where some apps are reached only through intranet proxies
 * and others through internet ones (ZONE-010).
 */
#include <stdlib.h>

#include "rules/rules.h"

/* An app of a zone, and a proxy that leads to it. */
struct way {
    uint32_t zone;
    object_t app, proxy;
    bool internet;
};

static int by_app(const void *left, const void *right)
{
    const struct way *a = left, *b = right;
    if (a->zone != b->zone)
        return a->zone < b->zone ? -1 : 1;
    if (a->app != b->app)
        return a->app < b->app ? -1 : 1;
    return (int)b->internet - (int)a->internet; /* an app's first way tells whether it is public */
}

static bool is_public(const struct check *check, object_t proxy)
{
    const struct field *field = model_inherited(check->model, proxy, KEYWORD_EXPOSURE);
    return !field || field->wrong ||
           model_has_word(check->model, proxy, KEYWORD_EXPOSURE, "internet");
}

static void warn(const struct check *check, const struct rule *rule, const struct way *public,
                 const struct way *private)
{
    const struct plan_zone *zone = &check->plan->zones.items[public->zone];
    struct check inside = *check;
    inside.object = zone->object ? zone->object : check->object;
    struct finding *finding =
        rule_report(&inside, rule, model_object(check->model, inside.object)->place,
                    "zone '%s' has '%s' for the internet and '%s' for the intranet alone", zone->name,
                    model_name(check->model, public->app), model_name(check->model, private->app));
    finding_label(check->diagnostics, finding, "two audiences on the same servers");
    rule_relate(check, finding, public->proxy, "leads in from the internet");
    rule_relate(check, finding, private->proxy, "leads in from the intranet");
    finding_help(check->diagnostics, finding,
                 "put the apps of each audience into a zone of their own");
    finding_cite(check->diagnostics, finding, "ZONE-010");
}

static void look(const struct check *check, const struct rule *rule)
{
    uint32_t count, used = 0;
    const struct plan_route *routes = rule_routes(check, &count);
    struct way *ways = arena_array(check->plan->arena, struct way, count + 1);
    for (uint32_t i = 0; i < count; i++)
        if (routes[i].app && routes[i].zone != ZONE_NONE)
            ways[used++] = (struct way){routes[i].zone, routes[i].app, routes[i].proxy,
                                        is_public(check, routes[i].proxy)};
    qsort(ways, used, sizeof *ways, by_app);
    for (uint32_t begin = 0, end; begin < used; begin = end) {
        const struct way *public = NULL, *private = NULL;
        for (end = begin; end < used && ways[end].zone == ways[begin].zone; end++) {
            if (end > begin && ways[end].app == ways[end - 1].app)
                continue;
            if (ways[end].internet)
                public = public ? public : &ways[end];
            else
                private = private ? private : &ways[end];
        }
        if (public && private)
            warn(check, rule, public, private);
    }
}

const struct rule rule_zone_mixed_exposure = {
    .info = {"zone-mixed-exposure", SEVERITY_WARNING,
             "a zone with apps for the internet and apps for the intranet alone"},
    .kind = KIND_ENVIRONMENT,
    .self_managed = true,
    .look = look,
};
