/*
 * What the ends of an `allow` or `deny` mean: takes the list of a statement, gives the things it
 * covers. What several statements name (an environment, a zone, a network) is worked out once.
 */
#include "plan/coverage.h"

#include <stdlib.h>
#include <string.h>

#include "plan/derive.h"

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
        return whole->type == DATUM_NETWORK && datum_prefix(part) >= datum_prefix(whole) &&
               address_within(datum_address(part), whole);
    return part->type == DATUM_ADDRESS && address_within(datum_address(part), whole);
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
    if (literal->type == DATUM_NETWORK && datum_prefix(literal) == 0)
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
    switch (datum_scope(datum)) {
    case SCOPE_LIFETIME: here = environment && environment == lifetime; break;
    case SCOPE_MANAGED: here = here && its && its->managed; break;
    case SCOPE_NAMED: here = environment == datum->named; break;
    case SCOPE_SAME:
    case SCOPE_CONNECTED:
    case SCOPE_CALLED: break;
    }
    if (!here || !environment)
        return false;
    if (datum_kind(datum))
        return model_object(plan->model, object)->kind == datum_kind(datum);
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
        if (datum_prefix(&cidr.items[i]) < (datum_address(&cidr.items[i])->family == 6 ? 128 : 32))
            return false;
        model_each (plan->model, party, 0, KIND_ENDPOINT) {
            struct data addresses = is_party_there(plan, party)
                                        ? model_data(plan->model, party, KEYWORD_ADDRESS)
                                        : (struct data){0};
            for (uint32_t j = 0; j < addresses.count; j++)
                found |= address_equal(datum_address(&addresses.items[j]),
                                       datum_address(&cidr.items[i]));
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
        return address_within(datum_address(address), end);
    if (end->type != DATUM_OBJECT || model_object(plan->model, end->object)->kind != KIND_NETWORK)
        return false;
    struct data cidr = model_data(plan->model, end->object, KEYWORD_CIDR);
    for (uint32_t i = 0; i < cidr.count; i++)
        if (address_within(datum_address(address), &cidr.items[i]))
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

/* ---- What may be covered ---- */

static struct data addresses_of(const struct plan *plan, object_t object)
{
    enum kind kind = (enum kind)model_object(plan->model, object)->kind;
    return schema_find("address", kind) == KEYWORD_ADDRESS
               ? model_data(plan->model, object, KEYWORD_ADDRESS)
               : (struct data){0};
}

static int by_address(const void *left, const void *right)
{
    const struct addressed *a = left, *b = right;
    int order = memcmp(a->address->bytes, b->address->bytes, sizeof a->address->bytes);
    if (!order)
        order = a->address->family - b->address->family;
    return order ? order : (a->object > b->object) - (a->object < b->object);
}

/* Notes the addresses of OBJECT: one, by which it can be found, or several. */
static void note_addresses(struct plan *plan, struct coverage *coverage, object_t object)
{
    struct data addresses = addresses_of(plan, object);
    bool one = addresses.count > 0;
    for (uint32_t i = 0; i < addresses.count; i++)
        one &=
            addresses.items[i].type == DATUM_ADDRESS &&
            address_equal(datum_address(&addresses.items[i]), datum_address(&addresses.items[0]));
    if (one)
        vec_add(plan->arena, &coverage->addressed,
                ((struct addressed){datum_address(&addresses.items[0]), object}));
    if (addresses.count > 1)
        vec_add(plan->arena, &coverage->several, object);
}

static void prepare(struct plan *plan, struct coverage *coverage)
{
    objects_t found = {0};
    uint32_t count = plan->model->objects.count;
    for (object_t object = 1; object < count; object++)
        if (PARTIES & 1u << model_object(plan->model, object)->kind ||
            plan_stands_for_servers(plan, object)) {
            objects_add(plan, &found, object);
            note_addresses(plan, coverage, object);
        }
    if (coverage->addressed.count > 1)
        qsort(coverage->addressed.items, coverage->addressed.count,
              sizeof *coverage->addressed.items, by_address);
    coverage->parties = group_of(plan, &found);
    coverage->known = arena_array(plan->arena, struct group *, count);
    coverage->seen = arena_array(plan->arena, uint32_t, count);
}

/* ---- What one end covers ---- */

/* Those of the things that may be covered which END does cover. */
static struct group look_through(struct plan *plan, const struct coverage *coverage,
                                 const struct datum *end, object_t around)
{
    objects_t found = {0};
    for (uint32_t i = 0; i < coverage->parties.count; i++)
        if (covers(plan, end, around, coverage->parties.items[i]))
            objects_add(plan, &found, coverage->parties.items[i]);
    return group_of(plan, &found);
}

/* Those whose only address is ADDRESS. */
static struct group at_address(struct plan *plan, const struct coverage *coverage,
                               const struct address *address)
{
    uint32_t low = 0, high = coverage->addressed.count;
    const struct addressed wanted = {address, 0};
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (by_address(&coverage->addressed.items[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    objects_t found = {0};
    for (; low < coverage->addressed.count &&
           address_equal(coverage->addressed.items[low].address, address);
         low++)
        objects_add(plan, &found, coverage->addressed.items[low].object);
    return group_of(plan, &found);
}

/* Whether END is a thing that covers nothing but itself. */
static bool is_alone(const struct plan *plan, const struct datum *end)
{
    kinds_t holders = KINDS(ENVIRONMENT) | KINDS(ZONE) | KINDS(NETWORK) | KINDS(ACTOR);
    return end->type == DATUM_OBJECT &&
           !(holders & 1u << model_object(plan->model, end->object)->kind);
}

static struct group end_covers(struct plan *plan, struct coverage *coverage,
                               const struct datum *end, object_t around)
{
    if (end->type == DATUM_ADDRESS)
        return at_address(plan, coverage, datum_address(end));
    if (end->type != DATUM_OBJECT)
        return look_through(plan, coverage, end, around);
    if (is_alone(plan, end))
        return group_has(coverage->parties, end->object) ? group_one(plan, end->object)
                                                         : (struct group){0};
    struct group **known = &coverage->known[end->object];
    if (!*known) {
        *known = arena_new(plan->arena, struct group);
        **known = look_through(plan, coverage, end, around);
    }
    return **known;
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

struct covered coverage_of(struct plan *plan, struct coverage *coverage, struct data ends,
                           object_t around)
{
    if (!coverage->seen)
        prepare(plan, coverage);
    uint32_t list = ++coverage->lists;
    objects_t found = {0}, partly = {0}, together = {0};
    struct group *parts = arena_array(plan->arena, struct group, ends.count + 1);
    for (uint32_t i = 0; i < ends.count; i++) {
        objects_t part = {0};
        struct group all = end_covers(plan, coverage, &ends.items[i], around);
        for (uint32_t j = 0; j < all.count; j++) {
            uint32_t *seen = &coverage->seen[all.items[j]];
            if (*seen == list)
                continue;
            *seen = list;
            objects_add(plan, &part, all.items[j]);
            objects_add(plan, &found, all.items[j]);
        }
        parts[i] = part.count == all.count ? all : group_of(plan, &part);
    }
    /* Of a party meant by several addresses it is the party. */
    bool addresses = mean_addresses(plan, ends);
    for (uint32_t i = 0; addresses && i < coverage->several.count; i++) {
        object_t object = coverage->several.items[i];
        enum extent extent =
            coverage->seen[object] == list ? EXTENT_NONE : addresses_meant(plan, ends, object);
        if (extent == EXTENT_SOME)
            objects_add(plan, &partly, object);
        if (extent == EXTENT_ALL) {
            objects_add(plan, &found, object);
            objects_add(plan, &together, object);
        }
    }
    parts[ends.count] = group_of(plan, &together);
    struct group all = ends.count == 1 && parts[1].count == 0 ? parts[0] : group_of(plan, &found);
    return (struct covered){all, group_of(plan, &partly), {parts, ends.count + 1}};
}
