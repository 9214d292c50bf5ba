/*
 * flows.csv: one row a required opening, as a firewall team wants it (RFC 4180).
 */
#include "emit/content.h"
#include "emit/csv.h"
#include "emit/emit.h"
#include "emit/kept.h"
#include "emit/text_list.h"

/* The table in the making. */
struct table {
    const struct plan *plan;
    struct csv csv;
    struct address_memo memo;
    struct kept_lists kept, groups; /* what stays; what passes by */
    text_list paths;                /* of the cell in hand */
};

/* Cells that are the same wherever LIST comes, commas included: as kept_again(). Not the first of a
 * row. */
static bool write_again(struct table *table, struct kept_lists *kept, const void *list,
                        uint32_t count, uint64_t variant, struct writer **before)
{
    return kept_again(kept, &table->csv.to, list, count, variant, table->plan->arena, before);
}

static void keep(struct table *table, struct writer *before)
{
    kept_end(&table->csv.to, before);
}

static void texts_cell(struct table *table, const char *const *texts, uint32_t count)
{
    csv_next(&table->csv);
    csv_write(table->csv.to, texts, count, "; ");
}

static void paths_cell(struct table *table, struct group group)
{
    table->paths.count = 0;
    for (uint32_t i = 0; i < group.count; i++)
        vec_add(table->plan->arena, &table->paths, model_path(table->plan->model, group.items[i]));
    texts_cell(table, table->paths.items, group.count);
}

enum { AS_WAY, AS_END, AS_SOURCE_BY_NAME, AS_DESTINATION_BY_NAME };

/* The things at one end and their addresses. */
static void end_cells(struct table *table, const struct plan_flow *flow, bool destination)
{
    struct group group = destination ? flow->destinations : flow->sources;
    uint64_t variant = !flow->why->by_name ? AS_END
                       : destination       ? AS_DESTINATION_BY_NAME
                                           : AS_SOURCE_BY_NAME;
    struct writer *before;
    if (write_again(table, &table->groups, group.items, group.count, variant, &before))
        return;
    struct texts addresses = content_end(table->plan, &table->memo, flow, destination, false);
    paths_cell(table, group);
    texts_cell(table, addresses.items, addresses.count);
    keep(table, before);
}

static void via_cell(struct table *table, const struct plan_flow *flow)
{
    struct writer *before;
    if (write_again(table, &table->groups, flow->via.items, flow->via.count, AS_WAY, &before))
        return;
    paths_cell(table, flow->via);
    keep(table, before);
}

/* On which port a flow is, and what it is for. */
static void purposes_cells(struct table *table, const struct plan_flow *flow)
{
    csv_cell(&table->csv, flow->port->text);
    csv_cell(&table->csv, flow->port->protocol);
    texts_cell(table, flow->why->purposes, flow->why->purpose_count);
}

/* Whether it stays on one machine, and why it is required. */
static void reasons_cells(struct table *table, const struct plan_flow *flow)
{
    csv_cell(&table->csv, flow->local ? "yes" : "no");
    texts_cell(table, flow->why->notes, flow->why->note_count);
    texts_cell(table, flow->why->entries, flow->why->entry_count);
    csv_cell(&table->csv, flow->why->source ? flow->why->source : "");
}

/* All behind the ends: without a way it is one piece, the same for the same ports and reasons. */
static void said_cells(struct table *table, const struct plan_flow *flow)
{
    enum { WHOLE, HEAD, TAIL };
    const void *said[] = {flow->why, flow->port, flow->local ? flow->why : NULL};
    uint32_t count = sizeof said / sizeof *said;
    const void *list = kept_copy(&table->kept, said, count, table->plan->arena);
    bool whole = flow->via.count == 0;
    struct writer *before;
    if (!write_again(table, &table->kept, list, count, whole ? WHOLE : HEAD, &before)) {
        purposes_cells(table, flow);
        if (whole) {
            csv_cell(&table->csv, "");
            reasons_cells(table, flow);
        }
        keep(table, before);
    }
    if (whole)
        return;
    via_cell(table, flow);
    if (write_again(table, &table->kept, list, count, TAIL, &before))
        return;
    reasons_cells(table, flow);
    keep(table, before);
}

static void write_flow(struct table *table, const struct plan_flow *flow)
{
    const struct model *model = table->plan->model;
    csv_cell(&table->csv, flow->environment ? model_name(model, flow->environment) : "");
    end_cells(table, flow, false);
    end_cells(table, flow, true);
    said_cells(table, flow);
    csv_end_row(&table->csv);
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
    char room[WRITER_ROOM];
    struct writer writer = {.out = out, .bytes = room, .room = sizeof room};
    struct table *table = arena_new(plan->arena, struct table);
    table->plan = plan;
    table->csv.to = &writer;
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        csv_cell(&table->csv, titles[i]);
    csv_end_row(&table->csv);
    for (uint32_t i = 0; i < plan->flows.count; i++)
        write_flow(table, &plan->flows.items[i]);
    writer_end(&writer);
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
