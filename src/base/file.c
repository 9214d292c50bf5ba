/*
 * Takes a path and bytes, gives a file that holds exactly them or leaves everything as it was.
 *
 * The temporary name is opened here and not by mkostemp: the kernel then applies the umask to a new
 * file's mode, which a process cannot ask for without changing it for all its threads.
 */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Names tried before giving up; each taken one was left behind by a killed process. */
#define TEMPORARY_NAMES 1000

static int write_all(int fd, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t written = write(fd, data, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return errno;
        data += written;
        size -= (size_t)written;
    }
    return 0;
}

/* Whether the file PATH can be read and holds exactly SIZE bytes of DATA. */
static bool holds(const char *path, const char *data, size_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    char block[65536];
    bool same = true;
    for (;;) {
        ssize_t got = read(fd, block, sizeof block);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            same = got == 0 && size == 0;
            break;
        }
        if ((size_t)got > size || memcmp(block, data, (size_t)got) != 0) {
            same = false;
            break;
        }
        data += got;
        size -= (size_t)got;
    }
    close(fd);
    return same;
}

/* Opens a new file in the folder that the first FOLDER bytes of PATH name; NAME gets its path. */
static int open_temporary(const char *path, size_t folder, char *name, size_t room, int *fd)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_REALTIME, &now); /* in a container every build may have the same number */
    for (long i = 0; i < TEMPORARY_NAMES; i++) {
        snprintf(name, room, "%.*s.osnetc-%ld-%ld.tmp", (int)folder, path, (long)getpid(),
                 now.tv_nsec + i);
        *fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (*fd >= 0)
            return 0;
        if (errno != EEXIST)
            return errno;
    }
    return EEXIST;
}

/* What the old file allowed, the new one allows; another owner is kept where the system lets us. */
static int keep_mode(int fd, const struct stat *old)
{
    struct stat now;
    if (fstat(fd, &now) != 0)
        return errno;
    if ((now.st_uid != old->st_uid || now.st_gid != old->st_gid) &&
        fchown(fd, old->st_uid, old->st_gid) != 0 && errno != EPERM)
        return errno;
    return fchmod(fd, old->st_mode & 07777) == 0 ? 0 : errno;
}

/* Prepares to replace PATH, no link, whose folder exists; OLD is what stands there, or NULL. */
static int prepare(const char *path, const void *data, size_t size, const struct stat *old,
                   struct file_change *change)
{
    const char *slash = strrchr(path, '/');
    size_t folder = slash ? (size_t)(slash - path) + 1 : 0, room = folder + 64;
    char *name = malloc(room), *target = strdup(path);
    int fd = -1, fault = name && target ? open_temporary(path, folder, name, room, &fd) : ENOMEM;
    if (fault) {
        free(name);
        free(target);
        return fault;
    }
    fault = write_all(fd, data, size);
    if (!fault && old)
        fault = keep_mode(fd, old);
    if (!fault && fsync(fd) != 0)
        fault = errno;
    if (close(fd) != 0 && !fault)
        fault = errno;
    change->temporary = name;
    change->target = target;
    change->replaces = old != NULL;
    if (fault)
        file_drop(change);
    return fault;
}

/* A terminal, a pipe or the like is written to; there is nothing to replace. */
static int write_through(const char *path, const void *data, size_t size)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return errno;
    int fault = write_all(fd, data, size);
    if (close(fd) != 0 && !fault)
        fault = errno;
    return fault;
}

static int make_folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash || slash == path)
        return 0;
    char *folder = strndup(path, (size_t)(slash - path));
    if (!folder)
        return ENOMEM;
    int fault = file_make_folder(folder);
    free(folder);
    return fault;
}

int file_prepare(const char *path, const void *data, size_t size, struct file_change *change)
{
    *change = (struct file_change){.temporary = NULL};
    struct stat old;
    if (stat(path, &old) != 0) {
        if (errno != ENOENT)
            return errno;
        if (lstat(path, &old) == 0) /* a link to nowhere */
            return ENOENT;
        int fault = make_folder_of(path);
        return fault ? fault : prepare(path, data, size, NULL, change);
    }
    if (S_ISDIR(old.st_mode))
        return EISDIR;
    if (!S_ISREG(old.st_mode)) {
        change->target = strdup(path);
        change->data = data;
        change->size = size;
        return change->target ? 0 : ENOMEM;
    }
    if ((size_t)old.st_size == size && holds(path, data, size))
        return 0;
    /* A link stays one: what it points at is replaced. */
    char *target = realpath(path, NULL);
    if (!target)
        return errno;
    int fault = prepare(target, data, size, &old, change);
    free(target);
    return fault;
}

int file_commit(struct file_change *change)
{
    int fault = 0;
    if (change->temporary) {
        if (rename(change->temporary, change->target) != 0)
            fault = errno;
    } else if (change->target) {
        fault = write_through(change->target, change->data, change->size);
    }
    if (!fault) { /* the temporary name is gone, or never was */
        free(change->temporary);
        change->temporary = NULL;
    }
    file_drop(change);
    return fault;
}

void file_drop(struct file_change *change)
{
    if (change->temporary)
        unlink(change->temporary);
    free(change->temporary);
    free(change->target);
    *change = (struct file_change){.temporary = NULL};
}

int file_write(const char *path, const void *data, size_t size)
{
    struct file_change change;
    int fault = file_prepare(path, data, size, &change);
    return fault ? fault : file_commit(&change);
}

int file_make_folder(const char *path)
{
    char *folder = strdup(path);
    if (!folder)
        return ENOMEM;
    int fault = 0;
    for (char *at = folder + 1; !fault && *folder; at++) {
        char here = *at;
        if (here != '/' && here != '\0')
            continue;
        *at = '\0';
        if (mkdir(folder, 0777) != 0) {
            struct stat found;
            fault = errno;
            if (stat(folder, &found) == 0)
                fault = S_ISDIR(found.st_mode) ? 0 : ENOTDIR;
        }
        *at = here;
        if (here == '\0')
            break;
    }
    free(folder);
    return fault;
}
