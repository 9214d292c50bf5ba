/*
 * On which port a destination of a flow answers: takes what the statement says, gives numbers.
 */
#include <stdlib.h>

#include "plan/forms.h"

bool ports_equal(const struct ports *left, const struct ports *right)
{
    return left->first == right->first && left->last == right->last &&
           left->protocol == right->protocol && left->any == right->any;
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
        object_t says = replica_speaker(plan, destination, REPLICA_PORT);
        struct data own = model_data(model, says, KEYWORD_PORT);
        if (own.count)
            return datum_ports(own.items);
        says = replica_speaker(plan, destination, REPLICA_ENGINE);
        struct data engine = any ? model_data(model, says, KEYWORD_ENGINE) : (struct data){0};
        if (engine.count)
            service = model_catalogue(model, KIND_SERVICE, engine.items[0].text);
    }
    object_t environment = it->environment             ? it->environment
                           : it->kind == KIND_ENDPOINT ? 0 /* configures its own */
                                                       : around;
    return service ? plan_service_ports(plan, service, environment) : datum_ports(port);
}

/* Whether two destinations answer alike. */
static bool is_alike(const struct plan *plan, const struct flow_form *form, object_t around,
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

bool ports_alike(const struct plan *plan, const struct flow_form *form, object_t around,
                 const struct datum *port, struct group destinations)
{
    for (uint32_t i = 1; i < destinations.count; i++)
        if (!is_alike(plan, form, around, port, destinations.items[0], destinations.items[i]))
            return false;
    return true;
}

static int by_ports(const void *left, const void *right)
{
    const struct answer *a = left, *b = right;
    const struct ports *p = &a->ports, *q = &b->ports;
    return p->first != q->first         ? p->first - q->first
           : p->last != q->last         ? p->last - q->last
           : p->protocol != q->protocol ? p->protocol - q->protocol
           : p->any != q->any
               ? p->any - q->any
               : (a->destination > b->destination) - (a->destination < b->destination);
}

static int by_first(const void *left, const void *right)
{
    const struct answer *a = left, *b = right;
    return a->first != b->first
               ? (a->first > b->first) - (a->first < b->first)
               : (a->destination > b->destination) - (a->destination < b->destination);
}

struct answer *ports_answers(struct plan *plan, const struct flow_form *form, object_t around,
                             const struct datum *port, struct group destinations)
{
    struct answer *answers = arena_array(plan->arena, struct answer, destinations.count);
    for (uint32_t i = 0; i < destinations.count; i++) {
        object_t at = destinations.items[i];
        answers[i] = (struct answer){port_towards(plan, form, around, port, at), at, at};
    }
    qsort(answers, destinations.count, sizeof *answers, by_ports);
    for (uint32_t i = 1; i < destinations.count; i++)
        if (ports_equal(&answers[i].ports, &answers[i - 1].ports))
            answers[i].first = answers[i - 1].first;
    qsort(answers, destinations.count, sizeof *answers, by_first);
    return answers;
}
