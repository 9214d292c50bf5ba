/*
 * What the ends of an `allow` or `deny` mean.
 */
#ifndef OSNET_PLAN_COVERAGE_H
#define OSNET_PLAN_COVERAGE_H

#include "plan/derive.h"

/* A thing that may be covered, and what it is found by: an address, what it stands in. */
struct found_at {
    const struct address *address;
    object_t object;
};

struct found_in {
    object_t around, object;
};

/* What is known of the things that may be covered, from the first question on; begins zeroed. */
struct coverage {
    struct group parties;
    VEC(struct found_at) by_address; /* every address, and the first of every network */
    VEC(struct found_in) by_environment, by_network; /* the network that is stated */
    objects_t on_internet;
    struct group **known;  /* by object: what an environment, a zone, a network or an actor covers */
    uint32_t *seen;        /* by object: the last list that covers it */
    uint32_t lists;        /* so far */
};

struct covered {
    struct group all;
    struct group some; /* things of which only some addresses are meant */
    struct parts {     /* what each end covers, unless one before it does, and last what only several do */
        const struct group *items;
        uint32_t count;
    } parts;
};

/* What ENDS cover in a statement that stands in the environment AROUND, or at the top (0). */
struct covered coverage_of(struct plan *plan, struct coverage *coverage, struct data ends,
                           object_t around);

#endif
