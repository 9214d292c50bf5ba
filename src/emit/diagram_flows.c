/*
 * Links of a picture: the flows of a plan, merged to one line between any two items. See diagram.h.
 */
#include <stdlib.h>
#include <string.h>

#include "emit/diagram.h"

typedef VEC(struct item *) ends;

bool flow_is_for(const struct plan_flow *flow, const char *word)
{
    for (uint32_t i = 0; i < flow->purpose_count; i++)
        if (strcmp(flow->purposes[i], word) == 0)
            return true;
    return false;
}

bool flow_is_access(const struct drawing *drawing, const struct plan_flow *flow)
{
    return flow_is_for(flow, "access") ||
           group_has(flow->sources, model_catalogue(drawing->model, KIND_ACTOR, "end-users"));
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
    const char *text = "";
    for (uint32_t i = 0; i < ports->count; i++) {
        if (sorted[i].any) /* its page names none */
            continue;
        const char *port = ports_text(arena, &sorted[i]);
        const char *slash = strchr(port, '/');
        bool goes_on = i + 1 < ports->count && sorted[i + 1].protocol == sorted[i].protocol;
        int length = goes_on && slash ? (int)(slash - port) : (int)strlen(port);
        text = arena_printf(arena, "%s%s%.*s", text, *text ? ", " : "", length, port);
    }
    return text;
}

/* Adds TEXT, unless it is there already. */
void link_say(struct arena *arena, strings *list, const char *text)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i], text) == 0)
            return;
    vec_add(arena, list, text);
}

const char *link_ports(struct arena *arena, const struct link *link)
{
    const char *text = ports_phrase(arena, &link->ports);
    for (uint32_t i = 0; i < link->choices.count; i++)
        text = arena_printf(arena, "%s%s%s", text, *text ? ", " : "", link->choices.items[i]);
    return text;
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
static struct item *widest(struct item *item, struct group group)
{
    struct item *frame = item->parent;
    if (frame == NULL || frame->members.count == 0 || frame->look == LOOK_ENVIRONMENT_FRAME ||
        frame->members.count > group.count)
        return item;
    for (uint32_t i = 0; i < frame->members.count; i++)
        if (!group_has(group, frame->members.items[i]))
            return item;
    return widest(frame, group);
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
        struct item *end = widest(item, group);
        if (end != item && end->stamp == stamp)
            continue;
        end->stamp = stamp;
        vec_add(drawing->arena, &found, end);
    }
    return found;
}

static bool is_device(const struct item *item)
{
    return item->look == LOOK_PROXY || item->look == LOOK_BALANCER;
}

static bool ends_ssl(const struct drawing *drawing, const struct item *item)
{
    return is_device(item) &&
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
        (is_device(tail) && !flow_is_for(flow, "development-tools")))
        return SORT_ACCESS;
    if (tail->look == LOOK_ACTOR)
        return flow_is_for(flow, "integrations") ? SORT_OUTSIDE : SORT_ADMINISTRATION;
    return SORT_INTERNAL;
}

struct link *link_between(struct drawing *drawing, struct item *tail, struct item *head)
{
    for (uint32_t i = 0; i < drawing->links.count; i++) {
        struct link *link = drawing->links.items[i];
        if (link->tail == tail && link->head == head)
            return link;
    }
    struct link *link = arena_new(drawing->arena, struct link);
    link->tail = tail;
    link->head = head;
    link->sort = SORT_COUNT;
    vec_add(drawing->arena, &drawing->links, link);
    return link;
}

