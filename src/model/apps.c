/*
 * Apps: a zone's `apps` introduces them, as objects inside the zone.
 */
#include <string.h>

#include "base/nameset.h"
#include "base/nearest.h"
#include "diagnostics/language.h"
#include "model/bind.h"

/* Whether a name is so near to a catalogue's app that it was perhaps meant. */
static object_t near_catalogue_app(const struct model *model, const char *name)
{
    model_each (model, app, 0, KIND_APP) {
        struct nearest nearest = nearest_to(name);
        nearest.distance = 3;
        nearest_try(&nearest, model_name(model, app));
        if (model_object(model, app)->catalogue && nearest.candidate && !nearest.begun)
            return app;
    }
    return 0;
}

static void check_app_name(struct binder *binder, object_t zone, const struct value *value)
{
    (void)zone;
    struct model *model = binder->model;
    const char *name = atom_text(model->atoms, value->atom);
    if (model_catalogue(model, KIND_APP, name) &&
        strcmp(model_name(model, model_catalogue(model, KIND_APP, name)), name) == 0)
        return;
    object_t near = near_catalogue_app(model, name);
    struct finding *finding =
        near ? value_report(binder, value, LANGUAGE_RULE(APP_NAME),
                            "'%s' is nearly the name of the catalogue's app '%s'", name,
                            model_name(model, near))
             : NULL;
    if (!finding)
        return;
    finding_help(model->diagnostics, finding, "write '%s' if that is what is deployed there",
                 model_name(model, near));
    finding_expect(model->diagnostics, finding, model_name(model, near));
    finding_fix(model->diagnostics, finding, value_place(value), "%s", model_name(model, near));
}

/* Calls VISIT for each word of each zone's `apps`. */
static void each_app(struct binder *binder,
                     void (*visit)(struct binder *binder, object_t zone, const struct value *value))
{
    uint32_t count = binder->model->objects.count;
    for (object_t zone = 1; zone < count; zone++) {
        if (model_object(binder->model, zone)->kind != KIND_ZONE)
            continue;
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
        binder->model->objects.items[app].place = value_place(value);
    }
}

void apps_declare(struct binder *binder)
{
    each_app(binder, declare_app);
}

void apps_check(struct binder *binder)
{
    each_app(binder, check_app_name);
}
