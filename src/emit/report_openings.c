/*
 * The report's sections about openings: by environment and purpose, server by server, and those
 * with outside parties.
 */
#include <stdlib.h>
#include <string.h>

#include "emit/report.h"
#include "emit/text_list.h"

static const char *joined(const struct plan *plan, struct texts texts, const char *between)
{
    struct writer text = {.arena = plan->arena};
    for (uint32_t i = 0; i < texts.count; i++) {
        writer_text(&text, i ? between : "");
        writer_text(&text, texts.items[i]);
    }
    writer_char(&text, '\0');
    return text.bytes;
}

/* The numbers of GROUP, runs of neighbours as "12-15". */
static const char *numbers(const struct plan *plan, struct group group)
{
    char *text = arena_alloc(plan->arena, (size_t)group.count * sizeof "4294967295" + 1),
         *at = text;
    for (uint32_t i = 0, run; i < group.count; i += run) {
        run = 1;
        while (i + run < group.count && group.items[i + run] == group.items[i] + run)
            run++;
        at += sprintf(at, "%s%u", i ? " " : "", group.items[i]);
        if (run > 1)
            at += sprintf(at, "-%u", group.items[i] + run - 1);
    }
    return text;
}

void report_opening(struct report *report, struct texts environments, struct group sources,
                    struct group destinations, struct texts ports, struct texts purposes, bool leg)
{
    const struct plan *plan = report->plan;
    if (!report->page->format->opening) {
        report_open(report, PAGE_ROW);
        return;
    }
    const struct page_opening opening = {
        .environments = environments.count ? joined(plan, environments, "|") : "infrastructure",
        .sources = numbers(plan, sources),
        .destinations = numbers(plan, destinations),
        .ports = joined(plan, ports, " "),
        .purposes = joined(plan, purposes, "|"),
        .leg = leg,
    };
    report->page->format->opening(report->page, &opening);
}

/* ADDRESSES, folded. */
static void addresses_text(struct report *report, struct texts addresses)
{
    if (addresses.count == 0)
        return;
    report_text(report, " (");
    report_codes(report, addresses);
    report_text(report, ")");
}

static struct texts folded(struct report *report, struct texts texts)
{
    return content_fold(report->plan->arena, &report->labels.folded, texts);
}

/* As what the text of one outside party is kept, in any environment: no such pair of numbers. */
#define PARTY (UINT64_C(1) << 63)

/* The things of GROUP and their addresses. */
static void group_text(struct report *report, struct group group, object_t environment,
                       object_t except)
{
    const struct plan *plan = report->plan;
    struct writer *before;
    if (!group_has(group, except))
        except = 0;
    if (group.count == 1 && model_object(plan->model, group.items[0])->environment != environment)
        environment = 0; /* it is called the same everywhere */
    uint64_t variant = (uint64_t)environment << 32 | except;
    if (report_again(report, &report->groups, group.items, group.count, variant, &before))
        return;
    if (except) {
        struct texts addresses;
        report_labels(
            report, content_others(plan, &report->others, group, environment, except, &addresses));
        addresses_text(report, addresses);
    } else {
        report_labels(report, content_labels(plan, &report->labels, group, environment));
        addresses_text(report, folded(report, content_addresses(plan, &report->memo, group)));
    }
    report_keep(report, before);
}

/* Whether GROUP is one outside party: what is told of that differs from flow to flow. */
static bool is_party(const struct plan *plan, struct group group)
{
    return group.count == 1 && model_object(plan->model, group.items[0])->kind == KIND_ENDPOINT;
}

/* One end of FLOW. */
static void end_text(struct report *report, const struct plan_flow *flow, bool destination,
                     object_t environment)
{
    const struct plan *plan = report->plan;
    struct group group = destination ? flow->destinations : flow->sources;
    /* by a public hostname it comes to these, and others do not */
    bool shared = !destination || !flow->why->public_hostname;
    if (shared && !is_party(plan, group)) {
        group_text(report, group, environment, 0);
        return;
    }
    uint64_t variant = PARTY | (uint64_t)flow->why->by_name << 1 | destination;
    struct writer *before = NULL;
    if (shared && report_again(report, &report->groups, group.items, group.count, variant, &before))
        return;
    report_labels(report, content_labels(plan, &report->labels, group, environment));
    addresses_text(report,
                   folded(report, content_end(plan, &report->memo, flow, destination, true)));
    report_keep(report, before);
}

