/*
 * What the author says about openings: `allow` and `deny`.
 *
 * Each statement covers a rectangle: sources, destinations, ports. A narrower one beats one that
 * covers it. Of two that do not cover each other, what of their lists meets is compared: members
 * that the other statement does not speak of make this one no wider. What contradicts each other
 * and is narrower on neither side is the author's mistake. What no statement mentions is unknown.
 */
#include <stdlib.h>
#include <string.h>

#include "plan/coverage.h"
#include "plan/derive.h"

struct opening_rule {
    const struct field *field;
    bool open;
    bool disputed; /* contradicts another one: then nobody knows */
    struct covered sources, destinations;
    object_t environment; /* around the statement: whose roles it means */
    uint16_t low, high;   /* its ports lie within these */
};

/* Numbers of rules, ascending. */
typedef VEC(uint32_t) rule_list;

struct openings {
    VEC(struct opening_rule) rules;
    VEC(struct contradiction) contradictions;
    struct coverage coverage;
    uint32_t *everyone; /* the numbers of all rules */
    rule_list *at_source, *at_destination; /* by object: those that cover it there, or some addresses of it */
    uint32_t *met;     /* by rule: a stamp */
    uint8_t *narrower; /* a bit for each two rules: whether the first is narrower */
};

/* ---- Ports ---- */

/* What DATUM of the ports of RULE means; services answer where the destination's environment says.
 */
static struct ports rule_ports(const struct plan *plan, const struct opening_rule *rule,
                               const struct datum *datum)
{
    if (datum->type != DATUM_OBJECT)
        return datum_ports(datum);
    object_t environment = rule->environment;
    if (!environment && rule->destinations.all.count)
        environment = model_object(plan->model, rule->destinations.all.items[0])->environment;
    return plan_service_ports(plan, datum->object, environment);
}

/* Between which ports all of RULE's lie. */
static void find_bounds(const struct plan *plan, struct opening_rule *rule)
{
    rule->low = UINT16_MAX;
    struct data stated = field_ports(rule->field);
    for (uint32_t i = 0; i < stated.count; i++) {
        struct ports ports = rule_ports(plan, rule, &stated.items[i]);
        uint16_t first = ports.any ? 0 : ports.first, last = ports.any ? UINT16_MAX : ports.last;
        rule->low = first < rule->low ? first : rule->low;
        rule->high = last > rule->high ? last : rule->high;
    }
}

static bool includes(const struct ports *ports, uint16_t port, uint8_t protocol)
{
    return ports->any ||
           (ports->protocol == protocol && port >= ports->first && port <= ports->last);
}

static bool is_within(const struct ports *inner, const struct ports *outer)
{
    return outer->any || (!inner->any && inner->protocol == outer->protocol &&
                          inner->first >= outer->first && inner->last <= outer->last);
}

static bool is_overlap(const struct ports *a, const struct ports *b)
{
    return a->any || b->any ||
           (a->protocol == b->protocol && a->first <= b->last && b->first <= a->last);
}

/* ---- Rectangles ---- */

static bool is_subset(struct group inner, struct group outer)
{
    if (inner.count == 0 || (inner.items == outer.items && inner.count <= outer.count))
        return true;
    object_t first = outer.count ? outer.items[0] : 0, last = first;
    if (outer.count)
        last = outer.items[outer.count - 1];
    if (inner.count > outer.count || inner.items[0] < first || inner.items[inner.count - 1] > last)
        return false;
    if (last - first == outer.count - 1) /* neighbours, all of them */
        return true;
    for (uint32_t i = 0; i < inner.count; i++)
        if (!group_has(outer, inner.items[i]))
            return false;
    return true;
}

/* Whether INNER lies within OUTER; MEETING: those of its PARTS that have something in common with
 * it do. */
static bool ends_within(const struct covered *inner, struct group outer, bool meeting)
{
    if (!meeting)
        return is_subset(inner->all, outer);
    for (uint32_t i = 0; i < inner->parts.count; i++)
        if (group_meets(inner->parts.items[i], outer) && !is_subset(inner->parts.items[i], outer))
            return false;
    return true;
}

