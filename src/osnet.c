/*
 * The public library: takes the calls of include/osnet/osnet.h, gives what the compiler knows.
 *
 * The arena leaves by a jump when memory is out, so whatever may allocate runs inside guarded():
 * no jump crosses a caller's frame.
 */
#include "osnet/osnet.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory_file.h"
#include "compile.h"
#include "diagnostics/registry.h"
#include "diagnostics/render.h"
#include "osnet_handle.h"
#include "settings.h"

/* What a call brings along into guarded(). */
struct job {
    const char *first, *second;
    size_t size;
    FILE *out;
    struct outputs *outputs;
    const char *const *names;
    struct osnet_finding *finding;
    const struct related *related;
    struct osnet_location *place;
};

typedef void task(struct osnet *osnet, struct job *job);

static const char no_memory[] = "there is not enough memory";
static const char unchecked[] = "the topology was not checked";

/* Runs RUN; false where it left a fault. */
static bool guarded(struct osnet *osnet, task *run, struct job *job)
{
    struct arena *arena = osnet->compilation->arena;
    jmp_buf failure, *before = arena_on_failure(arena, &failure);
    osnet->fault = NULL;
    if (setjmp(failure))
        osnet->fault = no_memory;
    else
        run(osnet, job);
    arena_on_failure(arena, before);
    return osnet->fault == NULL;
}

static void fail(struct osnet *osnet, const char *format, const char *word)
{
    osnet->fault = arena_printf(osnet->compilation->arena, "%s '%s'", format, word);
}

const char *osnet_version(void)
{
    return OSNET_VERSION;
}

struct osnet *osnet_create(void)
{
    struct osnet *osnet = calloc(1, sizeof *osnet);
    if (osnet && !(osnet->compilation = compilation_create())) {
        free(osnet);
        osnet = NULL;
    }
    return osnet;
}

void osnet_destroy(struct osnet *osnet)
{
    if (!osnet)
        return;
    compilation_destroy(osnet->compilation);
    free(osnet);
}

const char *osnet_fault(const struct osnet *osnet)
{
    return osnet->fault;
}

/* Setting up. */

/* Runs RUN unless it comes too late. */
static bool set_up(struct osnet *osnet, task *run, struct job job)
{
    if (osnet->checked) {
        osnet->fault = "the topology was checked already";
        return false;
    }
    return guarded(osnet, run, &job);
}

static const char *copy(struct osnet *osnet, const char *text)
{
    return arena_copy(osnet->compilation->arena, text, strlen(text));
}

static void add_file(struct osnet *osnet, struct job *job)
{
    struct compilation *compilation = osnet->compilation;
    const char *path = copy(osnet, job->first);
    vec_add(compilation->arena, &compilation->inputs, path);
}

bool osnet_add_file(struct osnet *osnet, const char *path)
{
    return set_up(osnet, add_file, (struct job){.first = path});
}

static void add_text(struct osnet *osnet, struct job *job)
{
    struct compilation *compilation = osnet->compilation;
    struct sources *sources = &compilation->sources;
    const char *fault = source_fault(sources, job->second, job->size);
    if (fault)
        osnet->fault = arena_printf(compilation->arena, "the text '%s' %s", job->first, fault);
    else
        source_take(sources, copy(osnet, job->first), job->second, job->size);
}

bool osnet_add_text(struct osnet *osnet, const char *name, const char *text, size_t size)
{
    return set_up(osnet, add_text, (struct job){.first = name, .second = text, .size = size});
}

static void add_folder(struct osnet *osnet, struct job *job)
{
    struct compilation *compilation = osnet->compilation;
    const char *folder = copy(osnet, job->first);
    vec_add(compilation->arena, &compilation->includes, folder);
}

bool osnet_add_folder(struct osnet *osnet, const char *folder)
{
    return set_up(osnet, add_folder, (struct job){.first = folder});
}

static void add_define(struct osnet *osnet, struct job *job)
{
    osnet->fault = settings_define(osnet->compilation, job->first, job->second);
}

bool osnet_define(struct osnet *osnet, const char *name, const char *value)
{
    return set_up(osnet, add_define, (struct job){.first = name, .second = value});
}

static void set_stdlib(struct osnet *osnet, struct job *job)
{
    osnet->compilation->stdlib = copy(osnet, job->first);
}

