/*
 * Items of a picture: making one, and putting on it what the model says of its thing. See
 * diagram.h.
 */
#include <string.h>

#include "emit/diagram_items.h"

/* Names, apps or the like that one line lists. */
#define LISTED 6

uint32_t environment_of(const struct drawing *drawing, object_t object)
{
    object_t environment = model_object(drawing->model, object)->environment;
    const struct plan_environment *found =
        environment ? plan_environment(drawing->plan, environment) : NULL;
    return found ? (uint32_t)(found - drawing->plan->environments.items) : UINT32_MAX;
}

struct item *item_new(struct drawing *drawing, bool is_frame, struct item *parent, const char *key,
                      enum appearance look, enum tier tier, object_t object)
{
    struct item *item = arena_new(drawing->arena, struct item);
    item->number = drawing->items.count;
    item->is_frame = is_frame;
    item->key = key;
    item->look = look;
    item->tier = tier;
    item->object = object;
    item->environment = object ? environment_of(drawing, object) : UINT32_MAX;
    vec_add(drawing->arena, &drawing->items, item);
    if (parent)
        item_put(drawing, item, parent);
    atom_t atom = atom_intern(drawing->keys, key, strlen(key));
    while (drawing->by_key.count <= atom)
        vec_add(drawing->arena, &drawing->by_key, NULL);
    if (!drawing->by_key.items[atom])
        drawing->by_key.items[atom] = item;
    return item;
}

void item_put(struct drawing *drawing, struct item *item, struct item *frame)
{
    item->parent = frame;
    vec_add(drawing->arena, &frame->inside, item);
}

struct item *item_place(struct drawing *drawing, object_t object, struct item *item)
{
    if (!drawing->of[object] && item)
        vec_add(drawing->arena, &drawing->placed, object);
    return drawing->of[object] = item;
}

bool item_within(const struct item *inner, const struct item *outer)
{
    while (inner && inner != outer)
        inner = inner->parent;
    return inner == outer;
}

items_list items_within(struct drawing *drawing, struct item *frame)
{
    items_list found = {0};
    for (uint32_t i = 0; i < frame->inside.count; i++)
        vec_add(drawing->arena, &found, frame->inside.items[i]);
    for (uint32_t i = 0; i < found.count; i++) { /* it grows */
        const struct item *inner = found.items[i];
        for (uint32_t j = 0; j < inner->inside.count; j++)
            vec_add(drawing->arena, &found, inner->inside.items[j]);
    }
    return found;
}

struct item *item_find(const struct drawing *drawing, const char *key)
{
    atom_t atom = atom_find(drawing->keys, key, strlen(key));
    return atom < drawing->by_key.count ? drawing->by_key.items[atom] : NULL;
}

const char *item_listing(struct arena *arena, const char *const *words, uint32_t count)
{
    const char *text = "";
    uint32_t shown = count > LISTED ? LISTED - 1 : count;
    for (uint32_t i = 0; i < shown; i++)
        text = arena_printf(arena, "%s%s%s", text, i ? ", " : "", words[i]);
    return shown < count ? arena_printf(arena, "%s and %u more", text, count - shown) : text;
}

const char *item_words(struct drawing *drawing, object_t object, enum keyword_id keyword)
{
    struct data data = model_data(drawing->model, object, keyword);
    const char **words = arena_array(drawing->arena, const char *, data.count + 1);
    uint32_t count = 0;
    for (uint32_t i = 0; i < data.count; i++)
        if (data.items[i].type != DATUM_WRONG && data.items[i].text)
            words[count++] = data.items[i].text;
    return item_listing(drawing->arena, words, count);
}

void item_name(struct drawing *drawing, struct item *item, object_t object, enum face face)
{
    const char *name = model_name(drawing->model, object);
    const char *title = model_object(drawing->model, object)->title;
    if (title && strcmp(title, name) != 0) {
        if (face == FACE_HEADING && *name)
            say(item, face, "%s (%s)", title, name);
        else
            say(item, face, "%s", title);
        if (face != FACE_HEADING && *name)
            say(item, FACE_PLAIN, "%s", name);
        return;
    }
    if (*name)
        say(item, face, "%s", name);
}

void item_address(struct drawing *drawing, struct item *item, object_t object)
{
    struct names addresses = plan_addresses(drawing->plan, object);
    if (addresses.count > 0)
        say(item, FACE_PLAIN, "%s", addresses.items[0]);
}

void item_host(struct drawing *drawing, struct item *item, object_t object)
{
    struct names names = plan_names(drawing->plan, object);
    if (names.count > 0 && strcmp(names.items[0], model_name(drawing->model, object)) != 0)
        say(item, FACE_PLAIN, "%s", names.items[0]);
}

void item_availability(struct drawing *drawing, struct item *item, object_t object)
{
    if (schema_find(schema[KEYWORD_AVAILABILITY_ZONE].name,
                    (enum kind)model_object(drawing->model, object)->kind) !=
        KEYWORD_AVAILABILITY_ZONE)
        return;
    const char *zone = item_words(drawing, object, KEYWORD_AVAILABILITY_ZONE);
    if (*zone)
        say(item, FACE_PLAIN, "availability zone %s", zone);
}
