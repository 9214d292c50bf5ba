/*
 * Why openings are required: takes flow statements one after the other, gives the texts that they
 * add up to. The same statements in the same order are worded once, however many openings they are
 * the reason for.
 */
#include <stdlib.h>
#include <string.h>

#include "plan/ledger.h"

/* Texts under construction: a copy of those before, with room for more. */
struct growing {
    const char **items;
    uint32_t count;
};

static struct growing copy_of(struct plan *plan, const char **items, uint32_t count, uint32_t more)
{
    struct growing list = {arena_array(plan->arena, const char *, count + more), count};
    if (count)
        memcpy(list.items, items, sizeof *items * count);
    return list;
}

/* Adds TEXT (or NULL: nothing) unless it is there. */
static void add_text(struct growing *list, const char *text)
{
    for (uint32_t i = 0; text && i < list->count; i++)
        if (strcmp(list->items[i], text) == 0)
            return;
    if (text)
        list->items[list->count++] = text;
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static void add_entries(struct plan *plan, struct reasons *reasons, const struct flow_form *form)
{
    const char *extra = reasons->said.entries ? reasons->said.entries : "";
    struct growing list = copy_of(plan, reasons->told.entries, reasons->told.entry_count,
                                  form->entries.count + (uint32_t)strlen(extra));
    for (uint32_t i = 0; i < form->entries.count; i++)
        add_text(&list, form->entries.items[i].text);
    char *more = arena_copy(plan->arena, extra, strlen(extra));
    for (char *word; (word = strtok_r(more, " ", &more)) != NULL;)
        add_text(&list, word);
    if (list.count > 1)
        qsort(list.items, list.count, sizeof *list.items, by_text);
    reasons->told.entries = list.items;
    reasons->told.entry_count = list.count;
}

/* The note of FORM; of a further choice of ports "this or that". */
static void add_note(struct plan *plan, struct growing *notes, const struct flow_form *form,
                     const struct said *said)
{
    const char *note = form->note;
    for (uint32_t i = 0; note && said->several && i < notes->count; i++)
        if (strstr(notes->items[i], note))
            return;
    if (said->choice && note && notes->count)
        notes->items[0] = arena_printf(plan->arena, "%s or %s", notes->items[0], note);
    else
        add_text(notes, note);
}

static void add_notes(struct plan *plan, struct reasons *reasons, const struct flow_form *form)
{
    const struct said *said = &reasons->said;
    struct growing list = copy_of(plan, reasons->told.notes, reasons->told.note_count, 4);
    add_note(plan, &list, form, said);
    if (said->public_hostname)
        add_text(&list,
                 arena_printf(plan->arena, "by the public DNS hostname %s", said->public_hostname));
    if (said->changes)
        add_text(&list, "by name, or by its addresses, which are subject to change");
    if (said->http_proxy)
        add_text(&list, arena_printf(plan->arena, "through the HTTP proxy %s", said->http_proxy));
    reasons->told.notes = list.items;
    reasons->told.note_count = list.count;
}

static void add_purpose(struct plan *plan, struct reasons *reasons, const struct flow_form *form)
{
    struct growing list = copy_of(plan, reasons->told.purposes, reasons->told.purpose_count, 1);
    add_text(&list, form->purpose);
    reasons->told.purposes = list.items;
    reasons->told.purpose_count = list.count;
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

const struct reasons *reasons_with(struct plan *plan, const struct reasons *before,
                                   struct flow_form *form, const struct said *said)
{
    /* what names one environment's own things is hardly said again */
    bool shared = !said->public_hostname && !said->http_proxy;
    for (struct reasons *known = form->reasons; known && shared; known = known->next)
        if (known->before == before && is_same(&known->said, said))
            return known;
    struct reasons *reasons = arena_new(plan->arena, struct reasons);
    *reasons = before
                   ? *before
                   : (struct reasons){.first = form, .told = {.flow = form->flow, .by_name = true}};
    reasons->before = before;
    reasons->said = *said;
    add_purpose(plan, reasons, form);
    add_notes(plan, reasons, form);
    add_entries(plan, reasons, form);
    reasons->told.closed =
        said->closed > reasons->told.closed ? said->closed : reasons->told.closed;
    reasons->told.by_name &= form->by_name;
    if (said->public_hostname)
        reasons->told.public_hostname = said->public_hostname;
    if (!reasons->told.source)
        reasons->told.source = form->source;
    if (shared) {
        reasons->next = form->reasons;
        form->reasons = reasons;
    }
    return reasons;
}
