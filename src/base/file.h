/*
 * Files that are written whole or not at all.
 *
 * A file goes to a temporary name beside its place, is flushed to disk and renamed over the old one;
 * one whose content did not change is left alone, time stamp included.
 */
#ifndef OSNET_BASE_FILE_H
#define OSNET_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

/* Writes SIZE bytes of DATA to PATH. Folders that PATH needs are made. Returns 0, or the errno of
 * what failed (the old file is then as it was). */
int file_write(const char *path, const void *data, size_t size);

/* A file about to change: several are prepared first, so that a full disk leaves all of them as they
 * were, and then committed together, which takes no time and no room. */
struct file_change {
    char *temporary;  /* the new file beside its place; NULL where nothing is to be replaced */
    char *target;     /* what it replaces; without a temporary: what is written to (a pipe) */
    const void *data; /* the caller's, for that */
    size_t size;
    bool replaces;    /* there is an old file */
    bool swapped;     /* which has the temporary name now */
};

/* Prepares what file_write does. DATA stays where it is until file_commit or file_drop, one of which
 * must follow where this returned 0. */
int file_prepare(const char *path, const void *data, size_t size, struct file_change *change);
int file_commit(struct file_change *change);

/* Commits COUNT of CHANGES together: all files are the new ones, or, with an errno and the index of one in *FAILED,
 * all are as they were; also where this process is killed meanwhile. What is written to and not replaced (a pipe)
 * comes last. */
int file_commit_all(struct file_change *changes, size_t count, size_t *failed);
void file_drop(struct file_change *change);

/* Makes the folder PATH and those above it. Returns 0 or an errno. */
int file_make_folder(const char *path);

#endif
