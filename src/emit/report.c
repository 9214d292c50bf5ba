/*
 * Takes plan and findings, gives the requirements report: summary, values to configure, openings,
 * servers, outside parties, findings, provenance. The sections about openings are in
 * report_openings.c.
 */
#include "emit/report.h"

#include <stddef.h>
#include <string.h>

bool report_again(struct report *report, struct kept_lists *kept, const void *list, uint32_t count,
                  uint64_t variant, struct writer **before)
{
    struct page *page = report->page;
    *before = NULL;
    return page->to &&
           kept_again(kept, &page->to, list, count, variant, report->plan->arena, before);
}

void report_keep(struct report *report, struct writer *before)
{
    if (before)
        kept_end(&report->page->to, before);
}

/* ---- turns of speech ---- */

void report_paragraph(struct report *report, const char *text)
{
    report_open(report, PAGE_PARAGRAPH);
    report_text(report, text);
    report_close(report, PAGE_PARAGRAPH);
}

void report_prose(struct report *report, const char *text, size_t size)
{
    struct arena *arena = report->plan->arena;
    const char *end = text + size;
    while (text < end) {
        const char *tick = memchr(text, '`', (size_t)(end - text));
        const char *close = tick ? memchr(tick + 1, '`', (size_t)(end - tick - 1)) : NULL;
        const char *stop = close ? tick : end; /* one that nothing closes is a character */
        if (stop > text)
            report_text(report, arena_printf(arena, "%.*s", (int)(stop - text), text));
        if (close && close > tick + 1)
            report_code(report, arena_printf(arena, "%.*s", (int)(close - tick - 1), tick + 1));
        text = close ? close + 1 : end;
    }
}

void report_codes(struct report *report, struct texts texts)
{
    for (uint32_t i = 0; i < texts.count; i++) {
        if (i)
            report_text(report, ", ");
        report_code(report, texts.items[i]);
    }
}

void report_labels(struct report *report, struct labels labels)
{
    report_codes(report, labels.own);
    if (labels.own.count && labels.outside.count)
        report_text(report, ", ");
    report_texts(report, labels.outside, ", ");
}

void report_texts(struct report *report, struct texts texts, const char *between)
{
    for (uint32_t i = 0; i < texts.count; i++) {
        if (i)
            report_text(report, between);
        report_text(report, texts.items[i]);
    }
}

void report_cell(struct report *report, const char *text)
{
    report_open(report, PAGE_CELL);
    report_text(report, text ? text : "");
    report_close(report, PAGE_CELL);
}

void report_codes_cell(struct report *report, struct texts texts)
{
    report_open(report, PAGE_CELL);
    report_codes(report, texts);
    report_close(report, PAGE_CELL);
}

void report_table(struct report *report, const char *const *columns)
{
    struct writer *before;
    uint32_t count = 0;
    while (columns[count])
        count++;
    const void *list =
        kept_copy(&report->kept, (const void *const *)columns, count, report->plan->arena);
    if (report_again(report, &report->kept, list, count, 0, &before))
        return;
    report_open(report, PAGE_TABLE);
    report->page->format->columns(report->page, columns);
    report_keep(report, before);
}

void report_end_table(struct report *report)
{
    report_close(report, PAGE_TABLE);
}

static void word_cell(struct report *report, enum page_word word, const char *text)
{
    report_open(report, PAGE_CELL);
    if (text)
        report_word(report, word, text);
    report_close(report, PAGE_CELL);
}

void report_code_cell(struct report *report, const char *text)
{
    word_cell(report, PAGE_CODE, text);
}

static void row(struct report *report)
{
    report_open(report, PAGE_ROW);
}

static void end_row(struct report *report)
{
    report_close(report, PAGE_ROW);
}

/* ---- 1. summary ---- */

static struct texts words(const struct plan *plan, object_t object, enum keyword_id keyword)
{
    struct data data = model_data(plan->model, object, keyword);
    struct texts texts = {.items = arena_array(plan->arena, const char *, data.count)};
    for (uint32_t i = 0; i < data.count; i++) {
        if (data.items[i].type == DATUM_WORD)
            texts.items[texts.count++] = data.items[i].text;
    }
    return texts;
}

