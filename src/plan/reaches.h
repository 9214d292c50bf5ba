/*
 * What may be in front of what, while environments are derived. Zeroed memory is a beginning.
 */
#ifndef OSNET_PLAN_REACHES_H
#define OSNET_PLAN_REACHES_H

#include "plan/derive.h"

/* The devices that requests come to one after the other. */
struct way {
    objects_t devices;
    uint32_t *met;  /* by object: the last way that it was on */
    uint32_t count; /* of ways */
};

/* Devices by what they serve: those that may be in front of a zone are few among many. */
struct reach {
    object_t behind, device;
};

struct reaches {
    VEC(struct reach) list; /* ascending */
    objects_t silent;       /* devices that do not say what they serve */
};

/* Begins a way at DEVICE. */
void way_begin(struct plan *plan, struct way *way, object_t device);

/* Goes on to the devices among SERVED; to each once, so that those that serve one another come to
 * an end. */
void way_on(struct plan *plan, struct way *way, struct data served);

/* Whether DEVICE does not say what it serves. */
bool serve_is_silent(const struct model *model, object_t device);

/* Fills REACHES with the devices of KIND in PARENT and what they serve, proxies through other devices too. */
void reaches_fill(struct plan *plan, struct reaches *reaches, object_t parent, enum kind kind,
                  struct way *way);

/* What of REACHES may be in front of ZONE: never less than is. */
struct group reaches_before(struct plan *plan, const struct reaches *reaches,
                            const struct plan_zone *zone);

#endif
