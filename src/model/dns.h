/*
 * DNS names: what is one, what is equal to one, what a certificate's name covers.
 */
#ifndef OSNET_MODEL_DNS_H
#define OSNET_MODEL_DNS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/atom.h"

/* NULL if TEXT (UTF-8) is a DNS name; else what is wrong with it, as the end of a sentence ("has a space").
 * With WILDCARD a first label "*" is allowed. Underscores are allowed inside labels. */
const char *dns_fault(struct arena *arena, const char *text, bool wildcard);

/* The ASCII form (xn--…) in small letters, as a hosts file needs it; NULL if TEXT is no DNS name. */
const char *dns_ascii(struct arena *arena, const char *text);

/* Whether two DNS names are the same: letter case and a final dot do not count. */
bool dns_equal(const char *left, const char *right);

/* Whether a certificate for PATTERN is good for NAME: equal, or "*.rest" with exactly one label before rest
 * (AMB-17). */
bool dns_covers(const char *pattern, const char *name);

/* Names of which no two are the same, in the order in which they came; zeroed memory is an empty list. */
struct dns_names {
    const char **items;
    uint32_t count, capacity;
    struct atoms *forms; /* how each is compared, once there are many */
};

/* Adds NAME to LIST, unless it is there. Whether it was added. */
bool dns_add(struct arena *arena, struct dns_names *list, const char *name);

/* The place of what is the same as NAME in LIST; its count where nothing is. */
uint32_t dns_find(struct arena *arena, const struct dns_names *list, const char *name);

/* How NAME is compared: two have one form where dns_equal() says so. */
const char *dns_form(struct arena *arena, const char *name);

/* Whether NAME has more than one label. */
bool dns_qualified(const char *name);

#endif
