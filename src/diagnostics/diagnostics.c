/*
 * Takes findings as they are met, gives them sorted, folded and counted.
 */
#include "diagnostics/diagnostics.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

const char *severity_name(enum severity severity)
{
    switch (severity) {
    case SEVERITY_OFF: return "off";
    case SEVERITY_ADVICE: return "advice";
    case SEVERITY_WARNING: return "warning";
    case SEVERITY_ERROR: return "error";
    }
    return "off";
}

static enum severity severity_of(const struct diagnostics *diagnostics,
                                 const struct rule_info *rule)
{
    enum severity severity = rule->severity;
    /* The last word of the command line counts. */
    for (uint32_t i = 0; i < diagnostics->overrides.count; i++)
        if (diagnostics->overrides.items[i].rule == rule)
            severity = diagnostics->overrides.items[i].severity;
    return severity == SEVERITY_WARNING && diagnostics->werror ? SEVERITY_ERROR : severity;
}

static void count(struct diagnostics *diagnostics, enum severity severity, uint32_t number)
{
    switch (severity) {
    case SEVERITY_OFF: break;
    case SEVERITY_ADVICE: diagnostics->advice += number; break;
    case SEVERITY_WARNING: diagnostics->warnings += number; break;
    case SEVERITY_ERROR: diagnostics->errors += number; break;
    }
}

static void drop(struct diagnostics *diagnostics, enum severity severity)
{
    diagnostics->dropped++;
    diagnostics->dropped_by[severity]++;
}

/* Whether a kept finding is milder than an error; then it is the one before `milder`. */
static bool finds_milder(struct diagnostics *diagnostics)
{
    while (diagnostics->milder > 0) {
        if (diagnostics->findings.items[diagnostics->milder - 1]->severity != SEVERITY_ERROR)
            return true;
        diagnostics->milder--;
    }
    return false;
}

static bool has_room(struct diagnostics *diagnostics, enum severity severity)
{
    return diagnostics->findings.count < FINDING_LIMIT ||
           (severity == SEVERITY_ERROR && finds_milder(diagnostics));
}

/* FINDING, for which there is room, joins the others. */
static void keep(struct diagnostics *diagnostics, struct finding *finding)
{
    finding->number = ++diagnostics->reported;
    if (diagnostics->findings.count < FINDING_LIMIT) {
        vec_add(diagnostics->arena, &diagnostics->findings, finding);
        diagnostics->milder = diagnostics->findings.count;
        return;
    }
    struct finding **slot = &diagnostics->findings.items[diagnostics->milder - 1];
    drop(diagnostics, (*slot)->severity);
    *slot = finding;
}

static struct finding *nowhere(struct diagnostics *diagnostics)
{
    if (!diagnostics->nowhere)
        diagnostics->nowhere = arena_new(diagnostics->arena, struct finding);
    *diagnostics->nowhere = (struct finding){0};
    return diagnostics->nowhere;
}

struct finding *report(struct diagnostics *diagnostics, const struct rule_info *rule,
                       struct place place, const char *format, ...)
{
    enum severity severity = severity_of(diagnostics, rule);
    count(diagnostics, severity, 1);
    bool kept = severity != SEVERITY_OFF && has_room(diagnostics, severity);
    if (!kept && severity != SEVERITY_OFF)
        drop(diagnostics, severity);
    struct finding *finding =
        kept ? arena_new(diagnostics->arena, struct finding) : nowhere(diagnostics);
    finding->rule = rule;
    finding->severity = severity;
    finding->place = place;
    finding->message = "";
    if (kept) {
        va_list arguments;
        va_start(arguments, format);
        finding->message = arena_vprintf(diagnostics->arena, format, arguments);
        va_end(arguments);
        /* Last, so that a finding never stands half made where memory runs out. */
        keep(diagnostics, finding);
    }
    return finding;
}

/* Whether what is added to FINDING will ever be read. */
static bool is_kept(const struct finding *finding)
{
    return finding->number != 0;
}

void finding_label(struct diagnostics *diagnostics, struct finding *finding, const char *format,
                   ...)
{
    if (!is_kept(finding))
        return;
    va_list arguments;
    va_start(arguments, format);
    finding->label = arena_vprintf(diagnostics->arena, format, arguments);
    va_end(arguments);
}

