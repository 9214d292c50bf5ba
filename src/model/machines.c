/*
 * One machine is one server: an address or a full name that two servers declare is a mistake.
 * LifeTime's servers are its own (LT-001), and so are each cloud environment's (CLOUD-003).
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "diagnostics/language.h"
#include "model/bind.h"
#include "model/dns.h"

/* What a server is known by. */
struct sign {
    const char *text;
    object_t server;
    struct place place;
    bool name, derived; /* DERIVED: nobody wrote it, it is the server's name with the suffix of names around it */
};

typedef VEC(struct sign) signs_t;

static int by_text(const void *left, const void *right)
{
    const struct sign *a = left, *b = right;
    int order = strcasecmp(a->text, b->text);
    return order ? order : a->server < b->server ? -1 : a->server > b->server;
}

static void collect(const struct model *model, object_t server, signs_t *signs)
{
    struct data addresses = model_data(model, server, KEYWORD_ADDRESS);
    for (uint32_t i = 0; i < addresses.count; i++)
        if (addresses.items[i].type == DATUM_ADDRESS)
            vec_add(
                model->arena, signs,
                ((struct sign){addresses.items[i].text, server, addresses.items[i].place, false,
                                false}));
    struct data names = model_data(model, server, KEYWORD_HOST),
                suffix = model_data(model, server, KEYWORD_DNS_SUFFIX);
    for (uint32_t i = 0; i < names.count; i++)
        if (dns_qualified(names.items[i].text))
            vec_add(model->arena, signs,
                    ((struct sign){names.items[i].text, server, names.items[i].place, true, false}));
    if (names.count == 0 && suffix.count &&
        model_state(model, server, KEYWORD_HOST) == STATE_ABSENT)
        vec_add(model->arena, signs,
                ((struct sign){arena_printf(model->arena, "%s.%s", model_name(model, server),
                                            suffix.items[0].text),
                               server, model_object(model, server)->place, true, true}));
}

/* Servers of two environments that are called alike, under one suffix: two machines, and DNS cannot tell them apart. */
static void report_alike(struct model *model, const struct sign *first, const struct sign *again)
{
    struct finding *finding =
        report(model->diagnostics, LANGUAGE_RULE(ONE_MACHINE), again->place,
               "'%s' and '%s' would both be called %s", model_path(model, first->server),
               model_path(model, again->server), again->text);
    finding->severity = SEVERITY_ADVICE;
    finding_label(model->diagnostics, finding, "also of '%s'", model_path(model, first->server));
    finding_relate(model->diagnostics, finding, first->place, "the other one");
    finding_help(model->diagnostics, finding,
                 "give each environment a `dns-suffix` of its own, or a server its `host`");
    finding->object = again->server;
}

static void report_shared(struct model *model, const struct sign *first, const struct sign *again)
{
    object_t a = model_object(model, first->server)->environment,
             b = model_object(model, again->server)->environment;
    struct finding *finding = report(
        model->diagnostics, LANGUAGE_RULE(ONE_MACHINE), again->place,
        "'%s' and '%s' have one %s, %s: they are one machine", model_path(model, first->server),
        model_path(model, again->server), again->name ? "full name" : "address", again->text);
    finding_label(model->diagnostics, finding, "also of '%s'", model_path(model, first->server));
    finding_relate(model->diagnostics, finding, first->place, "'%s' declares it here",
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

void machines_check(struct model *model)
{
    signs_t signs = {0};
    for (object_t i = 1; i < model->objects.count; i++)
        if (model_object(model, i)->kind == KIND_SERVER)
            collect(model, i, &signs);
    if (signs.count)
        qsort(signs.items, signs.count, sizeof *signs.items, by_text);
    object_t told_first = 0, told_again = 0, alike[2] = {0}; /* ALIKE: once for two environments */
    for (uint32_t i = 1; i < signs.count; i++) {
        const struct sign *first = &signs.items[i - 1], *again = &signs.items[i];
        bool told = first->server == told_first && again->server == told_again;
        if (strcasecmp(first->text, again->text) != 0 || first->server == again->server || told ||
            (i > 1 &&
             first->place.begin == again->place.begin && /* of a set, the first two will do */
             signs.items[i - 2].place.begin == first->place.begin &&
             strcasecmp(signs.items[i - 2].text, first->text) == 0) ||
            strcmp(model_path(model, first->server), model_path(model, again->server)) == 0)
            continue; /* one name declared twice is reported as that */
        object_t around[] = {model_object(model, first->server)->environment,
                             model_object(model, again->server)->environment};
        if (!first->derived || !again->derived)
            report_shared(model, first, again);
        else if (alike[0] != around[0] || alike[1] != around[1])
            report_alike(model, first, again);
        if (first->derived && again->derived)
            memcpy(alike, around, sizeof alike);
        told_first = first->server;
        told_again = again->server;
    }
}
