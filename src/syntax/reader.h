/*
 * What scanner and parser share while one file is read: the hands that write the tape.
 *
 * The functions for the scanner take the word at TEXT (LENGTH bytes, in the file's buffer), put it on the tape and
 * return its token. The parser's say where statements begin, with the word put there last, and where they end, with
 * the token taken last. Both report mistakes in words of the language, one mistake once.
 */
#ifndef OSNET_SYNTAX_READER_H
#define OSNET_SYNTAX_READER_H

#include "syntax/tape.h"

/* The deepest nesting of blocks. */
#define NESTING_LIMIT 64
/* The longest word and the longest text, in bytes. */
#define WORD_LIMIT 1024u
#define QUOTED_LIMIT 65536u

/* Where the line of the place AT begins, and with how much white space. */
struct line {
    uint32_t at, begin, indentation;
};

struct reader {
    const struct source_file *file;
    struct atoms *atoms;
    struct arena *arena;
    struct tape *tape;
    struct diagnostics *diagnostics;
    atom_t keywords;     /* atoms below this are keywords of the schema */
    struct place place;  /* of the token taken last */
    int last, before;    /* the token taken last and the one before it; END at the start of the file */
    bool fresh_line;     /* nothing but white space so far on this line */
    bool stray;          /* the token taken last is a } that closes nothing */
    bool recovering;     /* a mistake was reported and its statement is not over */
    uint32_t statement;  /* the statement whose head is being read, or STATEMENT_NONE */
    uint32_t error_value; /* the tape's index of the word that could not be taken */
    uint32_t blocks[NESTING_LIMIT + 1]; /* the open blocks; STATEMENT_NONE for one without a head */
    uint32_t starts[NESTING_LIMIT + 1]; /* where each opened */
    struct line lines[NESTING_LIMIT + 1]; /* and their lines */
    uint32_t depth;
    struct place unclosed; /* a block that was perhaps to be closed before the next one */
    struct place overclosed; /* a } that perhaps closes more than was meant */
    uint32_t fault;      /* behind the latest mistake in the order of words, 0 for none */
    bool astray;         /* a statement was found that was to be a block, among those before `looked` */
    uint32_t looked;     /* statements before this one were looked at for that */
    bool unopened;       /* a statement without its end was reported: perhaps it was to be a block */
    bool overclosed_told; /* there was such a mistake where the } overclosed stands */
    bool conflict;       /* the first line of a merge conflict was reported */
    bool lone_return;    /* a line that ends with CR alone was reported */
    struct place unclosed_sets, unclosed_comments, unclosed_texts; /* where nothing that ends one stands */
    uint32_t rereadings; /* of the last of these */
    struct line line;    /* of the furthest place that was looked at */
    bool foreign_bytes;  /* a byte that is not UTF-8 was reported: the file is in another encoding */
};

/* What the parser could have taken instead. */
struct expectation {
    bool keyword, value, end, close;
};

/* osnet.l: where the parser stopped before the end, the NUL behind the last word is taken back. */
void osnet_leave(void *scanner);

/* Where TEXT stands. */
static inline struct place reader_place(const struct reader *reader, const char *text, uint32_t length)
{
    uint32_t begin = reader->file->base + (uint32_t)(text - reader->file->text);
    return (struct place){begin, begin + length};
}

/* Whether a statement may begin here; whether a mistake at PLACE comes of one before it on the same line, of which it is
 * enough to tell; what is nested here is not whole. */
bool reader_at_start(const struct reader *reader);
bool reader_follows(struct reader *reader, struct place place);
void reader_lost(struct reader *reader);

/* For the scanner. */
int reader_mark(struct reader *reader, const char *text, uint32_t length, int token);
int reader_name(struct reader *reader, const char *text, uint32_t length);
int reader_word(struct reader *reader, const char *text, uint32_t length, enum shape shape);
void reader_line(struct reader *reader);
/* Whether a } is one more of those that close nothing, of which it was told on this line. */
bool reader_is_stray(struct reader *reader, const char *text, uint32_t length);
/* A CR without its LF ends a line too, so that a comment does not swallow the rest; it is told once. */
void reader_lone_return(struct reader *reader, const char *text, uint32_t length);
/* A word that is none; each of these reports it and, where it returns, gives a token for it. */
int reader_bad(struct reader *reader, const char *text, uint32_t length);
int reader_bad_word(struct reader *reader, const char *text, uint32_t length);
int reader_bad_set(struct reader *reader, const char *text, uint32_t length);
int reader_bad_ipv6(struct reader *reader, const char *text, uint32_t length);
void reader_bad_text(struct reader *reader, const char *text, uint32_t length);
/* Whether the other side of a conflict begins here whose first line was reported. */
bool reader_conflict_marker(struct reader *reader, const char *text, uint32_t length);
/* How much of an unclosed text (or of the end of an unopened one) to take: its last ; { and } are given back. */
uint32_t reader_unclosed_text(struct reader *reader, const char *text, uint32_t length);
/* How much of a set that ends with white space to take: all up to its ], where that comes on the same line. */
uint32_t reader_set_length(struct reader *reader, const char *text, uint32_t length);
/* The length of a comment that begins with a slash and a star and ends on its line; 0 where it does not. */
uint32_t reader_comment_length(struct reader *reader, const char *text, uint32_t length);
/* Whether a comment in another language's way was reported and is to be passed over. */
bool reader_foreign_comment(struct reader *reader, const char *text, uint32_t length);
/* The length of the run at TEXT up to white space or a mark. */
uint32_t reader_word_length(const char *text);

/* Whether there is no room for a word at PLACE; that is told once. */
bool reader_is_full(struct reader *reader, struct place place);

/* For the parser. */
void reader_begin(struct reader *reader);
void reader_end(struct reader *reader);
/* TOKEN is the one behind, which is not taken yet. */
void reader_unended(struct reader *reader, int token);
void reader_open(struct reader *reader);
void reader_close(struct reader *reader, uint32_t end);
/* Whether reading ends here: blocks nest too deep, or there are too many words. */
bool reader_has_enough(struct reader *reader);
void reader_broken(struct reader *reader);
void reader_anonymous(struct reader *reader);
void reader_stray_close(struct reader *reader);
void reader_nothing_to_end(struct reader *reader);
void reader_unexpected(struct reader *reader, const char *found, bool at_end,
                       const struct expectation *may);
void reader_out_of_memory(struct reader *reader) __attribute__((noreturn));

#endif
