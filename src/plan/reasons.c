/*
 * Why openings are required: takes flow statements one after the other, gives the texts that they
 * add up to. The same statements in the same order are worded once, however many openings they are
 * the reason for.
 */
#include <stdlib.h>
#include <string.h>

#include "base/atom.h"
#include "base/writer.h"
#include "plan/ledger.h"

/* Texts under construction, each once. */
struct texts {
    VEC(const char *) items;
    struct atoms *known; /* once there are many */
    struct writer first; /* where the first one grows */
};

#define MANY 16

/* Whether TEXT is among the TEXTS; if not, it will be. */
static bool is_among(struct plan *plan, struct texts *texts, const char *text)
{
    if (texts->items.count < MANY) {
        for (uint32_t i = 0; i < texts->items.count; i++)
            if (strcmp(texts->items.items[i], text) == 0)
                return true;
        return false;
    }
    if (!texts->known) {
        texts->known = atoms_create(plan->arena);
        for (uint32_t i = 0; i < texts->items.count; i++)
            atom_intern(texts->known, texts->items.items[i], strlen(texts->items.items[i]));
    }
    uint32_t before = atoms_count(texts->known);
    return atom_intern(texts->known, text, strlen(text)) < before;
}

/* Adds TEXT (or NULL: nothing) unless it is there. */
static void add_text(struct plan *plan, struct texts *texts, const char *text)
{
    if (text && !is_among(plan, texts, text))
        vec_add(plan->arena, &texts->items, text);
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static void add_entries(struct plan *plan, struct texts *entries, const struct reasons *reasons)
{
    const char *extra = reasons->said.entries ? reasons->said.entries : "";
    for (uint32_t i = 0; i < reasons->form->entries.count; i++)
        add_text(plan, entries, reasons->form->entries.items[i].text);
    char *more = arena_copy(plan->arena, extra, strlen(extra));
    for (char *word; (word = strtok_r(more, " ", &more)) != NULL;)
        add_text(plan, entries, word);
}

/* The note of a statement; of a further choice of ports "this or that". */
static void add_note(struct plan *plan, struct texts *notes, const char *note,
                     const struct said *said)
{
    for (uint32_t i = 0; note && said->several && i < notes->items.count; i++)
        if (strstr(notes->items.items[i], note))
            return;
    if (!said->choice || !note || !notes->items.count) {
        add_text(plan, notes, note);
        return;
    }
    if (!notes->first.used) {
        notes->first.arena = plan->arena;
        writer_text(&notes->first, notes->items.items[0]);
    } else {
        notes->first.used--; /* its NUL */
    }
    writer_text(&notes->first, " or ");
    writer_put(&notes->first, note, strlen(note) + 1);
    notes->items.items[0] = notes->first.bytes;
}

static void add_notes(struct plan *plan, struct texts *notes, const struct reasons *reasons)
{
    const struct said *said = &reasons->said;
    add_note(plan, notes, reasons->form->note, said);
    if (said->public_hostname)
        add_text(plan, notes,
                 arena_printf(plan->arena, "by the public DNS hostname %s", said->public_hostname));
    if (said->changes)
        add_text(plan, notes, "by name, or by its addresses, which are subject to change");
    if (said->http_proxy)
        add_text(plan, notes,
                 arena_printf(plan->arena, "through the HTTP proxy %s", said->http_proxy));
}

const struct plan_reasons *reasons_told(struct plan *plan, struct reasons *reasons)
{
    if (reasons->told)
        return reasons->told;
    VEC(const struct reasons *) chain = {0};
    struct texts purposes = {0}, notes = {0}, entries = {0};
    struct plan_reasons *told = reasons->told = arena_new(plan->arena, struct plan_reasons);
    told->by_name = true;
    for (const struct reasons *at = reasons; at; at = at->before)
        vec_add(plan->arena, &chain, at);
    while (chain.count) {
        const struct reasons *at = chain.items[--chain.count];
        told->flow = told->flow ? told->flow : at->form->flow;
        add_text(plan, &purposes, at->form->purpose);
        add_notes(plan, &notes, at);
        add_entries(plan, &entries, at);
        told->closed = at->said.closed > told->closed ? at->said.closed : told->closed;
        told->by_name &= at->form->by_name;
        if (at->said.public_hostname)
            told->public_hostname = at->said.public_hostname;
        if (!told->source)
            told->source = at->form->source;
    }
    if (entries.items.count > 1)
        qsort(entries.items.items, entries.items.count, sizeof *entries.items.items, by_text);
    told->purposes = purposes.items.items;
    told->purpose_count = purposes.items.count;
    told->notes = notes.items.items;
    told->note_count = notes.items.count;
    told->entries = entries.items.items;
    told->entry_count = entries.items.count;
    return told;
}

static bool is_same(const struct said *left, const struct said *right)
{
    bool entries = left->entries == right->entries ||
                   (left->entries && right->entries && strcmp(left->entries, right->entries) == 0);
    return entries && left->public_hostname == right->public_hostname &&
           left->http_proxy == right->http_proxy && left->closed == right->closed &&
           left->changes == right->changes && left->choice == right->choice &&
           left->several == right->several;
}

struct reasons *reasons_with(struct plan *plan, const struct reasons *before,
                             struct flow_form *form, const struct said *said)
{
    /* what names one environment's own things is hardly said again */
    bool shared = !said->public_hostname && !said->http_proxy;
    for (struct reasons *known = form->reasons; known && shared; known = known->next)
        if (known->before == before && is_same(&known->said, said))
            return known;
    struct reasons *reasons = arena_new(plan->arena, struct reasons);
    *reasons = (struct reasons){.before = before, .form = form, .said = *said};
    if (shared) {
        reasons->next = form->reasons;
        form->reasons = reasons;
    }
    return reasons;
}
