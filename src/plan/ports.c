/*
 * On which port a destination of a flow answers: takes what the statement says, gives numbers.
 */
#include "plan/forms.h"

bool ports_equal(const struct ports *left, const struct ports *right)
{
    return left->first == right->first && left->last == right->last &&
           left->protocol == right->protocol && left->any == right->any;
}

/* The port that is stated for DATABASE, with its first *ENGINE; a replica has those of its primary.
 */
static struct data stated_port(const struct model *model, object_t database, struct data *engine)
{
    *engine = (struct data){0};
    for (size_t hops = 0; hops < model->objects.count; hops++) {
        struct data own = model_data(model, database, KEYWORD_PORT);
        struct data primary = model_data(model, database, KEYWORD_REPLICA_OF);
        if (!engine->count)
            *engine = model_data(model, database, KEYWORD_ENGINE);
        if (own.count || !primary.count)
            return own;
        database = primary.items[0].object;
    }
    return (struct data){0};
}

struct ports port_towards(const struct plan *plan, const struct flow_form *form, object_t around,
                          const struct datum *port, object_t destination)
{
    const struct model *model = plan->model;
    const struct object *it = model_object(model, destination);
    bool any = port->type == DATUM_PORTS && datum_ports(port).any;
    object_t service = port->type == DATUM_OBJECT ? port->object : 0;
    if (it->kind == KIND_DATABASE &&
        (service || (any && !model_object(model, form->flow)->catalogue))) {
        struct data engine, own = stated_port(model, destination, &engine);
        if (own.count)
            return datum_ports(own.items);
        if (any && engine.count)
            service = model_catalogue(model, KIND_SERVICE, engine.items[0].text);
    }
    object_t environment = it->environment             ? it->environment
                           : it->kind == KIND_ENDPOINT ? 0 /* configures its own */
                                                       : around;
    return service ? plan_service_ports(plan, service, environment) : datum_ports(port);
}

bool port_is_alike(const struct plan *plan, const struct flow_form *form, object_t around,
                   const struct datum *port, object_t left, object_t right)
{
    const struct object *a = model_object(plan->model, left);
    const struct object *b = model_object(plan->model, right);
    if (a->environment == b->environment && a->kind != KIND_DATABASE && b->kind != KIND_DATABASE &&
        (a->kind == KIND_ENDPOINT) == (b->kind == KIND_ENDPOINT))
        return true; /* only environments and databases have words for ports */
    struct ports left_ports = port_towards(plan, form, around, port, left);
    struct ports right_ports = port_towards(plan, form, around, port, right);
    return ports_equal(&left_ports, &right_ports);
}
