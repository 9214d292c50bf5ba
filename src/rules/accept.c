/*
 * `accept RULE "reason";`: a finding knowingly accepted for a block.
 *
 * Takes the findings of a run, marks those that an `accept` around their object names with its
 * reason: they move to the report's accepted deviations. An `accept` that nothing needs is a
 * finding itself. Mistakes of the language cannot be accepted: without them there is no topology to
 * judge.
 */
#include <stdlib.h>
#include <string.h>

#include "diagnostics/language.h"
#include "rules/rules.h"

/* A finding, and a block that it is about something in. */
struct about {
    const char *rule;
    object_t block;
    struct finding *finding;
};

/* All findings of topology rules before anything is accepted. */
struct found {
    VEC(struct about) inside;    /* by rule and block */
    VEC(struct finding *) where; /* by rule and place */
};

static int by_block(const void *left, const void *right)
{
    const struct about *one = left, *other = right;
    int order = strcmp(one->rule, other->rule);
    return order ? order : (one->block > other->block) - (one->block < other->block);
}

static int by_place(const void *left, const void *right)
{
    const struct finding *one = *(struct finding *const *)left,
                         *other = *(struct finding *const *)right;
    int order = strcmp(one->rule->name, other->rule->name);
    return order
               ? order
               : (one->place.begin > other->place.begin) - (one->place.begin < other->place.begin);
}

static void add_around(const struct plan *plan, struct found *found, struct finding *finding,
                       object_t object)
{
    for (; object; object = model_object(plan->model, object)->parent)
        vec_add(plan->arena, &found->inside,
                ((struct about){finding->rule->name, object, finding}));
}

static struct found collect(const struct plan *plan, const struct diagnostics *diagnostics)
{
    struct found found = {0};
    for (uint32_t i = 0; i < diagnostics->findings.count; i++) {
        struct finding *finding = diagnostics->findings.items[i];
        vec_add(plan->arena, &found.where, finding);
        vec_add(plan->arena, &found.inside, ((struct about){finding->rule->name, 0, finding}));
        add_around(plan, &found, finding, finding->object);
        if (finding->also)
            add_around(plan, &found, finding, finding->also);
    }
    if (found.where.count) {
        qsort(found.inside.items, found.inside.count, sizeof *found.inside.items, by_block);
        qsort(found.where.items, found.where.count, sizeof *found.where.items, by_place);
    }
    return found;
}

static bool is_topology_rule(const char *name)
{
    for (uint32_t i = 0; all_rules[i]; i++)
        if (strcmp(all_rules[i]->info.name, name) == 0)
            return true;
    return false;
}

/* Accepts what RULE found about something in BLOCK. Whether there was any. */
static bool accept_inside(const struct found *found, const char *rule, object_t block,
                          const char *reason)
{
    struct about wanted = {rule, block, NULL};
    uint32_t begin = vec_place(&found->inside, &wanted, by_block), end = begin;
    for (; end < found->inside.count && by_block(&found->inside.items[end], &wanted) == 0; end++)
        found->inside.items[end].finding->accepted = reason;
    return end > begin;
}

/* The same of what stands in BLOCK (what LifeTime's environment says of another). */
static bool accept_there(const struct found *found, const char *rule, struct place extent,
                         const char *reason)
{
    uint32_t low = 0, high = found->where.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const struct finding *finding = found->where.items[middle];
        int order = strcmp(finding->rule->name, rule);
        if (order < 0 || (order == 0 && finding->place.begin < extent.begin))
            low = middle + 1;
        else
            high = middle;
    }
    bool used = false;
    for (; low < found->where.count; low++) {
        struct finding *finding = found->where.items[low];
        if (strcmp(finding->rule->name, rule) != 0 || finding->place.begin > extent.end)
            break;
        if (finding->place.end > extent.end)
            continue;
        finding->accepted = reason;
        used = true;
    }
    return used;
}

static void accept_in(const struct model *model, const struct found *found,
                      struct diagnostics *diagnostics, object_t block, const struct field *field)
{
    const char *rule = field_operand(field, 0).items[0].text,
               *reason = field_operand(field, 1).items[0].text;
    bool topology = is_topology_rule(rule), used = false;
    if (topology)
        used = accept_inside(found, rule, block, reason);
    if (topology && block)
        used |= accept_there(found, rule, model_extent(model, block), reason);
    if (used)
        return;
    struct finding *finding =
        report(diagnostics, LANGUAGE_RULE(ACCEPTS_NOTHING), field->place, "%s",
               topology ? "this accepts nothing: the rule finds nothing here"
                        : "a mistake of the language cannot be accepted");
    finding_help(diagnostics, finding, "take the `accept` out");
    finding->object = block;
}

void rules_accept(const struct plan *plan, struct diagnostics *diagnostics)
{
    const struct model *model = plan->model;
    if (!model->stated[KEYWORD_ACCEPT])
        return;
    struct found found = collect(plan, diagnostics);
    for (object_t block = 0; block < model->objects.count; block++) {
        const struct field *field = model_field(model, block, KEYWORD_ACCEPT);
        for (; field; field = model_next(model, block, field))
            if (!field->wrong)
                accept_in(model, &found, diagnostics, block, field);
    }
}
