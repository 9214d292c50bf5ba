/*
 * The public library's view of the plan: takes an index, gives what is there. Only reads, so
 * nothing here can fail.
 */
#include "osnet/osnet.h"
#include "osnet_handle.h"

static struct osnet_value value_of(const struct slot *slot)
{
    return (struct osnet_value){slot->value, (enum osnet_origin)slot->origin, slot->reason,
                                slot->entries};
}

size_t osnet_environment_count(const struct osnet *osnet)
{
    const struct plan *plan = plan_of(osnet);
    return plan ? plan->environments.count : 0;
}

bool osnet_environment(const struct osnet *osnet, size_t i, struct osnet_environment *out)
{
    const struct plan *plan = plan_of(osnet);
    if (!plan || i >= plan->environments.count)
        return false;
    const struct plan_environment *environment = &plan->environments.items[i];
    *out = (struct osnet_environment){
        .name = model_name(plan->model, environment->object),
        .title = model_label(plan->model, environment->object),
        .lifetime = environment->lifetime,
        .managed = environment->managed,
        .hostname = value_of(&environment->hostname),
        .lifetime_address = value_of(&environment->lifetime_address),
    };
    return true;
}

size_t osnet_thing_count(const struct osnet *osnet)
{
    const struct plan *plan = plan_of(osnet);
    return plan ? plan->things.count : 0;
}

bool osnet_thing(const struct osnet *osnet, size_t i, struct osnet_thing *out)
{
    const struct plan *plan = plan_of(osnet);
    if (!plan || i >= plan->things.count)
        return false;
    object_t number = plan->things.items[i];
    const struct object *object = model_object(plan->model, number);
    *out = (struct osnet_thing){
        .path = model_path(plan->model, number),
        .title = model_label(plan->model, number),
        .kind = kind_name((enum kind)object->kind),
        .environment = object->environment ? model_name(plan->model, object->environment) : NULL,
    };
    return true;
}

const char *osnet_server(const struct osnet *osnet, size_t i)
{
    const struct plan *plan = plan_of(osnet);
    return plan && i < plan->servers.count ? model_path(plan->model, plan->servers.items[i].object)
                                           : NULL;
}

size_t osnet_flow_count(const struct osnet *osnet)
{
    const struct plan *plan = plan_of(osnet);
    return plan ? plan->flows.count : 0;
}

bool osnet_flow(const struct osnet *osnet, size_t i, struct osnet_flow *out)
{
    if (i >= osnet_flow_count(osnet))
        return false;
    const struct plan_flow *flow = &plan_of(osnet)->flows.items[i];
    *out = (struct osnet_flow){
        .port = flow->port->text,
        .protocol = flow->port->protocol,
        .purpose = flow->why->purpose_count ? flow->why->purposes[0] : NULL,
        .local = flow->local,
        .source_count = flow->sources.count,
        .destination_count = flow->destinations.count,
        .via_count = flow->via.count,
        .entry_count = flow->why->entry_count,
    };
    return true;
}

static const char *member(const struct plan *plan, struct group group, size_t j)
{
    return j < group.count ? model_path(plan->model, group.items[j]) : NULL;
}

const char *osnet_flow_part(const struct osnet *osnet, size_t i, enum osnet_part part, size_t j)
{
    const struct plan *plan = plan_of(osnet);
    if (i >= osnet_flow_count(osnet))
        return NULL;
    const struct plan_flow *flow = &plan->flows.items[i];
    switch (part) {
    case OSNET_SOURCES: return member(plan, flow->sources, j);
    case OSNET_DESTINATIONS: return member(plan, flow->destinations, j);
    case OSNET_VIA: return member(plan, flow->via, j);
    case OSNET_ENTRIES: return j < flow->why->entry_count ? flow->why->entries[j] : NULL;
    }
    return NULL;
}
