/*
 * commands/: one file a subcommand.
 *
 * A subcommand takes its own words of the command line and gives an exit status: 0, 1 (the topology has
 * errors) or 2 (the command line, a file or the machine is at fault). main.c only finds it.
 */
#ifndef OSNET_COMMANDS_COMMANDS_H
#define OSNET_COMMANDS_COMMANDS_H

enum exit_status { EXIT_OK = 0, EXIT_TOPOLOGY = 1, EXIT_USAGE = 2 };

struct command {
    const char *name;    /* "check" */
    const char *usage;   /* "check [OPTION]… FILE…" */
    const char *summary; /* one line for --help */
    int (*run)(int argc, char **argv); /* argv[0] is the subcommand */
};

/* Every subcommand, in the order of --help, NULL behind the last. */
extern const struct command *const all_commands[];

#endif