static void number_text(struct report *report, uint32_t number)
{
    char digits[sizeof "4294967295"];
    struct writer text = {.bytes = digits, .room = sizeof digits};
    writer_number(&text, number);
    writer_char(&text, '\0');
    report_text(report, digits);
}

static void number_cell(struct report *report, uint32_t number)
{
    report_open(report, PAGE_CELL);
    number_text(report, number);
    report_close(report, PAGE_CELL);
}

static void scenario_cell(struct report *report, const struct plan_environment *environment)
{
    report_open(report, PAGE_CELL);
    if (environment->scenario_count == 0)
        report_text(report, environment->cloud ? "none: run by OutSystems" : "none");
    for (uint32_t i = 0; i < environment->scenario_count; i++) {
        if (i)
            report_text(report, ", ");
        number_text(report, environment->scenarios[i]);
    }
    report_close(report, PAGE_CELL);
}

static void summary_row(struct report *report, const struct plan_environment *environment)
{
    const struct plan *plan = report->plan;
    const char *title = model_object(plan->model, environment->object)->title;
    row(report);
    report_open(report, PAGE_CELL);
    report_code(report, model_name(plan->model, environment->object));
    if (title)
        report_text(report, arena_printf(plan->arena, " %s", title));
    report_close(report, PAGE_CELL);
    report_open(report, PAGE_CELL);
    report_texts(report, words(plan, environment->object, KEYWORD_PURPOSE), ", ");
    report_close(report, PAGE_CELL);
    report_cell(report, environment->cloud ? "OutSystems Cloud" : "self-managed");
    number_cell(report, environment->servers.count);
    number_cell(report, environment->zone_count);
    scenario_cell(report, environment);
    report_code_cell(report, environment->hostname.value);
    end_row(report);
}

static void counts(struct report *report)
{
    const struct plan *plan = report->plan;
    const struct diagnostics *found = report->diagnostics;
    const struct page_count sizes[] = {
        {plan->environments.count, "environment", "environments", NULL},
        {plan->servers.count, "server", "servers", NULL},
        {plan->flows.count, "required opening", "required openings", NULL},
    };
    /* Those that are in the report's list: accepted ones are apart. */
    const struct page_count findings[] = {
        {found->errors, "error", "errors", severity_name(SEVERITY_ERROR)},
        {found->warnings, "warning", "warnings", severity_name(SEVERITY_WARNING)},
        {found->advice, "piece of advice", "pieces of advice", severity_name(SEVERITY_ADVICE)},
    };
    report->page->format->counts(report->page, NULL, sizes, sizeof sizes / sizeof *sizes);
    report->page->format->counts(report->page, "Findings", findings,
                                 sizeof findings / sizeof *findings);
}

static void summary(struct report *report)
{
    static const char *const columns[] = {"Environment", "Purpose",  "Hosting",  "Servers",
                                          "Zones",       "Scenario", "Hostname", NULL};
    const struct plan *plan = report->plan;
    report_heading(report, 2, "1. Summary");
    counts(report);
    report_table(report, columns);
    for (uint32_t i = 0; i < plan->environments.count; i++)
        summary_row(report, &plan->environments.items[i]);
    report_end_table(report);
    report_paragraph(
        report, "Scenarios are those of the possible-setups page: 1 to 6 are ways to set up an "
                "environment, 7 to 9 ways in which LifeTime reaches it.");
}

/* ---- 2. values to configure ---- */

static const char *origin_text(const struct slot *slot)
{
    switch (slot->origin) {
    case ORIGIN_UNKNOWN: return "to be decided";
    case ORIGIN_DERIVED: return "derived";
    case ORIGIN_STATED: return "stated";
    }
    return "";
}

static void alternatives(struct report *report, const char *lead, const struct slot *slot)
{
    report_text(report, lead);
    for (uint32_t i = 0; i < slot->legal_count; i++) {
        if (i)
            report_text(report, " or ");
        report_code(report, slot_legal(slot, i));
    }
}

