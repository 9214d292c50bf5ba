/*
 * Which words the statements hold that were not understood, and which unknown names were told of.
 */
#include "model/lost.h"

#include <string.h>

#include "base/nameset.h"
#include "diagnostics/language.h"
#include "syntax/text.h"

/* How many unknown names are remembered, and how many of their places one finding shows. */
#define REMEMBERED 64u
#define PLACES_SHOWN 8u

/* The longest set of a lost statement whose members are looked at. */
#define LOST_MEMBERS 1024u

static bool is_inside(const struct place *places, uint32_t count, const struct value *value)
{
    for (uint32_t i = 0; i < count; i++)
        if (value->begin >= places[i].begin && value->begin <= places[i].end)
            return true;
    return false;
}

bool lost_in_braces(const struct binder *binder, const struct value *value)
{
    const struct tape *tape = binder->tape;
    return is_inside(tape->unbalanced.items, tape->unbalanced.count, value);
}

void lost_statement(struct binder *binder, uint32_t statement)
{
    vec_add(binder->arena, &binder->lost, statement);
}

void lost_name_of(struct binder *binder, object_t parent, enum kind kind)
{
    vec_add(binder->arena, &binder->nameless, ((struct nameless){parent, kind}));
}

bool lost_opening(const struct binder *binder, const struct value *value)
{
    size_t length;
    const char *text = value_raw(binder, value, &length);
    return value->shape == SHAPE_BAD && text_is_unopened(text, length);
}

/* Whether what stands directly in PARENT is seen from OBJECT by its bare name. */
static bool is_around(const struct binder *binder, object_t parent, object_t object)
{
    while (object != parent && object != 0)
        object = model_object(binder->model, object)->parent;
    return object == parent;
}

/* Whether WORD may be the name of a declaration that has none. A path is: of one inside the thing
 * that its other names mean, or through one where they mean nothing. */
static bool may_name(const struct binder *binder, const struct nameless *it, object_t object,
                     const char *word, kinds_t kinds)
{
    const char *dot = strrchr(word, '.');
    if (!dot)
        return kinds & 1u << it->kind && is_around(binder, it->parent, object);
    kinds_t holders = KINDS(ENVIRONMENT) | KINDS(ZONE) | KINDS(INFRASTRUCTURE);
    object_t head =
        resolve(binder->model, object, false, word, (size_t)(dot - word), holders).object;
    return head ? kinds & 1u << it->kind && it->parent == head
                : holders & 1u << it->kind && is_around(binder, it->parent, object);
}

/* The values that statements hold which were understood. */
static bool *understood(const struct binder *binder)
{
    const struct tape *tape = binder->tape;
    bool *held = arena_array(binder->arena, bool, tape->values.count + 1);
    for (uint32_t s = 0; s < tape->statements.count; s++) {
        const struct statement *it = &tape->statements.items[s];
        if (!it->broken && !lost_in_braces(binder, &tape->values.items[it->first]))
            memset(held + it->first, true, it->count);
    }
    for (uint32_t i = 0; i < binder->lost.count; i++) {
        uint32_t first = binder->lost.items[i];
        for (uint32_t s = first; s < tape->statements.items[first].next; s++)
            memset(held + tape->statements.items[s].first, false, tape->statements.items[s].count);
    }
    return held;
}

static void take_word(struct binder *binder, atom_t atom)
{
    while (binder->lost_words.count <= atom)
        vec_add(binder->arena, &binder->lost_words, false);
    binder->lost_words.items[atom] = true;
}

static void take_words(struct binder *binder)
{
    const bool *held = understood(binder);
    for (uint32_t i = 0; i < binder->tape->values.count; i++) {
        const struct value *value = &binder->tape->values.items[i];
        if (held[i] || (value->shape != SHAPE_NAME && value->shape != SHAPE_SET))
            continue;
        take_word(binder, atom_fold(binder->model->atoms, value_atom(value)));
        const char *set = atom_text(binder->model->atoms, value_atom(value)), *fault;
        uint32_t members =
            value->shape == SHAPE_SET ? nameset_count(binder->arena, set, strlen(set), &fault) : 0;
        for (uint32_t m = 0; m < members && m < LOST_MEMBERS; m++) {
            atom_t atom = atom_of_member(binder->model->atoms, binder->arena, set, strlen(set), m);
            take_word(binder, atom_fold(binder->model->atoms, atom));
        }
    }
}

static bool is_any_lost(const struct binder *binder)
{
    const struct tape *tape = binder->tape;
    bool any = binder->lost.count || tape->unbalanced.count || tape->incomplete;
    for (uint32_t s = 0; !any && s < tape->statements.count; s++)
        any = tape->statements.items[s].broken || tape->statements.items[s].incomplete;
    return any;
}

bool lost_word(struct binder *binder, object_t object, const char *word, kinds_t kinds)
{
    if (binder->tape->foreign)
        return true;
    for (uint32_t i = 0; i < binder->nameless.count; i++)
        if (may_name(binder, &binder->nameless.items[i], object, word, kinds))
            return true;
    if (!binder->words_taken && is_any_lost(binder))
        take_words(binder);
    binder->words_taken = true;
    for (const char *part = word; *part;) {
        size_t length = strcspn(part, ".");
        atom_t atom = atom_find(binder->model->atoms, part, length);
        atom = atom ? atom_fold(binder->model->atoms, atom) : 0;
        if (atom && atom < binder->lost_words.count && binder->lost_words.items[atom])
            return true;
        part += length + (part[length] == '.');
    }
    return false;
}

static object_t seen_from(const struct binder *binder, object_t object)
{
    return object ? model_object(binder->model, object)->environment : 0;
}

bool lost_again(struct binder *binder, object_t object, const char *word, const struct value *value)
{
    bool *told = &binder->told[value - binder->tape->values.items];
    if (*told)
        return true;
    object_t environment = seen_from(binder, object);
    uint32_t count = binder->unknown.count;
    for (uint32_t i = count; i > 0 && count - i < REMEMBERED; i--) {
        const struct unknown *unknown = &binder->unknown.items[i - 1];
        if (unknown->environment != environment || strcmp(unknown->word, word) != 0)
            continue;
        *told = true;
        if (unknown->finding->related.count < PLACES_SHOWN)
            finding_relate(binder->diagnostics, unknown->finding, binder_place(binder, value),
                           "named here, too");
        return true;
    }
    return false;
}

void lost_told(struct binder *binder, object_t object, const char *word, struct finding *finding)
{
    vec_add(binder->arena, &binder->unknown,
            ((struct unknown){arena_copy(binder->arena, word, strlen(word)),
                              seen_from(binder, object), finding}));
}

bool lost_mutes(const struct binder *binder, const struct value *value,
                const struct rule_info *rule)
{
    if (binder->guessing ||
        is_inside(binder->tape->astray.items, binder->tape->astray.count, value))
        return true;
    bool placed = rule == LANGUAGE_RULE(OPERANDS) || rule == LANGUAGE_RULE(WRONG_KIND) ||
                  rule == LANGUAGE_RULE(MISPLACED_KEYWORD);
    return placed && lost_in_braces(binder, value);
}
