/*
 * Takes sizes, gives zeroed memory: small pieces side by side in chunks, big ones in a block of
 * their own, the largest in pages of their own that grow without copying. Under AddressSanitizer
 * every piece stands alone between poisoned bytes and moves whenever it grows, so that an overrun
 * or a stale pointer is found at once, and what it has grown by is not zero.
 */
#include "base/arena.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* Of pieces: nothing here needs more, and most pieces are small. */
#define ALIGNMENT alignof(uint64_t)

#if defined(__SANITIZE_ADDRESS__) /* gcc says it so */
#define GUARDED 1
#elif defined(__has_feature)
#define GUARDED __has_feature(address_sanitizer) /* and clang so */
#else
#define GUARDED 0
#endif

#if GUARDED
#include <sanitizer/asan_interface.h>
#define GUARD ALIGNMENT
#else
#define GUARD ((size_t)0)
#define ASAN_POISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#endif

/* What is in memory that is not said to be clean. */
#define SOILED 0xa5

/* From this size on a piece is a block of its own. */
#define BIG ((size_t)64 << 10)
/* What small pieces are cut from; untouched pages of it cost nothing. */
#define CHUNK ((size_t)256 << 10)
/* From this size on the system is asked itself: a block grows by moving pages rather than bytes,
 * and what is given back is gone. */
#define MAP (GUARD ? SIZE_MAX : (size_t)1 << 20)
/* A large page: a fifth of a large check was the system's work of giving it small ones, and more
 * the processor's of finding them. What is at least as large is asked for in whole ones, which the
 * system has only for places that are a multiple of it. */
#define LARGE ((size_t)2 << 20)
/* An arena that holds this much takes its chunks as large pages. */
#define MUCH ((size_t)4 << 20)
/* The least that is set apart. */
#define RESERVE_LEAST ((size_t)1 << 20)
/* As `mapped` of a block: it was cut from the reserve, and goes with it. */
#define RESERVED SIZE_MAX
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
    struct block *spare; /* large pages that were given back: whoever wants some has them first */
    struct pool pieces, texts; /* texts lie close together: they need no alignment */
    struct pool reserve;       /* what the system is no longer asked for: see arena_reserve() */
    size_t used;
    jmp_buf *failure;
};

struct arena *arena_create(void)
{
    return calloc(1, sizeof(struct arena));
}

/* The whole large pages that SIZE bytes are in. */
static size_t large_pages(size_t size)
{
    return (size + LARGE - 1) & ~(LARGE - 1);
}

/* What the system is asked for where a block of SIZE bytes is wanted. Spare pages are there
 * already, and given even for less than a whole one. */
static size_t size_mapped(const struct arena *arena, size_t size)
{
    size += sizeof(struct block);
    return size < LARGE && !arena->spare ? size : large_pages(size);
}

/* SIZE bytes, as size_mapped() gives them, or NULL. Where the system has no large pages, nothing is
 * lost. */
static struct block *map_pages(size_t size)
{
    size_t spare = size < LARGE ? 0 : LARGE;
    char *pages =
        mmap(NULL, size + spare, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED)
        return NULL;
    if (spare) {
        size_t before = -(uintptr_t)pages & (LARGE - 1);
        if (before)
            (void)munmap(pages, before);
        pages += before;
        (void)munmap(pages + size, spare - before);
        (void)madvise(pages, size, MADV_HUGEPAGE);
    }
    return (struct block *)pages;
}

/* Moves SIZE bytes of large pages FROM one place TO another that holds nothing yet. Page by page:
 * the system moves no more than it gave at one time, and a page that it does not move is copied. */
static void move_pages(char *to, char *from, size_t size)
{
    for (size_t at = 0; at < size; at += LARGE) {
        if (mremap(from + at, LARGE, LARGE, MREMAP_MAYMOVE | MREMAP_FIXED, to + at) != MAP_FAILED)
            continue;
        memcpy(to + at, from + at, LARGE);
        (void)munmap(from + at, LARGE);
    }
}

