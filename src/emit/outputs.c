/*
 * The files of a build, in memory until all are whole: takes what emitters write, gives files in a
 * folder.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory_file.h"
#include "emit/emit.h"

/* A file that is being written. memory_file keeps pointers to DATA and SIZE, so it stays where
 * it is. */
struct open_output {
    struct open_output *next;
    FILE *file;
    char *path, *data;
    size_t size;
};

/* Looks for the lock's end, ten milliseconds apart. */
#define LOCK_TRIES 1000

static const char no_memory[] = "there is not enough memory for the files to write";

static void discard(struct open_output *open)
{
    free(open->data);
    free(open->path);
    free(open);
}

FILE *outputs_open(struct outputs *outputs, const char *path, ...)
{
    struct open_output *open = calloc(1, sizeof *open);
    if (!open) {
        outputs->fault = no_memory;
        return NULL;
    }
    va_list arguments;
    va_start(arguments, path);
    int length = vasprintf(&open->path, path, arguments);
    va_end(arguments);
    if (length < 0)
        open->path = NULL;
    else
        open->file = memory_file(&open->data, &open->size);
    if (!open->file) {
        discard(open);
        outputs->fault = no_memory;
        return NULL;
    }
    open->next = outputs->open;
    outputs->open = open;
    return open->file;
}

/* Room for one more file. */
static bool reserve(struct outputs *outputs)
{
    if (outputs->count < outputs->capacity)
        return true;
    size_t capacity = outputs->capacity ? 2 * outputs->capacity : 16;
    struct output_file *files = reallocarray(outputs->files, capacity, sizeof *files);
    if (!files)
        return false;
    outputs->files = files;
    outputs->capacity = capacity;
    return true;
}

void outputs_close(struct outputs *outputs, FILE *file)
{
    struct open_output **link = &outputs->open;
    while (*link && (*link)->file != file)
        link = &(*link)->next;
    struct open_output *open = *link;
    if (!open)
        return;
    *link = open->next;
    bool whole = !ferror(file);
    if (fclose(file) != 0 || !open->data || !reserve(outputs))
        whole = false;
    if (!whole) {
        discard(open);
        outputs->fault = no_memory;
        return;
    }
    outputs->files[outputs->count++] =
        (struct output_file){.path = open->path, .data = open->data, .size = open->size};
    free(open);
}

void outputs_free(struct outputs *outputs)
{
    while (outputs->open) {
        struct open_output *open = outputs->open;
        outputs->open = open->next;
        fclose(open->file);
        discard(open);
    }
    for (size_t i = 0; i < outputs->count; i++) {
        free(outputs->files[i].path);
        free(outputs->files[i].data);
    }
    free(outputs->files);
    *outputs = (struct outputs){0};
}

/* Waits until no other build writes to FOLDER, and keeps others waiting until the descriptor that it
 * gives is closed. Where that cannot be had, each file is still whole, and -1 is given. */
static int lock(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (int i = 0; fd >= 0 && i < LOCK_TRIES; i++) {
        if (flock(fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
            break;
        nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
    }
    return fd;
}

/* A pipe that nobody reads would hold up all other files for ever. */
static bool is_pipe(const char *path)
{
    struct stat there;
    return stat(path, &there) == 0 && S_ISFIFO(there.st_mode);
}

/* Prepares every file in CHANGES, then commits them together. */
static int write_all(const struct outputs *outputs, const char *folder,
                     struct file_change *changes, const char **failed)
{
    int error = 0;
    size_t prepared = 0, at;
    for (; !error && prepared < outputs->count; prepared++) {
        const struct output_file *file = &outputs->files[prepared];
        char *path = NULL;
        *failed = file->path;
        if (asprintf(&path, "%s/%s", folder, file->path) < 0)
            return ENOMEM;
        error = is_pipe(path) ? ENXIO : file_prepare(path, file->data, file->size, &changes[prepared]);
        free(path);
    }
    if (error)
        return error;
    error = file_commit_all(changes, prepared, &at);
    if (error)
        *failed = outputs->files[at].path;
    return error;
}

int outputs_write(const struct outputs *outputs, const char *folder, const char **failed)
{
    *failed = NULL;
    int error = file_make_folder(folder);
    struct file_change *changes = calloc(outputs->count + 1, sizeof *changes);
    if (!error && !changes)
        error = ENOMEM;
    if (!error) {
        int held = lock(folder);
        error = write_all(outputs, folder, changes, failed);
        for (size_t i = 0; i < outputs->count; i++)
            file_drop(&changes[i]);
        if (held >= 0)
            close(held);
    }
    free(changes);
    return error;
}
