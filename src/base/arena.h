/*
 * One pool of memory a compilation.
 *
 * Takes sizes, gives zeroed memory that lives until the arena is destroyed. Hardly anybody gives a
 * single piece back. When the machine has no more memory the arena does not return: it jumps to the failure point
 * that the compilation set, so that no caller needs a test for NULL.
 */
#ifndef OSNET_BASE_ARENA_H
#define OSNET_BASE_ARENA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

struct arena;

/* A new arena, or NULL where there is no memory. Destroyed by arena_destroy. */
struct arena *arena_create(void);
void arena_destroy(struct arena *arena);

/* Where an allocation that fails jumps to (with value 1). Must be set before the first allocation;
 * without it a failure aborts. Returns the failure point that was set before, or NULL. */
jmp_buf *arena_on_failure(struct arena *arena, jmp_buf *failure);

/* SIZE bytes, zeroed, aligned for pointers and numbers of 64 bits. */
void *arena_alloc(struct arena *arena, size_t size);

/* OLD (of OLD_SIZE bytes, from arena_alloc or arena_grow, or NULL) with room for NEW_SIZE bytes; what the new
 * part holds is not said: memory that nobody writes to costs nothing. Large blocks move as realloc moves them;
 * the old pointer is dead afterwards. */
void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size);

/* Gives MEMORY (of SIZE bytes, from arena_alloc or arena_grow, or NULL) back before the arena's end; only a large piece
 * makes a difference: whoever wants a large one next has its pages. */
void arena_release(struct arena *arena, void *memory, size_t size);

/* Sets SIZE bytes apart, once, for when the system has no more: what cannot be taken back is then begun with enough
 * memory to end it. Bytes that are never needed cost nothing. */
void arena_reserve(struct arena *arena, size_t size);

/* A copy of LENGTH bytes of TEXT, ended by a NUL. */
char *arena_copy(struct arena *arena, const char *text, size_t length);

/* Room for a text of LENGTH bytes, to be filled; its NUL is there. */
char *arena_text(struct arena *arena, size_t length);

/* LEFT, BETWEEN and RIGHT, one behind the other. */
char *arena_join(struct arena *arena, const char *left, const char *between, const char *right);

/* A formatted string, as printf makes it. */
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

/* Bytes handed out so far. */
size_t arena_used(const struct arena *arena);

#define arena_new(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define arena_array(arena, type, count) ((type *)arena_alloc((arena), sizeof(type) * (size_t)(count)))

#endif