/* Value, origin, reason and entries of a slot: the last four cells of its row. */
static void slot_cells(struct report *report, const struct slot *slot)
{
    report_open(report, PAGE_CELL);
    if (slot->value)
        report_word(report, PAGE_VALUE, slot->value);
    else if (slot->legal_count)
        alternatives(report, "", slot);
    else
        report_text(report, "not known");
    if (slot_illegal(slot) && slot->legal_count)
        alternatives(report, ", should be ", slot);
    report_close(report, PAGE_CELL);
    report_cell(report, origin_text(slot));
    report_cell(report, slot->reason);
    report_cell(report, slot->entries);
}

/* A table of what each environment has in the slot at OFFSET; no table where none has. */
static void environment_slots(struct report *report, const char *title, const char *lead,
                              const char *column, size_t offset)
{
    const char *columns[] = {"Environment", column, "Origin", "Reason", "Catalogue", NULL};
    const struct plan *plan = report->plan;
    bool opened = false;
    for (uint32_t i = 0; i < plan->environments.count; i++) {
        const struct plan_environment *environment = &plan->environments.items[i];
        const struct slot *slot = (const void *)((const char *)environment + offset);
        if (!slot->applies)
            continue;
        if (!opened) {
            report_heading(report, 3, title);
            if (lead)
                report_paragraph(report, lead);
            report_table(report, columns);
        }
        opened = true;
        row(report);
        report_code_cell(report, model_name(plan->model, environment->object));
        slot_cells(report, slot);
        end_row(report);
    }
    if (opened)
        report_end_table(report);
}

static void hostnames(struct report *report)
{
    environment_slots(report, "Hostname of each environment",
                      "Set in Service Center, under Administration > Environment Configuration > "
                      "Hostname (HOST-001).",
                      "Hostname", offsetof(struct plan_environment, hostname));
    environment_slots(report, "Public DNS hostname of environments",
                      "By it builders on the internet reach an environment (SAAS-004).",
                      "Public hostname", offsetof(struct plan_environment, public_hostname));
}

static void zone_addresses(struct report *report)
{
    static const char *const columns[] = {"Environment", "Zone",   "Servers",   "Address",
                                          "Origin",      "Reason", "Catalogue", NULL};
    const struct plan *plan = report->plan;
    bool opened = false;
    for (uint32_t i = 0; i < plan->zones.count; i++) {
        const struct plan_zone *zone = &plan->zones.items[i];
        object_t environment = plan->environments.items[zone->environment].object;
        if (!zone->address.applies)
            continue;
        if (!opened) {
            report_heading(report, 3, "Address of each deployment zone");
            report_paragraph(report, "Apps of one zone call those of another by it (ZONE-002).");
            report_table(report, columns);
        }
        opened = true;
        row(report);
        report_code_cell(report, model_name(plan->model, environment));
        report_open(report, PAGE_CELL);
        report_code(report, zone->name);
        if (!zone->object)
            report_text(report, " (all front-ends)");
        report_close(report, PAGE_CELL);
        struct labels labels =
            content_labels(plan, &report->labels, zone->servers, environment);
        report_codes_cell(report, labels.own);
        slot_cells(report, &zone->address);
        end_row(report);
    }
    if (opened)
        report_end_table(report);
}

static void lifetime_addresses(struct report *report)
{
    environment_slots(report, "Address of each environment in LifeTime", NULL,
                      "Address in LifeTime", offsetof(struct plan_environment, lifetime_address));
}

static void mappings(struct report *report)
{
    static const char *const columns[] = {"Reverse proxy", "Requests for", "Go to",
                                          "Origin",        "Catalogue",    NULL};
    const struct plan *plan = report->plan;
    if (plan->routes.count == 0)
        return;
    report_heading(report, 3, "Mappings of each reverse proxy");
    report_table(report, columns);
    for (uint32_t i = 0; i < plan->routes.count; i++) {
        const struct plan_route *route = &plan->routes.items[i];
        row(report);
        report_code_cell(report, model_path(plan->model, route->proxy));
        report_code_cell(report, route->url);
        report_open(report, PAGE_CELL);
        if (route->target)
            report_word(report, PAGE_VALUE, route->target);
        else
            report_text(report, "not known");
        if (!route->legal && route->expected) {
            report_text(report, ", should be ");
            report_code(report, route->expected);
        }
        report_close(report, PAGE_CELL);
        report_cell(report, route->stated ? "stated" : route->target ? "derived" : "to be decided");
        report_cell(report, route->entries);
        end_row(report);
    }
    report_end_table(report);
}