static void add_flow(struct drawing *drawing, const struct plan_flow *flow, struct item *tail,
                     struct item *head)
{
    if (tail == head || item_within(tail, head) || item_within(head, tail)) {
        struct item *whole = item_within(tail, head) ? head : tail;
        for (uint32_t i = 0; i < flow->port_count && !flow->portless; i++)
            link_port(drawing->arena, &whole->among, &flow->ports[i]);
        return;
    }
    struct link *link = link_between(drawing, tail, head);
    enum sort sort = sort_of(drawing, flow, tail, head);
    if (sort < link->sort)
        link->sort = sort;
    if (flow->port_count > 1)
        link_say(drawing->arena, &link->choices, flow->port);
    else
        for (uint32_t i = 0; i < flow->port_count; i++)
            link_port(drawing->arena, &link->ports, &flow->ports[i]);
    for (uint32_t i = 0; i < flow->purpose_count; i++)
        link_say(drawing->arena, &link->words, flow->purposes[i]);
    for (uint32_t i = 0; i < flow->note_count; i++)
        link_say(drawing->arena, &link->words, flow->notes[i]);
    for (uint32_t i = 0; i < flow->entry_count; i++)
        link_say(drawing->arena, &link->entries, flow->entries[i]);
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
    for (uint32_t i = 0; i < drawing->plan->environments.count; i++) {
        const struct slot *slot = &environments[i].lifetime_address;
        /* A device outside of the environments may stand before several. */
        bool here = head->environment == i || head->environment == UINT32_MAX;
        /* In the view of one server another's device is not drawn for its address alone. */
        struct item *device = slot->device && here && !drawing->focus
                                  ? thing_of(drawing, slot->device)
                                  : drawing->of[slot->device];
        bool meant = slot->device ? here && item_within(device, head) : head->environment == i;
        if (slot->value && meant)
            link_say(drawing->arena, &link->addresses, slot->value);
    }
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
    for (uint32_t i = 0; i < drawing->ways.count; i++) {
        object_t way = drawing->ways.items[i];
        struct item *head = thing_of(drawing, way);
        if (!head || !group_has(flow->destinations, way))
            continue;
        ends tails = ends_of(drawing, without(drawing->arena, flow->sources, way));
        for (uint32_t j = 0; j < tails.count; j++)
            lead(drawing, flow, tails.items[j], head);
    }
}

static bool is_way(const struct drawing *drawing, object_t object)
{
    for (uint32_t i = 0; i < drawing->ways.count; i++)
        if (drawing->ways.items[i] == object)
            return true;
    return false;
}

/* Finds the proxies and load balancers through which others reach the server of the view. */
static void find_ways(struct drawing *drawing)
{
    vec_add(drawing->arena, &drawing->ways, drawing->focus);
    for (uint32_t i = 0; i < drawing->ways.count; i++) /* it grows */
        for (uint32_t j = 0; j < drawing->plan->flows.count; j++) {
            const struct plan_flow *flow = &drawing->plan->flows.items[j];
            if (flow->local || !group_has(flow->destinations, drawing->ways.items[i]))
                continue;
            for (uint32_t k = 0; k < flow->sources.count; k++) {
                object_t source = flow->sources.items[k];
                enum kind kind = (enum kind)model_object(drawing->model, source)->kind;
                if ((kind == KIND_REVERSE_PROXY || kind == KIND_LOAD_BALANCER) &&
                    !is_way(drawing, source))
                    vec_add(drawing->arena, &drawing->ways, source);
            }
        }
}

