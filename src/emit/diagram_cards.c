/*
 * Cards of a picture: many environments as one node each, in rows that suit a page. Takes the nodes
 * and links that a view made; gives them a frame, which lines lead to instead of to every one.
 */
#include <stdlib.h>
#include <string.h>

#include "emit/diagram_items.h"

/* So many environments are still drawn side by side. */
#define SIDE_BY_SIDE 6

/* And so many columns of things in all. */
#define COLUMNS 16

/* Lines that lead to single cards from one and the same thing. */
#define SINGLE_LINES 2

static uint32_t larger(uint32_t one, uint32_t other)
{
    return one > other ? one : other;
}

/* How many things stand side by side in an environment's frame. */
static uint32_t columns_of(const struct drawing *drawing,
                           const struct plan_environment *environment)
{
    uint32_t servers = 0;
    for (uint32_t i = 0; i < environment->zone_count; i++) {
        uint32_t count = drawing->plan->zones.items[environment->zones + i].servers.count;
        servers += count < STACK_FROM || drawing->expanded ? count : 1;
    }
    return larger(larger(servers, environment->databases.count),
                  larger(environment->balancers.count, environment->proxies.count));
}

bool cards_needed(const struct drawing *drawing)
{
    const struct plan *plan = drawing->plan;
    uint32_t count = 0, columns = 0;
    for (uint32_t i = 0; i < plan->environments.count; i++) {
        if (plan->environments.items[i].lifetime)
            continue;
        count++;
        columns += columns_of(drawing, &plan->environments.items[i]);
    }
    return count > SIDE_BY_SIDE || (count > 1 && columns > COLUMNS);
}

/* "3 servers" */
static const char *counted(struct arena *arena, const char *before, uint32_t count,
                           const char *what)
{
    if (count == 0)
        return before;
    return arena_printf(arena, "%s%s%u %s%s", before, *before ? ", " : "", count, what,
                        count == 1 ? "" : "s");
}

static bool is_card(const struct item *item)
{
    return item->parent && item->parent->look == LOOK_CARDS_FRAME;
}

/* What the frame of an environment would show. */
static void say_contents(struct drawing *drawing, struct item *card, uint32_t index)
{
    const struct plan_environment *environment = &drawing->plan->environments.items[index];
    struct arena *arena = drawing->arena;
    const char *text = counted(arena, "", environment->proxies.count, "proxy");
    if (environment->proxies.count > 1)
        text = arena_printf(arena, "%u proxies", environment->proxies.count);
    text = counted(arena, text, environment->balancers.count, "load balancer");
    text = counted(arena, text, environment->servers.count, "server");
    text = counted(arena, text, environment->databases.count, "database");
    if (*text)
        say(card, FACE_NOTE, "%s", text);
}

/* The addresses by which LifeTime reaches an environment stand on its card (LT-015). */
static void say_addresses(struct drawing *drawing)
{
    for (uint32_t i = 0; i < drawing->links.count; i++) {
        struct link *link = drawing->links.items[i];
        struct item *card = is_card(link->head) ? link->head : link->tail;
        if (!is_card(card))
            continue;
        const struct slot *slot =
            &drawing->plan->environments.items[card->environment].lifetime_address;
        bool ends = slot->device &&
                    model_object(drawing->model, slot->device)->kind == KIND_REVERSE_PROXY &&
                    model_switch(drawing->model, slot->device, KEYWORD_SSL_OFFLOADING, false);
        for (uint32_t j = 0; j < link->addresses.count; j++) {
            say(card, FACE_NOTE, "for LifeTime: %s", link->addresses.items[j]);
            if (ends)
                say(card, FACE_NOTE, "SSL ends at %s", model_name(drawing->model, slot->device));
        }
        link->addresses.count = 0;
    }
}

static int by_environment(const void *left, const void *right)
{
    const struct item *one = *(struct item *const *)left, *other = *(struct item *const *)right;
    return (one->environment > other->environment) - (one->environment < other->environment);
}

void cards_deal(struct drawing *drawing)
{
    VEC(object_t) members = {0};
    items_list cards = {0};
    for (uint32_t i = 0; i < drawing->items.count; i++) {
        struct item *item = drawing->items.items[i];
        if (item->look == LOOK_ENVIRONMENT && !item->parent)
            vec_add(drawing->arena, &cards, item);
    }
    if (cards.count > 0)
        qsort(cards.items, cards.count, sizeof *cards.items, by_environment);
    for (uint32_t i = 0; i < cards.count; i++)
        vec_add(drawing->arena, &members, cards.items[i]->object);
    if (members.count <= SIDE_BY_SIDE && !(members.count > 1 && drawing->cards))
        return;
    struct item *frame =
        item_new(drawing, true, NULL, "environments", LOOK_CARDS_FRAME, TIER_FRONT_ENDS, 0);
    say(frame, FACE_HEADING, "%u environments", members.count);
    frame->members = (struct group){members.items, members.count};
    while (frame->columns * frame->columns < members.count)
        frame->columns++;
    for (uint32_t i = 0; i < cards.count; i++) {
        struct item *card = cards.items[i];
        item_put(drawing, card, frame);
        item_place(drawing, card->object, card);
        say_contents(drawing, card, card->environment);
    }
    say_addresses(drawing);
}

/* What LINK leads to cards from, or from cards to; NULL where it does not. */
static struct item *beside_cards(const struct link *link, bool to_cards)
{
    bool leads = !link->dropped && link->sort != SORT_LINE;
    struct item *card = to_cards ? link->head : link->tail;
    return leads && is_card(card) ? to_cards ? link->tail : link->head : NULL;
}

/* The links between OTHER and cards, to the cards or from them, go onto the cards. */
static void take_links(struct drawing *drawing, const struct item *other, bool to_cards)
{
    links_list links = links_of(drawing, other);
    for (uint32_t i = 0; i < links.count; i++) {
        struct link *link = links.items[i];
        struct item *card = to_cards ? link->head : link->tail;
        if (beside_cards(link, to_cards) != other)
            continue;
        const char *ports = link_ports(drawing->arena, link);
        const char *name = other->lines.count ? other->lines.items[0].text : other->key;
        say(card, FACE_NOTE, "%s %s%s%s",
            link->both ? "to and from"
            : to_cards ? "from"
                       : "to",
            name, *ports ? ": " : "", ports);
        link->dropped = true;
    }
}

void cards_settle(struct drawing *drawing)
{
    for (uint32_t i = 0; i < 2 * drawing->links.count; i++) {
        struct item *other = beside_cards(drawing->links.items[i / 2], i % 2);
        if (other)
            other->card_links[i % 2]++;
    }
    for (uint32_t i = 0; i < drawing->links.count; i++) { /* it grows */
        const struct link *first = drawing->links.items[i];
        bool to_cards = is_card(first->head);
        struct item *other = to_cards ? first->tail : first->head;
        struct item *card = to_cards ? first->head : first->tail;
        if (first->dropped || !is_card(card) || is_card(other) ||
            other->card_links[to_cards] <= SINGLE_LINES)
            continue;
        struct link whole = *first;
        take_links(drawing, other, to_cards);
        other->card_links[to_cards] = 0;
        struct item *frame = card->parent;
        struct link *link =
            link_between(drawing, to_cards ? other : frame, to_cards ? frame : other);
        link->sort = whole.sort;
        link->both = whole.both;
        link->words = whole.words;
        link->entries = whole.entries;
        link->apart = true;
    }
}
