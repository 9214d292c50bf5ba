/*
 * The options that subcommands share: takes ARGV, gives struct options.
 *
 * One table a command line, made of the common rows and the subcommand's own, from which come
 * getopt's tables, --help and the suggestions for a misspelt option.
 */
#include "commands/options.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/nearest.h"
#include "base/writer.h"
#include "settings.h"

enum common {
    COMMON_INCLUDE,
    COMMON_DEFINE,
    COMMON_WARN,
    COMMON_WERROR,
    COMMON_DIAGNOSTICS,
    COMMON_COLOR,
    COMMON_DEPFILE,
    COMMON_QUIET,
    COMMON_VERBOSE,
    COMMON_STDLIB, /* this one and those behind it are every subcommand's */
    COMMON_HELP,
    COMMON_COUNT,
};

static const struct command_option common_options[COMMON_COUNT] = {
    [COMMON_INCLUDE] = {'I', NULL, "DIR", "look for imported files in DIR too"},
    [COMMON_DEFINE] = {'D', NULL, "NAME=VALUE",
                       "give the constant NAME this value, whatever its let says"},
    [COMMON_WARN] = {'W', NULL, "RULE=LEVEL",
                     "report RULE as error, warning or advice, or off: not at all"},
    [COMMON_WERROR] = {0, "werror", NULL, "report warnings as errors"},
    [COMMON_DIAGNOSTICS] = {0, "diagnostics", "FORM", "write findings as text (default) or json"},
    [COMMON_COLOR] = {0, "color", "WHEN", "color findings: auto (default), always or never"},
    [COMMON_DEPFILE] = {0, "depfile", "FILE",
                        "write the files read to FILE, as a makefile rule; also -MD FILE"},
    [COMMON_QUIET] = {'q', "quiet", NULL, "leave out the line that counts the findings"},
    [COMMON_VERBOSE] = {'v', "verbose", NULL, "name the files read and written"},
    [COMMON_STDLIB] = {0, "stdlib", "DIR", "read the catalogue and the rule pages from DIR"},
    [COMMON_HELP] = {'h', "help", NULL, "show this help"},
};

#define TABLE_SIZE (COMMON_COUNT + COMMAND_OPTIONS)
#define LONG_VALUE 0x100 /* getopt's value for the long option of row 0 */
#define WORD 1           /* and for a word that is no option */

/* The rows of one subcommand, and where in the table its own begin. */
struct table {
    struct command_option rows[TABLE_SIZE];
    int ids[TABLE_SIZE]; /* enum common; COMMON_COUNT and up for the subcommand's own */
    int count;
};

static struct table table_of(const struct command *command)
{
    struct table table = {.count = 0};
    for (int i = 0; command->options[i].help; i++) {
        table.rows[table.count] = command->options[i];
        table.ids[table.count++] = COMMON_COUNT + i;
    }
    for (int i = command->topology ? 0 : COMMON_STDLIB; i < COMMON_COUNT; i++) {
        table.rows[table.count] = common_options[i];
        table.ids[table.count++] = i;
    }
    return table;
}

static void help_line(const struct command_option *row, FILE *out)
{
    char left[64];
    int n = 0;
    if (row->letter)
        n = snprintf(left, sizeof left, "-%c%s%s", row->letter, row->name ? ", " : " ",
                     row->name || !row->argument ? "" : row->argument);
    if (row->name)
        snprintf(left + n, sizeof left - (size_t)n, "%s--%s%s%s", row->letter ? "" : "    ",
                 row->name, row->argument ? "=" : "", row->argument ? row->argument : "");
    fprintf(out, "  %-24s %s\n", left, row->help);
}

void options_help(const struct command *command, FILE *out)
{
    struct table table = table_of(command);
    fprintf(out, "Usage: osnetc %s\n\n%s\n\nOptions:\n", command->usage, command->description);
    for (int i = 0; i < table.count; i++)
        help_line(&table.rows[i], out);
    if (command->more_help)
        command->more_help(out);
    if (command->topology)
        fputs("\nOptions and FILEs may stand in any order. Several FILEs are one topology; the\n"
              "FILE - is standard input. Findings go to standard error; the environment\n"
              "variable NO_COLOR keeps colors out of them.\n"
              "\nExit status:\n"
              "  0  no error; there may have been warnings and advice\n"
              "  1  the topology has errors; nothing was written\n"
              "  2  the command line, a file or the machine is at fault; nothing was written\n",
              out);
    else
        fputs("\nExit status:\n"
              "  0  done\n"
              "  2  the command line, a file or the machine is at fault\n",
              out);
    fprintf(out, "\nExample:\n  %s\n", command->example);
}