/* Moves spare pages into BLOCK, which is to have SIZE bytes and from FROM on holds nothing yet. One
 * of whose less than half is wanted waits for somebody else. Returns where BLOCK holds nothing
 * then. */
static size_t fill_spare(struct arena *arena, struct block *block, size_t from, size_t size)
{
    size_t wanted = large_pages(sizeof *block + size);
    while (arena->spare && from < wanted) {
        struct block *spare = arena->spare, *next = spare->next;
        size_t part = spare->mapped < wanted - from ? spare->mapped : wanted - from;
        spare->mapped -= part;
        if (!spare->mapped)
            arena->spare = next;
        move_pages((char *)block + from, (char *)spare + spare->mapped, part);
        from += part;
    }
    return from;
}

/* A block for SIZE bytes in pages of its own, or NULL; its first USED bytes are not zero. */
static struct block *map_block(struct arena *arena, size_t size, size_t *used)
{
    size_t mapped = size_mapped(arena, size);
    struct block *block = map_pages(mapped);
    if (!block)
        return NULL;
    *used = mapped < LARGE ? 0 : fill_spare(arena, block, 0, size);
    block->mapped = mapped;
    return block;
}

/* BLOCK with room for SIZE bytes, elsewhere; NULL, and BLOCK as it was, where there is no memory.
 */
static struct block *move_block(struct arena *arena, struct block *block, size_t size)
{
    size_t before = block->mapped, mapped = size_mapped(arena, size);
    struct block *target = map_pages(mapped);
    if (!target)
        return NULL;
    if (before >= LARGE) {
        move_pages((char *)target, (char *)block, before);
        (void)fill_spare(arena, target, before, size);
    } else if (mremap(block, before, mapped, MREMAP_MAYMOVE | MREMAP_FIXED, target) == MAP_FAILED) {
        munmap(target, mapped);
        return NULL;
    }
    target->mapped = mapped;
    return target;
}

static void free_block(struct block *block)
{
    if (block->mapped == RESERVED)
        return;
    if (block->mapped)
        munmap(block, block->mapped);
    else
        free(block);
}

static void free_blocks(struct block *first)
{
    for (struct block *block = first, *next; block; block = next) {
        next = block->next;
        free_block(block);
    }
}

