/*
 * `flow` statements, each read once: it is asked for in every environment.
 */
#ifndef OSNET_PLAN_FORMS_H
#define OSNET_PLAN_FORMS_H

#include "plan/derive.h"

struct flow_form {
    object_t flow; /* the statement */
    bool wrong;    /* a mistake in its head was reported */
    struct data sources, destinations, ports;
    bool per_environment;  /* it speaks of roles, or of developers who use a Studio: asked for in
                              each environment */
    bool connected;        /* it speaks of connected environments */
    struct group services; /* it is about: those of its `connection`, else its outside parties where
                              CONNECTED */
    struct group connects; /* the sound `connect` statements that name one of those */
    bool balanced, by_name, by_public_hostname;
    const char *purpose, *note; /* of the note: its title; NULL where there is neither */
    const char *protocol, *source, *alternative; /* as stated, or NULL */
    struct data entries;                         /* catalogue entries */
    enum severity
        closed; /* how bad it is where it is closed, if nothing about its conditions is unknown */
    struct reasons *reasons; /* those that end with it: ledger.h */
};

/* The form of the statement FLOW. */
struct flow_form *form_of(struct plan *plan, object_t flow);

/* ports.c: where DESTINATION answers PORT of FORM: as configured in its environment (of one
 * without: in AROUND), or on the database itself, where `any` stands for the engine's; whether all
 * DESTINATIONS do so alike. */
struct ports port_towards(const struct plan *plan, const struct flow_form *form, object_t around,
                          const struct datum *port, object_t destination);
bool ports_alike(const struct plan *plan, const struct flow_form *form, object_t around,
                 const struct datum *port, struct group destinations);
/* Where each of DESTINATIONS answers: those that answer alike side by side. */
struct answer {
    struct ports ports;
    object_t destination, first; /* the first that answers alike */
};
struct answer *ports_answers(struct plan *plan, const struct flow_form *form, object_t around,
                             const struct datum *port, struct group destinations);
bool ports_equal(const struct ports *left, const struct ports *right);

/* connections.c: the sound `connect` statements that name one of SERVICES; no services are all. */
struct group services_connects(struct plan *plan, struct group services);
/* The `connect` statements for each of which FORM is asked for in ENVIRONMENT (0: of
 * the infrastructure); a 0 among them: it is asked for without any. */
struct group form_connects(struct plan *plan, const struct flow_form *form, object_t environment);

#endif
