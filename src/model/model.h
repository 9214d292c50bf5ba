/*
 * model/: statements to typed objects, names resolved, frozen.
 *
 * An object is a thing the topology declares (an environment, a server, …); a field is one property
 * statement of it. Both are numbered, 0 is none; objects of one environment have neighbouring numbers and
 * stand in declaration order, members of a set side by side. A field is absent, wrong (a mistake was reported:
 * stay silent) or a list of data.
 *
 * Reading: model_field(), then its operands; or one of the shorthands (model_switch, model_text, …).
 */
#ifndef OSNET_MODEL_MODEL_H
#define OSNET_MODEL_MODEL_H

#include <netinet/in.h>

#include "diagnostics/diagnostics.h"
#include "schema/schema.h"
#include "syntax/tape.h"

typedef uint32_t object_t; /* 0 is none */

enum datum_type {
    DATUM_WRONG,   /* a mistake was reported */
    DATUM_OBJECT,  /* a reference: object */
    DATUM_TEXT,    /* quoted text, decoded: text */
    DATUM_ADDRESS, /* address */
    DATUM_NETWORK, /* address and prefix */
    DATUM_PORTS,   /* ports */
    DATUM_NUMBER,  /* number */
    DATUM_VERSION, /* text, as written: compare with version_compare */
    DATUM_DATE,    /* number: year * 10000 + month * 100 + day */
    DATUM_SWITCH,  /* number: 0 or 1 */
    DATUM_WORD,    /* a choice or a free word: atom and text */
    DATUM_ROLE_OF, /* lifetime.front-end, managed.front-end, prod.front-end: object is the role or kind
                      word's role (or 0 with `kind`), scope says whose */
};

/* Whose role a DATUM_ROLE_OF means. */
enum scope { SCOPE_SAME, SCOPE_LIFETIME, SCOPE_MANAGED, SCOPE_CONNECTED, SCOPE_CALLED, SCOPE_NAMED };

struct address {
    uint8_t bytes[16]; /* network order; IPv4 in the first four */
    uint8_t family;    /* 4 or 6 */
};

struct ports {
    uint16_t first, last;
    uint8_t protocol; /* IPPROTO_TCP or IPPROTO_UDP */
    bool any;         /* `any`: every port of every protocol */
};

/* Which list of its statement a datum stands in: an operand's number, or one of these. */
enum list { LIST_TARGETS = SCHEMA_OPERANDS, LIST_PORTS };

/* Small, since there are millions in a large topology. */
struct datum {
    const char *text; /* as written (decoded for quoted text), for all types */
    uint32_t begin;   /* datum_place() */
    uint32_t length : 17, type : 4 /* enum datum_type */, list : 3 /* enum list */;
    uint32_t detail : 8; /* DATUM_NETWORK: datum_prefix(); DATUM_PORTS: their protocol; DATUM_ROLE_OF:
                            datum_scope() and datum_kind() */
    object_t object;
    union {
        uint32_t number; /* DATUM_NUMBER, DATUM_DATE, DATUM_SWITCH */
        atom_t atom;     /* DATUM_WORD */
        object_t named;  /* SCOPE_NAMED: the environment */
        struct {
            uint16_t first, last; /* DATUM_PORTS: datum_ports() */
        };
    };
};

static inline struct place datum_place(const struct datum *datum)
{
    return (struct place){datum->begin, datum->begin + datum->length};
}

/* Of a DATUM_ADDRESS or DATUM_NETWORK: it lies before its text. */
static inline const struct address *datum_address(const struct datum *datum)
{
    return (const struct address *)datum->text - 1;
}

/* Of a DATUM_NETWORK; 0 of others. */
static inline uint8_t datum_prefix(const struct datum *datum)
{
    return datum->type == DATUM_NETWORK ? (uint8_t)datum->detail : 0;
}

/* Of DATUM_PORTS. */
static inline struct ports datum_ports(const struct datum *datum)
{
    return (struct ports){datum->first, datum->last, (uint8_t)datum->detail, datum->detail == 0};
}

/* Whose role a DATUM_ROLE_OF means; and for one by kind word ("server", "database", "zone"), that kind, else 0. */
static inline enum scope datum_scope(const struct datum *datum)
{
    return (enum scope)(datum->detail & 7);
}

static inline enum kind datum_kind(const struct datum *datum)
{
    return datum->type == DATUM_ROLE_OF ? (enum kind)(datum->detail >> 3) : KIND_TOP;
}

