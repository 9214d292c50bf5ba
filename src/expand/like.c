/*
 * A `like` that names nothing, or goes in a circle: takes the statement, tells which block was
 * perhaps meant.
 */
#include "base/nearest.h"
#include "diagnostics/language.h"
#include "expand/merger.h"

/* Collects the statements that were not understood. */
static void look_for_lost(const struct merger *merger)
{
    merger->lost->looked = true;
    for (uint32_t s = 0; s < merger->in->statements.count; s++) {
        const struct value *keyword = values_of(merger, s);
        if (merger->in->statements.items[s].broken || keyword->shape != SHAPE_NAME ||
            schema_find_anywhere(atom_text(merger->reading->atoms, value_atom(keyword))) ==
                KEYWORD_COUNT)
            vec_add(merger->arena, &merger->lost->statements, s);
    }
}

/* Whether a statement that was not understood, and is reported as that, may declare NAME. */
static bool is_lost(const struct merger *merger, atom_t name)
{
    if (!merger->lost->looked)
        look_for_lost(merger);
    for (uint32_t i = 0; i < merger->lost->statements.count; i++) {
        uint32_t s = merger->lost->statements.items[i];
        const struct value *values = values_of(merger, s);
        for (uint32_t v = 0; v < merger->in->statements.items[s].count; v++)
            if (values[v].shape == SHAPE_NAME && value_atom(&values[v]) == name)
                return true;
    }
    return merger->in->unbalanced.count > 0;
}

void like_report(const struct merger *merger, uint32_t like, enum kind kind,
                 const struct pile *pile, bool circle)
{
    const struct value *name = values_of(merger, like) + 1;
    const char *word = atom_text(merger->reading->atoms, value_atom(name));
    if (!circle && is_lost(merger, value_atom(name)))
        return;
    struct finding *finding =
        report(merger->reading->diagnostics, LANGUAGE_RULE(LIKE),
               value_place(merger->reading->atoms, name), "%s",
               circle ? "this `like` goes in a circle"
                      : arena_printf(merger->arena, "no %s is called '%s'", kind_name(kind), word));
    if (circle) {
        finding_label(merger->reading->diagnostics, finding, "'%s' starts as a copy of this block",
                      word);
        return;
    }
    struct nearest nearest = nearest_to(word);
    for (; pile && diagnostics_suggest(merger->reading->diagnostics, pile->items.count);
         pile = pile->outer)
        for (uint32_t i = 0; i < pile->items.count; i++)
            if (pile->items.items[i].block && schema[pile->items.items[i].row].makes == kind)
                nearest_try(&nearest, atom_text(merger->reading->atoms, pile->items.items[i].name));
    if (nearest.candidate)
        finding_help(merger->reading->diagnostics, finding, "did you mean '%s'?",
                     nearest.candidate);
}
