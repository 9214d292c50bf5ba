/*
 * The ledger of required openings: equal ones become one, with all their reasons.
 */
#ifndef OSNET_PLAN_LEDGER_H
#define OSNET_PLAN_LEDGER_H

#include "plan/derive.h"

/* One opening as a flow statement asks for it. */
struct opening_entry {
    object_t flow; /* the statement */
    object_t environment;
    object_t connect; /* the `connect` statement that it is asked for by, or 0 */
    struct group sources, destinations, via;
    struct ports ports;
    const char *entries; /* catalogue entries besides the statement's, or NULL */
    bool hop;
    bool certain; /* nothing about its conditions is unknown */
};

struct ledger {
    struct plan *plan;
    uint32_t first; /* the first flow of the environment in hand: only those can be equal */
};

/* Writes ENTRY down; what stays on one machine goes apart as a local opening. */
void ledger_add(struct ledger *ledger, const struct opening_entry *entry);

#endif
