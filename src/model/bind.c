/*
 * Binding: statements to objects and fields.
 *
 * First every block becomes an object (a block whose name is a set, one for each member) so that
 * names can be used before they are declared; then each object's properties are typed.
 */
#include <string.h>

#include "base/nameset.h"
#include "diagnostics/language.h"
#include "model/lost.h"

/* The version of the language, as `osnet 1;` states it. */
#define LANGUAGE_VERSION 1u

/* How many statements there are for an object, about, in most topologies. */
#define STATEMENTS_PER_OBJECT 4

/* The most objects. */
#define OBJECT_LIMIT 1000000u

const struct value *binder_values(const struct binder *binder, uint32_t statement)
{
    return binder->tape->values.items + binder->tape->statements.items[statement].first;
}

struct place binder_place(const struct binder *binder, const struct value *value)
{
    return value_place(binder->model->atoms, value);
}

enum keyword_id binder_row(const struct binder *binder, uint32_t statement, enum kind kind)
{
    return model_row(binder->model, value_atom(binder_values(binder, statement)), kind);
}

/* ---- Objects ---- */

object_t binder_object(struct binder *binder, object_t parent, enum kind kind, uint32_t statement,
                       atom_t name)
{
    object_t index = binder->model->objects.count;
    struct object *object = vec_push(binder->arena, &binder->model->objects);
    struct object *around = &binder->model->objects.items[parent];
    object->kind = (uint8_t)kind;
    object->parent = parent;
    object->environment = kind == KIND_ENVIRONMENT ? index : around->environment;
    object->name = name;
    if (index > 0) {
        object_t *first = parent ? &around->first_child : &binder->model->first_at_top[kind];
        object_t *last = parent ? &binder->last_children.items[parent] : &binder->last_at_top[kind];
        *(*last ? &binder->model->objects.items[*last].next : first) = index;
        *last = index;
    }
    vec_add(binder->arena, &binder->statements, statement);
    if (!binder->all_declared)
        vec_add(binder->arena, &binder->last_children, 0);
    if (kind == KIND_ZONE)
        vec_add(binder->arena, &binder->zones, index);
    binder->constants |= kind == KIND_LET;
    binder->apps |= kind == KIND_APP && parent != 0;
    return index;
}

static struct place head_place(const struct binder *binder, uint32_t statement)
{
    const struct value *values = binder_values(binder, statement);
    uint32_t count = binder->tape->statements.items[statement].count;
    return (struct place){values[0].begin, binder_place(binder, &values[count - 1]).end};
}

static void declare_inside(struct binder *binder, object_t parent, uint32_t first, uint32_t end);

/* The value that names what STATEMENT declares, or NULL. */
static const struct value *name_value(const struct binder *binder, uint32_t statement)
{
    const struct value *value = binder_values(binder, statement) + 1;
    bool named = binder->tape->statements.items[statement].count > 1 &&
                 value->part == PART_OPERAND &&
                 (value->shape == SHAPE_NAME || value->shape == SHAPE_SET);
    return named ? value : NULL;
}

static void declare_one(struct binder *binder, object_t parent, uint32_t statement,
                        enum keyword_id row, atom_t name, uint32_t member, uint32_t members)
{
    const struct statement *it = &binder->tape->statements.items[statement];
    const struct value *value = name_value(binder, statement);
    object_t index = binder_object(binder, parent, (enum kind)schema[row].makes, statement, name);
    struct object *object = &binder->model->objects.items[index];
    object->catalogue = it->catalogue;
    object->guessed = binder->guessing;
    binder->guessing = false;
    object->incomplete =
        it->incomplete || it->broken || lost_in_braces(binder, binder_values(binder, statement));
    object->place = value && name ? binder_place(binder, value)
                                  : binder_place(binder, binder_values(binder, statement));
    object->head = head_place(binder, statement);
    object->end = it->end;
    object->member = (uint16_t)member;
    object->last_member = (uint16_t)(members ? members - 1 : 0);
    if (object->kind == KIND_LET && (it->count < 3 || value[1].shape == SHAPE_BAD))
        lost_statement(binder, statement); /* it has no value */
    declare_inside(binder, index, statement + 1, it->next);
}

