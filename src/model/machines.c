/*
 * One machine is one server: an address or a full name that two servers declare is a mistake.
 * LifeTime's servers are its own (LT-001), and so are each cloud environment's (CLOUD-003).
 */
#include <string.h>
#include <strings.h>

#include "diagnostics/language.h"
#include "model/bind.h"
#include "model/dns.h"

/* Where the hash of a text begins. */
#define HASH_SEED 2166136261u

/* What a server is known by: an address or a full name that is stated, or the name that nobody
 * wrote, its own with the suffix of names around it. */
struct sign {
    const struct datum *stated; /* or NULL */
    object_t server;
    uint32_t hash : 31,
        of_set : 1; /* OF_SET: the server before it with this sign is a member of the same set */
};

/* The latest server of each sign so far, by its text; capital letters count as small ones. */
struct signs {
    struct model *model;
    VEC(struct sign) items;
    uint32_t *latest; /* indices in items, from 1; 0 is an empty place */
    uint32_t places;
};

static const char *suffix_of(const struct model *model, object_t server)
{
    return model_data(model, server, KEYWORD_DNS_SUFFIX).items[0].text;
}

static const char *text_of(const struct model *model, const struct sign *sign)
{
    return sign->stated ? sign->stated->text
                        : arena_printf(model->arena, "%s.%s", model_name(model, sign->server),
                                       suffix_of(model, sign->server));
}

static struct place place_of(const struct model *model, const struct sign *sign)
{
    return sign->stated ? datum_place(sign->stated) : model_object(model, sign->server)->place;
}

static uint32_t hash_of(uint32_t hash, const char *text)
{
    for (; *text; text++) /* what differs elsewhere in this bit only is told apart by comparing */
        hash = (hash ^ ((unsigned char)*text | 0x20)) * 16777619u;
    return hash;
}

/* Whether two signs of one hash are one. */
static bool is_same(const struct model *model, const struct sign *left, const struct sign *right)
{
    return strcasecmp(text_of(model, left), text_of(model, right)) == 0;
}

static uint32_t place_for(const struct sign *sign)
{
    return sign->hash ^ sign->hash >> 15;
}

static void grow(struct signs *signs)
{
    uint32_t places = signs->places ? signs->places * 2 : 1024;
    arena_release(signs->model->arena, signs->latest, sizeof *signs->latest * signs->places);
    signs->latest = arena_array(signs->model->arena, uint32_t, places);
    signs->places = places;
    for (uint32_t i = 0; i < signs->items.count; i++) {
        uint32_t at = place_for(&signs->items.items[i]);
        while (signs->latest[at & (places - 1)])
            at++;
        signs->latest[at & (places - 1)] = i + 1;
    }
}

/* Takes SIGN for the latest of its text. Returns the one before it, or NULL. */
static const struct sign *take(struct signs *signs, struct sign *sign)
{
    if (signs->items.count * 2 >= signs->places)
        grow(signs);
    uint32_t at = place_for(sign) & (signs->places - 1);
    for (; signs->latest[at]; at = (at + 1) & (signs->places - 1)) {
        struct sign *other = &signs->items.items[signs->latest[at] - 1];
        if (other->hash != sign->hash || !is_same(signs->model, other, sign))
            continue;
        struct sign *before = arena_new(signs->model->arena, struct sign);
        *before = *other;
        sign->of_set = place_of(signs->model, other).begin == place_of(signs->model, sign).begin;
        *other = *sign;
        return before;
    }
    vec_add(signs->model->arena, &signs->items, *sign);
    signs->latest[at] = signs->items.count;
    return NULL;
}

/* Servers of two environments that are called alike, under one suffix: two machines, and DNS cannot
 * tell them apart. */
static void report_alike(struct model *model, const struct sign *first, const struct sign *again)
{
    struct finding *finding =
        report(model->diagnostics, LANGUAGE_RULE(ONE_MACHINE), place_of(model, again),
               "'%s' and '%s' would both be called %s", model_path(model, first->server),
               model_path(model, again->server), text_of(model, again));
    finding->severity = SEVERITY_ADVICE;
    finding_label(model->diagnostics, finding, "also of '%s'", model_path(model, first->server));
    finding_relate(model->diagnostics, finding, place_of(model, first), "the other one");
    finding_help(model->diagnostics, finding,
                 "give each environment a `dns-suffix` of its own, or a server its `host`");
    finding->object = again->server;
}

