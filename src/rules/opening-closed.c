/*
 * opening-closed: a required opening that the author says is closed.
 *
 * Takes the required openings and what `allow` and `deny` say, reports each opening once for each
 * statement that closes some of it, as badly as its flow says (NET-003, NET-007 to NET-023, LT-004,
 * LT-005). A way through proxies is judged leg by leg. What nothing is said of is never found.
 */
#include "rules/rules.h"

/* A pair of an opening, and the statement that closes it. */
struct closed_pair {
    object_t source, destination;
    const struct field *statement;
};

/* Whether OBJECT is meant for the internet too; what says nothing is, but LifeTime, a console for
 * few. */
static bool is_for_internet(const struct model *model, object_t object)
{
    object_t environment = model_object(model, object)->environment;
    if (model_inherited(model, object, KEYWORD_EXPOSURE))
        return model_has_word(model, object, KEYWORD_EXPOSURE, "internet");
    return !environment || !model_has_word(model, environment, KEYWORD_PURPOSE, "lifetime");
}

/* What the zones that a thing serves or stands before say of it. */
enum zoned { ZONED_NOT, ZONED_INSIDE, ZONED_INTERNET };

/* What is asked for every pair. */
struct asking {
    const struct plan *plan;
    enum zoned *zoned; /* by object */
    object_t users, internet;
};

static void note_zoned(enum zoned *zoned, bool internet)
{
    if (*zoned != ZONED_INTERNET)
        *zoned = internet ? ZONED_INTERNET : ZONED_INSIDE;
}

static struct asking prepare(const struct check *check)
{
    const struct plan *plan = check->plan;
    const struct model *model = check->model;
    struct asking asking = {plan, arena_array(plan->arena, enum zoned, model->objects.count),
                            model_catalogue(model, KIND_ACTOR, "end-users"),
                            model_catalogue(model, KIND_ACTOR, "internet")};
    for (uint32_t i = 0; i < plan->zones.count; i++) {
        const struct plan_zone *zone = &plan->zones.items[i];
        if (!zone->object)
            continue;
        bool internet = is_for_internet(model, zone->object);
        note_zoned(&asking.zoned[zone->balancer], internet);
        for (uint32_t j = 0; j < zone->servers.count; j++)
            note_zoned(&asking.zoned[zone->servers.items[j]], internet);
    }
    return asking;
}

/* Whether end users come to ENTRY from the internet: a proxy says so itself, what is no proxy by
 * its zones, else by its environment. Users with addresses of their own come from there. */
static bool faces_internet(const struct asking *asking, object_t entry)
{
    const struct model *model = asking->plan->model;
    if (model_data(model, asking->users, KEYWORD_ADDRESS).count)
        return false;
    if (model_object(model, entry)->kind == KIND_REVERSE_PROXY)
        return is_for_internet(model, entry);
    switch (asking->zoned[entry]) {
    case ZONED_NOT: return is_for_internet(model, model_object(model, entry)->environment);
    case ZONED_INSIDE: return false;
    case ZONED_INTERNET: return true;
    }
    return false;
}

static enum opening ask(const struct asking *asking, const struct concern *concern, object_t source,
                        object_t destination, const struct ports *ports,
                        const struct field **statement)
{
    enum opening opening = concern_opening(asking->plan, concern, source, destination, ports->first,
                                           ports->protocol, statement);
    if (opening != OPENING_UNKNOWN || source != asking->users ||
        !faces_internet(asking, destination))
        return opening;
    /* What is closed to the internet is closed to end users who come from there. */
    return plan_opening(asking->plan, asking->internet, destination, ports->first, ports->protocol,
                        statement);
}

/* Of alternative ports one is enough. */
static bool is_closed(const struct asking *asking, const struct concern *concern,
                      const struct plan_flow *flow, struct closed_pair *pair)
{
    for (uint32_t i = 0; i < flow->port->count; i++)
        if (flow->port->choices[i].any ||
            ask(asking, concern, pair->source, pair->destination, &flow->port->choices[i],
                &pair->statement) != OPENING_CLOSED)
            return false;
    return flow->port->count > 0;
}

/* LifeTime's way to the load balancer that it uses has a rule of its own. */
static bool is_lifetimes(const struct plan *plan, const struct closed_pair *pair)
{
    const struct plan_environment *to = plan_environment(plan, pair->destination);
    const struct plan_environment *from = plan_environment(plan, pair->source);
    return to && from && from->lifetime && to->lifetime_address.device == pair->destination &&
           model_object(plan->model, pair->destination)->kind == KIND_LOAD_BALANCER;
}

