/*
 * What may be in front of what: takes what devices say that they serve, gives the few of many that
 * may be in front of a zone, and the way from one device to the next. See reaches.h.
 */
#include "plan/reaches.h"

#include <stdlib.h>

static void meet(struct plan *plan, struct way *way, object_t device)
{
    if (way->met[device] == way->count)
        return;
    way->met[device] = way->count;
    vec_add(plan->arena, &way->devices, device);
}

void way_begin(struct plan *plan, struct way *way, object_t device)
{
    if (!way->met)
        way->met = arena_array(plan->arena, uint32_t, plan->model->objects.count);
    way->count++;
    way->devices.count = 0;
    meet(plan, way, device);
}

void way_on(struct plan *plan, struct way *way, struct data served)
{
    for (uint32_t i = 0; i < served.count; i++) {
        object_t behind = served.items[i].object;
        enum kind kind = (enum kind)model_object(plan->model, behind)->kind;
        if (kind == KIND_REVERSE_PROXY || kind == KIND_LOAD_BALANCER)
            meet(plan, way, behind);
    }
}

bool serve_is_silent(const struct model *model, object_t device)
{
    return model_state(model, device, KEYWORD_SERVE) == STATE_ABSENT;
}

static int by_behind(const void *left, const void *right)
{
    const struct reach *one = left, *other = right;
    if (one->behind != other->behind)
        return one->behind < other->behind ? -1 : 1;
    return (one->device > other->device) - (one->device < other->device);
}

void reaches_fill(struct plan *plan, struct reaches *reaches, object_t parent, enum kind kind,
                  struct way *way)
{
    reaches->list.count = reaches->silent.count = 0;
    model_each (plan->model, device, parent, kind) {
        if (serve_is_silent(plan->model, device))
            objects_add(plan, &reaches->silent, device);
        way_begin(plan, way, device);
        for (uint32_t w = 0; w < way->devices.count; w++) {
            struct data served = model_data(plan->model, way->devices.items[w], KEYWORD_SERVE);
            for (uint32_t i = 0; i < served.count; i++)
                vec_add(plan->arena, &reaches->list,
                        ((struct reach){served.items[i].object, device}));
            if (kind == KIND_REVERSE_PROXY)
                way_on(plan, way, served);
        }
    }
    if (reaches->list.count)
        qsort(reaches->list.items, reaches->list.count, sizeof *reaches->list.items, by_behind);
}

static void add_before(struct plan *plan, const struct reaches *reaches, objects_t *found,
                       object_t behind)
{
    uint32_t low = place_in(reaches->list, behind, behind);
    for (; low < reaches->list.count && reaches->list.items[low].behind == behind; low++)
        objects_add(plan, found, reaches->list.items[low].device);
}

struct group reaches_before(struct plan *plan, const struct reaches *reaches,
                            const struct plan_zone *zone)
{
    objects_t found = {0};
    for (uint32_t i = 0; i < reaches->silent.count; i++)
        objects_add(plan, &found, reaches->silent.items[i]);
    if (reaches->list.count) {
        add_before(plan, reaches, &found, plan->environments.items[zone->environment].object);
        if (zone->object)
            add_before(plan, reaches, &found, zone->object);
        if (zone->balancer)
            add_before(plan, reaches, &found, zone->balancer);
        for (uint32_t i = 0; i < zone->servers.count; i++)
            add_before(plan, reaches, &found, zone->servers.items[i]);
    }
    return group_of(plan, &found);
}
