#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "diagnostics/language.h"
#include "model/resolve.h"

/* Its block; for the top, whose files it is declared in. */
static object_t scope_of(const struct object *object)
{
    return object->parent == 0 && object->catalogue ? SCOPE_CATALOGUE : object->parent;
}

/* What it is found by: its name in small letters; an unnamed database by its keyword. */
static atom_t key_of(const struct model *model, const struct object *object)
{
    if (object->name)
        return atom_fold(model->atoms, object->name);
    const char *keyword = kind_name((enum kind)object->kind);
    return atom_find(model->atoms, keyword, strlen(keyword));
}

/* Of KEY in SCOPE. */
static uint32_t hash_of(object_t scope, atom_t key)
{
    uint64_t hash = ((uint64_t)scope << 32 | key) * 0x9E3779B97F4A7C15u;
    return (uint32_t)(hash >> 32);
}

/* Where the search for what has HASH begins; it ends at an empty place. */
static uint32_t first_place(const struct model *model, uint32_t hash)
{
    return (uint32_t)((uint64_t)hash * model->names_room >> 32);
}

static uint32_t next_place(const struct model *model, uint32_t place)
{
    return place + 1 < model->names_room ? place + 1 : 0;
}

static bool is_called(const struct model *model, const struct name *name, uint32_t hash,
                      object_t scope, atom_t key)
{
    if (name->hash != hash)
        return false;
    const struct object *object = model_object(model, name->object);
    return scope_of(object) == scope && (object->name == key || key_of(model, object) == key);
}

/* Apps are found through their zones' environments: every zone introduces them anew. */
static bool is_named(const struct object *object)
{
    return object->kind != KIND_TOP && object->kind != KIND_CERTIFICATE &&
           object->kind != KIND_CONNECT && object->kind != KIND_LINK &&
           (object->name || object->kind == KIND_DATABASE);
}

static void report_twice(struct model *model, object_t first, object_t second)
{
    const struct object *a = model_object(model, first), *b = model_object(model, second);
    if (a->catalogue && b->catalogue && a->kind != b->kind)
        return; /* a service may be called as its role: whoever takes one does not take the other */
    if (a->kind == KIND_APP && b->kind == KIND_APP && a->place.begin == b->place.begin)
        return;
    /* Which of the two is meant nobody knows: nothing is concluded from how many there are. */
    model->objects.items[b->parent].incomplete = model->objects.items[second].incomplete = true;
    if (a->guessed || b->guessed)
        return; /* perhaps another layer of the same block */
    uint32_t findings = model->diagnostics->findings.count;
    for (uint32_t i = findings; b->last_member && i > 0 && findings - i < 64; i--) {
        const struct finding *told = model->diagnostics->findings.items[i - 1];
        if (told->rule == LANGUAGE_RULE(DUPLICATE_NAME) && told->place.begin == b->place.begin)
            return; /* of another member of the set */
    }
    const char *name = model_name(model, second), *other = model_name(model, first);
    struct finding *finding;
    if (!b->name)
        finding = report(model->diagnostics, LANGUAGE_RULE(DUPLICATE_NAME), b->place,
                         "two unnamed databases stand in one block; give them names");
    else if (strcmp(name, other) == 0)
        finding = report(model->diagnostics, LANGUAGE_RULE(DUPLICATE_NAME), b->place,
                         "'%s' is declared twice here", name);
    else
        finding = report(model->diagnostics, LANGUAGE_RULE(DUPLICATE_NAME), b->place,
                         "'%s' and '%s' differ only in letter case", other, name);
    finding_label(model->diagnostics, finding, "%s", kinds_phrase(model->arena, 1u << b->kind));
    finding_relate(model->diagnostics, finding, a->place, "first declared here, %s",
                   kinds_phrase(model->arena, 1u << a->kind));
}

/* Puts OBJECT behind those of its name, unless one of its kind is found there: it never would be.
 */
