/*
 * Settings of a compilation: takes names and values as a user wrote them, gives them checked.
 */
#include "settings.h"

#include <string.h>

#include "diagnostics/language.h"
#include "diagnostics/registry.h"

/* Whether RULE tells of text that was not understood. That must not be passed over: the outputs
 * would silently lack it. */
static bool is_fixed(const struct rule_info *rule)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        if (rule == &language_rules[i])
            return rule->severity == SEVERITY_ERROR;
    return false;
}

const char *settings_severity(struct compilation *compilation, const char *name,
                              enum severity severity)
{
    struct arena *arena = compilation->arena;
    struct diagnostics *diagnostics = &compilation->diagnostics;
    const struct rule_info *rule = registry_find(name);
    if (!rule) {
        const char *nearest = registry_nearest(name);
        return nearest ? arena_printf(arena, "there is no rule '%s'; did you mean '%s'?", name,
                                      nearest)
                       : arena_printf(arena, "there is no rule '%s'", name);
    }
    if (is_fixed(rule) && severity != SEVERITY_ERROR)
        return arena_printf(arena, "'%s' is a mistake in the language, always an error", name);
    struct severity_override *override = vec_push(arena, &diagnostics->overrides);
    override->rule = rule;
    override->severity = severity;
    return NULL;
}

/* A name as the language has it: a letter, then letters, digits, _ and single - between them. */
static bool is_name(const char *text)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static const char inner[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
    if (!*text || !strchr(letters, *text))
        return false;
    for (text++; *text; text++)
        if (!strchr(inner, *text) && (*text != '-' || text[-1] == '-' || !text[1]))
            return false;
    return true;
}

const char *settings_define(struct compilation *compilation, const char *name, const char *value)
{
    struct arena *arena = compilation->arena;
    if (!is_name(name))
        return arena_printf(arena, "'%s' is no name of a constant", name);
    struct define *define = vec_push(arena, &compilation->defines);
    define->name = arena_copy(arena, name, strlen(name));
    define->value = arena_copy(arena, value, strlen(value));
    return NULL;
}