void links_flows(struct drawing *drawing, flow_filter *filter, const void *argument)
{
    if (drawing->focus)
        find_ways(drawing);
    for (uint32_t i = 0; i < drawing->plan->flows.count; i++) {
        const struct plan_flow *flow = &drawing->plan->flows.items[i];
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

/* Folding. */

static bool same_text(struct arena *arena, const struct link *left, const struct link *right)
{
    struct lines one = link_lines(arena, left), other = link_lines(arena, right);
    if (one.count != other.count)
        return false;
    for (uint32_t i = 0; i < one.count; i++)
        if (strcmp(one.items[i].text, other.items[i].text) != 0)
            return false;
    return true;
}

/* LINK also stands for OTHER. */
static void merge_words(struct arena *arena, struct link *link, const struct link *other)
{
    for (uint32_t i = 0; i < other->words.count; i++)
        link_say(arena, &link->words, other->words.items[i]);
    for (uint32_t i = 0; i < other->entries.count; i++)
        link_say(arena, &link->entries, other->entries.items[i]);
}

static void fold_opposites(struct drawing *drawing)
{
    for (uint32_t i = 0; i < drawing->links.count; i++) {
        struct link *link = drawing->links.items[i];
        for (uint32_t j = i + 1; j < drawing->links.count && !link->dropped; j++) {
            struct link *other = drawing->links.items[j];
            if (other->dropped || other->tail != link->head || other->head != link->tail)
                continue;
            /* The address stands on one of them: it does not make them differ. */
            struct link bare = *link, bare_other = *other;
            bare.addresses.count = bare_other.addresses.count = 0;
            if (!same_text(drawing->arena, &bare, &bare_other))
                continue;
            link->both = true;
            other->dropped = true;
            merge_words(drawing->arena, link, other);
            for (uint32_t k = 0; k < other->addresses.count; k++)
                link_say(drawing->arena, &link->addresses, other->addresses.items[k]);
        }
    }
}

/* The end of LINK that is inside FRAME while the other is outside; NULL where that is not so. */
static struct item *end_inside(const struct link *link, const struct item *frame)
{
    bool tail = item_within(link->tail, frame), head = item_within(link->head, frame);
    return tail == head ? NULL : tail ? link->tail : link->head;
}

static bool all_stamped(const struct drawing *drawing, const struct item *frame)
{
    for (uint32_t i = 0; i < frame->members.count; i++) {
        const struct item *item = drawing->of[frame->members.items[i]];
        while (item && item != frame && item->stamp != drawing->stamp)
            item = item->parent;
        if (item == NULL || item == frame)
            return false;
    }
    return true;
}

/* Makes one link of those that say the same as FIRST between FRAME's members and the same thing
 * outside, if all members have it. */
static void fold_alike(struct drawing *drawing, struct item *frame, struct link *first)
{
    bool out = item_within(first->tail, frame);
    const struct item *other = out ? first->head : first->tail;
    VEC(struct link *) alike = {0};
    drawing->stamp++;
    for (uint32_t i = 0; i < drawing->links.count; i++) {
        struct link *link = drawing->links.items[i];
        struct item *inner = link->dropped ? NULL : end_inside(link, frame);
        if (inner == NULL || inner == frame || (inner == link->tail) != out ||
            (out ? link->head : link->tail) != other || link->both != first->both ||
            !same_text(drawing->arena, first, link))
            continue;
        inner->stamp = drawing->stamp;
        vec_add(drawing->arena, &alike, link);
    }
    if (alike.count < 2 || !all_stamped(drawing, frame))
        return;
    for (uint32_t i = 1; i < alike.count; i++) {
        merge_words(drawing->arena, first, alike.items[i]);
        alike.items[i]->dropped = true;
    }
    *(out ? &first->tail : &first->head) = frame;
}

static void fold_frames(struct drawing *drawing)
{
    for (uint32_t i = drawing->items.count; i-- > 0;) { /* inner frames came after outer ones */
        struct item *frame = drawing->items.items[i];
        if (frame->members.count < 2)
            continue;
        for (uint32_t j = 0; j < drawing->links.count; j++) {
            struct link *link = drawing->links.items[j];
            struct item *inner = link->dropped ? NULL : end_inside(link, frame);
            if (inner && inner != frame)
                fold_alike(drawing, frame, link);
        }
    }
}

/* What ITEM is connected with and how, as a text to compare. */
static const char *connections(struct drawing *drawing, const struct item *item)
{
    const char *text = "";
    for (uint32_t i = 0; i < drawing->links.count; i++) {
        const struct link *link = drawing->links.items[i];
        if (link->dropped || (link->tail != item && link->head != item))
            continue;
        struct lines lines = link_lines(drawing->arena, link);
        text = arena_printf(drawing->arena, "%s%s%s %s\n", text, link->tail == item ? ">" : "<",
                            link->tail == item ? link->head->key : link->tail->key,
                            lines.count ? lines.items[lines.count - 1].text : "");
    }
    return text;
}

/* Outside parties with the same connections become one node that lists them. */
static void fold_endpoints(struct drawing *drawing)
{
    VEC(struct item *) leaders = {0};
    VEC(const char *) texts = {0};
    for (uint32_t i = 0; i < drawing->items.count; i++) {
        struct item *item = drawing->items.items[i];
        if (item->look != LOOK_ENDPOINT)
            continue;
        const char *text = connections(drawing, item);
        struct item *leader = NULL;
        for (uint32_t j = 0; j < leaders.count && leader == NULL; j++)
            if (strcmp(texts.items[j], text) == 0)
                leader = leaders.items[j];
        if (leader == NULL) {
            vec_add(drawing->arena, &leaders, item);
            vec_add(drawing->arena, &texts, text);
            continue;
        }
        item->dropped = true;
        drawing->of[item->object] = leader;
        struct line caption = leader->lines.items[leader->lines.count - 1];
        leader->lines.count--;
        for (uint32_t k = 0; k + 1 < item->lines.count; k++)
            vec_add(drawing->arena, &leader->lines, item->lines.items[k]);
        caption.text = "outside parties";
        vec_add(drawing->arena, &leader->lines, caption);
        for (uint32_t k = 0; k < drawing->links.count; k++) {
            struct link *link = drawing->links.items[k];
            if (link->dropped || (link->tail != item && link->head != item))
                continue;
            link->dropped = true;
            for (uint32_t l = 0; l < drawing->links.count; l++) {
                struct link *other = drawing->links.items[l];
                if (!other->dropped && link->tail == item
                        ? other->tail == leader && other->head == link->head
                        : other->head == leader && other->tail == link->tail)
                    merge_words(drawing->arena, other, link);
            }
        }
    }
}

/* An outside party that only comes in stands with the users. */
static void raise_endpoints(struct drawing *drawing)
{
    for (uint32_t i = 0; i < drawing->items.count; i++) {
        struct item *item = drawing->items.items[i];
        if (item->look != LOOK_ENDPOINT)
            continue;
        bool reached = false;
        for (uint32_t j = 0; j < drawing->links.count; j++)
            reached |= drawing->links.items[j]->head == item;
        if (!reached)
            item->tier = TIER_ACTORS;
    }
}

/* Whether a link to DEVICE has PORT; PLAIN: one on which SSL has ended, else one on which it has
 * not. */
static bool comes_in(const struct drawing *drawing, const struct item *device,
                     const struct ports *port, bool plain)
{
    for (uint32_t i = 0; i < drawing->links.count; i++) {
        const struct link *link = drawing->links.items[i];
        if (link->head != device || (link->sort == SORT_PLAIN) != plain)
            continue;
        for (uint32_t j = 0; j < link->ports.count; j++)
            if (link->ports.items[j].first == port->first &&
                link->ports.items[j].last == port->last &&
                link->ports.items[j].protocol == port->protocol)
                return true;
    }
    return false;
}

/* The sort of what comes to DEVICE with SSL; SORT_COUNT where nothing does in this picture. */
static enum sort sort_coming_in(const struct drawing *drawing, const struct item *device)
{
    enum sort sort = SORT_COUNT;
    for (uint32_t i = 0; i < drawing->links.count; i++) {
        const struct link *link = drawing->links.items[i];
        if (link->head == device && link->sort != SORT_PLAIN && link->sort < sort)
            sort = link->sort;
    }
    return sort;
}

/* What comes to a device as plain HTTP goes on as such: those ports of LINK become a link of their
 * own. The rest is left out where nothing that this picture shows would use it. */
static bool take_plain(struct drawing *drawing, struct link *link)
{
    if (!is_device(link->tail) || link->sort == SORT_PLAIN)
        return false;
    ports_list plain = {0}, rest = {0};
    for (uint32_t i = 0; i < link->ports.count; i++) {
        const struct ports *port = &link->ports.items[i];
        bool ended = comes_in(drawing, link->tail, port, true) &&
                     !comes_in(drawing, link->tail, port, false);
        link_port(drawing->arena, ended ? &plain : &rest, port);
    }
    if (plain.count == 0)
        return false;
    enum sort sort = sort_coming_in(drawing, link->tail);
    if (rest.count > 0 && sort != SORT_COUNT) {
        struct link *other = arena_new(drawing->arena, struct link);
        *other = *link;
        other->ports = rest;
        other->sort = sort;
        vec_add(drawing->arena, &drawing->links, other);
    }
    link->ports = plain;
    link->sort = SORT_PLAIN;
    return true;
}

static void settle_plain(struct drawing *drawing)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < drawing->links.count; i++)
            changed |= take_plain(drawing, drawing->links.items[i]);
    }
}

void links_fold(struct drawing *drawing)
{
    settle_plain(drawing);
    raise_endpoints(drawing);
    cards_deal(drawing);
    links_routes(drawing);
    fold_opposites(drawing);
    fold_frames(drawing);
    cards_settle(drawing);
    fold_endpoints(drawing);
    for (uint32_t i = 0; i < drawing->items.count; i++) {
        struct item *item = drawing->items.items[i];
        bool whole = item->look == LOOK_ENVIRONMENT || item->look == LOOK_LIFETIME;
        if (item->among.count > 0 && !whole)
            graph_line(drawing->arena, &item->lines, item->is_frame ? FACE_NOTE : FACE_PLAIN,
                       "among themselves: %s", ports_phrase(drawing->arena, &item->among));
    }
}
