/*
 * Links of a picture: the flows of a plan, merged to one line between any two items. What becomes
 * of them when all are there: diagram_folding.c. See diagram.h.
 */
#include <stdlib.h>
#include <string.h>

#include "base/writer.h"
#include "emit/diagram.h"

typedef VEC(struct item *) ends;

bool flow_is_for(const struct plan_flow *flow, const char *word)
{
    for (uint32_t i = 0; i < flow->why->purpose_count; i++)
        if (strcmp(flow->why->purposes[i], word) == 0)
            return true;
    return false;
}

bool flow_is_access(const struct drawing *drawing, const struct plan_flow *flow)
{
    return flow_is_for(flow, "access") || group_has(flow->sources, drawing->end_users);
}

/* Ports. */

void link_port(struct arena *arena, ports_list *list, const struct ports *ports)
{
    for (uint32_t i = 0; i < list->count; i++) {
        const struct ports *old = &list->items[i];
        if (old->first == ports->first && old->last == ports->last && old->any == ports->any &&
            old->protocol == ports->protocol)
            return;
    }
    vec_add(arena, list, *ports);
}

static int by_protocol_and_port(const void *left, const void *right)
{
    const struct ports *one = left, *other = right;
    if (one->protocol != other->protocol)
        return one->protocol < other->protocol ? -1 : 1;
    if (one->first != other->first)
        return one->first < other->first ? -1 : 1;
    return (one->last > other->last) - (one->last < other->last);
}

const char *ports_phrase(struct arena *arena, const ports_list *ports)
{
    struct ports *sorted = arena_array(arena, struct ports, ports->count + 1);
    for (uint32_t i = 0; i < ports->count; i++)
        sorted[i] = ports->items[i];
    qsort(sorted, ports->count, sizeof *sorted, by_protocol_and_port);
    struct writer text = {.arena = arena};
    for (uint32_t i = 0; i < ports->count; i++) {
        if (sorted[i].any) /* its page names none */
            continue;
        const char *port = ports_text(arena, &sorted[i]);
        const char *slash = strchr(port, '/');
        bool goes_on = i + 1 < ports->count && sorted[i + 1].protocol == sorted[i].protocol;
        writer_text(&text, text.used ? ", " : "");
        writer_put(&text, port, goes_on && slash ? (size_t)(slash - port) : strlen(port));
    }
    writer_char(&text, '\0');
    return text.bytes;
}

/* Adds TEXT, unless it is there already. */
void link_say(struct arena *arena, strings *list, const char *text)
{
    once_add(arena, list, text);
}

const char *link_ports(struct arena *arena, const struct link *link)
{
    struct writer text = {.arena = arena};
    writer_text(&text, ports_phrase(arena, &link->ports));
    for (uint32_t i = 0; i < link->choices.count; i++) {
        writer_text(&text, text.used ? ", " : "");
        writer_text(&text, link->choices.items[i]);
    }
    writer_char(&text, '\0');
    return text.bytes;
}

enum { PATHS_SHOWN = 3 };

struct lines link_lines(struct arena *arena, const struct link *link)
{
    struct lines lines = {0};
    for (uint32_t i = 0; i < link->addresses.count; i++)
        graph_line(arena, &lines, FACE_NAME, "%s", link->addresses.items[i]);
    for (uint32_t i = 0; i < link->paths.count && i < PATHS_SHOWN; i++)
        graph_line(arena, &lines, FACE_CAPTION, "%s", link->paths.items[i]);
    if (link->paths.count > PATHS_SHOWN)
        graph_line(arena, &lines, FACE_CAPTION, "and %u more", link->paths.count - PATHS_SHOWN);
    const char *text = link_ports(arena, link);
    if (link->sort != SORT_LINE &&
        (link->tail->look == LOOK_ENVIRONMENT_FRAME || link->head->look == LOOK_ENVIRONMENT_FRAME))
        graph_line(arena, &lines, FACE_CAPTION, "every server");
    if (link->apart)
        graph_line(arena, &lines, FACE_CAPTION, "as each one says");
    if (*text)
        graph_line(arena, &lines, FACE_PLAIN, "%s", text);
    return lines;
}

/* The frame that stands for the zone or group ITEM is in, if GROUP holds all of it; else ITEM. */
static struct item *widest(struct item *item, struct group group, uint32_t stamp)
{
    struct item *frame = item->parent;
    if (frame == NULL || frame->members.count == 0 || frame->look == LOOK_ENVIRONMENT_FRAME ||
        frame->members.count > group.count)
        return item;
    if (frame->asked != stamp) { /* once for all that stand in it */
        frame->asked = stamp;
        frame->held = true;
        for (uint32_t i = 0; i < frame->members.count && frame->held; i++)
            frame->held = group_has(group, frame->members.items[i]);
    }
    return frame->held ? widest(frame, group, stamp) : item;
}

