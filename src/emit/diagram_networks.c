/*
 * Items of a picture: networks, as frames around what stands in them. See diagram.h.
 */
#include <string.h>

#include "emit/diagram_items.h"

/* The network OBJECT stands in: the stated one, else the narrowest that has its address; 0 for
 * none. */
static object_t network_of(const struct drawing *drawing, object_t object)
{
    const struct model *model = drawing->model;
    struct data stated = model_data(model, object, KEYWORD_STANDS_IN);
    if (stated.count > 0)
        return stated.items[0].type == DATUM_OBJECT ? stated.items[0].object : 0;
    struct data own = model_data(model, object, KEYWORD_ADDRESS);
    if (own.count == 0 || own.items[0].type != DATUM_ADDRESS)
        return 0;
    object_t best = 0;
    int narrowest = -1;
    model_each (model, network, 0, KIND_NETWORK) {
        struct data ranges = model_data(model, network, KEYWORD_CIDR);
        for (uint32_t i = 0; i < ranges.count; i++)
            if (ranges.items[i].type == DATUM_NETWORK && ranges.items[i].prefix > narrowest &&
                address_within(&own.items[0].address, &ranges.items[i])) {
                best = network;
                narrowest = ranges.items[i].prefix;
            }
    }
    return best;
}

/* The frame of NETWORK within the environment's frame, made at its first use. */
static struct item *network_frame(struct drawing *drawing, struct item *environment,
                                  object_t network)
{
    if (network == 0 || !drawing->networks || environment == NULL || !environment->is_frame)
        return environment;
    const char *key = arena_printf(drawing->arena, "%s/%s", environment->key,
                                   model_path(drawing->model, network));
    struct item *item = item_find(drawing, key);
    if (item)
        return item;
    item = item_new(drawing, true, environment, key, LOOK_NETWORK_FRAME, TIER_FRONT_ENDS, network);
    const char *ranges = item_words(drawing, network, KEYWORD_CIDR);
    say(item, FACE_NOTE, "network %s%s%s", model_label(drawing->model, network),
        *ranges ? ": " : "", ranges);
    return item;
}

struct item *within_network(struct drawing *drawing, struct item *environment, object_t object)
{
    return drawing->networks ? network_frame(drawing, environment, network_of(drawing, object))
                             : environment;
}

struct item *within_networks(struct drawing *drawing, struct item *environment,
                             struct group members)
{
    if (!drawing->networks || members.count == 0)
        return environment;
    object_t network = network_of(drawing, members.items[0]);
    for (uint32_t i = 1; i < members.count; i++)
        if (network_of(drawing, members.items[i]) != network)
            return environment;
    return network_frame(drawing, environment, network);
}
