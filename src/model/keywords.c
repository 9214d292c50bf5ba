/*
 * Keywords that have no row where they stand: misplaced ones, misspelt ones.
 *
 * Takes a statement and the kind of block around it, gives what it was probably meant to be.
 */
#include <string.h>

#include "base/nearest.h"
#include "diagnostics/language.h"
#include "model/bind.h"

static const char *places_phrase(const struct binder *binder, const char *word)
{
    kinds_t where = 0;
    for (int i = 0; i < KEYWORD_COUNT; i++)
        if (strcmp(schema[i].name, word) == 0)
            where |= schema[i].where;
    const char *top = where & KINDS(TOP) ? "at the top of a file" : "";
    const char *blocks = kinds_phrase(binder->arena, where & ~KINDS(TOP));
    return arena_printf(binder->arena, "%s%s%s%s", top, top[0] && blocks[0] ? " or " : "",
                        blocks[0] ? "in " : "", blocks);
}

/* The types of which one takes what the other does, more or less. */
static bool are_alike(const struct operand_type *left, const struct operand_type *right)
{
    static const uint8_t groups[][3] = {
        {TYPE_ADDRESS, TYPE_ADDRESS_OR_NETWORK, TYPE_CIDR},
        {TYPE_DNS, TYPE_PATTERN, TYPE_ADDRESSEE},
    };
    if (left->type == TYPE_REFERENCE && right->type == TYPE_REFERENCE)
        return left->kinds & right->kinds;
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++)
        if (memchr(groups[i], left->type, 3) && memchr(groups[i], right->type, 3))
            return true;
    return false;
}

/* The one property of KIND that says what WORD says elsewhere: `cidr` of a network for `address`;
 * or one that is nearly spelt so: `servers` of a zone for `serve`. */
static enum keyword_id counterpart(const char *word, enum kind kind)
{
    const struct keyword *elsewhere = &schema[schema_find_anywhere(word)];
    enum keyword_id found = KEYWORD_COUNT;
    struct nearest nearest = nearest_to(word);
    for (int i = 0; i < KEYWORD_COUNT; i++)
        if (schema[i].where & 1u << kind && schema[i].makes == KIND_TOP)
            nearest_try(&nearest, schema[i].name);
    if (nearest.candidate && !nearest.tied)
        return schema_find(nearest.candidate, kind);
    for (int i = 0; i < KEYWORD_COUNT; i++) {
        if (!(schema[i].where & 1u << kind) || schema[i].makes != KIND_TOP ||
            elsewhere->makes != KIND_TOP || schema[i].often == OFTEN_ANY ||
            !are_alike(&elsewhere->operands[0], &schema[i].operands[0]))
            continue;
        if (found != KEYWORD_COUNT)
            return KEYWORD_COUNT;
        found = (enum keyword_id)i;
    }
    return found;
}

/* What stands in a block of KIND: `roles`, `host`, … */
static const char *keywords_phrase(const struct binder *binder, enum kind kind)
{
    const char *phrase = "";
    for (int i = 0; i < KEYWORD_COUNT; i++)
        if (schema[i].where & 1u << kind)
            phrase = arena_printf(binder->arena, "%s%s`%s`", phrase, phrase[0] ? ", " : "",
                                  schema[i].name);
    return phrase;
}

/* Reports KEYWORD, which may not stand in KIND, and looks for what it may mean. */
static enum keyword_id guess(struct binder *binder, const struct value *keyword, enum kind kind)
{
    const char *word = atom_text(binder->model->atoms, value_atom(keyword));
    const char *place = kind == KIND_TOP ? "at the top of a file"
                                         : arena_printf(binder->arena, "in %s",
                                                        kinds_phrase(binder->arena, 1u << kind));
    if (schema_find_anywhere(word) != KEYWORD_COUNT) {
        struct finding *finding = value_report(binder, keyword, LANGUAGE_RULE(MISPLACED_KEYWORD),
                                               "`%s` does not stand %s", word, place);
        bool unread = !finding || binder->diagnostics->errors >= FINDING_LIMIT;
        enum keyword_id instead = unread ? KEYWORD_COUNT : counterpart(word, kind);
        if (instead != KEYWORD_COUNT)
            finding_help(binder->diagnostics, finding, "did you mean `%s` (%s)?",
                         schema[instead].name, schema[instead].meaning);
        else if (finding)
            finding_help(binder->diagnostics, finding, "it stands %s", places_phrase(binder, word));
        return KEYWORD_COUNT;
    }
    /* Behind so many errors nobody reads a proposal, and looking for one takes time. */
    bool unread = binder->diagnostics->errors >= FINDING_LIMIT;
    struct nearest nearest = nearest_to(word);
    for (int i = 0; i < KEYWORD_COUNT; i++)
        if (schema[i].where & 1u << kind && !unread)
            nearest_try(&nearest, schema[i].name);
    const char *here = nearest.candidate;
    for (int i = 0; !here && !unread && i < KEYWORD_COUNT; i++)
        nearest_try(&nearest, schema[i].name);
    struct finding *finding = value_report(binder, keyword, LANGUAGE_RULE(UNKNOWN_KEYWORD),
                                           "there is no keyword '%s'", word);
    if (finding && here) {
        finding_help(binder->diagnostics, finding, "did you mean `%s`?", here);
        finding_expect(binder->diagnostics, finding, here);
        finding_fix(binder->diagnostics, finding, binder_place(binder, keyword), "%s", here);
    } else if (finding && nearest.candidate) {
        finding_help(binder->diagnostics, finding, "`%s` is a keyword, and stands %s",
                     nearest.candidate, places_phrase(binder, nearest.candidate));
    } else if (finding && !(binder->listed & 1u << kind)) {
        binder->listed |= 1u << kind;
        finding_help(binder->diagnostics, finding, "%s stand: %s", place,
                     keywords_phrase(binder, kind));
    }
    return here && !nearest.tied ? schema_find(here, kind) : KEYWORD_COUNT;
}

enum keyword_id binder_keyword(struct binder *binder, uint32_t statement, enum kind kind)
{
    const struct value *keyword = binder_values(binder, statement);
    struct guess *before = &binder->guesses[value_atom(keyword) % GUESSES];
    /* The members of a set have their statements in common: one is looked up, the others know. */
    if (before->word != value_atom(keyword) || before->kind != kind ||
        !binder->told[keyword - binder->tape->values.items])
        *before = (struct guess){value_atom(keyword), kind, guess(binder, keyword, kind)};
    return before->row;
}
