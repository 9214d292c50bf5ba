/*
 * The pages of the rules that a report's findings come from: takes the Markdown below
 * stdlib/rules/ (of a --stdlib folder, where it has that page), of which these pages use headings, paragraphs, fenced examples and code between
 * backticks, gives the same in HTML.
 */
#include <string.h>

#include "emit/html.h"
#include "emit/report.h"
#include "emit/rule_pages.h"
#include "stdlib/stdlib.h"

/* Where the line at TEXT ends. */
static const char *line_end(const char *text)
{
    return text + strcspn(text, "\n");
}

static const char *next_line(const char *text)
{
    const char *end = line_end(text);
    return end + (*end == '\n');
}

static bool starts(const char *text, const char *word)
{
    return strncmp(text, word, strlen(word)) == 0;
}

/* Writes the example whose fence is at TEXT; returns what is behind it. */
static const char *example(struct report *report, const char *text)
{
    FILE *out = report->page->out;
    html_part(out, HTML_LISTING, NULL);
    for (text = next_line(text); *text && !starts(text, "```"); text = next_line(text)) {
        html_text(out,
                  arena_printf(report->plan->arena, "%.*s", (int)(line_end(text) - text), text));
        fputc('\n', out);
    }
    html_part(out, HTML_END_LISTING, NULL);
    return next_line(text);
}

/* Writes the paragraph at TEXT; returns what is behind it. */
static const char *paragraph(struct report *report, const char *text)
{
    const char *end = strstr(text, "\n\n");
    if (!end)
        end = text + strlen(text);
    report_open(report, PAGE_PARAGRAPH);
    report_prose(report, text, (size_t)(end - text));
    report_close(report, PAGE_PARAGRAPH);
    return end;
}

static const char *subheading(struct report *report, const char *text)
{
    const char *end = line_end(text);
    text += strspn(text, "# ");
    html_part(report->page->out, HTML_SUBHEADING, "text",
              arena_printf(report->plan->arena, "%.*s", (int)(end - text), text), NULL);
    return next_line(text);
}

/* The text of PAGE behind its front matter and its title; TITLE gets that. */
static const char *body(struct report *report, const char *page, const char **title)
{
    const char *text = starts(page, "---\n") ? strstr(page + 3, "\n---\n") : NULL;
    text = text ? text + strlen("\n---\n") : page;
    text += strspn(text, "\n# ");
    *title = arena_printf(report->plan->arena, "%.*s", (int)(line_end(text) - text), text);
    return next_line(text);
}

static void rule_page(struct report *report, const struct rule_info *rule)
{
    FILE *out = report->page->out;
    const char *path = arena_printf(report->plan->arena, "rules/%s.md", rule->name), *title;
    const char *page = stdlib_text(report->plan->arena, report->plan->model->stdlib, path);
    if (!page)
        page = stdlib_text(report->plan->arena, NULL, path);
    if (!page)
        return;
    const char *text = body(report, page, &title);
    html_part(out, HTML_RULE_PAGE, "name", rule->name, "text", title, NULL);
    while (*(text += strspn(text, "\n")))
        text = starts(text, "```") ? example(report, text)
               : *text == '#'      ? subheading(report, text)
                                   : paragraph(report, text);
    html_part(out, HTML_END_RULE_PAGE, NULL);
}

void rule_pages(struct report *report)
{
    const struct diagnostics *diagnostics = report->diagnostics;
    VEC(const struct rule_info *) rules = {0};
    for (uint32_t i = 0; i < diagnostics->findings.count; i++) {
        const struct rule_info *rule = diagnostics->findings.items[i]->rule;
        bool seen = false;
        for (uint32_t j = 0; j < rules.count && !seen; j++)
            seen = rules.items[j] == rule;
        if (!seen)
            vec_add(report->plan->arena, &rules, rule);
    }
    if (rules.count == 0)
        return;
    report_heading(report, 2, "Rules behind the findings");
    report_paragraph(report, "What each rule says and why, a topology that breaks it and the same "
                             "one mended.");
    for (uint32_t i = 0; i < rules.count; i++)
        rule_page(report, rules.items[i]);
}