static void via_text(struct report *report, struct group via, object_t environment)
{
    if (via.count == 0)
        return;
    report_text(report, ", via ");
    report_labels(report, content_labels(report->plan, &report->labels, via, environment));
}

/* Notes, then what else is to be known of the opening. */
static void note_cell(struct report *report, const struct plan_flow *flow)
{
    const struct plan *plan = report->plan;
    report_open(report, PAGE_CELL);
    report_texts(report, (struct texts){flow->why->notes, flow->why->note_count}, "; ");
    const char *between = flow->why->note_count ? "; also: " : "also: ";
    for (uint32_t i = 1; i < flow->why->purpose_count; i++) {
        report_text(report, between);
        report_text(report, content_purpose(plan, flow->why->purposes[i]));
        between = ", ";
    }
    const char *kind = flow->local ? "local: stays on one machine" : NULL;
    if (kind && (flow->why->note_count || flow->why->purpose_count > 1))
        report_text(report, "; ");
    if (kind)
        report_text(report, kind);
    report_close(report, PAGE_CELL);
}

static void page_cell(struct report *report, const struct plan_flow *flow)
{
    report_open(report, PAGE_CELL);
    report_texts(report, (struct texts){flow->why->entries, flow->why->entry_count}, " ");
    if (flow->why->source) {
        if (flow->why->entry_count)
            report_text(report, ", ");
        report_text(report, flow->why->source);
    }
    report_close(report, PAGE_CELL);
}

static void open_opening(struct report *report, const struct plan_flow *flow, object_t environment)
{
    if (!report->page->format->opening) { /* nobody asks for more */
        report_open(report, PAGE_ROW);
        return;
    }
    uint32_t count = flow->why->purpose_count;
    struct texts purposes = {arena_array(report->plan->arena, const char *, count), count};
    for (uint32_t i = 0; i < count; i++)
        purposes.items[i] = content_purpose(report->plan, flow->why->purposes[i]);
    const char *port = flow->port->text;
    const char *label = environment ? content_label(report->plan, environment, 0) : NULL;
    report_opening(report, (struct texts){&label, label != NULL}, flow->sources, flow->destinations,
                   (struct texts){&port, 1}, purposes, flow->hop);
}

/* All behind the ends, which is the same for the same ports and reasons. */
static void reasons_cells(struct report *report, const struct plan_flow *flow)
{
    struct writer *before;
    const void *said[] = {flow->why, flow->port, flow->local ? flow->why : NULL};
    uint32_t count = sizeof said / sizeof *said;
    const void *list = kept_copy(&report->kept, said, count, report->plan->arena);
    if (report_again(report, &report->kept, list, count, 0, &before))
        return;
    report_code_cell(report, flow->port->text);
    report_cell(report, flow->port->protocol);
    note_cell(report, flow);
    page_cell(report, flow);
    report_keep(report, before);
}

static void opening_row(struct report *report, const struct plan_flow *flow, object_t environment)
{
    open_opening(report, flow, environment);
    report_open(report, PAGE_CELL);
    if (flow->hop)
        report_word(report, PAGE_LEG, "leg of the way above");
    end_text(report, flow, false, environment);
    report_close(report, PAGE_CELL);
    report_open(report, PAGE_CELL);
    if (flow->local) {
        report_text(report, "itself");
    } else {
        end_text(report, flow, true, environment);
        via_text(report, flow->via, environment);
    }
    report_close(report, PAGE_CELL);
    reasons_cells(report, flow);
    report_close(report, PAGE_ROW);
}

/* The lines that the author states: the way of some openings. */
static void lines(struct report *report)
{
    static const char *const columns[] = {"One end", "Other end", "Line", "Catalogue", NULL};
    const struct plan *plan = report->plan;
    if (plan->lines.count == 0)
        return;
    report_heading(report, 3, "Lines between places");
    report_table(report, columns);
    for (uint32_t i = 0; i < plan->lines.count; i++) {
        const struct plan_line *line = &plan->lines.items[i];
        report_open(report, PAGE_ROW);
        report_cell(report, content_label(plan, line->source, 0));
        report_cell(report, content_label(plan, line->destination, 0));
        report_cell(report, line->label);
        report_cell(report, line->entries);
        report_close(report, PAGE_ROW);
    }
    report_end_table(report);
}

