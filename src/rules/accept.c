/*
 * `accept RULE "reason";`: a finding knowingly accepted for a block.
 *
 * Takes the findings of a run, marks those that an `accept` around their object names with its
 * reason: they move to the report's accepted deviations. An `accept` that nothing needs is a
 * finding itself. Mistakes of the language cannot be accepted: without them there is no topology to
 * judge.
 */
#include <string.h>

#include "diagnostics/language.h"
#include "rules/rules.h"

static bool stands_in(const struct model *model, object_t object, object_t block)
{
    while (object && object != block)
        object = model_object(model, object)->parent;
    return object == block;
}

/* Whether FINDING is about something in BLOCK, or stands there (what LifeTime's environment says of
 * another). */
static bool is_inside(const struct model *model, const struct finding *finding, object_t block)
{
    struct place extent = model_extent(model, block);
    if (block && finding->place.begin >= extent.begin && finding->place.end <= extent.end)
        return true;
    return stands_in(model, finding->object, block) ||
           (finding->also && stands_in(model, finding->also, block));
}

/* The findings of one rule. */
typedef VEC(struct finding *) findings_t;

/* The number of the rule NAME, or that of all rules: it is one of the language's. */
static uint32_t rule_number(const char *name)
{
    uint32_t i = 0;
    while (all_rules[i] && (!name || strcmp(all_rules[i]->info.name, name) != 0))
        i++;
    return i;
}

/* The findings so far, by the number of their rule. */
static findings_t *sort_out(const struct diagnostics *diagnostics)
{
    findings_t *found = arena_array(diagnostics->arena, findings_t, rule_number(NULL) + 1);
    for (uint32_t i = 0; i < diagnostics->findings.count; i++) {
        struct finding *finding = diagnostics->findings.items[i];
        vec_add(diagnostics->arena, &found[rule_number(finding->rule->name)], finding);
    }
    return found;
}

static void accept_in(const struct model *model, struct diagnostics *diagnostics,
                      const findings_t *found, object_t block, const struct field *field)
{
    const char *reason = field_operand(field, 1).items[0].text;
    uint32_t rule = rule_number(field_operand(field, 0).items[0].text);
    bool topology = all_rules[rule] != NULL, used = false;
    for (uint32_t i = 0; topology && i < found[rule].count; i++)
        if (is_inside(model, found[rule].items[i], block)) {
            found[rule].items[i]->accepted = reason;
            used = true;
        }
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
    const findings_t *found = sort_out(diagnostics);
    for (object_t block = 0; block < model->objects.count; block++) {
        const struct field *field = model_field(model, block, KEYWORD_ACCEPT);
        for (; field; field = model_next(model, block, field))
            if (!field->wrong)
                accept_in(model, diagnostics, found, block, field);
    }
}
