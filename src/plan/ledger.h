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
    const struct reasons *before;   /* those before the last statement; NULL: it is the only one */
    const struct flow_form *form;   /* the last statement */
    struct reasons *next;           /* others that end with the same statement */
    struct said {                    /* what the last statement says besides its own texts */
        const char *entries;         /* further catalogue entries, or NULL */
        const char *public_hostname; /* by which an outside party comes in, or NULL */
        const char *http_proxy;      /* through which developers go, or NULL */
        enum severity closed;
        bool changes; /* an outside party may change its addresses, and somebody may go by them */
        bool choice;  /* it is a further choice of ports: "this or that" */
        bool several; /* there are several choices */
    } said;
    struct plan_reasons *told; /* in words, once an opening is found to have just these */
};

/* BEFORE (or NULL) and what FORM and SAID add. */
struct reasons *reasons_with(struct plan *plan, struct reasons *before,
                             struct flow_form *form, const struct said *said);
/* REASONS in words. */
const struct plan_reasons *reasons_told(struct plan *plan, struct reasons *reasons);

#define LEDGER_PORTS 64

struct ledger {
    struct plan *plan;
    uint32_t first; /* the first flow of the environment in hand: only those can be equal */
    VEC(struct line {
        struct reasons *reasons;
        VEC(struct ports) choices; /* once there are several */
    })
    lines; /* a line a flow from there on */
    VEC(struct known {
        uint32_t hash;           /* of the ends, the way, the protocol, and of what follows */
        uint32_t flow;
        uint32_t next;           /* of the same bucket, + 1 */
        const char *alternative; /* by which the flow may get another port; else NULL: */
        struct ports ports;      /* that it has */
    })
    known;
    uint32_t *buckets; /* the last one of each, + 1 */
    uint32_t bucket_count;
    const struct plan_port *ports[LEDGER_PORTS]; /* worded ones, so that flows share them */
};

/* Begins with the next environment; the openings of the one before are worded. */
void ledger_begin(struct ledger *ledger);
/* Writes ENTRY down; what stays on one machine goes apart as a local opening. */
void ledger_add(struct ledger *ledger, const struct opening_entry *entry);

#endif
