/*
 * What several writers say of a plan, computed once; each writer only formats it.
 *
 * Everything is in the plan's arena. Nothing here is quadratic in the servers: what is said of many
 * servers alike is said once, and a group is worded by its sets ("fe[1-8]").
 */
#ifndef OSNET_EMIT_CONTENT_H
#define OSNET_EMIT_CONTENT_H

#include "plan/plan.h"

/* Texts in the order in which they are to be read. */
struct texts {
    const char **items;
    uint32_t count;
};

/* The same while it grows. */
typedef VEC(const char *) text_list;

/* NAMES with runs of neighbours folded to sets: "fe1", "fe2", "fe3", "fe4" to "fe[1-4]"; shorter
 * runs stay. Where something is folded the result is in ROOM, whatever was there. */
struct texts content_fold(struct arena *arena, text_list *room, struct texts names);

/* What a thing is called in the part of a report that is about ENVIRONMENT (0: about all): its path
 * without that environment's name; outside parties by their titles. */
const char *content_label(const struct plan *plan, object_t object, object_t environment);

/* The same for texts of the members of a group, and without those of one of them, which need not look at all of them
 * again. Zeroed memory is room for one. */
struct folding {
    text_list texts;        /* all */
    VEC(uint32_t) members;  /* where the texts of each begin; and one more */
    VEC(uint32_t) steps;    /* by text: how the next one follows it; 0: it does not */
    VEC(uint32_t) ends;     /* by text: the end of the run that begins there */
    VEC(uint32_t) parts;    /* where those begin that all are folded to */
    text_list folded, rest; /* these; those without a member */
};
void folding_begin(struct folding *folding);
/* The texts that are added next are those of the next member. */
void folding_member(struct arena *arena, struct folding *folding);
void folding_end(struct arena *arena, struct folding *folding);
/* All but the texts of MEMBER, until the next are asked for. */
struct texts folding_without(struct arena *arena, struct folding *folding, uint32_t member);

/* The labels of GROUP: of the topology's own things, folded, and the titles of outside parties. */
struct labels {
    struct texts own, outside;
};
/* Where they are until the next are asked for; zeroed is empty. */
struct label_room {
    text_list own, outside, folded;
};
struct labels content_labels(const struct plan *plan, struct label_room *room, struct group group,
                             object_t environment);

/* What a writer asked last, for many flows share their groups; zeroed is empty. */
#define ADDRESS_MEMO 16
struct address_memo {
    struct {
        struct group group;
        text_list texts; /* until it is asked for that many others */
    } asked[ADDRESS_MEMO];
    unsigned next;
};

/* What a firewall needs to know of GROUP: addresses, or the DNS names of what has none; of outside parties both.
 * Not folded. */
struct texts content_addresses(const struct plan *plan, struct address_memo *memo,
                               struct group group);

/* The labels of GROUP without the server EXCEPT, which is in it, and their ADDRESSES, folded. MEMO: the group that was
 * asked for last. */
struct others_memo {
    struct group group;
    object_t environment;
    struct folding labels, addresses;
    text_list outside;
};
struct labels content_others(const struct plan *plan, struct others_memo *others,
                             struct group group, object_t environment, object_t except,
                             struct texts *addresses);

/* The same for one end of FLOW: no addresses of an outside party where they are not given for it. With URLS it is told
 * as its source would call it: a path behind the name, and the public DNS hostname that it comes in by. */
struct texts content_end(const struct plan *plan, struct address_memo *memo,
                         const struct plan_flow *flow, bool destination, bool urls);
/* The path of the URL of OBJECT, or NULL. */
const char *content_path(const struct plan *plan, object_t object);

/* Whether the profile asks anything of `localhost`: the page of the cross-platform one does not. */
bool content_has_localhost(const struct plan *plan);
/* What SERVER's `localhost` is stated as, else the loopback address; as text NULL where it is not
 * IPv4. */
struct address content_localhost(const struct plan *plan, object_t server);
const char *content_localhost_text(const struct plan *plan, object_t server);

/* The openings of one environment, or of the infrastructure (environment 0), by purpose. */
struct opening_table {
    const char *title; /* "Monitoring" */
    const struct plan_flow **flows;
    uint32_t count;
};
struct opening_section {
    object_t environment;
    const struct opening_table *tables;
    uint32_t count;
};
/* One section an environment, in order, then the infrastructure's where it has openings: its own, and those between
 * environments (DOC-007). */
struct opening_sections {
    const uint32_t *flows; /* indices in plan->flows, section by section */
    const uint32_t *ends;  /* of each section in FLOWS */
    uint32_t count;
};
struct opening_sections content_openings(const struct plan *plan);
/* Where the tables of a section are until the next is asked for; zeroed is empty. */
struct opening_room {
    VEC(uint32_t) ranks, ends; /* the table of each flow, where each table is filled up to */
    VEC(const struct plan_flow *) flows;
    VEC(struct opening_table) tables;
};
struct opening_section content_section(const struct plan *plan, const struct opening_sections *sections,
                                       uint32_t index, struct opening_room *room);

/* The title of a purpose: "LifeTime" for "lifetime". */
const char *content_purpose(const struct plan *plan, const char *purpose);

/* One hosts entry and all servers that need it. */
struct hosts_row {
    const struct plan_host *entry;
    struct group servers;
};
struct hosts_row *content_hosts(const struct plan *plan, uint32_t *count);

/* The entries of SERVER: a slice of plan->hosts. */
const struct plan_host *content_hosts_of(const struct plan *plan, object_t server, uint32_t *count);

/* Servers of one environment that stand in the same openings. */
struct server_class {
    struct group servers;
    const struct plan_server *first;
};
/* In the order of their first servers. OF (may be NULL) gets the class of each entry of
 * plan->servers. */
struct server_class *content_servers(const struct plan *plan, uint32_t *count, uint32_t **of);

/* An outside party on one port in one direction, and the environments for which that is so. */
struct endpoint_row {
    object_t endpoint;
    bool inbound; /* it is the source */
    bool by_name; /* its addresses are not given for this */
    const char *port, *protocol;
    struct texts environments; /* labels; none for the infrastructure's own */
    struct texts purposes, notes, entries;
    const struct use *uses; /* it is for these */
    uint32_t use_count;
};
struct endpoint_row *content_endpoints(const struct plan *plan, uint32_t *count);
/* Who is at the other end of ROW. */
struct group content_opposite(const struct plan *plan, const struct endpoint_row *row);

/* Whether the vendor may change the addresses of ENDPOINT. */
bool content_changes(const struct plan *plan, object_t endpoint);

/* The pages that the openings come from, sorted, each once. */
struct texts content_sources(const struct plan *plan);

/* One line of standing advice or of the checklist, and all that it is about. */
struct advice_row {
    const char *text, *entries;
    struct texts subjects; /* labels, folded; none for the infrastructure */
};
struct advice_row *content_advice(const struct plan *plan, bool checklist, uint32_t *count);

#endif
