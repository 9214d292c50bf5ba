/*
 * What the ends of an `allow` or `deny` mean: takes the list of a statement, gives the things it
 * covers. What several statements name (an environment, a zone, a network) is worked out once.
 */
#include "plan/coverage.h"

#include <stdlib.h>
#include <string.h>

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

static int compare_addresses(const struct address *left, const struct address *right)
{
    if (left->family != right->family)
        return left->family < right->family ? -1 : 1;
    return memcmp(left->bytes, right->bytes, left->family == 6 ? 16 : 4);
}

/* The place of the first address that is not below ADDRESS. */
static uint32_t first_at(const struct coverage *coverage, const struct address *address)
{
    uint32_t low = 0, high = coverage->by_address.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare_addresses(coverage->by_address.items[middle].address, address) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Whether the network OBJECT is nothing but addresses of such parties. */
static bool is_network_there(const struct plan *plan, const struct coverage *coverage,
                             object_t object)
{
    struct data cidr = model_data(plan->model, object, KEYWORD_CIDR);
    uint32_t there = 0;
    for (uint32_t i = 0; i < cidr.count; i++) {
        const struct address *address = datum_address(&cidr.items[i]);
        bool found = false;
        if (datum_prefix(&cidr.items[i]) < (address->family == 6 ? 128 : 32))
            return false;
        for (uint32_t at = first_at(coverage, address);
             at < coverage->by_address.count && !found &&
             address_equal(coverage->by_address.items[at].address, address);
             at++)
            found = is_party_there(plan, coverage->by_address.items[at].object);
        there += found;
    }
    return cidr.count > 0 && there == cidr.count;
}

/* The internet holds the outside parties that say they are there: the vendor's services, and the
 * author's. */
static bool is_on_internet(const struct plan *plan, const struct coverage *coverage, object_t actor,
                           object_t object)
{
    bool network = model_object(plan->model, object)->kind == KIND_NETWORK;
    return (network || is_party_there(plan, object)) &&
           actor == model_catalogue(plan->model, KIND_ACTOR, "internet") &&
           (!network || is_network_there(plan, coverage, object));
}

static bool covers(struct plan *plan, const struct coverage *coverage, const struct datum *datum,
                   object_t around, object_t object)
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
    case KIND_ACTOR: return is_on_internet(plan, coverage, datum->object, object);
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
    const struct found_at *one = left, *other = right;
    int order = compare_addresses(one->address, other->address);
    return order ? order : (one->object > other->object) - (one->object < other->object);
}

static int by_around(const void *left, const void *right)
{
    const struct found_in *one = left, *other = right;
    if (one->around != other->around)
        return one->around < other->around ? -1 : 1;
    return (one->object > other->object) - (one->object < other->object);
}

static void note_party(struct plan *plan, struct coverage *coverage, object_t object)
{
    const struct object *it = model_object(plan->model, object);
    bool network = it->kind == KIND_NETWORK;
    struct data stated =
        network ? (struct data){0} : model_data(plan->model, object, KEYWORD_STANDS_IN);
    struct data addresses =
        network ? model_data(plan->model, object, KEYWORD_CIDR) : addresses_of(plan, object);
    if (it->environment)
        vec_add(plan->arena, &coverage->by_environment,
                ((struct found_in){it->environment, object}));
    for (uint32_t i = 0; i < stated.count; i++)
        vec_add(plan->arena, &coverage->by_network,
                ((struct found_in){stated.items[i].object, object}));
    for (uint32_t i = 0; i < addresses.count; i++)
        if (addresses.items[i].type == DATUM_ADDRESS || addresses.items[i].type == DATUM_NETWORK)
            vec_add(plan->arena, &coverage->by_address,
                    ((struct found_at){datum_address(&addresses.items[i]), object}));
}

static void prepare(struct plan *plan, struct coverage *coverage)
{
    objects_t found = {0};
    uint32_t count = plan->model->objects.count;
    object_t internet = model_catalogue(plan->model, KIND_ACTOR, "internet");
    for (object_t object = 1; object < count; object++)
        if (PARTIES & 1u << model_object(plan->model, object)->kind ||
            plan_stands_for_servers(plan, object)) {
            objects_add(plan, &found, object);
            note_party(plan, coverage, object);
        }
    if (coverage->by_address.count)
        qsort(coverage->by_address.items, coverage->by_address.count,
              sizeof *coverage->by_address.items, by_address);
    if (coverage->by_environment.count)
        qsort(coverage->by_environment.items, coverage->by_environment.count,
              sizeof *coverage->by_environment.items, by_around);
    if (coverage->by_network.count)
        qsort(coverage->by_network.items, coverage->by_network.count,
              sizeof *coverage->by_network.items, by_around);
    coverage->parties = group_of(plan, &found);
    for (uint32_t i = 0; i < coverage->parties.count; i++)
        if (is_on_internet(plan, coverage, internet, coverage->parties.items[i]))
            vec_add(plan->arena, &coverage->on_internet, coverage->parties.items[i]);
    coverage->known = arena_array(plan->arena, struct group *, count);
    coverage->seen = arena_array(plan->arena, uint32_t, count);
}

/* ---- What an end may cover ---- */

/* Adds those of COUNT ITEMS that are in AROUND. */
static void add_around(struct plan *plan, objects_t *list, const struct found_in *items,
                       uint32_t count, object_t around)
{
    uint32_t low =
        place_by_object(items, count, sizeof *items, offsetof(struct found_in, around), around);
    for (; low < count && items[low].around == around; low++)
        objects_add(plan, list, items[low].object);
}