/* Makes the objects of a block: as many as its name has members. */
static void declare(struct binder *binder, object_t parent, uint32_t statement, enum keyword_id row)
{
    const struct statement *it = &binder->tape->statements.items[statement];
    bool named = schema[row].operands[0].type == TYPE_NEW;
    const struct value *value = named ? name_value(binder, statement) : NULL;
    if (!value) {
        if (!named || schema[row].operands[0].optional)
            declare_one(binder, parent, statement, row, 0, 0, 0);
        else if (!it->broken) {
            const struct value *keyword = binder_values(binder, statement);
            const struct value *at = it->count > 1 ? &keyword[1] : keyword;
            struct finding *finding = at->shape == SHAPE_BAD
                                          ? NULL
                                          : value_report(binder, at, LANGUAGE_RULE(OPERANDS),
                                                         "`%s` needs a name", schema[row].name);
            if (finding && at->shape == SHAPE_PATH)
                finding_label(binder->diagnostics, finding, "a name that is declared has no dots");
            if (finding)
                finding_help(binder->diagnostics, finding, "it is written so: %s",
                             schema_example(binder->arena, &schema[row]));
        }
        if (named && !schema[row].operands[0].optional) {
            binder->model->objects.items[parent].incomplete = true;
            lost_statement(binder, statement);
            lost_name_of(binder, parent, (enum kind)schema[row].makes);
        }
        return;
    }
    size_t length = 0;
    const char *raw = "", *fault;
    uint32_t count = 1;
    if (value->shape == SHAPE_SET) {
        raw = value_raw(binder, value, &length);
        count = nameset_count(binder->arena, raw, length, &fault);
    }
    if (count == 0) {
        value_report(binder, value, LANGUAGE_RULE(NAME_SET), "'%.*s' is no name set: %s",
                     (int)length, raw, fault);
        binder->model->objects.items[parent].incomplete = true;
        lost_statement(binder, statement);
        lost_name_of(binder, parent, (enum kind)schema[row].makes);
        return;
    }
    uint32_t first = it->last_member ? it->member : 0u,
             end = it->last_member ? it->member + 1u : count;
    for (uint32_t i = first; i < end && i < count; i++) {
        if (binder->model->objects.count >= OBJECT_LIMIT) {
            if (!binder->full)
                value_report(
                    binder, value, LANGUAGE_RULE(LIMIT),
                    "the topology has more than %u things; those from here on are not read",
                    OBJECT_LIMIT);
            binder->full = true;
            binder->model->objects.items[parent].incomplete = true;
            return;
        }
        atom_t name = value->shape == SHAPE_SET
                          ? atom_of_member(binder->model->atoms, binder->arena, raw, length, i)
                          : value_atom(value);
        declare_one(binder, parent, statement, row, name, i, count > 1 ? count : 0);
    }
}

/* The blocks among the statements FIRST to END of PARENT. */
static void declare_inside(struct binder *binder, object_t parent, uint32_t first, uint32_t end)
{
    enum kind kind = (enum kind)binder->model->objects.items[parent].kind;
    for (uint32_t s = first; s < end; s = binder->tape->statements.items[s].next) {
        if (binder_values(binder, s)->shape == SHAPE_BAD) {
            binder->model->objects.items[parent].incomplete = true;
            lost_statement(binder, s);
            continue;
        }
        enum keyword_id row = binder_row(binder, s, kind);
        bool guess = row == KEYWORD_COUNT;
        if (guess) {
            row = binder_keyword(binder, s, kind);
            if (row == KEYWORD_COUNT)
                lost_statement(binder, s);
            binder->model->objects.items[parent].guessed |= row == KEYWORD_LIKE;
            if (row == KEYWORD_COUNT || schema[row].makes == KIND_TOP)
                binder->model->objects.items[parent].incomplete = true;
        }
        binder->guessing = guess;
        if (row != KEYWORD_COUNT && schema[row].makes != KIND_TOP)
            declare(binder, parent, s, row);
        binder->guessing = false;
    }
}

