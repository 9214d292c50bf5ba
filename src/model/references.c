/*
 * References: from a name, a path or a set of either to the things it means.
 */
#include <string.h>

#include "base/nameset.h"
#include "diagnostics/language.h"
#include "model/lost.h"

/* A switch where the thing itself belongs says that there is one, and leaves out which: what holds
 * of a value that is missing holds of that. */
static void cite_switched_on(const struct binding *binding, struct finding *finding,
                             const char *word, const char *keyword)
{
    struct binder *binder = binding->binder;
    enum keyword_id row =
        schema_find(keyword, (enum kind)model_object(binder->model, binding->object)->kind);
    if (strcmp(word, "on") == 0 && row != KEYWORD_COUNT && schema[row].entries)
        finding_cite(binder->diagnostics, finding, schema[row].entries);
}

static bool report_unresolved(const struct binding *binding, const struct value *value,
                              const char *word, const struct operand_type *type,
                              const char *keyword, kinds_t kinds, const struct resolution *found)
{
    struct binder *binder = binding->binder;
    struct finding *finding;
    const char *wanted = kinds_phrase(binder->arena, type->kinds);
    if (lost_word(binder, binding->object, word, type->kinds))
        return false;
    if (found->other) {
        const char *kind = kind_name((enum kind)model_object(binder->model, found->other)->kind);
        finding =
            value_report(binder, value, LANGUAGE_RULE(WRONG_KIND), "'%s' is %s %s; `%s` takes %s",
                         word, strchr("aeiou", kind[0]) ? "an" : "a", kind, keyword, wanted);
        if (finding) {
            finding_relate(binder->diagnostics, finding,
                           model_object(binder->model, found->other)->place, "declared here");
        }
    } else {
        if (lost_again(binder, binding->object, word, value))
            return false;
        finding = value_report(binder, value, LANGUAGE_RULE(UNRESOLVED_NAME),
                               "nothing is called '%s'", word);
        if (finding)
            lost_told(binder, binding->object, word, finding);
        if (finding) {
            finding_label(binder->diagnostics, finding, "`%s` takes %s", keyword, wanted);
            cite_switched_on(binding, finding, word, keyword);
        }
    }
    /* Looked for last: it takes a look at all names, and most mistakes are told already. */
    const char *nearest =
        finding && diagnostics_suggest(binder->diagnostics, binder->model->objects.count)
            ? resolve_nearest(binder->model, binding->object, binding->catalogue, word,
                              strlen(word), kinds)
                  .nearest
            : NULL;
    if (finding && !nearest && type->type == TYPE_ADDRESSEE && strchr(word, '.'))
        finding_help(binder->diagnostics, finding, "a DNS name stands in quotes: \"%s\"", word);
    if (nearest) {
        finding_help(binder->diagnostics, finding, "did you mean '%s'?", nearest);
        finding_expect(binder->diagnostics, finding, nearest);
        if (value->shape != SHAPE_SET)
            finding_fix(binder->diagnostics, finding, binder_place(binder, value), "%s", nearest);
    }
    return false;
}

static bool report_ambiguous(const struct binding *binding, const struct value *value,
                             const char *word, const struct resolution *found)
{
    struct binder *binder = binding->binder;
    struct finding *finding =
        value_report(binder, value, LANGUAGE_RULE(AMBIGUOUS_NAME),
                     "'%s' may be the catalogue's %s or the %s declared here", word,
                     kind_name((enum kind)model_object(binder->model, found->ambiguous)->kind),
                     kind_name((enum kind)model_object(binder->model, found->object)->kind));
    if (finding) {
        finding_relate(binder->diagnostics, finding,
                       model_object(binder->model, found->object)->place, "declared here");
        finding_help(binder->diagnostics, finding,
                     "write '%s' for the one declared here, 'catalogue.%s' for the catalogue's",
                     model_path(binder->model, found->object), word);
    }
    return false;
}

/* Whether a block around the binding dropped NAME by `without`. */
static bool is_dropped(const struct binding *binding, const char *word)
{
    const struct binder *binder = binding->binder;
    for (object_t at = binding->object; at; at = model_object(binder->model, at)->parent) {
        uint32_t block = binder->statements.items[at];
        if (block == STATEMENT_NONE)
            continue;
        const struct statement *statements = binder->tape->statements.items;
        for (uint32_t s = block + 1; s < statements[block].next; s = statements[s].next) {
            const struct value *values = binder->tape->values.items + statements[s].first;
            if (values[0].shape != SHAPE_NAME ||
                strcmp(atom_text(binder->model->atoms, value_atom(&values[0])),
                       schema[KEYWORD_WITHOUT].name) != 0)
                continue;
            for (uint32_t v = 1; v < statements[s].count; v++) {
                size_t length;
                const char *raw = value_raw(binder, &values[v], &length), *fault;
                uint32_t count = nameset_count(binder->arena, raw, length, &fault);
                for (uint32_t i = 0; i < count; i++)
                    if (strcmp(nameset_member(binder->arena, raw, length, i), word) == 0)
                        return true;
            }
        }
    }
    return false;
}

