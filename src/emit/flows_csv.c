/*
 * flows.csv: one row a required opening, as a firewall team wants it (RFC 4180).
 */
#include <string.h>

#include "emit/content.h"
#include "emit/csv.h"
#include "emit/emit.h"

static const char between[] = "; ";

static void paths_cell(struct csv *csv, const struct plan *plan, struct group group)
{
    const char **paths = arena_array(plan->arena, const char *, group.count);
    for (uint32_t i = 0; i < group.count; i++)
        paths[i] = model_path(plan->model, group.items[i]);
    csv_cells(csv, paths, group.count, between);
}

static void texts_cell(struct csv *csv, struct texts texts)
{
    csv_cells(csv, texts.items, texts.count, between);
}

static void write_flow(struct csv *csv, const struct plan *plan, struct address_memo *memo,
                       const struct plan_flow *flow)
{
    csv_cell(csv, flow->environment ? model_name(plan->model, flow->environment) : "");
    paths_cell(csv, plan, flow->sources);
    texts_cell(csv, content_end(plan, memo, flow, false, false));
    paths_cell(csv, plan, flow->destinations);
    texts_cell(csv, content_end(plan, memo, flow, true, false));
    csv_cell(csv, flow->port);
    csv_cell(csv, flow->protocol);
    csv_cells(csv, flow->purposes, flow->purpose_count, between);
    paths_cell(csv, plan, flow->via);
    csv_cell(csv, flow->local ? "yes" : "no");
    csv_cells(csv, flow->notes, flow->note_count, between);
    csv_cells(csv, flow->entries, flow->entry_count, between);
    csv_cell(csv, flow->source ? flow->source : "");
    csv_end_row(csv);
}

void emit_flows_csv(const struct plan *plan, FILE *out)
{
    static const char *const titles[] = {
        "environment",
        "sources",
        "source addresses",
        "destinations",
        "destination addresses",
        "port",
        "protocol",
        "purpose",
        "via",
        "local",
        "note",
        "catalogue",
        "page",
    };
    struct csv csv = {.out = out};
    struct address_memo memo = {0};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        csv_cell(&csv, titles[i]);
    csv_end_row(&csv);
    for (uint32_t i = 0; i < plan->flows.count; i++)
        write_flow(&csv, plan, &memo, &plan->flows.items[i]);
}

static void emit(const struct plan *plan, const struct diagnostics *diagnostics,
                 struct outputs *outputs)
{
    (void)diagnostics;
    FILE *out = outputs_open(outputs, "flows.csv");
    if (!out)
        return;
    emit_flows_csv(plan, out);
    outputs_close(outputs, out);
}

const struct emitter emitter_flows_csv = {
    .name = "flows.csv",
    .help = "one row a required opening, for firewall teams",
    .emit = emit,
};
