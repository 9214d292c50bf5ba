/*
 * libFuzzer's entry: takes the text that it made up. Run by tests/fuzz/run.
 */
#include "fuzz_compile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_compile(data, size);
    return 0;
}
