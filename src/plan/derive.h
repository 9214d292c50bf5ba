/*
 * The steps of derivation, in the order plan_derive() takes them. Each fills its part of the plan from the model and
 * the parts before it.
 */
#ifndef OSNET_PLAN_DERIVE_H
#define OSNET_PLAN_DERIVE_H

#include "plan/plan.h"

/* connections.c: which `connect` names which environments. */
void derive_connections(struct plan *plan);
/* networks.c: networks by address. */
void derive_networks(struct plan *plan);
/* The narrowest network that has ADDRESS, of several the first; or 0. */
object_t network_of(const struct plan *plan, const struct address *address);
/* replicas.c: whose statements count for replicas. */
void derive_replicas(struct plan *plan);
/* serving.c: which devices serve what, once environments have their load balancers. */
void derive_serving(struct plan *plan);
/* The proxy in front of ZONE that PROXY passes on to, the first or the LAST that it names; or 0. */
object_t way_next(struct plan *plan, object_t proxy, const struct plan_zone *zone, bool last);
/* The devices from PROXY to ZONE, in order: the proxies that PROXY passes on to, then the zone's load balancer. */
struct group way_through(struct plan *plan, object_t proxy, const struct plan_zone *zone);
/* Whether another proxy of ZONE passes on to PROXY: then the way begins there. */
bool way_is_behind(const struct plan *plan, object_t proxy, const struct plan_zone *zone);
/* environments.c: environments, zones, what stands in front of what. */
void derive_environments(struct plan *plan);
/* slots.c: hostname, zone addresses, LifeTime addresses. */
void derive_slots(struct plan *plan);
/* routes.c */
void derive_routes(struct plan *plan);
/* hosts.c: which servers go without a line that they would need, and where LINES, those of the others. */
void derive_hosts(struct plan *plan, bool lines);
/* openings.c: what the author says is open or closed. */
void derive_openings(struct plan *plan);
/* cloud.c: the lines to other places. */
void derive_lines(struct plan *plan);
/* What lines of a SORT are: "vpn". */
const char *line_kind(uint32_t sort);
/* cloud.c: which flows are OutSystems' own business; after derive_flows. */
void derive_run_by_vendor(struct plan *plan);
/* flows.c: the required openings. */
void derive_flows(struct plan *plan);
/* listening.c: every server, of which nothing is known but its number. */
void derive_servers(struct plan *plan);
/* listening.c: the flows of each server, and what it listens on, after derive_flows. */
void derive_listening(struct plan *plan);
/* advice.c */
void derive_advice(struct plan *plan);

/* group.c: groups under construction. */
typedef VEC(object_t) objects_t;
void objects_add(struct plan *plan, objects_t *objects, object_t object); /* keeps order, no doubles */
struct group group_of(struct plan *plan, objects_t *objects);             /* sorts */
struct group group_one(struct plan *plan, object_t object);
/* Members of a group, one after the other kept or left out; where none is left out it stays the same list. */
struct sieve {
    struct group all;
    object_t *sifted; /* once those that are kept are no neighbours in it */
    uint32_t first;   /* the place of the first of them */
    uint32_t seen, kept;
};
void sieve_next(struct plan *plan, struct sieve *sieve, bool keep);
struct group sieve_rest(struct plan *plan, const struct sieve *sieve);
struct group group_without(struct plan *plan, struct group group, struct group less);
struct group group_common(struct plan *plan, struct group left, struct group right);
bool group_equal(struct group left, struct group right);

/* called.c: the load balancers, servers, container runtimes and reverse proxies in ENVIRONMENT (0: at the top), or
 * anywhere, that may have the name or address TEXT: none is left out that has, and one may come twice. called_next()
 * is 0 behind the last. For many: a FEW are sooner looked at one by one. */
#define CALLED_FEW 64
struct callers {
    atom_t form;
    object_t environment;
    bool all;
    uint32_t next;
};
struct callers called_in(struct plan *plan, const char *text, object_t environment);
struct callers called_anywhere(struct plan *plan, const char *text);
object_t called_next(const struct plan *plan, struct callers *callers);
/* Whether TARGET, a reference, or a name or address as text, means THING. */
bool called_by(const struct plan *plan, object_t thing, const struct datum *target);

/* plan.c: the plan's entry for ZONE; NULL for what is no zone. */
const struct plan_zone *plan_zone_of(const struct plan *plan, object_t zone);

/* replicas.c: the database whose statement of WORD counts for DATABASE: its own, else that of its primary. */
object_t replica_speaker(const struct plan *plan, object_t database, enum replica_word word);

/* roles.c: the servers of ENVIRONMENT that have ROLE, what stands in for it included. */
struct group role_members(struct plan *plan, object_t environment, object_t role);
object_t catalogue_role(const struct plan *plan, const char *name);

/* conditions.c: what a condition's subject is looked up on, in this order. */
struct circumstance {
    object_t destination, source, environment, connect;
};
/* Whether the `when`, `unless` and `since` of OBJECT hold; what is unknown does not rule out. */
bool conditions_hold(struct plan *plan, object_t object, const struct circumstance *circumstance);
/* Whether they hold and nothing about that is unknown: then a finding may rest on it. */
bool conditions_certain(struct plan *plan, object_t object, const struct circumstance *circumstance);
/* The kinds of things that can state a property that one of its conditions is about. */
kinds_t conditions_about(struct plan *plan, object_t object);
/* Whether THING itself has a word in that, so that what holds around it need not hold for it. */
bool conditions_asked_of(struct plan *plan, object_t object, object_t thing);

/* Joins catalogue entries with a space; either may be NULL or empty. */
const char *entries_join(struct plan *plan, const char *left, const char *right);

#endif
