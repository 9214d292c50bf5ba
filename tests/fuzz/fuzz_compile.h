/*
 * The whole path of one input, as the fuzzer and the replay of its findings take it.
 */
#ifndef OSNET_TESTS_FUZZ_FUZZ_COMPILE_H
#define OSNET_TESTS_FUZZ_FUZZ_COMPILE_H

#include <stddef.h>
#include <stdint.h>

/* Compiles SIZE bytes of TEXT, renders the findings and, where there is no error, writes every
 * output but the pictures. What comes out is thrown away; a promise that does not hold aborts. */
void fuzz_compile(const uint8_t *text, size_t size);

#endif
