/*
 * src/diagnostics: findings collected, sorted, counted, and put into text and JSON.
 */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "diagnostics/diagnostics.h"
#include "diagnostics/language.h"
#include "diagnostics/registry.h"
#include "diagnostics/render.h"

static struct arena *arena;
static struct sources sources;
static struct diagnostics diagnostics;

static const struct rule_info offloading = {"lifetime-address-offloading", SEVERITY_ERROR, "…"};
static const struct rule_info mild = {"mild", SEVERITY_WARNING, "a warning"};
static const struct rule_info hint = {"hint", SEVERITY_ADVICE, "advice"};

static void set_up(void)
{
    arena = arena_create();
    cr_assert(arena);
    sources = (struct sources){.arena = arena};
    diagnostics = (struct diagnostics){.arena = arena, .sources = &sources};
}

static void tear_down(void)
{
    arena_destroy(arena);
}

TestSuite(diagnostics, .init = set_up, .fini = tear_down);
TestSuite(render, .init = set_up, .fini = tear_down);
TestSuite(registry);

static struct source_file *take(const char *path, const char *text)
{
    struct source_file *file = source_take(&sources, path, text, strlen(text));
    cr_assert(file);
    return file;
}

/* The first PART of FILE. */
static struct place place_of(const struct source_file *file, const char *part)
{
    const char *found = strstr(file->text, part);
    cr_assert(found, "no '%s' in %s", part, file->path);
    uint32_t begin = file->base + (uint32_t)(found - file->text);
    return (struct place){begin, begin + (uint32_t)strlen(part)};
}

static const char *text_of(bool color, bool quiet)
{
    char *written = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&written, &size);
    diagnostics_finish(&diagnostics);
    render_text(&diagnostics, out, color, quiet);
    fclose(out);
    char *copy = arena_copy(arena, written, size);
    free(written);
    return copy;
}

static json_t *json_of(void)
{
    char *written = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&written, &size);
    diagnostics_finish(&diagnostics);
    render_json(&diagnostics, out);
    fclose(out);
    cr_assert(size > 0 && written[size - 1] == '\n');
    json_t *value = json_loads(written, JSON_REJECT_DUPLICATES, NULL);
    cr_assert(value, "not JSON: %s", written);
    free(written);
    return value;
}

static void expect_text(const char *expected)
{
    const char *found = text_of(false, false);
    cr_assert(strcmp(found, expected) == 0, "expected:\n%s\nfound:\n%s", expected, found);
}

/* Reports PART of FILE as a mild finding with the message MESSAGE. */
static struct finding *report_part(const struct source_file *file, const char *part,
                                   const char *message)
{
    return report(&diagnostics, &mild, place_of(file, part), "%s", message);
}

static const char acme[] =
    "environment dev \"Development\" {\n"
    "    purpose development;\n"
    "    server servername { roles front-end, controller; address 10.10.1.10; }\n"
    "    database { engine sql-server; address 10.10.1.20; }\n"
    "    reverse-proxy rp { domain \"www.exampledomain.com\"; ssl-offloading on; serve servername; "
    "}\n"
    "}\n"
    "\n"
    "environment lt \"LifeTime\" {\n"
    "    purpose lifetime;\n"
    "    server lt1 { roles front-end, controller; address 10.10.9.10; }\n"
    "    database { engine sql-server; address 10.10.9.20; }\n"
    "    manage dev \"servername\";\n"
    "}\n";

/* The worked example of the language's design. */
static struct finding *report_offloading(const struct source_file *file)
{
    struct place name = place_of(file, "\"servername\"");
    struct finding *finding =
        report(&diagnostics, &offloading, name,
               "LifeTime reaches '%s' as \"servername\", but 'rp' offloads SSL", "dev");
    finding_label(&diagnostics, finding, "LifeTime needs HTTPS here, and only '%s' serves it",
                  "rp");
    finding_relate(&diagnostics, finding, place_of(file, "ssl-offloading on"), "SSL ends here");
    finding_help(&diagnostics, finding, "use the proxy's domain: manage dev \"%s\";",
                 "www.exampledomain.com");
    finding_fix(&diagnostics, finding, name, "\"www.exampledomain.com\"");
    finding_expect(&diagnostics, finding, "www.exampledomain.com");
    finding_cite(&diagnostics, finding, "LT-009 LT-010");
    finding_cite(&diagnostics, finding, "LT-010  NET-1 LT-01");
    return finding;
}

