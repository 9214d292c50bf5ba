/*
 * Takes names in their order, gives them with runs of neighbours folded to sets: all of them, or those without the
 * ones of one member of a group.
 */
#include <ctype.h>
#include <string.h>

#include "emit/content.h"
#include "emit/text_list.h"

/* Runs shorter than this are easier to read name by name. */
#define FOLD_LEAST 4
/* Longer numbers are no numbering. */
#define FOLD_DIGITS 9

/* A number within a name: bytes BEGIN to END of TEXT. */
struct numbered {
    const char *text;
    size_t begin, end;
    unsigned long value;
};

static bool read_number(const char *text, size_t begin, struct numbered *number)
{
    size_t end = begin;
    unsigned long value = 0;
    for (; text[end] >= '0' && text[end] <= '9'; end++)
        value = value * 10 + (unsigned long)(text[end] - '0');
    if (end == begin || end - begin > FOLD_DIGITS)
        return false;
    *number = (struct numbered){text, begin, end, value};
    return true;
}

/* Whether TEXT reads as NUMBER's text with the next number, padded alike; then *NEXT is that. */
static bool follows(const struct numbered *number, const char *text, struct numbered *next)
{
    for (size_t i = 0; i < number->begin; i++) /* a few bytes: no work for a function */
        if (text[i] != number->text[i])
            return false;
    if (!read_number(text, number->begin, next))
        return false;
    size_t width = number->end - number->begin, next_width = next->end - next->begin;
    bool padded = number->text[number->begin] == '0' || text[next->begin] == '0';
    const char *tail = number->text + number->end, *next_tail = text + next->end;
    return next->value == number->value + 1 && (width == next_width || !padded) &&
           *tail == *next_tail && (!*tail || strcmp(tail, next_tail) == 0);
}

/* The number in which LEFT and RIGHT differ. */
static bool differing_number(const char *left, const char *right, struct numbered *number)
{
    size_t begin = 0;
    while (left[begin] && left[begin] == right[begin])
        begin++;
    while (begin > 0 && isdigit((unsigned char)left[begin - 1]))
        begin--;
    return read_number(left, begin, number);
}

/* "fe[1-8]" of the names with FIRST and LAST. */
static const char *folded_text(struct arena *arena, const struct numbered *first,
                               const struct numbered *last)
{
    size_t tail = strlen(first->text + first->end), digits = last->end - last->begin;
    char *text = arena_text(arena, first->end + digits + tail + strlen("[-]")), *at = text;
    at = mempcpy(at, first->text, first->begin);
    *at++ = '[';
    at = mempcpy(at, first->text + first->begin, first->end - first->begin);
    *at++ = '-';
    at = mempcpy(at, last->text + last->begin, digits);
    *at++ = ']';
    memcpy(at, first->text + first->end, tail);
    return text;
}

struct texts content_fold(struct arena *arena, text_list *room, struct texts names)
{
    if (names.count < FOLD_LEAST)
        return names;
    room->count = 0;
    for (uint32_t i = 0; i < names.count;) {
        struct numbered first = {0}, last, next;
        uint32_t run = 1;
        /* colons: an IPv6 address counts in another base */
        if (i + FOLD_LEAST <= names.count && !strchr(names.items[i], ':') &&
            differing_number(names.items[i], names.items[i + 1], &first)) {
            last = first;
            while (i + run < names.count && follows(&last, names.items[i + run], &next)) {
                last = next;
                run++;
            }
        }
        if (run < FOLD_LEAST) {
            vec_add(arena, room, names.items[i++]);
            continue;
        }
        vec_add(arena, room, folded_text(arena, &first, &last));
        i += run;
    }
    return texts_of(room);
}

/* ---- without one ---- */

void folding_begin(struct folding *folding)
{
    folding->texts.count = folding->members.count = 0;
    folding->steps.count = folding->ends.count = folding->parts.count = folding->folded.count = 0;
}

void folding_member(struct arena *arena, struct folding *folding)
{
    vec_add(arena, &folding->members, folding->texts.count);
}

/* Where in LEFT the number begins whose next one RIGHT has, + 1; 0 where it does not follow. */
static uint32_t step_between(const char *left, const char *right)
{
    struct numbered number, next;
    /* colons: an IPv6 address counts in another base */
    bool follow = !strchr(left, ':') && differing_number(left, right, &number) &&
                  follows(&number, right, &next);
    return follow ? (uint32_t)number.begin + 1 : 0;
}

