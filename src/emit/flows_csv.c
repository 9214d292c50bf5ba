/*
 * flows.csv: one row a required opening, as a firewall team wants it (RFC 4180).
 */
#include "emit/content.h"
#include "emit/csv.h"
#include "emit/emit.h"
#include "emit/kept.h"

/* The table in the making. */
struct table {
    const struct plan *plan;
    struct csv csv;
    struct address_memo memo;
    struct kept_lists kept;
};

/* The text of a cell that is the same wherever LIST comes; empty where it is still to be written.
 */
static struct writer *shared_cell(struct table *table, const void *list, uint32_t count,
                                  uint64_t variant)
{
    csv_next(&table->csv);
    return &kept_of(&table->kept, list, count, variant, table->plan->arena)->text;
}

/* Writes it, with TEXTS where it is empty. */
static void write_shared(struct table *table, struct writer *text, const char *const *texts,
                         uint32_t count)
{
    if (text->used == 0)
        csv_write(text, texts, count, "; ");
    writer_put(table->csv.to, text->bytes, text->used);
}

enum { AS_PATHS, AS_ADDRESSES, AS_SOURCE_BY_NAME, AS_DESTINATION_BY_NAME };

static void paths_cell(struct table *table, struct group group)
{
    struct writer *text = shared_cell(table, group.items, group.count, AS_PATHS);
    const char **paths = NULL;
    if (text->used == 0) {
        paths = arena_array(table->plan->arena, const char *, group.count);
        for (uint32_t i = 0; i < group.count; i++)
            paths[i] = model_path(table->plan->model, group.items[i]);
    }
    write_shared(table, text, paths, group.count);
}

static void addresses_cell(struct table *table, const struct plan_flow *flow, bool destination)
{
    struct group group = destination ? flow->destinations : flow->sources;
    uint64_t variant = !flow->by_name ? AS_ADDRESSES
                       : destination  ? AS_DESTINATION_BY_NAME
                                      : AS_SOURCE_BY_NAME;
    struct writer *text = shared_cell(table, group.items, group.count, variant);
    struct texts texts = {0};
    if (text->used == 0)
        texts = content_end(table->plan, &table->memo, flow, destination, false);
    write_shared(table, text, texts.items, texts.count);
}

static void texts_cell(struct table *table, const char **texts, uint32_t count)
{
    write_shared(table, shared_cell(table, texts, count, 0), texts, count);
}

static void write_flow(struct table *table, const struct plan_flow *flow)
{
    const struct model *model = table->plan->model;
    struct csv *csv = &table->csv;
    csv_cell(csv, flow->environment ? model_name(model, flow->environment) : "");
    paths_cell(table, flow->sources);
    addresses_cell(table, flow, false);
    paths_cell(table, flow->destinations);
    addresses_cell(table, flow, true);
    csv_cell(csv, flow->port);
    csv_cell(csv, flow->protocol);
    texts_cell(table, flow->purposes, flow->purpose_count);
    paths_cell(table, flow->via);
    csv_cell(csv, flow->local ? "yes" : "no");
    texts_cell(table, flow->notes, flow->note_count);
    texts_cell(table, flow->entries, flow->entry_count);
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