/* What GROUP is in this picture. */
static ends ends_of(struct drawing *drawing, struct group group)
{
    ends found = {0};
    uint32_t stamp = ++drawing->stamp;
    for (uint32_t i = 0; i < group.count; i++) {
        struct item *item = thing_of(drawing, group.items[i]);
        if (item == NULL || item->stamp == stamp)
            continue;
        item->stamp = stamp;
        struct item *end = widest(item, group, stamp);
        if (end != item && end->stamp == stamp)
            continue;
        end->stamp = stamp;
        vec_add(drawing->arena, &found, end);
    }
    return found;
}

bool item_is_device(const struct item *item)
{
    return item->look == LOOK_PROXY || item->look == LOOK_BALANCER;
}

static bool ends_ssl(const struct drawing *drawing, const struct item *item)
{
    return item_is_device(item) &&
           model_switch(drawing->model, item->object, KEYWORD_SSL_OFFLOADING, false);
}

static enum sort sort_of(const struct drawing *drawing, const struct plan_flow *flow,
                         const struct item *tail, const struct item *head)
{
    if (ends_ssl(drawing, tail))
        return SORT_PLAIN;
    if (flow_is_for(flow, "administration"))
        return SORT_ADMINISTRATION;
    if (head->look == LOOK_DATABASE)
        return SORT_DATABASE;
    if (tail->look == LOOK_ENDPOINT || head->look == LOOK_ENDPOINT)
        return SORT_OUTSIDE;
    if (flow_is_for(flow, "lifetime"))
        return SORT_LIFETIME;
    if (flow_is_access(drawing, flow) ||
        (item_is_device(tail) && !flow_is_for(flow, "development-tools")))
        return SORT_ACCESS;
    if (tail->look == LOOK_ACTOR)
        return flow_is_for(flow, "integrations") ? SORT_OUTSIDE : SORT_ADMINISTRATION;
    return SORT_INTERNAL;
}

void link_add(struct drawing *drawing, struct link *link)
{
    link->number = drawing->links.count;
    vec_add(drawing->arena, &drawing->links, link);
    vec_add(drawing->arena, &link->tail->links, link);
    vec_add(drawing->arena, &link->head->links, link);
}

const links_list *links_fewer(const struct item *one, const struct item *other)
{
    return one->links.count < other->links.count ? &one->links : &other->links;
}

struct link *link_find(const struct item *tail, const struct item *head)
{
    const links_list *links = links_fewer(tail, head);
    struct link *found = NULL;
    for (uint32_t i = 0; i < links->count; i++) {
        struct link *link = links->items[i];
        if (link->tail == tail && link->head == head && (!found || link->number < found->number))
            found = link;
    }
    return found;
}

struct link *link_between(struct drawing *drawing, struct item *tail, struct item *head)
{
    struct link *link = link_find(tail, head);
    if (link)
        return link;
    link = arena_new(drawing->arena, struct link);
    link->tail = tail;
    link->head = head;
    link->sort = SORT_COUNT;
    link_add(drawing, link);
    return link;
}

static int by_number(const void *left, const void *right)
{
    const struct link *one = *(struct link *const *)left, *other = *(struct link *const *)right;
    return (one->number > other->number) - (one->number < other->number);
}

void links_sort(links_list *links)
{
    if (links->count > 1)
        qsort(links->items, links->count, sizeof *links->items, by_number);
}

links_list links_of(struct drawing *drawing, const struct item *item)
{
    links_list links = {0};
    for (uint32_t i = 0; i < item->links.count; i++) {
        struct link *link = item->links.items[i];
        if (link->tail == item || link->head == item)
            vec_add(drawing->arena, &links, link);
    }
    links_sort(&links);
    return links;
}

static void add_flow(struct drawing *drawing, const struct plan_flow *flow, struct item *tail,
                     struct item *head)
{
    if (tail == head || item_within(tail, head) || item_within(head, tail)) {
        struct item *whole = item_within(tail, head) ? head : tail;
        for (uint32_t i = 0; i < flow->port->count && !flow->port->unspecified; i++)
            link_port(drawing->arena, &whole->among, &flow->port->choices[i]);
        return;
    }
    struct link *link = link_between(drawing, tail, head);
    enum sort sort = sort_of(drawing, flow, tail, head);
    if (sort < link->sort)
        link->sort = sort;
    if (flow->port->count > 1)
        link_say(drawing->arena, &link->choices, flow->port->text);
    else
        for (uint32_t i = 0; i < flow->port->count; i++)
            link_port(drawing->arena, &link->ports, &flow->port->choices[i]);
    for (uint32_t i = 0; i < flow->why->purpose_count; i++)
        link_say(drawing->arena, &link->words, flow->why->purposes[i]);
    for (uint32_t i = 0; i < flow->why->note_count; i++)
        link_say(drawing->arena, &link->words, flow->why->notes[i]);
    for (uint32_t i = 0; i < flow->why->entry_count; i++)
        link_say(drawing->arena, &link->entries, flow->why->entries[i]);
}

