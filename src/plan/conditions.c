/*
 * Conditions: `when apps has mobile`, `unless os is windows`, `since 11.25.0`.
 *
 * The subject is a property of the destination, the source, the environment, the connection or the
 * infrastructure, the first that states it; where none does, what the schema says of its absence.
 * What nobody knows does not rule out: an opening too many in the report is seen, one too few is
 * not.
 */
#include <string.h>

#include "plan/derive.h"

enum truth { TRUTH_NO, TRUTH_YES, TRUTH_UNKNOWN };

static const char *datum_word(const struct model *model, const struct datum *datum)
{
    return datum->type == DATUM_OBJECT ? model_name(model, datum->object) : datum->text;
}

static bool compare(const char *verb, const char *stated, const char *value)
{
    if (strcmp(verb, "at-least") == 0)
        return version_compare(stated, value) >= 0;
    if (strcmp(verb, "below") == 0)
        return version_compare(stated, value) < 0;
    return strcmp(stated, value) == 0;
}

static bool any_value(const struct field *condition, const char *verb, const char *stated)
{
    for (uint32_t i = 0; i < condition->operands[2].count; i++)
        if (compare(verb, stated, condition->operands[2].items[i].text))
            return true;
    return false;
}

/* `is`: all that is stated is among the values; every other verb: something of it. */
static bool judge(const struct model *model, const struct field *condition,
                  const struct data *stated)
{
    const char *verb = condition->operands[1].items[0].text;
    bool all = true, some = false;
    for (uint32_t i = 0; i < stated->count; i++) {
        bool among = any_value(condition, verb, datum_word(model, &stated->items[i]));
        all &= among;
        some |= among;
    }
    return strcmp(verb, "is") == 0 ? all && some : some;
}

static bool judge_fallback(const struct field *condition, const char *fallback)
{
    const char *verb = condition->operands[1].items[0].text;
    bool single = !strchr(fallback, ' '), some = false;
    for (uint32_t i = 0; i < condition->operands[2].count; i++)
        some |= schema_is_choice(fallback, condition->operands[2].items[i].text);
    return strcmp(verb, "is") == 0 ? some && single : some;
}

/* A fact that follows from the topology and shares the properties' names. */
static enum truth derived_fact(struct plan *plan, const char *fact, const struct circumstance *at)
{
    const struct plan_environment *environment =
        at->environment ? plan_environment(plan, at->environment) : NULL;
    if (strcmp(fact, "load-balanced") != 0 || !environment)
        return TRUTH_UNKNOWN;
    for (uint32_t z = 0; z < environment->zone_count; z++)
        if (plan->zones.items[environment->zones + z].balancer)
            return TRUTH_YES;
    return TRUTH_NO;
}

/* Whose statement ROW of OBJECT is: a replica runs the engine of its primary. */
static object_t speaker(const struct model *model, object_t object, enum keyword_id row)
{
    for (size_t hops = 0; row == KEYWORD_ENGINE && hops < model->objects.count; hops++) {
        struct data primary = model_data(model, object, KEYWORD_REPLICA_OF);
        if (model_field(model, object, row) || !primary.count)
            break;
        object = primary.items[0].object;
    }
    return object;
}

static enum truth evaluate(struct plan *plan, const struct field *condition,
                           const struct circumstance *at)
{
    const struct model *model = plan->model;
    const char *subject = condition->operands[0].items[0].text;
    const object_t on[] = {at->destination, at->source, at->environment, at->connect,
                           model->infrastructure};
    const char *fallback = NULL;
    enum truth derived = derived_fact(plan, subject, at);
    if (derived != TRUTH_UNKNOWN)
        return any_value(condition, "is", derived == TRUTH_YES ? "on" : "off") ? TRUTH_YES
                                                                               : TRUTH_NO;
    for (uint32_t i = 0; i < sizeof on / sizeof *on; i++) {
        enum keyword_id row =
            on[i] ? schema_find(subject, (enum kind)model_object(model, on[i])->kind)
                  : KEYWORD_COUNT;
        if (row == KEYWORD_COUNT)
            continue;
        const struct field *field = model_inherited(model, speaker(model, on[i], row), row);
        if (field && field->wrong)
            return TRUTH_UNKNOWN;
        if (field)
            return judge(model, condition, &field->operands[0]) ? TRUTH_YES : TRUTH_NO;
        fallback = fallback ? fallback : schema[row].fallback;
    }
    if (!fallback)
        return TRUTH_UNKNOWN;
    return judge_fallback(condition, fallback) ? TRUTH_YES : TRUTH_NO;
}

static bool is_late_enough(struct plan *plan, const struct field *since,
                           const struct circumstance *at)
{
    object_t place = at->environment ? at->environment : plan->model->infrastructure;
    struct data version =
        place ? model_data(plan->model, place, KEYWORD_PLATFORM_VERSION) : (struct data){0};
    return version.count &&
           version_compare(version.items[0].text, since->operands[0].items[0].text) >= 0;
}

/* NO where a condition rules it out, UNKNOWN where one cannot be told. */
static enum truth judge_all(struct plan *plan, object_t object,
                            const struct circumstance *circumstance)
{
    const struct object *it = model_object(plan->model, object);
    enum truth all = TRUTH_YES;
    for (uint32_t i = it->fields; i < it->fields + it->field_count; i++) {
        const struct field *field = &plan->model->fields.items[i];
        bool unless = field->keyword == KEYWORD_UNLESS;
        if (field->wrong)
            continue;
        if (field->keyword == KEYWORD_SINCE && !is_late_enough(plan, field, circumstance))
            return TRUTH_NO;
        if (field->keyword != KEYWORD_WHEN && !unless)
            continue;
        enum truth truth = evaluate(plan, field, circumstance);
        if (truth == (unless ? TRUTH_YES : TRUTH_NO))
            return TRUTH_NO;
        all = truth == TRUTH_UNKNOWN ? TRUTH_UNKNOWN : all;
    }
    return all;
}

bool conditions_hold(struct plan *plan, object_t object, const struct circumstance *circumstance)
{
    return judge_all(plan, object, circumstance) != TRUTH_NO;
}

bool conditions_certain(struct plan *plan, object_t object, const struct circumstance *circumstance)
{
    return judge_all(plan, object, circumstance) == TRUTH_YES;
}

bool conditions_about(struct plan *plan, object_t object, enum kind kind)
{
    const struct object *it = model_object(plan->model, object);
    for (uint32_t i = it->fields; i < it->fields + it->field_count; i++) {
        const struct field *field = &plan->model->fields.items[i];
        if ((field->keyword == KEYWORD_WHEN || field->keyword == KEYWORD_UNLESS) && !field->wrong &&
            schema_find(field->operands[0].items[0].text, kind) != KEYWORD_COUNT)
            return true;
    }
    return false;
}
