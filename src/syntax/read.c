/*
 * One file through scanner and parser.
 *
 * Takes a file, gives its statements on the tape. The scanner works in the file's own buffer;
 * whatever way reading ends, memory running out included, the scanner is put away and open blocks
 * are closed.
 */
#include <string.h>

#include "osnet.tab.h"

#include "syntax/reader.h"

#define YYSTYPE OSNET_STYPE
#define YYLTYPE OSNET_LTYPE
#include "osnet.scan.h"

#include "schema/schema.h"

void reader_out_of_memory(struct reader *reader)
{
    longjmp(*arena_on_failure(reader->arena, NULL), 1);
}

static void parse(struct reader *reader, void *scanner)
{
    osnet__scan_buffer(reader->file->text, (size_t)reader->file->size + 2, scanner);
    osnet_parse(scanner, reader);
    while (reader->depth > 0)
        reader_close(reader, reader->file->base + reader->file->size);
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
        .keywords = schema_words(),
        .last = TOKEN_END,
        .before = TOKEN_END,
        .fresh_line = true,
        .statement = STATEMENT_NONE,
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