static void tell(const struct check *check, const struct rule *rule, const struct plan_flow *flow,
                 const struct closed_pair *pair, uint32_t others)
{
    struct diagnostics *diagnostics = check->diagnostics;
    const char *source = model_path(check->model, pair->source);
    const char *destination = model_path(check->model, pair->destination);
    struct finding *finding = report(
        diagnostics, &rule->info, pair->statement->place,
        "'%s' has to reach '%s' on %s (%s), and that is closed", source, destination,
        flow->port->text,
        flow->why->note_count ? flow->why->notes[0] : model_name(check->model, flow->why->flow));
    finding->object = pair->destination;
    if (finding->severity == rule->info.severity)
        finding->severity = (enum severity)flow->why->closed;
    if (others)
        finding_label(diagnostics, finding, "closed here, as for %u more", others);
    else
        finding_label(diagnostics, finding, "closed here");
    finding_help(diagnostics, finding, "open it: allow %s -> %s : %s;", source, destination,
                 ports_text(diagnostics->arena, &flow->port->choices[0]));
    for (uint32_t i = 0; i < flow->why->entry_count; i++)
        finding_cite(diagnostics, finding, flow->why->entries[i]);
}

/* Pairs of one flow being looked at. */
struct looking {
    const struct check *check;
    const struct asking *asking;
    const struct plan_flow *flow;
    struct concern concern;
    VEC(struct closed_pair) told; /* the first pair of each statement */
    VEC(uint32_t) others;         /* how many more there are */
};

static bool is_before(const struct closed_pair *left, const struct closed_pair *right)
{
    return left->source < right->source ||
           (left->source == right->source && left->destination < right->destination);
}

/* Looks at PAIR, which stands for COUNT of its kind and is the first of them. */
static void look_at_pair(struct looking *looking, struct closed_pair pair, uint64_t count)
{
    const struct plan *plan = looking->check->plan;
    if (count == 0 || !is_closed(looking->asking, &looking->concern, looking->flow, &pair) ||
        is_lifetimes(plan, &pair))
        return;
    uint32_t known = 0;
    while (known < looking->told.count && looking->told.items[known].statement != pair.statement)
        known++;
    if (known == looking->told.count) {
        vec_add(plan->arena, &looking->told, pair);
        vec_add(plan->arena, &looking->others, 0);
        count--;
    } else if (is_before(&pair, &looking->told.items[known])) {
        looking->told.items[known] = pair;
    }
    uint32_t *others = &looking->others.items[known];
    *others = count > UINT32_MAX - *others ? UINT32_MAX : *others + (uint32_t)count;
}

/* Things that all statements treat alike. */
struct class
{
    object_t first, second; /* 0 where there is one only */
    uint64_t count;
    uint32_t both; /* of a class of destinations: how many belong to the sources' class in hand */
};

static struct class *classes_of(struct looking *looking, struct group members, bool sources,
                                uint32_t **classes, uint32_t *count)
{
    const struct plan *plan = looking->check->plan;
    *classes = arena_array(plan->arena, uint32_t, members.count);
    *count = concern_classes(plan, &looking->concern, members, sources, *classes);
    struct class *list = arena_array(plan->arena, struct class, *count);
    for (uint32_t i = 0; i < members.count; i++) {
        struct class *class = &list[(*classes)[i]];
        if (class->count == 0)
            class->first = members.items[i];
        else if (class->count == 1)
            class->second = members.items[i];
        class->count++;
    }
    return list;
}

/* Looks at every SOURCE with every DESTINATION, those that are treated alike together. */
static void look_at_classes(struct looking *looking, struct group sources,
                            struct group destinations)
{
    uint32_t *from, *to, from_count, to_count;
    struct class *left = classes_of(looking, sources, true, &from, &from_count);
    struct class *right = classes_of(looking, destinations, false, &to, &to_count);
    for (uint32_t l = 0; l < from_count; l++) {
        for (uint32_t i = 0, j = 0; i < sources.count && j < destinations.count;) {
            if (sources.items[i] == destinations.items[j] && from[i] == l)
                right[to[j]].both++;
            bool behind = sources.items[i] <= destinations.items[j];
            j += destinations.items[j] <= sources.items[i];
            i += behind;
        }
        for (uint32_t r = 0; r < to_count; r++) {
            struct closed_pair pair = {left[l].first, right[r].first, NULL};
            if (pair.source == pair.destination) {
                pair.source = right[r].second ? left[l].first : left[l].second;
                pair.destination = right[r].second ? right[r].second : right[r].first;
            }
            look_at_pair(looking, pair, left[l].count * right[r].count - right[r].both);
            right[r].both = 0;
        }
    }
}