void arena_destroy(struct arena *arena)
{
    if (!arena)
        return;
    free_blocks(arena->blocks);
    free_blocks(arena->spare);
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
    return (size + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
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

/* The same from the reserve. */
static struct block *reserved_block(struct arena *arena, size_t size)
{
    struct pool *reserve = &arena->reserve;
    size_t room = whole(sizeof(struct block) + size);
    if (room < size || (size_t)(reserve->end - reserve->cursor) < room)
        return NULL;
    struct block *block = (struct block *)reserve->cursor;
    reserve->cursor += room;
    block->mapped = RESERVED;
    return block;
}

/* Room for SIZE bytes in a block of its own, zeroed if CLEARED. */
static char *new_block(struct arena *arena, size_t size, bool cleared)
{
    size_t used = 0;
    struct block *block = size > LARGEST ? NULL
                          : size >= MAP  ? map_block(arena, size, &used)
                                         : calloc(1, sizeof *block + size);
    if (!block)
        block = reserved_block(arena, size);
    if (!block)
        fail(arena);
    link_block(arena, block);
    if (cleared && used) {
        used -= offsetof(struct block, memory);
        memset(block->memory, 0, used < size ? used : size);
    }
    return block->memory;
}

/* ROOM bytes of POOL. */
static char *cut(struct arena *arena, struct pool *pool, size_t room)
{
    if ((size_t)(pool->end - pool->cursor) < room) {
        size_t size = arena->used < MUCH ? CHUNK : LARGE - sizeof(struct block);
        pool->chunk = new_block(arena, size, pool == &arena->pieces);
        pool->cursor = pool->chunk;
        pool->end = pool->chunk + size;
        ASAN_POISON_MEMORY_REGION(pool->chunk, size);
    }
    char *memory = pool->cursor;
    pool->cursor += room;
    arena->used += room;
    return memory;
}

/* A piece of SIZE bytes; CLEARED: a large one, too, is to be zeroed. */
static void *new_piece(struct arena *arena, size_t size, bool cleared)
{
    if (size >= BIG) {
        arena->used += size;
        return new_block(arena, size, cleared);
    }
    char *memory = cut(arena, &arena->pieces, whole(size ? size : 1) + GUARD);
    ASAN_UNPOISON_MEMORY_REGION(memory, size);
    return memory;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    return new_piece(arena, size, true);
}

/* OLD, a big piece, elsewhere. */
static void *grow_elsewhere(struct arena *arena, void *old, size_t old_size, size_t new_size)
{
    void *grown = new_piece(arena, new_size, false);
    memcpy(grown, old, old_size);
    arena_release(arena, old, old_size);
    return grown;
}

static void *grow_big(struct arena *arena, void *old, size_t old_size, size_t new_size)
{
    struct block *block = (struct block *)((char *)old - offsetof(struct block, memory));
    if (new_size > LARGEST)
        fail(arena);
    size_t mapped = new_size < MAP ? 0 : size_mapped(arena, new_size);
    /* What malloc gave cannot become pages of its own, nor small pages large ones. */
    bool stays = block->mapped ? block->mapped >= LARGE || mapped < LARGE : !mapped;
    if (!stays || block->mapped == RESERVED)
        return grow_elsewhere(arena, old, old_size, new_size);
    if (!block->mapped || mapped > block->mapped) {
        unlink_block(arena, block);
        struct block *grown = block->mapped ? move_block(arena, block, new_size)
                                            : realloc(block, sizeof *block + new_size);
        link_block(arena, grown ? grown : block);
        if (!grown)
            return grow_elsewhere(arena, old, old_size, new_size);
        block = grown;
    }
    arena->used += new_size - old_size;
    return block->memory;
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

static void *grow(struct arena *arena, void *old, size_t old_size, size_t new_size)
{
    if (old_size >= BIG)
        return grow_big(arena, old, old_size, new_size);
    if (old_size > 0 && grows_in_place(arena, old, old_size, new_size)) {
        size_t more = whole(new_size) - whole(old_size);
        arena->pieces.cursor += more;
        arena->used += more;
        return old;
    }
    void *grown = new_piece(arena, new_size, false);
    memcpy(grown, old, old_size);
    ASAN_POISON_MEMORY_REGION(old, old_size);
    return grown;
}

void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size)
{
    if (old && new_size <= old_size)
        return old;
    char *grown = old ? grow(arena, old, old_size, new_size) : new_piece(arena, new_size, false);
    size_t kept = old ? old_size : 0;
    if (GUARD) /* so that whoever takes it for clean is found, too */
        memset(grown + kept, SOILED, new_size - kept);
    return grown;
}

void arena_release(struct arena *arena, void *memory, size_t size)
{
    if (!memory || size < BIG)
        return;
    struct block *block = (struct block *)((char *)memory - offsetof(struct block, memory));
    unlink_block(arena, block);
    if (block->mapped < LARGE || block->mapped == RESERVED) {
        free_block(block);
        return;
    }
    block->next = arena->spare;
    arena->spare = block;
}

void arena_reserve(struct arena *arena, size_t size)
{
    if (size < RESERVE_LEAST)
        size = RESERVE_LEAST;
    size_t mapped = large_pages(sizeof(struct block) + size);
    struct block *block = size > LARGEST ? NULL : map_pages(mapped); /* fresh ones: zeroed */
    if (!block)
        fail(arena);
    block->mapped = mapped;
    link_block(arena, block);
    arena->reserve = (struct pool){block->memory, block->memory, (char *)block + mapped};
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

char *arena_join(struct arena *arena, const char *left, const char *between, const char *right)
{
    size_t head = strlen(left), middle = strlen(between), tail = strlen(right);
    char *whole = arena_text(arena, head + middle + tail);
    memcpy(whole, left, head);
    memcpy(whole + head, between, middle);
    memcpy(whole + head + middle, right, tail);
    return whole;
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
