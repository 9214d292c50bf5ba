/*
 * What `connect` says: which builder, AI Mentor Studio or Studio is used with which environments.
 *
 * A flow of a vendor's service is asked for once for each `connect` that names the service and the
 * environment. The Studios are on every developer's machine: where no `connect` names one, it is
 * used with every environment.
 */
#include "plan/derive.h"

object_t plan_connect(const struct plan *plan, object_t after)
{
    const struct model *model = plan->model;
    if (!after) {
        object_t first = model_first(model, 0, KIND_CONNECT);
        if (first)
            return first;
    } else {
        object_t next = model_following(model, after);
        if (next || model_object(model, after)->parent == model->infrastructure)
            return next;
    }
    return model->infrastructure ? model_first(model, model->infrastructure, KIND_CONNECT) : 0;
}

bool plan_connects(const struct plan *plan, object_t connect, object_t service)
{
    struct data services = field_operand(&model_object(plan->model, connect)->head, 0);
    for (uint32_t i = 0; i < services.count; i++)
        if (services.items[i].type == DATUM_OBJECT && services.items[i].object == service)
            return true;
    return false;
}

bool plan_connects_to(const struct plan *plan, object_t connect, object_t environment)
{
    const struct field *head = &model_object(plan->model, connect)->head;
    for (uint32_t i = 0; i < field_targets(head).count; i++)
        if (field_targets(head).items[i].object == environment)
            return true;
    return field_targets(head).count == 0;
}

/* The services that FLOW is about: those of its `connection`, else its outside parties where it
 * speaks of connected environments. */
static struct group services_of(struct plan *plan, object_t flow, bool *connected)
{
    const struct field *head = &model_object(plan->model, flow)->head;
    const struct data named = model_data(plan->model, flow, KEYWORD_CONNECTION);
    const struct data ends[] = {field_operand(head, 1), field_targets(head)};
    objects_t stated = {0}, parties = {0};
    for (uint32_t i = 0; i < named.count; i++)
        objects_add(plan, &stated, named.items[i].object);
    for (uint32_t e = 0; e < 2; e++)
        for (uint32_t i = 0; i < ends[e].count; i++) {
            const struct datum *end = &ends[e].items[i];
            *connected |= end->type == DATUM_ROLE_OF && end->scope == SCOPE_CONNECTED;
            if (end->type == DATUM_OBJECT &&
                model_object(plan->model, end->object)->kind == KIND_ENDPOINT)
                objects_add(plan, &parties, end->object);
        }
    if (named.count || !*connected)
        return group_of(plan, &stated);
    return group_of(plan, &parties);
}

/* Whether CONNECT names one of SERVICES; no services are all. */
static bool names_one(const struct plan *plan, object_t connect, struct group services)
{
    bool named = services.count == 0;
    for (uint32_t i = 0; i < services.count; i++)
        named |= plan_connects(plan, connect, services.items[i]);
    return named;
}

struct group flow_connects(struct plan *plan, object_t flow, object_t environment)
{
    static const object_t without = 0;
    bool connected = false, said = false;
    struct group services = services_of(plan, flow, &connected);
    if (services.count == 0 && !connected)
        return (struct group){&without, 1};
    objects_t found = {0};
    for (object_t connect = plan_connect(plan, 0); connect; connect = plan_connect(plan, connect)) {
        if (model_object(plan->model, connect)->head.wrong || !names_one(plan, connect, services))
            continue;
        said = true;
        if (!environment || plan_connects_to(plan, connect, environment))
            objects_add(plan, &found, connect);
    }
    if (!said && services.count &&
        model_object(plan->model, services.items[0])->kind == KIND_SERVICE)
        return (struct group){&without, 1};
    return group_of(plan, &found);
}

bool flow_is_of_studios(const struct plan *plan, object_t flow)
{
    struct data named = model_data(plan->model, flow, KEYWORD_CONNECTION);
    return named.count && named.items[0].type == DATUM_OBJECT &&
           model_object(plan->model, named.items[0].object)->kind == KIND_SERVICE;
}