static bool ports_within(const struct plan *plan, const struct opening_rule *inner,
                         const struct opening_rule *outer, bool meeting)
{
    struct data narrow = field_ports(inner->field), all = field_ports(outer->field);
    for (uint32_t i = 0; i < narrow.count; i++) {
        struct ports ports = rule_ports(plan, inner, &narrow.items[i]);
        bool met = !meeting, held = false;
        for (uint32_t j = 0; j < all.count; j++) {
            struct ports wide = rule_ports(plan, outer, &all.items[j]);
            met |= is_overlap(&ports, &wide);
            held |= is_within(&ports, &wide);
        }
        if (met && !held)
            return false;
    }
    return true;
}

/* Whether INNER lies within OUTER; MEETING: what of its lists meets the other one does. */
static bool rule_within(const struct plan *plan, const struct opening_rule *inner,
                        const struct opening_rule *outer, bool meeting)
{
    return ports_within(plan, inner, outer, meeting) &&
           ends_within(&inner->sources, outer->sources.all, meeting) &&
           ends_within(&inner->destinations, outer->destinations.all, meeting);
}

static bool ports_overlap(const struct plan *plan, const struct opening_rule *a,
                          const struct opening_rule *b)
{
    struct data ours = field_ports(a->field), theirs = field_ports(b->field);
    for (uint32_t i = 0; i < ours.count; i++)
        for (uint32_t j = 0; j < theirs.count; j++) {
            struct ports left = rule_ports(plan, a, &ours.items[i]),
                         right = rule_ports(plan, b, &theirs.items[j]);
            if (is_overlap(&left, &right))
                return true;
        }
    return false;
}

static bool rules_overlap(const struct plan *plan, const struct opening_rule *a,
                          const struct opening_rule *b)
{
    return a->low <= b->high && b->low <= a->high &&
           group_meets(a->destinations.all, b->destinations.all) &&
           group_meets(a->sources.all, b->sources.all) && ports_overlap(plan, a, b);
}

/* Whether rule I is narrower than rule J, of two that meet. */
static bool is_narrower(const struct openings *openings, uint32_t i, uint32_t j)
{
    size_t bit = (size_t)i * openings->rules.count + j;
    return openings->narrower[bit / 8] & 1u << bit % 8;
}

static void set_narrower(struct openings *openings, uint32_t i, uint32_t j)
{
    size_t bit = (size_t)i * openings->rules.count + j;
    openings->narrower[bit / 8] |= (uint8_t)(1u << bit % 8);
}

/* Compares the rules I and J, I below J: which is narrower, and whether they contradict each other. */
static void compare(struct plan *plan, uint32_t i, uint32_t j)
{
    struct openings *openings = plan->openings;
    struct opening_rule *a = &openings->rules.items[i], *b = &openings->rules.items[j];
    if (!rules_overlap(plan, a, b))
        return;
    bool left = rule_within(plan, a, b, false), right = rule_within(plan, b, a, false);
    if (!left && !right) {
        left = rule_within(plan, a, b, true);
        right = rule_within(plan, b, a, true);
    }
    if (left)
        set_narrower(openings, i, j);
    if (right)
        set_narrower(openings, j, i);
    if (a->open == b->open || left != right)
        return;
    a->disputed = b->disputed = true;
    vec_add(plan->arena, &openings->contradictions,
            ((struct contradiction){a->open ? a->field : b->field, a->open ? b->field : a->field}));
}

/* How many rules are in the LISTS of GROUP. */
static size_t count_listed(const rule_list *lists, struct group group)
{
    size_t count = 0;
    for (uint32_t i = 0; i < group.count; i++)
        count += lists[group.items[i]].count;
    return count;
}

static void list_rule(struct plan *plan, rule_list *lists, struct group group, uint32_t rule)
{
    for (uint32_t i = 0; i < group.count; i++)
        vec_add(plan->arena, &lists[group.items[i]], rule);
}

