/*
 * Things by name: takes the names and addresses of what stands in environments or before them, gives those that one
 * is of, by environment. Made once somebody asks; mostly things are called by reference.
 */
#include "plan/derive.h"

#include <stdlib.h>
#include <string.h>

#include "model/dns.h"

/* That THING has a name, whose form is that atom. */
struct calling {
    atom_t form;
    object_t environment, thing;
};

struct called {
    struct atoms *forms;
    VEC(struct calling) all; /* ascending */
};

static int compare(const void *left, const void *right)
{
    const struct calling *one = left, *other = right;
    if (one->form != other->form)
        return one->form < other->form ? -1 : 1;
    if (one->environment != other->environment)
        return one->environment < other->environment ? -1 : 1;
    return (one->thing > other->thing) - (one->thing < other->thing);
}

static void add_texts(struct plan *plan, object_t thing, const char **texts, uint32_t count)
{
    object_t environment = model_object(plan->model, thing)->environment;
    for (uint32_t i = 0; i < count; i++) {
        const char *form = dns_form(plan->arena, texts[i]);
        atom_t atom = atom_intern(plan->called->forms, form, strlen(form));
        vec_add(plan->arena, &plan->called->all, ((struct calling){atom, environment, thing}));
    }
}

static void add_things(struct plan *plan, object_t parent, enum kind kind)
{
    model_each (plan->model, thing, parent, kind) {
        struct names names = plan_names(plan, thing), addresses = plan_addresses(plan, thing);
        add_texts(plan, thing, names.items, names.accepted);
        add_texts(plan, thing, addresses.items, addresses.count);
    }
}

static void fill(struct plan *plan)
{
    struct called *called = plan->called = arena_new(plan->arena, struct called);
    called->forms = atoms_create(plan->arena);
    add_things(plan, 0, KIND_REVERSE_PROXY);
    for (uint32_t e = 0; e < plan->environments.count; e++) {
        object_t environment = plan->environments.items[e].object;
        add_things(plan, environment, KIND_LOAD_BALANCER);
        add_things(plan, environment, KIND_SERVER);
        add_things(plan, environment, KIND_REVERSE_PROXY);
        add_things(plan, environment, KIND_CONTAINER_RUNTIME);
    }
    if (called->all.count)
        qsort(called->all.items, called->all.count, sizeof *called->all.items, compare);
}

static struct callers callers_from(struct plan *plan, const char *text, object_t environment, bool all)
{
    if (!plan->called)
        fill(plan);
    const struct called *called = plan->called;
    const char *form = dns_form(plan->arena, text);
    struct calling wanted = {atom_find(called->forms, form, strlen(form)), environment, 0};
    return (struct callers){wanted.form, environment, all,
                            vec_place(&called->all, &wanted, compare)};
}

struct callers called_in(struct plan *plan, const char *text, object_t environment)
{
    return callers_from(plan, text, environment, false);
}

struct callers called_anywhere(struct plan *plan, const char *text)
{
    return callers_from(plan, text, 0, true);
}

object_t called_next(const struct plan *plan, struct callers *callers)
{
    if (!callers->form || callers->next == plan->called->all.count)
        return 0;
    const struct calling *calling = &plan->called->all.items[callers->next];
    if (calling->form != callers->form ||
        (!callers->all && calling->environment != callers->environment))
        return 0;
    callers->next++;
    return calling->thing;
}

bool called_by(const struct plan *plan, object_t thing, const struct datum *target)
{
    if (target->type == DATUM_OBJECT)
        return target->object == thing;
    struct names names = plan_names(plan, thing), addresses = plan_addresses(plan, thing);
    for (uint32_t i = 0; i < names.accepted; i++)
        if (dns_equal(names.items[i], target->text))
            return true;
    for (uint32_t i = 0; i < addresses.count; i++)
        if (strcmp(addresses.items[i], target->text) == 0)
            return true;
    return false;
}
