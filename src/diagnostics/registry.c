/*
 * The two tables of rules as one. There are some dozens and they are asked for now and then, so
 * that scanning them is enough and no table has to be built.
 */
#include "diagnostics/registry.h"

#include <string.h>

#include "base/nearest.h"
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

/* The rule behind BEFORE (NULL: the first) in alphabetical order, or NULL. */
static const struct rule_info *behind(const struct rule_info *before)
{
    const struct rule_info *rule, *next = NULL;
    for (uint32_t i = 0; (rule = either(i)); i++)
        if ((!before || strcmp(rule->name, before->name) > 0) &&
            (!next || strcmp(rule->name, next->name) < 0))
            next = rule;
    return next;
}

const struct rule_info *registry_at(uint32_t i)
{
    const struct rule_info *rule = behind(NULL);
    for (; rule && i > 0; i--)
        rule = behind(rule);
    return rule;
}

const char *registry_nearest(const char *word)
{
    struct nearest nearest = nearest_to(word);
    for (const struct rule_info *rule = behind(NULL); rule; rule = behind(rule))
        nearest_try(&nearest, rule->name);
    return nearest.candidate;
}
