/*
 * What stands in front of the zones of an environment, while environments are derived.
 */
#ifndef OSNET_PLAN_FRONTS_H
#define OSNET_PLAN_FRONTS_H

#include "plan/derive.h"

/* What goes on from environment to environment. Zeroed memory is a beginning. */
struct fronts {
    uint32_t *met;    /* by object: the last search that met it */
    uint32_t searches;
    objects_t found, near, far; /* by the search in hand: all; proxies of the environment, at the top */
    uint32_t silent_at_top, silent; /* of proxies that do not say what they serve: those at the top; those so far */
    objects_t silent_balancers, fitting; /* load balancers of it that say nothing; that fit one of its zones */
    objects_t balancers;                 /* that are one of its zones' */
    struct group balancing;              /* the same, ascending */
    VEC(const struct plan_zone *) zones; /* of it, by their servers */
};

/* Finds the load balancer of each zone of ENVIRONMENT. */
void fronts_balancers(struct plan *plan, const struct plan_environment *environment,
                      struct fronts *fronts);

/* Finds the reverse proxies in front of ENVIRONMENT and each of its zones, once all have their load balancers. */
void fronts_proxies(struct plan *plan, struct plan_environment *environment, struct fronts *fronts);

#endif