/* Compares rule J with those in the LISTS of GROUP that it was not compared with. */
static void compare_listed(struct plan *plan, const rule_list *lists, struct group group,
                           uint32_t j)
{
    uint32_t *met = plan->openings->met;
    for (uint32_t i = 0; i < group.count; i++) {
        rule_list list = lists[group.items[i]];
        for (uint32_t k = 0; k < list.count; k++) {
            if (met[list.items[k]] == j)
                continue;
            met[list.items[k]] = j;
            compare(plan, list.items[k], j);
        }
    }
}

/* From so many ports on a rule is looked for by what it covers alone. */
#define MANY_PORTS 16

/* The ports of RULE, of whatever protocol, into PORTS; 0 alone, which is no port, where they are
 * many. */
static struct group ports_of(struct plan *plan, const struct opening_rule *rule,
                             uint32_t ports[MANY_PORTS])
{
    struct data stated = field_ports(rule->field);
    uint32_t count = 0;
    for (uint32_t i = 0; i < stated.count; i++) {
        struct ports some = rule_ports(plan, rule, &stated.items[i]);
        if (some.any || some.last - some.first + count >= MANY_PORTS) {
            ports[0] = 0;
            return (struct group){ports, 1};
        }
        for (uint32_t port = some.first; port <= some.last; port++)
            ports[count++] = port;
    }
    return (struct group){ports, count};
}

/* Which rules are narrower than which, where they meet; and which contradict each other. A rule is
 * compared with those before it that have a source in common with it, or a destination, or a port,
 * whichever are the fewest; these are looked for where they are fewer than all. */
static void compare_rules(struct plan *plan)
{
    static const uint32_t many = 0;
    struct openings *openings = plan->openings;
    uint32_t count = openings->rules.count, objects = plan->model->objects.count;
    rule_list *at_port = arena_array(plan->arena, rule_list, UINT16_MAX + 1);
    openings->everyone = arena_array(plan->arena, uint32_t, count);
    openings->met = arena_array(plan->arena, uint32_t, count);
    openings->at_source = arena_array(plan->arena, rule_list, objects);
    openings->at_destination = arena_array(plan->arena, rule_list, objects);
    openings->narrower = arena_array(plan->arena, uint8_t, (size_t)count * count / 8 + 1);
    for (uint32_t j = 0; j < count; j++) {
        const struct opening_rule *rule = &openings->rules.items[j];
        uint32_t numbers[MANY_PORTS];
        struct group ports = ports_of(plan, rule, numbers), wide = {&many, 1};
        size_t same_source = count_listed(openings->at_source, rule->sources.all);
        size_t same_destination = count_listed(openings->at_destination, rule->destinations.all);
        size_t same_port = group_equal(ports, wide) ? SIZE_MAX
                                                    : count_listed(at_port, ports) +
                                                          count_listed(at_port, wide);
        openings->everyone[j] = j;
        if (j < same_source && j < same_destination && j < same_port) {
            for (uint32_t i = 0; i < j; i++)
                compare(plan, i, j);
        } else if (same_port < same_source && same_port < same_destination) {
            compare_listed(plan, at_port, ports, j);
            compare_listed(plan, at_port, wide, j);
        } else if (same_source < same_destination) {
            compare_listed(plan, openings->at_source, rule->sources.all, j);
        } else {
            compare_listed(plan, openings->at_destination, rule->destinations.all, j);
        }
        list_rule(plan, at_port, ports, j);
        list_rule(plan, openings->at_source, rule->sources.all, j);
        list_rule(plan, openings->at_source, rule->sources.some, j);
        list_rule(plan, openings->at_destination, rule->destinations.all, j);
        list_rule(plan, openings->at_destination, rule->destinations.some, j);
    }
}

/* ---- Collecting and asking ---- */

