/*
 * What each block needs: takes objects whose fields are typed, reports what they lack.
 */
#include "diagnostics/language.h"
#include "model/bind.h"

void required_prepare(struct binder *binder)
{
    for (int kind = 0; kind < KIND_COUNT; kind++) {
        uint8_t *required = binder->required[kind];
        for (int row = 0; row < KEYWORD_COUNT; row++)
            if (schema[row].often == OFTEN_REQUIRED && (schema[row].where & 1u << kind))
                *required++ = (uint8_t)(row + 1);
    }
}

void required_check(struct binder *binder, object_t index)
{
    struct model *model = binder->model;
    const struct object *object = model_object(model, index);
    uint32_t statement = binder->statements.items[index];
    uint32_t around = binder->statements.items[object->parent];
    bool lacking = model_object(model, object->parent)->guessed ||
                   (around != STATEMENT_NONE && binder->tape->statements.items[around].incomplete);
    if (object->incomplete || object->member > 0 || object->kind == KIND_APP || lacking ||
        binder->tape->statements.items[statement].copied)
        return;
    for (const uint8_t *required = binder->required[object->kind]; *required; required++) {
        int i = *required - 1;
        if (model_field(model, index, (enum keyword_id)i))
            continue;
        if (i == KEYWORD_ENGINE && model_field(model, index, KEYWORD_REPLICA_OF))
            continue;
        struct finding *finding =
            report(model->diagnostics, LANGUAGE_RULE(MISSING_PROPERTY), object->place,
                   "%s '%s' has no `%s`", kind_name((enum kind)object->kind),
                   object->name ? model_name(model, index) : kind_name((enum kind)object->kind),
                   schema[i].name);
        finding_help(model->diagnostics, finding, "`%s`: %s", schema[i].name, schema[i].meaning);
        finding->object = index;
        if (i == KEYWORD_ROLES || i == KEYWORD_DOMAIN) /* perhaps what the environment needs */
            model->objects.items[object->parent].incomplete = true;
    }
}

/* One topology describes one infrastructure. */
void required_single(struct model *model)
{
    model_each (model, again, 0, KIND_INFRASTRUCTURE) {
        if (again == model->infrastructure)
            continue;
        struct finding *finding = report(
            model->diagnostics, LANGUAGE_RULE(STATED_TWICE), model_object(model, again)->place,
            "`%s` stands once in a topology", kind_name(KIND_INFRASTRUCTURE));
        finding_label(model->diagnostics, finding, "stated again here");
        finding_relate(model->diagnostics, finding,
                       model_object(model, model->infrastructure)->place, "first stated here");
    }
}
