/*
 * The two tables of rules as one. There are some dozens and they are asked for now and then, so
 * that scanning them is enough and no table has to be built.
 */
#include "diagnostics/registry.h"

#include <string.h>

#include "diagnostics/language.h"
#include "rules/rules.h"

/* The I-th rule in no special order, or NULL. */
static const struct rule_info *either(uint32_t i)
{
    if (i < LANGUAGE_COUNT)
        return &language_rules[i];
    /* Behind NULL nothing may be read: callers count up from 0. */
    const struct rule *rule = all_rules[i - LANGUAGE_COUNT];
    return rule ? &rule->info : NULL;
}

const struct rule_info *registry_find(const char *name)
{
    const struct rule_info *rule;
    for (uint32_t i = 0; (rule = either(i)); i++)
        if (strcmp(rule->name, name) == 0)
            return rule;
    return NULL;
}

const struct rule_info *registry_at(uint32_t i)
{
    const struct rule_info *rule, *other;
    for (uint32_t j = 0; (rule = either(j)); j++) {
        uint32_t smaller = 0;
        for (uint32_t k = 0; (other = either(k)); k++)
            smaller += strcmp(other->name, rule->name) < 0;
        if (smaller == i)
            return rule;
    }
    return NULL;
}
