/*
 * What each server listens on: the ports of the openings that lead to it, those that stay on it too.
 */
#include <stdlib.h>
#include <string.h>

#include "plan/derive.h"

struct listening {
    uint32_t server;
    const struct plan_flow *flow;
};

static int by_server_and_port(const void *left, const void *right)
{
    const struct listening *a = left, *b = right;
    if (a->server != b->server)
        return a->server < b->server ? -1 : 1;
    if (a->flow->ports[0].first != b->flow->ports[0].first)
        return a->flow->ports[0].first < b->flow->ports[0].first ? -1 : 1;
    return strcmp(a->flow->port, b->flow->port);
}

void derive_listening(struct plan *plan)
{
    VEC(struct listening) all = {0};
    for (uint32_t f = 0; f < plan->flows.count; f++)
        for (uint32_t i = 0; i < plan->flows.items[f].destinations.count; i++) {
            if (plan->flows.items[f].portless)
                break;
            object_t to = plan->flows.items[f].destinations.items[i];
            if (model_object(plan->model, to)->kind == KIND_SERVER)
                vec_add(plan->arena, &all, ((struct listening){to, &plan->flows.items[f]}));
        }
    if (all.count)
        qsort(all.items, all.count, sizeof *all.items, by_server_and_port);
    uint32_t at = 0;
    for (object_t object = 1; object < plan->model->objects.count; object++) {
        if (model_object(plan->model, object)->kind != KIND_SERVER)
            continue;
        struct plan_server *server = vec_push(plan->arena, &plan->servers);
        VEC(const char *) ports = {0};
        server->object = object;
        for (; at < all.count && all.items[at].server == object; at++)
            if (ports.count == 0 ||
                strcmp(ports.items[ports.count - 1], all.items[at].flow->port) != 0)
                vec_add(plan->arena, &ports, all.items[at].flow->port);
        server->listens = ports.items;
        server->listen_count = ports.count;
    }
}
