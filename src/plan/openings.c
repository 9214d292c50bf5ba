/*
 * What the author says about openings: `allow` and `deny`.
 *
 * Each statement covers a rectangle: sources, destinations, ports. A narrower one beats one that
 * covers it. Of two that do not cover each other, what of their lists meets is compared: members that
 * the other statement does not speak of make this one no wider. What contradicts each other and is
 * narrower on neither side is the author's mistake. What no statement mentions is unknown.
 */
#include <string.h>

#include "model/address.h"
#include "plan/derive.h"

/* What each member of a list of ends covers. */
struct parts {
    const struct group *items;
    uint32_t count;
};

struct opening_rule {
    const struct field *field;
    bool open;
    bool disputed; /* contradicts another one: then nobody knows */
    struct group sources, destinations;
    struct parts source_parts, destination_parts;
    struct group some_sources,
        some_destinations; /* things of which only some addresses are meant */
    object_t environment;  /* around the statement: whose roles it means */
};

struct openings {
    VEC(struct opening_rule) rules;
    VEC(struct contradiction) contradictions;
    struct group parties; /* what may be covered, once a statement asks */
    uint8_t *narrower; /* a bit for each two rules: whether the first is narrower */
};

/* ---- What an end covers ---- */

static bool in_zone(const struct plan *plan, object_t zone, object_t object)
{
    struct data servers = model_data(plan->model, zone, KEYWORD_SERVERS);
    for (uint32_t i = 0; i < servers.count; i++)
        if (servers.items[i].object == object)
            return true;
    return false;
}

/* Whether the address or network PART lies within the address or network WHOLE. */
static bool datum_within(const struct datum *part, const struct datum *whole)
{
    if (part->type == DATUM_NETWORK)
        return whole->type == DATUM_NETWORK && part->prefix >= whole->prefix &&
               address_within(part->address, whole);
    return part->type == DATUM_ADDRESS && address_within(part->address, whole);
}

/* Whether all PARTS lie within one or another of WHOLES. */
static bool all_within(struct data parts, struct data wholes)
{
    for (uint32_t i = 0; i < parts.count; i++) {
        bool held = false;
        for (uint32_t j = 0; j < wholes.count; j++)
            held |= datum_within(&parts.items[i], &wholes.items[j]);
        if (!held)
            return false;
    }
    return parts.count > 0;
}

static bool in_network(const struct plan *plan, object_t network, object_t object)
{
    if (model_object(plan->model, object)->kind == KIND_NETWORK)
        return all_within(model_data(plan->model, object, KEYWORD_CIDR),
                          model_data(plan->model, network, KEYWORD_CIDR));
    struct data stated = model_data(plan->model, object, KEYWORD_STANDS_IN);
    struct data cidr = model_data(plan->model, network, KEYWORD_CIDR);
    struct data addresses =
        schema_find("address", (enum kind)model_object(plan->model, object)->kind) ==
                KEYWORD_ADDRESS
            ? model_data(plan->model, object, KEYWORD_ADDRESS)
            : (struct data){0};
    if (stated.count)
        return stated.items[0].object == network ||
               in_network(plan, network, stated.items[0].object);
    if (model_object(plan->model, object)->kind == KIND_ACTOR)
        return all_within(addresses, cidr);
    for (uint32_t i = 0; i < cidr.count && addresses.count; i++)
        if (datum_within(&addresses.items[0], &cidr.items[i]))
            return true;
    return false;
}

static bool is_literal_within(const struct plan *plan, const struct datum *literal, object_t object)
{
    struct data addresses = model_data(plan->model, object, KEYWORD_ADDRESS);
    if (literal->type == DATUM_NETWORK && literal->prefix == 0)
        return true; /* everybody */
    return all_within(addresses, (struct data){literal, 1});
}

static bool has_role(struct plan *plan, const struct datum *datum, object_t around, object_t object)
{
    object_t environment = model_object(plan->model, object)->environment;
    object_t lifetime =
        plan->lifetime == UINT32_MAX ? 0 : plan->environments.items[plan->lifetime].object;
    const struct plan_environment *its = plan_environment(plan, environment);
    bool here = !around || around == environment;
    switch ((enum scope)datum->scope) {
    case SCOPE_LIFETIME: here = environment && environment == lifetime; break;
    case SCOPE_MANAGED: here = here && its && its->managed; break;
    case SCOPE_NAMED: here = environment == datum->named; break;
    case SCOPE_SAME:
    case SCOPE_CONNECTED:
    case SCOPE_CALLED: break;
    }
    if (!here || !environment)
        return false;
    if (datum->kind)
        return model_object(plan->model, object)->kind == datum->kind;
    return group_has(role_members(plan, environment, datum->object), object);
}

