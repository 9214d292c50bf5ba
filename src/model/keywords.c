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

enum keyword_id binder_keyword(struct binder *binder, uint32_t statement, enum kind kind)
{
    const struct value *keyword = binder_values(binder, statement);
    const char *word = atom_text(binder->model->atoms, keyword->atom);
    const char *place = kind == KIND_TOP ? "at the top of a file"
                                         : arena_printf(binder->arena, "in %s",
                                                        kinds_phrase(binder->arena, 1u << kind));
    if (schema_find_anywhere(word) != KEYWORD_COUNT) {
        struct finding *finding = value_report(binder, keyword, LANGUAGE_RULE(MISPLACED_KEYWORD),
                                               "`%s` does not stand %s", word, place);
        if (finding)
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
        finding_fix(binder->diagnostics, finding, keyword->place, "%s", here);
    } else if (finding && nearest.candidate) {
        finding_help(binder->diagnostics, finding, "`%s` is a keyword, and stands %s",
                     nearest.candidate, places_phrase(binder, nearest.candidate));
    }
    return here && !nearest.tied ? schema_find(here, kind) : KEYWORD_COUNT;
}
