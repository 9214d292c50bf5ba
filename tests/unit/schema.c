/*
 * src/schema: the one table of keywords, and what may be asked of it.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "schema/schema.h"

/* The letters that the language's table of keywords uses for blocks. */
static kinds_t kinds_of(const char *letters)
{
    static const struct {
        char letter;
        kinds_t kind;
    } places[] = {
        {'T', KINDS(TOP)},      {'I', KINDS(INFRASTRUCTURE)}, {'E', KINDS(ENVIRONMENT)},
        {'S', KINDS(SERVER)},   {'D', KINDS(DATABASE)},       {'L', KINDS(LOAD_BALANCER)},
        {'Z', KINDS(ZONE)},     {'R', KINDS(REVERSE_PROXY)},  {'C', KINDS(CONTAINER_RUNTIME)},
        {'N', KINDS(NETWORK)},  {'P', KINDS(ENDPOINT)},       {'K', KINDS(CONNECT)},
        {'F', KINDS(FLOW)},     {'A', KINDS(ACTOR)},          {'V', KINDS(SERVICE)},
        {'W', KINDS(FIREWALL)}, {'X', KINDS(CERTIFICATE)}};
    kinds_t kinds = 0;
    for (; *letters; letters++)
        for (size_t i = 0; i < sizeof places / sizeof *places; i++)
            kinds |= places[i].letter == *letters ? places[i].kind : 0;
    return kinds;
}

/* Everything that topologies may rely on: keyword, where it stands, how often (1, ! or *). */
static const struct {
    const char *name, *where;
    char often;
} promised[] = {
    {"osnet", "T", '1'},
    {"use", "T", '*'},
    {"import", "T", '*'},
    {"let", "TE", '*'},
    {"infrastructure", "T", '1'},
    {"environment", "T", '*'},
    {"network", "T", '*'},
    {"endpoint", "T", '*'},
    {"role", "T", '*'},
    {"actor", "T", '*'},
    {"service", "T", '*'},
    {"provider", "T", '*'},
    {"provider", "IESDLRCNP", '1'},
    {"link", "TI", '*'},
    {"firewall", "TE", '*'},
    {"allow", "TEW", '*'},
    {"deny", "TEW", '*'},
    {"connect", "TI", '*'},
    {"manage", "TE", '*'},
    {"accept", "TIESDLRZNPCKFAVW", '*'},
    {"server", "E", '*'},
    {"load-balancer", "E", '*'},
    {"container-runtime", "E", '*'},
    {"zone", "E", '*'},
    {"reverse-proxy", "TE", '*'},
    {"database", "TE", '*'},
    {"flow", "TE", '*'},
    {"like", "IESDLRZNPCKFAV", '1'},
    {"without", "TIESDLRZNPCKFAV", '*'},
    {"hosting", "IE", '1'},
    {"apps", "IE", '1'},
    {"edition", "IE", '1'},
    {"license-purchased", "I", '1'},
    {"platform-version", "IE", '1'},
    {"high-compliance", "IE", '1'},
    {"dns-suffix", "IE", '1'},
    {"os", "IES", '1'},
    {"network", "ESDLRCP", '1'},
    {"exposure", "IERZNP", '1'},
    {"purpose", "E", '!'},
    {"hostname", "E", '1'},
    {"public-hostname", "E", '1'},
    {"databases", "E", '1'},
    {"port", "E", '*'},
    {"protocols", "ESLR", '1'},
    {"managed", "E", '1'},
    {"high-availability", "E", '1'},
    {"direct-database-access", "E", '1'},
    {"waf", "ER", '1'},
    {"restrict-access", "E", '1'},
    {"pipeline", "E", '1'},
    {"roles", "S", '!'},
    {"host", "SDLCP", '1'},
    {"address", "SDLRCPA", '1'},
    {"certificate", "SLR", '*'},
    {"localhost", "S", '1'},
    {"availability-zone", "SD", '1'},
    {"engine", "D", '!'},
    {"port", "DV", '1'},
    {"holds", "D", '1'},
    {"replica-of", "D", '1'},
    {"serve", "LR", '1'},
    {"ssl-offloading", "LR", '1'},
    {"sticky-sessions", "L", '1'},
    {"load-balancing", "R", '1'},
    {"domain", "R", '!'},
    {"route", "R", '*'},
    {"servers", "Z", '!'},
    {"address", "Z", '1'},
    {"internal-https", "Z", '1'},
    {"apps", "Z", '1'},
    {"calls", "Z", '1'},
    {"cidr", "N", '1'},
    {"authentication", "K", '1'},
    {"probes", "K", '1'},
    {"it-user-governance", "K", '1'},
    {"http-proxy", "K", '1'},
    {"path", "P", '1'},
    {"subject-to-change", "P", '1'},
    {"for", "F", '1'},
    {"note", "F", '1'},
    {"source", "F", '1'},
    {"protocol", "F", '1'},
    {"catalogue", "F", '1'},
    {"since", "F", '*'},
    {"when", "F", '*'},
    {"unless", "F", '*'},
};

