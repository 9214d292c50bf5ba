/*
 * report.html: the requirements report, the diagrams and the pages of rules in one self-contained
 * page.
 */
#include <setjmp.h>
#include <stdlib.h>

#include "base/memory_file.h"
#include "emit/apart.h"
#include "emit/diagram.h"
#include "emit/emit.h"
#include "emit/html.h"
#include "emit/places.h"
#include "emit/report.h"
#include "emit/rule_pages.h"

static const char no_memory[] = "there is not enough memory for report.html";

static void picture(struct report *report, const char *view)
{
    char *svg = NULL;
    size_t size;
    FILE *file = memory_file(&svg, &size);
    struct picture wanted = {.view = view, .format = "svg"};
    const char *fault = file ? diagram_draw(report->plan, &wanted, file) : NULL;
    if (!file || fclose(file) != 0 || !svg)
        report->fault = no_memory;
    else if (fault)
        report->fault = fault;
    else
        html_picture(report->page->out, view, svg);
    free(svg);
}

/* One figure a view. A view that cannot be drawn is the page's fault. */
static void pictures(struct report *report)
{
    report_heading(report, 2, "Diagrams");
    html_part(report->page->out, HTML_FIGURES, NULL);
    for (const char *const *view = emit_views(report->plan); *view && !report->fault; view++)
        picture(report, *view);
    html_part(report->page->out, HTML_END_FIGURES, NULL);
}

/* The things by number, as rows and pictures name them: the page's script finds them by name and
 * address. */
static void things(struct report *report)
{
    const struct plan *plan = report->plan;
    FILE *out = report->page->out;
    html_part(out, HTML_THINGS, NULL);
    for (uint32_t i = 0; i < plan->things.count; i++) {
        object_t thing = plan->things.items[i];
        struct names addresses = plan_addresses(plan, thing);
        html_part(out, HTML_THING, "name", content_label(plan, thing, 0), "number",
                  arena_printf(plan->arena, "%u", thing), "addresses",
                  addresses.count ? addresses.items[0] : NULL, NULL);
    }
    html_part(out, HTML_END_THINGS, NULL);
}

static void appendix(struct report *report)
{
    places(report);
    rule_pages(report);
    things(report);
}

static const char *write_page(const struct plan *plan, const struct diagnostics *diagnostics,
                              FILE *out)
{
    struct html_page html;
    if (!html_open(&html, plan->arena, out))
        return no_memory;
    struct report report = {.plan = plan,
                            .diagnostics = diagnostics,
                            .page = &html.page,
                            .pictures = pictures,
                            .appendix = appendix};
    /* The page is given back also when the arena runs out of memory in between. */
    jmp_buf failure;
    jmp_buf *outer = arena_on_failure(plan->arena, &failure);
    const char *volatile fault = no_memory;
    if (setjmp(failure) == 0) {
        report_write(&report);
        fault = report.fault;
    }
    arena_on_failure(plan->arena, outer);
    bool whole = html_free(&html);
    return fault || whole ? fault : no_memory;
}

struct task {
    const struct plan *plan;
    const struct diagnostics *diagnostics;
};

static const char *carry_out(void *argument, FILE *out)
{
    const struct task *task = argument;
    return write_page(task->plan, task->diagnostics, out);
}

const char *emit_report_html(const struct plan *plan, const struct diagnostics *diagnostics,
                             FILE *out)
{
    struct task task = {plan, diagnostics};
    return apart(plan->arena, carry_out, &task, out);
}

static void emit(const struct plan *plan, const struct diagnostics *diagnostics,
                 struct outputs *outputs)
{
    FILE *out = outputs_open(outputs, "report.html");
    if (!out)
        return;
    const char *fault = write_page(plan, diagnostics, out);
    outputs_close(outputs, out);
    if (fault)
        outputs->fault = fault;
}

const struct emitter emitter_report_html = {
    .name = "report.html",
    .help = "the same with the diagrams in it, one page for browsers",
    .drawn = true,
    .emit = emit,
};
