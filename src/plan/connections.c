/*
 * What `connect` says: which builder, AI Mentor Studio or Studio is used with which environments.
 *
 * A flow of a vendor's service is asked for once for each `connect` that names the service and the
 * environment. The Studios are on every developer's machine: where no `connect` names one, it is
 * used with every environment.
 */
#include <stdlib.h>

#include "plan/forms.h"

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
    struct data services = field_operand(model_head(plan->model, connect), 0);
    for (uint32_t i = 0; i < services.count; i++)
        if (services.items[i].type == DATUM_OBJECT && services.items[i].object == service)
            return true;
    return false;
}

/* ---- Which environments a `connect` names ---- */

static int compare_connections(const void *left, const void *right)
{
    const struct plan_connection *a = left, *b = right;
    if (a->environment != b->environment)
        return a->environment < b->environment ? -1 : 1;
    return (a->connect > b->connect) - (a->connect < b->connect);
}

void derive_connections(struct plan *plan)
{
    for (object_t connect = plan_connect(plan, 0); connect; connect = plan_connect(plan, connect)) {
        struct data targets = field_targets(model_head(plan->model, connect));
        for (uint32_t i = 0; i < targets.count; i++)
            if (targets.items[i].object) /* else a mistake */
                vec_add(plan->arena, &plan->connections,
                        ((struct plan_connection){targets.items[i].object, connect}));
        if (targets.count == 0)
            vec_add(plan->arena, &plan->connections, ((struct plan_connection){0, connect}));
    }
    if (!plan_connect(plan, 0))
        return;
    if (plan->connections.count)
        qsort(plan->connections.items, plan->connections.count, sizeof *plan->connections.items,
              compare_connections);
    objects_t flows = {0}, services = {0};
    model_each (plan->model, flow, 0, KIND_FLOW) {
        struct data named = model_data(plan->model, flow, KEYWORD_CONNECTION);
        if (named.count)
            objects_add(plan, &flows, flow);
        for (uint32_t i = 0; i < named.count; i++)
            objects_add(plan, &services, named.items[i].object);
    }
    plan->asked_flows = group_of(plan, &flows);
    plan->asked_services = group_of(plan, &services);
}

/* The place of the first connection that is not below WANTED. */
static uint32_t connection_from(const struct plan *plan, const struct plan_connection *wanted)
{
    uint32_t low = 0, high = plan->connections.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare_connections(&plan->connections.items[middle], wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* ---- What a flow is asked for by ---- */

/* Whether CONNECT names one of SERVICES; no services are all. */
static bool names_one(const struct plan *plan, object_t connect, struct group services)
{
    bool named = services.count == 0;
    for (uint32_t i = 0; i < services.count; i++)
        named |= plan_connects(plan, connect, services.items[i]);
    return named;
}

struct group services_connects(struct plan *plan, struct group services)
{
    objects_t found = {0};
    for (object_t connect = plan_connect(plan, 0); connect; connect = plan_connect(plan, connect))
        if (!model_head(plan->model, connect)->wrong && names_one(plan, connect, services))
            objects_add(plan, &found, connect);
    return group_of(plan, &found);
}

struct group form_connects(struct plan *plan, const struct flow_form *form, object_t environment)
{
    static const object_t without = 0;
    struct group services = form->services, all = form->connects;
    bool studio =
        services.count && model_object(plan->model, services.items[0])->kind == KIND_SERVICE;
    if (all.count == 0 && ((services.count == 0 && !form->connected) || studio))
        return (struct group){&without, 1};
    if (all.count == 0 || !environment)
        return all;
    objects_t found = {0};
    const object_t named[] = {0, environment}; /* by what is said of every one, and of this one */
    for (uint32_t n = 0; n < 2; n++) {
        const struct plan_connection first = {named[n], 0};
        for (uint32_t i = connection_from(plan, &first); i < plan->connections.count; i++) {
            const struct plan_connection *connection = &plan->connections.items[i];
            if (connection->environment != named[n])
                break;
            if (group_has(all, connection->connect))
                objects_add(plan, &found, connection->connect);
        }
    }
    return group_of(plan, &found);
}