Test(diagnostics, are_sorted_by_place_then_rule)
{
    const struct source_file *first = take("a", "one two"), *second = take("b", "three");
    report(&diagnostics, &mild, place_of(second, "three"), "5");
    report(&diagnostics, &mild, place_of(first, "two"), "4");
    report(&diagnostics, &offloading, place_of(first, "two"), "3");
    report(&diagnostics, &mild, place_of(first, "one"), "2");
    report(&diagnostics, &mild, (struct place){0, 0}, "1");
    diagnostics_finish(&diagnostics);
    cr_assert_eq(diagnostics.findings.count, 5);
    for (uint32_t i = 0; i < 5; i++)
        cr_expect_eq(diagnostics.findings.items[i]->message[0], (char)('1' + i));
}

Test(diagnostics, equal_ones_are_one_with_copies)
{
    const struct source_file *file = take("a", "one two");
    for (int i = 0; i < 4; i++)
        report_part(file, "one", "the same")->copies = i == 2 ? 10 : 0;
    report_part(file, "one", "another");
    report_part(file, "two", "the same");
    report_part(file, "two", "the same")->accepted = "known";
    cr_assert_eq(diagnostics.warnings, 7, "before the end each counts");
    diagnostics_finish(&diagnostics);
    cr_assert_eq(diagnostics.findings.count, 4);
    cr_assert_str_eq(diagnostics.findings.items[1]->message, "the same");
    cr_assert_eq(diagnostics.findings.items[1]->copies, 13);
    cr_assert_eq(diagnostics.warnings, 3, "accepted ones do not count");
}

Test(diagnostics, severities_follow_the_command_line)
{
    const struct place nowhere = {0, 0};
    diagnostics.werror = true;
    struct severity_override overrides[] = {
        {&hint, SEVERITY_ERROR}, {&hint, SEVERITY_WARNING}, {&offloading, SEVERITY_OFF}};
    for (size_t i = 0; i < 3; i++)
        vec_add(arena, &diagnostics.overrides, overrides[i]);
    cr_assert_eq(report(&diagnostics, &mild, nowhere, "m")->severity, SEVERITY_ERROR);
    cr_assert_eq(report(&diagnostics, &hint, nowhere, "h")->severity, SEVERITY_ERROR,
                 "the last override counts, then --werror");
    struct finding *off = report(&diagnostics, &offloading, nowhere, "o");
    cr_assert(off);
    finding_help(&diagnostics, off, "nobody reads this");
    finding_relate(&diagnostics, off, nowhere, "nor this");
    cr_assert_null(off->help);
    cr_assert_eq(off->related.count, 0);
    diagnostics_finish(&diagnostics);
    cr_assert_eq(diagnostics.findings.count, 2);
    cr_assert_eq(diagnostics.errors, 2);
    cr_assert_eq(diagnostics.warnings, 0);
}

Test(diagnostics, beyond_the_limit_errors_take_the_place_of_milder_ones)
{
    for (int i = 0; i < FINDING_LIMIT + 5; i++)
        report(&diagnostics, i % 2 ? &mild : &hint, (struct place){0, 0}, "%d", i);
    for (int i = 0; i < 3; i++)
        report(&diagnostics, &offloading, (struct place){0, 0}, "error %d", i);
    cr_assert_eq(diagnostics.dropped, 8);
    const char *text = text_of(false, false);
    cr_assert_eq(diagnostics.findings.count, FINDING_LIMIT);
    cr_assert_eq(diagnostics.errors, 3);
    cr_assert_eq(diagnostics.errors + diagnostics.warnings + diagnostics.advice, FINDING_LIMIT + 8);
    cr_assert(strstr(text, "error 0") && strstr(text, "error 2"));
    cr_assert(strstr(text,
                     "\n3 errors, 5002 warnings, 5003 advice (8 beyond the limit of 10000 are "
                     "not shown)\n"),
              "%s", text + strlen(text) - 120);
}

Test(render, the_worked_example)
{
    report_offloading(take("acme.osnet", acme));
    expect_text(
        "error[lifetime-address-offloading]: LifeTime reaches 'dev' as \"servername\", but 'rp' "
        "offloads SSL\n"
        "  --> acme.osnet:12:16\n"
        "   |\n"
        "12 |     manage dev \"servername\";\n"
        "   |                ^^^^^^^^^^^^ LifeTime needs HTTPS here, and only 'rp' serves it\n"
        "   |\n"
        "  ::: acme.osnet:5:56\n"
        "   |\n"
        " 5 |     reverse-proxy rp { domain \"www.exampledomain.com\"; ssl-offloading on; serve "
        "servername; }\n"
        "   |                                                        ----------------- SSL ends "
        "here\n"
        "   = help: use the proxy's domain: manage dev \"www.exampledomain.com\";\n"
        "   = see: osnetc explain lifetime-address-offloading\n"
        "\n"
        "1 error\n");
}

