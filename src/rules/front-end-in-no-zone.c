/*
 * front-end-in-no-zone: where there are deployment zones, apps are deployed to the servers of zones only.
 *
 * Takes the front-ends of an environment that declares zones; advises of those in none of them (ZONE-001).
 */
#include <stdlib.h>

#include "rules/rules.h"

/* Whether ZONE names servers, of its own environment only; of others another rule tells. */
static bool is_at_home(const struct check *check, const struct plan_zone *zone)
{
    if (model_state(check->model, zone->object, KEYWORD_SERVERS) != STATE_STATED)
        return false;
    for (uint32_t i = 0; i < zone->servers.count; i++)
        if (model_object(check->model, zone->servers.items[i])->environment !=
            check->environment->object)
            return false;
    return true;
}

static int by_number(const void *left, const void *right)
{
    object_t one = *(const object_t *)left, other = *(const object_t *)right;
    return (one > other) - (one < other);
}

static void look(const struct check *check, const struct rule *rule)
{
    const struct plan_environment *environment = check->environment;
    struct group front_ends = environment->front_ends;
    if (environment->zone_count == 0)
        return;
    const struct plan_zone *zones = check->plan->zones.items + environment->zones;
    if (!zones[0].object)
        return;
    for (uint32_t z = 0; z < environment->zone_count; z++)
        if (!is_at_home(check, &zones[z]))
            return;
    uint32_t count = 0;
    for (uint32_t z = 0; z < environment->zone_count; z++)
        count += zones[z].servers.count;
    object_t *zoned = arena_array(check->plan->arena, object_t, count + 1);
    count = 0;
    for (uint32_t z = 0; z < environment->zone_count; z++)
        for (uint32_t i = 0; i < zones[z].servers.count; i++)
            zoned[count++] = zones[z].servers.items[i];
    qsort(zoned, count, sizeof *zoned, by_number);
    for (uint32_t i = 0; i < front_ends.count; i++) {
        if (group_has((struct group){zoned, count}, front_ends.items[i]))
            continue;
        struct check here = *check;
        here.object = front_ends.items[i];
        struct finding *finding =
            rule_report(&here, rule, model_object(check->model, here.object)->place,
                        "the front-end '%s' is in none of the zones of '%s'",
                        model_name(check->model, here.object),
                        model_name(check->model, environment->object));
        finding_label(check->diagnostics, finding, "no apps are deployed there");
        rule_relate(&here, finding, zones[0].object, "the first zone");
        finding_help(check->diagnostics, finding, "name it among the `servers` of a zone");
        finding_cite(check->diagnostics, finding, "ZONE-001");
    }
}

const struct rule rule_front_end_in_no_zone = {
    .info = {"front-end-in-no-zone", SEVERITY_ADVICE, "a front-end in none of the declared zones"},
    .kind = KIND_ENVIRONMENT,
    .self_managed = true,
    .look = look,
};
