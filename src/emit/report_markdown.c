/*
 * report.md: the requirements report in Markdown.
 */
#include "emit/emit.h"
#include "emit/markdown.h"
#include "emit/report.h"

void emit_report_markdown(const struct plan *plan, const struct diagnostics *diagnostics, FILE *out)
{
    char room[WRITER_ROOM];
    struct writer writer = {.out = out, .bytes = room, .room = sizeof room};
    struct page page = {.format = &markdown_page, .to = &writer};
    struct report report = {.plan = plan, .diagnostics = diagnostics, .page = &page};
    report_write(&report);
    writer_end(&writer);
}

static void emit(const struct plan *plan, const struct diagnostics *diagnostics,
                 struct outputs *outputs)
{
    FILE *out = outputs_open(outputs, "report.md");
    if (!out)
        return;
    emit_report_markdown(plan, diagnostics, out);
    outputs_close(outputs, out);
}

const struct emitter emitter_report_markdown = {
    .name = "report.md",
    .help = "the requirements report, for people",
    .emit = emit,
};