/* Whether OBJECT is an outside party that says it is on the internet, by its own word. */
static bool is_party_there(const struct plan *plan, object_t object)
{
    return model_object(plan->model, object)->kind == KIND_ENDPOINT &&
           model_field(plan->model, object, KEYWORD_EXPOSURE) &&
           model_has_word(plan->model, object, KEYWORD_EXPOSURE, "internet");
}

/* Whether the network OBJECT is nothing but addresses of such parties. */
static bool is_network_there(const struct plan *plan, object_t object)
{
    struct data cidr = model_data(plan->model, object, KEYWORD_CIDR);
    uint32_t there = 0;
    for (uint32_t i = 0; i < cidr.count; i++) {
        bool found = false;
        if (cidr.items[i].prefix < (cidr.items[i].address->family == 6 ? 128 : 32))
            return false;
        model_each (plan->model, party, 0, KIND_ENDPOINT) {
            struct data addresses = is_party_there(plan, party)
                                        ? model_data(plan->model, party, KEYWORD_ADDRESS)
                                        : (struct data){0};
            for (uint32_t j = 0; j < addresses.count; j++)
                found |= address_equal(addresses.items[j].address, cidr.items[i].address);
        }
        there += found;
    }
    return cidr.count > 0 && there == cidr.count;
}

/* The internet holds the outside parties that say they are there: the vendor's services, and the
 * author's. */
static bool is_on_internet(const struct plan *plan, object_t actor, object_t object)
{
    bool network = model_object(plan->model, object)->kind == KIND_NETWORK;
    return (network || is_party_there(plan, object)) &&
           actor == model_catalogue(plan->model, KIND_ACTOR, "internet") &&
           (!network || is_network_there(plan, object));
}

static bool covers(struct plan *plan, const struct datum *datum, object_t around, object_t object)
{
    if (datum->type == DATUM_ROLE_OF)
        return has_role(plan, datum, around, object);
    if (datum->type == DATUM_ADDRESS || datum->type == DATUM_NETWORK)
        return is_literal_within(plan, datum, object);
    if (datum->type != DATUM_OBJECT || datum->object == object)
        return datum->type == DATUM_OBJECT;
    switch ((enum kind)model_object(plan->model, datum->object)->kind) {
    case KIND_ENVIRONMENT: return model_object(plan->model, object)->environment == datum->object;
    case KIND_ZONE: return in_zone(plan, datum->object, object);
    case KIND_NETWORK: return in_network(plan, datum->object, object);
    case KIND_ACTOR: return is_on_internet(plan, datum->object, object);
    case KIND_TOP:
    case KIND_INFRASTRUCTURE:
    case KIND_SERVER:
    case KIND_DATABASE:
    case KIND_LOAD_BALANCER:
    case KIND_REVERSE_PROXY:
    case KIND_ENDPOINT:
    case KIND_CONTAINER_RUNTIME:
    case KIND_CONNECT:
    case KIND_FLOW:
    case KIND_ROLE:
    case KIND_SERVICE:
    case KIND_PROVIDER:
    case KIND_LINK:
    case KIND_FIREWALL:
    case KIND_CERTIFICATE:
    case KIND_LET:
    case KIND_ADVICE:
    case KIND_CHECKLIST:
    case KIND_APP:
    case KIND_COUNT: return false;
    }
    return false;
}

/* Whether END, in digits or a network, means ADDRESS. */
static bool means_address(const struct plan *plan, const struct datum *end,
                          const struct datum *address)
{
    if (end->type == DATUM_ADDRESS || end->type == DATUM_NETWORK)
        return address_within(address->address, end);
    if (end->type != DATUM_OBJECT || model_object(plan->model, end->object)->kind != KIND_NETWORK)
        return false;
    struct data cidr = model_data(plan->model, end->object, KEYWORD_CIDR);
    for (uint32_t i = 0; i < cidr.count; i++)
        if (address_within(address->address, &cidr.items[i]))
            return true;
    return false;
}

enum extent { EXTENT_NONE, EXTENT_SOME, EXTENT_ALL };

/* How many of the addresses of OBJECT the ENDS mean together: of a party with several each may
 * stand for itself. */
