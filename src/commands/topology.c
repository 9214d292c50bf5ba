/*
 * Compiling for a subcommand, and delivering its result: takes options that were read, gives
 * findings on standard error and a result that is there whole or not at all.
 */
#include "commands/topology.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory_file.h"
#include "diagnostics/render.h"

bool is_stdout(const char *path)
{
    return !path || strcmp(path, "-") == 0;
}

enum exit_status result_open(const struct options *options, struct result *result)
{
    *result = (struct result){.data = NULL};
    result->out = memory_file(&result->data, &result->size);
    return result->out ? EXIT_OK : complain(options->command->name, "there is not enough memory");
}

/* SIZE bytes of a result on their way. */
static ssize_t write_direct(void *cookie, const char *data, size_t size)
{
    struct result *result = cookie;
    if (!result->fault)
        result->fault = put_out(data, size);
    return result->fault ? 0 : (ssize_t)size;
}

enum exit_status result_open_large(const struct options *options, struct result *result,
                                   const char *path)
{
    if (!is_stdout(path))
        return result_open(options, result);
    struct arena *arena = options->compilation->arena;
    arena_reserve(arena, arena_used(arena));
    *result = (struct result){.direct = true};
    result->out = fopencookie(result, "w", (cookie_io_functions_t){.write = write_direct});
    if (!result->out)
        return complain(options->command->name, "there is not enough memory");
    setvbuf(result->out, NULL, _IONBF, 0); /* writers have buffers of their own */
    return EXIT_OK;
}

void result_drop(struct result *result)
{
    if (result->out)
        fclose(result->out);
    free(result->data);
    *result = (struct result){.out = NULL};
}

/* Ends writing to RESULT: its data is there, or was written. */
enum exit_status result_close(const struct options *options, struct result *result)
{
    bool failed = ferror(result->out);
    failed = fclose(result->out) != 0 || failed;
    result->out = NULL;
    if (result->direct && failed)
        return command_not_written(options->command->name, result->fault);
    return failed ? complain(options->command->name, "there is not enough memory") : EXIT_OK;
}

/* Writes the findings as the one object of the run. */
static enum exit_status write_json(const struct options *options)
{
    const char *name = options->command->name;
    struct result result;
    if (result_open(options, &result) != EXIT_OK)
        return EXIT_USAGE;
    render_json(&options->compilation->diagnostics, result.out);
    enum exit_status status = result_close(options, &result);
    if (status == EXIT_OK)
        status = command_write(name, result.data, result.size);
    result_drop(&result);
    return status;
}

enum exit_status topology_compile(struct options *options, bool findings)
{
    struct compilation *compilation = options->compilation;
    const char *name = options->command->name;
    if (findings)
        compilation->derivation = DERIVE_RULES;
    compile(compilation);
    if (options->verbose)
        for (uint32_t i = 0; i < compilation->sources.count; i++)
            if (compilation->sources.files[i]->inode)
                complain(name, "read %s", compilation->sources.files[i]->path);
    if (compilation->fault)
        return complain(name, "%s", compilation->fault);
    if (depfile_check(options, NULL, 0) != EXIT_OK)
        return EXIT_USAGE;
    if (!options->json)
        render_text(&compilation->diagnostics, stderr, options->color, options->quiet);
    else if (!findings)
        render_json(&compilation->diagnostics, stderr);
    else if (write_json(options) != EXIT_OK)
        return EXIT_USAGE;
    return compilation->diagnostics.errors ? EXIT_TOPOLOGY : EXIT_OK;
}

const char *path_extension(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash ? slash : path, '.');
    return dot ? dot + 1 : NULL;
}

void tell_written(const struct options *options, const char *path)
{
    if (options->verbose)
        complain(options->command->name, "wrote %s", path);
}

bool is_source(const struct options *options, const char *path)
{
    bool is = source_is_read(&options->compilation->sources, path);
    if (is)
        complain(options->command->name, "%s is one of the files read; write to another", path);
    return is;
}

enum exit_status write_output(const struct options *options, const char *path,
                                   const char *data, size_t size)
{
    const char *name = options->command->name;
    if (is_source(options, path))
        return EXIT_USAGE;
    int fault = file_write(path, data, size);
    if (fault)
        return complain(name, "%s: %s", path, strerror(fault));
    tell_written(options, path);
    return EXIT_OK;
}

enum exit_status result_deliver(const struct options *options, struct result *result,
                                const char *path)
{
    enum exit_status status = result_close(options, result);
    if (status == EXIT_OK && !is_stdout(path))
        status = depfile_check(options, &path, 1);
    if (status == EXIT_OK && !result->direct)
        status = is_stdout(path) ? command_write(options->command->name, result->data, result->size)
                                 : write_output(options, path, result->data, result->size);
    result_drop(result);
    return status == EXIT_OK ? depfile_write(options, &path, is_stdout(path) ? 0 : 1) : status;
}
