/*
 * Takes a function that writes, gives what it wrote in a process of its own: see apart.h.
 */
#include "emit/apart.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory_file.h"

/* The most time of a processor that a child gets. */
#define APART_SECONDS 600

/* The last byte that comes out of the pipe: what was before it. */
enum end { END_NONE, END_WHOLE = 'w', END_FAULT = 'f' };

static void send_all(int pipe, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t sent = write(pipe, data, size);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            _exit(1);
        data += sent;
        size -= (size_t)sent;
    }
}

/* The child's part: all into memory, and then into PIPE, so that nobody waits who holds a lock. */
__attribute__((noreturn)) static void work(struct arena *arena, apart_writer *write_to,
                                           void *argument, int pipe, pid_t parent)
{
    /* Whoever ends the caller alone (`timeout`) means this as well. */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1);
    /* What libraries say when they give up is no message of ours, nor is a core. */
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nowhere >= 0)
        dup2(nowhere, STDERR_FILENO);
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    struct rlimit time;
    if (getrlimit(RLIMIT_CPU, &time) == 0 && time.rlim_cur > APART_SECONDS) {
        time.rlim_cur = APART_SECONDS; /* without memory, fontconfig looks for fonts for ever */
        setrlimit(RLIMIT_CPU, &time);
    }
    char *data = NULL, end = END_WHOLE;
    size_t size = 0;
    FILE *out = memory_file(&data, &size);
    /* The caller's failure point is none of this process. */
    jmp_buf failure;
    const char *volatile fault = apart_no_memory;
    arena_on_failure(arena, &failure);
    if (out && setjmp(failure) == 0)
        fault = write_to(argument, out);
    if (out && fclose(out) != 0 && !fault)
        fault = apart_no_memory;
    if (fault) {
        end = END_FAULT;
        data = (char *)fault;
        size = strlen(fault);
    }
    send_all(pipe, data, size);
    send_all(pipe, &end, 1);
    _exit(0);
}

/* Everything from PIPE to OUT but the last byte, which is given: END_NONE where there was none. */
static char receive(int pipe, FILE *out)
{
    char block[65536], last = END_NONE;
    for (bool begun = false;; begun = true) {
        ssize_t got = read(pipe, block, sizeof block);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got < 0 ? END_NONE : last;
        if (begun) /* that byte may be any, 0 as well */
            putc(last, out);
        fwrite(block, 1, (size_t)got - 1, out);
        last = block[got - 1];
    }
}

const char *apart(struct arena *arena, apart_writer *write_to, void *argument, FILE *out)
{
    int ends[2];
    char *data = NULL;
    size_t size = 0;
    FILE *received = memory_file(&data, &size);
    if (!received)
        return apart_no_memory;
    bool piped = pipe2(ends, O_CLOEXEC) == 0;
    pid_t self = getpid();
    pid_t child = piped ? fork() : -1;
    if (child == 0)
        work(arena, write_to, argument, ends[1], self);
    if (piped)
        close(ends[1]);
    char end = child > 0 ? receive(ends[0], received) : END_NONE;
    if (piped)
        close(ends[0]);
    int status = 0;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    const char *fault = apart_no_memory;
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
        fault = "drawing takes more than ten minutes";
    if (fclose(received) == 0 && data) {
        if (end == END_WHOLE)
            fault = fwrite(data, 1, size, out) == size ? NULL : apart_no_memory;
        else if (end == END_FAULT)
            fault = arena_copy(arena, data, size);
    }
    free(data);
    return fault;
}
