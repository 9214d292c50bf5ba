/*
 * Operands too many and too few: takes the statement, reports what is wrong with it and how it is
 * written.
 */
#include <string.h>

#include "base/nearest.h"
#include "diagnostics/language.h"
#include "model/bind.h"

void operand_surplus(const struct binding *binding, const struct value *value, enum kind kind,
                     const struct keyword *row)
{
    struct binder *binder = binding->binder;
    size_t length;
    const char *raw = value_raw(binder, value, &length);
    const char *word = arena_copy(binder->arena, raw, length);
    if (value->shape == SHAPE_NAME && schema_find(word, kind) != KEYWORD_COUNT) {
        struct finding *finding =
            value_report(binder, value, LANGUAGE_RULE(SYNTAX), "expected '%c' before '%s'",
                         row->makes == kind && kind != KIND_TOP ? '{' : ';', word);
        if (finding)
            finding_label(binder->diagnostics, finding, "`%s` begins a statement of its own", word);
        binder->model->objects.items[binding->object].incomplete = true;
        return;
    }
    struct finding *finding =
        value_report(binder, value, LANGUAGE_RULE(OPERANDS),
                     "`%s` takes no more values than those before this one", row->name);
    if (!finding)
        return;
    if (value->shape == SHAPE_NAME && row->operands[1].type == TYPE_TITLE)
        finding_help(binder->diagnostics, finding, "a title stands in quotes: \"%s\"", word);
    else if (row->targets.type == TYPE_NONE && row->operands[0].list)
        finding_help(binder->diagnostics, finding,
                     "several values of one kind are separated by commas");
    else
        finding_help(binder->diagnostics, finding, "it is written so: %s",
                     schema_example(binder->arena, row));
}

bool operand_missing(const struct binding *binding, const struct value *keyword, const char *format,
                     const struct keyword *row)
{
    struct finding *finding =
        value_report(binding->binder, keyword, LANGUAGE_RULE(OPERANDS), format, row->name);
    if (!finding)
        return false;
    finding_help(binding->binder->diagnostics, finding, "it is written so: %s",
                 schema_example(binding->binder->arena, row));
    if (row->entries)
        finding_cite(binding->binder->diagnostics, finding, row->entries);
    return false;
}

bool operand_no_ports(const struct binding *binding, const struct value *values, uint32_t count,
                      const struct keyword *row)
{
    bool swallowed = values[count - 1].shape == SHAPE_IPV6;
    return swallowed ? value_wrong(binding, &values[count - 1], LANGUAGE_RULE(OPERANDS),
                                   arena_printf(binding->binder->arena,
                                                "`%s` lacks ':' and its ports", row->name),
                                   "behind an IPv6 address the ':' of the ports needs a space")
                     : operand_missing(binding, &values[0], "`%s` lacks ':' and its ports", row);
}

/* Whether the property or fact SUBJECT can ever be WORD; CHOICES are the words that it can be,
 * where it has such. */
static bool is_possible(const struct binding *binding, const char *subject, const char *word,
                        const char **choices)
{
    const struct model *model = binding->binder->model;
    bool limited = schema_is_choice(SCHEMA_FACTS, subject);
    if (limited)
        *choices = strcmp(subject, "linked-by") == 0 ? schema[KEYWORD_LINK_KIND].operands[0].choices
                                                     : "on off";
    for (int i = 0; i < KEYWORD_COUNT; i++) {
        const struct operand_type *type = &schema[i].operands[0];
        if (schema[i].makes != KIND_TOP || schema[i].name[0] != subject[0] ||
            strcmp(schema[i].name, subject) != 0)
            continue;
        bool named = type->type == TYPE_REFERENCE || type->type == TYPE_APP;
        kinds_t kinds = type->type == TYPE_APP ? KINDS(APP) : type->kinds;
        limited = true;
        if (type->type == TYPE_CHOICE || type->type == TYPE_SWITCH)
            *choices = type->type == TYPE_SWITCH ? "on off" : type->choices;
        else if (!named ||
                 resolve(model, binding->object, binding->catalogue, word, strlen(word), kinds)
                     .object)
            return true;
        if (*choices && schema_is_choice(*choices, word))
            return true;
    }
    return !limited || (*choices && schema_is_choice(*choices, word));
}

bool operand_condition(const struct binding *binding, const struct value *values, uint32_t count)
{
    struct binder *binder = binding->binder;
    const char *subject = atom_text(binder->model->atoms, value_atom(&values[1]));
    bool fine = true;
    for (uint32_t i = 3; i < count; i++) {
        const char *word = atom_text(binder->model->atoms, value_atom(&values[i])), *choices = NULL;
        if (values[i].shape != SHAPE_NAME || constant_find(binding, value_atom(&values[i])) ||
            is_possible(binding, subject, word, &choices))
            continue;
        struct nearest nearest = nearest_to(word);
        char *rest = choices ? arena_copy(binder->arena, choices, strlen(choices)) : NULL;
        for (char *choice; rest && (choice = strtok_r(rest, " ", &rest)) != NULL;)
            nearest_try(&nearest, choice);
        fine =
            value_wrong(binding, &values[i], LANGUAGE_RULE(VALUE),
                        arena_printf(binder->arena, "`%s` is never '%s'", subject, word),
                        !choices ? NULL
                        : nearest.candidate
                            ? arena_printf(binder->arena, "did you mean '%s'?", nearest.candidate)
                            : arena_printf(binder->arena, "it is one of: %s", choices));
    }
    return fine;
}
