/*
 * Target: the input is a name set. Its members are those that a slow, plain reading of the brackets
 * gives.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/nameset.h"
#include "fuzz.h"

/* Members that are compared: all of the first ones. */
#define COMPARED 2000u

struct plain {
    const char *end;
    char member[2 * NAMESET_LENGTH];
    struct arena *arena;
    const char *text;
    size_t length;
    uint32_t made;
};

/* Extends the first LENGTH bytes of the member by what is written from AT on, in every way. */
static void extend(struct plain *plain, const char *at, size_t length)
{
    while (at < plain->end && *at != '[')
        plain->member[length++] = *at++;
    if (at == plain->end) {
        plain->member[length] = '\0';
        if (plain->made < COMPARED) {
            const char *found =
                nameset_member(plain->arena, plain->text, plain->length, plain->made);
            promise(strcmp(found, plain->member) == 0, "members are those of the brackets");
        }
        plain->made++;
        return;
    }
    const char *close = memchr(at, ']', (size_t)(plain->end - at));
    promise(close != NULL, "a set's brackets are closed");
    while (*at != ']') {
        char *behind;
        const char *first = at + 1;
        unsigned long long from = strtoull(first, &behind, 10), to = from;
        size_t digits = (size_t)(behind - first);
        promise(digits > 0, "a set is made of numbers");
        if (*behind == '-')
            to = strtoull(behind + 1, &behind, 10);
        for (unsigned long long i = from; i <= to && plain->made < COMPARED; i++)
            extend(plain, close + 1,
                   length + (size_t)sprintf(plain->member + length, "%0*llu",
                                            *first == '0' ? (int)digits : 1, i));
        at = behind;
    }
}

void fuzz_input(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_create();
    jmp_buf failure;
    if (arena && size > 0 && size <= NAMESET_LENGTH && !memchr(data, '\0', size) &&
        setjmp(failure) == 0) {
        arena_on_failure(arena, &failure);
        const char *text = arena_copy(arena, (const char *)data, size), *fault = NULL;
        uint32_t count = nameset_count(arena, text, size, &fault);
        promise((count == 0) == (fault != NULL), "no members, and only then a fault");
        promise(count <= NAMESET_LIMIT, "a set has at most as many members as the limit says");
        if (count > 0) {
            struct plain plain = {.end = text + size, .arena = arena, .text = text, .length = size};
            extend(&plain, text, 0);
            promise(plain.made == count || plain.made >= COMPARED,
                    "there are as many members as the brackets say");
        }
    }
    if (arena)
        arena_destroy(arena);
}