/* ---- Fields ---- */

static bool operand_fits(const struct operand_type *type, const struct value *value)
{
    if (!type->optional)
        return true;
    if (type->type == TYPE_NEW)
        return value->shape != SHAPE_TEXT;
    return type->type != TYPE_TITLE || value->shape == SHAPE_TEXT || value->shape == SHAPE_BAD;
}

/* Binds LIST: the values from *AT on that go on with it. */
static bool bind_list(const struct binding *binding, const struct operand_type *type,
                      const struct keyword *row, const struct value *values, uint32_t count,
                      uint32_t *at, uint8_t list)
{
    data_t *data = &binding->binder->data;
    bool fine = true;
    uint32_t first = *at, before = data->count;
    do {
        if (binder_overfull(binding->binder, &values[*at]))
            return false;
        if (*at > first && !type->list) {
            struct finding *finding =
                values[*at].shape == SHAPE_BAD
                    ? NULL
                    : value_report(binding->binder, &values[*at], LANGUAGE_RULE(OPERANDS),
                                   "`%s` takes one value here", row->name);
            if (finding && row->entries)
                finding_cite(binding->binder->diagnostics, finding, row->entries);
            fine = false;
        } else {
            fine &= value_bind(binding, type, row->name, &values[*at], data);
        }
        ++*at;
    } while (*at < count && values[*at].part == PART_MORE);
    for (uint32_t i = before; i < data->count; i++)
        data->items[i].list = list;
    return fine;
}

/* Whether this compiler knows the version of the language that a file is written in. */
static bool check_version(const struct binding *binding, const struct value *value,
                          const struct datum *version)
{
    if (version->number == LANGUAGE_VERSION)
        return true;
    struct finding *finding =
        value_report(binding->binder, value, LANGUAGE_RULE(VALUE),
                     "this compiler does not know version %u of the language", version->number);
    if (finding)
        finding_label(binding->binder->diagnostics, finding, "it knows version %u",
                      LANGUAGE_VERSION);
    return false;
}

/* Takes the title out of what was typed of a statement of ROW. Returns it, or NULL. */
static const char *take_title(struct binder *binder, const struct keyword *row)
{
    data_t *data = &binder->data;
    for (uint32_t i = 0; i < data->count; i++)
        if (data->items[i].list < SCHEMA_OPERANDS &&
            row->operands[data->items[i].list].type == TYPE_TITLE) {
            const char *title = data->items[i].text;
            data->count--;
            memmove(&data->items[i], &data->items[i + 1], sizeof *data->items * (data->count - i));
            return title;
        }
    return NULL;
}

/* What was typed of the statement becomes FIELD's. */
static void keep_data(struct binder *binder, struct field *field)
{
    const data_t *data = &binder->data;
    struct datum *items =
        data->count ? arena_array(binder->arena, struct datum, data->count) : NULL;
    if (items)
        memcpy(items, data->items, sizeof *items * data->count);
    for (uint32_t i = 0; i < data->count; i++)
        field->lists |= (uint8_t)(1u << items[i].list);
    field->items = items;
    field->count = data->count;
    binder->held += data->count + 1;
}

/* Types the operands of STATEMENT into FIELD; its data are the binder's until keep_data(). */
static void bind_field(const struct binding *binding, uint32_t statement, enum keyword_id id,
                       struct field *field)
{
    struct binder *binder = binding->binder;
    const struct statement *it = &binder->tape->statements.items[statement];
    const struct value *values = binder_values(binder, statement);
    const struct keyword *row = &schema[id];
    enum kind kind = (enum kind)model_object(binder->model, binding->object)->kind;
    uint32_t at = 1, operand = 0;
    bool fine = !it->broken, bad = false;
    for (uint32_t i = 0; binder->tape->marred && i < it->count; i++)
        if (values[i].shape == SHAPE_BAD) {
            bad = true;
            binder->guessing |= lost_opening(binder, &values[i]);
        }

