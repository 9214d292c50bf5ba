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

static bool is_topology_rule(const char *name)
{
    for (uint32_t i = 0; all_rules[i]; i++)
        if (strcmp(all_rules[i]->info.name, name) == 0)
            return true;
    return false;
}

static void accept_in(const struct model *model, struct diagnostics *diagnostics, object_t block,
                      const struct field *field)
{
    const char *rule = field_operand(field, 0).items[0].text,
               *reason = field_operand(field, 1).items[0].text;
    bool topology = is_topology_rule(rule), used = false;
    for (uint32_t i = 0; topology && i < diagnostics->findings.count; i++) {
        struct finding *finding = diagnostics->findings.items[i];
        if (strcmp(finding->rule->name, rule) == 0 && is_inside(model, finding, block)) {
            finding->accepted = reason;
            used = true;
        }
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
    for (object_t block = 0; block < model->objects.count; block++) {
        const struct field *field = model_field(model, block, KEYWORD_ACCEPT);
        for (; field; field = model_next(model, block, field))
            if (!field->wrong)
                accept_in(model, diagnostics, block, field);
    }
}
