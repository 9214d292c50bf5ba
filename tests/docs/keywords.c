/*
 * Takes nothing, gives docs/keywords.md on standard output: the keyword tables that the schema holds.
 */
#include <stdio.h>

#include "schema/schema.h"

int main(void)
{
    schema_reference(stdout);
    return fflush(stdout) != 0 || ferror(stdout);
}
