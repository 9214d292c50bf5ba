/*
 * Takes prepared files, gives all of them in their places or all old ones: see file_commit_all.
 *
 * The names are changed by a process of its own, in a session of its own and deaf to signals: what
 * ends the caller, SIGKILL too, does not end it, and it takes no time that anybody could notice. An
 * old file changes names with its temporary, so that one that cannot be replaced (it is immutable,
 * or something is mounted on it) has those before it put back.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"

/* What became of the files. */
struct outcome {
    long fault; /* an errno, or 0; as wide as AT, so that every byte of it is written */
    size_t at;  /* the file that failed */
};

/* Puts CHANGE in its place; what stood there gets the temporary name, where the file system can. */
static int put(struct file_change *change)
{
    change->swapped = change->replaces && renameat2(AT_FDCWD, change->temporary, AT_FDCWD,
                                                    change->target, RENAME_EXCHANGE) == 0;
    return change->swapped || rename(change->temporary, change->target) == 0 ? 0 : errno;
}

/* Undoes put(), if the old file is still there. */
static void put_back(const struct file_change *change)
{
    if (change->swapped)
        renameat2(AT_FDCWD, change->temporary, AT_FDCWD, change->target, RENAME_EXCHANGE);
    else if (!change->replaces)
        rename(change->target, change->temporary);
}

static struct outcome put_all(struct file_change *changes, size_t count)
{
    struct outcome outcome = {0, 0};
    for (; outcome.at < count && !outcome.fault; outcome.at++)
        if (changes[outcome.at].temporary)
            outcome.fault = put(&changes[outcome.at]);
    if (outcome.fault) {
        outcome.at--;
        for (size_t i = outcome.at; i-- > 0;)
            if (changes[i].temporary)
                put_back(&changes[i]);
    }
    /* What is there now under these names is the old files, or, all being put back, the new ones.
     */
    for (size_t i = 0; i < count; i++)
        if (changes[i].temporary && (outcome.fault || changes[i].replaces))
            unlink(changes[i].temporary);
    return outcome;
}

/* The child's part: PIPE gets the outcome. */
__attribute__((noreturn)) static void put_and_tell(struct file_change *changes, size_t count,
                                                   int pipe)
{
    setsid();
    struct outcome outcome = put_all(changes, count);
    _exit(write(pipe, &outcome, sizeof outcome) == sizeof outcome ? 0 : 1);
}

/* put_all() in a process of its own; in this one where there can be none. */
static struct outcome put_apart(struct file_change *changes, size_t count)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return put_all(changes, count);
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    pid_t child = fork();
    if (child == 0)
        put_and_tell(changes, count, ends[1]);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(ends[1]);
    struct outcome outcome;
    if (child < 0) {
        outcome = put_all(changes, count);
    } else {
        ssize_t got;
        while ((got = read(ends[0], &outcome, sizeof outcome)) < 0 && errno == EINTR)
            continue;
        if (got != sizeof outcome) /* it was ended, after all */
            outcome = (struct outcome){ECHILD, 0};
        while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
            continue;
    }
    close(ends[0]);
    return outcome;
}

int file_commit_all(struct file_change *changes, size_t count, size_t *failed)
{
    size_t renamed = 0;
    for (size_t i = 0; i < count; i++)
        renamed += changes[i].temporary != NULL;
    struct outcome outcome = renamed ? put_apart(changes, count) : (struct outcome){0, 0};
    for (size_t i = 0; i < count; i++) {
        if (changes[i].temporary) { /* that name is gone */
            free(changes[i].temporary);
            free(changes[i].target);
            changes[i] = (struct file_change){.temporary = NULL};
        }
    }
    for (size_t i = 0; i < count && !outcome.fault; i++)
        outcome = (struct outcome){file_commit(&changes[i]), i};
    *failed = outcome.at;
    return (int)outcome.fault;
}
