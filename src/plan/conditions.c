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

/* Subjects that are no properties, or not only: they follow from the topology. SCHEMA_FACTS has
 * their names. */
enum fact {
    FACT_NONE,
    FACT_HOLDS,
    FACT_HYBRID,
    FACT_LINKED_BY,
    FACT_LOAD_BALANCED,
    FACT_ENFORCED_HTTPS,
    FACT_RESTRICTED_ACCESS,
    FACT_SERVICE_CENTER_APART,
    FACT_ZONED,
    FACT_CONTROLLER_BY_HTTP,
    FACT_CONTAINERS,
};

struct condition {
    const struct field *field;
    enum fact fact;
    bool unless;
    kinds_t about;            /* kinds that can state the subject */
    uint16_t rows[KIND_COUNT]; /* as which keyword, KEYWORD_COUNT for none */
    struct { /* what was found last where nothing but an environment and a connection has a say */
        object_t environment, connect;
        bool known;
        enum truth truth;
    } around;
    struct told { /* what was made of a word last: most things say the same */
        const char *word;
        bool holds;
    } stated, fallback;
};

/* What is asked for one object (a flow, a role, an advice), read once. */
struct conditions {
    bool since;
    kinds_t about;              /* kinds that can state a subject */
    uint64_t bits;              /* keyword_bit() of those */
    bool states[KEYWORD_COUNT]; /* rows that are a subject */
    struct condition *items;
    uint32_t count;
};

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

/* judge() and judge_fallback(), which are asked once for the same word. */
static enum truth judge_stated(const struct model *model, struct condition *condition,
                               struct data stated)
{
    struct told *told = &condition->stated;
    if (stated.count != 1)
        return judge(model, condition->field, stated) ? TRUTH_YES : TRUTH_NO;
    if (told->word != datum_word(model, &stated.items[0]))
        *told = (struct told){datum_word(model, &stated.items[0]),
                              judge(model, condition->field, stated)};
    return told->holds ? TRUTH_YES : TRUTH_NO;
}

static enum truth judge_absent(struct condition *condition, const char *fallback)
{
    struct told *told = &condition->fallback;
    if (told->word != fallback)
        *told = (struct told){fallback, judge_fallback(condition->field, fallback)};
    return told->holds ? TRUTH_YES : TRUTH_NO;
}

/* Whose statement ROW of OBJECT is: a replica runs the engine of its primary and holds the same. */
static object_t speaker(const struct plan *plan, object_t object, enum keyword_id row)
{
    return row == KEYWORD_ENGINE  ? replica_speaker(plan, object, REPLICA_ENGINE)
           : row == KEYWORD_HOLDS ? replica_speaker(plan, object, REPLICA_HOLDS)
                                  : object;
}

/* ---- Facts that follow from the topology ---- */

/* What no database of ENVIRONMENT says that it holds. */
static const char *unheld(struct plan *plan, const struct plan_environment *environment)
{
    static const char *const words[] = {"platform", "logging", "session", "application"};
    const char *rest = NULL;
    for (uint32_t w = 0; w < sizeof words / sizeof *words; w++) {
        bool elsewhere = false;
        for (uint32_t i = 0; i < environment->databases.count && !elsewhere; i++)
            elsewhere = model_has_word(plan->model, environment->databases.items[i], KEYWORD_HOLDS,
                                       words[w]);
        rest = elsewhere ? rest : entries_join(plan, rest, words[w]);
    }
    return rest ? rest : "none";
}

/* What a database without `holds` holds: what no other one of its environment does. */
static const char *held(struct plan *plan, object_t database, object_t environment)
{
    const struct plan_environment *around =
        environment ? plan_environment(plan, environment) : NULL;
    object_t says = replica_speaker(plan, database, REPLICA_HOLDS);
    if (!around || model_state(plan->model, says, KEYWORD_HOLDS) != STATE_ABSENT)
        return NULL;
    if (!around->unheld)
        plan->environments.items[around - plan->environments.items].unheld = unheld(plan, around);
    return around->unheld;
}

/* What the lines with an end in ENVIRONMENT are. */
static const char *linked_by(struct plan *plan, const struct plan_environment *environment)
{
    const char *kinds = NULL;
    for (uint32_t sort = 0; environment->lines >> sort; sort++)
        if (environment->lines >> sort & 1)
            kinds = entries_join(plan, kinds, line_kind(sort));
    return kinds ? kinds : "none";
}