static void report_shared(struct model *model, const struct sign *first, const struct sign *again)
{
    object_t a = model_object(model, first->server)->environment,
             b = model_object(model, again->server)->environment;
    struct finding *finding =
        report(model->diagnostics, LANGUAGE_RULE(ONE_MACHINE), place_of(model, again),
               "'%s' and '%s' have one %s, %s: they are one machine",
               model_path(model, first->server), model_path(model, again->server),
               again->stated && again->stated->type == DATUM_ADDRESS ? "address" : "full name",
               text_of(model, again));
    finding_label(model->diagnostics, finding, "also of '%s'", model_path(model, first->server));
    finding_relate(model->diagnostics, finding, place_of(model, first), "'%s' declares it here",
                   model_path(model, first->server));
    finding_help(model->diagnostics, finding,
                 "each server has its own; a server with several roles is declared once");
    finding->object = again->server;
    if (a == b)
        return;
    if (model_has_word(model, a, KEYWORD_PURPOSE, "lifetime") ||
        model_has_word(model, b, KEYWORD_PURPOSE, "lifetime"))
        finding_cite(model->diagnostics, finding, "LT-001");
    if (model_has_word(model, a, KEYWORD_HOSTING, "outsystems-cloud") &&
        model_has_word(model, b, KEYWORD_HOSTING, "outsystems-cloud"))
        finding_cite(model->diagnostics, finding, "CLOUD-003");
}

/* The two environments of which it was told last that servers are called alike, and the two servers
 * told of last. */
struct told {
    object_t first, again, around[2];
};

static void compare(struct signs *signs, struct sign sign, struct told *told)
{
    struct model *model = signs->model;
    const struct sign *first = take(signs, &sign), *again = &sign;
    if (!first || first->server == again->server ||
        (first->server == told->first && again->server == told->again) ||
        (first->of_set && again->of_set) || /* the first two will do */
        strcmp(model_path(model, first->server), model_path(model, again->server)) == 0)
        return; /* one name declared twice is reported as that */
    object_t around[] = {model_object(model, first->server)->environment,
                         model_object(model, again->server)->environment};
    bool derived = !first->stated && !again->stated;
    if (!derived)
        report_shared(model, first, again);
    else if (told->around[0] != around[0] || told->around[1] != around[1])
        report_alike(model, first, again);
    if (derived)
        memcpy(told->around, around, sizeof around);
    told->first = first->server;
    told->again = again->server;
}

void machines_check(struct model *model)
{
    struct signs signs = {.model = model};
    struct told told = {0};
    for (object_t server = 1; server < model->objects.count; server++) {
        if (model_object(model, server)->kind != KIND_SERVER)
            continue;
        struct data addresses = model_data(model, server, KEYWORD_ADDRESS);
        for (uint32_t i = 0; i < addresses.count; i++)
            if (addresses.items[i].type == DATUM_ADDRESS)
                compare(&signs,
                        (struct sign){&addresses.items[i], server,
                                      hash_of(HASH_SEED, addresses.items[i].text)},
                        &told);
        struct data names = model_data(model, server, KEYWORD_HOST),
                    suffix = model_data(model, server, KEYWORD_DNS_SUFFIX);
        for (uint32_t i = 0; i < names.count; i++)
            if (dns_qualified(names.items[i].text))
                compare(
                    &signs,
                    (struct sign){&names.items[i], server, hash_of(HASH_SEED, names.items[i].text)},
                    &told);
        if (names.count == 0 && suffix.count &&
            model_state(model, server, KEYWORD_HOST) == STATE_ABSENT) {
            uint32_t hash = hash_of(hash_of(HASH_SEED, model_name(model, server)), ".");
            compare(&signs, (struct sign){NULL, server, hash_of(hash, suffix.items[0].text)},
                    &told);
        }
    }
    vec_release(model->arena, &signs.items);
    arena_release(model->arena, signs.latest, sizeof *signs.latest * signs.places);
}