struct data {
    const struct datum *items;
    uint32_t count;
};

enum state { STATE_ABSENT, STATE_WRONG, STATE_STATED };

struct field {
    const struct datum *items; /* of all its lists, one list behind the other: field_operand() and its likes */
    uint32_t count;
    uint8_t keyword; /* enum keyword_id */
    bool wrong;
    uint8_t lists;   /* a bit for each enum list that is there */
    struct place place; /* the whole statement without its end */
};

struct object {
    uint8_t kind;
    bool catalogue : 1;  /* declared in stdlib */
    bool guessed : 1;    /* it or its `like` is from a misspelt keyword */
    bool incomplete : 1; /* statements inside were lost to mistakes: do not conclude from what is missing */
    bool operands : 1;   /* its own statement has some besides its name and title: model_head() */
    uint16_t member, last_member; /* its place in the name set it was declared by, and the last one's; 0 without */
    object_t parent; /* the block it stands in; 0 at the top */
    object_t environment; /* the environment around it (or itself), 0 for none */
    atom_t name;     /* 0 for unnamed */
    uint32_t fields, field_count; /* slice of model->fields, in source order */
    object_t first_child;  /* objects inside; children of one parent need not be neighbours: */
    object_t next;         /* with model_each; at the top the next one of the same kind */
    struct place place;      /* where it is declared: its name, or its keyword where unnamed */
    struct place head;       /* its own statement without block and end */
    uint32_t end;            /* offset behind all of it, block included */
    const char *title;       /* or NULL */
    uint64_t stated;         /* a bit for each keyword of its fields (of its number modulo 64): most that is looked
                                for is not there, and the fields are far away */
};

/* The kinds of all things that are called by one name, wherever they are: most names mean one kind of thing. */
struct meanings {
    kinds_t declared, catalogue; /* by the author, by a catalogue */
};

struct apps {
    bool found;
    VEC(struct app) items; /* by name, then environment */
};

struct paths {
    const char **items;
    uint32_t room;
};

/* A named object in the table of names. */
struct name {
    object_t object; /* 0: an empty place */
    uint32_t hash;   /* of its scope and name: seldom two objects have one, and the object itself is far away */
};

struct model {
    struct arena *arena;
    struct atoms *atoms;
    struct diagnostics *diagnostics;
    const struct sources *sources;
    VEC(struct object) objects; /* [0] is the document (KIND_TOP) */
    VEC(struct field) fields;
    struct apps *apps;       /* resolve.c: of all zones, once one is looked for */
    struct paths *paths;     /* of the objects, made by model_path() when first asked for */
    object_t first_at_top[KIND_COUNT]; /* of each kind: the top may be long */
    object_t infrastructure; /* or 0 */
    const char *profile;     /* "outsystems/11": the first `use`; set by compile() */
    const char *stdlib;      /* the folder of the catalogue, NULL for the one built in; set by compile() */
    const char *catalogue_version; /* what the profile says of itself (`catalogue-version`), or NULL */
    bool stated[KEYWORD_COUNT]; /* the keyword stands somewhere: most are looked for and stand nowhere */
    bool incomplete;         /* statements at the top were lost */
    struct schema_rows rows;
    const struct name *names; /* a table of the named objects: resolve.h */
    uint32_t names_room; /* at least a third of it is empty */
    const struct meanings *meanings; /* by folded atom, for those below MEANING_COUNT */
    atom_t meaning_count;
};

static inline const struct object *model_object(const struct model *model, object_t object)
{
    return &model->objects.items[object];
}

/* field_list() of a field that has several lists and many data. */
struct data field_list_of_many(const struct field *field, uint8_t list);
#define FIELD_MANY 16

/* One list of FIELD: empty where it is not there. */
static inline struct data field_list(const struct field *field, uint8_t list)
{
    struct data data = {field->items, 0};
    if (!(field->lists >> list & 1))
        return data;
    if (field->lists == 1u << list) {
        data.count = field->count;
        return data;
    }
    if (field->count > FIELD_MANY)
        return field_list_of_many(field, list);
    while (data.items->list != list)
        data.items++;
    while (data.items + data.count < field->items + field->count && data.items[data.count].list == list)
        data.count++;
    return data;
}

/* Operand I, from 0. */
static inline struct data field_operand(const struct field *field, uint32_t i)
{
    return field_list(field, (uint8_t)i);
}

/* The bit of KEYWORD in object.stated. */
static inline uint64_t keyword_bit(enum keyword_id keyword)
{
    return (uint64_t)1 << (keyword & 63);
}

