/*
 * Every rule there is, by name: the language's own (language.h) and the topology's (rules/rules.h).
 */
#ifndef OSNET_DIAGNOSTICS_REGISTRY_H
#define OSNET_DIAGNOSTICS_REGISTRY_H

#include "diagnostics/diagnostics.h"

/* The rule NAME, or NULL. */
const struct rule_info *registry_find(const char *name);

/* The I-th rule in alphabetical order of names, or NULL behind the last. */
const struct rule_info *registry_at(uint32_t i);

/* The name that is nearest to WORD, or NULL. */
const char *registry_nearest(const char *word);

#endif
