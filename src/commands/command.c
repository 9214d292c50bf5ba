/*
 * What every subcommand begins and ends with: takes its words, gives its exit status.
 */
#include "commands/commands.h"

#include <errno.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands/options.h"
#include "diagnostics/visible.h"

enum exit_status complain(const char *name, const char *format, ...)
{
    char *text = NULL;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&text, format, arguments);
    va_end(arguments);
    fprintf(stderr, "osnetc%s%s: ", name ? " " : "", name ? name : "");
    if (length < 0)
        fputs("there is not enough memory", stderr);
    else
        print_visible(stderr, text);
    fputc('\n', stderr);
    if (length >= 0)
        free(text);
    return EXIT_USAGE;
}

enum exit_status command_not_written(const char *name, int fault)
{
    clearerr(stdout);
    /* A reader who has seen enough (head, a pager) needs no word about it. */
    if (fault != EPIPE)
        complain(name, "standard output: %s", fault ? strerror(fault) : "could not be written");
    return EXIT_USAGE;
}

int put_out(const char *data, size_t size)
{
    while (size > 0) {
        ssize_t written = write(STDOUT_FILENO, data, size);
        if (written >= 0) {
            data += written;
            size -= (size_t)written;
        } else if (errno == EAGAIN) { /* who shares it does not wait */
            poll(&(struct pollfd){.fd = STDOUT_FILENO, .events = POLLOUT}, 1, -1);
        } else if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

enum exit_status command_write(const char *name, const char *data, size_t size)
{
    int fault = put_out(data, size);
    return fault ? command_not_written(name, fault) : EXIT_OK;
}

enum exit_status command_flush(const char *name)
{
    bool failed = ferror(stdout);
    errno = 0;
    return fflush(stdout) == 0 && !failed ? EXIT_OK : command_not_written(name, errno);
}

/* Between the failure point and its use: only what does not change after setjmp. */
static enum exit_status run(struct options *options, int argc, char **argv)
{
    const struct command *command = options->command;
    jmp_buf failure;
    arena_on_failure(options->compilation->arena, &failure);
    if (setjmp(failure))
        return complain(command->name, "there is not enough memory");
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
        return complain(command->name, "there is not enough memory");
    enum exit_status status = run(&options, argc, argv);
    compilation_destroy(options.compilation);
    return status;
}
