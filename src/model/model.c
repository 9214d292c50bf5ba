/*
 * Reading the model.
 */
#include <string.h>

#include "model/model.h"
#include "model/resolve.h"

const char *model_name(const struct model *model, object_t object)
{
    return atom_text(model->atoms, model_object(model, object)->name);
}

/* Where the path of OBJECT is, or will be. */
static const char **path_of(const struct model *model, object_t object)
{
    struct paths *paths = model->paths;
    if (object >= paths->room) { /* binding makes objects still */
        uint32_t room = model->objects.capacity;
        const char **items = arena_array(model->arena, const char *, room);
        if (paths->room)
            memcpy(items, paths->items, sizeof *items * paths->room);
        *paths = (struct paths){items, room};
    }
    return &paths->items[object];
}

const char *model_path(const struct model *model, object_t object)
{
    const char **path = path_of(model, object);
    if (*path)
        return *path;
    const struct object *it = model_object(model, object);
    const char *name = it->name ? model_name(model, object) : kind_name((enum kind)it->kind);
    if (!it->parent)
        return *path = object ? name : "";
    name = arena_join(model->arena, model_path(model, it->parent), ".", name);
    return *path_of(model, object) = name;
}

const char *model_label(const struct model *model, object_t object)
{
    const struct object *it = model_object(model, object);
    return it->title  ? it->title
           : it->name ? model_name(model, object)
                      : kind_name((enum kind)it->kind);
}

/* How many of the data of FIELD stand in lists before LIST; their lists ascend. */
static uint32_t before_list(const struct field *field, uint32_t list)
{
    uint32_t low = 0, high = field->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (field->items[middle].list < list)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct data field_list_of_many(const struct field *field, uint8_t list)
{
    uint32_t first = before_list(field, list);
    return (struct data){field->items + first, before_list(field, list + 1u) - first};
}

const struct field *model_next(const struct model *model, object_t object,
                               const struct field *field)
{
    const struct object *it = model_object(model, object);
    const struct field *end = model->fields.items + it->fields + it->field_count;
    for (const struct field *next = field + 1; next < end; next++)
        if (next->keyword == field->keyword)
            return next;
    return NULL;
}

const struct field *model_head(const struct model *model, object_t object)
{
    static const struct field none = {0};
    const struct object *it = model_object(model, object);
    return it->operands ? &model->fields.items[it->fields - 1] : &none;
}

const struct field *object_field(const struct model *model, const struct object *object,
                                 enum keyword_id keyword)
{
    const struct field *field = model->fields.items + object->fields,
                       *end = field + object->field_count;
    for (; field < end; field++)
        if (field->keyword == keyword)
            return field;
    return NULL;
}

const struct field *model_inherited(const struct model *model, object_t object,
                                    enum keyword_id keyword)
{
    if (!model->stated[keyword])
        return NULL;
    const struct field *field = model_field(model, object, keyword);
    if (!field && keyword == KEYWORD_ENGINE) { /* a replica has its primary's */
        struct data primary = model_data(model, object, KEYWORD_REPLICA_OF);
        return primary.count && primary.items[0].object != object
                   ? model_field(model, primary.items[0].object, keyword)
                   : NULL;
    }
    if (field || !schema[keyword].inherited)
        return field;
    for (object_t at = object; at;) {
        at = model_object(model, at)->parent;
        field = at ? model_field(model, at, keyword) : NULL;
        if (field)
            return field;
    }
    return model->infrastructure && object != model->infrastructure
               ? model_field(model, model->infrastructure, keyword)
               : NULL;
}

enum state model_state(const struct model *model, object_t object, enum keyword_id keyword)
{
    const struct field *field = model_field(model, object, keyword);
    return !field ? STATE_ABSENT : field->wrong ? STATE_WRONG : STATE_STATED;
}

struct data model_data(const struct model *model, object_t object, enum keyword_id keyword)
{
    const struct field *field = model_inherited(model, object, keyword);
    return field && !field->wrong ? field_operand(field, 0) : (struct data){0};
}

bool model_switch(const struct model *model, object_t object, enum keyword_id keyword,
                  bool otherwise)
{
    struct data data = model_data(model, object, keyword);
    return data.count && data.items[0].type == DATUM_SWITCH ? data.items[0].number != 0 : otherwise;
}

bool model_has_word(const struct model *model, object_t object, enum keyword_id keyword,
                    const char *word)
{
    const struct field *field = model_inherited(model, object, keyword);
    if (!field)
        return schema[keyword].fallback && schema_is_choice(schema[keyword].fallback, word);
    for (uint32_t i = 0; !field->wrong && i < field_operand(field, 0).count; i++)
        if (field_operand(field, 0).items[i].text &&
            strcmp(field_operand(field, 0).items[i].text, word) == 0)
            return true;
    return false;
}

/* The children of the document are in declaration order, the catalogue's among them. */
object_t model_first(const struct model *model, object_t parent, enum kind kind)
{
    if (parent == 0)
        return model->first_at_top[kind];
    object_t child = model_object(model, parent)->first_child;
    while (child && model_object(model, child)->kind != kind)
        child = model_object(model, child)->next;
    return child;
}

object_t model_following(const struct model *model, object_t object)
{
    uint8_t kind = model_object(model, object)->kind;
    if (model_object(model, object)->parent == 0)
        return model_object(model, object)->next;
    do
        object = model_object(model, object)->next;
    while (object && model_object(model, object)->kind != kind);
    return object;
}

object_t model_catalogue(const struct model *model, enum kind kind, const char *name)
{
    object_t other = 0;
    atom_t atom = atom_find(model->atoms, name, strlen(name));
    return atom ? names_find(model, SCOPE_CATALOGUE, atom_fold(model->atoms, atom), 1u << kind,
                             &other)
                : 0;
}

bool model_covers(const struct model *model, const char *entry)
{
    const struct field *field = model_field(model, 0, KEYWORD_COVERS);
    for (; field; field = model_next(model, 0, field))
        for (uint32_t i = 0; !field->wrong && i < field_operand(field, 0).count; i++)
            if (strcmp(field_operand(field, 0).items[i].text, entry) == 0)
                return true;
    return false;
}

const char *model_told_in(const struct model *model, const char *entry)
{
    const struct field *field = model_field(model, 0, KEYWORD_TOLD_IN);
    for (; field; field = model_next(model, 0, field))
        for (uint32_t i = 0; !field->wrong && i < field_operand(field, 1).count; i++)
            if (strcmp(field_operand(field, 1).items[i].text, entry) == 0)
                return field_operand(field, 0).items[0].text;
    return NULL;
}
