/*
 * What the subcommands that take a topology share: compiling it, and delivering what was made of
 * it.
 */
#ifndef OSNET_COMMANDS_TOPOLOGY_H
#define OSNET_COMMANDS_TOPOLOGY_H

#include "commands/options.h"
#include "emit/emit.h"

/* Compiles what OPTIONS name and writes the findings to standard error; JSON to standard output
 * where FINDINGS are the command's result. EXIT_OK where there is no error: then the plan is
 * there. */
enum exit_status topology_compile(struct options *options, bool findings);

/* The theme that WORD names (NULL: the first), -1 after a complaint. */
int topology_theme(const struct options *options, const char *word);

/* The server that WORD names: by its path, or by its name where only one has it. 0 after a
 * complaint that begins with OPTION ("--server "). */
object_t topology_server(const struct options *options, const char *option, const char *word);

/* A result in the making: in memory, or on its way to standard output. */
struct result {
    FILE *out;
    char *data;
    size_t size;
    bool direct; /* it is written to standard output as it is made */
    int fault;   /* the errno of what failed there, or 0 */
};

/* Opens RESULT for writing through its `out`. EXIT_USAGE, with a complaint, without memory. */
enum exit_status result_open(const struct options *options, struct result *result);

/* The same for a result that is large, always becomes whole, and comes in large pieces. Where PATH is standard output it goes there as it is
 * made: nothing of it is kept, and as much memory as was taken before is set apart for making it. */
enum exit_status result_open_large(const struct options *options, struct result *result,
                                   const char *path);

/* Writes the whole of RESULT to PATH (NULL or "-": standard output), or the rest of it, then the depfile. Frees it. */
enum exit_status result_deliver(const struct options *options, struct result *result,
                                const char *path);

/* Frees RESULT: nothing of it is to be seen. */
void result_drop(struct result *result);

/* Whether PATH (NULL or "-") is standard output. */
bool is_stdout(const char *path);

/* What follows the last dot of PATH's last part ("svg"), or NULL. */
const char *path_extension(const char *path);

/* Ends writing to RESULT: its data is there. */
enum exit_status result_close(const struct options *options, struct result *result);

/* Whether PATH is one of the files read, which no output replaces; says so. */
bool is_source(const struct options *options, const char *path);

/* Writes SIZE bytes of DATA to the file PATH, unless that is one of the files it was made from. */
enum exit_status write_output(const struct options *options, const char *path, const char *data, size_t size);

/* Whether the file of -MD, if it was asked for, can name the files that were read and TARGETS and is none of these. */
enum exit_status depfile_check(const struct options *options, const char *const *targets, size_t count);

/* Writes the file of -MD, if it was asked for: TARGETS depend on every file that was read. Without
 * targets the depfile's own name without its ".d" stands for them. */
enum exit_status depfile_write(const struct options *options, const char *const *targets,
                               size_t count);

/* -v: names a file that was written. */
void tell_written(const struct options *options, const char *path);

#endif