void finding_help(struct diagnostics *diagnostics, struct finding *finding, const char *format, ...)
{
    if (!is_kept(finding))
        return;
    va_list arguments;
    va_start(arguments, format);
    finding->help = arena_vprintf(diagnostics->arena, format, arguments);
    va_end(arguments);
}

void finding_relate(struct diagnostics *diagnostics, struct finding *finding, struct place place,
                    const char *format, ...)
{
    if (!is_kept(finding))
        return;
    va_list arguments;
    va_start(arguments, format);
    const char *text = arena_vprintf(diagnostics->arena, format, arguments);
    va_end(arguments);
    struct related related = {.place = place, .text = text};
    vec_add(diagnostics->arena, &finding->related, related);
}

void finding_fix(struct diagnostics *diagnostics, struct finding *finding, struct place place,
                 const char *format, ...)
{
    if (!is_kept(finding))
        return;
    va_list arguments;
    va_start(arguments, format);
    finding->fix = arena_vprintf(diagnostics->arena, format, arguments);
    va_end(arguments);
    finding->fix_place = place;
}

void finding_expect(struct diagnostics *diagnostics, struct finding *finding, const char *value)
{
    if (is_kept(finding))
        vec_add(diagnostics->arena, &finding->expected,
                arena_copy(diagnostics->arena, value, strlen(value)));
}

static bool cites(const struct finding *finding, const char *id, size_t length)
{
    for (uint32_t i = 0; i < finding->catalogue.count; i++) {
        const char *cited = finding->catalogue.items[i];
        if (strncmp(cited, id, length) == 0 && cited[length] == '\0')
            return true;
    }
    return false;
}

void finding_cite(struct diagnostics *diagnostics, struct finding *finding, const char *ids)
{
    while (is_kept(finding) && *ids) {
        size_t length = strcspn(ids, " ");
        if (length > 0 && !cites(finding, ids, length))
            vec_add(diagnostics->arena, &finding->catalogue,
                    arena_copy(diagnostics->arena, ids, length));
        ids += length + (ids[length] == ' ');
    }
}

bool diagnostics_suggest(struct diagnostics *diagnostics, uint32_t count)
{
    if (diagnostics->errors >= FINDING_LIMIT || diagnostics->compared >= COMPARED_LIMIT)
        return false;
    diagnostics->compared += count < COMPARED_LIMIT ? count : COMPARED_LIMIT;
    return true;
}

static int by_number(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

/* One that is accepted comes behind its like that is not: the two are never folded. */
static int compare_content(const struct finding *a, const struct finding *b)
{
    int order = by_number(a->place.begin, b->place.begin);
    if (!order)
        order = by_number(a->place.end, b->place.end);
    if (!order && a->rule != b->rule)
        order = strcmp(a->rule->name, b->rule->name);
    if (!order)
        order = strcmp(a->message, b->message);
    if (!order)
        order = (a->accepted != NULL) - (b->accepted != NULL);
    if (!order && a->accepted)
        order = strcmp(a->accepted, b->accepted);
    return order;
}

static int compare(const void *left, const void *right)
{
    const struct finding *a = *(struct finding *const *)left, *b = *(struct finding *const *)right;
    int order = compare_content(a, b);
    return order ? order : by_number(a->number, b->number);
}

void diagnostics_finish(struct diagnostics *diagnostics)
{
    struct finding **items = diagnostics->findings.items;
    uint32_t kept = 0;
    if (diagnostics->findings.count > 0)
        qsort(items, diagnostics->findings.count, sizeof *items, compare);
    for (uint32_t i = 0; i < diagnostics->findings.count; i++) {
        if (kept > 0 && compare_content(items[kept - 1], items[i]) == 0)
            items[kept - 1]->copies += items[i]->copies + 1;
        else
            items[kept++] = items[i];
    }
    diagnostics->findings.count = kept;

    diagnostics->errors = diagnostics->warnings = diagnostics->advice = 0;
    for (uint32_t i = 0; i < kept; i++)
        if (!items[i]->accepted)
            count(diagnostics, items[i]->severity, 1);
    for (enum severity severity = SEVERITY_ADVICE; severity <= SEVERITY_ERROR; severity++)
        count(diagnostics, severity, diagnostics->dropped_by[severity]);
}
