/*
 * Files in other languages: what a text seems to be that is no topology.
 */
#ifndef OSNET_SYNTAX_FOREIGN_H
#define OSNET_SYNTAX_FOREIGN_H

#include <stdbool.h>
#include <stdint.h>

/* The language ("JSON") that SIZE bytes of TEXT seem to be written in, judged by how they begin; NULL where
 * nothing says. *SURE: no topology begins so, whatever else it holds. */
const char *foreign_language(const char *text, uint32_t size, bool *sure);

#endif
