/*
 * Excerpts of the topology inside the report's HTML page.
 */
#ifndef OSNET_EMIT_PLACES_H
#define OSNET_EMIT_PLACES_H

#include "emit/report.h"

/* The section with the lines around every finding's place; none where there is no finding. */
void places(struct report *report);

#endif