/* Adds what has an address in WHOLE, an address or a network. */
static void add_addressed(struct plan *plan, const struct coverage *coverage, objects_t *list,
                          const struct datum *whole)
{
    struct address first = *datum_address(whole);
    uint32_t bits = whole->type == DATUM_NETWORK ? datum_prefix(whole)
                    : first.family == 6          ? 128
                                                 : 32;
    for (uint32_t bit = bits; bit < 8 * sizeof first.bytes; bit++)
        first.bytes[bit / 8] &= (uint8_t) ~(0x80 >> bit % 8);
    for (uint32_t at = first_at(coverage, &first);
         at < coverage->by_address.count &&
         address_within(coverage->by_address.items[at].address, whole);
         at++)
        objects_add(plan, list, coverage->by_address.items[at].object);
}

/* Adds what has an address in NETWORK, or says that it stands there or in a network that does. */
static void add_network(struct plan *plan, const struct coverage *coverage, objects_t *list,
                        object_t network)
{
    struct data cidr = model_data(plan->model, network, KEYWORD_CIDR);
    uint32_t begin = list->count;
    objects_add(plan, list, network);
    for (uint32_t i = 0; i < cidr.count; i++)
        add_addressed(plan, coverage, list, &cidr.items[i]);
    for (uint32_t i = begin, end = list->count; i < end; i++)
        if (model_object(plan->model, list->items[i])->kind == KIND_NETWORK)
            add_around(plan, list, coverage->by_network.items, coverage->by_network.count,
                       list->items[i]);
}

static void add_environment(struct plan *plan, const struct coverage *coverage, objects_t *list,
                            object_t environment)
{
    add_around(plan, list, coverage->by_environment.items, coverage->by_environment.count,
               environment);
}

/* Adds what END may cover, or mean some addresses of. False: it may be anything. */
static bool add_candidates(struct plan *plan, const struct coverage *coverage, objects_t *list,
                           const struct datum *end, object_t around)
{
    const struct model *model = plan->model;
    if (end->type == DATUM_ADDRESS || end->type == DATUM_NETWORK) {
        add_addressed(plan, coverage, list, end);
        return end->type == DATUM_ADDRESS || datum_prefix(end) > 0;
    }
    if (end->type == DATUM_ROLE_OF) {
        object_t home = datum_scope(end) == SCOPE_NAMED ? end->named : around;
        if (datum_scope(end) == SCOPE_LIFETIME && plan->lifetime != UINT32_MAX)
            home = plan->environments.items[plan->lifetime].object;
        add_environment(plan, coverage, list, home);
        return home != 0;
    }
    if (end->type != DATUM_OBJECT)
        return true;
    objects_add(plan, list, end->object);
    enum kind kind = (enum kind)model_object(model, end->object)->kind;
    if (kind == KIND_ENVIRONMENT)
        add_environment(plan, coverage, list, end->object);
    if (kind == KIND_NETWORK)
        add_network(plan, coverage, list, end->object);
    if (kind == KIND_ZONE) {
        struct data servers = model_data(model, end->object, KEYWORD_SERVERS);
        for (uint32_t i = 0; i < servers.count; i++)
            objects_add(plan, list, servers.items[i].object);
    }
    if (kind == KIND_ACTOR && end->object == model_catalogue(model, KIND_ACTOR, "internet"))
        for (uint32_t i = 0; i < coverage->on_internet.count; i++)
            objects_add(plan, list, coverage->on_internet.items[i]);
    return true;
}

/* What END may cover, or mean some addresses of: never less than it does. */
static struct group candidates(struct plan *plan, const struct coverage *coverage,
                               const struct datum *end, object_t around)
{
    objects_t list = {0};
    return add_candidates(plan, coverage, &list, end, around)
               ? group_common(plan, group_of(plan, &list), coverage->parties)
               : coverage->parties;
}

/* ---- What one end covers ---- */

/* Those of the things that may be covered which END does cover. */
static struct group look_through(struct plan *plan, const struct coverage *coverage,
                                 const struct datum *end, object_t around)
{
    objects_t found = {0};
    struct group parties = candidates(plan, coverage, end, around);
    for (uint32_t i = 0; i < parties.count; i++)
        if (covers(plan, coverage, end, around, parties.items[i]))
            objects_add(plan, &found, parties.items[i]);
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

/* The things with several addresses of which ENDS may mean some. */
static struct group with_several(struct plan *plan, const struct coverage *coverage,
                                 struct data ends, object_t around)
{
    objects_t found = {0};
    for (uint32_t i = 0; i < ends.count; i++) {
        if (ends.items[i].type == DATUM_ROLE_OF ||
            (ends.items[i].type == DATUM_OBJECT &&
             model_object(plan->model, ends.items[i].object)->kind != KIND_NETWORK))
            continue; /* it means things, not addresses */
        struct group parties = candidates(plan, coverage, &ends.items[i], around);
        for (uint32_t j = 0; j < parties.count; j++)
            if (addresses_of(plan, parties.items[j]).count > 1)
                objects_add(plan, &found, parties.items[j]);
    }
    return group_of(plan, &found);
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
    struct group several = with_several(plan, coverage, ends, around);
    for (uint32_t i = 0; i < several.count; i++) {
        object_t object = several.items[i];
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