/* What stands behind "->". */
static inline struct data field_targets(const struct field *field)
{
    return field_list(field, LIST_TARGETS);
}

/* What stands behind ":". */
static inline struct data field_ports(const struct field *field)
{
    return field_list(field, LIST_PORTS);
}

/* The row for WORD in a block of KIND, or KEYWORD_COUNT: schema_find() without its search. */
static inline enum keyword_id model_row(const struct model *model, atom_t word, enum kind kind)
{
    return schema_row(&model->rows, word, kind);
}

/* All of OBJECT's statement, block included. */
static inline struct place model_extent(const struct model *model, object_t object)
{
    const struct object *it = model_object(model, object);
    return (struct place){it->head.begin, it->end};
}

/* The name of OBJECT as written ("fe1"); "" for unnamed. */
const char *model_name(const struct model *model, object_t object);
/* "prod.fe1": the key of `things`; unique. */
const char *model_path(const struct model *model, object_t object);
/* Its title, or its name. */
const char *model_label(const struct model *model, object_t object);

/* The operands of OBJECT's own statement (flow ends, certificate names, …), but for its name and title. */
const struct field *model_head(const struct model *model, object_t object);
/* The first of the fields of OBJECT with KEYWORD, or NULL. */
const struct field *object_field(const struct model *model, const struct object *object,
                                 enum keyword_id keyword);
/* The (first) field KEYWORD of OBJECT itself, or NULL. */
static inline const struct field *model_field(const struct model *model, object_t object,
                                              enum keyword_id keyword)
{
    const struct object *it = model_object(model, object);
    return it->stated & keyword_bit(keyword) ? object_field(model, it, keyword) : NULL;
}
/* The next field with the same keyword of the same object, or NULL. */
const struct field *model_next(const struct model *model, object_t object, const struct field *field);
/* As model_field, and where absent the enclosing blocks', then the infrastructure's (rows marked ↑). */
const struct field *model_inherited(const struct model *model, object_t object, enum keyword_id keyword);
/* ABSENT, WRONG or STATED. */
enum state model_state(const struct model *model, object_t object, enum keyword_id keyword);
/* The data of the first operand of the first field KEYWORD; empty where absent or wrong. Inherited where
 * the row says so. */
struct data model_data(const struct model *model, object_t object, enum keyword_id keyword);
/* The switch KEYWORD (inherited where the row says so), or OTHERWISE where absent or wrong. */
bool model_switch(const struct model *model, object_t object, enum keyword_id keyword, bool otherwise);
/* Whether WORD is among the words of KEYWORD (inherited where the row says so). */
bool model_has_word(const struct model *model, object_t object, enum keyword_id keyword,
                    const char *word);

/* The first object of KIND directly in PARENT (0: the top, catalogue included), or 0; and the next one. */
object_t model_first(const struct model *model, object_t parent, enum kind kind);
object_t model_following(const struct model *model, object_t object);

#define model_each(model, child, parent, kind)                                                     \
    for (object_t child = model_first((model), (parent), (kind)); child;                           \
         child = model_following((model), child))

/* The catalogue's object KIND NAME (a service, a role, …), or 0. */
object_t model_catalogue(const struct model *model, enum kind kind, const char *name);

/* Whether the profile in use `covers` the catalogue entry ENTRY: pages differ in what they ask for. */
bool model_covers(const struct model *model, const char *entry);
/* The profile whose page has ENTRY, where the one in use says so; else NULL. */
const char *model_told_in(const struct model *model, const char *entry);

/* Compares part by part: 4.10 is above 4.2. <0, 0, >0. */
int version_compare(const char *left, const char *right);

/* "10.20.1.11" into ARENA. */
const char *address_text(struct arena *arena, const struct address *address);
bool address_equal(const struct address *left, const struct address *right);
/* Whether ADDRESS is in NETWORK (a DATUM_NETWORK or DATUM_ADDRESS). */
bool address_within(const struct address *address, const struct datum *network);
/* "8443/tcp", "8000-8002/tcp", "any" into ARENA. */
const char *ports_text(struct arena *arena, const struct ports *ports);

/* Binds TAPE by the schema and gives its memory back. Every mistake goes to DIAGNOSTICS. NULL where there are more
 * values than may be. */
struct model *model_bind(struct tape *tape, const struct sources *sources, struct atoms *atoms,
                         struct arena *arena, struct diagnostics *diagnostics);

#endif
