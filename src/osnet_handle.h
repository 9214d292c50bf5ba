/*
 * The public library's handle, as its own files see it.
 */
#ifndef OSNET_HANDLE_H
#define OSNET_HANDLE_H

#include "compile.h"
#include "emit/emit.h"
#include "osnet/osnet.h"

struct osnet {
    struct compilation *compilation;
    const char *fault;
    bool checked;
    enum osnet_status status; /* of the check */
    const char *const *views; /* once asked for */
    enum theme theme;         /* of pictures */
    bool expanded;
};

/* The plan, or NULL where there is none. */
static inline const struct plan *plan_of(const struct osnet *osnet)
{
    return osnet->checked && osnet->status != OSNET_FAULT ? osnet->compilation->plan : NULL;
}

#endif
