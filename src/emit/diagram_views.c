/*
 * The views of a plan: which things and which flows each picture shows. See diagram.h.
 */
#include <string.h>

#include "emit/diagram.h"

static object_t kind_in(const struct drawing *drawing, struct group group, enum kind kind)
{
    for (uint32_t i = 0; i < group.count; i++)
        if (model_object(drawing->model, group.items[i])->kind == kind)
            return group.items[i];
    return 0;
}

static bool is_device(const struct drawing *drawing, struct group group)
{
    return kind_in(drawing, group, KIND_REVERSE_PROXY) ||
           kind_in(drawing, group, KIND_LOAD_BALANCER);
}

/* The environment all of GROUP is in, UINT32_MAX for none or several. */
static uint32_t home_of(const struct drawing *drawing, struct group group)
{
    for (uint32_t i = 1; i < group.count; i++)
        if (model_object(drawing->model, group.items[i])->environment !=
            model_object(drawing->model, group.items[0])->environment)
            return UINT32_MAX;
    return group.count > 0 ? environment_of(drawing, group.items[0]) : UINT32_MAX;
}

static bool is_lifetime(const struct drawing *drawing, uint32_t environment)
{
    return environment != UINT32_MAX && drawing->plan->environments.items[environment].lifetime;
}

/* Whether an environment's address for LifeTime is that of one of GROUP, or may be. */
static bool reaches_address(const struct drawing *drawing, struct group group)
{
    for (uint32_t i = 0; i < group.count; i++) {
        const struct plan_environment *home = plan_environment(drawing->plan, group.items[i]);
        if (drawing->is_address[group.items[i]] || (home && !home->lifetime_address.device))
            return true;
    }
    return false;
}

/* Notes by which things LifeTime reaches environments. */
static void note_addresses(struct drawing *drawing)
{
    drawing->is_address = arena_array(drawing->arena, bool, drawing->model->objects.count);
    for (uint32_t i = 0; i < drawing->plan->environments.count; i++)
        drawing->is_address[drawing->plan->environments.items[i].lifetime_address.device] = true;
    drawing->is_address[0] = false;
}

/* Overview: the way of a request from its user to the data, and LifeTime's connections. */
static bool on_main_way(const struct drawing *drawing, const struct plan_flow *flow,
                        const void *argument)
{
    (void)argument;
    if (kind_in(drawing, flow->sources, KIND_ENDPOINT) ||
        kind_in(drawing, flow->destinations, KIND_ENDPOINT) ||
        kind_in(drawing, flow->destinations, KIND_ACTOR))
        return false;
    if (kind_in(drawing, flow->sources, KIND_ACTOR))
        return flow_is_access(drawing, flow) || flow_is_for(flow, "development-tools");
    if (kind_in(drawing, flow->destinations, KIND_DATABASE) || is_device(drawing, flow->sources))
        return true;
    if (!flow_is_for(flow, "lifetime"))
        return false;
    uint32_t from = home_of(drawing, flow->sources), to = home_of(drawing, flow->destinations);
    return from != to && is_lifetime(drawing, from) &&
           reaches_address(drawing, flow->destinations);
}

static void title_line(struct drawing *drawing, struct lines *title, const char *text)
{
    const struct model *model = drawing->model;
    const char *name = model->infrastructure ? model_label(model, model->infrastructure) : "";
    graph_line(drawing->arena, title, FACE_TITLE, "%s%s%s", name, *name ? " — " : "", text);
}

static void overview(struct drawing *drawing, struct lines *title)
{
    const struct plan *plan = drawing->plan;
    bool full = drawing->expanded || !cards_needed(drawing);
    drawing->cards = !full;
    for (uint32_t i = 0; i < plan->environments.count; i++)
        drawing->details[i] = full ? DETAIL_FULL : DETAIL_NODE;
    for (uint32_t i = 0; i < plan->environments.count && full; i++)
        things_environment(drawing, i);
    for (uint32_t i = 0; i < plan->environments.count && !full; i++)
        thing_of(drawing, plan->environments.items[i].object);
    note_addresses(drawing);
    links_flows(drawing, NULL, on_main_way, NULL);
    links_lines(drawing, UINT32_MAX);
    title_line(drawing, title, "overview");
}

/* An environment: every flow with an end in it; what developers reach elsewhere is no part of it.
 */
static bool is_of_environment(const struct drawing *drawing, const struct plan_flow *flow,
                              const void *argument)
{
    (void)argument;
    return !kind_in(drawing, flow->sources, KIND_ACTOR) ||
           !kind_in(drawing, flow->destinations, KIND_ENDPOINT);
}

static void environment(struct drawing *drawing, struct lines *title, uint32_t index)
{
    drawing->details[index] = DETAIL_FULL;
    drawing->networks = true;
    things_environment(drawing, index);
    struct plan_side flows = plan_concerns(drawing->plan, index);
    links_flows(drawing, &flows, is_of_environment, NULL);
    links_lines(drawing, index);
    title_line(
        drawing, title,
        arena_printf(drawing->arena, "%s environment",
                     model_label(drawing->model, drawing->plan->environments.items[index].object)));
}