static void collect(struct plan *plan, object_t object)
{
    static const enum keyword_id keywords[] = {KEYWORD_ALLOW, KEYWORD_DENY};
    object_t environment = model_object(plan->model, object)->environment;
    for (uint32_t k = 0; k < 2; k++) {
        const struct field *field = model_field(plan->model, object, keywords[k]);
        for (; field; field = model_next(plan->model, object, field)) {
            if (field->wrong)
                continue;
            struct opening_rule *rule = vec_push(plan->arena, &plan->openings->rules);
            rule->field = field;
            rule->open = k == 0;
            rule->sources =
                coverage_of(plan, &plan->openings->coverage, field_operand(field, 0), environment);
            rule->destinations =
                coverage_of(plan, &plan->openings->coverage, field_targets(field), environment);
            rule->environment = environment;
            find_bounds(plan, rule);
        }
    }
    model_each (plan->model, firewall, object, KIND_FIREWALL)
        collect(plan, firewall);
}

void derive_openings(struct plan *plan)
{
    plan->openings = arena_new(plan->arena, struct openings);
    collect(plan, 0);
    for (uint32_t e = 0; e < plan->environments.count; e++)
        collect(plan, plan->environments.items[e].object);
    if (plan_says_openings(plan))
        compare_rules(plan);
}

static bool has_port(const struct plan *plan, const struct opening_rule *rule, uint16_t port,
                     uint8_t protocol)
{
    if (port < rule->low || port > rule->high)
        return false;
    struct data stated = field_ports(rule->field);
    for (uint32_t p = 0; p < stated.count; p++) {
        struct ports ports = rule_ports(plan, rule, &stated.items[p]);
        if (includes(&ports, port, protocol))
            return true;
    }
    return false;
}

static bool touches_some(const struct covered *covered, struct group group)
{
    return group_meets(covered->all, group) || group_meets(covered->some, group);
}

static int by_number(const void *left, const void *right)
{
    uint32_t one = *(const uint32_t *)left, other = *(const uint32_t *)right;
    return (one > other) - (one < other);
}

/* The rules in the LISTS of GROUP, each once. */
static rule_list all_listed(const struct plan *plan, const rule_list *lists, struct group group)
{
    rule_list found = {0};
    for (uint32_t i = 0; i < group.count; i++)
        for (uint32_t k = 0; k < lists[group.items[i]].count; k++)
            vec_add(plan->arena, &found, lists[group.items[i]].items[k]);
    if (found.count)
        qsort(found.items, found.count, sizeof *found.items, by_number);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < found.count; i++)
        if (kept == 0 || found.items[kept - 1] != found.items[i])
            found.items[kept++] = found.items[i];
    found.count = kept;
    return found;
}

/* The rules that may speak of what goes from SOURCES to DESTINATIONS. */
static rule_list rules_at(const struct plan *plan, struct group sources, struct group destinations)
{
    const struct openings *openings = plan->openings;
    uint32_t count = openings->rules.count;
    if (!count)
        return (rule_list){0};
    size_t at_source = count_listed(openings->at_source, sources);
    size_t at_destination = count_listed(openings->at_destination, destinations);
    if (count < at_source && count < at_destination)
        return (rule_list){openings->everyone, count, count};
    return at_source < at_destination
               ? all_listed(plan, openings->at_source, sources)
               : all_listed(plan, openings->at_destination, destinations);
}

struct concern plan_concern(const struct plan *plan, struct group sources,
                            struct group destinations, uint16_t low, uint16_t high)
{
    const struct openings *openings = plan->openings;
    rule_list list = rules_at(plan, sources, destinations);
    uint32_t *rules = NULL;
    struct concern concern = {0};
    for (uint32_t i = 0; i < list.count; i++) {
        const struct opening_rule *rule = &openings->rules.items[list.items[i]];
        if (rule->low > high || rule->high < low || !touches_some(&rule->sources, sources) ||
            !touches_some(&rule->destinations, destinations))
            continue;
        if (!rules)
            rules = arena_array(plan->arena, uint32_t, list.count - i);
        rules[concern.count++] = list.items[i];
        concern.closes |= !rule->open;
    }
    concern.rules = rules;
    return concern;
}

/* Tells those of MEMBERS apart, COUNT classes so far, that GROUP has; returns how many there are.
 */
