/*
 * Target: the input is a topology, from the scanner to the outputs.
 */
#include "fuzz.h"

/* No file lies beside it, so that an import finds none. */
static bool prepare(struct compilation *compilation, const char *data, size_t size)
{
    return source_take(&compilation->sources, "/nonexistent/input.osnet", data, size) != NULL;
}

void fuzz_input(const uint8_t *data, size_t size)
{
    fuzz_through(prepare, data, size);
}
