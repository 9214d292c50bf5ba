/*
 * Loaded before the C library (LD_PRELOAD): takes from the environment which request for memory
 * fails, by its number, and refuses that one, or that one and all later ones; writes at the end how
 * many there were.
 *
 *     FAIL_AT=N       the N-th request fails; 0: none
 *     FAIL_ONWARD=1   and so does every one behind it
 *     COUNT_TO=FILE   gets the number of requests
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);

static long requests, fail_at = -1;
static bool onward;

static bool refused(void)
{
    if (fail_at < 0) {
        const char *number = getenv("FAIL_AT");
        fail_at = number ? atol(number) : 0;
        onward = getenv("FAIL_ONWARD") != NULL;
    }
    requests++;
    bool refuse = fail_at > 0 && (requests == fail_at || (onward && requests > fail_at));
    if (refuse)
        errno = ENOMEM;
    return refuse;
}

void *malloc(size_t size)
{
    return refused() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return refused() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size)
{
    return refused() ? NULL : __libc_realloc(memory, size);
}

void *reallocarray(void *memory, size_t count, size_t size)
{
    size_t whole;
    if (__builtin_mul_overflow(count, size, &whole)) {
        errno = ENOMEM;
        return NULL;
    }
    return realloc(memory, whole);
}

/* What maps a file is no request for memory. */
void *mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset)
{
    if (flags & MAP_ANONYMOUS && refused())
        return MAP_FAILED;
    return (void *)syscall(SYS_mmap, at, size, protection, flags, fd, offset);
}

void *mremap(void *old, size_t old_size, size_t new_size, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    void *target = flags & MREMAP_FIXED ? va_arg(more, void *) : NULL;
    va_end(more);
    return refused() ? MAP_FAILED
                     : (void *)syscall(SYS_mremap, old, old_size, new_size, flags, target);
}

__attribute__((destructor)) static void tell(void)
{
    const char *path = getenv("COUNT_TO");
    int fd = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666) : -1;
    if (fd < 0)
        return;
    char text[32];
    int length = snprintf(text, sizeof text, "%ld\n", requests);
    if (write(fd, text, (size_t)length) != length)
        _exit(3);
    close(fd);
}