    field->keyword = (uint8_t)id;
    field->place = head_place(binder, statement);
    binder->data.count = 0;
    while (at < it->count && (values[at].part == PART_OPERAND || values[at].part == PART_MORE)) {
        while (operand < SCHEMA_OPERANDS && row->operands[operand].type != TYPE_NONE &&
               !operand_fits(&row->operands[operand], &values[at]))
            operand++;
        if (operand >= SCHEMA_OPERANDS || row->operands[operand].type == TYPE_NONE) {
            if (fine && !bad)
                operand_surplus(binding, &values[at], kind, row);
            fine = false;
            at++;
            continue;
        }
        fine &= bind_list(binding, &row->operands[operand], row, values, it->count, &at,
                          (uint8_t)operand);
        operand++;
    }
    if (fine && at == it->count && operand >= binder->whole[id] &&
        it->block == (row->makes != KIND_TOP))
        return;

    if (it->block && row->makes == KIND_TOP && it->count == 1)
        fine = fine && operand_missing(binding, &values[0], "`%s` takes no block", row);
    for (; operand < SCHEMA_OPERANDS && row->operands[operand].type != TYPE_NONE; operand++)
        if (!row->operands[operand].optional && fine) {
            bool elsewhere = at < it->count && values[at].part == PART_PORT;
            fine = operand_missing(
                binding, &values[elsewhere ? at : 0],
                elsewhere ? "`%s` takes its values without ':'" : "`%s` lacks a value", row);
            if (elsewhere)
                at = it->count;
        }
    bool targets = at < it->count && values[at].part == PART_TARGET;
    if (targets && row->targets.type == TYPE_NONE) {
        fine = fine && operand_missing(binding, &values[at], "`%s` takes no '->'", row);
        at = it->count;
    } else if (targets) {
        fine &= bind_list(binding, &row->targets, row, values, it->count, &at, LIST_TARGETS);
    } else if (row->targets.type != TYPE_NONE && !row->targets.optional && !it->broken && fine) {
        fine = operand_missing(binding, &values[0], "`%s` lacks '->' and what is behind it", row);
    }
    if (at < it->count && values[at].part == PART_PORT && row->ports.type == TYPE_NONE)
        fine = fine && !bad && operand_missing(binding, &values[at], "`%s` takes no ':'", row);
    else if (at < it->count && values[at].part == PART_PORT && (fine || targets))
        fine &= bind_list(binding, &row->ports, row, values, it->count, &at, LIST_PORTS);
    else if (row->ports.type != TYPE_NONE && !row->ports.optional && !it->broken && fine)
        fine = operand_no_ports(binding, values, it->count, row);

    if (it->block && row->makes == KIND_TOP)
        fine = fine && operand_missing(binding, &values[0], "`%s` takes no block", row);
    else if (!it->block && (id == KEYWORD_ENVIRONMENT || id == KEYWORD_SERVER) && fine)
        fine = operand_missing(binding, &values[0], "`%s` needs a block: { … }", row);
    if ((id == KEYWORD_WHEN || id == KEYWORD_UNLESS) && fine)
        fine = operand_condition(binding, values, it->count);
    if (id == KEYWORD_OSNET && fine)
        fine = check_version(binding, &values[1], &binder->data.items[0]);
    field->wrong = !fine;
}

static void report_twice(struct binder *binder, const struct value *keyword,
                         const struct field *first)
{
    const struct keyword *row = &schema[first->keyword];
    struct finding *finding =
        value_report(binder, keyword, LANGUAGE_RULE(STATED_TWICE), "`%s` stands once in a %s",
                     row->name, row->where & KINDS(TOP) ? "file" : "block");
    if (!finding)
        return;
    finding_label(binder->diagnostics, finding, "stated again here");
    finding_relate(binder->diagnostics, finding, first->place, "first stated here");
    if (row->entries)
        finding_cite(binder->diagnostics, finding, row->entries);
}

