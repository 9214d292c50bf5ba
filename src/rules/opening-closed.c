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

/* Whether end users come to ENTRY from the internet: a proxy says so itself, what is no proxy by
 * its zones, else by its environment. Users with addresses of their own come from there. */
static bool faces_internet(const struct plan *plan, object_t users, object_t entry)
{
    const struct model *model = plan->model;
    object_t environment = model_object(model, entry)->environment;
    bool zoned = false, open = false;
    if (model_data(model, users, KEYWORD_ADDRESS).count)
        return false;
    if (model_object(model, entry)->kind == KIND_REVERSE_PROXY)
        return is_for_internet(model, entry);
    for (uint32_t i = 0; i < plan->zones.count; i++) {
        const struct plan_zone *zone = &plan->zones.items[i];
        if (!zone->object || (zone->balancer != entry && !group_has(zone->servers, entry)))
            continue;
        zoned = true;
        open |= is_for_internet(model, zone->object);
    }
    return zoned ? open : is_for_internet(model, environment);
}

static enum opening ask(const struct plan *plan, object_t source, object_t destination,
                        const struct ports *ports, const struct field **statement)
{
    const struct model *model = plan->model;
    enum opening opening =
        plan_opening(plan, source, destination, ports->first, ports->protocol, statement);
    if (opening != OPENING_UNKNOWN || source != model_catalogue(model, KIND_ACTOR, "end-users") ||
        !faces_internet(plan, source, destination))
        return opening;
    /* What is closed to the internet is closed to end users who come from there. */
    return plan_opening(plan, model_catalogue(model, KIND_ACTOR, "internet"), destination,
                        ports->first, ports->protocol, statement);
}

/* Of alternative ports one is enough. */
static bool is_closed(const struct plan *plan, const struct plan_flow *flow,
                      struct closed_pair *pair)
{
    for (uint32_t i = 0; i < flow->port_count; i++)
        if (flow->ports[i].any || ask(plan, pair->source, pair->destination, &flow->ports[i],
                                      &pair->statement) != OPENING_CLOSED)
            return false;
    return flow->port_count > 0;
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
        "'%s' has to reach '%s' on %s (%s), and that is closed", source, destination, flow->port,
        flow->note_count ? flow->notes[0] : model_name(check->model, flow->flow));
    finding->object = pair->destination;
    if (finding->severity == rule->info.severity)
        finding->severity = (enum severity)flow->closed;
    if (others)
        finding_label(diagnostics, finding, "closed here, as for %u more", others);
    else
        finding_label(diagnostics, finding, "closed here");
    finding_help(diagnostics, finding, "open it: allow %s -> %s : %s;", source, destination,
                 ports_text(diagnostics->arena, &flow->ports[0]));
    for (uint32_t i = 0; i < flow->entry_count; i++)
        finding_cite(diagnostics, finding, flow->entries[i]);
}

/* The pairs of FLOW that are closed, told once a statement. */
static void look_at(const struct check *check, const struct rule *rule,
                    const struct plan_flow *flow)
{
    VEC(struct closed_pair) told = {0};
    VEC(uint32_t) others = {0};
    for (uint32_t s = 0; s < flow->sources.count; s++)
        for (uint32_t d = 0; d < flow->destinations.count; d++) {
            struct closed_pair pair = {flow->sources.items[s], flow->destinations.items[d], NULL};
            if (pair.source == pair.destination || !is_closed(check->plan, flow, &pair) ||
                is_lifetimes(check->plan, &pair))
                continue;
            uint32_t known = 0;
            while (known < told.count && told.items[known].statement != pair.statement)
                known++;
            if (known < told.count) {
                others.items[known]++;
                continue;
            }
            vec_add(check->plan->arena, &told, pair);
            vec_add(check->plan->arena, &others, 0);
        }
    for (uint32_t i = 0; i < told.count; i++)
        tell(check, rule, flow, &told.items[i], others.items[i]);
}

static void look(const struct check *check, const struct rule *rule)
{
    if (!plan_says_openings(check->plan))
        return;
    for (uint32_t i = 0; i < check->plan->flows.count; i++) {
        const struct plan_flow *flow = &check->plan->flows.items[i];
        const struct plan_environment *environment =
            plan_environment(check->plan, flow->environment);
        if (!flow->local && flow->via.count == 0 && flow->closed != SEVERITY_OFF &&
            (!environment || environment->sound))
            look_at(check, rule, flow);
    }
}

const struct rule rule_opening_closed = {
    .info = {"opening-closed", SEVERITY_ERROR, "a required opening that the author says is closed"},
    .kind = KIND_TOP,
    .partial = true,
    .look = look,
};