Test(render, marks_stand_under_tabs_and_wide_characters)
{
    const struct source_file *file =
        take("a", "\tx\ty\n\xE6\x97\xA5\xE6\x9C\xAC z\ne\xCC\x81\xCC\x81 w\n");
    report_part(file, "y", "tab");
    report_part(file, "\xE6\x9C\xAC", "wide");
    report_part(file, "z", "behind wide");
    report_part(file, "w", "behind accents");
    expect_text("warning[mild]: tab\n"
                " --> a:1:4\n"
                "  |\n"
                "1 |     x   y\n"
                "  |         ^\n"
                "  = see: osnetc explain mild\n"
                "\n"
                "warning[mild]: wide\n"
                " --> a:2:2\n"
                "  |\n"
                "2 | \xE6\x97\xA5\xE6\x9C\xAC z\n"
                "  |   ^^\n"
                "  = see: osnetc explain mild\n"
                "\n"
                "warning[mild]: behind wide\n"
                " --> a:2:4\n"
                "  |\n"
                "2 | \xE6\x97\xA5\xE6\x9C\xAC z\n"
                "  |      ^\n"
                "  = see: osnetc explain mild\n"
                "\n"
                "warning[mild]: behind accents\n"
                " --> a:3:5\n"
                "  |\n"
                "3 | e\xCC\x81\xCC\x81 w\n"
                "  |   ^\n"
                "  = see: osnetc explain mild\n"
                "\n"
                "4 warnings\n");
}

Test(render, ends_of_lines_and_files_have_a_mark)
{
    const struct source_file *file = take("a", "zone {\r\n  b\n\n");
    struct place whole = {file->base + 5, file->base + 12}; /* from { on, over two lines */
    struct place line_end = {file->base + 11, file->base + 11},
                 end = {file->base + 13, file->base + 13};
    report(&diagnostics, &mild, whole, "1");
    report(&diagnostics, &mild, line_end, "2");
    report(&diagnostics, &mild, end, "3");
    expect_text("warning[mild]: 1\n --> a:1:6\n  |\n1 | zone {\n  |      ^\n"
                "  = see: osnetc explain mild\n\n"
                "warning[mild]: 2\n --> a:2:4\n  |\n2 |   b\n  |    ^\n"
                "  = see: osnetc explain mild\n\n"
                "warning[mild]: 3\n --> a:4:1\n  |\n4 |\n  | ^\n"
                "  = see: osnetc explain mild\n\n"
                "3 warnings\n");
}

Test(render, nothing_raw_reaches_the_terminal)
{
    const struct source_file *file =
        take("a\x1b[2J", "x \x1b[31m\x7f \xFF \xE2\x80\xAE \xC2\x85 \xEF\xBB\xBF q\n");
    struct finding *finding = report_part(file, "q", "m\n\x07 \x80");
    finding_help(&diagnostics, finding, "h\t\xE2\x80\xAA");
    expect_text("warning[mild]: m\\n\\u{7} \\x80\n"
                " --> a\\u{1b}[2J:1:18\n"
                "  |\n"
                "1 | x \\u{1b}[31m\\u{7f} \\xff \\u{202e} \\u{85} \\u{feff} q\n"
                "  |                                                  ^\n"
                "  = help: h\\t\\u{202a}\n"
                "  = see: osnetc explain mild\n"
                "\n"
                "1 warning\n");
}

/* The line with the text and the one with the marks must agree: the N characters above the marks
 * are PART's. */
static void expect_marked(const char *text, const char *part)
{
    const char *line = strstr(text, "1 | ");
    cr_assert(line, "%s", text);
    line += 4;
    const char *marks = strchr(line, '\n') + 1 + 4, *caret = strchr(marks, '^');
    cr_assert(caret, "%s", text);
    size_t column = (size_t)(caret - marks);
    if (strncmp(line, "…", strlen("…")) == 0)
        column += strlen("…") - 1;
    cr_assert_eq(strncmp(line + column, part, strlen(part)), 0, "%s", text);
    cr_assert_lt((size_t)(strchr(line, '\n') - line), 170, "%s", text);
}

