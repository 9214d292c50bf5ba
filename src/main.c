/*
 * The command: takes its arguments, finds the subcommand, gives its exit status.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/nearest.h"
#include "commands/commands.h"
#include "osnet/osnet.h"

static enum exit_status print_help(void)
{
    printf("Usage: osnetc COMMAND [OPTION]… [FILE]…\n\n"
           "Compiles topologies of OutSystems 11 infrastructures (.osnet files) to diagrams,\n"
           "hosts files and requirement reports, and says what is wrong with them.\n\n"
           "Commands:\n");
    for (const struct command *const *command = all_commands; *command; command++)
        printf("  %-9s %s\n", (*command)->name, (*command)->summary);
    printf("\n'osnetc COMMAND --help' says more about each, 'osnetc --version' which one this is.\n");
    return command_flush(NULL);
}

static enum exit_status print_version(void)
{
    printf("osnetc %s\n", osnet_version());
    return command_flush(NULL);
}

/* A descriptor of the three that was closed would be given to the next file opened, and what is
 * meant for the terminal written into it. One that can only be read makes writing fail as it
 * should. */
static void hold_standard_streams(void)
{
    for (int descriptor = 0; descriptor <= 2; descriptor++)
        if (fcntl(descriptor, F_GETFD) == -1 &&
            open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY) != descriptor)
            _exit(EXIT_USAGE);
}

int main(int argc, char **argv)
{
    hold_standard_streams();
    setvbuf(stderr, NULL, _IOFBF, BUFSIZ * 8); /* ten thousand findings are many small writes */
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is a write that fails: command_flush sees it */
    signal(SIGXFSZ, SIG_IGN); /* as is one beyond the largest file that may be */
    if (argc < 2)
        return complain(NULL, "no command; 'osnetc --help' lists them");
    const char *word = argv[1];
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "help") == 0)
        return print_help();
    if (strcmp(word, "--version") == 0)
        return print_version();
    struct nearest nearest = nearest_to(word);
    for (const struct command *const *command = all_commands; *command; command++) {
        if (strcmp(word, (*command)->name) == 0)
            return command_run(*command, argc - 1, argv + 1);
        nearest_try(&nearest, (*command)->name);
    }
    if (nearest.candidate)
        return complain(NULL, "no command '%s'; did you mean '%s'?", word, nearest.candidate);
    return complain(NULL, "no command '%s'; 'osnetc --help' lists them", word);
}
