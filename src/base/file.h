/*
 * Files that are written whole or not at all.
 *
 * A file goes to a temporary name beside its place, is flushed to disk and renamed over the old one;
 * one whose content did not change is left alone, time stamp included.
 */
#ifndef OSNET_BASE_FILE_H
#define OSNET_BASE_FILE_H

#include <stddef.h>

/* Writes SIZE bytes of DATA to PATH. Folders that PATH needs are made. Returns 0, or the errno of
 * what failed (the old file is then as it was). */
int file_write(const char *path, const void *data, size_t size);

/* Makes the folder PATH and those above it. Returns 0 or an errno. */
int file_make_folder(const char *path);

#endif