static bool has_containers(const struct plan *plan, const struct plan_environment *environment,
                           object_t destination)
{
    if (destination && model_object(plan->model, destination)->kind == KIND_ZONE) {
        const struct plan_zone *zone = plan_zone_of(plan, destination);
        return zone && &plan->environments.items[zone->environment] == environment &&
               plan_zone_containers(plan, zone).count;
    }
    for (uint32_t z = environment->zones; z < environment->zones + environment->zone_count; z++)
        if (plan_zone_containers(plan, &plan->zones.items[z]).count)
            return true;
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

/* FACT as words; NULL where it is none here or unknown. */
static const char *derived_fact(struct plan *plan, enum fact fact, const struct circumstance *at)
{
    const struct plan_environment *environment =
        fact && at->environment ? plan_environment(plan, at->environment) : NULL;
    bool database =
        at->destination && model_object(plan->model, at->destination)->kind == KIND_DATABASE;
    bool holds = false;
    if (fact == FACT_HYBRID)
        return plan_is_hybrid(plan) ? "on" : "off";
    if (fact == FACT_HOLDS)
        return database ? held(plan, at->destination, at->environment) : NULL;
    if (!environment)
        return NULL;
    switch (fact) {
    case FACT_NONE:
    case FACT_HOLDS:
    case FACT_HYBRID: return NULL;
    case FACT_LINKED_BY: return linked_by(plan, environment);
    case FACT_LOAD_BALANCED:
        for (uint32_t z = 0; z < environment->zone_count; z++)
            holds |= plan->zones.items[environment->zones + z].balancer != 0;
        break;
    case FACT_ENFORCED_HTTPS: holds = plan_enforces_https(plan, environment); break;
    case FACT_RESTRICTED_ACCESS:
        holds = model_field(plan->model, environment->object, KEYWORD_RESTRICT_ACCESS) != NULL;
        break;
    case FACT_SERVICE_CENTER_APART: holds = is_service_center_apart(plan, environment); break;
    case FACT_ZONED: holds = model_first(plan->model, environment->object, KIND_ZONE) != 0; break;
    case FACT_CONTROLLER_BY_HTTP: holds = is_controller_by_http(plan, environment); break;
    case FACT_CONTAINERS: holds = has_containers(plan, environment, at->destination); break;
    }
    return holds ? "on" : "off";
}

/* ---- Reading conditions ---- */

static enum fact fact_of(const char *subject)
{
    static const char *const names[] = {
        [FACT_HOLDS] = "holds",
        [FACT_HYBRID] = "hybrid",
        [FACT_LINKED_BY] = "linked-by",
        [FACT_LOAD_BALANCED] = "load-balanced",
        [FACT_ENFORCED_HTTPS] = "enforced-https",
        [FACT_RESTRICTED_ACCESS] = "restricted-access",
        [FACT_SERVICE_CENTER_APART] = "service-center-apart",
        [FACT_ZONED] = "zoned",
        [FACT_CONTROLLER_BY_HTTP] = "controller-by-http",
        [FACT_CONTAINERS] = "containers",
    };
    for (uint32_t i = FACT_NONE + 1; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], subject) == 0)
            return (enum fact)i;
    return FACT_NONE;
}

static struct conditions *read_conditions(struct plan *plan, object_t object)
{
    const struct model *model = plan->model;
    const struct object *it = model_object(model, object);
    struct conditions *conditions = arena_new(plan->arena, struct conditions);
    conditions->items = arena_array(plan->arena, struct condition, it->field_count);
    conditions->since = it->kind == KIND_FLOW && model_field(model, object, KEYWORD_SINCE);
    for (uint32_t i = it->fields; i < it->fields + it->field_count; i++) {
        const struct field *field = &model->fields.items[i];
        bool unless = field->keyword == KEYWORD_UNLESS;
        if (field->wrong || (field->keyword != KEYWORD_WHEN && !unless))
            continue;
        const struct datum *subject = &field_operand(field, 0).items[0];
        struct condition *condition = &conditions->items[conditions->count++];
        *condition =
            (struct condition){.field = field, .fact = fact_of(subject->text), .unless = unless};
        for (uint32_t kind = 0; kind < KIND_COUNT; kind++) {
            enum keyword_id row = model_row(model, subject->atom, (enum kind)kind);
            condition->rows[kind] = (uint16_t)row;
            if (row == KEYWORD_COUNT)
                continue;
            condition->about |= 1u << kind;
            conditions->bits |= keyword_bit(row);
            conditions->states[row] = true;
        }
        conditions->about |= condition->about;
    }
    return conditions;
}

