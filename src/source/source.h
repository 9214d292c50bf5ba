/*
 * source/: bytes to files in one offset space.
 *
 * Takes paths, streams or texts; gives private buffers that the scanner may write into (two NULs
 * behind the text, as flex wants them). Every byte of a compilation has one 32-bit offset; the file and
 * the line of an offset are worked out only when a message is rendered.
 */
#ifndef OSNET_SOURCE_SOURCE_H
#define OSNET_SOURCE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* The largest file, in bytes. Together, the files of a compilation have room for 4 GiB. */
#define SOURCE_LIMIT (256u << 20)

/* A stretch of text: offsets in the compilation's space, END behind the last byte. {0, 0} is nowhere
 * (a finding about the command line or about a file as a whole has no line to show). */
struct place {
    uint32_t begin, end;
};

/* What lies before a spot of a file: whole lines, and characters of the spot's own line. */
struct source_mark {
    uint32_t lines, characters;
};

struct source_file {
    const char *path;  /* as the user wrote it or as it was found; "<stdin>" for standard input */
    char *text;        /* SIZE bytes without a byte-order mark, and two NULs; the scanner writes into it
                          while it runs */
    uint32_t size;
    uint32_t base;     /* offset of its first byte; the first file starts at 1 */
    bool catalogue;    /* from stdlib: sees only the catalogue's names */
    uint64_t device, inode; /* where it lies; 0 for a text, standard input and what is built in */
    struct place imported_by; /* the statement that brought it in, {0, 0} for the command line's */
    struct source_mark *marks; /* one every few KiB, so that a place's line is found without reading the
                                  file from its start; filled when first asked for */
    bool marked;
};

struct sources {
    struct arena *arena;
    struct source_file **files; /* in the order of their bases */
    uint32_t count, capacity;
};

/* Why a file could not be read: a whole sentence without the path, in FAULT of source_read. */
enum source_status {
    SOURCE_READ,
    SOURCE_MISSING,  /* no such file: an import may look elsewhere */
    SOURCE_UNREADABLE,
};

/* Reads the file PATH ("-" is standard input; pipes are fine, folders and devices are refused). On
 * SOURCE_READ *FILE is the new file, else *FAULT says what is wrong ("is a folder, not a file"). */
enum source_status source_read(struct sources *sources, const char *path,
                               struct source_file **file, const char **fault);

/* The same for a PATH that somebody wrote into a file: only what lies on a disk is read, and "-" is a name like
 * another. */
enum source_status source_import(struct sources *sources, const char *path,
                                 struct source_file **file, const char **fault);

/* Whether PATH, if it is there, is one of the files that were read. */
bool source_is_read(const struct sources *sources, const char *path);

/* Takes SIZE bytes of TEXT as the file PATH (copied). NULL where the limit is exceeded or TEXT holds a NUL
 * byte; source_fault says which. */
struct source_file *source_take(struct sources *sources, const char *path, const char *text,
                                size_t size);

/* Why SIZE bytes of TEXT cannot be taken, in the words of source_read; NULL if they can. */
const char *source_fault(const struct sources *sources, const char *text, size_t size);

/* The file that holds OFFSET, or NULL for offset 0. */
const struct source_file *source_of(const struct sources *sources, uint32_t offset);

/* A line and a column, both from 1; the column counts characters (not bytes, not cells). */
struct line_column {
    uint32_t line, column;
};
struct line_column source_line_column(const struct sources *sources, uint32_t offset);

#endif
