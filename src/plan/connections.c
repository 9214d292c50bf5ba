/*
 * What `connect` says: which builder, AI Mentor Studio or Studio is used with which environments.
 *
 * A flow of a vendor's service is asked for once for each `connect` that names the service and the
 * environment. The Studios are on every developer's machine: where no `connect` names one, it is
 * used with every environment.
 */
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

/* Whether CONNECT names one of SERVICES; no services are all. */
static bool names_one(const struct plan *plan, object_t connect, struct group services)
{
    bool named = services.count == 0;
    for (uint32_t i = 0; i < services.count; i++)
        named |= plan_connects(plan, connect, services.items[i]);
    return named;
}

struct group form_connects(struct plan *plan, const struct flow_form *form, object_t environment)
{
    static const object_t without = 0;
    bool said = false;
    struct group services = form->services;
    if (services.count == 0 && !form->connected)
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