static inline const struct conditions *conditions_of(struct plan *plan, object_t object)
{
    if (!plan->conditions)
        plan->conditions =
            arena_array(plan->arena, struct conditions *, plan->model->objects.count);
    if (!plan->conditions[object])
        plan->conditions[object] = read_conditions(plan, object);
    return plan->conditions[object];
}

/* ---- Judging them ---- */

static enum truth evaluate(struct plan *plan, struct condition *condition,
                           const struct circumstance *at)
{
    const struct model *model = plan->model;
    const object_t on[] = {at->destination, at->source, at->environment, at->connect,
                           model->infrastructure};
    const char *fallback = NULL;
    const char *derived = condition->fact ? derived_fact(plan, condition->fact, at) : NULL;
    if (derived)
        return judge_absent(condition, derived);
    for (uint32_t i = 0; i < sizeof on / sizeof *on; i++) {
        if (!on[i])
            continue;
        enum keyword_id row = (enum keyword_id)condition->rows[model_object(model, on[i])->kind];
        if (row == KEYWORD_COUNT)
            continue;
        const struct field *field = model_inherited(model, speaker(plan, on[i], row), row);
        if (field && field->wrong)
            return TRUTH_UNKNOWN;
        if (field)
            return judge_stated(model, condition, field_operand(field, 0));
        fallback = fallback ? fallback : schema[row].fallback;
    }
    return fallback ? judge_absent(condition, fallback) : TRUTH_UNKNOWN;
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

/* Whether OBJECT (or 0) may have a word in CONDITION, as an end of a flow. */
static bool has_word(const struct plan *plan, const struct condition *condition, object_t object)
{
    return object && condition->about & 1u << model_object(plan->model, object)->kind;
}

/* As evaluate(), which is asked once for a property that is the same all over an environment. */
static enum truth find(struct plan *plan, struct condition *condition,
                       const struct circumstance *at)
{
    bool own = condition->fact || has_word(plan, condition, at->destination) ||
               has_word(plan, condition, at->source);
    if (own)
        return evaluate(plan, condition, at);
    bool known = condition->around.known && condition->around.environment == at->environment &&
                 condition->around.connect == at->connect;
    if (!known) {
        condition->around.truth = evaluate(plan, condition, at);
        condition->around.environment = at->environment;
        condition->around.connect = at->connect;
        condition->around.known = true;
    }
    return condition->around.truth;
}

/* NO where a condition rules it out, UNKNOWN where one cannot be told. */
static enum truth judge_all(struct plan *plan, object_t object,
                            const struct circumstance *circumstance)
{
    const struct conditions *conditions = conditions_of(plan, object);
    enum truth all = TRUTH_YES;
    if (conditions->since && !plan_since(plan, object, circumstance->environment))
        return TRUTH_NO;
    for (uint32_t i = 0; i < conditions->count; i++) {
        struct condition *condition = &conditions->items[i];
        enum truth truth = find(plan, condition, circumstance);
        if (truth == (condition->unless ? TRUTH_YES : TRUTH_NO))
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

kinds_t conditions_about(struct plan *plan, object_t object)
{
    return conditions_of(plan, object)->about;
}

bool conditions_asked_of(struct plan *plan, object_t object, object_t thing)
{
    const struct conditions *conditions = conditions_of(plan, object);
    const struct object *it = model_object(plan->model, thing);
    if (it->kind == KIND_DATABASE) /* its primary may speak for it, and others say what is left for
                                      it to hold */
        return true;
    if (!(it->stated & conditions->bits))
        return false;
    for (uint32_t i = it->fields; i < it->fields + it->field_count; i++)
        if (conditions->states[plan->model->fields.items[i].keyword])
            return true;
    return false;
}
