/*
 * An entry of the catalogue, and what comes of it.
 *
 * Takes an ID such as LT-009, gives what the entry says, the rules that come from it, the
 * statements of each profile that cite it, and where else it is seen to.
 */
#ifndef OSNET_COMMANDS_ENTRY_H
#define OSNET_COMMANDS_ENTRY_H

#include "commands/options.h"

/* Whether WORD looks like an entry: letters, a hyphen, digits. */
bool is_entry(const char *word);

/* Writes what comes of ENTRY, in letters of either case. EXIT_USAGE, with a complaint, where there
 * is no such entry. */
enum exit_status entry_explain(const struct options *options, const char *entry, FILE *out);

/* A rule on one line: its name, its severity, what it is about. */
void rule_line(const struct rule_info *rule, FILE *out);

#endif
