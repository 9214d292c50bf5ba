/*
 * schema/: the one table of keywords.
 *
 * A row says what a keyword takes, where it may stand, how often, what holds when it is left out, and
 * what it is for. Type checking, "did you mean", the model's fields and the language reference all come
 * from it. To add a keyword, add a row to keywords.def.
 */
#ifndef OSNET_SCHEMA_SCHEMA_H
#define OSNET_SCHEMA_SCHEMA_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/atom.h"

/* The kinds of block and thing. TOP is the document itself. */
enum kind {
    KIND_TOP,
    KIND_INFRASTRUCTURE,
    KIND_ENVIRONMENT,
    KIND_SERVER,
    KIND_DATABASE,
    KIND_LOAD_BALANCER,
    KIND_REVERSE_PROXY,
    KIND_ZONE,
    KIND_NETWORK,
    KIND_ENDPOINT,
    KIND_CONTAINER_RUNTIME,
    KIND_CONNECT,
    KIND_FLOW,
    KIND_ROLE,
    KIND_ACTOR,
    KIND_SERVICE,
    KIND_PROVIDER,
    KIND_LINK,
    KIND_FIREWALL,
    KIND_CERTIFICATE,
    KIND_LET,
    KIND_ADVICE,
    KIND_CHECKLIST,
    KIND_APP,
    KIND_COUNT,
};

typedef uint32_t kinds_t; /* a set of kinds: 1u << KIND_SERVER | … */
#define KINDS(kind) (1u << KIND_##kind)

/* What one operand may be. */
enum type {
    TYPE_NONE,
    TYPE_NEW,        /* a name that this statement declares; a set declares several */
    TYPE_TITLE,      /* prose; may be left out */
    TYPE_PROSE,      /* text taken as it is */
    TYPE_TEXT,       /* text with ${…} */
    TYPE_DNS,        /* a DNS name in quotes; a set gives several */
    TYPE_PATTERN,    /* a DNS name, possibly "*.…" */
    TYPE_REFERENCE,  /* a declared thing of certain kinds */
    TYPE_ADDRESSEE,  /* an address, a DNS name in quotes, or a thing that has one */
    TYPE_END,        /* an end of an opening: thing, role, actor, network, literal address */
    TYPE_ADDRESS,    /* an IP address */
    TYPE_ADDRESS_OR_NETWORK,
    TYPE_CIDR,       /* a network */
    TYPE_NUMBER,
    TYPE_PORT,
    TYPE_PORT_OR_SERVICE,
    TYPE_VERSION,
    TYPE_DATE,
    TYPE_SWITCH,     /* on, off */
    TYPE_CHOICE,     /* one of the row's words */
    TYPE_APP,        /* a name that this statement introduces, several statements may */
    TYPE_PATH,       /* an app, or "/path" */
    TYPE_RULE,       /* the name of a rule */
    TYPE_ENTRY,      /* a catalogue entry: LT-009 */
    TYPE_SUBJECT,    /* what a condition looks at: a property or a derived fact */
    TYPE_VERB,       /* is, has, at-least, below */
    TYPE_ANY,        /* any one value: what `let` and conditions take */
    TYPE_WORD,       /* any name, looked up by whoever uses it */
};

struct operand_type {
    uint8_t type;   /* enum type */
    bool list;      /* several, by comma */
    bool optional;
    kinds_t kinds;  /* for references: what may be meant */
    const char *choices; /* for TYPE_CHOICE: words separated by spaces */
};

enum often { OFTEN_ANY, OFTEN_ONCE, OFTEN_REQUIRED };

#define SCHEMA_OPERANDS 3

struct keyword {
    const char *name;
    kinds_t where;    /* the blocks it may stand in */
    struct operand_type operands[SCHEMA_OPERANDS];
    struct operand_type targets; /* behind -> */
    struct operand_type ports;   /* behind : */
    uint8_t often;    /* enum often, counted within one block */
    uint8_t makes;    /* the kind of thing it declares, or KIND_TOP: then it is a property */
    bool inherited;   /* what an inner block leaves out, the outer one says */
    bool own;         /* makes the original itself: `like` leaves it behind */
    bool identity;    /* its literals make the original itself: `like` leaves those behind */
    const char *entries;  /* catalogue entries behind "once" and the operands' types, or NULL */
    const char *fallback; /* what holds without it, as words of the language ("http https"); NULL: unknown */
    const char *left_out; /* the same for a reader, where the fallback does not say it all; or NULL */
    const char *meaning;  /* what it is for, in words */
};

/* What a condition can look at besides properties: facts that the plan derives, as words (conditions.c). */
#define SCHEMA_FACTS                                                                               \
    "load-balanced enforced-https restricted-access linked-by containers hybrid "                  \
    "service-center-apart controller-by-http zoned"

/* One enumerator a row of keywords.def: KEYWORD_HOSTNAME, KEYWORD_ZONE_ADDRESS, … */
enum keyword_id {
#define ROW(id, ...) KEYWORD_##id,
#include "schema/keywords.def"
#undef ROW
    KEYWORD_COUNT,
};

extern const struct keyword schema[KEYWORD_COUNT];

/* Interns the spellings of the schema as ATOMS's first: its keywords. */
void schema_intern(struct atoms *atoms);

/* Which row a word has in each kind of block, without a search. */
struct schema_rows {
    const uint8_t *rows; /* [word * KIND_COUNT + kind], for the atoms below WORDS */
    atom_t words;
};

/* The rows for the words of ATOMS, which schema_intern filled. */
struct schema_rows schema_rows(struct arena *arena, const struct atoms *atoms);

/* The row for WORD in a block of KIND, or KEYWORD_COUNT: schema_find() of an atom. */
static inline enum keyword_id schema_row(const struct schema_rows *rows, atom_t word, enum kind kind)
{
    return word && word < rows->words ? (enum keyword_id)rows->rows[word * KIND_COUNT + (uint32_t)kind]
                                      : KEYWORD_COUNT;
}

/* The row for the word NAME in a block of KIND, or KEYWORD_COUNT where it may not stand there. */
enum keyword_id schema_find(const char *name, enum kind kind);

/* The first row for the word NAME wherever it may stand, or KEYWORD_COUNT where there is none. */
enum keyword_id schema_find_anywhere(const char *name);

/* Whether WORD is one of CHOICES, words separated by spaces. */
bool schema_is_choice(const char *choices, const char *word);

/* "load-balancer"; for KIND_TOP "the top of a file". */
const char *kind_name(enum kind kind);

/* The kinds of KINDS as a phrase: "a server, a zone or a load-balancer". Formatted into ARENA. */
const char *kinds_phrase(struct arena *arena, kinds_t kinds);

/* A statement of ROW as an example of how it is written: "manage some-environment "www.acme.example";". */
const char *schema_example(struct arena *arena, const struct keyword *row);

/* Writes the keyword tables of the language reference, as Markdown. */
void schema_reference(FILE *out);

#endif