/* LifeTime: what goes between its environment and the others, and the ways there (INFRA-013). */
static bool is_lifetimes(const struct drawing *drawing, const struct plan_flow *flow,
                         const void *argument)
{
    (void)argument;
    if (flow_is_for(flow, "lifetime"))
        return true;
    uint32_t from = home_of(drawing, flow->sources), to = home_of(drawing, flow->destinations);
    return from == to && is_lifetime(drawing, from) &&
           (kind_in(drawing, flow->destinations, KIND_DATABASE) ||
            is_device(drawing, flow->sources));
}

static void lifetime(struct drawing *drawing, struct lines *title)
{
    drawing->cards = !drawing->expanded && cards_needed(drawing);
    for (uint32_t i = 0; i < drawing->plan->environments.count; i++)
        drawing->details[i] = drawing->cards ? DETAIL_NODE : DETAIL_NEEDED;
    drawing->details[drawing->plan->lifetime] = DETAIL_FULL;
    things_environment(drawing, drawing->plan->lifetime);
    links_flows(drawing, NULL, is_lifetimes, NULL);
    title_line(drawing, title, "LifeTime's connections");
}

/* External services: outside parties, and the environments as one node each. */
static bool is_external(const struct drawing *drawing, const struct plan_flow *flow,
                        const void *argument)
{
    (void)argument;
    return kind_in(drawing, flow->sources, KIND_ENDPOINT) ||
           kind_in(drawing, flow->destinations, KIND_ENDPOINT);
}

static bool has_external(const struct drawing *drawing)
{
    for (uint32_t i = 0; i < drawing->plan->flows.count; i++)
        if (is_external(drawing, &drawing->plan->flows.items[i], NULL))
            return true;
    return false;
}

static void external(struct drawing *drawing, struct lines *title)
{
    links_flows(drawing, NULL, is_external, NULL);
    title_line(drawing, title, "external services");
}

/* One server: all that reaches it and that it reaches. links_flows knows whose flows are meant. */
static bool is_any(const struct drawing *drawing, const struct plan_flow *flow,
                   const void *argument)
{
    (void)drawing, (void)flow, (void)argument;
    return true;
}

/* False where no server has that PATH. */
static bool server(struct drawing *drawing, struct lines *title, const char *path)
{
    const struct plan *plan = drawing->plan;
    for (uint32_t i = 0; i < plan->servers.count && !drawing->focus; i++)
        if (strcmp(model_path(plan->model, plan->servers.items[i].object), path) == 0)
            drawing->focus = plan->servers.items[i].object;
    if (!drawing->focus)
        return false;
    drawing->cards = cards_needed(drawing);
    uint32_t home = environment_of(drawing, drawing->focus);
    for (uint32_t i = 0; i < plan->environments.count; i++)
        drawing->details[i] = drawing->cards && i != home ? DETAIL_NODE : DETAIL_NEEDED;
    thing_of(drawing, drawing->focus);
    links_flows(drawing, NULL, is_any, NULL);
    links_lines(drawing, environment_of(drawing, drawing->focus));
    title_line(drawing, title, arena_printf(drawing->arena, "server %s", path));
    return true;
}

static const char server_view[] = "server:";

static const char *const own_views[] = {"overview", "lifetime", "external"};

static const char suffix[] = "-environment";

/* Whether NAME is OWN, or that with suffixes behind it. */
static bool is_taken(const char *name, const char *own)
{
    size_t length = strlen(own);
    if (strncasecmp(name, own, length) != 0)
        return false;
    for (name += length; strncasecmp(name, suffix, strlen(suffix)) == 0;)
        name += strlen(suffix);
    return *name == '\0';
}

/* The view of an environment has its name, unless another view has that, or may have to take it. */
static const char *environment_view(const struct plan *plan, struct arena *arena, uint32_t index)
{
    const char *name = model_name(plan->model, plan->environments.items[index].object);
    for (size_t i = 0; i < sizeof own_views / sizeof *own_views; i++)
        if (is_taken(name, own_views[i]))
            return arena_join(arena, name, "", suffix);
    return name;
}

bool view_collect(struct drawing *drawing, const char *name, struct lines *title)
{
    const struct plan *plan = drawing->plan;
    if (strcmp(name, "overview") == 0)
        overview(drawing, title);
    else if (strcmp(name, "lifetime") == 0 && plan->lifetime != UINT32_MAX)
        lifetime(drawing, title);
    else if (strcmp(name, "external") == 0 && has_external(drawing))
        external(drawing, title);
    else if (strncmp(name, server_view, strlen(server_view)) == 0) {
        if (!server(drawing, title, name + strlen(server_view)))
            return false;
    } else {
        uint32_t index = 0;
        while (index < plan->environments.count &&
               strcmp(name, environment_view(plan, drawing->arena, index)) != 0)
            index++;
        if (index == plan->environments.count)
            return false;
        environment(drawing, title, index);
    }
    links_fold(drawing);
    return true;
}

const char *const *views_of(const struct plan *plan)
{
    struct drawing drawing = {.plan = plan, .model = plan->model, .arena = plan->arena};
    VEC(const char *) names = {0};
    vec_add(plan->arena, &names, own_views[0]);
    for (uint32_t i = 0; i < plan->environments.count; i++)
        vec_add(plan->arena, &names, environment_view(plan, plan->arena, i));
    if (plan->lifetime != UINT32_MAX)
        vec_add(plan->arena, &names, own_views[1]);
    if (has_external(&drawing))
        vec_add(plan->arena, &names, own_views[2]);
    vec_add(plan->arena, &names, NULL);
    return names.items;
}
