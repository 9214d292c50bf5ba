/*
 * The rules of the language itself: what is wrong before there is a topology to judge.
 *
 * One row of language.def each; LANGUAGE_RULE(SYNTAX) is the rule_info for report().
 */
#ifndef OSNET_DIAGNOSTICS_LANGUAGE_H
#define OSNET_DIAGNOSTICS_LANGUAGE_H

#include "diagnostics/diagnostics.h"

enum language_rule {
#define LANGUAGE(id, ...) LANGUAGE_##id,
#include "diagnostics/language.def"
#undef LANGUAGE
    LANGUAGE_COUNT,
};

extern const struct rule_info language_rules[LANGUAGE_COUNT];

#define LANGUAGE_RULE(id) (&language_rules[LANGUAGE_##id])

#endif