static void enter(struct model *model, struct name *names, object_t index, object_t scope,
                  atom_t key)
{
    object_t first = 0;
    kinds_t kinds = 0;
    uint32_t hash = hash_of(scope, key), at = first_place(model, hash);
    for (; names[at].object; at = next_place(model, at))
        if (is_called(model, &names[at], hash, scope, key)) {
            kinds |= 1u << model_object(model, names[at].object)->kind;
            first = first ? first : names[at].object;
        }
    if (!(kinds & 1u << model_object(model, index)->kind))
        names[at] = (struct name){index, hash};
    if (first)
        report_twice(model, first, index);
}

void names_collect(struct model *model)
{
    model->names_room = model->objects.count + model->objects.count / 2 + 1;
    struct name *names = arena_array(model->arena, struct name, model->names_room);
    /* Folding may intern: twice as many atoms there cannot be. */
    model->meaning_count = 2 * atoms_count(model->atoms);
    struct meanings *meanings = arena_array(model->arena, struct meanings, model->meaning_count);
    model->meanings = meanings;
    model->names = names;
    for (object_t i = 1; i < model->objects.count; i++) {
        const struct object *object = model_object(model, i);
        if (!is_named(object))
            continue;
        object_t scope = scope_of(object);
        atom_t key = key_of(model, object);
        *(scope == SCOPE_CATALOGUE ? &meanings[key].catalogue : &meanings[key].declared) |=
            1u << object->kind;
        enter(model, names, i, scope, key);
    }
}

/* What the folded NAME is called by: nothing where it was interned later. */
static struct meanings meanings_of(const struct model *model, atom_t name)
{
    return name < model->meaning_count ? model->meanings[name] : (struct meanings){0, 0};
}

bool names_has_let(const struct model *model, atom_t name)
{
    struct meanings meanings = meanings_of(model, name ? atom_fold(model->atoms, name) : 0);
    return (meanings.declared | meanings.catalogue) & KINDS(LET);
}

object_t names_find(const struct model *model, object_t scope, atom_t name, kinds_t kinds,
                    object_t *other)
{
    uint32_t hash = hash_of(scope, name);
    for (uint32_t at = first_place(model, hash); model->names[at].object;
         at = next_place(model, at)) {
        object_t found = model->names[at].object;
        if (!is_called(model, &model->names[at], hash, scope, name))
            continue;
        if (kinds & 1u << model_object(model, found)->kind)
            return found;
        if (!*other)
            *other = found;
    }
    return 0;
}

/* The names of KINDS directly in SCOPE. */
static void try_scope(const struct model *model, object_t scope, kinds_t kinds,
                      struct nearest *nearest)
{
    object_t parent = scope == SCOPE_CATALOGUE ? 0 : scope;
    for (int kind = 0; kind < KIND_COUNT; kind++) {
        if (!(kinds & 1u << kind))
            continue;
        model_each (model, object, parent, (enum kind)kind) {
            const struct object *it = model_object(model, object);
            if (is_named(it) && scope_of(it) == scope)
                nearest_try(nearest, model_name(model, object));
        }
    }
}

/* Apps stand in zones; from elsewhere in the environment they are seen through them. */
struct app {
    atom_t key;
    object_t environment, app;
};

static int by_name(const void *left, const void *right)
{
    const struct app *one = left, *other = right;
    if (one->key != other->key)
        return one->key < other->key ? -1 : 1;
    if (one->environment != other->environment)
        return one->environment < other->environment ? -1 : 1;
    return (one->app > other->app) - (one->app < other->app);
}

/* The apps of all zones, once one is looked for. */
static const struct apps *apps_of(const struct model *model)
{
    struct apps *apps = model->apps;
    if (apps->found)
        return apps;
    apps->found = true;
    model_each (model, environment, 0, KIND_ENVIRONMENT)
        model_each (model, zone, environment, KIND_ZONE)
            model_each (model, app, zone, KIND_APP)
                vec_add(model->arena, &apps->items,
                        ((struct app){key_of(model, model_object(model, app)), environment, app}));
    if (apps->items.count)
        qsort(apps->items.items, apps->items.count, sizeof *apps->items.items, by_name);
    return apps;
}

