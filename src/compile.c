/*
 * The compiler on one screen.
 */
#include "compile.h"

#include <stdlib.h>
#include <string.h>

#include "diagnostics/language.h"
#include "expand/expand.h"
#include "rules/rules.h"
#include "schema/schema.h"

struct compilation *compilation_create(void)
{
    struct compilation *compilation = calloc(1, sizeof *compilation);
    if (compilation && !(compilation->arena = arena_create())) {
        free(compilation);
        return NULL;
    }
    if (!compilation)
        return NULL;
    compilation->diagnostics.arena = compilation->sources.arena = compilation->arena;
    compilation->diagnostics.sources = &compilation->sources;
    return compilation;
}

void compilation_destroy(struct compilation *compilation)
{
    if (compilation)
        arena_destroy(compilation->arena);
    free(compilation);
}

/* The texts taken before (the library's), the files of the command line, and what both import. A
 * file that cannot be read is no fault of the topology's. */
static bool read_inputs(struct compilation *compilation, struct reading *reading)
{
    uint32_t taken = compilation->sources.count;
    for (uint32_t i = 0; i < taken; i++)
        read_imports(reading, compilation->sources.files[i]);
    for (uint32_t i = 0; i < compilation->inputs.count; i++) {
        struct source_file *file;
        const char *fault;
        if (source_read(&compilation->sources, compilation->inputs.items[i], &file, &fault) !=
            SOURCE_READ) {
            compilation->fault =
                arena_printf(compilation->arena, "'%s' %s", compilation->inputs.items[i], fault);
            return false;
        }
        read_imports(reading, file);
    }
    return true;
}

static void stages(struct compilation *compilation)
{
    struct arena *arena = compilation->arena;
    struct diagnostics *diagnostics = &compilation->diagnostics;
    compilation->atoms = atoms_create(arena);
    schema_intern(compilation->atoms);

    struct reading reading = {
        .arena = arena,
        .atoms = compilation->atoms,
        .sources = &compilation->sources,
        .diagnostics = diagnostics,
        .tape = &compilation->tape,
        .includes = compilation->includes.items,
        .include_count = compilation->includes.count,
        .stdlib = compilation->stdlib,
    };
    if (!read_inputs(compilation, &reading))
        return;
    read_catalogues(&reading);
    if (compilation->tape.full) { /* what the rest would have said nobody knows */
        diagnostics_finish(diagnostics);
        return;
    }
    for (uint32_t i = 0; i < compilation->defines.count && !compilation->fault; i++)
        compilation->fault = read_define(&reading, compilation->defines.items[i].name,
                                         compilation->defines.items[i].value);
    if (compilation->fault)
        return;
    struct tape tape = expand(&reading);
    if (tape.full) {
        diagnostics_finish(diagnostics);
        return;
    }
    compilation->model =
        model_bind(&tape, &compilation->sources, compilation->atoms, arena, diagnostics);
    if (!compilation->model) {
        diagnostics_finish(diagnostics);
        return;
    }
    compilation->model->profile = reading.profile;
    compilation->model->stdlib = reading.stdlib;
    compilation->plan = plan_derive(compilation->model, arena, compilation->derivation);
    rules_run(compilation->plan, diagnostics);
    rules_accept(compilation->plan, diagnostics);
    diagnostics_finish(diagnostics);
}

void compile(struct compilation *compilation)
{
    jmp_buf failure, *before = arena_on_failure(compilation->arena, &failure);
    if (setjmp(failure) == 0)
        stages(compilation);
    else
        compilation->fault = "there is not enough memory";
    arena_on_failure(compilation->arena, before);
}
