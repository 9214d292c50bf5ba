/*
 * What is not of this language: files that are no topology, words that are none.
 */
#ifndef OSNET_SYNTAX_FOREIGN_H
#define OSNET_SYNTAX_FOREIGN_H

#include <stdbool.h>
#include <stdint.h>

/* The language ("JSON") that SIZE bytes of TEXT seem to be written in, judged by how they begin; NULL where
 * nothing says. *SURE: no topology begins so, whatever else it holds. */
const char *foreign_language(const char *text, uint32_t size, bool *sure);

/* What is wrong with LENGTH bytes of TEXT, a run of characters that is no word; what would be right. */
const char *foreign_word(const char *text, uint32_t length);

#endif
