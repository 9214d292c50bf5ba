/*
 * Finding a file of the embedded stdlib: takes a path, gives a row of the generated table.
 */
#include "stdlib/stdlib.h"

#include <string.h>

const struct embedded *stdlib_find(const char *path)
{
    size_t low = 0, high = stdlib_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(path, stdlib_files[middle].path);
        if (order == 0)
            return &stdlib_files[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const struct embedded *stdlib_at(size_t i)
{
    return i < stdlib_count ? &stdlib_files[i] : NULL;
}
