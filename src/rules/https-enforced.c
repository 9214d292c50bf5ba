/*
 * https-enforced: a high-compliance cloud lets nobody in over HTTP.
 *
 * Takes environments of high-compliance OutSystems Cloud; reports what says that it answers HTTP where end users come
 * in: the environment as a whole, and for each zone the outermost proxies, else the load balancer, else the
 * servers (CLOUD-025). What stands behind those may talk HTTP (AMB-41), and what says nothing answers HTTPS only.
 */
#include <stdlib.h>

#include "base/vec.h"
#include "rules/rules.h"

typedef VEC(object_t) entries_t;

static int by_number(const void *left, const void *right)
{
    object_t one = *(const object_t *)left, other = *(const object_t *)right;
    return (one > other) - (one < other);
}

static void add(const struct check *check, entries_t *entries, object_t entry)
{
    if (schema_find("protocols", (enum kind)model_object(check->model, entry)->kind) != KEYWORD_COUNT)
        vec_add(check->plan->arena, entries, entry);
}

static void find_entries(const struct check *check, entries_t *entries)
{
    const struct plan_environment *environment = check->environment;
    add(check, entries, environment->object);
    for (uint32_t i = 0; i < environment->proxies.count; i++)
        if (!rule_is_inner(check, environment->proxies.items[i], environment->proxies))
            add(check, entries, environment->proxies.items[i]);
    for (uint32_t z = environment->zones; z < environment->zones + environment->zone_count; z++) {
        const struct plan_zone *zone = &check->plan->zones.items[z];
        if (zone->proxies.count)
            continue;
        if (zone->balancer)
            add(check, entries, zone->balancer);
        for (uint32_t i = 0; i < zone->servers.count && !zone->balancer; i++)
            add(check, entries, zone->servers.items[i]);
    }
}

/* Whether apps run there that need HTTPS anyway (NET-003). */
static bool needs_https(const struct check *check)
{
    return model_has_word(check->model, check->environment->object, KEYWORD_APP_TYPES, "mobile") ||
           model_has_word(check->model, check->environment->object, KEYWORD_APP_TYPES, "reactive-web");
}

static void look_at(const struct check *check, const struct rule *rule, object_t entry)
{
    struct data stated = model_data(check->model, entry, KEYWORD_PROTOCOLS);
    if (model_state(check->model, entry, KEYWORD_PROTOCOLS) != STATE_STATED ||
        !plan_answers(check->plan, entry, "http"))
        return;
    struct check here = *check;
    here.object = entry;
    struct finding *finding =
        rule_report(&here, rule, datum_place(&stated.items[0]),
                    "users come to '%s' through '%s', which answers HTTP",
                    model_name(check->model, check->environment->object),
                    model_name(check->model, entry));
    finding_label(check->diagnostics, finding, "the high-compliance cloud enforces HTTPS");
    finding_help(check->diagnostics, finding, "let it answer HTTPS only: protocols https;");
    finding_expect(check->diagnostics, finding, "https");
    finding_cite(check->diagnostics, finding,
                 needs_https(check) && !plan_answers(check->plan, entry, "https")
                     ? "CLOUD-025 NET-003"
                     : "CLOUD-025");
}

static void look(const struct check *check, const struct rule *rule)
{
    entries_t entries = {0};
    if (!plan_enforces_https(check->plan, check->environment))
        return;
    find_entries(check, &entries);
    if (entries.count)
        qsort(entries.items, entries.count, sizeof *entries.items, by_number);
    for (uint32_t i = 0; i < entries.count; i++)
        if (!i || entries.items[i - 1] != entries.items[i]) /* it may be before several zones */
            look_at(check, rule, entries.items[i]);
}

const struct rule rule_https_enforced = {
    .info = {"https-enforced", SEVERITY_ERROR,
             "an entry point that answers HTTP in a high-compliance cloud"},
    .kind = KIND_ENVIRONMENT,
    .look = look,
};