/* The first app KEY in ENVIRONMENT (0: in any), or 0. */
static object_t find_app(const struct model *model, object_t environment, atom_t key)
{
    const struct app wanted = {key, environment, 0};
    const struct apps *apps = apps_of(model);
    uint32_t place = vec_place(&apps->items, &wanted, by_name);
    if (place == apps->items.count)
        return 0;
    const struct app *found = &apps->items.items[place];
    bool met = found->key == key && (!environment || found->environment == environment);
    return met ? found->app : 0;
}

/* Tries the apps of zones that are seen from FROM. */
static void try_apps(const struct model *model, object_t from, struct nearest *nearest)
{
    object_t own = model_object(model, from)->environment;
    for (object_t e = own ? own : model_first(model, 0, KIND_ENVIRONMENT); e;
         e = own ? 0 : model_following(model, e))
        model_each (model, zone, e, KIND_ZONE)
            try_scope(model, zone, KINDS(APP), nearest);
}

/* NAME from the innermost block outwards; the top included, the catalogue not. */
static object_t find_declared(const struct model *model, object_t from, atom_t name, kinds_t kinds,
                              object_t *other)
{
    for (object_t scope = from;; scope = model_object(model, scope)->parent) {
        object_t found = names_find(model, scope, name, kinds, other);
        if (found)
            return found;
        if (scope == 0)
            break;
    }
    return kinds & KINDS(APP) ? find_app(model, model_object(model, from)->environment, name) : 0;
}

object_t resolve_let(const struct model *model, object_t from, bool catalogue, atom_t name)
{
    object_t other = 0, found = 0;
    if (!catalogue)
        found = find_declared(model, from, atom_fold(model->atoms, name), KINDS(LET), &other);
    return found ? found
                 : names_find(model, SCOPE_CATALOGUE, atom_fold(model->atoms, name), KINDS(LET),
                              &other);
}

/* The path of what is called WORD in the first environment that has it, or NULL. */
static const char *find_path(const struct model *model, const char *word, kinds_t kinds)
{
    atom_t atom = atom_find(model->atoms, word, strlen(word));
    model_each (model, environment, 0, KIND_ENVIRONMENT) {
        object_t other = 0;
        object_t found =
            atom ? names_find(model, environment, atom_fold(model->atoms, atom), kinds, &other) : 0;
        if (found)
            return model_path(model, found);
    }
    return NULL;
}

/* The nearest right name that is seen from FROM, or NULL. */
static const char *find_nearest(const struct model *model, object_t from, bool catalogue,
                                const char *word, kinds_t kinds)
{
    struct nearest nearest = nearest_to(word);
    for (object_t scope = from; !catalogue; scope = model_object(model, scope)->parent) {
        try_scope(model, scope, kinds, &nearest);
        if (scope == 0)
            break;
    }
    if (!catalogue && kinds & KINDS(APP))
        try_apps(model, from, &nearest);
    try_scope(model, SCOPE_CATALOGUE, kinds, &nearest);
    bool outside = !model_object(model, from)->environment || kinds & KINDS(NETWORK);
    const char *path =
        outside && !catalogue && (!nearest.candidate || nearest.distance || nearest.begun)
            ? find_path(model, word, kinds)
            : NULL;
    return path ? path : nearest.candidate;
}

/* ATOM is folded; WORD is what was written, for suggestions (else NULL). */
static struct resolution resolve_folded(const struct model *model, object_t from, bool catalogue,
                                        atom_t atom, kinds_t kinds, const char *word)
{
    struct resolution resolution = {0};
    struct meanings called = meanings_of(model, atom);
    object_t ignored = 0, found = 0;
    if (!catalogue && (called.declared & kinds))
        resolution.object = find_declared(model, from, atom, kinds, &ignored);
    if (called.catalogue & kinds)
        found = names_find(model, SCOPE_CATALOGUE, atom, kinds, &ignored);
    if (!resolution.object && !found) {
        if (!catalogue)
            find_declared(model, from, atom, kinds, &resolution.other);
        if (!resolution.other)
            names_find(model, SCOPE_CATALOGUE, atom, kinds, &resolution.other);
    }
    bool app = found && model_object(model, found)->kind == KIND_APP; /* a zone's is the same app */
    if (resolution.object && found && found != resolution.object && !app)
        resolution.ambiguous = found;
    if (!resolution.object)
        resolution.object = found;
    if (!resolution.object && word)
        resolution.nearest = find_nearest(model, from, catalogue, word, kinds);
    return resolution;
}