int options_choose(const struct options *options, const char *what, const char *word,
                   const char *const *words)
{
    for (int i = 0; words[i]; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    struct nearest nearest = nearest_to(word);
    struct writer all = {.arena = options->compilation->arena};
    for (int i = 0; words[i]; i++) { /* the views of a large topology are many */
        nearest_try(&nearest, words[i]);
        writer_text(&all, i ? ", " : "");
        writer_text(&all, words[i]);
    }
    writer_char(&all, '\0');
    if (nearest.candidate)
        complain(options->command->name, "no %s '%s'; did you mean '%s'? There are: %s", what, word,
                 nearest.candidate, all.bytes);
    else
        complain(options->command->name, "no %s '%s'; there are: %s", what, word, all.bytes);
    return -1;
}

/* -W RULE=LEVEL */
static enum exit_status read_severity(struct options *options, const char *argument)
{
    static const char *const levels[] = {"off", "advice", "warning", "error", NULL};
    const char *equals = strchr(argument, '=');
    if (!equals)
        return complain(options->command->name,
                        "-W %s: expected RULE=error, RULE=warning, RULE=advice or RULE=off",
                        argument);
    int level = options_choose(options, "level", equals + 1, levels);
    if (level < 0)
        return EXIT_USAGE;
    struct compilation *compilation = options->compilation;
    const char *rule = arena_copy(compilation->arena, argument, (size_t)(equals - argument));
    const char *fault = settings_severity(compilation, rule, (enum severity)level);
    return fault ? complain(options->command->name, "-W %s: %s", argument, fault) : EXIT_OK;
}

/* -D NAME=VALUE */
static enum exit_status read_define(struct options *options, const char *argument)
{
    struct compilation *compilation = options->compilation;
    const char *equals = strchr(argument, '=');
    if (!equals)
        return complain(options->command->name, "-D %s: expected NAME=VALUE", argument);
    const char *name = arena_copy(compilation->arena, argument, (size_t)(equals - argument));
    const char *fault = settings_define(compilation, name, equals + 1);
    return fault ? complain(options->command->name, "-D %s: %s", argument, fault) : EXIT_OK;
}

static bool color_wanted(void)
{
    const char *never = getenv("NO_COLOR"), *term = getenv("TERM");
    return !(never && *never) && isatty(STDERR_FILENO) && term && strcmp(term, "dumb") != 0;
}

static enum exit_status read_common(struct options *options, enum common id, const char *argument)
{
    struct compilation *compilation = options->compilation;
    switch (id) {
    case COMMON_INCLUDE: vec_add(compilation->arena, &compilation->includes, argument); break;
    case COMMON_DEFINE: return read_define(options, argument);
    case COMMON_WARN: return read_severity(options, argument);
    case COMMON_WERROR: compilation->diagnostics.werror = true; break;
    case COMMON_DIAGNOSTICS: {
        static const char *const forms[] = {"text", "json", NULL};
        int form = options_choose(options, "form of findings", argument, forms);
        options->json = form == 1;
        return form < 0 ? EXIT_USAGE : EXIT_OK;
    }
    case COMMON_COLOR: {
        static const char *const times[] = {"auto", "always", "never", NULL};
        int when = options_choose(options, "--color", argument, times);
        options->color = when == 1 || (when == 0 && color_wanted());
        return when < 0 ? EXIT_USAGE : EXIT_OK;
    }
    case COMMON_DEPFILE: options->depfile = argument; break;
    case COMMON_QUIET: options->quiet = true; break;
    case COMMON_VERBOSE: options->verbose = true; break;
    case COMMON_STDLIB: {
        struct stat status;
        compilation->stdlib = argument;
        if (stat(argument, &status) != 0 || !S_ISDIR(status.st_mode))
            return complain(options->command->name, "--stdlib %s: no such folder", argument);
        break;
    }
    case COMMON_HELP: options->help = true; break;
    case COMMON_COUNT: break;
    }
    return EXIT_OK;
}

/* What getopt would say, with the option that was probably meant. */
static enum exit_status unknown(const struct options *options, const struct table *table,
                                const char *word, int letter)
{
    const char *name = options->command->name;
    if (letter)
        return complain(name, "no option -%c; 'osnetc %s --help' lists them", letter, name);
    char bare[64];
    snprintf(bare, sizeof bare, "%.*s", (int)strcspn(word + 2, "="), word + 2);
    struct nearest nearest = nearest_to(bare);
    for (int i = 0; i < table->count; i++)
        if (table->rows[i].name)
            nearest_try(&nearest, table->rows[i].name);
    if (nearest.candidate)
        return complain(name, "no option --%s; did you mean --%s?", bare, nearest.candidate);
    return complain(name, "no option --%s; 'osnetc %s --help' lists them", bare, name);
}

/* The row of TABLE for what getopt_long gave, or -1. */
static int row_of(const struct table *table, int value)
{
    if (value >= LONG_VALUE)
        return value - LONG_VALUE < table->count ? value - LONG_VALUE : -1;
    for (int i = 0; i < table->count; i++)
        if (table->rows[i].letter && table->rows[i].letter == value)
            return i;
    return -1;
}

/* getopt_long's two tables. */
static void getopt_tables(const struct table *table, bool depfile, char *letters,
                          struct option *longs)
{
    *letters++ = '-'; /* words come in their order, whatever POSIXLY_CORRECT says */
    *letters++ = ':'; /* a missing argument is told from an unknown option */
    if (depfile) {
        *letters++ = 'M';
        *letters++ = ':';
    }
    for (int i = 0; i < table->count; i++) {
        const struct command_option *row = &table->rows[i];
        if (row->letter) {
            *letters++ = row->letter;
            if (row->argument)
                *letters++ = ':';
        }
        if (row->name)
            *longs++ = (struct option){row->name, row->argument ? required_argument : no_argument,
                                       NULL, LONG_VALUE + i};
    }
    *letters = '\0';
    *longs = (struct option){NULL, 0, NULL, 0};
}

/* -MD FILE reaches getopt as -M with the argument "D": its FILE is the next word. */
static enum exit_status read_depfile(struct options *options, int argc, char **argv)
{
    const char *name = options->command->name;
    if (optarg[0] != 'D')
        return complain(name, "no option -M%s; did you mean -MD FILE?", optarg);
    if (optarg[1])
        options->depfile = optarg + 1;
    else if (optind < argc)
        options->depfile = argv[optind++];
    return options->depfile && *options->depfile ? EXIT_OK : complain(name, "-MD needs a FILE");
}

/* That the option which getopt knows as VALUE has no argument, or an empty one. */
static enum exit_status missing(const struct options *options, const struct table *table, int value)
{
    const char *name = options->command->name;
    int row = row_of(table, value);
    if (row < 0)
        return complain(name, "-MD needs a FILE");
    const struct command_option *option = &table->rows[row];
    if (value < LONG_VALUE)
        return complain(name, "-%c needs an argument: %s", option->letter, option->argument);
    return complain(name, "--%s needs an argument: %s", option->name, option->argument);
}

/* A word that is no option. */
static enum exit_status read_word(struct options *options, const char *word)
{
    struct arena *arena = options->compilation->arena;
    bool topology = options->command->topology;
    for (uint32_t i = 0; topology && strcmp(word, "-") == 0 && i < options->words.count; i++)
        if (strcmp(options->words.items[i], word) == 0)
            return complain(options->command->name, "standard input (-) is named twice");
    vec_add(arena, &options->words, word);
    if (topology)
        vec_add(arena, &options->compilation->inputs, word);
    return EXIT_OK;
}

enum exit_status options_read(struct options *options, int argc, char **argv)
{
    const char *name = options->command->name;
    struct table table = table_of(options->command);
    char letters[2 * TABLE_SIZE + 5];
    struct option longs[TABLE_SIZE + 1];
    getopt_tables(&table, options->command->topology, letters, longs);
    options->color = color_wanted();

    optind = 0; /* GNU: begin anew, with ARGV's words in any order */
    opterr = 0;
    for (int value; (value = getopt_long(argc, argv, letters, longs, NULL)) != -1;) {
        enum exit_status status = EXIT_OK;
        int row = row_of(&table, value);
        if (value == ':')
            return missing(options, &table, optopt);
        if (value == '?' && optopt >= LONG_VALUE)
            return complain(name, "--%s takes no argument",
                            table.rows[row_of(&table, optopt)].name);
        if (value == '?')
            return unknown(options, &table, argv[optind - 1], optopt);
        if (row >= 0 && optarg && !*optarg)
            return missing(options, &table, value);
        if (value == WORD)
            status = read_word(options, optarg);
        else if (row < 0)
            status = read_depfile(options, argc, argv);
        else if (table.ids[row] >= COMMON_COUNT)
            options->own[table.ids[row] - COMMON_COUNT] = optarg ? optarg : "";
        else
            status = read_common(options, (enum common)table.ids[row], optarg);
        if (status != EXIT_OK)
            return status;
    }
    if (options->help)
        return EXIT_OK;

    for (; optind < argc; optind++) /* those behind -- */
        if (read_word(options, argv[optind]) != EXIT_OK)
            return EXIT_USAGE;
    if (options->command->topology && options->words.count == 0)
        return complain(name, "no FILE; 'osnetc %s --help' says what it takes", name);
    return EXIT_OK;
}
