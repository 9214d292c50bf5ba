/*
 * The whole path of a compilation: takes what a target sets up, gives nothing. What is looked for
 * are crashes, hangs, leaks, and the promises below.
 */
#include "fuzz.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "diagnostics/render.h"
#include "emit/emit.h"

void promise(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "broken promise: %s\n", what);
    abort();
}

/* The findings in both forms; JSON is always JSON. */
static void render(const struct compilation *compilation)
{
    char *data = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&data, &size);
    render_text(&compilation->diagnostics, out, true, false);
    fflush(out);
    size_t text_size = size;
    render_json(&compilation->diagnostics, out);
    fclose(out);
    json_t *json = json_loads(data + text_size, 0, NULL);
    promise(json != NULL, "the findings are JSON");
    json_decref(json);
    free(data);
}

/* A finding's places lie in its file. */
static void check_places(const struct compilation *compilation)
{
    for (uint32_t i = 0; i < compilation->diagnostics.findings.count; i++) {
        const struct finding *finding = compilation->diagnostics.findings.items[i];
        const struct source_file *file = source_of(&compilation->sources, finding->place.begin);
        promise(finding->place.begin <= finding->place.end, "a place begins before it ends");
        promise(finding->place.end == 0 || (file && finding->place.end <= file->base + file->size),
                "a place ends in its file");
    }
}

/* Pictures apart, which Graphviz draws and which take too long. */
static bool is_drawn(const struct emitter *emitter)
{
    return strcmp(emitter->name, "diagrams") == 0 || strcmp(emitter->name, "report.html") == 0;
}

static void emit(const struct compilation *compilation)
{
    struct outputs outputs = {0};
    for (const struct emitter *const *emitter = all_emitters; *emitter; emitter++)
        if (!is_drawn(*emitter))
            (*emitter)->emit(compilation->plan, &compilation->diagnostics, &outputs);
    promise(!outputs.fault, "what compiles can be written");
    for (size_t i = 0; i < outputs.count; i++) {
        if (strcmp(outputs.files[i].path, "report.json") != 0)
            continue;
        json_t *json = json_loadb(outputs.files[i].data, outputs.files[i].size, 0, NULL);
        promise(json != NULL, "report.json is JSON");
        json_decref(json);
    }
    outputs_free(&outputs);
}

void fuzz_through(bool (*prepare)(struct compilation *compilation, const char *data, size_t size),
                  const uint8_t *data, size_t size)
{
    struct compilation *compilation = compilation_create();
    jmp_buf failure;
    if (!compilation)
        return;
    if (setjmp(failure) == 0) {
        arena_on_failure(compilation->arena, &failure);
        if (prepare(compilation, (const char *)data, size)) {
            compile(compilation);
            promise(compilation->fault || compilation->plan, "there is a plan or a fault");
            check_places(compilation);
            render(compilation);
            if (!compilation->fault && compilation->diagnostics.errors == 0)
                emit(compilation);
        }
    }
    compilation_destroy(compilation);
}