static int by_device(const void *left, const void *right)
{
    const struct apart_device *one = left, *other = right;
    if (one->device != other->device)
        return one->device < other->device ? -1 : 1;
    return (one->environment > other->environment) - (one->environment < other->environment);
}

/* Finds what LifeTime reaches environments at from outside of them, and gives all that it reaches
 * them at its items; in the view of one server another's device is not drawn for its address alone.
 */
static void find_devices(struct drawing *drawing)
{
    uint32_t count = drawing->plan->environments.count;
    drawing->devices = arena_array(drawing->arena, struct apart_device, count + 1);
    for (uint32_t i = 0; i < count; i++) {
        object_t device = drawing->plan->environments.items[i].lifetime_address.device;
        if (!device)
            continue;
        if (!drawing->focus)
            thing_of(drawing, device);
        if (!model_object(drawing->model, device)->environment)
            drawing->devices[drawing->device_count++] = (struct apart_device){device, i};
    }
    qsort(drawing->devices, drawing->device_count, sizeof *drawing->devices, by_device);
}

static void add_address(struct drawing *drawing, struct link *link, uint32_t environment)
{
    const struct slot *slot = &drawing->plan->environments.items[environment].lifetime_address;
    if (slot->value)
        link_say(drawing->arena, &link->addresses, slot->value);
}

/* Adds the addresses of the environments that the device at LINK's head stands before. */
static void add_outside(struct drawing *drawing, struct link *link)
{
    object_t device = link->head->object;
    if (!drawing->devices)
        find_devices(drawing);
    uint32_t low = 0, high = drawing->device_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (drawing->devices[middle].device < device)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < drawing->device_count && drawing->devices[low].device == device; low++)
        add_address(drawing, link, drawing->devices[low].environment);
}

/* Adds the addresses by which LifeTime reaches what is behind HEAD (LT-015). */
static void add_addresses(struct drawing *drawing, const struct plan_flow *flow, struct item *tail,
                          struct item *head)
{
    const struct plan_environment *environments = drawing->plan->environments.items;
    if (!flow_is_for(flow, "lifetime") || tail->environment == UINT32_MAX ||
        !environments[tail->environment].lifetime || head->environment == tail->environment)
        return;
    struct link *link = link_between(drawing, tail, head);
    if (link->addressed)
        return;
    if (head->environment == UINT32_MAX) { /* it may stand before several */
        add_outside(drawing, link);
        link->addressed = true;
        return;
    }
    object_t device = environments[head->environment].lifetime_address.device;
    if (device && !drawing->focus)
        thing_of(drawing, device);
    if (device && !item_within(drawing->of[device], head))
        return;
    add_address(drawing, link, head->environment);
    link->addressed = true;
}

/* Whether a web application firewall stands in the way of what TAIL asks of HEAD. */
static bool is_shielded(const struct drawing *drawing, const struct plan_flow *flow,
                        const struct item *tail, const struct item *head)
{
    bool from_outside = tail->look == LOOK_ACTOR || tail->look == LOOK_ENDPOINT;
    return from_outside && head->environment != UINT32_MAX && head->look != LOOK_DATABASE &&
           (flow_is_access(drawing, flow) || flow_is_for(flow, "development-tools") ||
            flow_is_for(flow, "integrations"));
}

static void lead(struct drawing *drawing, const struct plan_flow *flow, struct item *tail,
                 struct item *head)
{
    struct item *wall =
        is_shielded(drawing, flow, tail, head) ? thing_firewall(drawing, head->environment) : NULL;
    if (wall) {
        add_flow(drawing, flow, tail, wall);
        tail = wall;
    }
    add_flow(drawing, flow, tail, head);
    add_addresses(drawing, flow, tail, head);
}

/* GROUP without OBJECT. */
static struct group without(struct arena *arena, struct group group, object_t object)
{
    object_t *items = arena_array(arena, object_t, group.count + 1);
    uint32_t count = 0;
    for (uint32_t i = 0; i < group.count; i++)
        if (group.items[i] != object)
            items[count++] = group.items[i];
    return (struct group){items, count};
}

typedef VEC(uint32_t) numbers;

static int by_place(const void *left, const void *right)
{
    uint32_t one = *(const uint32_t *)left, other = *(const uint32_t *)right;
    return (one > other) - (one < other);
}

