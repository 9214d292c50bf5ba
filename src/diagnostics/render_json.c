/*
 * Findings as JSON, in the shape of docs/diagnostics.schema.json.
 */
#include "diagnostics/render.h"
#include "diagnostics/visible.h"

/* Each of these gives a new reference, or NULL where there is no memory. A NULL passed on to
 * json_*_set_new or json_*_append_new makes those fail in turn, so that asking at the end of an
 * object is enough. */

static json_t *finished(json_t *value, bool failed)
{
    if (!failed)
        return value;
    json_decref(value);
    return NULL;
}

static json_t *spot(const struct sources *sources, uint32_t offset)
{
    struct line_column at = source_line_column(sources, offset);
    json_t *object = json_object();
    bool failed = json_object_set_new(object, "line", json_integer(at.line)) != 0;
    failed |= json_object_set_new(object, "column", json_integer(at.column)) != 0;
    return finished(object, failed);
}

static json_t *location(const struct sources *sources, struct place place)
{
    const struct source_file *file = source_of(sources, place.begin);
    if (!file)
        return json_null();
    uint32_t last = file->base + file->size;
    uint32_t end = place.end < place.begin ? place.begin : place.end < last ? place.end : last;
    json_t *object = json_object();
    bool failed = json_object_set_new(object, "file", json_visible(file->path)) != 0;
    failed |= json_object_set_new(object, "start", spot(sources, place.begin)) != 0;
    failed |= json_object_set_new(object, "end", spot(sources, end)) != 0;
    return finished(object, failed);
}

static json_t *strings(const char *const *items, uint32_t count)
{
    json_t *array = json_array();
    bool failed = array == NULL;
    for (uint32_t i = 0; i < count; i++)
        failed |= json_array_append_new(array, json_visible(items[i])) != 0;
    return finished(array, failed);
}

static json_t *related(const struct sources *sources, const struct finding *finding)
{
    json_t *array = json_array();
    bool failed = array == NULL;
    for (uint32_t i = 0; i < finding->related.count; i++) {
        const struct related *one = &finding->related.items[i];
        json_t *object = json_object();
        failed |= json_object_set_new(object, "message", json_visible(one->text)) != 0;
        failed |= json_object_set_new(object, "location", location(sources, one->place)) != 0;
        failed |= json_array_append_new(array, object) != 0;
    }
    return finished(array, failed);
}

static json_t *fix(const struct sources *sources, const struct finding *finding)
{
    if (!finding->fix || !source_of(sources, finding->fix_place.begin))
        return json_null();
    json_t *object = json_object();
    bool failed =
        json_object_set_new(object, "location", location(sources, finding->fix_place)) != 0;
    failed |= json_object_set_new(object, "replacement", json_visible(finding->fix)) != 0;
    return finished(object, failed);
}

static json_t *one_finding(const struct sources *sources, const struct finding *finding)
{
    const struct {
        const char *key;
        json_t *value;
    } members[] = {
        {"rule", json_visible(finding->rule->name)},
        {"severity", json_string(severity_name(finding->severity))},
        {"catalogue", strings(finding->catalogue.items, finding->catalogue.count)},
        {"message", json_visible(finding->message)},
        {"expected", strings(finding->expected.items, finding->expected.count)},
        {"location", location(sources, finding->place)},
        {"related", related(sources, finding)},
        {"help", finding->help ? json_visible(finding->help) : json_null()},
        {"fix", fix(sources, finding)},
    };
    json_t *object = json_object();
    bool failed = false;
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        failed |= json_object_set_new(object, members[i].key, members[i].value) != 0;
    if (finding->copies > 0)
        failed |= json_object_set_new(object, "copies", json_integer(finding->copies)) != 0;
    if (finding->accepted)
        failed |= json_object_set_new(object, "accepted", json_visible(finding->accepted)) != 0;
    return finished(object, failed);
}

json_t *render_json_findings(const struct diagnostics *diagnostics, bool accepted)
{
    json_t *array = json_array();
    bool failed = array == NULL;
    for (uint32_t i = 0; i < diagnostics->findings.count; i++) {
        const struct finding *finding = diagnostics->findings.items[i];
        if (accepted || !finding->accepted)
            failed |= json_array_append_new(array, one_finding(diagnostics->sources, finding)) != 0;
    }
    return finished(array, failed);
}

static json_t *summary(const struct diagnostics *diagnostics)
{
    json_t *object = json_object();
    bool failed = json_object_set_new(object, "errors", json_integer(diagnostics->errors)) != 0;
    failed |= json_object_set_new(object, "warnings", json_integer(diagnostics->warnings)) != 0;
    failed |= json_object_set_new(object, "advice", json_integer(diagnostics->advice)) != 0;
    if (diagnostics->dropped > 0)
        failed |= json_object_set_new(object, "dropped", json_integer(diagnostics->dropped)) != 0;
    return finished(object, failed);
}

bool render_json(const struct diagnostics *diagnostics, FILE *out)
{
    json_t *object = json_object();
    bool failed =
        json_object_set_new(object, "diagnostics", render_json_findings(diagnostics, false)) != 0;
    failed |= json_object_set_new(object, "summary", summary(diagnostics)) != 0;
    object = finished(object, failed);
    bool whole = object && json_dumpf(object, out, JSON_INDENT(2)) == 0;
    if (whole)
        fputc('\n', out);
    json_decref(object);
    return whole;
}
