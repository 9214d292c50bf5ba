/*
 * What every subcommand begins and ends with: takes its words, gives its exit status.
 */
#include "commands/commands.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "commands/options.h"

/* Whether BYTES begin with a control character, of one byte or (U+0080 to U+009F) of two. */
static size_t control(const unsigned char *bytes)
{
    if (bytes[0] < 0x20 || bytes[0] == 0x7f)
        return 1;
    return bytes[0] == 0xc2 && bytes[1] >= 0x80 && bytes[1] < 0xa0 ? 2 : 0;
}

enum exit_status complain(const char *name, const char *format, ...)
{
    char *text = NULL;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&text, format, arguments);
    va_end(arguments);
    fprintf(stderr, "osnetc%s%s: ", name ? " " : "", name ? name : "");
    if (length < 0)
        fputs("not enough memory", stderr);
    else
        for (const unsigned char *c = (const unsigned char *)text; *c;) {
            size_t bytes = control(c);
            if (!bytes)
                fputc(*c++, stderr);
            for (; bytes; bytes--)
                fprintf(stderr, "\\x%02x", *c++);
        }
    fputc('\n', stderr);
    if (length >= 0)
        free(text);
    return EXIT_USAGE;
}

enum exit_status command_flush(const char *name)
{
    errno = 0;
    bool failed = ferror(stdout);
    failed = fflush(stdout) != 0 || failed;
    if (!failed)
        return EXIT_OK;
    int fault = errno;
    clearerr(stdout);
    /* A reader who has seen enough (head, a pager) needs no word about it. */
    if (fault != EPIPE)
        complain(name, "standard output: %s", fault ? strerror(fault) : "could not be written");
    return EXIT_USAGE;
}

/* Between the failure point and its use: only what does not change after setjmp. */
static enum exit_status run(struct options *options, int argc, char **argv)
{
    const struct command *command = options->command;
    jmp_buf failure;
    arena_on_failure(options->compilation->arena, &failure);
    if (setjmp(failure))
        return complain(command->name, "not enough memory");
    enum exit_status status = options_read(options, argc, argv);
    if (status != EXIT_OK)
        return status;
    if (options->help) {
        options_help(command, stdout);
        return command_flush(command->name);
    }
    return command->run(options);
}

enum exit_status command_run(const struct command *command, int argc, char **argv)
{
    struct options options = {.command = command, .compilation = compilation_create()};
    if (!options.compilation)
        return complain(command->name, "not enough memory");
    enum exit_status status = run(&options, argc, argv);
    compilation_destroy(options.compilation);
    return status;
}