static struct group all_but(const struct plan *plan, struct group group, kinds_t kinds)
{
    object_t *items = arena_array(plan->arena, object_t, group.count);
    struct group rest = {items, 0};
    for (uint32_t i = 0; i < group.count; i++)
        if (!(kinds & 1u << model_object(plan->model, group.items[i])->kind))
            items[rest.count++] = group.items[i];
    return rest;
}

static void look_at_each(struct looking *looking, object_t source, struct group destinations)
{
    for (uint32_t d = 0; d < destinations.count; d++)
        look_at_pair(looking, (struct closed_pair){source, destinations.items[d], NULL},
                     source != destinations.items[d]);
}

/* What is said of FLOW; of end users, also what is said of the internet. */
static struct concern concern_of(const struct asking *asking, const struct plan_flow *flow)
{
    const struct plan *plan = asking->plan;
    uint16_t low = UINT16_MAX, high = 0;
    for (uint32_t i = 0; i < flow->port->count; i++) {
        low = flow->port->choices[i].first < low ? flow->port->choices[i].first : low;
        high = flow->port->choices[i].first > high ? flow->port->choices[i].first : high;
    }
    struct concern concern = plan_concern(plan, flow->sources, flow->destinations, low, high);
    object_t internet = asking->internet;
    if (!internet || !group_has(flow->sources, asking->users))
        return concern;
    struct group sources = {arena_array(plan->arena, object_t, flow->sources.count + 1), 0};
    object_t *items = (object_t *)sources.items;
    for (uint32_t i = 0; i < flow->sources.count; i++) {
        if (flow->sources.items[i] > internet && !group_has(sources, internet))
            items[sources.count++] = internet;
        items[sources.count++] = flow->sources.items[i];
    }
    if (!group_has(sources, internet))
        items[sources.count++] = internet;
    return plan_concern(plan, sources, flow->destinations, low, high);
}

/* The pairs of FLOW that are closed, told once a statement. What is not the statements' alone to
 * say (whose internet the end users come from, LifeTime's load balancer) is asked pair by pair. */
static void look_at(const struct check *check, const struct rule *rule, const struct asking *asking,
                    const struct plan_flow *flow)
{
    const struct plan *plan = check->plan;
    struct looking looking = {.check = check, .asking = asking, .flow = flow};
    looking.concern = concern_of(asking, flow);
    if (!looking.concern.closes)
        return;
    struct group sources = all_but(plan, flow->sources, KINDS(ACTOR));
    struct group destinations = all_but(plan, flow->destinations, KINDS(LOAD_BALANCER));
    struct group balancers = all_but(plan, flow->destinations, ~KINDS(LOAD_BALANCER));
    for (uint32_t s = 0; s < flow->sources.count; s++)
        if (!group_has(sources, flow->sources.items[s]))
            look_at_each(&looking, flow->sources.items[s], flow->destinations);
    for (uint32_t s = 0; s < sources.count && balancers.count; s++)
        look_at_each(&looking, sources.items[s], balancers);
    look_at_classes(&looking, sources, destinations);
    for (uint32_t i = 0; i < looking.told.count; i++)
        tell(check, rule, flow, &looking.told.items[i], looking.others.items[i]);
}

static void look(const struct check *check, const struct rule *rule)
{
    if (!plan_says_openings(check->plan))
        return;
    struct asking asking = prepare(check);
    for (uint32_t i = 0; i < check->plan->flows.count; i++) {
        const struct plan_flow *flow = &check->plan->flows.items[i];
        const struct plan_environment *environment =
            plan_environment(check->plan, flow->environment);
        if (!flow->local && flow->via.count == 0 && flow->why->closed != SEVERITY_OFF &&
            (!environment || environment->sound))
            look_at(check, rule, &asking, flow);
    }
}

const struct rule rule_opening_closed = {
    .info = {"opening-closed", SEVERITY_ERROR, "a required opening that the author says is closed"},
    .kind = KIND_TOP,
    .partial = true,
    .look = look,
};