static uint32_t split(const struct plan *plan, struct group members, struct group group,
                      uint32_t *classes, uint32_t count)
{
    if (!group_meets(members, group))
        return count;
    uint32_t *new = arena_array(plan->arena, uint32_t, (size_t)count * 2), next = 0;
    for (uint32_t i = 0; i < members.count; i++) {
        uint32_t *class = &new[classes[i] * 2 + group_has(group, members.items[i])];
        if (!*class)
            *class = ++next;
        classes[i] = *class - 1;
    }
    arena_release(plan->arena, new, sizeof *new *count * 2);
    return next;
}

uint32_t concern_classes(const struct plan *plan, const struct concern *concern,
                         struct group members, bool sources, uint32_t *classes)
{
    uint32_t count = 1;
    struct group last = {0};
    memset(classes, 0, sizeof *classes * members.count);
    for (uint32_t i = 0; i < concern->count && members.count; i++) {
        const struct opening_rule *rule = &plan->openings->rules.items[concern->rules[i]];
        const struct covered *covered = sources ? &rule->sources : &rule->destinations;
        if (!group_equal(last, covered->all))
            count = split(plan, members, covered->all, classes, count);
        count = split(plan, members, covered->some, classes, count);
        last = covered->all;
    }
    return members.count ? count : 0;
}

/* Whether some addresses of the one or the other are let through: then what closes the whole does
 * not close it all, and which of them are used nobody knows. */
static bool is_open_in_part(const struct plan *plan, const struct concern *concern, object_t source,
                            object_t destination, uint16_t port, uint8_t protocol)
{
    for (uint32_t i = 0; i < concern->count; i++) {
        const struct opening_rule *rule = &plan->openings->rules.items[concern->rules[i]];
        bool from = group_has(rule->sources.all, source),
             to = group_has(rule->destinations.all, destination);
        if (rule->open && (!from || !to) && (from || group_has(rule->sources.some, source)) &&
            (to || group_has(rule->destinations.some, destination)) &&
            has_port(plan, rule, port, protocol))
            return true;
    }
    return false;
}

enum opening concern_opening(const struct plan *plan, const struct concern *concern,
                             object_t source, object_t destination, uint16_t port, uint8_t protocol,
                             const struct field **statement)
{
    const struct openings *openings = plan->openings;
    const struct opening_rule *narrowest = NULL, *first = openings->rules.items;
    for (uint32_t i = 0; i < concern->count; i++) {
        const struct opening_rule *rule = &first[concern->rules[i]];
        if (group_has(rule->destinations.all, destination) &&
            group_has(rule->sources.all, source) && has_port(plan, rule, port, protocol) &&
            (!narrowest || is_narrower(openings, concern->rules[i], (uint32_t)(narrowest - first))))
            narrowest = rule;
    }
    if (statement)
        *statement = narrowest ? narrowest->field : NULL;
    if (narrowest &&
        (narrowest->disputed ||
         (!narrowest->open && is_open_in_part(plan, concern, source, destination, port, protocol))))
        return OPENING_UNKNOWN;
    return !narrowest ? OPENING_UNKNOWN : narrowest->open ? OPENING_OPEN : OPENING_CLOSED;
}

enum opening plan_opening(const struct plan *plan, object_t source, object_t destination,
                          uint16_t port, uint8_t protocol, const struct field **statement)
{
    const struct openings *openings = plan->openings;
    if (!openings->rules.count)
        return concern_opening(plan, &(struct concern){0}, source, destination, port, protocol,
                               statement);
    rule_list list = openings->at_source[source].count < openings->at_destination[destination].count
                         ? openings->at_source[source]
                         : openings->at_destination[destination];
    struct concern concern = {list.items, list.count, true};
    return concern_opening(plan, &concern, source, destination, port, protocol, statement);
}

bool plan_says_openings(const struct plan *plan)
{
    return plan->openings->rules.count > 0;
}

uint32_t plan_contradictions(const struct plan *plan, const struct contradiction **list)
{
    *list = plan->openings->contradictions.items;
    return plan->openings->contradictions.count;
}
