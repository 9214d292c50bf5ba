/*
 * report.html: the requirements report and the diagrams in one self-contained page.
 */
#include <stdlib.h>

#include "emit/emit.h"
#include "emit/html.h"
#include "emit/report.h"

/* One figure a view. A view that cannot be drawn is the page's fault. */
static void pictures(struct report *report)
{
    report_heading(report, 2, "Diagrams");
    for (const char *const *view = emit_views(report->plan); *view && !report->fault; view++) {
        char *svg = NULL;
        size_t size;
        FILE *file = open_memstream(&svg, &size);
        const char *fault = file ? emit_diagram(report->plan, *view, "svg", file) : NULL;
        if (!file || fclose(file) != 0 || !svg)
            report->fault = "there is not enough memory for report.html";
        else if (fault)
            report->fault = fault;
        else
            html_picture(report->out, *view, svg);
        free(svg);
    }
}

const char *emit_report_html(const struct plan *plan, const struct diagnostics *diagnostics,
                             FILE *out)
{
    struct report report = {.plan = plan,
                            .diagnostics = diagnostics,
                            .page = &html_page,
                            .out = out,
                            .pictures = pictures};
    report_write(&report);
    return report.fault;
}

static void emit(const struct plan *plan, const struct diagnostics *diagnostics,
                 struct outputs *outputs)
{
    FILE *out = outputs_open(outputs, "report.html");
    if (!out)
        return;
    const char *fault = emit_report_html(plan, diagnostics, out);
    outputs_close(outputs, out);
    if (fault)
        outputs->fault = fault;
}

const struct emitter emitter_report_html = {
    .name = "report.html",
    .help = "the same with the diagrams in it, one page for browsers",
    .emit = emit,
};
