/*
 * The files of a build, in memory until all are whole: takes what emitters write, gives files in a
 * folder.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "emit/emit.h"

/* A file that is being written. open_memstream keeps pointers to DATA and SIZE, so it stays where
 * it is. */
struct open_output {
    struct open_output *next;
    FILE *file;
    char *path, *data;
    size_t size;
};

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
        open->file = open_memstream(&open->data, &open->size);
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

int outputs_write(const struct outputs *outputs, const char *folder, const char **failed)
{
    for (size_t i = 0; i < outputs->count; i++) {
        const struct output_file *file = &outputs->files[i];
        char *path = NULL;
        int error = ENOMEM;
        if (asprintf(&path, "%s/%s", folder, file->path) >= 0) {
            error = file_write(path, file->data, file->size);
            free(path);
        }
        if (error) {
            *failed = file->path;
            return error;
        }
    }
    return 0;
}
