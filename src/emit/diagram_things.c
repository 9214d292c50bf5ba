/*
 * Items of a picture: people, devices, databases and outside parties, with what is written on them.
 * See diagram.h.
 */
#include <string.h>

#include "emit/diagram_items.h"

/* People and outside parties. */

static struct item *make_actor(struct drawing *drawing, object_t object)
{
    struct item *item = item_new(drawing, false, NULL, model_path(drawing->model, object),
                                 LOOK_ACTOR, TIER_ACTORS, object);
    say(item, FACE_NAME, "%s", model_label(drawing->model, object));
    item_address(drawing, item, object);
    say(item, FACE_CAPTION, "people");
    return item;
}

static struct item *make_endpoint(struct drawing *drawing, object_t object)
{
    struct item *item = item_new(drawing, false, NULL, model_path(drawing->model, object),
                                 LOOK_ENDPOINT, TIER_OUTSIDE, object);
    say(item, FACE_NAME, "%s", model_label(drawing->model, object));
    struct names names = plan_names(drawing->plan, object);
    if (names.count > 0 && strcmp(names.items[0], model_label(drawing->model, object)) != 0)
        say(item, FACE_PLAIN, "%s", item_listing(drawing->arena, names.items, names.count));
    else if (names.count == 0)
        item_address(drawing, item, object);
    say(item, FACE_CAPTION, "outside party");
    return item;
}

/* Proxies, load balancers, databases. */

static struct item *make_proxy(struct drawing *drawing, struct item *parent, object_t object)
{
    const struct model *model = drawing->model;
    struct item *item = item_new(drawing, false, parent, model_path(model, object), LOOK_PROXY,
                                 TIER_PROXIES, object);
    item_name(drawing, item, object, FACE_NAME);
    struct names names = plan_names(drawing->plan, object);
    for (uint32_t i = 0; i < names.count && i < 3; i++)
        say(item, FACE_PLAIN, "%s%s", names.items[i], i == 2 && names.count > 3 ? ", …" : "");
    item_address(drawing, item, object);
    const char *exposure = item_words(drawing, object, KEYWORD_EXPOSURE);
    bool balances = model_switch(model, object, KEYWORD_LOAD_BALANCING, false);
    say(item, FACE_CAPTION, "reverse proxy%s%s%s", balances ? " and load balancer" : "",
        *exposure ? ": " : "", exposure);
    if (model_switch(model, object, KEYWORD_SSL_OFFLOADING, false))
        say(item, FACE_NAME, "SSL ends here");
    return item;
}

static struct item *make_balancer(struct drawing *drawing, struct item *parent, object_t object)
{
    struct item *item = item_new(drawing, false, parent, model_path(drawing->model, object),
                                 LOOK_BALANCER, TIER_BALANCERS, object);
    item_name(drawing, item, object, FACE_NAME);
    item_host(drawing, item, object);
    item_address(drawing, item, object);
    say(item, FACE_CAPTION, "load balancer");
    if (model_switch(drawing->model, object, KEYWORD_SSL_OFFLOADING, false))
        say(item, FACE_NAME, "SSL ends here");
    return item;
}

static struct item *make_database(struct drawing *drawing, struct item *parent, object_t object)
{
    const struct model *model = drawing->model;
    struct item *item = item_new(drawing, false, parent, model_path(model, object), LOOK_DATABASE,
                                 TIER_DATABASES, object);
    item_name(drawing, item, object, FACE_NAME);
    item_host(drawing, item, object);
    item_address(drawing, item, object);
    item_availability(drawing, item, object);
    const char *holds = item_words(drawing, object, KEYWORD_HOLDS);
    if (*holds)
        say(item, FACE_PLAIN, "holds %s", holds);
    const char *primary = item_words(drawing, object, KEYWORD_REPLICA_OF);
    const char *engine = item_words(drawing, object, KEYWORD_ENGINE);
    if (*primary)
        say(item, FACE_CAPTION, "replica of %s", primary);
    else
        say(item, FACE_CAPTION, "database%s%s", *engine ? ": " : "", engine);
    return item;
}

struct item *thing_firewall(struct drawing *drawing, uint32_t index)
{
    const struct plan_environment *environment = &drawing->plan->environments.items[index];
    struct item *frame = drawing->environments[index];
    struct data stated = model_data(drawing->model, environment->object, KEYWORD_WAF);
    const char *sort = stated.count > 0     ? stated.items[0].text
                       : environment->cloud ? "standard"
                                            : "none";
    if (frame == NULL || !frame->is_frame || strcmp(sort, "none") == 0)
        return NULL;
    const char *key = arena_printf(drawing->arena, "%s/waf", frame->key);
    struct item *item = item_find(drawing, key);
    if (item)
        return item;
    item = item_new(drawing, false, frame, key, LOOK_FIREWALL, TIER_FIREWALLS, 0);
    item->environment = index;
    say(item, FACE_NAME, "WAF");
    say(item, FACE_CAPTION, "web application firewall: %s", sort);
    return item;
}

struct item *thing_of(struct drawing *drawing, object_t object)
{
    if (drawing->of[object])
        return drawing->of[object];
    uint32_t index = environment_of(drawing, object);
    if (index != UINT32_MAX && drawing->details[index] == DETAIL_NODE)
        return item_place(drawing, object, environment_node(drawing, index));
    struct item *frame = index == UINT32_MAX ? NULL : environment_frame(drawing, index);
    struct item *place = frame ? within_network(drawing, frame, object) : NULL;
    switch ((enum kind)model_object(drawing->model, object)->kind) {
    case KIND_ACTOR: return item_place(drawing, object, make_actor(drawing, object));
    case KIND_ENDPOINT: return item_place(drawing, object, make_endpoint(drawing, object));
    case KIND_REVERSE_PROXY: return item_place(drawing, object, make_proxy(drawing, place, object));
    case KIND_LOAD_BALANCER: return item_place(drawing, object, make_balancer(drawing, place, object));
    case KIND_DATABASE: return item_place(drawing, object, make_database(drawing, place, object));
    case KIND_SERVER:
    case KIND_CONTAINER_RUNTIME:
        if (frame)
            need_server(drawing, frame, index, object);
        return drawing->of[object];
    case KIND_NETWORK: {
        struct item *item = item_new(drawing, false, NULL, model_path(drawing->model, object),
                                     LOOK_ENDPOINT, TIER_OUTSIDE, object);
        say(item, FACE_NAME, "%s", model_label(drawing->model, object));
        const char *ranges = item_words(drawing, object, KEYWORD_CIDR);
        if (*ranges)
            say(item, FACE_PLAIN, "%s", ranges);
        say(item, FACE_CAPTION, "network");
        return item_place(drawing, object, item);
    }
    case KIND_ENVIRONMENT: return item_place(drawing, object, frame);
    case KIND_TOP:
    case KIND_INFRASTRUCTURE:
    case KIND_ZONE:
    case KIND_CONNECT:
    case KIND_FLOW:
    case KIND_ROLE:
    case KIND_SERVICE:
    case KIND_PROVIDER:
    case KIND_LINK:
    case KIND_FIREWALL:
    case KIND_CERTIFICATE:
    case KIND_LET:
    case KIND_ADVICE:
    case KIND_CHECKLIST:
    case KIND_APP:
    case KIND_COUNT: return NULL;
    }
    return NULL;
}