static struct binding binding_of(struct binder *binder, object_t object, object_t seen_from,
                                 uint32_t statement)
{
    const struct object *it = model_object(binder->model, object);
    const struct statement *at = &binder->tape->statements.items[statement];
    const struct value *keyword = binder_values(binder, statement);
    bool split = at->last_member > 0;
    return (struct binding){
        .binder = binder,
        .object = seen_from,
        .catalogue = value_file(binder, keyword)->catalogue,
        .copied = at->copied,
        .member = split ? at->member : it->member,
        .members = split             ? at->last_member + 1u
                   : it->last_member ? it->last_member + 1u
                                     : 0,
    };
}

/* The operands of the object's own statement: its title, a flow's ends, a certificate's names. */
static void bind_head(struct binder *binder, object_t index)
{
    uint32_t statement = binder->statements.items[index];
    struct object *object = &binder->model->objects.items[index];
    enum kind around = (enum kind)model_object(binder->model, object->parent)->kind;
    enum keyword_id row = binder_row(binder, statement, around);
    binder->guessing = row == KEYWORD_COUNT;
    for (int i = 0; row == KEYWORD_COUNT && i < KEYWORD_COUNT;
         i++) /* a misspelt one was taken for this */
        if (schema[i].makes == object->kind)
            row = (enum keyword_id)i;
    struct binding binding = binding_of(binder, index, index, statement);
    if (object->kind == KIND_LET)
        binding.object = object->parent;
    struct field head = {0};
    bind_field(&binding, statement, row, &head);
    binder->guessing = false;
    object = &binder->model->objects.items[index];
    object->title = take_title(binder, &schema[row]);
    keep_data(binder, &head);
    object->operands = head.count || head.wrong;
    if (object->operands) /* before its fields */
        vec_add(binder->arena, &binder->model->fields, head);
    object->incomplete |= head.wrong && (binder->tape->statements.items[statement].broken ||
                                         !binder->tape->statements.items[statement].block);
}

/* Every file may say which language it is written in. */
static bool same_file(const struct binder *binder, struct place left, struct place right)
{
    return source_of(binder->model->sources, left.begin) ==
           source_of(binder->model->sources, right.begin);
}

/* Whether one of the statements FIRST to END of a block of KIND has the keyword of ROW. */
static bool is_stated(const struct binder *binder, enum keyword_id row, enum kind kind,
                      uint32_t first, uint32_t end)
{
    for (uint32_t s = first; s < end; s = binder->tape->statements.items[s].next)
        if (binder_row(binder, s, kind) == row)
            return true;
    return false;
}

static void bind_fields(struct binder *binder, object_t index)
{
    uint32_t block = binder->statements.items[index];
    struct model *model = binder->model;
    const struct statement *statements = binder->tape->statements.items;
    uint32_t s = index == 0 ? 0 : block + 1;
    uint32_t end = index == 0 ? binder->tape->statements.count : statements[block].next;
    enum kind kind = (enum kind)model_object(model, index)->kind;
    uint32_t first = model->fields.count;
    model->objects.items[index].fields = first;
    for (; s < end && !binder->overfull; s = statements[s].next) {
        if (binder_values(binder, s)->shape == SHAPE_BAD)
            continue;
        enum keyword_id row = binder_row(binder, s, kind);
        if (row == KEYWORD_COUNT &&
            binder->told[binder_values(binder, s) - binder->tape->values.items]) {
            row = binder_keyword(binder, s, kind); /* silent now: what it was taken for */
            if (row != KEYWORD_COUNT && schema[row].often != OFTEN_ANY &&
                is_stated(binder, row, kind, index == 0 ? 0 : block + 1, end))
                continue; /* it stands there rightly spelt, too */
            binder->guessing = true;
        }
        if (row == KEYWORD_COUNT || schema[row].makes != KIND_TOP) {
            binder->guessing = false;
            continue;
        }
        struct binding binding = binding_of(binder, index, index, s);
        struct field field = {0};
        bind_field(&binding, s, row, &field);
        keep_data(binder, &field);
        binder->guessing = false;
        uint32_t before = binder->latest[row]; /* an older block's, where it is not in this one */
        bool again = schema[row].often != OFTEN_ANY && before >= first &&
                     before < model->fields.count && model->fields.items[before].keyword == row;
        if (again && (index != 0 || !binding.catalogue) &&
            !(row == KEYWORD_OSNET &&
              !same_file(binder, field.place, model->fields.items[before].place)))
            report_twice(binder, binder_values(binder, s), &model->fields.items[before]);
        if (!again && !binder_opening_too_many(binder, s, row)) {
            binder->latest[row] = model->fields.count;
            vec_add(binder->arena, &model->fields, field);
        }
        model->stated[row] = true;
        model->objects.items[index].stated |= keyword_bit(row);
    }
    model->objects.items[index].field_count = model->fields.count - first;
}

