/*
 * Takes texts, keeps each once: a few are compared, many are found by their atoms.
 */
#include "base/once.h"

/* So few are compared one by one. */
#define FEW 32

uint32_t once_add(struct arena *arena, struct once *once, const char *text)
{
    if (once->count < FEW) {
        for (uint32_t i = 0; i < once->count; i++)
            if (once->items[i] == text || strcmp(once->items[i], text) == 0)
                return i;
        vec_add(arena, once, text);
        return once->count - 1;
    }
    if (!once->known) {
        once->known = atoms_create(arena);
        for (uint32_t i = 0; i < once->count; i++)
            atom_intern(once->known, once->items[i], strlen(once->items[i]));
    }
    atom_t atom = atom_intern(once->known, text, strlen(text)); /* numbered as they come, from 1 */
    if (atom > once->count)
        vec_add(arena, once, text);
    return atom - 1;
}
