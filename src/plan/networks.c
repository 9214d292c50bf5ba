/*
 * Networks by address: takes what networks state, gives the narrowest one that has an address.
 *
 * Of two ranges one holds the other, or they have nothing in common. Sorted by where they begin, the
 * wider one first, what holds a range stands before it; each knows the narrowest of those.
 */
#include <stdlib.h>
#include <string.h>

#include "plan/derive.h"

struct range {
    const struct datum *cidr;
    object_t network;
    uint32_t number; /* as they are declared */
    uint32_t around; /* the place of the narrowest range that holds it, + 1; 0: none does */
};

struct networks {
    VEC(struct range) ranges;
};

static int compare(const struct address *left, const struct address *right)
{
    if (left->family != right->family)
        return left->family < right->family ? -1 : 1;
    return memcmp(left->bytes, right->bytes, left->family == 6 ? 16 : 4);
}

static int by_begin(const void *left, const void *right)
{
    const struct range *one = left, *other = right;
    int order = compare(datum_address(one->cidr), datum_address(other->cidr));
    if (!order)
        order = datum_prefix(one->cidr) - datum_prefix(other->cidr);
    return order ? order : (one->number > other->number) - (one->number < other->number);
}

/* From the range at PLACE (+ 1) outwards, the first one that has ADDRESS, likewise; 0 for none. */
static uint32_t holder(const struct networks *networks, uint32_t place,
                       const struct address *address)
{
    while (place && !address_within(address, networks->ranges.items[place - 1].cidr))
        place = networks->ranges.items[place - 1].around;
    return place;
}

void derive_networks(struct plan *plan)
{
    struct networks *networks = plan->networks = arena_new(plan->arena, struct networks);
    model_each (plan->model, network, 0, KIND_NETWORK) {
        struct data cidr = model_data(plan->model, network, KEYWORD_CIDR);
        for (uint32_t i = 0; i < cidr.count; i++)
            if (cidr.items[i].type == DATUM_NETWORK)
                vec_add(plan->arena, &networks->ranges,
                        ((struct range){&cidr.items[i], network, networks->ranges.count, 0}));
    }
    if (networks->ranges.count == 0)
        return;
    struct range *ranges = networks->ranges.items;
    qsort(ranges, networks->ranges.count, sizeof *ranges, by_begin);
    uint32_t kept = 1; /* of the same ranges the one that is declared first */
    for (uint32_t i = 1; i < networks->ranges.count; i++) {
        const struct range *last = &ranges[kept - 1];
        if (compare(datum_address(last->cidr), datum_address(ranges[i].cidr)) != 0 ||
            datum_prefix(last->cidr) != datum_prefix(ranges[i].cidr))
            ranges[kept++] = ranges[i];
    }
    networks->ranges.count = kept;
    for (uint32_t i = 1; i < kept; i++)
        ranges[i].around = holder(networks, i, datum_address(ranges[i].cidr));
}

object_t network_of(const struct plan *plan, const struct address *address)
{
    const struct networks *networks = plan->networks;
    uint32_t low = 0, high = networks->ranges.count;
    while (low < high) { /* the first that begins above it */
        uint32_t middle = low + (high - low) / 2;
        if (compare(datum_address(networks->ranges.items[middle].cidr), address) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    uint32_t place = holder(networks, low, address);
    return place ? networks->ranges.items[place - 1].network : 0;
}
