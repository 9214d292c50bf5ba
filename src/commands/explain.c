/*
 * osnetc explain: takes a rule's name or a catalogue entry, gives the rule's page, or what comes
 * of the entry.
 */
#include <string.h>

#include "commands/entry.h"
#include "commands/pages.h"
#include "commands/topology.h"
#include "diagnostics/registry.h"

enum { OPTION_LIST };

static enum exit_status print_page(const struct options *options, const char *name, FILE *out)
{
    const char *command = options->command->name;
    const struct rule_info *rule = registry_find(name);
    if (!rule) {
        const char *nearest = registry_nearest(name);
        if (nearest)
            return complain(command, "no rule '%s'; did you mean '%s'?", name, nearest);
        return complain(command, "no rule '%s'; 'osnetc explain --list' lists them", name);
    }
    const char *page = page_of(options, rule);
    if (!page)
        return complain(command, "there is no page of %s in %s/rules", name,
                        options->compilation->stdlib);
    fputs(page_body(page), out);
    fprintf(out, "\nrule: %s\nseverity: %s\n", rule->name, severity_name(rule->severity));
    static const char *const keys[] = {"catalogue", "source"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        size_t length;
        const char *value = page_front_matter(page, keys[i], &length);
        if (length)
            fprintf(out, "%s: %.*s\n", keys[i], (int)length, value);
    }
    return EXIT_OK;
}

static enum exit_status run(struct options *options)
{
    const char *command = options->command->name;
    const struct rule_info *rule;
    if (options->own[OPTION_LIST] ? options->words.count != 0 : options->words.count == 0)
        return complain(command, "needs the name of a rule, a catalogue entry, or --list");
    struct result result;
    enum exit_status status = result_open(options, &result);
    if (status != EXIT_OK)
        return status;
    for (uint32_t i = 0; options->own[OPTION_LIST] && (rule = registry_at(i)); i++)
        rule_line(rule, result.out);
    for (uint32_t i = 0; i < options->words.count && status == EXIT_OK; i++) {
        const char *word = options->words.items[i];
        fputs(i ? "\n" : "", result.out);
        status = is_entry(word) ? entry_explain(options, word, result.out)
                                : print_page(options, word, result.out);
    }
    if (status == EXIT_OK)
        return result_deliver(options, &result, NULL);
    result_drop(&result);
    return status;
}

const struct command command_explain = {
    .name = "explain",
    .usage = "explain RULE|ENTRY… | --list",
    .summary = "say what a rule, or an entry of the catalogue, is about",
    .description =
        "Prints the page of a rule: what it says and why, where that comes from, a topology that\n"
        "breaks it and the same one mended. For an entry of the catalogue, such as LT-009: what\n"
        "it says, the rules, required openings and advice that come from it, with the profiles\n"
        "that have them, and where else it is seen to. With --list: every rule, its severity and a "
        "line on it.",
    .example = "osnetc explain lifetime-address-offloading",
    .options = {[OPTION_LIST] = {0, "list", NULL, "list the rules"}},
    .topology = false,
    .run = run,
};
