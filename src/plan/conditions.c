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
    for (uint32_t i = 0; i < field_operand(condition, 2).count; i++)
        if (compare(verb, stated, field_operand(condition, 2).items[i].text))
            return true;
    return false;
}

/* `is`: all that is stated is among the values; every other verb: something of it. */
static bool judge(const struct model *model, const struct field *condition, struct data stated)
{
    const char *verb = field_operand(condition, 1).items[0].text;
    bool all = true, some = false;
    for (uint32_t i = 0; i < stated.count; i++) {
        bool among = any_value(condition, verb, datum_word(model, &stated.items[i]));
        all &= among;
        some |= among;
    }
    return strcmp(verb, "is") == 0 ? all && some : some;
}

static bool judge_fallback(const struct field *condition, const char *fallback)
{
    const char *verb = field_operand(condition, 1).items[0].text;
    bool single = !strchr(fallback, ' '), some = false;
    for (uint32_t i = 0; i < field_operand(condition, 2).count; i++)
        some |= schema_is_choice(fallback, field_operand(condition, 2).items[i].text);
    return strcmp(verb, "is") == 0 ? some && single : some;
}

/* Whose statement ROW of OBJECT is: a replica runs the engine of its primary and holds the same. */
static object_t speaker(const struct model *model, object_t object, enum keyword_id row)
{
    for (size_t hops = 0;
         (row == KEYWORD_ENGINE || row == KEYWORD_HOLDS) && hops < model->objects.count; hops++) {
        struct data primary = model_data(model, object, KEYWORD_REPLICA_OF);
        if (model_field(model, object, row) || !primary.count)
            break;
        object = primary.items[0].object;
    }
    return object;
}

/* What a database without `holds` holds: what no other one of its environment does. */
static const char *held(struct plan *plan, object_t database, object_t environment)
{
    const struct model *model = plan->model;
    const struct plan_environment *around =
        environment ? plan_environment(plan, environment) : NULL;
    static const char *const words[] = {"platform", "logging", "session", "application"};
    const char *rest = NULL;
    if (!around ||
        model_state(model, speaker(model, database, KEYWORD_HOLDS), KEYWORD_HOLDS) != STATE_ABSENT)
        return NULL;
    for (uint32_t w = 0; w < sizeof words / sizeof *words; w++) {
        bool elsewhere = false;
        for (uint32_t i = 0; i < around->databases.count; i++)
            elsewhere |= model_has_word(model, around->databases.items[i], KEYWORD_HOLDS, words[w]);
        rest = elsewhere ? rest : entries_join(plan, rest, words[w]);
    }
    return rest ? rest : "none";
}

/* What the lines with an end in ENVIRONMENT are. */
static const char *linked_by(struct plan *plan, object_t environment)
{
    const char *kinds = NULL;
    for (uint32_t i = 0; i < plan->lines.count; i++)
        if (model_object(plan->model, plan->lines.items[i].source)->environment == environment ||
            model_object(plan->model, plan->lines.items[i].destination)->environment == environment)
            kinds = entries_join(plan, kinds, plan->lines.items[i].kind);
    return kinds ? kinds : "none";
}

static bool has_containers(const struct plan *plan, const struct plan_environment *environment,
                           object_t destination)
{
    for (uint32_t z = environment->zones; z < environment->zones + environment->zone_count; z++) {
        const struct plan_zone *zone = &plan->zones.items[z];
        bool meant = !destination || zone->object == destination ||
                     model_object(plan->model, destination)->kind != KIND_ZONE;
        if (meant && plan_zone_containers(plan, zone).count)
            return true;
    }
    return false;
}

/* Whether the zone of Service Center lacks one of the front-ends. */
static bool is_service_center_apart(const struct plan *plan,
                                    const struct plan_environment *environment)
{
    if (environment->service_center == ZONE_NONE)
        return false;
    const struct plan_zone *zone = &plan->zones.items[environment->service_center];
    for (uint32_t i = 0; i < environment->front_ends.count; i++)
        if (!group_has(zone->servers, environment->front_ends.items[i]))
            return true;
    return false;
}

/* Whether a controller that is no front-end reaches the zone of Service Center without HTTPS. */
static bool is_controller_by_http(const struct plan *plan,
                                  const struct plan_environment *environment)
{
    if (environment->service_center == ZONE_NONE || !environment->controllers.count ||
        plan->zones.items[environment->service_center].internal_https)
        return false;
    for (uint32_t i = 0; i < environment->controllers.count; i++)
        if (group_has(environment->front_ends, environment->controllers.items[i]))
            return false;
    return true;
}

