/*
 * Why openings are required: takes flow statements one after the other, gives the texts that they
 * add up to. The same statements in the same order are worded once, however many openings they are
 * the reason for.
 */
#include <stdlib.h>
#include <string.h>

#include "base/once.h"
#include "base/writer.h"
#include "plan/ledger.h"

/* Adds TEXT (or NULL: nothing) unless it is there. */
static void add_text(struct plan *plan, struct once *texts, const char *text)
{
    if (text)
        once_add(plan->arena, texts, text);
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static void add_entries(struct plan *plan, struct once *entries, const struct reasons *reasons)
{
    const char *extra = reasons->said.entries ? reasons->said.entries : "";
    for (uint32_t i = 0; i < reasons->form->entries.count; i++)
        add_text(plan, entries, reasons->form->entries.items[i].text);
    char *more = arena_copy(plan->arena, extra, strlen(extra));
    for (char *word; (word = strtok_r(more, " ", &more)) != NULL;)
        add_text(plan, entries, word);
}

/* Notes under construction. */
struct notes {
    struct once texts;
    struct writer first; /* where the first one grows */
};

/* The note of a statement; of a further choice of ports "this or that". */
static void add_note(struct plan *plan, struct notes *notes, const char *note,
                     const struct said *said)
{
    for (uint32_t i = 0; note && said->several && i < notes->texts.count; i++)
        if (strstr(notes->texts.items[i], note))
            return;
    if (!said->choice || !note || !notes->texts.count) {
        add_text(plan, &notes->texts, note);
        return;
    }
    if (!notes->first.used) {
        notes->first.arena = plan->arena;
        writer_text(&notes->first, notes->texts.items[0]);
    } else {
        notes->first.used--; /* its NUL */
    }
    writer_text(&notes->first, " or ");
    writer_put(&notes->first, note, strlen(note) + 1);
    notes->texts.items[0] = notes->first.bytes;
}

static void add_notes(struct plan *plan, struct notes *notes, const struct reasons *reasons)
{
    const struct said *said = &reasons->said;
    struct once *texts = &notes->texts;
    add_note(plan, notes, reasons->form->note, said);
    if (said->public_hostname)
        add_text(plan, texts,
                 arena_printf(plan->arena, "by the public DNS hostname %s", said->public_hostname));
    if (said->changes)
        add_text(plan, texts, "by name, or by its addresses, which are subject to change");
    if (said->http_proxy)
        add_text(plan, texts,
                 arena_printf(plan->arena, "through the HTTP proxy %s", said->http_proxy));
}

const struct plan_reasons *reasons_told(struct plan *plan, struct reasons *reasons)
{
    if (reasons->told)
        return reasons->told;
    VEC(const struct reasons *) chain = {0};
    struct once purposes = {0}, entries = {0};
    struct notes notes = {0};
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
    if (entries.count > 1)
        qsort(entries.items, entries.count, sizeof *entries.items, by_text);
    told->purposes = purposes.items;
    told->purpose_count = purposes.count;
    told->notes = notes.texts.items;
    told->note_count = notes.texts.count;
    told->entries = entries.items;
    told->entry_count = entries.count;
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

struct reasons *reasons_with(struct plan *plan, struct reasons *before,
                             struct flow_form *form, const struct said *said)
{
    /* a leg that many ways have in common is asked for by each */
    if (before && before->form == form && is_same(&before->said, said) && !said->choice)
        return before;
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
