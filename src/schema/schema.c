#include <string.h>

#include "schema/schema.h"

/* The shorthands of keywords.def: the blocks a keyword may stand in. */
#define T KINDS(TOP)
#define I KINDS(INFRASTRUCTURE)
#define E KINDS(ENVIRONMENT)
#define S KINDS(SERVER)
#define D KINDS(DATABASE)
#define L KINDS(LOAD_BALANCER)
#define R KINDS(REVERSE_PROXY)
#define Z KINDS(ZONE)
#define N KINDS(NETWORK)
#define P KINDS(ENDPOINT)
#define C KINDS(CONTAINER_RUNTIME)
#define K KINDS(CONNECT)
#define F KINDS(FLOW)
#define A KINDS(ACTOR)
#define RL KINDS(ROLE)
#define SV KINDS(SERVICE)
#define PV KINDS(PROVIDER)
#define LK KINDS(LINK)
#define FW KINDS(FIREWALL)
#define CE KINDS(CERTIFICATE)
#define AP KINDS(APP)
#define AD (KINDS(ADVICE) | KINDS(CHECKLIST))
#define BLOCKS (I | E | S | D | L | R | Z | N | P | C | K | F | A | RL | SV | PV | LK | FW | AD)
#define ANYWHERE (T | BLOCKS)
#define ADDRESSED (S | D | L | R | C | Z | P)
#define ENDS (E | S | D | L | R | C | Z | N | P | A | RL)
#define NAMED .operands = {{TYPE_NEW}, {TYPE_TITLE, .optional = true}}
#define NAMED_MAYBE .operands = {{TYPE_NEW, .optional = true}, {TYPE_TITLE, .optional = true}}

const struct keyword schema[KEYWORD_COUNT] = {
#define ROW(id, ...) [KEYWORD_##id] = {__VA_ARGS__},
#include "schema/keywords.def"
#undef ROW
};

void schema_intern(struct atoms *atoms)
{
    for (int i = 0; i < KEYWORD_COUNT; i++)
        atom_intern(atoms, schema[i].name, strlen(schema[i].name));
    atoms_end_keywords(atoms);
}

struct schema_rows schema_rows(struct arena *arena, const struct atoms *atoms)
{
    atom_t words = atoms_keywords(atoms);
    uint8_t *rows = arena_alloc(arena, (size_t)words * KIND_COUNT);
    memset(rows, KEYWORD_COUNT, (size_t)words * KIND_COUNT);
    for (int row = KEYWORD_COUNT; row-- > 0;) { /* of two rows for one kind the first counts */
        atom_t word = atom_find(atoms, schema[row].name, strlen(schema[row].name));
        for (int kind = 0; kind < KIND_COUNT; kind++)
            if (schema[row].where & 1u << kind)
                rows[word * KIND_COUNT + (uint32_t)kind] = (uint8_t)row;
    }
    return (struct schema_rows){rows, words};
}

enum keyword_id schema_find(const char *name, enum kind kind)
{
    for (int i = 0; i < KEYWORD_COUNT; i++)
        if ((schema[i].where & 1u << kind) && schema[i].name[0] == name[0] && strcmp(schema[i].name, name) == 0)
            return (enum keyword_id)i;
    return KEYWORD_COUNT;
}

enum keyword_id schema_find_anywhere(const char *name)
{
    for (int i = 0; i < KEYWORD_COUNT; i++)
        if (strcmp(schema[i].name, name) == 0)
            return (enum keyword_id)i;
    return KEYWORD_COUNT;
}

bool schema_is_choice(const char *choices, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = choices; length && (at = strstr(at, word)) != NULL; at += length)
        if ((at == choices || at[-1] == ' ') && (at[length] == ' ' || !at[length]))
            return true;
    return false;
}

const char *kind_name(enum kind kind)
{
    if (kind == KIND_TOP)
        return "the top of a file";
    for (int i = 0; i < KEYWORD_COUNT; i++)
        if (schema[i].makes == kind)
            return schema[i].name;
    return "block";
}

const char *kinds_phrase(struct arena *arena, kinds_t kinds)
{
    const char *phrase = "";
    for (int kind = 1; kind < KIND_COUNT; kind++) {
        if (!(kinds & 1u << kind))
            continue;
        kinds &= ~(1u << kind);
        const char *name = kind_name((enum kind)kind);
        const char *article = strchr("aeiou", name[0]) ? "an" : "a";
        phrase = arena_printf(arena, "%s%s%s %s", phrase,
                              !phrase[0]      ? ""
                              : kinds >> kind ? ", "
                                              : " or ",
                              article, name);
    }
    return phrase;
}