/* Texts of a folding that are left out: from FIRST to the one before BEHIND. STEP: between those around them. */
struct gap {
    uint32_t first, behind, step;
};

/* Where the run that begins AT a text ends, with GAP left out; that is passed over then. */
static uint32_t end_of_run(const struct folding *folding, const struct gap *gap, uint32_t at)
{
    uint32_t end = folding->ends.items[at];
    if (at >= gap->behind || end < gap->first)
        return end;
    uint32_t step = at + 1 < gap->first ? folding->steps.items[at] : gap->step;
    if (!step || step != gap->step)
        return gap->first;
    return folding->steps.items[gap->behind] == step ? folding->ends.items[gap->behind]
                                                     : gap->behind + 1;
}

/* Adds the part that begins AT a text to FOLDED; where the next one begins. */
static uint32_t add_part(struct arena *arena, const struct folding *folding, const struct gap *gap,
                         uint32_t at, text_list *folded)
{
    const char **texts = folding->texts.items;
    uint32_t end = end_of_run(folding, gap, at);
    bool over = at < gap->first && end > gap->first;
    if (end - at - (over ? gap->behind - gap->first : 0) < FOLD_LEAST) {
        vec_add(arena, folded, texts[at]);
        end = at + 1;
    } else {
        uint32_t step = at + 1 == gap->first ? gap->step : folding->steps.items[at];
        struct numbered first, last;
        read_number(texts[at], step - 1, &first);
        read_number(texts[end - 1], step - 1, &last);
        vec_add(arena, folded, folded_text(arena, &first, &last));
    }
    return end == gap->first ? gap->behind : end;
}

void folding_end(struct arena *arena, struct folding *folding)
{
    uint32_t count = folding->texts.count;
    const char **texts = folding->texts.items;
    const struct gap none = {UINT32_MAX, UINT32_MAX, 0};
    folding_member(arena, folding);
    for (uint32_t i = 0; i < count; i++) {
        vec_add(arena, &folding->steps, i + 1 < count ? step_between(texts[i], texts[i + 1]) : 0);
        vec_add(arena, &folding->ends, i + 1);
    }
    for (uint32_t i = count; i-- > 0;)
        if (folding->steps.items[i])
            folding->ends.items[i] = folding->steps.items[i + 1] == folding->steps.items[i]
                                         ? folding->ends.items[i + 1]
                                         : i + 2;
    for (uint32_t at = 0; at < count;) {
        vec_add(arena, &folding->parts, at);
        at = add_part(arena, folding, &none, at, &folding->folded);
    }
}

/* The last part that begins at TEXT or before it. */
static uint32_t part_at(const struct folding *folding, uint32_t text)
{
    uint32_t low = 0, high = folding->parts.count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (folding->parts.items[middle] <= text)
            low = middle;
        else
            high = middle;
    }
    return low;
}

struct texts folding_without(struct arena *arena, struct folding *folding, uint32_t member)
{
    text_list *rest = &folding->rest;
    const char **texts = folding->texts.items;
    uint32_t count = folding->texts.count;
    struct gap gap = {folding->members.items[member], folding->members.items[member + 1], 0};
    rest->count = 0;
    if (gap.first == gap.behind)
        return texts_of(&folding->folded);
    if (gap.first > 0 && gap.behind < count)
        gap.step = step_between(texts[gap.first - 1], texts[gap.behind]);
    /* what ends so far before the gap stays as it is */
    uint32_t part = part_at(folding, gap.first < FOLD_LEAST ? 0 : gap.first - FOLD_LEAST);
    for (uint32_t i = 0; i < part; i++)
        vec_add(arena, rest, folding->folded.items[i]);
    uint32_t at = folding->parts.items[part];
    if (at == gap.first)
        at = gap.behind;
    while (at < count) {
        part = part_at(folding, at);
        if (at >= gap.behind && folding->parts.items[part] == at)
            break; /* so does what begins where it began */
        at = add_part(arena, folding, &gap, at, rest);
    }
    for (; at < count && part < folding->parts.count; part++)
        vec_add(arena, rest, folding->folded.items[part]);
    return texts_of(rest);
}