void report_openings(struct report *report)
{
    static const char *const columns[] = {"Source", "Destination", "Port", "Protocol",
                                          "Note",   "Page",        NULL};
    const struct plan *plan = report->plan;
    const struct opening_sections sections = content_openings(plan);
    struct opening_room room = {0};
    report_heading(report, 2, "3. Openings");
    report_paragraph(report,
                     "Every source to every destination of a row, a server to itself left "
                     "out. A row with \"via\" is a way as a whole. Rows with an arrow below "
                     "it are its legs, and what firewalls see; legs that several ways share "
                     "stand below the first.");
    for (uint32_t i = 0; i < sections.count; i++) {
        const struct opening_section section = content_section(plan, &sections, i, &room);
        object_t environment = section.environment;
        const char *title = environment ? arena_printf(plan->arena, "Environment %s",
                                                       content_label(plan, environment, 0))
                                        : "Infrastructure: between environments"; /* DOC-007 */
        report_heading(report, 3, title);
        if (section.count == 0)
            report_paragraph(report, "None.");
        for (uint32_t j = 0; j < section.count; j++) {
            const struct opening_table *table = &section.tables[j];
            report_heading(report, 4, table->title);
            report_table(report, columns);
            for (uint32_t k = 0; k < table->count; k++)
                opening_row(report, table->flows[k], environment);
            report_end_table(report);
        }
    }
    lines(report);
}

/* ---- server by server ---- */

/* Rows of more openings are worded again each time. */
#define ROW_KEPT 16

/* What one class of servers sees of one side. */
struct view {
    struct report *report;
    const struct server_class *class;
    object_t environment; /* of the class */
    object_t alone;       /* the only server of the class, or 0 */
    bool inbound;
};

static struct group other_end(const struct plan_flow *flow, bool inbound)
{
    return inbound ? flow->sources : flow->destinations;
}

static int compare_groups(struct group left, struct group right)
{
    if (left.count != right.count)
        return left.count < right.count ? -1 : 1;
    if (left.items == right.items)
        return 0;
    for (uint32_t i = 0; i < left.count; i++) {
        if (left.items[i] != right.items[i])
            return left.items[i] < right.items[i] ? -1 : 1;
    }
    return 0;
}

/* Openings with the same other end and the same way there are one row. */
static int compare_ends(const struct plan_flow *a, const struct plan_flow *b, bool inbound)
{
    if (a->local != b->local)
        return a->local ? 1 : -1;
    int order = compare_groups(other_end(a, inbound), other_end(b, inbound));
    return order ? order : compare_groups(a->via, b->via);
}

static int compare_flows(const void *left, const void *right, void *inbound)
{
    const struct plan_flow *a = *(const struct plan_flow *const *)left,
                           *b = *(const struct plan_flow *const *)right;
    int order = compare_ends(a, b, *(const bool *)inbound);
    return order ? order : (a > b) - (a < b);
}

static bool is_in_order(const struct plan_flow **flows, uint32_t count, bool inbound)
{
    for (uint32_t i = 1; i < count; i++)
        if (compare_flows(&flows[i - 1], &flows[i], &inbound) > 0)
            return false;
    return true;
}

/* The other end of the COUNT openings FLOWS. An outside party's addresses are told where one of
 * them is for them. */
static void other_text(const struct view *view, const struct plan_flow **flows, uint32_t count)
{
    struct group other = other_end(flows[0], view->inbound);
    if (!is_party(view->report->plan, other)) {
        group_text(view->report, other, view->environment, view->alone);
        return;
    }
    uint32_t i = 0;
    while (i + 1 < count && flows[i]->why->by_name)
        i++;
    end_text(view->report, flows[i], !view->inbound, view->environment);
}

/* The ports and purposes of the COUNT openings FLOWS. */
static void gather(const struct plan *plan, const struct plan_flow **flows, uint32_t count,
                   struct texts *ports, struct texts *purposes)
{
    struct once numbers = {0}, aims = {0};
    for (uint32_t i = 0; i < count; i++) {
        once_add(plan->arena, &numbers, flows[i]->port->text);
        for (uint32_t j = 0; j < flows[i]->why->purpose_count; j++)
            once_add(plan->arena, &aims, content_purpose(plan, flows[i]->why->purposes[j]));
    }
    *ports = texts_once(&numbers);
    *purposes = texts_once(&aims);
}