static enum extent addresses_meant(const struct plan *plan, struct data ends, object_t object)
{
    enum kind kind = (enum kind)model_object(plan->model, object)->kind;
    struct data addresses = schema_find("address", kind) == KEYWORD_ADDRESS
                                ? model_data(plan->model, object, KEYWORD_ADDRESS)
                                : (struct data){0};
    uint32_t meant = 0;
    for (uint32_t i = 0; addresses.count > 1 && i < addresses.count; i++) {
        bool found = false;
        for (uint32_t j = 0; j < ends.count && !found; j++)
            found = addresses.items[i].type == DATUM_ADDRESS &&
                    means_address(plan, &ends.items[j], &addresses.items[i]);
        meant += found;
    }
    return !meant ? EXTENT_NONE : meant < addresses.count ? EXTENT_SOME : EXTENT_ALL;
}

#define PARTIES                                                                                    \
    (KINDS(SERVER) | KINDS(DATABASE) | KINDS(LOAD_BALANCER) | KINDS(REVERSE_PROXY) |               \
     KINDS(CONTAINER_RUNTIME) | KINDS(ENDPOINT) | KINDS(ACTOR) | KINDS(NETWORK))

/* The things that an end may cover, of all objects. */
static struct group parties_of(struct plan *plan)
{
    objects_t found = {0};
    for (object_t object = 1; object < plan->model->objects.count; object++)
        if (PARTIES & 1u << model_object(plan->model, object)->kind ||
            plan_stands_for_servers(plan, object))
            objects_add(plan, &found, object);
    return group_of(plan, &found);
}

/* Whether one of ENDS means addresses, not things. */
static bool mean_addresses(const struct plan *plan, struct data ends)
{
    for (uint32_t i = 0; i < ends.count; i++)
        if (ends.items[i].type != DATUM_ROLE_OF &&
            (ends.items[i].type != DATUM_OBJECT ||
             model_object(plan->model, ends.items[i].object)->kind == KIND_NETWORK))
            return true;
    return false;
}

/* The things that ENDS cover; *SOME gets those of which they mean some addresses, *PARTS what each
 * of ENDS covers (the first that does; of a party meant by several addresses, the party). */
static struct group covered(struct plan *plan, struct data ends, object_t around,
                            struct group *some, struct parts *parts)
{
    objects_t found = {0}, partly = {0};
    objects_t *covered = arena_array(plan->arena, objects_t, ends.count + 1);
    if (!plan->openings->parties.count)
        plan->openings->parties = parties_of(plan);
    struct group parties = plan->openings->parties;
    bool addresses = mean_addresses(plan, ends);
    for (uint32_t i = 0; i < parties.count; i++) {
        object_t object = parties.items[i];
        uint32_t end = 0;
        while (end < ends.count && !covers(plan, &ends.items[end], around, object))
            end++;
        enum extent extent = end < ends.count ? EXTENT_ALL
                             : addresses      ? addresses_meant(plan, ends, object)
                                              : EXTENT_NONE;
        if (extent == EXTENT_SOME)
            objects_add(plan, &partly, object);
        if (extent != EXTENT_ALL)
            continue;
        objects_add(plan, &found, object);
        objects_add(plan, &covered[end], object);
    }
    struct group *groups = arena_array(plan->arena, struct group, ends.count + 1);
    for (uint32_t i = 0; i <= ends.count; i++)
        groups[i] = group_of(plan, &covered[i]);
    *parts = (struct parts){groups, ends.count + 1};
    *some = group_of(plan, &partly);
    return group_of(plan, &found);
}

/* ---- Ports ---- */

/* What datum I of the ports of RULE means; services answer where the destination's environment
 * says. */
static struct ports rule_ports(const struct plan *plan, const struct opening_rule *rule, uint32_t i)
{
    const struct datum *datum = &field_ports(rule->field).items[i];
    if (datum->type != DATUM_OBJECT)
        return datum->ports;
    object_t environment = rule->environment;
    if (!environment && rule->destinations.count)
        environment = model_object(plan->model, rule->destinations.items[0])->environment;
    return plan_service_ports(plan, datum->object, environment);
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
    for (uint32_t i = 0; i < inner.count; i++)
        if (!group_has(outer, inner.items[i]))
            return false;
    return true;
}

static bool touches(struct group left, struct group right)
{
    struct group fewer = left.count < right.count ? left : right;
    struct group more = left.count < right.count ? right : left;
    if (fewer.count == 0 || fewer.items[0] > more.items[more.count - 1] ||
        fewer.items[fewer.count - 1] < more.items[0])
        return false;
    for (uint32_t i = 0; i < fewer.count; i++)
        if (group_has(more, fewer.items[i]))
            return true;
    return false;
}

/* Whether INNER lies within OUTER; MEETING: those of its PARTS that have something in common with it do. */
static bool ends_within(struct group inner, struct parts parts, struct group outer, bool meeting)
{
    if (!meeting)
        return is_subset(inner, outer);
    for (uint32_t i = 0; i < parts.count; i++)
        if (touches(parts.items[i], outer) && !is_subset(parts.items[i], outer))
            return false;
    return true;
}

