/*
 * Constants: what a `let` or the command line's -D gives, bare or in text as ${name}.
 *
 * Takes a name, or text that holds names; gives values, and text with them put in.
 */
#include <string.h>

#include "diagnostics/language.h"
#include "model/dns.h"
#include "model/lost.h"
#include "syntax/text.h"

/* Constants that one text may rest on, each time that it does. */
#define MOST_LOOKS 256

static const struct value *let_value(const struct binder *binder, object_t let)
{
    const struct statement *statement =
        &binder->tape->statements.items[binder->statements.items[let]];
    const struct value *values = binder->tape->values.items + statement->first;
    return statement->count > 2 ? &values[2] : NULL;
}

const struct value *constant_find(const struct binding *binding, atom_t atom)
{
    const struct binder *binder = binding->binder;
    if (!atom || !binder->constants)
        return NULL;
    for (uint32_t i = 0; i < binder->tape->overrides.count && !binding->catalogue; i++)
        if (binder->tape->overrides.items[i].name == atom)
            return &binder->tape->values.items[binder->tape->overrides.items[i].value];
    if (!names_has_let(binder->model, atom))
        return NULL;
    object_t found = resolve_let(binder->model, binding->object, binding->catalogue, atom);
    return found ? let_value(binder, found) : NULL;
}

/* For ${name} in text. */
static const char *constant_look_up(void *context, const char *name, size_t length)
{
    struct binding binding = *(const struct binding *)context;
    bool looks = binding.depth++ < CONSTANT_DEPTH && ++*binding.looks <= MOST_LOOKS;
    const struct value *value =
        looks ? constant_find(&binding, atom_find(binding.binder->model->atoms, name, length))
              : NULL;
    if (!value || value->shape == SHAPE_BAD)
        return NULL;
    size_t size;
    const char *text = value_raw(binding.binder, value, &size);
    if (value->shape == SHAPE_NAME) {
        const char *meant = constant_look_up(&binding, text, size);
        /* The name of a thing is text here; that of a constant is none, however deep it lies. */
        bool constant = !meant && constant_find(&binding, value_atom(value));
        return meant || constant ? meant : arena_copy(binding.binder->arena, text, size);
    }
    struct text_fault fault;
    if (value->shape == SHAPE_TEXT)
        return text_decode(binding.binder->arena, text + 1, size - 2, constant_look_up, &binding,
                           &fault);
    return arena_copy(binding.binder->arena, text, size);
}

const char *constant_text(const struct binding *binding, const char *raw, size_t length, uint32_t i,
                          struct text_fault *fault)
{
    uint32_t looks = 0;
    struct binding counted = *binding;
    counted.looks = &looks;
    const char *text =
        text_member(binding->binder->arena, raw, length, i, constant_look_up, &counted, fault);
    if (text || fault->help || raw[fault->begin] != '$')
        return text;
    const char *name = raw + fault->begin + 2;
    size_t name_length = fault->end - fault->begin - 3;
    if (constant_find(binding, atom_find(binding->binder->model->atoms, name, name_length)))
        fault->message =
            arena_printf(binding->binder->arena, "the value of '%.*s' cannot be worked out",
                         (int)name_length, name);
    return NULL;
}

/* Brackets in a constant's own text make no set. */
#define NO_SET UINT32_MAX

/* What a look-up of constants does that puts a stand-in for one of them. */
struct stand_in {
    struct binding *binding;
    uint32_t which, count;     /* the constant that is replaced, of those looked up so far */
    const struct value *value; /* what it stands for */
};

static const char *look_up_stand_in(void *context, const char *name, size_t length)
{
    struct stand_in *it = context;
    if (it->count++ != it->which)
        return constant_look_up(it->binding, name, length);
    it->value =
        constant_find(it->binding, atom_find(it->binding->binder->model->atoms, name, length));
    return "x";
}

const struct value *constant_at_fault(const struct binding *binding, enum type type,
                                      const struct value *value, uint32_t i)
{
    size_t length;
    const char *raw = value_raw(binding->binder, value, &length);
    struct stand_in it = {0};
    for (uint32_t which = 0;; which++) {
        uint32_t looks = 0;
        struct binding counted = *binding;
        counted.looks = &looks;
        it = (struct stand_in){&counted, which, 0, NULL};
        struct text_fault fault;
        struct arena *arena = binding->binder->arena;
        const char *text =
            i == NO_SET ? text_decode(arena, raw + 1, length - 2, look_up_stand_in, &it, &fault)
                        : text_member(arena, raw + 1, length - 2, i, look_up_stand_in, &it, &fault);
        if (!text || it.count <= which)
            return NULL;
        if (!dns_fault(binding->binder->arena, text, type == TYPE_PATTERN))
            break;
    }
    /* Perhaps because of one that it rests on. */
    const struct value *deeper = it.value && it.value->shape == SHAPE_TEXT
                                     ? constant_at_fault(binding, type, it.value, NO_SET)
                                     : NULL;
    return deeper ? deeper : it.value;
}

/* The value of the constant that VALUE, a constant's own, names; NULL where it names none. */
static const struct value *next_constant(const struct binding *binding, const struct value *value)
{
    return value && value->shape == SHAPE_NAME ? constant_find(binding, value_atom(value)) : NULL;
}

bool constant_wrong_chain(const struct binding *binding, const struct value *value)
{
    const struct value *slow = value, *fast = value;
    do {
        slow = next_constant(binding, slow);
        fast = next_constant(binding, next_constant(binding, fast));
    } while (fast && fast != slow);
    if (fast)
        return value_wrong(binding, value, LANGUAGE_RULE(VALUE), "this `let` goes in a circle",
                           NULL);
    value_report(binding->binder, value, LANGUAGE_RULE(LIMIT),
                 "more than %d constants rest on one another", CONSTANT_DEPTH);
    return false;
}