bool osnet_set_stdlib(struct osnet *osnet, const char *folder)
{
    return set_up(osnet, set_stdlib, (struct job){.first = folder});
}

static void set_severity(struct osnet *osnet, struct job *job)
{
    osnet->fault = job->size > OSNET_ERROR
                       ? "there is no such severity"
                       : settings_severity(osnet->compilation, job->first, (enum severity)job->size);
}

bool osnet_set_severity(struct osnet *osnet, const char *rule, enum osnet_severity severity)
{
    return set_up(osnet, set_severity, (struct job){.first = rule, .size = severity});
}

static void set_werror(struct osnet *osnet, struct job *job)
{
    (void)job;
    osnet->compilation->diagnostics.werror = true;
}

bool osnet_set_werror(struct osnet *osnet)
{
    return set_up(osnet, set_werror, (struct job){.first = NULL});
}

static void check(struct osnet *osnet, struct job *job)
{
    (void)job;
    compile(osnet->compilation);
    osnet->fault = osnet->compilation->fault;
}

enum osnet_status osnet_check(struct osnet *osnet)
{
    if (osnet->checked)
        return osnet->status;
    osnet->checked = true;
    osnet->status = !guarded(osnet, check, NULL)                  ? OSNET_FAULT
                    : osnet->compilation->diagnostics.errors != 0 ? OSNET_ERRORS
                                                                  : OSNET_OK;
    return osnet->status;
}

/* Findings: lines are counted when first asked for, which takes memory. */

static const struct diagnostics *diagnostics_of(const struct osnet *osnet)
{
    return &osnet->compilation->diagnostics;
}

size_t osnet_finding_count(const struct osnet *osnet)
{
    return osnet->checked ? diagnostics_of(osnet)->findings.count : 0;
}

size_t osnet_count(const struct osnet *osnet, enum osnet_severity severity)
{
    const struct diagnostics *diagnostics = diagnostics_of(osnet);
    switch (severity) {
    case OSNET_OFF: return 0;
    case OSNET_ADVICE: return diagnostics->advice;
    case OSNET_WARNING: return diagnostics->warnings;
    case OSNET_ERROR: return diagnostics->errors;
    }
    return 0;
}

static struct osnet_location location(const struct osnet *osnet, struct place place)
{
    const struct sources *sources = &osnet->compilation->sources;
    const struct source_file *file = source_of(sources, place.begin);
    if (!file)
        return (struct osnet_location){.file = NULL};
    struct line_column begin = source_line_column(sources, place.begin);
    struct line_column end = source_line_column(sources, place.end);
    return (struct osnet_location){file->path, begin.line, begin.column, end.line, end.column};
}

static void find(struct osnet *osnet, struct job *job)
{
    const struct finding *finding = diagnostics_of(osnet)->findings.items[job->size];
    *job->finding = (struct osnet_finding){
        .rule = finding->rule->name,
        .severity = (enum osnet_severity)finding->severity,
        .message = finding->message,
        .help = finding->help,
        .accepted = finding->accepted,
        .location = location(osnet, finding->place),
        .label = finding->label,
        .fix = finding->fix,
        .fix_location = location(osnet, finding->fix ? finding->fix_place : (struct place){0, 0}),
        .catalogue = finding->catalogue.items,
        .catalogue_count = finding->catalogue.count,
        .expected = finding->expected.items,
        .expected_count = finding->expected.count,
        .related_count = finding->related.count,
    };
}

bool osnet_finding(struct osnet *osnet, size_t i, struct osnet_finding *finding)
{
    struct job job = {.size = i, .finding = finding};
    return i < osnet_finding_count(osnet) && guarded(osnet, find, &job);
}

static void relate(struct osnet *osnet, struct job *job)
{
    *job->place = location(osnet, job->related->place);
}

bool osnet_related(struct osnet *osnet, size_t i, size_t j, struct osnet_location *place,
                   const char **message)
{
    if (i >= osnet_finding_count(osnet) ||
        j >= diagnostics_of(osnet)->findings.items[i]->related.count)
        return false;
    struct job job = {.related = &diagnostics_of(osnet)->findings.items[i]->related.items[j],
                      .place = place};
    *message = job.related->text;
    return guarded(osnet, relate, &job);
}

