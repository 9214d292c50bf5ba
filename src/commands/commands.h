/*
 * commands/: one file a subcommand.
 *
 * A subcommand takes its words of the command line (options.h) and gives an exit status: 0, 1 (the
 * topology has errors) or 2 (the command line, a file or the machine is at fault). main.c only
 * finds it; meson.build lists it.
 */
#ifndef OSNET_COMMANDS_COMMANDS_H
#define OSNET_COMMANDS_COMMANDS_H

#include <stdbool.h>
#include <stdio.h>

enum exit_status { EXIT_OK = 0, EXIT_TOPOLOGY = 1, EXIT_USAGE = 2 };

struct options;

/* An option on the command line. */
struct command_option {
    char letter;          /* 'o' for -o, or 0 */
    const char *name;     /* "output" for --output, or NULL */
    const char *argument; /* what --help calls its argument, or NULL where it takes none */
    const char *help;     /* one line; NULL ends a list */
};

/* The most options that a subcommand has of its own. */
#define COMMAND_OPTIONS 6

struct command {
    const char *name;        /* "check" */
    const char *usage;       /* "check [OPTION]… FILE…" */
    const char *summary;     /* one line for --help */
    const char *description; /* what it does, for its own --help; lines of at most 80 columns */
    const char *example;     /* one command line */
    struct command_option options[COMMAND_OPTIONS + 1]; /* its own, besides the common ones */
    bool topology;                /* takes FILE… and the options of a compilation */
    void (*more_help)(FILE *out); /* what else belongs to its --help, or NULL */
    enum exit_status (*run)(struct options *options);
};

/* Every subcommand, in the order of --help, NULL behind the last. */
extern const struct command *const all_commands[];

/* Reads the command line of COMMAND and runs it. ARGV[0] is the subcommand. */
enum exit_status command_run(const struct command *command, int argc, char **argv);

/* Writes SIZE bytes of DATA to standard output; command_flush does so with what printf left there.
 * Each gives EXIT_USAGE, and says so, where it did not get there. */
enum exit_status command_write(const char *name, const char *data, size_t size);
enum exit_status command_flush(const char *name);
/* The same without a word: 0, or an errno. */
int put_out(const char *data, size_t size);
/* What FAULT, an errno of writing to standard output, makes of the command. */
enum exit_status command_not_written(const char *name, int fault);

/* Says on standard error "osnetc NAME: …", or "osnetc: …" without NAME. Control characters in it
 * (those of a file's name, say) are shown as escapes. Returns EXIT_USAGE. */
enum exit_status complain(const char *name, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
