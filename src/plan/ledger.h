/*
 * The ledger of required openings: equal ones become one, with all their reasons.
 */
#ifndef OSNET_PLAN_LEDGER_H
#define OSNET_PLAN_LEDGER_H

#include "plan/forms.h"

/* One opening as a flow statement asks for it. */
struct opening_entry {
    struct flow_form *form;
    object_t environment;
    object_t connect; /* the `connect` statement that it is asked for by, or 0 */
    struct group sources, destinations, via;
    struct ports ports;
    const char *entries; /* catalogue entries besides the statement's, or NULL */
    bool hop;
    bool certain; /* nothing about its conditions is unknown */
};

/* Why an opening is required: what its statements say, added up. Openings with the same statements
 * share one. */
struct reasons {
    struct plan_reasons told; /* all of it; first, so that an opening's is this */
    const struct reasons *before;    /* those before the last statement; NULL: it is the only one */
    const struct flow_form *first;   /* the first statement */
    struct reasons *next;            /* others that end with the same statement */
    struct said {                    /* what the last statement says besides its own texts */
        const char *entries;         /* further catalogue entries, or NULL */
        const char *public_hostname; /* by which an outside party comes in, or NULL */
        const char *http_proxy;      /* through which developers go, or NULL */
        enum severity closed;
        bool changes; /* an outside party may change its addresses, and somebody may go by them */
        bool choice;  /* it is a further choice of ports: "this or that" */
        bool several; /* there are several choices */
    } said;
};

/* BEFORE (or NULL) and what FORM and SAID add. */
const struct reasons *reasons_with(struct plan *plan, const struct reasons *before,
                                   struct flow_form *form, const struct said *said);

#define LEDGER_BUCKETS 4096 /* powers of 2 */
#define LEDGER_PORTS 64

struct ledger {
    struct plan *plan;
    uint32_t first; /* the first flow of the environment in hand: only those can be equal */
    uint32_t buckets[LEDGER_BUCKETS]; /* the last flow of each, + 1: found by ends and way */
    VEC(uint32_t) earlier;            /* the one before each flow of the plan in its bucket, + 1 */
    const struct plan_port *ports[LEDGER_PORTS]; /* worded ones, so that flows share them */
};

/* Writes ENTRY down; what stays on one machine goes apart as a local opening. */
void ledger_add(struct ledger *ledger, const struct opening_entry *entry);

#endif
