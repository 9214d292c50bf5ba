/*
 * Who stands in front of what: takes what load balancers and reverse proxies say that they serve, gives it by
 * device and by thing, and the ways from proxy to proxy that follow from it.
 */
#include "plan/derive.h"

#include <stdlib.h>

/* What a device serves that serves several things. */
struct serving_list {
    object_t device;
    struct group served;
};

static bool is_silent(const struct plan *plan, object_t device)
{
    return model_state(plan->model, device, KEYWORD_SERVE) == STATE_ABSENT;
}

/* Adds the reverse proxies in PARENT to DEVICES. */
static void add_proxies(struct plan *plan, object_t parent, objects_t *devices)
{
    model_each (plan->model, proxy, parent, KIND_REVERSE_PROXY) {
        objects_add(plan, devices, proxy);
        if (is_silent(plan, proxy))
            vec_add(plan->arena, &plan->serving.silent, proxy);
    }
}

static void find_devices(struct plan *plan, objects_t *devices)
{
    add_proxies(plan, 0, devices);
    for (uint32_t e = 0; e < plan->environments.count; e++) {
        const struct plan_environment *environment = &plan->environments.items[e];
        for (uint32_t i = 0; i < environment->balancers.count; i++)
            objects_add(plan, devices, environment->balancers.items[i]);
        add_proxies(plan, environment->object, devices);
    }
}

/* Notes what DEVICE says that it serves; mostly that is one thing, and stands in the model. */
static struct group find_served(struct plan *plan, object_t device)
{
    struct data data = model_data(plan->model, device, KEYWORD_SERVE);
    if (data.count <= 1)
        return plan_served(plan, device);
    objects_t served = {0};
    for (uint32_t i = 0; i < data.count; i++)
        objects_add(plan, &served, data.items[i].object);
    struct serving_list list = {device, group_of(plan, &served)};
    vec_add(plan->arena, &plan->serving.lists, list);
    return list.served;
}

static int by_device(const void *left, const void *right)
{
    const struct serving_list *one = left, *other = right;
    return (one->device > other->device) - (one->device < other->device);
}

void derive_serving(struct plan *plan)
{
    uint32_t objects = plan->model->objects.count, all = 0;
    objects_t devices = {0};
    find_devices(plan, &devices);
    if (!devices.count)
        return;
    struct group *served = arena_array(plan->arena, struct group, devices.count);
    uint32_t *first = arena_array(plan->arena, uint32_t, objects + 1);
    for (uint32_t d = 0; d < devices.count; d++) {
        served[d] = find_served(plan, devices.items[d]);
        all += served[d].count;
        for (uint32_t i = 0; i < served[d].count; i++)
            first[served[d].items[i]]++;
    }
    if (plan->serving.lists.count)
        qsort(plan->serving.lists.items, plan->serving.lists.count,
              sizeof *plan->serving.lists.items, by_device);
    for (object_t object = 1; object <= objects; object++) /* where each one's end: */
        first[object] += first[object - 1];
    object_t *before = arena_array(plan->arena, object_t, all + 1);
    for (uint32_t d = 0; d < devices.count; d++)
        for (uint32_t i = 0; i < served[d].count; i++)
            before[--first[served[d].items[i]]] = devices.items[d];
    plan->serving.first = first;
    plan->serving.before = before;
    arena_release(plan->arena, served, sizeof *served * devices.count);
    vec_release(plan->arena, &devices);
}

struct group plan_served(const struct plan *plan, object_t device)
{
    struct data data = model_data(plan->model, device, KEYWORD_SERVE);
    if (data.count == 0)
        return (struct group){0};
    if (data.count == 1)
        return (struct group){&data.items[0].object, 1};
    uint32_t place = place_in(plan->serving.lists, device, device);
    return plan->serving.lists.items[place].served;
}

object_t way_next(struct plan *plan, object_t proxy, const struct plan_zone *zone, bool last)
{
    struct group next = group_common(plan, plan_served(plan, proxy), zone->proxies);
    struct data stated = model_data(plan->model, proxy, KEYWORD_SERVE);
    if (next.count == 0 || (next.count == 1 && next.items[0] == proxy))
        return 0;
    if (next.count == 1) /* mostly */
        return next.items[0];
    for (uint32_t i = 0; i < stated.count; i++) {
        object_t object = stated.items[last ? stated.count - 1 - i : i].object;
        if (object != proxy && group_has(next, object))
            return object;
    }
    return 0;
}

struct group way_through(struct plan *plan, object_t proxy, const struct plan_zone *zone)
{
    objects_t way = {0};
    for (object_t at = proxy; at && way.count < 16; at = way_next(plan, at, zone, true))
        objects_add(plan, &way, at);
    if (zone->balancer && zone->balancer != way.items[way.count - 1])
        objects_add(plan, &way, zone->balancer);
    return (struct group){way.items, way.count};
}

bool way_is_behind(const struct plan *plan, object_t proxy, const struct plan_zone *zone)
{
    struct group before = plan_serving(plan, proxy);
    for (uint32_t i = 0; i < before.count; i++)
        if (before.items[i] != proxy && group_has(zone->proxies, before.items[i]))
            return true;
    return false;
}