static struct resolution resolve_word(const struct model *model, object_t from, bool catalogue,
                                      const char *word, size_t length, kinds_t kinds, bool suggest)
{
    return resolve_folded(model, from, catalogue,
                          atom_fold(model->atoms, atom_intern(model->atoms, word, length)), kinds,
                          suggest ? arena_copy(model->arena, word, length) : NULL);
}

/* Whatever can have parts. */
#define HOLDERS (KINDS(ENVIRONMENT) | KINDS(ZONE) | KINDS(INFRASTRUCTURE))

static struct resolution resolve_path(const struct model *model, object_t from, bool catalogue,
                                      const char *name, size_t length, kinds_t kinds, bool suggest)
{
    const char *dot = memchr(name, '.', length);
    if (!dot)
        return resolve_word(model, from, catalogue, name, length, kinds, suggest);

    size_t head = (size_t)(dot - name);
    const char *rest = dot + 1;
    size_t rest_length = length - head - 1;
    bool from_catalogue = head == strlen("catalogue") && memcmp(name, "catalogue", head) == 0;
    struct resolution outer = {0};
    if (!from_catalogue) {
        outer = resolve_word(model, from, catalogue, name, head, HOLDERS, suggest);
        if (!outer.object) {
            outer.other = 0; /* what is called so has no parts; the path as a whole means nothing */
            if (outer.nearest)
                outer.nearest =
                    arena_printf(model->arena, "%s%.*s", outer.nearest, (int)(length - head), dot);
            return outer;
        }
    }
    object_t scope = from_catalogue ? SCOPE_CATALOGUE : outer.object;
    for (const char *next; (next = memchr(rest, '.', rest_length)) != NULL;) {
        atom_t atom =
            atom_fold(model->atoms, atom_intern(model->atoms, rest, (size_t)(next - rest)));
        object_t other = 0;
        scope = names_find(model, scope, atom, HOLDERS, &other);
        if (!scope)
            return (struct resolution){0};
        rest_length -= (size_t)(next - rest) + 1;
        rest = next + 1;
    }
    struct resolution inner = {0};
    atom_t atom = atom_fold(model->atoms, atom_intern(model->atoms, rest, rest_length));
    inner.object = names_find(model, scope, atom, kinds, &inner.other);
    if (!inner.object && suggest) {
        struct nearest nearest = nearest_to(arena_copy(model->arena, rest, rest_length));
        try_scope(model, scope, kinds, &nearest);
        if (nearest.candidate)
            inner.nearest =
                arena_printf(model->arena, "%.*s%s", (int)(rest - name), name, nearest.candidate);
    }
    return inner;
}

struct resolution resolve(const struct model *model, object_t from, bool catalogue,
                          const char *name, size_t length, kinds_t kinds)
{
    return resolve_path(model, from, catalogue, name, length, kinds, false);
}

struct resolution resolve_atom(const struct model *model, object_t from, bool catalogue,
                               atom_t name, kinds_t kinds)
{
    const char *word = atom_text(model->atoms, name);
    return strchr(word, '.')
               ? resolve(model, from, catalogue, word, strlen(word), kinds)
               : resolve_folded(model, from, catalogue, atom_fold(model->atoms, name), kinds, NULL);
}

struct resolution resolve_nearest(const struct model *model, object_t from, bool catalogue,
                                  const char *name, size_t length, kinds_t kinds)
{
    return resolve_path(model, from, catalogue, name, length, kinds, true);
}
