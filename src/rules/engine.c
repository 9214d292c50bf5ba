/*
 * Runs the rules.
 *
 * Takes the plan, gives findings to the collector. Each rule is called once for every object of its kind
 * (zones: the implicit ones too; the top: once), environments that lost statements to mistakes aside.
 */
#include "rules/rules.h"

/* The rules of one kind. */
struct bucket {
    const struct rule **rules;
    uint32_t count;
};

static bool wanted(const struct rule *rule, const struct plan_environment *environment)
{
    if (!environment)
        return true;
    if (!rule->partial && !environment->sound)
        return false;
    return !(rule->self_managed && environment->cloud);
}

static void look(const struct bucket *bucket, const struct check *check)
{
    for (uint32_t i = 0; i < bucket->count; i++)
        if (wanted(bucket->rules[i], check->environment))
            bucket->rules[i]->look(check, bucket->rules[i]);
}

static void sort_by_kind(struct arena *arena, struct bucket buckets[KIND_COUNT])
{
    uint32_t total = 0;
    while (all_rules[total])
        total++;
    for (uint32_t kind = 0; kind < KIND_COUNT; kind++) {
        buckets[kind] = (struct bucket){arena_array(arena, const struct rule *, total), 0};
        for (uint32_t i = 0; i < total; i++)
            if (all_rules[i]->kind == kind)
                buckets[kind].rules[buckets[kind].count++] = all_rules[i];
    }
}

void rules_run(const struct plan *plan, struct diagnostics *diagnostics)
{
    const struct model *model = plan->model;
    struct check check = {.plan = plan, .model = model, .diagnostics = diagnostics};
    struct bucket buckets[KIND_COUNT];
    sort_by_kind(plan->arena, buckets);

    look(&buckets[KIND_TOP], &check);
    for (object_t object = 1; object < model->objects.count; object++) {
        const struct object *it = model_object(model, object);
        if (it->catalogue || it->kind == KIND_ZONE || !buckets[it->kind].count)
            continue;
        if (model_object(model, check.object)->environment != it->environment)
            check.environment = plan_environment(plan, object); /* neighbours have one */
        check.object = object;
        look(&buckets[it->kind], &check);
    }
    for (uint32_t i = 0; i < plan->zones.count; i++) {
        check.zone = &plan->zones.items[i];
        check.environment = &plan->environments.items[check.zone->environment];
        check.object = check.zone->object ? check.zone->object : check.environment->object;
        look(&buckets[KIND_ZONE], &check);
    }
}

struct finding *rule_finding(object_t object, struct finding *finding)
{
    finding->object = object;
    return finding;
}

void rule_expect_slot(const struct check *check, struct finding *finding, const struct slot *slot)
{
    if (slot->known)
        for (uint32_t i = 0; i < slot->legal_count; i++)
            finding_expect(check->diagnostics, finding, slot_legal(slot, i));
    if (slot->entries)
        finding_cite(check->diagnostics, finding, slot->entries);
}