static bool ports_within(const struct plan *plan, const struct opening_rule *inner,
                         const struct opening_rule *outer, bool meeting)
{
    for (uint32_t i = 0; i < field_ports(inner->field).count; i++) {
        struct ports ports = rule_ports(plan, inner, i);
        bool met = !meeting, held = false;
        for (uint32_t j = 0; j < field_ports(outer->field).count; j++) {
            struct ports wide = rule_ports(plan, outer, j);
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
           ends_within(inner->sources, inner->source_parts, outer->sources, meeting) &&
           ends_within(inner->destinations, inner->destination_parts, outer->destinations, meeting);
}

static bool ports_overlap(const struct plan *plan, const struct opening_rule *a,
                          const struct opening_rule *b)
{
    for (uint32_t i = 0; i < field_ports(a->field).count; i++)
        for (uint32_t j = 0; j < field_ports(b->field).count; j++) {
            struct ports left = rule_ports(plan, a, i), right = rule_ports(plan, b, j);
            if (is_overlap(&left, &right))
                return true;
        }
    return false;
}

static bool rules_overlap(const struct plan *plan, const struct opening_rule *a,
                          const struct opening_rule *b)
{
    return touches(a->destinations, b->destinations) && touches(a->sources, b->sources) &&
           ports_overlap(plan, a, b);
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

/* Which rules are narrower than which, where they meet; and which contradict each other. */
static void compare_rules(struct plan *plan)
{
    struct openings *openings = plan->openings;
    uint32_t count = openings->rules.count;
    openings->narrower = arena_array(plan->arena, uint8_t, (size_t)count * count / 8 + 1);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = i + 1; j < count; j++) {
            const struct opening_rule *a = &openings->rules.items[i],
                                      *b = &openings->rules.items[j];
            if (!rules_overlap(plan, a, b))
                continue;
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
                continue;
            openings->rules.items[i].disputed = openings->rules.items[j].disputed = true;
            vec_add(plan->arena, &openings->contradictions,
                    ((struct contradiction){a->open ? a->field : b->field,
                                            a->open ? b->field : a->field}));
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
                covered(plan, field_operand(field, 0), environment, &rule->some_sources,
                        &rule->source_parts);
            rule->destinations =
                covered(plan, field_targets(field), environment, &rule->some_destinations,
                        &rule->destination_parts);
            rule->environment = environment;
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
    compare_rules(plan);
}

static bool has_port(const struct plan *plan, const struct opening_rule *rule, uint16_t port,
                     uint8_t protocol)
{
    for (uint32_t p = 0; p < field_ports(rule->field).count; p++) {
        struct ports ports = rule_ports(plan, rule, p);
        if (includes(&ports, port, protocol))
            return true;
    }
    return false;
}

/* Whether some addresses of the one or the other are let through: then what closes the whole does
 * not close it all, and which of them are used nobody knows. */
static bool is_open_in_part(const struct plan *plan, object_t source, object_t destination,
                            uint16_t port, uint8_t protocol)
{
    for (uint32_t i = 0; i < plan->openings->rules.count; i++) {
        const struct opening_rule *rule = &plan->openings->rules.items[i];
        bool from = group_has(rule->sources, source),
             to = group_has(rule->destinations, destination);
        if (rule->open && (!from || !to) && (from || group_has(rule->some_sources, source)) &&
            (to || group_has(rule->some_destinations, destination)) &&
            has_port(plan, rule, port, protocol))
            return true;
    }
    return false;
}

enum opening plan_opening(const struct plan *plan, object_t source, object_t destination,
                          uint16_t port, uint8_t protocol, const struct field **statement)
{
    const struct openings *openings = plan->openings;
    const struct opening_rule *narrowest = NULL, *first = openings->rules.items;
    for (uint32_t i = 0; i < openings->rules.count; i++) {
        const struct opening_rule *rule = &openings->rules.items[i];
        if (group_has(rule->destinations, destination) && group_has(rule->sources, source) &&
            has_port(plan, rule, port, protocol) &&
            (!narrowest || is_narrower(openings, i, (uint32_t)(narrowest - first))))
            narrowest = rule;
    }
    if (statement)
        *statement = narrowest ? narrowest->field : NULL;
    if (narrowest &&
        (narrowest->disputed ||
         (!narrowest->open && is_open_in_part(plan, source, destination, port, protocol))))
        return OPENING_UNKNOWN;
    return !narrowest ? OPENING_UNKNOWN : narrowest->open ? OPENING_OPEN : OPENING_CLOSED;
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
