/*
 * Findings as JSON, in the shape of docs/diagnostics.schema.json.
 */
#include "diagnostics/render.h"
#include "diagnostics/visible.h"

static void put_visible(struct json *json, const char *key, const char *text)
{
    json_entry(json, key);
    json_visible(json, text);
}

static void put_spot(struct json *json, const char *key, const struct sources *sources,
                     uint32_t offset)
{
    struct line_column at = source_line_column(sources, offset);
    json_open(json, key, '{', false);
    json_put_number(json, "line", at.line);
    json_put_number(json, "column", at.column);
    json_close(json);
}

static void put_location(struct json *json, const struct sources *sources, struct place place)
{
    const struct source_file *file = source_of(sources, place.begin);
    if (!file) {
        json_put_text(json, "location", NULL);
        return;
    }
    uint32_t last = file->base + file->size;
    uint32_t end = place.end < place.begin ? place.begin : place.end < last ? place.end : last;
    json_open(json, "location", '{', false);
    put_visible(json, "file", file->path);
    put_spot(json, "start", sources, place.begin);
    put_spot(json, "end", sources, end);
    json_close(json);
}

static void put_strings(struct json *json, const char *key, const char *const *items,
                        uint32_t count)
{
    json_open(json, key, '[', false);
    for (uint32_t i = 0; i < count; i++)
        put_visible(json, NULL, items[i]);
    json_close(json);
}

static void put_related(struct json *json, const struct sources *sources,
                        const struct finding *finding)
{
    json_open(json, "related", '[', false);
    for (uint32_t i = 0; i < finding->related.count; i++) {
        json_open(json, NULL, '{', false);
        put_visible(json, "message", finding->related.items[i].text);
        put_location(json, sources, finding->related.items[i].place);
        json_close(json);
    }
    json_close(json);
}

static void put_fix(struct json *json, const struct sources *sources,
                    const struct finding *finding)
{
    if (!finding->fix || !source_of(sources, finding->fix_place.begin)) {
        json_put_text(json, "fix", NULL);
        return;
    }
    json_open(json, "fix", '{', false);
    put_location(json, sources, finding->fix_place);
    put_visible(json, "replacement", finding->fix);
    json_close(json);
}

static void put_finding(struct json *json, const struct sources *sources,
                        const struct finding *finding, bool flat)
{
    json_open(json, NULL, '{', flat);
    put_visible(json, "rule", finding->rule->name);
    json_put_text(json, "severity", severity_name(finding->severity));
    put_strings(json, "catalogue", finding->catalogue.items, finding->catalogue.count);
    put_visible(json, "message", finding->message);
    put_strings(json, "expected", finding->expected.items, finding->expected.count);
    put_location(json, sources, finding->place);
    put_related(json, sources, finding);
    if (finding->help)
        put_visible(json, "help", finding->help);
    else
        json_put_text(json, "help", NULL);
    put_fix(json, sources, finding);
    if (finding->copies > 0)
        json_put_number(json, "copies", finding->copies);
    if (finding->accepted)
        put_visible(json, "accepted", finding->accepted);
    json_close(json);
}

void render_json_findings(const struct diagnostics *diagnostics, struct json *json, bool report)
{
    json_open(json, "diagnostics", '[', false);
    for (uint32_t i = 0; i < diagnostics->findings.count; i++) {
        const struct finding *finding = diagnostics->findings.items[i];
        if (report || !finding->accepted)
            put_finding(json, diagnostics->sources, finding, report);
    }
    json_close(json);
}

static void put_summary(struct json *json, const struct diagnostics *diagnostics)
{
    json_open(json, "summary", '{', false);
    json_put_number(json, "errors", diagnostics->errors);
    json_put_number(json, "warnings", diagnostics->warnings);
    json_put_number(json, "advice", diagnostics->advice);
    if (diagnostics->dropped > 0)
        json_put_number(json, "dropped", diagnostics->dropped);
    json_close(json);
}

void render_json(const struct diagnostics *diagnostics, FILE *out)
{
    char room[WRITER_ROOM];
    struct writer writer = {.out = out, .bytes = room, .room = sizeof room};
    struct json json = {.to = &writer};
    json_open(&json, NULL, '{', false);
    render_json_findings(diagnostics, &json, false);
    put_summary(&json, diagnostics);
    json_close(&json);
    writer_char(&writer, '\n');
    writer_end(&writer);
}
