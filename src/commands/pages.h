/*
 * The texts that explain: takes a rule or a path below stdlib/, gives its Markdown, from the
 * --stdlib folder where there is one, else from the binary.
 *
 * A rule's page is Markdown behind a short front matter, whose line "catalogue:" lists the entries
 * that the rule comes from.
 */
#ifndef OSNET_COMMANDS_PAGES_H
#define OSNET_COMMANDS_PAGES_H

#include "commands/options.h"

/* The file PATH below stdlib/, or NULL. */
const char *page_read(const struct options *options, const char *path);

/* The page of RULE, or NULL, likewise. */
const char *page_of(const struct options *options, const struct rule_info *rule);

/* Where the text of PAGE begins: behind its front matter. */
const char *page_body(const char *page);

/* What stands behind "KEY:" in the front matter of PAGE, LENGTH bytes; "" where there is no such
 * line. */
const char *page_front_matter(const char *page, const char *key, size_t *length);

#endif
