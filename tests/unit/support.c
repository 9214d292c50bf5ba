#include "support.h"

#include <string.h>

#include "diagnostics/language.h"

#define say(compilation, ...) arena_printf((compilation)->arena, __VA_ARGS__)

static struct compilation *with_text(const char *text)
{
    struct compilation *compilation = compilation_create();
    cr_assert_not_null(compilation);
    jmp_buf failure;
    if (setjmp(failure) != 0)
        cr_assert_fail("out of memory");
    arena_on_failure(compilation->arena, &failure);
    cr_assert_not_null(source_take(&compilation->sources, "test.osnet", text, strlen(text)));
    arena_on_failure(compilation->arena, NULL);
    return compilation;
}

struct compilation *compiled(const char *text)
{
    return compiled_with(text, NULL, NULL);
}

struct compilation *compiled_with(const char *text, const char *name, const char *value)
{
    struct compilation *compilation = with_text(text);
    if (name)
        vec_add(compilation->arena, &compilation->defines, ((struct define){name, value}));
    compile(compilation);
    cr_assert_null(compilation->fault, "%s: %s", text, compilation->fault);
    return compilation;
}

struct compilation *compiled_inside(const char *inside)
{
    char *text = NULL;
    cr_assert(asprintf(&text, "environment prod { purpose production;\n%s\n}\n", inside) > 0);
    struct compilation *compilation = compiled(text);
    free(text);
    return compilation;
}

void done(struct compilation *compilation)
{
    compilation_destroy(compilation);
}

static bool is_of_the_language(const struct rule_info *rule)
{
    return rule >= language_rules && rule < language_rules + LANGUAGE_COUNT;
}

const char *mistakes(struct compilation *compilation)
{
    const char *list = "";
    for (uint32_t i = 0; i < compilation->diagnostics.findings.count; i++) {
        const struct finding *finding = compilation->diagnostics.findings.items[i];
        struct line_column at = {0};
        if (!is_of_the_language(finding->rule))
            continue;
        if (finding->place.end)
            at = source_line_column(&compilation->sources, finding->place.begin);
        list = say(compilation, "%s%s%u:%u %s", list, list[0] ? ", " : "", at.line, at.column,
                   finding->rule->name);
    }
    return list;
}

const struct finding *finding_of(struct compilation *compilation, const char *rule, uint32_t i)
{
    for (uint32_t f = 0; f < compilation->diagnostics.findings.count; f++)
        if (strcmp(compilation->diagnostics.findings.items[f]->rule->name, rule) == 0 && i-- == 0)
            return compilation->diagnostics.findings.items[f];
    cr_assert_fail("no finding of %s", rule);
    return NULL;
}

object_t thing(const struct compilation *compilation, const char *path)
{
    const struct model *model = compilation->model;
    for (object_t i = 1; i < model->objects.count; i++)
        if (!model_object(model, i)->catalogue && strcmp(model_path(model, i), path) == 0)
            return i;
    for (object_t i = 1; i < model->objects.count; i++)
        if (strcmp(model_path(model, i), path) == 0)
            return i;
    return 0;
}

static const char *datum_text(struct compilation *compilation, const struct datum *datum)
{
    static const char *const scopes[] = {[SCOPE_SAME] = "",
                                         [SCOPE_LIFETIME] = "lifetime.",
                                         [SCOPE_MANAGED] = "managed.",
                                         [SCOPE_CONNECTED] = "connected.",
                                         [SCOPE_CALLED] = "called.",
                                         [SCOPE_NAMED] = ""};
    const struct model *model = compilation->model;
    switch ((enum datum_type)datum->type) {
    case DATUM_WRONG: return "wrong";
    case DATUM_OBJECT:
        return say(compilation, "%s%s",
                   model_object(model, datum->object)->catalogue ? "catalogue." : "",
                   model_path(model, datum->object));
    case DATUM_TEXT: return say(compilation, "\"%s\"", datum->text);
    case DATUM_ADDRESS: return address_text(compilation->arena, datum_address(datum));
    case DATUM_NETWORK:
        return say(compilation, "%s/%u", address_text(compilation->arena, datum_address(datum)),
                   datum_prefix(datum));
    case DATUM_PORTS: {
        struct ports ports = datum_ports(datum);
        return ports_text(compilation->arena, &ports);
    }
    case DATUM_NUMBER:
    case DATUM_DATE: return say(compilation, "%u", datum->number);
    case DATUM_SWITCH: return datum->number ? "on" : "off";
    case DATUM_ROLE_OF:
        return say(compilation, "%s%s%srole %s", scopes[datum_scope(datum)],
                   datum->named ? model_path(model, datum->named) : "", datum->named ? "." : "",
                   datum->object ? model_name(model, datum->object) : kind_name(datum_kind(datum)));
    case DATUM_VERSION:
    case DATUM_WORD: return datum->text;
    }
    return "";
}

