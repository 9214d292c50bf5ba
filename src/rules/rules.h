/*
 * rules/: what is wrong with the topology. One file a rule.
 *
 * A rule is a descriptor: its name, severity and summary, which kind of object it looks at, and one function
 * that is called once for each such object (for KIND_TOP once for the whole). It reads model and
 * plan, calls report() and sets the finding's object; it never prints. Rules are listed in meson.build of this
 * folder; the page of rule NAME is stdlib/rules/NAME.md.
 *
 * An environment that lost statements to mistakes (plan_environment.sound is false) is looked at only by rules that
 * set `partial`; slots and groups that are unknown are passed over by every rule.
 */
#ifndef OSNET_RULES_RULES_H
#define OSNET_RULES_RULES_H

#include "diagnostics/diagnostics.h"
#include "plan/plan.h"

struct check {
    const struct plan *plan;
    const struct model *model; /* plan->model */
    struct diagnostics *diagnostics;
    object_t object;                          /* the one to look at */
    const struct plan_environment *environment; /* around it; NULL outside */
    const struct plan_zone *zone;             /* for rules of KIND_ZONE (the implicit zone too, then object is
                                                 the environment) */
};

struct rule {
    struct rule_info info;
    uint8_t kind;    /* enum kind: KIND_ENVIRONMENT, KIND_ZONE, KIND_SERVER, …, KIND_TOP */
    bool partial;    /* may look at an environment with mistakes in it */
    bool self_managed; /* only environments that the customer manages (AMB-51) */
    void (*look)(const struct check *check, const struct rule *rule);
};

/* Every rule of this folder, in the order of meson.build, NULL behind the last. */
extern const struct rule *const all_rules[];

/* Runs every rule over PLAN. */
void rules_run(const struct plan *plan, struct diagnostics *diagnostics);

/* Marks the findings that the author accepts, and reports an `accept` that accepts nothing. Call after rules_run. */
void rules_accept(const struct plan *plan, struct diagnostics *diagnostics);

/* As report(), about CHECK's object. */
#define rule_report(check, rule, place, ...)                                                       \
    rule_finding((check)->object, report((check)->diagnostics, &(rule)->info, (place), __VA_ARGS__))
struct finding *rule_finding(object_t object, struct finding *finding);

/* Adds a slot's legal values as `expected` and its catalogue entries to FINDING. */
void rule_expect_slot(const struct check *check, struct finding *finding, const struct slot *slot);

/* What several rules need; phrases.c. */

/* Whether ENTRY is among the ENTRIES of a slot or route ("LT-009 LT-010"). */
bool rule_cites(const char *entries, const char *entry);
/* A value as one writes it in a topology: "www.acme.example" with its quotes, an IP address bare. */
const char *rule_written(const struct check *check, const char *value);
/* What SLOT states, as one writes it; a thing as 'lb1', so that copies by `like` read the same. */
const char *rule_stated(const struct check *check, const struct slot *slot);
/* What to state in SLOT, written so: its first legal value; where THING is right and has no known name, a reference
 * to it. */
const char *rule_choice(const struct check *check, const struct slot *slot, object_t thing);
/* The legal values of SLOT as a phrase: "fe1" or "fe1.acme.local". */
const char *rule_legal(const struct check *check, const struct slot *slot);
/* The names of GROUP as a phrase: 'fe1', 'fe2' and 'fe3'. */
const char *rule_things(const struct check *check, struct group group);
/* The one of GROUP that answers to the name or address VALUE, or 0. */
object_t rule_called(const struct check *check, struct group group, const char *value);
/* Offers the first legal value of SLOT in place of the stated one. Only where one thing alone can be meant. */
void rule_fix_slot(const struct check *check, struct finding *finding, const struct slot *slot);
/* Adds the place where OBJECT is declared. */
void rule_relate(const struct check *check, struct finding *finding, object_t object,
                 const char *text);
/* The routes of CHECK's environment, side by side. */
const struct plan_route *rule_routes(const struct check *check, uint32_t *count);
/* Cites ENTRIES, as a statement of the catalogue has them. */
void rule_cite(const struct check *check, struct finding *finding, struct data entries);
/* The zone of CHECK's environment where Service Center runs, or NULL where unknown. */
const struct plan_zone *rule_service_center(const struct check *check);
/* The catalogue's app whose name that of APP is nearly, or 0. */
object_t rule_near_app(const struct check *check, object_t app);
/* Whether LifeTime's address of CHECK's environment depends on a Service Center that none of its zones names. */
bool rule_lacks_service_center(const struct check *check);
/* Where it is said that a device served by DEVICE, at whatever remove, serves DEVICE; NULL where none does, or where
 * one of these devices is declared before DEVICE, for which the circle is told. */
const struct datum *rule_circle(const struct check *check, object_t device);
/* Whether the server is one of OutSystems': a front-end or controller, not the Cache Invalidation Service alone. */
bool rule_runs_platform(const struct check *check);

/* What rules on `connect` need; services.c. */

/* The catalogue entries of each thing that a service asks for; none: it does not. */
struct service_needs {
    struct data environment;     /* an environment that it works with */
    struct data public_hostname; /* a public hostname of that */
    struct data lifetime;        /* a LifeTime environment */
};
/* What SERVICE asks for, as CONNECT sets it up. */
struct service_needs rule_needs(const struct check *check, object_t connect, object_t service);
/* The catalogue's service NAME where CONNECT names it and the profile is about it, else 0. */
object_t rule_service(const struct check *check, object_t connect, const char *name);
/* The lowest and the highest version of Probes from which on a flow of SERVICE holds; false where none asks. */
bool rule_probes(const struct check *check, object_t service, const char **oldest, const char **newest);
/* Whether a service of CHECK's `connect` depends on SETTING: a condition of its flows does, and on the proxy that
 * developers go through a flow that begins with people. True where the profile says nothing of a service. */
bool rule_has_setting(const struct check *check, enum keyword_id setting);
/* Whether a flow of the profile is about SERVICE. */
bool rule_covers_service(const struct check *check, object_t service);

/* Whether one of PROXIES serves PROXY: then end users do not come to it first. */
bool rule_is_inner(const struct check *check, object_t proxy, struct group proxies);

#endif
