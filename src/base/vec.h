/*
 * A growable array in an arena.
 *
 * VEC(type) declares one; zeroed memory is an empty one. Items move when it grows: keep indices,
 * not pointers, across a push.
 */
#ifndef OSNET_BASE_VEC_H
#define OSNET_BASE_VEC_H

#include <stdint.h>

#include "base/arena.h"

#define VEC(type)                                                                                  \
    struct {                                                                                       \
        type *items;                                                                               \
        uint32_t count, capacity;                                                                  \
    }

/* Adds one zeroed item to VEC (a pointer to a VEC) and gives a pointer to it. */
#define vec_push(arena, vec)                                                                       \
    (((vec)->count == (vec)->capacity                                                              \
          ? (void)((vec)->items = vec_grow((arena), (vec)->items, &(vec)->capacity,                \
                                           sizeof *(vec)->items))                                  \
          : (void)0),                                                                              \
     &(vec)->items[(vec)->count++])

/* Appends VALUE. */
#define vec_add(arena, vec, value) (*vec_push((arena), (vec)) = (value))

/* The array ITEMS of CAPACITY items with room for more; CAPACITY is raised. */
void *vec_grow(struct arena *arena, void *items, uint32_t *capacity, size_t item_size);

#endif