Test(schema, holds_every_keyword_where_the_language_has_it)
{
    for (size_t i = 0; i < sizeof promised / sizeof *promised; i++) {
        kinds_t kinds = kinds_of(promised[i].where);
        for (int kind = 0; kind < KIND_COUNT; kind++) {
            if (!(kinds & 1u << kind))
                continue;
            enum keyword_id row = schema_find(promised[i].name, (enum kind)kind);
            cr_expect_neq(row, KEYWORD_COUNT, "%s in %s", promised[i].name,
                          kind_name((enum kind)kind));
            if (row == KEYWORD_COUNT || strcmp(promised[i].name, "since") == 0)
                continue;
            enum often often = promised[i].often == '!'   ? OFTEN_REQUIRED
                               : promised[i].often == '1' ? OFTEN_ONCE
                                                          : OFTEN_ANY;
            cr_expect_eq(schema[row].often, often, "%s in %s: how often", promised[i].name,
                         kind_name((enum kind)kind));
        }
    }
}

Test(schema, what_an_infrastructure_says_holds_for_its_environments)
{
    static const char *const inherited[] = {
        "hosting",    "apps", "edition",  "platform-version", "high-compliance",
        "dns-suffix", "os",   "exposure", "provider",         "network"};
    for (size_t i = 0; i < sizeof inherited / sizeof *inherited; i++) {
        enum keyword_id row = schema_find(inherited[i], KIND_ENVIRONMENT);
        cr_assert_neq(row, KEYWORD_COUNT, "%s", inherited[i]);
        cr_expect(schema[row].inherited, "%s", inherited[i]);
    }
    cr_expect_not(schema[schema_find("purpose", KIND_ENVIRONMENT)].inherited);
}

Test(schema, one_spelling_has_one_row_in_a_block)
{
    for (int i = 0; i < KEYWORD_COUNT; i++)
        for (int j = 0; j < i; j++)
            cr_expect(strcmp(schema[i].name, schema[j].name) != 0 ||
                          !(schema[i].where & schema[j].where),
                      "%s has two rows in one block", schema[i].name);
}

Test(schema, rows_of_one_spelling_are_told_apart_by_the_block)
{
    cr_expect_eq(schema_find("apps", KIND_ZONE), KEYWORD_ZONE_APPS);
    cr_expect_eq(schema_find("apps", KIND_INFRASTRUCTURE), KEYWORD_APP_TYPES);
    cr_expect_eq(schema_find("network", KIND_TOP), KEYWORD_NETWORK);
    cr_expect_eq(schema_find("network", KIND_SERVER), KEYWORD_STANDS_IN);
    cr_expect_eq(schema_find("port", KIND_ENVIRONMENT), KEYWORD_CONFIGURED_PORT);
    cr_expect_eq(schema_find("roles", KIND_ZONE), KEYWORD_COUNT);
    cr_expect_eq(schema_find("nothing", KIND_TOP), KEYWORD_COUNT);
    cr_expect_eq(schema_find("", KIND_TOP), KEYWORD_COUNT);
    cr_expect_neq(schema_find_anywhere("roles"), KEYWORD_COUNT);
    cr_expect_eq(schema_find_anywhere("role s"), KEYWORD_COUNT);
}

