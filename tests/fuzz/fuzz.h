/*
 * What the targets of the fuzzer share. Each target is one file that defines fuzz_input; fuzz.c
 * hands it what libFuzzer makes up, replay.c what was found before.
 */
#ifndef OSNET_TESTS_FUZZ_FUZZ_H
#define OSNET_TESTS_FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "compile.h"

/* Takes SIZE bytes of DATA through what the target is about; aborts where a promise does not hold.
 */
void fuzz_input(const uint8_t *data, size_t size);

/* Aborts unless HOLDS; WHAT was promised. */
void promise(bool holds, const char *what);

/* Compiles what PREPARE sets up from DATA (false: there is nothing to compile), renders the
 * findings and, where there is no error, writes every output but the pictures. What comes out is
 * thrown away. */
void fuzz_through(bool (*prepare)(struct compilation *compilation, const char *data, size_t size),
                  const uint8_t *data, size_t size);

#endif
