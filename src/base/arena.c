/*
 * Takes sizes, gives zeroed memory: small pieces side by side in chunks, big ones in a block of
 * their own, the largest in pages of their own that grow without copying. Under AddressSanitizer every piece stands alone
 * between poisoned bytes and moves whenever it grows, so that an overrun or a stale pointer is
 * found at once.
 */
#include "base/arena.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define GUARD alignof(max_align_t)
#else
#define GUARD ((size_t)0)
#define ASAN_POISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#endif

/* From this size on a piece is a block of its own. */
#define BIG ((size_t)64 << 10)
/* What small pieces are cut from; untouched pages of it cost nothing. */
#define CHUNK ((size_t)256 << 10)
/* From this size on the system is asked itself: a block grows by moving pages rather than bytes,
 * and what is given back is gone. */
#define MAP (GUARD ? SIZE_MAX : (size_t)1 << 20)
/* From this size on the system is asked for large pages. */
#define LARGE ((size_t)4 << 20)
/* Nothing larger is asked of the machine. */
#define LARGEST ((size_t)PTRDIFF_MAX - CHUNK)

/* A chunk or a big piece, in the list of all that the arena frees. */
struct block {
    struct block *next, *previous;
    size_t mapped; /* bytes that the system gave for it alone; 0 where it came from malloc */
    alignas(max_align_t) char memory[];
};

/* The chunk that pieces are cut from: all, used up to, end. */
struct pool {
    char *chunk, *cursor, *end;
};

struct arena {
    struct block *blocks;
    struct pool pieces, texts; /* texts lie close together: they need no alignment */
    size_t used;
    jmp_buf *failure;
};

struct arena *arena_create(void)
{
    return calloc(1, sizeof(struct arena));
}

/* A fifth of a large check is the system's work of giving it pages one by one. Where it has no larger ones, nothing is
 * lost. */
static void ask_for_large_pages(struct block *block)
{
    if (block->mapped >= LARGE)
        (void)madvise(block, block->mapped, MADV_HUGEPAGE);
}