/* Whether each word of WORDS is one of CHOICES. */
static bool are_choices(const char *choices, const char *words)
{
    char *copy = strdup(words);
    bool fine = copy != NULL;
    for (char *rest = copy, *word; copy && (word = strtok_r(rest, " ", &rest)) != NULL;)
        fine &= schema_is_choice(choices, word);
    free(copy);
    return fine;
}

Test(schema, every_row_is_sound)
{
    for (int i = 0; i < KEYWORD_COUNT; i++) {
        const struct keyword *row = &schema[i];
        const char *name = row->name;
        cr_expect_gt(strlen(row->meaning), 5, "%s says what it is for", name);
        cr_expect_neq(row->where, 0, "%s stands somewhere", name);
        cr_expect_neq(row->operands[0].type, TYPE_NONE, "%s takes something", name);
        for (int o = 0; o < SCHEMA_OPERANDS; o++) {
            const struct operand_type *operand = &row->operands[o];
            cr_expect(operand->type != TYPE_REFERENCE || operand->kinds, "%s refers to something",
                      name);
            cr_expect(operand->type != TYPE_CHOICE || operand->choices, "%s has a choice", name);
            cr_expect(operand->type == TYPE_NONE || o == 0 ||
                          row->operands[o - 1].type != TYPE_NONE,
                      "%s has no gap in its operands", name);
        }
        if (row->fallback && row->operands[0].type == TYPE_SWITCH)
            cr_expect(schema_is_choice("on off", row->fallback), "%s: %s", name, row->fallback);
        else if (row->fallback)
            cr_expect(are_choices(row->operands[0].choices, row->fallback), "%s: %s", name,
                      row->fallback);
        cr_expect(!row->inherited || row->makes == KIND_TOP, "%s declares and is inherited", name);
    }
}

Test(schema, a_choice_is_a_whole_word)
{
    cr_expect(schema_is_choice("http https", "http"));
    cr_expect(schema_is_choice("http https", "https"));
    cr_expect(schema_is_choice("https http", "http"));
    cr_expect_not(schema_is_choice("http https", "htt"));
    cr_expect_not(schema_is_choice("http https", "ttps"));
    cr_expect_not(schema_is_choice("http https", "http https s"));
    cr_expect_not(schema_is_choice("http https", ""));
}

Test(schema, keywords_are_the_first_atoms)
{
    struct arena *arena = arena_create();
    struct atoms *atoms = atoms_create(arena);
    schema_intern(atoms);
    atom_t words = atoms_keywords(atoms);
    for (int i = 0; i < KEYWORD_COUNT; i++)
        cr_expect_lt(atom_find(atoms, schema[i].name, strlen(schema[i].name)), words, "%s",
                     schema[i].name);
    cr_expect_geq(atom_intern(atoms, "fe1", 3), words);
    arena_destroy(arena);
}

Test(schema, kinds_make_a_phrase)
{
    struct arena *arena = arena_create();
    cr_expect_str_eq(kinds_phrase(arena, KINDS(SERVER)), "a server");
    cr_expect_str_eq(kinds_phrase(arena, KINDS(ENVIRONMENT) | KINDS(SERVER)),
                     "an environment or a server");
    cr_expect_str_eq(kinds_phrase(arena, KINDS(SERVER) | KINDS(LOAD_BALANCER) | KINDS(ZONE)),
                     "a server, a load-balancer or a zone");
    cr_expect_str_eq(kinds_phrase(arena, 0), "");
    cr_expect_str_eq(kind_name(KIND_TOP), "the top of a file");
    arena_destroy(arena);
}

Test(schema, the_reference_names_every_keyword)
{
    char *text = NULL, wanted[64];
    size_t size;
    FILE *out = open_memstream(&text, &size);
    schema_reference(out);
    fclose(out);
    for (int i = 0; i < KEYWORD_COUNT; i++) {
        snprintf(wanted, sizeof wanted, "`%s`", schema[i].name);
        cr_expect_not_null(strstr(text, wanted), "%s", schema[i].name);
    }
    free(text);
}