static const char *data_text(struct compilation *compilation, const char *before, struct data data)
{
    const char *list = "";
    for (uint32_t i = 0; i < data.count; i++)
        list = say(compilation, "%s%s%s", list, i ? ", " : before,
                   datum_text(compilation, &data.items[i]));
    return list;
}

static const char *field_text(struct compilation *compilation, const struct field *field)
{
    if (field->wrong)
        return "wrong";
    const char *list = "";
    for (int i = 0; i < SCHEMA_OPERANDS; i++)
        list = say(compilation, "%s%s", list,
                   data_text(compilation, list[0] ? " " : "", field_operand(field, i)));
    return say(compilation, "%s%s%s", list, data_text(compilation, " -> ", field_targets(field)),
               data_text(compilation, " : ", field_ports(field)));
}

const char *property(struct compilation *compilation, const char *path, const char *keyword)
{
    object_t object = thing(compilation, path);
    if (!object && path[0])
        return "no thing";
    enum keyword_id row =
        schema_find(keyword, (enum kind)model_object(compilation->model, object)->kind);
    const struct field *field =
        row == KEYWORD_COUNT ? NULL : model_field(compilation->model, object, row);
    const char *list = field ? "" : "none";
    for (; field; field = model_next(compilation->model, object, field))
        list =
            say(compilation, "%s%s%s", list, list[0] ? "; " : "", field_text(compilation, field));
    return list;
}

const char *things(struct compilation *compilation)
{
    const char *list = "";
    for (object_t i = 1; i < compilation->model->objects.count; i++)
        if (!model_object(compilation->model, i)->catalogue)
            list = say(compilation, "%s%s%s", list, list[0] ? " " : "",
                       model_path(compilation->model, i));
    return list;
}

const struct plan_environment *environment_named(const struct compilation *compilation,
                                                 const char *name)
{
    for (uint32_t i = 0; i < compilation->plan->environments.count; i++)
        if (strcmp(model_name(compilation->model, compilation->plan->environments.items[i].object),
                   name) == 0)
            return &compilation->plan->environments.items[i];
    cr_assert_fail("no environment %s", name);
    return NULL;
}

const struct plan_zone *zone_of(const struct compilation *compilation, const char *environment,
                                const char *name)
{
    const struct plan_environment *around = environment_named(compilation, environment);
    for (uint32_t z = around->zones; z < around->zones + around->zone_count; z++)
        if (strcmp(compilation->plan->zones.items[z].name, name) == 0)
            return &compilation->plan->zones.items[z];
    cr_assert_fail("no zone %s", name);
    return NULL;
}

const char *slot_text(struct compilation *compilation, const struct slot *slot)
{
    static const char *const origins[] = {"unknown", "derived ", "stated "};
    if (!slot->applies)
        return "none";
    const char *value = slot->origin == ORIGIN_UNKNOWN ? "" : slot->value ? slot->value : "unknown";
    return say(compilation, "%s%s%s%s%s", origins[slot->origin], value,
               slot_illegal(slot) ? " (illegal)" : "", slot_tolerated(slot) ? " (tolerated)" : "",
               slot->malformed ? " (malformed)" : "");
}

const char *paths(struct compilation *compilation, struct group group)
{
    const char *list = "";
    for (uint32_t i = 0; i < group.count; i++)
        list = say(compilation, "%s%s%s", list, i ? " " : "",
                   model_path(compilation->model, group.items[i]));
    return list;
}

static bool has_entry(const struct compilation *compilation, const struct plan_flow *flow,
                      const char *entry)
{
    for (uint32_t i = 0; i < flow->why->entry_count; i++)
        if (strcmp(flow->why->entries[i], entry) == 0)
            return true;
    return strcmp(model_name(compilation->model, flow->why->flow), entry) == 0;
}

const char *openings(struct compilation *compilation, const char *entry)
{
    const char *list = "";
    for (uint32_t i = 0; i < compilation->plan->flows.count; i++) {
        const struct plan_flow *flow = &compilation->plan->flows.items[i];
        if (has_entry(compilation, flow, entry))
            list = say(compilation, "%s%s%s -> %s : %s%s%s%s%s", list, list[0] ? "\n" : "",
                       paths(compilation, flow->sources), paths(compilation, flow->destinations),
                       flow->port->text, flow->via.count ? " via " : "", paths(compilation, flow->via),
                       flow->local ? " (local)" : "", flow->hop ? " (hop)" : "");
    }
    return list;
}
