/*
 * A growable array in an arena.
 *
 * VEC(type) declares one; zeroed memory is an empty one. Items move when it grows: keep indices,
 * not pointers, across a push.
 */
#ifndef OSNET_BASE_VEC_H
#define OSNET_BASE_VEC_H

#include <stdint.h>
#include <string.h>

#include "base/arena.h"

#define VEC(type)                                                                                  \
    struct {                                                                                       \
        type *items;                                                                               \
        uint32_t count, capacity;                                                                  \
    }

/* Room for one item more at the end of VEC (a pointer to a VEC): a pointer to it, not cleared. */
#define vec_room(arena, vec)                                                                       \
    (((vec)->count == (vec)->capacity                                                              \
          ? (void)((vec)->items = vec_grow((arena), (vec)->items, &(vec)->capacity,                \
                                           sizeof *(vec)->items))                                  \
          : (void)0),                                                                              \
     &(vec)->items[(vec)->count++])

/* Room for COUNT items in all: an array whose size can be guessed need not grow step by step. */
#define vec_reserve(arena, vec, count)                                                             \
    ((vec)->items = vec_widen((arena), (vec)->items, &(vec)->capacity, (count), sizeof *(vec)->items))

/* Adds one zeroed item to VEC and gives a pointer to it. */
#define vec_push(arena, vec)                                                                       \
    ((__typeof__((vec)->items))memset(vec_room((arena), (vec)), 0, sizeof *(vec)->items))

/* Gives the memory of VEC back; it is empty then. */
#define vec_release(arena, vec)                                                                    \
    (arena_release((arena), (vec)->items, (size_t)(vec)->capacity * sizeof *(vec)->items),         \
     (void)memset((vec), 0, sizeof *(vec)))

/* Appends VALUE. */
#define vec_add(arena, vec, value) (*vec_room((arena), (vec)) = (value))

/* The place of the first item of VEC, which is ascending by COMPARE, that is not below *WANTED. */
#define vec_place(vec, wanted, compare)                                                            \
    (vec_search((vec)->items, (vec)->count, sizeof *(vec)->items, (wanted), (compare)))
uint32_t vec_search(const void *items, uint32_t count, size_t item_size, const void *wanted,
                    int (*compare)(const void *, const void *));

/* The array ITEMS of CAPACITY items with room for more; CAPACITY is raised. */
void *vec_grow(struct arena *arena, void *items, uint32_t *capacity, size_t item_size);
/* The same with room for COUNT items at least. */
void *vec_widen(struct arena *arena, void *items, uint32_t *capacity, size_t count, size_t item_size);

#endif