static void write_findings(struct osnet *osnet, struct job *job)
{
    if (!osnet->checked)
        osnet->fault = unchecked;
    else if (strcmp(job->first, "text") == 0)
        render_text(diagnostics_of(osnet), job->out, false, false);
    else if (strcmp(job->first, "json") == 0)
        render_json(diagnostics_of(osnet), job->out);
    else
        fail(osnet, "findings have no form", job->first);
    if (!osnet->fault && (fflush(job->out) != 0 || ferror(job->out)))
        osnet->fault = "the findings could not be written";
}

enum osnet_status osnet_write_findings(struct osnet *osnet, const char *form, FILE *out)
{
    struct job job = {.first = form, .out = out};
    return guarded(osnet, write_findings, &job) ? OSNET_OK : OSNET_FAULT;
}

bool osnet_rule(size_t i, struct osnet_rule *rule)
{
    const struct rule_info *info = i < UINT32_MAX ? registry_at((uint32_t)i) : NULL;
    if (info)
        *rule = (struct osnet_rule){info->name, (enum osnet_severity)info->severity, info->summary};
    return info != NULL;
}

/* Outputs. */

/* Whether OUTPUT is PREFIX and more; *REST is what follows it. */
static bool begins(const char *output, const char *prefix, const char **rest)
{
    size_t length = strlen(prefix);
    *rest = output + length;
    return strncmp(output, prefix, length) == 0 && **rest;
}

/* The server whose path is PATH with slashes for dots, or 0. */
static object_t server_at(const struct plan *plan, const char *path)
{
    for (uint32_t i = 0; i < plan->servers.count; i++) {
        const char *other = model_path(plan->model, plan->servers.items[i].object);
        size_t j = 0;
        while (path[j] && (path[j] == '/' ? '.' : path[j]) == other[j])
            j++;
        if (!path[j] && !other[j])
            return plan->servers.items[i].object;
    }
    return 0;
}

static bool has_word(const char *const *words, const char *word)
{
    for (; *words; words++)
        if (strcmp(*words, word) == 0)
            return true;
    return false;
}

static void choose_theme(struct osnet *osnet, struct job *job)
{
    for (int i = 0; emit_themes[i]; i++)
        if (strcmp(emit_themes[i], job->first) == 0) {
            osnet->theme = (enum theme)i;
            return;
        }
    fail(osnet, "there is no theme", job->first);
}

bool osnet_set_pictures(struct osnet *osnet, const char *theme, bool expanded)
{
    struct job job = {.first = theme};
    osnet->expanded = expanded;
    return guarded(osnet, choose_theme, &job);
}

static void write_diagram(struct osnet *osnet, const char *picture, FILE *out)
{
    static const char *const forms[] = {"dot", "svg", "png", "pdf", NULL};
    const struct plan *plan = plan_of(osnet);
    const char *dot = strrchr(picture, '.');
    const char *view = arena_copy(osnet->compilation->arena, picture,
                                  dot ? (size_t)(dot - picture) : strlen(picture));
    if (!dot || !has_word(forms, dot + 1)) {
        fail(osnet, "a picture ends in .dot, .svg, .png or .pdf, not", picture);
        return;
    }
    struct picture wanted = {
        .view = view, .format = dot + 1, .theme = osnet->theme, .expanded = osnet->expanded};
    osnet->fault = emit_picture(plan, &wanted, out);
}

static void write_output(struct osnet *osnet, struct job *job)
{
    const struct plan *plan = plan_of(osnet);
    const char *output = job->first, *rest;
    if (strcmp(output, "report.md") == 0) {
        emit_report_markdown(plan, diagnostics_of(osnet), job->out);
    } else if (strcmp(output, "report.html") == 0) {
        osnet->fault = emit_report_html(plan, diagnostics_of(osnet), job->out);
    } else if (strcmp(output, "report.json") == 0) {
        emit_report_json(plan, diagnostics_of(osnet), job->out);
    } else if (strcmp(output, "flows.csv") == 0) {
        emit_flows_csv(plan, job->out);
    } else if (strcmp(output, "hosts") == 0) {
        emit_hosts(plan, 0, job->out);
    } else if (begins(output, "hosts/", &rest)) {
        object_t server = server_at(plan, rest);
        if (server)
            emit_hosts(plan, server, job->out);
        else
            fail(osnet, "there is no server", rest);
    } else if (begins(output, "diagrams/", &rest)) {
        write_diagram(osnet, rest, job->out);
    } else {
        fail(osnet, "there is no output", output);
    }
}

