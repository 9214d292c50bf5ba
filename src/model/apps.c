/*
 * Apps: a zone's `apps` introduces them, as objects inside the zone.
 */
#include "base/nameset.h"
#include "model/bind.h"

/* Calls VISIT for each word of each zone's `apps`. */
static void each_app(struct binder *binder,
                     void (*visit)(struct binder *binder, object_t zone, const struct value *value))
{
    for (uint32_t z = 0; z < binder->zones.count; z++) {
        object_t zone = binder->zones.items[z];
        uint32_t block = binder->statements.items[zone];
        const struct statement *statements = binder->tape->statements.items;
        for (uint32_t s = block + 1; s < statements[block].next; s = statements[s].next) {
            const struct value *values = binder_values(binder, s);
            for (uint32_t v = 1;
                 binder_row(binder, s, KIND_ZONE) == KEYWORD_ZONE_APPS && v < statements[s].count;
                 v++)
                if (values[v].shape == SHAPE_NAME || values[v].shape == SHAPE_SET)
                    visit(binder, zone, &values[v]);
        }
    }
}

/* An app that a zone introduces is an object inside it. */
static void declare_app(struct binder *binder, object_t zone, const struct value *value)
{
    size_t length;
    const char *raw = value_raw(binder, value, &length), *fault;
    uint32_t members = nameset_count(binder->arena, raw, length, &fault);
    for (uint32_t i = 0; i < members; i++) {
        object_t app =
            binder_object(binder, zone, KIND_APP, STATEMENT_NONE,
                          atom_of_member(binder->model->atoms, binder->arena, raw, length, i));
        binder->model->objects.items[app].place = binder_place(binder, value);
    }
}

void apps_declare(struct binder *binder)
{
    each_app(binder, declare_app);
}