static const char *unmapped_text(enum unmapped why)
{
    switch (why) {
    case UNMAPPED_ADDRESS_IS_IP: return "no entry: the zone's address is no name (HOSTS-007)";
    case UNMAPPED_NO_CERTIFICATE:
        return "no entry: HTTPS is used internally, and no certificate there matches (HOSTS-011)";
    }
    return "";
}

static void hosts_entries(struct report *report)
{
    static const char *const columns[] = {"Servers", "Zone", "Entry", "Catalogue", NULL};
    const struct plan *plan = report->plan;
    uint32_t count;
    const struct hosts_row *rows = content_hosts(plan, &count);
    if (count == 0 && plan->unmapped.count == 0)
        return;
    report_heading(report, 3, "Hosts entries of each server");
    report_paragraph(report,
                     "Requests that start on a server and go to its own zone stay on that server. "
                     "The files under hosts/ hold these entries, one file a server.");
    report_table(report, columns);
    for (uint32_t i = 0; i < count; i++) {
        const struct plan_host *entry = rows[i].entry;
        row(report);
        report_codes_cell(report, content_labels(plan, &report->labels, rows[i].servers, 0).own);
        report_code_cell(report, plan->zones.items[entry->zone].name);
        word_cell(report, PAGE_VALUE,
                  arena_printf(plan->arena, "%s %s", entry->address, entry->name));
        report_cell(report, entry->entries);
        end_row(report);
    }
    for (uint32_t i = 0; i < plan->unmapped.count; i++) {
        const struct plan_unmapped *entry = &plan->unmapped.items[i];
        row(report);
        report_code_cell(report, model_path(plan->model, entry->server));
        report_code_cell(report, plan->zones.items[entry->zone].name);
        report_cell(report, unmapped_text(entry->why));
        report_cell(report, "HOSTS-001");
        end_row(report);
    }
    report_end_table(report);
}

static void values(struct report *report)
{
    report_heading(report, 2, "2. Values to configure");
    hostnames(report);
    zone_addresses(report);
    lifetime_addresses(report);
    mappings(report);
    hosts_entries(report);
}

/* ---- 6. findings ---- */

const char *report_place(struct report *report, const struct finding *finding)
{
    const struct sources *sources = report->diagnostics->sources;
    const struct source_file *file = source_of(sources, finding->place.begin);
    if (!file)
        return NULL;
    struct line_column at = source_line_column(sources, finding->place.begin);
    return arena_printf(report->plan->arena, "%s:%u:%u", file->path, at.line, at.column);
}

static void finding_row(struct report *report, const struct finding *finding)
{
    row(report);
    if (!finding->accepted)
        word_cell(report, PAGE_SEVERITY, severity_name(finding->severity));
    word_cell(report, PAGE_RULE, finding->rule->name);
    report_open(report, PAGE_CELL);
    report_prose(report, finding->message, strlen(finding->message));
    if (finding->copies > 1)
        report_text(report,
                    arena_printf(report->plan->arena, " (and in %u copies)", finding->copies - 1));
    if (finding->help) {
        report_text(report, "; help: ");
        report_prose(report, finding->help, strlen(finding->help));
    }
    report_close(report, PAGE_CELL);
    if (finding->accepted)
        report_cell(report, finding->accepted);
    word_cell(report, PAGE_PLACE, report_place(report, finding));
    report_open(report, PAGE_CELL);
    report_texts(report, (struct texts){finding->catalogue.items, finding->catalogue.count}, " ");
    report_close(report, PAGE_CELL);
    end_row(report);
}