Test(render, long_lines_are_cut_around_the_place)
{
    static const size_t before[] = {0, 30, 59, 60, 61, 62, 100, 200, 1020, 1024, 1030, 100000};
    static const size_t behind[] = {0, 1, 40, 97, 98, 99, 100, 300, 9000};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        for (size_t j = 0; j < sizeof behind / sizeof *behind; j++) {
            char *text = arena_alloc(arena, before[i] + behind[j] + 5);
            memset(text, 'a', before[i]);
            memcpy(text + before[i], "MARK", 4);
            memset(text + before[i] + 4, 'b', behind[j]);
            const struct source_file *file = take("a", text);
            diagnostics.findings.count = 0;
            report_part(file, "MARK", "m");
            expect_marked(text_of(false, true), "MARK");
        }
    char *everything = arena_alloc(arena, 1001);
    memset(everything, 'c', 1000);
    diagnostics.findings.count = 0;
    report_part(take("a", everything), everything, "m");
    expect_marked(text_of(false, true), "ccc");
}

Test(render, a_cut_inside_wide_characters_keeps_marks_in_place)
{
    char *text = arena_alloc(arena, 1000);
    for (int i = 0; i < 100; i++)
        strcat(text, "\xE6\x97\xA5");
    strcat(text, "xMARK");
    for (int i = 0; i < 100; i++)
        strcat(text, "\xE6\x97\xA5");
    report_part(take("a", text), "MARK", "m");
    const char *found = text_of(false, true), *line = strstr(found, "1 | …") + strlen("1 | …");
    /* A wide character that the edge cuts leaves a space, so 60 cells stand before the mark. */
    const char *mark = strstr(line, "MARK");
    int cells = 0;
    for (const char *at = line; at < mark; at++)
        cells += (*at & 0x80) == 0 ? 1 : ((unsigned char)*at == 0xE6 ? 2 : 0);
    cr_assert_eq(cells, 60, "%s", found);
    cr_assert(strstr(found, "^^^^\n"));
}

Test(render, findings_about_no_line_have_no_snippet)
{
    struct finding *finding = report(&diagnostics, &hint, (struct place){0, 0}, "no line");
    finding_label(&diagnostics, finding, "a word");
    finding_relate(&diagnostics, finding, (struct place){0, 0}, "another");
    finding_relate(&diagnostics, finding, place_of(take("a", "text"), "ext"), "a place");
    expect_text("advice[hint]: no line\n"
                " ::: a:1:2\n"
                "  |\n"
                "1 | text\n"
                "  |  --- a place\n"
                "  = note: a word\n"
                "  = note: another\n"
                "  = see: osnetc explain hint\n"
                "\n"
                "1 advice\n");
}

Test(render, many_further_places_are_counted)
{
    const struct source_file *file = take("a", "text");
    struct finding *finding = report_part(file, "text", "m");
    finding->copies = 1;
    for (int i = 0; i < 9; i++)
        finding_relate(&diagnostics, finding, place_of(file, "text"), "r%d", i);
    const char *text = text_of(false, true);
    cr_assert(strstr(text, "warning[mild]: m (and in 1 copy)\n"));
    cr_assert(strstr(text, "---- r7\n"));
    cr_assert_null(strstr(text, "r8"));
    cr_assert(strstr(text, "  = note: and 1 more place\n"));
}

Test(render, accepted_findings_are_not_shown)
{
    const struct source_file *file = take("a", "text");
    report_part(file, "text", "m")->accepted = "we know";
    cr_assert_str_eq(text_of(false, false), "");
    json_t *open = json_of();
    cr_assert_eq(json_array_size(json_object_get(open, "diagnostics")), 0);
    json_decref(open);
    struct writer written = {.arena = arena};
    struct json report = {.to = &written, .levels[0].flat = true};
    render_json_findings(&diagnostics, &report, true);
    cr_assert(memmem(written.bytes, written.used, "\"accepted\": \"we know\"", 21));
}