/* OSNET_OK where outputs can be made. */
static enum osnet_status ready(struct osnet *osnet)
{
    if (!osnet->checked)
        osnet->fault = unchecked;
    else if (osnet->status == OSNET_FAULT)
        osnet->fault = osnet->compilation->fault ? osnet->compilation->fault : no_memory;
    return !osnet->checked ? OSNET_FAULT : osnet->status;
}

enum osnet_status osnet_write_memory(struct osnet *osnet, const char *output, char **data,
                                     size_t *size)
{
    *data = NULL;
    *size = 0;
    enum osnet_status status = ready(osnet);
    if (status != OSNET_OK)
        return status;
    char *written = NULL;
    size_t length = 0;
    struct job job = {.first = output, .out = memory_file(&written, &length)};
    if (!job.out) {
        osnet->fault = no_memory;
        return OSNET_FAULT;
    }
    guarded(osnet, write_output, &job);
    bool failed = ferror(job.out);
    failed = fclose(job.out) != 0 || failed;
    if (failed && !osnet->fault)
        osnet->fault = no_memory;
    if (osnet->fault) {
        free(written);
        return OSNET_FAULT;
    }
    *data = written;
    *size = length;
    return OSNET_OK;
}

enum osnet_status osnet_write(struct osnet *osnet, const char *output, FILE *out)
{
    char *data;
    size_t size;
    enum osnet_status status = osnet_write_memory(osnet, output, &data, &size);
    if (status != OSNET_OK)
        return status;
    bool written = fwrite(data, 1, size, out) == size && fflush(out) == 0;
    free(data);
    if (!written)
        osnet->fault = "the output could not be written";
    return written ? OSNET_OK : OSNET_FAULT;
}

static void build(struct osnet *osnet, struct job *job)
{
    const char *const *names = job->names;
    if (!*job->first) {
        osnet->fault = "there is no folder to write to";
        return;
    }
    for (size_t i = 0; names && names[i]; i++) {
        size_t j = 0;
        while (all_emitters[j] && strcmp(all_emitters[j]->name, names[i]) != 0)
            j++;
        if (!all_emitters[j]) {
            fail(osnet, "there is no emitter", names[i]);
            return;
        }
    }
    struct outputs *outputs = job->outputs;
    size_t count = 0;
    while (all_emitters[count])
        count++;
    bool *wanted = arena_array(osnet->compilation->arena, bool, count + 1);
    for (size_t i = 0; i < count; i++)
        wanted[i] = !names || has_word(names, all_emitters[i]->name);
    emit_wanted(plan_of(osnet), diagnostics_of(osnet), wanted, outputs);
    const char *failed = NULL;
    int code = outputs->fault ? 0 : outputs_write(outputs, job->first, &failed);
    osnet->fault = outputs->fault;
    if (code)
        osnet->fault = arena_printf(osnet->compilation->arena, "%s: %s",
                                    failed ? failed : job->first, strerror(code));
}

enum osnet_status osnet_build(struct osnet *osnet, const char *folder, const char *const *emitters)
{
    enum osnet_status status = ready(osnet);
    if (status != OSNET_OK)
        return status;
    struct outputs outputs = {.theme = osnet->theme, .expanded = osnet->expanded};
    struct job job = {.first = folder, .names = emitters, .outputs = &outputs};
    bool done = guarded(osnet, build, &job);
    outputs_free(&outputs);
    return done ? OSNET_OK : OSNET_FAULT;
}

const char *osnet_emitter(size_t i)
{
    for (size_t j = 0; all_emitters[j]; j++)
        if (j == i)
            return all_emitters[j]->name;
    return NULL;
}

static void list_views(struct osnet *osnet, struct job *job)
{
    (void)job;
    osnet->views = emit_views(plan_of(osnet));
}

const char *osnet_view(struct osnet *osnet, size_t i)
{
    if (!plan_of(osnet) || (!osnet->views && !guarded(osnet, list_views, NULL)))
        return NULL;
    for (size_t j = 0; osnet->views[j]; j++)
        if (j == i)
            return osnet->views[j];
    return NULL;
}
