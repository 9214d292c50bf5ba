/*
 * What the parts of binding share: bind.c walks the tape and makes objects and fields, values.c types
 * values, machines.c sees to servers that are one machine.
 */
#ifndef OSNET_MODEL_BIND_H
#define OSNET_MODEL_BIND_H

#include "model/model.h"
#include "model/resolve.h"
#include "syntax/text.h"

/* How many misspelt keywords are remembered. */
#define GUESSES 64

typedef VEC(struct datum) data_t;

/* No kind of block needs more keywords than these. */
#define REQUIRED_MOST 6

struct binder {
    struct model *model;
    const struct tape *tape;
    struct arena *arena;
    struct diagnostics *diagnostics;
    kinds_t listed;       /* the kinds whose keywords a message listed */
    bool full;            /* the limit of objects was reached, and that was reported */
    bool overfull;        /* the limit of values was, too: nothing more is read */
    uint32_t latest[KEYWORD_COUNT]; /* of each keyword, the field that was made last */
    uint32_t openings;    /* `allow` and `deny` so far */
    uint32_t held;        /* values and properties of all objects so far */
    bool *told;           /* by value: a mistake was reported there (a set's other members stay silent) */
    VEC(uint32_t) statements; /* of each object, STATEMENT_NONE for apps and the document */
    struct guess {
        atom_t word;
        enum kind kind;
        enum keyword_id row;
    } guesses[GUESSES];   /* what misspelt keywords were taken for, by word */
    VEC(object_t) last_children; /* of each object, until all are declared: others come at the top alone */
    object_t last_at_top[KIND_COUNT];
    VEC(object_t) zones;
    VEC(object_t) parties; /* by the atom of its address: outside parties that are nothing else */
    bool constants;       /* there are some */
    bool apps;            /* a zone introduces one */
    bool all_declared;
    data_t data;          /* of the statement that is being typed */
    const struct source_file **file; /* the one looked at last */
    uint8_t required[KIND_COUNT][REQUIRED_MOST]; /* the keywords that a block of each kind needs, from 1 */
    uint8_t whole[KEYWORD_COUNT]; /* a statement of each keyword is whole with so many operands, if it has no more */
    bool guessing;        /* a misspelt keyword was reported: what it was taken for stays silent */
    VEC(uint32_t) lost;   /* statements that were not understood; the rest is lost.c's */
    VEC(struct nameless {
        object_t parent;
        enum kind kind;
    }) nameless;          /* declarations whose name could not be read */
    VEC(bool) lost_words; /* by folded atom, once words_taken: it stands in what was not understood */
    bool words_taken;
    VEC(struct unknown {
        const char *word;
        object_t environment;
        struct finding *finding;
    }) unknown;           /* names that nothing is called */
};

/* One statement's values being typed. */
struct binding {
    struct binder *binder;
    object_t object;      /* the block the names are seen from */
    bool catalogue;       /* written in a catalogue file */
    bool copied;          /* by `like`: what `without` dropped is passed over */
    uint32_t member, members; /* which of the block's name set; members is 0 outside of one */
    uint32_t depth;       /* of `let` in `let` */
    uint32_t *looks;      /* at constants, for one text */
};


/* operands.c: an operand too many in a statement of a block of KIND; if it is a keyword that may stand there, a ';' or '{'
 * was forgotten. One too few, at KEYWORD, with a FORMAT that takes the keyword's name; always false. A statement of COUNT
 * values without its ports; always false. */
void operand_surplus(const struct binding *binding, const struct value *value, enum kind kind, const struct keyword *row);
bool operand_missing(const struct binding *binding, const struct value *keyword, const char *format,
                     const struct keyword *row);
bool operand_no_ports(const struct binding *binding, const struct value *values, uint32_t count,
                      const struct keyword *row);
/* Whether what a condition of COUNT values compares with its subject can be; a mistake is reported. */
bool operand_condition(const struct binding *binding, const struct value *values, uint32_t count);

/* bind.c: the values of STATEMENT, its keyword first; its row in a block of KIND, or KEYWORD_COUNT. */
struct place binder_place(const struct binder *binder, const struct value *value);
const struct value *binder_values(const struct binder *binder, uint32_t statement);
enum keyword_id binder_row(const struct binder *binder, uint32_t statement, enum kind kind);

/* limits.c: whether the values of all lists, the members of sets counted one by one, are more than may be; whether
 * STATEMENT, of ROW, is an `allow` or `deny` beyond the limit. Each is told once. */