/* A block of SIZE bytes that may be as large as it likes, or NULL. */
static struct block *map_block(size_t size)
{
    struct block *block = mmap(NULL, sizeof *block + size, PROT_READ | PROT_WRITE,
                               MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (block == MAP_FAILED)
        return NULL;
    block->mapped = sizeof *block + size;
    ask_for_large_pages(block);
    return block;
}

static void free_block(struct block *block)
{
    if (block->mapped)
        munmap(block, block->mapped);
    else
        free(block);
}

void arena_destroy(struct arena *arena)
{
    if (!arena)
        return;
    for (struct block *block = arena->blocks, *next; block; block = next) {
        next = block->next;
        free_block(block);
    }
    free(arena);
}

jmp_buf *arena_on_failure(struct arena *arena, jmp_buf *failure)
{
    jmp_buf *before = arena->failure;
    arena->failure = failure;
    return before;
}

static _Noreturn void fail(struct arena *arena)
{
    if (arena->failure)
        longjmp(*arena->failure, 1);
    abort();
}

/* SIZE up to the next multiple of the alignment. */
static size_t whole(size_t size)
{
    return (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
}

static void link_block(struct arena *arena, struct block *block)
{
    block->previous = NULL;
    block->next = arena->blocks;
    if (block->next)
        block->next->previous = block;
    arena->blocks = block;
}

static void unlink_block(struct arena *arena, struct block *block)
{
    if (block->next)
        block->next->previous = block->previous;
    if (block->previous)
        block->previous->next = block->next;
    else
        arena->blocks = block->next;
}

static char *new_block(struct arena *arena, size_t size)
{
    struct block *block = size > LARGEST ? NULL
                          : size >= MAP  ? map_block(size)
                                         : calloc(1, sizeof *block + size);
    if (!block)
        fail(arena);
    link_block(arena, block);
    return block->memory;
}

/* ROOM bytes of POOL. */
static char *cut(struct arena *arena, struct pool *pool, size_t room)
{
    if ((size_t)(pool->end - pool->cursor) < room) {
        pool->chunk = new_block(arena, CHUNK);
        pool->cursor = pool->chunk;
        pool->end = pool->chunk + CHUNK;
        ASAN_POISON_MEMORY_REGION(pool->chunk, CHUNK);
    }
    char *memory = pool->cursor;
    pool->cursor += room;
    arena->used += room;
    return memory;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    if (size >= BIG) {
        void *memory = new_block(arena, size);
        arena->used += size;
        return memory;
    }
    char *memory = cut(arena, &arena->pieces, whole(size ? size : 1) + GUARD);
    ASAN_UNPOISON_MEMORY_REGION(memory, size);
    return memory;
}

static void *grow_big(struct arena *arena, void *old, size_t old_size, size_t new_size)
{
    struct block *block = (struct block *)((char *)old - offsetof(struct block, memory));
    if (new_size > LARGEST)
        fail(arena);
    if (!block->mapped && new_size >= MAP) {
        void *grown = arena_alloc(arena, new_size);
        memcpy(grown, old, old_size);
        arena_release(arena, old, old_size);
        return grown;
    }
    unlink_block(arena, block);
    struct block *grown =
        block->mapped ? mremap(block, block->mapped, sizeof *block + new_size, MREMAP_MAYMOVE)
                      : realloc(block, sizeof *block + new_size);
    bool fine = grown && grown != MAP_FAILED;
    if (fine && grown->mapped) {
        grown->mapped = sizeof *block + new_size;
        ask_for_large_pages(grown);
    }
    link_block(arena, fine ? grown : block);
    if (!fine)
        fail(arena);
    arena->used += new_size - old_size;
    return grown->memory;
}

/* Whether OLD was the last small piece handed out and the chunk has room behind it. */
static bool grows_in_place(const struct arena *arena, const char *old, size_t old_size,
                           size_t new_size)
{
    uintptr_t at = (uintptr_t)old;
    const struct pool *pool = &arena->pieces;
    return GUARD == 0 && new_size < BIG && at >= (uintptr_t)pool->chunk &&
           at + whole(old_size) == (uintptr_t)pool->cursor &&
           whole(new_size) <= (uintptr_t)pool->end - at;
}

void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size)
{
    if (!old)
        return arena_alloc(arena, new_size);
    if (new_size <= old_size)
        return old;
    if (old_size >= BIG)
        return grow_big(arena, old, old_size, new_size);
    if (old_size > 0 && grows_in_place(arena, old, old_size, new_size)) {
        size_t more = whole(new_size) - whole(old_size);
        arena->pieces.cursor += more;
        arena->used += more;
        return old;
    }
    void *grown = arena_alloc(arena, new_size);
    memcpy(grown, old, old_size);
    ASAN_POISON_MEMORY_REGION(old, old_size);
    return grown;
}

void arena_release(struct arena *arena, void *memory, size_t size)
{
    if (!memory || size < BIG)
        return;
    struct block *block = (struct block *)((char *)memory - offsetof(struct block, memory));
    unlink_block(arena, block);
    free_block(block);
}

char *arena_text(struct arena *arena, size_t length)
{
    if (length >= LARGEST)
        fail(arena);
    if (length + 1 >= BIG)
        return arena_alloc(arena, length + 1);
    char *text = cut(arena, &arena->texts, length + 1 + GUARD);
    ASAN_UNPOISON_MEMORY_REGION(text, length + 1);
    text[length] = '\0';
    return text;
}

char *arena_copy(struct arena *arena, const char *text, size_t length)
{
    char *copy = arena_text(arena, length);
    if (length > 0)
        memcpy(copy, text, length);
    return copy;
}

char *arena_vprintf(struct arena *arena, const char *format, va_list arguments)
{
    char shortly[256];
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(shortly, sizeof shortly, format, arguments);
    char *text = NULL;
    if (length >= 0 && (size_t)length < sizeof shortly) {
        text = arena_copy(arena, shortly, (size_t)length);
    } else if (length >= 0) {
        text = arena_text(arena, (size_t)length);
        if (vsnprintf(text, (size_t)length + 1, format, again) != length)
            text = NULL;
    }
    va_end(again);
    if (!text)
        fail(arena);
    return text;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = arena_vprintf(arena, format, arguments);
    va_end(arguments);
    return text;
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}
