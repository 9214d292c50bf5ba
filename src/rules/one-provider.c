/*
 * one-provider: the servers and databases of one environment should stand with one provider.
 *
 * Takes the providers of an environment's servers and databases, warns where there are two or more (LAT-002,
 * LAT-003). What has no known provider is not compared (AMB-35).
 */
#include <stdlib.h>

#include "rules/rules.h"

/* A server or database and who runs it. */
struct placed {
    object_t provider, object;
};

static int by_provider(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;
    if (a->provider != b->provider)
        return a->provider < b->provider ? -1 : 1;
    return a->object < b->object ? -1 : a->object > b->object;
}

static uint32_t add(const struct check *check, struct group group, struct placed *placed,
                    uint32_t count)
{
    for (uint32_t i = 0; i < group.count; i++) {
        object_t provider = plan_provider(check->plan, group.items[i]);
        if (provider)
            placed[count++] = (struct placed){provider, group.items[i]};
    }
    return count;
}

/* Whether all servers and databases that say so stand with one provider: nearly always. */
static bool stand_together(const struct check *check)
{
    const struct group groups[] = {check->environment->servers, check->environment->databases};
    object_t first = 0;
    for (uint32_t g = 0; g < 2; g++)
        for (uint32_t i = 0; i < groups[g].count; i++) {
            object_t provider = plan_provider(check->plan, groups[g].items[i]);
            if (first && provider && provider != first)
                return false;
            first = provider ? provider : first;
        }
    return true;
}

/* The provider that most stand with; between equals the one with a front-end. */
static object_t home(const struct check *check, const struct placed *placed, uint32_t count)
{
    object_t best = 0;
    uint32_t most = 0;
    bool serving = false;
    for (uint32_t begin = 0, end; begin < count; begin = end) {
        bool front_end = false;
        for (end = begin; end < count && placed[end].provider == placed[begin].provider; end++)
            front_end |= group_has(check->environment->front_ends, placed[end].object);
        if (end - begin > most || (end - begin == most && front_end && !serving)) {
            best = placed[begin].provider;
            most = end - begin;
            serving = front_end;
        }
    }
    return best;
}

static struct place where(const struct check *check, object_t object)
{
    const struct field *field = model_field(check->model, object, KEYWORD_RUN_BY);
    return field ? field->place : model_object(check->model, object)->place;
}

static void look(const struct check *check, const struct rule *rule)
{
    const struct plan_environment *environment = check->environment;
    if (stand_together(check))
        return;
    struct placed *placed = arena_array(check->plan->arena, struct placed,
                                        environment->servers.count + environment->databases.count);
    uint32_t count = add(check, environment->servers, placed, 0);
    count = add(check, environment->databases, placed, count);
    qsort(placed, count, sizeof *placed, by_provider);

    object_t most = home(check, placed, count), example = 0;
    object_t *odd = arena_array(check->plan->arena, object_t, count);
    uint32_t odd_count = 0;
    bool databases = true;
    for (uint32_t i = 0; i < count; i++) {
        if (placed[i].provider == most) {
            example = example ? example : placed[i].object;
            continue;
        }
        odd[odd_count++] = placed[i].object;
        databases &= model_object(check->model, placed[i].object)->kind == KIND_DATABASE;
    }
    bool degraded = databases && model_covers(check->model, "LAT-003");
    struct group others = {odd, odd_count};
    struct finding *finding =
        rule_report(check, rule, where(check, odd[0]),
                    "%s of '%s' %s with another provider than the rest%s", rule_things(check, others),
                    model_name(check->model, check->object), odd_count > 1 ? "stand" : "stands",
                    degraded ? ": application performance will be degraded" : "");
    finding_label(check->diagnostics, finding, "with '%s', the rest with '%s'",
                  model_name(check->model, plan_provider(check->plan, odd[0])),
                  model_name(check->model, most));
    finding_relate(check->diagnostics, finding, where(check, example), "one of the rest");
    finding_help(check->diagnostics, finding,
                 "keep the servers and the database of an environment with one provider");
    finding_cite(check->diagnostics, finding, degraded ? "LAT-002 LAT-003" : "LAT-002");
}

const struct rule rule_one_provider = {
    .info = {"one-provider", SEVERITY_WARNING,
             "an environment whose servers and databases stand with several providers"},
    .kind = KIND_ENVIRONMENT,
    .look = look,
};
