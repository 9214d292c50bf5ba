/*
 * The language's rules as a table, from language.def.
 */
#include "diagnostics/language.h"

const struct rule_info language_rules[LANGUAGE_COUNT] = {
#define LANGUAGE(id, name, severity, summary)                                                      \
    [LANGUAGE_##id] = {name, SEVERITY_##severity, summary},
#include "diagnostics/language.def"
#undef LANGUAGE
};
