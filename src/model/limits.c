/*
 * More than a topology may hold: takes what is being bound, tells once that there is too much.
 */
#include "diagnostics/language.h"
#include "model/bind.h"

/* The most `allow` and `deny`, which are compared in pairs. */
#define OPENINGS_LIMIT 10000u

/* Whether the values of all lists, the members of sets counted one by one, are more than may be,
 * which is told once. */
bool binder_overfull(struct binder *binder, const struct value *value)
{
    if (binder->overfull || binder->held + binder->data.count < WORDS_LIMIT)
        return binder->overfull;
    binder->overfull = true;
    report(binder->diagnostics, LANGUAGE_RULE(LIMIT), binder_place(binder, value),
           "more than %u values, each member of a set counted; those from here on are not read",
           WORDS_LIMIT);
    return true;
}

bool binder_opening_too_many(struct binder *binder, uint32_t statement, enum keyword_id row)
{
    if ((row != KEYWORD_ALLOW && row != KEYWORD_DENY) || ++binder->openings <= OPENINGS_LIMIT)
        return false;
    if (binder->openings == OPENINGS_LIMIT + 1)
        report(binder->diagnostics, LANGUAGE_RULE(LIMIT),
               binder_place(binder, binder_values(binder, statement)),
               "more than %u `allow` and `deny`, those of copies counted; those from here on are "
               "not read",
               OPENINGS_LIMIT);
    return true;
}
