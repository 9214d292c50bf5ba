/*
 * Items of a picture: networks, as frames around what stands in them. See diagram.h.
 */
#include <string.h>

#include "emit/diagram_items.h"

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
    return drawing->networks
               ? network_frame(drawing, environment, plan_network(drawing->plan, object))
               : environment;
}

struct item *within_networks(struct drawing *drawing, struct item *environment,
                             struct group members)
{
    if (!drawing->networks || members.count == 0)
        return environment;
    object_t network = plan_network(drawing->plan, members.items[0]);
    for (uint32_t i = 1; i < members.count; i++)
        if (plan_network(drawing->plan, members.items[i]) != network)
            return environment;
    return network_frame(drawing, environment, network);
}
