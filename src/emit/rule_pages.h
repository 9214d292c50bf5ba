/*
 * The pages of rules inside the report's HTML page.
 */
#ifndef OSNET_EMIT_RULE_PAGES_H
#define OSNET_EMIT_RULE_PAGES_H

#include "emit/report.h"

/* The section with the page of every rule that has a finding, accepted or not; none where there is
 * no finding. */
void rule_pages(struct report *report);

#endif
