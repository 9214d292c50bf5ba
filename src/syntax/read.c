/*
 * One file through scanner and parser.
 *
 * Takes a file, gives its statements on the tape. The scanner works in the file's own buffer;
 * whatever way reading ends, memory running out included, the scanner is put away and open blocks
 * are closed.
 */
#include <string.h>

#include "osnet.tab.h"

#include "diagnostics/language.h"
#include "syntax/foreign.h"
#include "syntax/reader.h"

#define YYSTYPE OSNET_STYPE
#include "osnet.scan.h"

#include "schema/schema.h"

void reader_out_of_memory(struct reader *reader)
{
    longjmp(*arena_on_failure(reader->arena, NULL), 1);
}

bool reader_is_full(struct reader *reader, struct place place)
{
    struct tape *tape = reader->tape;
    if (tape->values.count < WORDS_LIMIT)
        return false;
    if (!tape->full)
        report(reader->diagnostics, LANGUAGE_RULE(LIMIT), (struct place){place.begin, place.begin},
               "more than %u words in all files; what is behind them is not read", WORDS_LIMIT);
    tape->full = true;
    return true;
}

uint32_t reader_word_length(const char *text)
{
    uint32_t length = (uint32_t)strcspn(text, " \t\r\n;{},\"#");
    return length ? length : 1;
}

/* In a file that is no topology there are at least so many mistakes, and so many for each keyword.
 */
#define FOREIGN_MISTAKES 3u
/* The most of its first word that is shown. */
#define FOREIGN_SHOWN 16u

/* Whether a file with so many MISTAKES is no topology: hardly any of its statements, on the tape
 * from FIRST on, has a keyword. Where its beginning says what it is, fewer mistakes will do. */
static bool is_foreign(const struct reader *reader, uint32_t first, uint32_t mistakes,
                       const char *language, bool sure)
{
    uint32_t keywords = 0;
    for (uint32_t s = first; s < reader->tape->statements.count; s++) {
        const struct statement *it = &reader->tape->statements.items[s];
        atom_t keyword = value_atom(&reader->tape->values.items[it->first]);
        keywords += keyword && keyword < reader->keywords;
    }
    return sure || (mistakes >= (language ? 1 : FOREIGN_MISTAKES) &&
                    mistakes > FOREIGN_MISTAKES * keywords);
}

/* What reading a file adds to. */
struct before {
    struct tape tape;
    struct diagnostics diagnostics;
};

/* Where the file is no topology at all: one message for it, and nothing else of what came after
 * BEFORE. */
static void look_for_foreign(struct reader *reader, const struct before *before)
{
    const struct source_file *file = reader->file;
    uint32_t mistakes = reader->diagnostics->errors - before->diagnostics.errors;
    bool sure;
    const char *language = mistakes > 0 ? foreign_language(file->text, file->size, &sure) : NULL;
    if (mistakes == 0 ||
        !is_foreign(reader, before->tape.statements.count, mistakes, language, sure))
        return;
    struct tape *tape = reader->tape;
    /* What is pushed on the tape is taken to be clean. */
    for (uint32_t i = before->tape.values.count; i < tape->values.count; i++)
        tape->values.items[i] = (struct value){0};
    for (uint32_t i = before->tape.statements.count; i < tape->statements.count; i++)
        tape->statements.items[i] = (struct statement){0};
    tape->values.count = before->tape.values.count;
    tape->statements.count = before->tape.statements.count;
    tape->unbalanced.count = before->tape.unbalanced.count;
    tape->astray.count = before->tape.astray.count;
    tape->incomplete = tape->foreign = true;
    *reader->diagnostics = before->diagnostics;
    const char *start = file->text + strspn(file->text, " \t\r\n");
    uint32_t begin = file->base + (uint32_t)(start - file->text);
    uint32_t length = reader_word_length(start);
    struct place place = {begin, begin + (length < FOREIGN_SHOWN ? length : FOREIGN_SHOWN)};
    struct finding *finding =
        report(reader->diagnostics, LANGUAGE_RULE(SYNTAX), place, "this file is no topology%s%s",
               language ? ": it seems to be " : "", language ? language : "");
    finding_help(
        reader->diagnostics, finding,
        "an .osnet file is of statements such as: environment dev { purpose development; }");
}

/* What a byte of text is on the tape, at most in most files. */
#define BYTES_PER_VALUE 8
#define BYTES_PER_STATEMENT 16

static void make_room(struct tape *tape, struct arena *arena, size_t size)
{
    vec_reserve(arena, &tape->values, tape->values.count + size / BYTES_PER_VALUE);
    vec_reserve(arena, &tape->statements, tape->statements.count + size / BYTES_PER_STATEMENT);
    vec_reserve(arena, &tape->parents, tape->parents.count + size / BYTES_PER_STATEMENT);
}

static void parse(struct reader *reader, void *scanner)
{
    make_room(reader->tape, reader->arena, reader->file->size);
    struct before before = {*reader->tape, *reader->diagnostics};
    osnet__scan_buffer(reader->file->text, (size_t)reader->file->size + 2, scanner);
    osnet_parse(scanner, reader);
    osnet_leave(scanner);
    while (reader->depth > 0)
        reader_close(reader, reader->file->base + reader->file->size);
    look_for_foreign(reader, &before);
}

void syntax_read(const struct source_file *file, struct atoms *atoms, struct arena *arena,
                 struct tape *tape, struct diagnostics *diagnostics)
{
    struct reader reader = {
        .file = file,
        .atoms = atoms,
        .arena = arena,
        .tape = tape,
        .diagnostics = diagnostics,
        .keywords = atoms_keywords(atoms),
        .last = TOKEN_END,
        .before = TOKEN_END,
        .fresh_line = true,
        .statement = STATEMENT_NONE,
        .line = {file->base, file->base, (uint32_t)strspn(file->text, " \t")},
    };
    void *scanner;
    if (osnet_lex_init_extra(&reader, &scanner) != 0)
        reader_out_of_memory(&reader);

    /* An allocation that fails inside leaves through here, so that flex's own memory is freed. */
    jmp_buf failure;
    jmp_buf *outer = arena_on_failure(arena, &failure);
    volatile bool failed = false;
    if (setjmp(failure) == 0)
        parse(&reader, scanner);
    else
        failed = true;
    osnet_lex_destroy(scanner);
    arena_on_failure(arena, outer);
    if (failed)
        longjmp(*outer, 1);
}