Test(render, color_adds_nothing_but_escapes)
{
    report_offloading(take("acme.osnet", acme));
    report(&diagnostics, &mild, (struct place){0, 0}, "w");
    report(&diagnostics, &hint, (struct place){0, 0}, "a");
    const char *plain = text_of(false, false), *colored = text_of(true, false);
    cr_assert_null(strchr(plain, '\33'));
    cr_assert(strstr(colored, "\33[1;31merror[lifetime-address-offloading]\33[0m"));
    cr_assert(strstr(colored, "\33[1;35mwarning[mild]\33[0m"));
    cr_assert(strstr(colored, "\33[1;36madvice[hint]\33[0m"));
    char *stripped = arena_alloc(arena, strlen(colored) + 1), *to = stripped;
    for (const char *at = colored; *at; at++) {
        if (*at == '\33')
            at = strchr(at, 'm');
        else
            *to++ = *at;
    }
    cr_assert_str_eq(stripped, plain);
}

Test(render, json_of_the_worked_example)
{
    report_offloading(take("acme.osnet", acme));
    json_t *found = json_of();
    json_t *expected = json_loads(
        "{\"diagnostics\": [{\"rule\": \"lifetime-address-offloading\", \"severity\": \"error\","
        " \"catalogue\": [\"LT-009\", \"LT-010\", \"NET-1\", \"LT-01\"],"
        " \"message\": \"LifeTime reaches 'dev' as \\\"servername\\\", but 'rp' offloads SSL\","
        " \"expected\": [\"www.exampledomain.com\"],"
        " \"location\": {\"file\": \"acme.osnet\", \"start\": {\"line\": 12, \"column\": 16},"
        "                \"end\": {\"line\": 12, \"column\": 28}},"
        " \"related\": [{\"message\": \"SSL ends here\", \"location\": {\"file\": \"acme.osnet\","
        "    \"start\": {\"line\": 5, \"column\": 56}, \"end\": {\"line\": 5, \"column\": 73}}}],"
        " \"help\": \"use the proxy's domain: manage dev \\\"www.exampledomain.com\\\";\","
        " \"fix\": {\"location\": {\"file\": \"acme.osnet\", \"start\": {\"line\": 12, \"column\": "
        "16},"
        "                \"end\": {\"line\": 12, \"column\": 28}},"
        "    \"replacement\": \"\\\"www.exampledomain.com\\\"\"}}],"
        " \"summary\": {\"errors\": 1, \"warnings\": 0, \"advice\": 0}}",
        0, NULL);
    cr_assert(expected);
    char *shown = json_dumps(found, JSON_INDENT(2));
    cr_assert(json_equal(found, expected), "%s", shown);
    free(shown);
    json_decref(found);
    json_decref(expected);
}

Test(render, json_loses_no_finding_to_bytes_that_are_no_utf8)
{
    struct finding *finding = report_part(take("\xFF.osnet", "text"), "text", "m \xC3( \x80");
    finding_help(&diagnostics, finding, "%s", "\xED\xA0\x80");
    finding->copies = 2;
    report(&diagnostics, &mild, (struct place){0, 0}, "%s", "line\nend");
    json_t *found = json_of(), *list = json_object_get(found, "diagnostics");
    cr_assert_eq(json_array_size(list), 2);
    json_t *first = json_array_get(list, 0), *second = json_array_get(list, 1);
    cr_assert(json_is_null(json_object_get(first, "location")));
    cr_assert(json_is_null(json_object_get(first, "help")));
    cr_assert(json_is_null(json_object_get(first, "fix")));
    cr_assert_str_eq(json_string_value(json_object_get(first, "message")), "line\nend");
    cr_assert_str_eq(json_string_value(json_object_get(second, "message")), "m \uFFFD( \uFFFD");
    cr_assert_str_eq(
        json_string_value(json_object_get(json_object_get(second, "location"), "file")),
        "\uFFFD.osnet");
    cr_assert_eq(json_integer_value(json_object_get(second, "copies")), 2);
    json_decref(found);
}

Test(registry, finds_every_rule_and_lists_them_in_order)
{
    const struct rule_info *rule, *before = NULL;
    uint32_t count = 0;
    for (; (rule = registry_at(count)); count++) {
        cr_assert_eq(registry_find(rule->name), rule, "%s", rule->name);
        cr_assert(!before || strcmp(before->name, rule->name) < 0, "%s comes twice or too late",
                  rule->name);
        cr_assert_geq(rule->severity, SEVERITY_ADVICE);
        cr_assert(*rule->summary);
        before = rule;
    }
    cr_assert_geq(count, LANGUAGE_COUNT);
    cr_assert_eq(registry_find("syntax"), LANGUAGE_RULE(SYNTAX));
    cr_assert_null(registry_find("no-such-rule"));
    cr_assert_null(registry_find(""));
    cr_assert_null(registry_at(count + 1));
}