bool binder_overfull(struct binder *binder, const struct value *value);
bool binder_opening_too_many(struct binder *binder, uint32_t statement, enum keyword_id row);

/* required.c: notes which keywords each kind of block needs; reports those that OBJECT lacks; reports a second
 * `infrastructure`. */
void required_prepare(struct binder *binder);
void required_check(struct binder *binder, object_t object);
void required_single(struct model *model);

/* keywords.c: reports a keyword that may not stand in KIND, once. Returns the row it is taken for, or KEYWORD_COUNT. */
enum keyword_id binder_keyword(struct binder *binder, uint32_t statement, enum kind kind);

/* A new object NAME (0 for unnamed) of KIND in PARENT. */
object_t binder_object(struct binder *binder, object_t parent, enum kind kind, uint32_t statement,
                       atom_t name);

/* apps.c: makes the apps that zones introduce. */
void apps_declare(struct binder *binder);

/* literals.c: the word TEXT of VALUE (or VALUE itself, where it may be a set) as a datum behind DATA; false
 * where a mistake was reported. */
bool literal_addresses(const struct binding *binding, const struct operand_type *type,
                       const struct value *value, data_t *data);
/* In a flow: makes outside parties of the literal ends from FIRST on. */
void literal_ends(const struct binding *binding, data_t *data, uint32_t first);
bool literal_network(const struct binding *binding, const struct value *value, data_t *data);
bool literal_ports(const struct binding *binding, const struct value *value, const char *text,
                   data_t *data);
bool literal_number(const struct binding *binding, const struct value *value, const char *text,
                    data_t *data);
bool literal_date(const struct binding *binding, const struct value *value, const char *text,
                  data_t *data);

/* The file that VALUE stands in. */
const struct source_file *value_file(const struct binder *binder, const struct value *value);

/* The raw text of VALUE; and the same ended by a NUL. */
const char *value_raw(const struct binder *binder, const struct value *value, size_t *length);
const char *value_word(const struct binder *binder, const struct value *value);

/* Reports a mistake at VALUE once; NULL where one was reported there before. */
struct finding *value_report(struct binder *binder, const struct value *value,
                             const struct rule_info *rule, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The same with a word under the carets (or NULL). Always false. */
bool value_wrong(const struct binding *binding, const struct value *value, const struct rule_info *rule,
                 const char *message, const char *label);

/* A `let` in a `let` in a `let`: so deep. */
#define CONSTANT_DEPTH 16

/* Reports constants that rest on too many others, VALUE among them, or on themselves. Always false. */
bool constant_wrong_chain(const struct binding *binding, const struct value *value);

/* constants.c: the value of the `let` NAME seen from the binding's block, the command line's before the author's; NULL
 * where there is none. */
const struct value *constant_find(const struct binding *binding, atom_t name);

/* RAW's member I with constants put in, or NULL. Where one of them cannot be worked out, the fault says that rather
 * than that there is none. */
const char *constant_text(const struct binding *binding, const char *raw, size_t length, uint32_t i,
                          struct text_fault *fault);

/* The constant of the text VALUE, its member I, that makes it no DNS name (with another value it would be one), or
 * NULL. */
const struct value *constant_at_fault(const struct binding *binding, enum type type,
                                      const struct value *value, uint32_t i);

/* Types VALUE as TYPE and appends what it means (several data for a set in a list) to DATA. Returns false where a
 * mistake was reported. */
bool value_bind(const struct binding *binding, const struct operand_type *type, const char *keyword,
                const struct value *value, data_t *data);

/* Appends a datum that VALUE means. */
struct datum *value_push(const struct binding *binding, data_t *data, const struct value *value, enum datum_type type,
                         const char *text);

/* How a set of COUNT members goes into a list: its own member in a block that is a set of as many, all of them
 * elsewhere. *FIRST to *END; false (reported) where it does not fit. */
bool value_members(const struct binding *binding, const struct operand_type *type, const struct value *value,
                   uint32_t count, uint32_t *first, uint32_t *end);

/* references.c: a name or path WORD; and VALUE, a name, a path or a set of either. */
bool reference_bind(const struct binding *binding, const struct operand_type *type, const char *keyword,
                    const struct value *value, atom_t word, data_t *data);
bool references_bind(const struct binding *binding, const struct operand_type *type, const char *keyword,
                     const struct value *value, data_t *data);

/* Reports servers that share an address or a full name. */
void machines_check(struct model *model);

#endif
