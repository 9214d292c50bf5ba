/*
 * Links of a picture once all are there: what comes to a device as plain HTTP, opposite links, those
 * that every member of a frame has, and alike endpoints. See diagram.h.
 */
#include <stdlib.h>
#include <string.h>

#include "base/writer.h"
#include "emit/diagram_items.h"

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
        const links_list *beside = links_fewer(link->tail, link->head);
        for (uint32_t j = 0; j < beside->count && !link->dropped; j++) {
            struct link *other = beside->items[j];
            if (other->number <= i || other->dropped || other->tail != link->head ||
                other->head != link->tail)
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

/* Links that say the same between members of a frame and one and the same thing outside: one of
 * them stands for all, if all members have it. */
static void fold_alike(struct drawing *drawing, struct item *frame, const links_list *alike)
{
    struct link *first = alike->items[0];
    bool out = item_within(first->tail, frame);
    if (alike->count < 2)
        return;
    drawing->stamp++;
    for (uint32_t i = 0; i < alike->count; i++)
        (out ? alike->items[i]->tail : alike->items[i]->head)->stamp = drawing->stamp;
    if (!all_stamped(drawing, frame))
        return;
    for (uint32_t i = 1; i < alike->count; i++) {
        merge_words(drawing->arena, first, alike->items[i]);
        alike->items[i]->dropped = true;
    }
    *(out ? &first->tail : &first->head) = frame;
    vec_add(drawing->arena, &frame->links, first);
}

/* What links that are alike have in common, as a text to compare; OTHER is outside of FRAME. */
static atom_t alike_key(struct drawing *drawing, const struct item *frame, const struct link *link,
                        const struct item *other)
{
    struct writer key = {.arena = drawing->arena};
    struct lines lines = link_lines(drawing->arena, link);
    writer_text(&key, arena_printf(drawing->arena, "alike %u %u %s %d", frame->number,
                                   other->number, other == link->head ? "out" : "in", link->both));
    for (uint32_t i = 0; i < lines.count; i++) {
        writer_char(&key, '\n');
        writer_text(&key, lines.items[i].text);
    }
    return atom_intern(drawing->keys, key.bytes, key.used);
}

/* The links between what stands in FRAME and what does not, as they were made. */
static links_list crossing(struct drawing *drawing, struct item *frame)
{
    items_list inside = items_within(drawing, frame);
    links_list found = {0};
    for (uint32_t i = 0; i < inside.count; i++)
        for (uint32_t j = 0; j < inside.items[i]->links.count; j++) {
            struct link *link = inside.items[i]->links.items[j];
            const struct item *inner = inside.items[i];
            bool tail = item_within(link->tail, frame), head = item_within(link->head, frame);
            if (!link->dropped && tail != head && (tail ? link->tail : link->head) == inner)
                vec_add(drawing->arena, &found, link);
        }
    links_sort(&found);
    return found;
}

static void fold_frames(struct drawing *drawing)
{
    for (uint32_t i = drawing->items.count; i-- > 0;) { /* inner frames came after outer ones */
        struct item *frame = drawing->items.items[i];
        if (frame->members.count < 2)
            continue;
        links_list links = crossing(drawing, frame);
        VEC(links_list) alike = {0};
        uint32_t known = atoms_count(drawing->keys);
        for (uint32_t j = 0; j < links.count; j++) {
            struct link *link = links.items[j];
            const struct item *other =
                item_within(link->tail, frame) ? link->head : link->tail;
            uint32_t at = alike_key(drawing, frame, link, other) - known;
            if (at == alike.count)
                vec_push(drawing->arena, &alike);
            vec_add(drawing->arena, &alike.items[at], link);
        }
        for (uint32_t j = 0; j < alike.count; j++)
            fold_alike(drawing, frame, &alike.items[j]);
    }
}

/* What ITEM is connected with and how, as a text to compare. */
static atom_t connections(struct drawing *drawing, const struct item *item)
{
    struct writer text = {.arena = drawing->arena};
    writer_text(&text, "connections ");
    links_list links = links_of(drawing, item);
    for (uint32_t i = 0; i < links.count; i++) {
        const struct link *link = links.items[i];
        if (link->dropped)
            continue;
        struct lines lines = link_lines(drawing->arena, link);
        writer_char(&text, link->tail == item ? '>' : '<');
        writer_text(&text, link->tail == item ? link->head->key : link->tail->key);
        writer_char(&text, ' ');
        writer_text(&text, lines.count ? lines.items[lines.count - 1].text : "");
        writer_char(&text, '\n');
    }
    return atom_intern(drawing->keys, text.bytes, text.used);
}

/* The words of LINK, which ITEM has, go to the same links of LEADER. */
static void hand_over(struct drawing *drawing, const struct item *item, struct item *leader,
                      struct link *link)
{
    bool out = link->tail == item;
    const struct item *other = out ? link->head : link->tail;
    const links_list *beside = links_fewer(leader, other);
    link->dropped = true;
    for (uint32_t i = 0; i < beside->count; i++) {
        struct link *same = beside->items[i];
        if (!same->dropped && (out ? same->tail : same->head) == leader &&
            (out ? same->head : same->tail) == other)
            merge_words(drawing->arena, same, link);
    }
}

/* Outside parties with the same connections become one node that lists them. */
static void fold_endpoints(struct drawing *drawing)
{
    items_list leaders = {0};
    uint32_t known = atoms_count(drawing->keys);
    for (uint32_t i = 0; i < drawing->items.count; i++) {
        struct item *item = drawing->items.items[i];
        if (item->look != LOOK_ENDPOINT)
            continue;
        uint32_t at = connections(drawing, item) - known;
        if (at == leaders.count) {
            vec_add(drawing->arena, &leaders, item);
            continue;
        }
        struct item *leader = leaders.items[at];
        item->dropped = true;
        item_place(drawing, item->object, leader);
        struct line caption = leader->lines.items[leader->lines.count - 1];
        leader->lines.count--;
        for (uint32_t k = 0; k + 1 < item->lines.count; k++)
            vec_add(drawing->arena, &leader->lines, item->lines.items[k]);
        caption.text = "outside parties";
        vec_add(drawing->arena, &leader->lines, caption);
        links_list links = links_of(drawing, item);
        for (uint32_t k = 0; k < links.count; k++)
            if (!links.items[k]->dropped)
                hand_over(drawing, item, leader, links.items[k]);
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
        for (uint32_t j = 0; j < item->links.count; j++)
            reached |= item->links.items[j]->head == item;
        if (!reached)
            item->tier = TIER_ACTORS;
    }
}

/* Whether a link to DEVICE has PORT; PLAIN: one on which SSL has ended, else one on which it has
 * not. */
static bool comes_in(const struct item *device, const struct ports *port, bool plain)
{
    for (uint32_t i = 0; i < device->links.count; i++) {
        const struct link *link = device->links.items[i];
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
static enum sort sort_coming_in(const struct item *device)
{
    enum sort sort = SORT_COUNT;
    for (uint32_t i = 0; i < device->links.count; i++) {
        const struct link *link = device->links.items[i];
        if (link->head == device && link->sort != SORT_PLAIN && link->sort < sort)
            sort = link->sort;
    }
    return sort;
}

/* What comes to a device as plain HTTP goes on as such: those ports of LINK become a link of their
 * own. The rest is left out where nothing that this picture shows would use it. */
static bool take_plain(struct drawing *drawing, struct link *link)
{
    if (!item_is_device(link->tail) || link->sort == SORT_PLAIN)
        return false;
    ports_list plain = {0}, rest = {0};
    for (uint32_t i = 0; i < link->ports.count; i++) {
        const struct ports *port = &link->ports.items[i];
        bool ended = comes_in(link->tail, port, true) &&
                     !comes_in(link->tail, port, false);
        link_port(drawing->arena, ended ? &plain : &rest, port);
    }
    if (plain.count == 0)
        return false;
    enum sort sort = sort_coming_in(link->tail);
    if (rest.count > 0 && sort != SORT_COUNT) {
        struct link *other = arena_new(drawing->arena, struct link);
        *other = *link;
        other->ports = rest;
        other->sort = sort;
        link_add(drawing, other);
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
