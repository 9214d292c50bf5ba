/*
 * Takes nothing, gives libFuzzer's dictionary: the schema's keywords and the words of its choices,
 * the catalogue's names that topologies rely on, and values of every shape.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema/schema.h"

/* The words of TEXT, which spaces separate. */
static void put_words(const char *text)
{
    char *copy = strdup(text);
    for (char *rest = copy, *word; copy && (word = strtok_r(rest, " ", &rest)) != NULL;)
        printf("\"%s\"\n", word);
    free(copy);
}

static void put_row(const struct keyword *row)
{
    printf("\"%s \"\n", row->name);
    for (int i = 0; i < SCHEMA_OPERANDS; i++)
        if (row->operands[i].choices)
            put_words(row->operands[i].choices);
}

int main(void)
{
    static const char *const values[] = {
        "front-end controller cache-invalidation dedicated-controller internet end-users "
        "developers sysops",
        "ServiceCenter outsystems-cloud aws deployment-controller scheduler experience-builder "
        "ai-mentor-studio",
        "lifetime.front-end managed.front-end connected.front-end catalogue. on off is has "
        "at-least below any",
        "fe[1-8] fe[01-12,20]-blue a[1-2]-[1-3] [1-600] prod.fe1 10.20.1.11 10.20.1.[11-18] "
        "10.20.0.0/16",
        "2001:db8::7 2001:db8::/32 443/tcp 12000-12002/udp 443 11.25.0 2019-12-31 "
        "\\\"www.a.example\\\"",
        "\\\"\\\" \\\"${a}\\\" \\\"*.a.example\\\" \\\"/path\\\" \\\"outsystems/11\\\" \\\\u{e9} "
        "\\\\[ \\\\$ -> : ; { } , #",
        "\\xc3\\xa9 \\xff \\x0d\\x0a \\xef\\xbb\\xbf",
    };
    for (int i = 0; i < KEYWORD_COUNT; i++)
        put_row(&schema[i]);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        put_words(values[i]);
    return fflush(stdout) != 0 || ferror(stdout);
}
