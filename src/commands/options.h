/*
 * The options that subcommands share.
 *
 * Takes a command line, gives a compilation that is set up but not run, and the values of the
 * subcommand's own options.
 */
#ifndef OSNET_COMMANDS_OPTIONS_H
#define OSNET_COMMANDS_OPTIONS_H

#include "commands/commands.h"
#include "compile.h"

struct options {
    const struct command *command;
    struct compilation *compilation;
    const char *own[COMMAND_OPTIONS]; /* the argument of each own option ("" for a switch); NULL:
                                         not given */
    VEC(const char *) words;          /* what stands beside the options: FILE…, RULE */
    const char *depfile;              /* -MD, or NULL */
    bool help, json, color, quiet, verbose;
};

/* Reads ARGV into OPTIONS, whose command and compilation are set. EXIT_USAGE if it is wrong (and
 * says why). */
enum exit_status options_read(struct options *options, int argc, char **argv);

/* Writes the --help of COMMAND. */
void options_help(const struct command *command, FILE *out);

/* The index of WORD in WORDS (NULL behind the last), or -1 with a complaint that the WHAT is
 * unknown, which one is nearest and which there are. */
int options_choose(const struct options *options, const char *what, const char *word,
                   const char *const *words);

#endif