/* Whose role the first name of a path says: lifetime.front-end; catalogue.front-end is the role
 * where a thing is called so too. */
static bool scope_word(const char *word, size_t length, enum scope *scope)
{
    static const char *const words[] = {[SCOPE_SAME] = "catalogue",
                                        [SCOPE_LIFETIME] = "lifetime",
                                        [SCOPE_MANAGED] = "managed",
                                        [SCOPE_CONNECTED] = "connected",
                                        [SCOPE_CALLED] = "called"};
    for (int i = SCOPE_SAME; i <= SCOPE_CALLED; i++)
        if (strlen(words[i]) == length && memcmp(words[i], word, length) == 0) {
            *scope = (enum scope)i;
            return true;
        }
    return false;
}

/* Who is meant by a word that is no thing's name: those that have a role, or all things of a kind.
 */
struct role_of {
    object_t role; /* or 0, and the kind */
    enum kind kind;
};

/* A role, or the word of a kind, standing for whatever has it: front-end, server, database. */
static bool role_word(const struct binding *binding, const char *word, size_t length,
                      struct role_of *found)
{
    *found = (struct role_of){
        .role = resolve(binding->binder->model, 0, false, word, length, KINDS(ROLE)).object};
    if (found->role)
        return true;
    static const uint8_t kinds[] = {KIND_SERVER,        KIND_DATABASE,      KIND_ZONE,
                                    KIND_LOAD_BALANCER, KIND_REVERSE_PROXY, KIND_CONTAINER_RUNTIME};
    for (uint32_t i = 0; i < sizeof kinds; i++) {
        const char *name = kind_name((enum kind)kinds[i]);
        found->kind = (enum kind)kinds[i];
        if (strlen(name) == length && memcmp(name, word, length) == 0)
            return true;
    }
    return false;
}

/* An end of an opening that is no declared thing: front-end, lifetime.front-end, prod.front-end. */
static bool bind_role(const struct binding *binding, const struct value *value, const char *word,
                      data_t *data)
{
    struct model *model = binding->binder->model;
    const char *dot = strrchr(word, '.');
    enum scope scope = SCOPE_SAME;
    object_t named = 0;
    if (dot) {
        size_t head = (size_t)(dot - word);
        if (!scope_word(word, head, &scope)) {
            scope = SCOPE_NAMED;
            named =
                resolve(model, binding->object, binding->catalogue, word, head, KINDS(ENVIRONMENT))
                    .object;
            if (!named)
                return false;
        }
    }
    const char *role = dot ? dot + 1 : word;
    struct role_of found;
    if (!role_word(binding, role, strlen(role), &found))
        return false;
    struct datum *new = value_push(binding, data, value, DATUM_ROLE_OF, word);
    new->object = found.role;
    new->detail = (uint8_t)(scope | (uint32_t)found.kind << 3);
    new->named = named;
    return true;
}

bool reference_bind(const struct binding *binding, const struct operand_type *type,
                    const char *keyword, const struct value *value, atom_t atom, data_t *data)
{
    struct model *model = binding->binder->model;
    const char *word = atom_text(model->atoms, atom);
    bool end = type->type == TYPE_END;
    kinds_t kinds = end ? type->kinds & ~KINDS(ROLE) : type->kinds;
    struct resolution found = resolve_atom(model, binding->object, binding->catalogue, atom, kinds);
    if (end && !binding->catalogue && found.object && !strchr(word, '.')) {
        struct role_of role;
        if (role_word(binding, word, strlen(word), &role) && role.role)
            found.ambiguous = role.role;
    }
    if (found.ambiguous)
        return report_ambiguous(binding, value, word, &found);
    if (!found.object && end && bind_role(binding, value, word, data))
        return true;
    if (!found.object && binding->copied && is_dropped(binding, word))
        return true;
    if (!found.object && binding->binder->told[value - binding->binder->tape->values.items])
        return false; /* as its neighbour in the set */
    if (!found.object)
        return report_unresolved(binding, value, word, type, keyword, kinds, &found);
    value_push(binding, data, value, DATUM_OBJECT, word)->object = found.object;
    return true;
}

bool references_bind(const struct binding *binding, const struct operand_type *type,
                     const char *keyword, const struct value *value, data_t *data)
{
    struct binder *binder = binding->binder;
    if (value->shape != SHAPE_SET)
        return reference_bind(binding, type, keyword, value, value_atom(value), data);
    size_t length;
    const char *raw = value_raw(binder, value, &length), *fault;
    uint32_t first, end, count = nameset_count(binder->arena, raw, length, &fault);
    if (count == 0)
        return value_wrong(
            binding, value, LANGUAGE_RULE(NAME_SET),
            arena_printf(binder->arena, "'%.*s' is no name set: %s", (int)length, raw, fault),
            NULL);
    if (!value_members(binding, type, value, count, &first, &end))
        return false;
    bool fine = true;
    for (uint32_t i = first; i < end; i++)
        fine &= reference_bind(binding, type, keyword, value,
                               atom_of_member(binder->model->atoms, binder->arena, raw, length, i),
                               data);
    return fine;
}