/* What they say, which is the same again and again. */
static void gathered_cells(struct report *report, const struct plan_flow **flows, uint32_t count)
{
    const struct plan *plan = report->plan;
    struct texts ports, purposes;
    struct writer *before = NULL;
    const void *said[2 * ROW_KEPT];
    bool few = count <= ROW_KEPT;
    for (uint32_t i = 0; i < count && few; i++) {
        said[2 * i] = flows[i]->port->text;
        said[2 * i + 1] = flows[i]->why->purposes;
    }
    const void *list = few ? kept_copy(&report->kept, said, 2 * count, plan->arena) : NULL;
    if (few && report_again(report, &report->kept, list, 2 * count, 0, &before))
        return;
    gather(plan, flows, count, &ports, &purposes);
    report_codes_cell(report, ports);
    report_open(report, PAGE_CELL);
    report_texts(report, purposes, ", ");
    report_close(report, PAGE_CELL);
    report_keep(report, before);
}

static void open_view(const struct view *view, const struct plan_flow **flows, uint32_t count)
{
    struct report *report = view->report;
    if (!report->page->format->opening) { /* nobody asks for more */
        report_open(report, PAGE_ROW);
        return;
    }
    struct texts ports, purposes;
    const char *label = content_label(report->plan, view->environment, 0);
    struct group other = other_end(flows[0], view->inbound), own = view->class->servers;
    gather(report->plan, flows, count, &ports, &purposes);
    report_opening(report, (struct texts){&label, 1}, view->inbound ? other : own,
                   view->inbound ? own : other, ports, purposes, false);
}

/* One row for the COUNT openings FLOWS. */
static void view_row(const struct view *view, const struct plan_flow **flows, uint32_t count)
{
    struct report *report = view->report;
    open_view(view, flows, count);
    report_cell(report, flows[0]->local ? "local" : view->inbound ? "from" : "to");
    report_open(report, PAGE_CELL);
    if (flows[0]->local) {
        report_text(report, "itself");
    } else {
        other_text(view, flows, count);
        via_text(report, flows[0]->via, view->environment);
    }
    report_close(report, PAGE_CELL);
    gathered_cells(report, flows, count);
    report_close(report, PAGE_ROW);
}

/* FLOWS is room for those of a side. */
static void view_rows(struct report *report, const struct server_class *class, bool inbound,
                      const struct plan_flow **flows)
{
    const struct plan *plan = report->plan;
    struct plan_side side = class->first->sides[inbound];
    struct view view = {
        .report = report,
        .class = class,
        .environment = model_object(plan->model, class->first->object)->environment,
        .alone = class->servers.count == 1 ? class->servers.items[0] : 0,
        .inbound = inbound,
    };
    uint32_t count = 0;
    for (uint32_t i = 0; i < side.count; i++) {
        const struct plan_flow *flow = &plan->flows.items[side.flows[i]];
        struct group other = other_end(flow, inbound);
        bool itself = other.count == 1 && other.items[0] == view.alone;
        if (flow->local ? inbound : !itself)
            flows[count++] = flow;
    }
    if (!is_in_order(flows, count, inbound))
        qsort_r(flows, count, sizeof *flows, compare_flows, &inbound);
    for (uint32_t i = 0, run; i < count; i += run) {
        run = 1;
        while (i + run < count && compare_ends(flows[i], flows[i + run], inbound) == 0)
            run++;
        view_row(&view, &flows[i], run);
    }
}

static void server_class(struct report *report, const struct server_class *class, bool localhost,
                         const struct plan_flow **flows)
{
    static const char *const columns[] = {"Direction", "Other end", "Ports", "Purpose", NULL};
    const struct plan *plan = report->plan;
    struct labels labels = content_labels(plan, &report->labels, class->servers, 0);
    report_heading(report, 3, joined(plan, labels.own, ", "));
    report_open(report, PAGE_LIST);
    struct texts addresses = folded(report, content_addresses(plan, &report->memo, class->servers));
    if (addresses.count) {
        report_open(report, PAGE_ITEM);
        report_text(report, "Addresses: ");
        report_codes(report, addresses);
        report_close(report, PAGE_ITEM);
    }
    report_open(report, PAGE_ITEM);
    report_text(report, "Listens on: ");
    report_codes(report, (struct texts){class->first->listens, class->first->listen_count});
    report_close(report, PAGE_ITEM);
    const char *loopback = content_localhost_text(plan, class->first->object);
    if (localhost && loopback) {
        report_open(report, PAGE_ITEM);
        report_code(report, "localhost");
        report_text(report, " resolves to ");
        report_code(report, loopback);
        report_text(report, " and answers HTTP there (LOC-001, LOC-002)");
        report_close(report, PAGE_ITEM);
    }
    report_close(report, PAGE_LIST);
    if (class->first->sides[false].count + class->first->sides[true].count == 0)
        return;
    report_table(report, columns);
    view_rows(report, class, true, flows);
    view_rows(report, class, false, flows);
    report_end_table(report);
}