/* Those of the ways that are in GROUP. */
static numbers ways_among(struct drawing *drawing, struct group group)
{
    numbers found = {0};
    for (uint32_t i = 0; i < group.count; i++)
        if (drawing->way_of[group.items[i]])
            vec_add(drawing->arena, &found, drawing->way_of[group.items[i]]);
    if (found.count > 1)
        qsort(found.items, found.count, sizeof *found.items, by_place);
    return found;
}

/* Draws what FLOW is for the server that the view is about. */
static void lead_focus(struct drawing *drawing, const struct plan_flow *flow)
{
    object_t focus = drawing->focus;
    struct item *self = thing_of(drawing, focus);
    if (self && group_has(flow->sources, focus)) {
        ends heads = ends_of(drawing, without(drawing->arena, flow->destinations, focus));
        for (uint32_t i = 0; i < heads.count; i++)
            lead(drawing, flow, self, heads.items[i]);
    }
    for (; drawing->ways_made < drawing->ways.count; drawing->ways_made++)
        thing_of(drawing, drawing->ways.items[drawing->ways_made]);
    numbers ways = ways_among(drawing, flow->destinations);
    for (uint32_t i = 0; i < ways.count; i++) {
        object_t way = drawing->ways.items[ways.items[i] - 1];
        struct item *head = thing_of(drawing, way);
        if (!head)
            continue;
        ends tails = ends_of(drawing, without(drawing->arena, flow->sources, way));
        for (uint32_t j = 0; j < tails.count; j++)
            lead(drawing, flow, tails.items[j], head);
    }
}

/* Where a flow leads from a proxy or load balancer. */
struct leg {
    object_t destination, source;
    uint32_t flow;
};

static int by_destination(const void *left, const void *right)
{
    const struct leg *one = left, *other = right;
    if (one->destination != other->destination)
        return one->destination < other->destination ? -1 : 1;
    if (one->flow != other->flow)
        return one->flow < other->flow ? -1 : 1;
    return (one->source > other->source) - (one->source < other->source);
}

typedef VEC(struct leg) legs;

static void add_legs(struct drawing *drawing, uint32_t index, legs *found)
{
    const struct plan_flow *flow = &drawing->plan->flows.items[index];
    for (uint32_t i = 0; i < flow->sources.count && !flow->local; i++) {
        object_t source = flow->sources.items[i];
        enum kind kind = (enum kind)model_object(drawing->model, source)->kind;
        for (uint32_t j = 0; j < flow->destinations.count &&
                             (kind == KIND_REVERSE_PROXY || kind == KIND_LOAD_BALANCER);
             j++) {
            struct leg leg = {flow->destinations.items[j], source, index};
            vec_add(drawing->arena, found, leg);
        }
    }
}

static void add_way(struct drawing *drawing, object_t object)
{
    if (drawing->way_of[object])
        return;
    vec_add(drawing->arena, &drawing->ways, object);
    drawing->way_of[object] = drawing->ways.count;
}

/* Finds the proxies and load balancers through which others reach the server of the view. */
static void find_ways(struct drawing *drawing)
{
    legs all = {0};
    drawing->way_of = arena_array(drawing->arena, uint32_t, drawing->model->objects.count);
    for (uint32_t i = 0; i < drawing->plan->flows.count; i++)
        add_legs(drawing, i, &all);
    if (all.count > 0)
        qsort(all.items, all.count, sizeof *all.items, by_destination);
    add_way(drawing, drawing->focus);
    for (uint32_t i = 0; i < drawing->ways.count; i++) { /* it grows */
        object_t way = drawing->ways.items[i];
        uint32_t low = 0, high = all.count;
        while (low < high) {
            uint32_t middle = low + (high - low) / 2;
            if (all.items[middle].destination < way)
                low = middle + 1;
            else
                high = middle;
        }
        for (; low < all.count && all.items[low].destination == way; low++)
            add_way(drawing, all.items[low].source);
    }
}

void links_flows(struct drawing *drawing, const struct plan_side *flows, flow_filter *filter,
                 const void *argument)
{
    uint32_t count = flows ? flows->count : drawing->plan->flows.count;
    if (drawing->focus)
        find_ways(drawing);
    for (uint32_t i = 0; i < count; i++) {
        const struct plan_flow *flow = &drawing->plan->flows.items[flows ? flows->flows[i] : i];
        bool whole_way = flow->via.count > 0 && !flow->hop; /* its legs are flows of their own */
        if (flow->local || whole_way || !filter(drawing, flow, argument))
            continue;
        if (drawing->focus) {
            lead_focus(drawing, flow);
            continue;
        }
        ends tails = ends_of(drawing, flow->sources);
        ends heads = ends_of(drawing, flow->destinations);
        for (uint32_t j = 0; j < tails.count; j++)
            for (uint32_t k = 0; k < heads.count; k++)
                lead(drawing, flow, tails.items[j], heads.items[k]);
    }
}