/* ---- All of it ---- */

/* No number of operands. */
#define NEVER UINT8_MAX

static void prepare_whole(struct binder *binder)
{
    for (int id = 0; id < KEYWORD_COUNT; id++) {
        const struct keyword *row = &schema[id];
        bool more = (row->targets.type != TYPE_NONE && !row->targets.optional) ||
                    (row->ports.type != TYPE_NONE && !row->ports.optional) || id == KEYWORD_WHEN ||
                    id == KEYWORD_UNLESS || id == KEYWORD_OSNET;
        for (uint8_t i = 0; i < SCHEMA_OPERANDS && row->operands[i].type != TYPE_NONE; i++)
            if (!row->operands[i].optional)
                binder->whole[id] = (uint8_t)(i + 1);
        if (more)
            binder->whole[id] = NEVER;
    }
}

struct model *model_bind(struct tape *tape, const struct sources *sources, struct atoms *atoms,
                         struct arena *arena, struct diagnostics *diagnostics)
{
    struct model *model = arena_new(arena, struct model);
    model->arena = arena;
    model->paths = arena_new(arena, struct paths);
    model->apps = arena_new(arena, struct apps);
    model->atoms = atoms;
    model->diagnostics = diagnostics;
    model->sources = sources;
    model->incomplete = tape->incomplete;
    struct binder binder = {.model = model,
                            .tape = tape,
                            .arena = arena,
                            .diagnostics = diagnostics,
                            .constants = tape->overrides.count > 0};
    binder.told = arena_array(arena, bool, tape->values.count + 1);
    const struct source_file *file = NULL;
    binder.file = &file;
    model->rows = schema_rows(arena, atoms);
    required_prepare(&binder);
    prepare_whole(&binder);

    uint32_t blocks = tape->statements.count / STATEMENTS_PER_OBJECT;
    vec_reserve(arena, &model->objects, blocks);
    vec_reserve(arena, &binder.statements, blocks);
    vec_reserve(arena, &binder.last_children, blocks);
    vec_reserve(arena, &model->fields, tape->statements.count / 2);
    binder_object(&binder, 0, KIND_TOP, STATEMENT_NONE, 0);
    declare_inside(&binder, 0, 0, tape->statements.count);
    apps_declare(&binder);
    model->incomplete |= model->objects.items[0].incomplete;
    model->infrastructure = model_first(model, 0, KIND_INFRASTRUCTURE);
    required_single(model);
    vec_release(arena, &binder.last_children);
    binder.all_declared = true;
    names_collect(model);
    for (object_t i = 0; i < model->objects.count && !binder.overfull; i++) {
        if (binder.statements.items[i] != STATEMENT_NONE)
            bind_head(&binder, i);
        if (binder.statements.items[i] != STATEMENT_NONE || i == 0)
            bind_fields(&binder, i);
        if (binder.statements.items[i] != STATEMENT_NONE)
            required_check(&binder, i);
    }
    if (binder.overfull)
        return NULL;
    arena_release(arena, binder.told, tape->values.count + 1);
    vec_release(arena, &binder.statements);
    vec_release(arena, &tape->statements);
    vec_release(arena, &tape->values);
    machines_check(model);
    struct data version = model_data(model, 0, KEYWORD_CATALOGUE_VERSION);
    model->catalogue_version = version.count ? version.items[0].text : NULL;
    return model;
}