void report_servers(struct report *report)
{
    uint32_t count;
    const struct server_class *classes = content_servers(report->plan, &count, NULL);
    bool localhost = content_has_localhost(report->plan);
    report_heading(report, 2, "4. Servers");
    report_paragraph(
        report,
        "From: what must reach the server. To: what it must reach. Local: what stays on it. "
        "Servers with the same requirements are together.");
    uint32_t most = 0;
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t inbound = 0; inbound < 2; inbound++)
            if (classes[i].first->sides[inbound].count > most)
                most = classes[i].first->sides[inbound].count;
    const struct plan_flow **flows =
        arena_array(report->plan->arena, const struct plan_flow *, most);
    for (uint32_t i = 0; i < count; i++)
        server_class(report, &classes[i], localhost, flows);
}

/* ---- outside parties ---- */

/* NAMES of what is reached, each with the path of its URL. */
static struct texts with_path(const struct plan *plan, object_t endpoint, struct names names)
{
    const char *path = content_path(plan, endpoint);
    struct texts texts = {arena_array(plan->arena, const char *, names.count), names.count};
    for (uint32_t i = 0; i < names.count; i++)
        texts.items[i] = arena_printf(plan->arena, "%s%s", names.items[i], path ? path : "");
    return texts;
}

static void endpoint_row(struct report *report, const struct endpoint_row *row)
{
    const struct plan *plan = report->plan;
    struct names names = plan_names(plan, row->endpoint);
    struct names addresses = plan_addresses(plan, row->endpoint);
    object_t endpoint = row->endpoint;
    struct group party = {&endpoint, 1}, others = {0};
    const char *port = row->port;
    if (report->page->format->opening) /* else nobody asks for them */
        others = content_opposite(plan, row);
    report_opening(report, row->environments, row->inbound ? party : others,
                   row->inbound ? others : party, (struct texts){&port, 1}, row->purposes, false);
    report_cell(report, model_label(plan->model, row->endpoint));
    report_codes_cell(report, row->inbound ? (struct texts){names.items, names.count}
                                           : with_path(plan, row->endpoint, names));
    report_codes_cell(report, (struct texts){addresses.items, row->by_name ? 0 : addresses.count});
    report_code_cell(report, row->port);
    report_cell(report, row->protocol);
    report_codes_cell(report, folded(report, row->environments));
    report_cell(report,
                content_changes(plan, row->endpoint) && !row->by_name ? "subject to change" : "");
    report_open(report, PAGE_CELL);
    report_texts(report, row->notes, "; ");
    report_close(report, PAGE_CELL);
    report_open(report, PAGE_CELL);
    report_texts(report, row->entries, " ");
    report_close(report, PAGE_CELL);
    report_close(report, PAGE_ROW);
}

static void endpoint_table(struct report *report, const char *title, bool inbound,
                           const struct endpoint_row *rows, uint32_t count)
{
    const char *columns[] = {"Party",     inbound ? "Source names" : "Names",
                             "Addresses", "Port",
                             "Protocol",  "Environments",
                             "Changes",   "Note",
                             "Catalogue", NULL};
    bool opened = false;
    for (uint32_t i = 0; i < count; i++) {
        if (rows[i].inbound != inbound)
            continue;
        if (!opened) {
            report_heading(report, 3, title);
            report_table(report, columns);
        }
        opened = true;
        endpoint_row(report, &rows[i]);
    }
    if (opened)
        report_end_table(report);
}

void report_endpoints(struct report *report)
{
    uint32_t count;
    const struct endpoint_row *rows = content_endpoints(report->plan, &count);
    report_heading(report, 2, "5. External endpoints");
    if (count == 0)
        report_paragraph(report, "None.");
    endpoint_table(report, "Endpoints to be reached", false, rows, count);
    endpoint_table(report, "Sources that must be let in", true, rows, count);
}