/* A fact that follows from the topology and shares the properties' names, as words; NULL where it
 * is none or unknown. SCHEMA_FACTS lists them. */
static const char *derived_fact(struct plan *plan, const char *fact, const struct circumstance *at)
{
    const struct plan_environment *environment =
        at->environment ? plan_environment(plan, at->environment) : NULL;
    bool holds = false;
    if (strcmp(fact, schema[KEYWORD_HOLDS].name) == 0 && at->destination &&
        model_object(plan->model, at->destination)->kind == KIND_DATABASE)
        return held(plan, at->destination, at->environment);
    if (strcmp(fact, "hybrid") == 0)
        return plan_is_hybrid(plan) ? "on" : "off";
    if (!environment || !schema_is_choice(SCHEMA_FACTS, fact))
        return NULL;
    if (strcmp(fact, "linked-by") == 0)
        return linked_by(plan, environment->object);
    for (uint32_t z = 0; strcmp(fact, "load-balanced") == 0 && z < environment->zone_count; z++)
        holds |= plan->zones.items[environment->zones + z].balancer != 0;
    if (strcmp(fact, "enforced-https") == 0)
        holds = plan_enforces_https(plan, environment);
    if (strcmp(fact, "restricted-access") == 0)
        holds = model_field(plan->model, environment->object, KEYWORD_RESTRICT_ACCESS) != NULL;
    if (strcmp(fact, "service-center-apart") == 0)
        holds = is_service_center_apart(plan, environment);
    if (strcmp(fact, "zoned") == 0)
        holds = model_first(plan->model, environment->object, KIND_ZONE) != 0;
    if (strcmp(fact, "controller-by-http") == 0)
        holds = is_controller_by_http(plan, environment);
    if (strcmp(fact, "containers") == 0)
        holds = has_containers(plan, environment, at->destination);
    return holds ? "on" : "off";
}

static enum truth evaluate(struct plan *plan, const struct field *condition,
                           const struct circumstance *at)
{
    const struct model *model = plan->model;
    const char *subject = field_operand(condition, 0).items[0].text;
    atom_t word = field_operand(condition, 0).items[0].atom;
    const object_t on[] = {at->destination, at->source, at->environment, at->connect,
                           model->infrastructure};
    const char *fallback = NULL;
    const char *derived = derived_fact(plan, subject, at);
    if (derived)
        return judge_fallback(condition, derived) ? TRUTH_YES : TRUTH_NO;
    for (uint32_t i = 0; i < sizeof on / sizeof *on; i++) {
        enum keyword_id row =
            on[i] ? model_row(model, word, (enum kind)model_object(model, on[i])->kind)
                  : KEYWORD_COUNT;
        if (row == KEYWORD_COUNT)
            continue;
        const struct field *field = model_inherited(model, speaker(model, on[i], row), row);
        if (field && field->wrong)
            return TRUTH_UNKNOWN;
        if (field)
            return judge(model, condition, field_operand(field, 0)) ? TRUTH_YES : TRUTH_NO;
        fallback = fallback ? fallback : schema[row].fallback;
    }
    if (!fallback)
        return TRUTH_UNKNOWN;
    return judge_fallback(condition, fallback) ? TRUTH_YES : TRUTH_NO;
}

bool plan_since(const struct plan *plan, object_t object, object_t environment)
{
    struct data since = model_data(plan->model, object, KEYWORD_SINCE);
    object_t place = environment ? environment : plan->model->infrastructure;
    struct data version =
        place ? model_data(plan->model, place, KEYWORD_PLATFORM_VERSION) : (struct data){0};
    return !since.count ||
           (version.count && version_compare(version.items[0].text, since.items[0].text) >= 0);
}

/* NO where a condition rules it out, UNKNOWN where one cannot be told. */
static enum truth judge_all(struct plan *plan, object_t object,
                            const struct circumstance *circumstance)
{
    const struct object *it = model_object(plan->model, object);
    enum truth all = TRUTH_YES;
    if (it->kind == KIND_FLOW && !plan_since(plan, object, circumstance->environment))
        return TRUTH_NO;
    for (uint32_t i = it->fields; i < it->fields + it->field_count; i++) {
        const struct field *field = &plan->model->fields.items[i];
        bool unless = field->keyword == KEYWORD_UNLESS;
        if (field->wrong || (field->keyword != KEYWORD_WHEN && !unless))
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
            model_row(plan->model, field_operand(field, 0).items[0].atom, kind) != KEYWORD_COUNT)
            return true;
    }
    return false;
}
