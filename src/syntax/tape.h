/*
 * syntax/: text to a tape of statements and values.
 *
 * The scanner appends values, the parser statements; both arrays are flat and in source order. A statement
 * is a keyword with its operands; a block's statements follow it at once, up to its `next`.
 * Nothing is decoded here: a value is a stretch of text with a shape, and the schema types it later.
 */
#ifndef OSNET_SYNTAX_TAPE_H
#define OSNET_SYNTAX_TAPE_H

#include "base/atom.h"
#include "base/vec.h"
#include "diagnostics/diagnostics.h"
#include "source/source.h"

/* What a word looks like. */
enum shape {
    SHAPE_BAD,     /* reported already; whoever meets it stays silent */
    SHAPE_NAME,    /* fe1 */
    SHAPE_PATH,    /* prod.fe1 */
    SHAPE_SET,     /* fe[1-8], prod.fe[1-4]: a name or path with brackets */
    SHAPE_TEXT,    /* "…", quotes included in the place */
    SHAPE_NUMBER,  /* 8443 */
    SHAPE_RANGE,   /* 8000-8002 */
    SHAPE_PORT,    /* 8443/tcp, 8000-8002/tcp */
    SHAPE_DOTTED,  /* 10.20.1.11, 11.25.0: address or version */
    SHAPE_DOTTED_SET, /* 10.20.1.[11-18] */
    SHAPE_NETWORK, /* 10.20.0.0/16 */
    SHAPE_IPV6,    /* 2001:db8::7, 2001:db8::/32 */
    SHAPE_DATE,    /* 2019-12-31 */
};

/* Which part of its statement a value stands in. */
enum part {
    PART_KEYWORD,
    PART_OPERAND, /* opens an operand */
    PART_TARGET,  /* opens the list behind -> */
    PART_PORT,    /* opens the list behind : */
    PART_MORE,    /* goes on with the list before it, after a comma */
};

/* The most that a value's `what` says: a longer stretch is no word (SHAPE_BAD), and there are no more words. */
#define VALUE_MOST ((1u << 24) - 1)

struct value {
    uint32_t begin; /* offset of its first byte */
    uint32_t what : 24, shape : 5, part : 3; /* what: value_atom() of a name, path or set; of others the length */
};

/* Whether VALUE is a name, a path or a set of either. */
static inline bool value_is_name(const struct value *value)
{
    return value->shape >= SHAPE_NAME && value->shape <= SHAPE_SET;
}

/* The word's atom, for names (a path's: of the whole word); 0 for other shapes. */
static inline atom_t value_atom(const struct value *value)
{
    return value_is_name(value) ? value->what : 0;
}

static inline uint32_t value_length(const struct atoms *atoms, const struct value *value)
{
    return value_is_name(value) ? atom_length(atoms, value->what) : value->what;
}

static inline struct place value_place(const struct atoms *atoms, const struct value *value)
{
    return (struct place){value->begin, value->begin + value_length(atoms, value)};
}

struct statement {
    uint32_t first; /* its keyword in values; operands follow */
    uint32_t next;  /* the statement behind it and all that it holds */
    uint32_t end;   /* offset behind its ; or } */
    uint16_t member, last_member; /* which of the block's name set it is (from 0), and the last one's; 0 if it is not split */
    uint32_t count : 27;     /* values, keyword included */
    uint32_t block : 1;      /* has { } */
    uint32_t catalogue : 1;  /* a catalogue declares it (the author may have added to it) */
    uint32_t broken : 1;     /* part of it was not understood */
    uint32_t incomplete : 1; /* a block some of whose statements were lost */
    uint32_t copied : 1;     /* `like` brought it here */
};

#define STATEMENT_NONE UINT32_MAX

/* The most words of all files together, and the most statements that they, their copies and the members of their sets
 * may come to. */
#define WORDS_LIMIT 16000000u

struct tape {
    VEC(struct value) values;
    VEC(struct statement) statements;
    VEC(uint32_t) parents; /* of each statement, the block it stands in, STATEMENT_NONE at the top; on the tape that
                              expand() gives there are none */
    VEC(struct place) unbalanced; /* files whose braces do not match: where a statement stands means little */
    VEC(struct place) astray; /* behind a forgotten {: statements that stand in the wrong block */
    VEC(struct override {
        atom_t name;    /* of a `let` */
        uint32_t value; /* the value that the command line gives it */
    }) overrides;
    bool marred;     /* there are values with SHAPE_BAD */
    bool incomplete; /* statements at the top were lost */
    bool foreign;    /* a file was no topology: what it was to declare nobody knows */
    bool full;       /* there were more words than may be, which was reported */
};

/* Scans and parses FILE, appending to TAPE. All mistakes go to DIAGNOSTICS; the words of the schema must
 * be ATOMS's first. */
void syntax_read(const struct source_file *file, struct atoms *atoms, struct arena *arena,
                 struct tape *tape, struct diagnostics *diagnostics);

#endif