/* The findings that are accepted, or those that are not. Returns how many. */
static uint32_t finding_table(struct report *report, bool accepted)
{
    static const char *const open[] = {"Severity", "Rule", "Finding", "Place", "Catalogue", NULL};
    static const char *const settled[] = {"Rule",  "Finding",   "Accepted because",
                                          "Place", "Catalogue", NULL};
    const struct diagnostics *diagnostics = report->diagnostics;
    uint32_t count = 0;
    for (uint32_t i = 0; i < diagnostics->findings.count; i++) {
        const struct finding *finding = diagnostics->findings.items[i];
        if ((finding->accepted != NULL) != accepted)
            continue;
        if (count++ == 0)
            report_table(report, accepted ? settled : open);
        finding_row(report, finding);
    }
    if (count)
        report_end_table(report);
    return count;
}

static void advice(struct report *report, const char *title, bool checklist)
{
    const struct plan *plan = report->plan;
    uint32_t count;
    const struct advice_row *rows = content_advice(plan, checklist, &count);
    if (count == 0)
        return;
    report_heading(report, 3, title);
    report_open(report, PAGE_LIST);
    for (uint32_t i = 0; i < count; i++) {
        report_open(report, PAGE_ITEM);
        report_text(report, rows[i].text);
        if (*rows[i].entries)
            report_text(report, arena_printf(plan->arena, " (%s)", rows[i].entries));
        if (rows[i].subjects.count) {
            report_text(report, " for ");
            report_codes(report, rows[i].subjects);
        }
        report_close(report, PAGE_ITEM);
    }
    report_close(report, PAGE_LIST);
}

static void findings(struct report *report)
{
    report_heading(report, 2, "6. Findings, advice and accepted deviations");
    report_heading(report, 3, "Findings");
    if (finding_table(report, false) == 0) {
        report_paragraph(report, "None.");
    } else {
        report_open(report, PAGE_PARAGRAPH);
        report_code(report, "osnetc explain RULE");
        report_text(report, " prints what a rule says, and why.");
        report_close(report, PAGE_PARAGRAPH);
    }
    if (report->diagnostics->dropped)
        report_paragraph(report, arena_printf(report->plan->arena, "%u more are not listed.",
                                              report->diagnostics->dropped));
    advice(report, "Standing advice", false);
    advice(report, "Checklist", true);
    report_heading(report, 3, "Accepted deviations");
    if (finding_table(report, true) == 0)
        report_paragraph(report, "None.");
}

/* ---- 7. provenance ---- */

static void provenance(struct report *report)
{
    const struct plan *plan = report->plan;
    report_heading(report, 2, "7. Provenance");
    report_open(report, PAGE_LIST);
    report_open(report, PAGE_ITEM);
    report_text(report, "Catalogue profile ");
    report_code(report, plan->model->profile);
    if (plan->model->catalogue_version) {
        report_text(report, ", version ");
        report_text(report, plan->model->catalogue_version);
    }
    report_close(report, PAGE_ITEM);
    struct texts sources = content_sources(plan);
    if (sources.count) {
        report_open(report, PAGE_ITEM);
        report_text(report, "Pages that the openings come from: ");
        report_codes(report, sources);
        report_close(report, PAGE_ITEM);
    }
    report_close(report, PAGE_LIST);
}

void report_write(struct report *report)
{
    const struct plan *plan = report->plan;
    object_t infrastructure = plan->model->infrastructure;
    const char *title = infrastructure ? arena_printf(plan->arena, "Network requirements of %s",
                                                      model_label(plan->model, infrastructure))
                                       : "Network requirements";
    report->page->format->begin(report->page, title);
    report_open(report, PAGE_PARAGRAPH);
    report_text(report, "What the network has to provide, to be checked before OutSystems is "
                        "installed on an environment (DOC-001). Sets are written ");
    report_code(report, "fe[1-8]");
    report_text(report, ", from the first to the last.");
    report_close(report, PAGE_PARAGRAPH);
    summary(report);
    if (report->pictures)
        report->pictures(report);
    values(report);
    report_openings(report);
    report_servers(report);
    report_endpoints(report);
    findings(report);
    provenance(report);
    if (report->appendix)
        report->appendix(report);
    report->page->format->end(report->page);
}
