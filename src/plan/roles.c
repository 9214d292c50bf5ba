/*
 * Who has a role: stated on servers, standing in for another, or following from one.
 */
#include <stdlib.h>
#include <string.h>

#include "plan/derive.h"

/* Roles that follow from roles that follow from roles: deeper than this they go in a circle. */
#define ROLE_DEPTH 8

object_t catalogue_role(const struct plan *plan, const char *name)
{
    return model_catalogue(plan->model, KIND_ROLE, name);
}

/* In an environment of more servers than these it is not gone through them for each role. */
#define FEW_SERVERS 64

struct holder {
    object_t role, server;
};

/* The servers that state roles in ENVIRONMENT, by role. */
struct holders {
    object_t environment;
    VEC(struct holder) items;
};

static int by_role(const void *left, const void *right)
{
    const struct holder *a = left, *b = right;
    return a->role != b->role ? (a->role > b->role) - (a->role < b->role)
                              : (a->server > b->server) - (a->server < b->server);
}

static struct data roles_of(const struct plan *plan, object_t server)
{
    const struct field *field = model_field(plan->model, server, KEYWORD_ROLES);
    return field && !field->wrong ? field_operand(field, 0) : (struct data){0};
}

static const struct holders *holders_in(struct plan *plan, object_t environment)
{
    if (!plan->holders)
        plan->holders = arena_new(plan->arena, struct holders);
    struct holders *holders = plan->holders;
    if (holders->environment == environment)
        return holders;
    holders->environment = environment;
    holders->items.count = 0;
    model_each (plan->model, server, environment, KIND_SERVER) {
        struct data roles = roles_of(plan, server);
        for (uint32_t i = 0; i < roles.count; i++)
            vec_add(plan->arena, &holders->items, ((struct holder){roles.items[i].object, server}));
    }
    if (holders->items.count)
        qsort(holders->items.items, holders->items.count, sizeof *holders->items.items, by_role);
    return holders;
}

/* The servers of ENVIRONMENT that state ROLE, into FOUND. */
static void find_stating(struct plan *plan, object_t environment, object_t role, objects_t *found)
{
    if (plan_environment(plan, environment)->servers.count > FEW_SERVERS) {
        const struct holders *holders = holders_in(plan, environment);
        for (uint32_t i = place_in(holders->items, role, role);
             i < holders->items.count && holders->items.items[i].role == role; i++)
            objects_add(plan, found, holders->items.items[i].server);
        return;
    }
    model_each (plan->model, server, environment, KIND_SERVER) {
        struct data roles = roles_of(plan, server);
        for (uint32_t i = 0; i < roles.count; i++)
            if (roles.items[i].object == role)
                objects_add(plan, found, server);
    }
}

static struct group members(struct plan *plan, object_t environment, object_t role, uint32_t depth)
{
    objects_t found = {0};
    struct data among = model_data(plan->model, role, KEYWORD_AMONG);
    if (depth == ROLE_DEPTH || !environment || !role)
        return (struct group){0};
    if (among.count) {
        struct group pool = members(plan, environment, among.items[0].object, depth + 1);
        for (uint32_t i = 0; i < pool.count; i++) {
            struct circumstance server = {.destination = pool.items[i], .environment = environment};
            if (conditions_hold(plan, role, &server))
                objects_add(plan, &found, pool.items[i]);
        }
        return group_of(plan, &found);
    }
    find_stating(plan, environment, role, &found);
    struct data otherwise = model_data(plan->model, role, KEYWORD_OTHERWISE);
    if (found.count == 0 && otherwise.count)
        return members(plan, environment, otherwise.items[0].object, depth + 1);
    return group_of(plan, &found);
}

struct group role_members(struct plan *plan, object_t environment, object_t role)
{
    return members(plan, environment, role, 0);
}
