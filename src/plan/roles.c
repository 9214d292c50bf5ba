/*
 * Who has a role: stated on servers, standing in for another, or following from one.
 */
#include <string.h>

#include "plan/derive.h"

/* Roles that follow from roles that follow from roles: deeper than this they go in a circle. */
#define ROLE_DEPTH 8

object_t catalogue_role(const struct plan *plan, const char *name)
{
    return model_catalogue(plan->model, KIND_ROLE, name);
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
    model_each (plan->model, server, environment, KIND_SERVER) {
        const struct field *field = model_field(plan->model, server, KEYWORD_ROLES);
        struct data roles = field && !field->wrong ? field_operand(field, 0) : (struct data){0};
        for (uint32_t i = 0; i < roles.count; i++)
            if (roles.items[i].object == role)
                objects_add(plan, &found, server);
    }
    struct data otherwise = model_data(plan->model, role, KEYWORD_OTHERWISE);
    if (found.count == 0 && otherwise.count)
        return members(plan, environment, otherwise.items[0].object, depth + 1);
    return group_of(plan, &found);
}

struct group role_members(struct plan *plan, object_t environment, object_t role)
{
    return members(plan, environment, role, 0);
}
