#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/nameset.h"
#include "base/vec.h"

/* Numbers are at most this long, so that they fit 64 bits. */
#define DIGITS 18

struct range {
    uint64_t first, last;
    uint32_t width; /* digits, where padded with zeros; else 0 */
};

typedef VEC(struct range) ranges_t;

static const char *digits(const char *at, const char *end)
{
    while (at < end && *at >= '0' && *at <= '9')
        at++;
    return at;
}

static uint64_t number(const char *at, const char *end)
{
    uint64_t number = 0;
    for (; at < end; at++)
        number = number * 10 + (uint64_t)(*at - '0');
    return number;
}

static int by_first(const void *left, const void *right)
{
    const struct range *a = left, *b = right;
    return a->first < b->first ? -1 : a->first > b->first;
}

/* A number twice, or NULL. */
static const char *double_member(struct arena *arena, const ranges_t *ranges)
{
    struct range *sorted = arena_array(arena, struct range, ranges->count);
    memcpy(sorted, ranges->items, sizeof *sorted * ranges->count);
    qsort(sorted, ranges->count, sizeof *sorted, by_first);
    for (uint32_t i = 1; i < ranges->count; i++)
        if (sorted[i].first <= sorted[i - 1].last)
            return arena_printf(arena, "%llu stands in it twice",
                                (unsigned long long)sorted[i].first);
    return NULL;
}

/* Reads one "n" or "n-m" at *AT into RANGE. */
static const char *read_range(struct arena *arena, const char **at, const char *end,
                              struct range *range)
{
    const char *first = *at, *first_end = digits(first, end);
    const char *last = first, *last_end = first_end;
    if (first_end < end && *first_end == '-') {
        last = first_end + 1;
        last_end = digits(last, end);
    }
    if (first_end == first || last_end == last)
        return "a set is numbers and ranges: [1-4,7]";
    if (first_end - first > DIGITS || last_end - last > DIGITS)
        return "its numbers are too long";
    range->first = number(first, first_end);
    range->last = number(last, last_end);
    bool padded = (*first == '0' && first_end - first > 1) || (*last == '0' && last_end - last > 1);
    range->width = padded ? (uint32_t)(first_end - first) : 0;
    *at = last_end;
    if (range->first > range->last)
        return arena_printf(arena, "%.*s-%.*s goes down; write %.*s-%.*s", (int)(first_end - first),
                            first, (int)(last_end - last), last, (int)(last_end - last), last,
                            (int)(first_end - first), first);
    if (padded && first_end - first != last_end - last)
        return arena_printf(arena, "%.*s-%.*s mixes padded and unpadded numbers",
                            (int)(first_end - first), first, (int)(last_end - last), last);
    return NULL;
}

/* Reads the brackets at *AT (on '['), leaves *AT behind ']'. Returns what is wrong, or NULL. */
static const char *read_brackets(struct arena *arena, const char **at, const char *end,
                                 ranges_t *ranges)
{
    do {
        ++*at;
        struct range range;
        const char *fault = read_range(arena, at, end, &range);
        if (fault)
            return fault;
        vec_add(arena, ranges, range);
    } while (*at < end && **at == ',');
    if (*at == end || **at != ']')
        return "a set is numbers and ranges in brackets, without spaces: [1-4,7]";
    ++*at;

    uint32_t width = 0;
    for (uint32_t i = 0; i < ranges->count; i++)
        width = ranges->items[i].width ? ranges->items[i].width : width;
    for (uint32_t i = 0; width && i < ranges->count; i++) {
        struct range *range = &ranges->items[i];
        uint64_t least = 1;
        for (uint32_t d = 1; d < width; d++)
            least *= 10;
        if (range->width ? range->width != width
                         : range->first < least || range->last >= least * 10)
            return "it mixes padded and unpadded numbers";
        range->width = width;
    }
    return double_member(arena, ranges);
}

static uint64_t size_of(const ranges_t *ranges)
{
    uint64_t size = 0;
    for (uint32_t i = 0; i < ranges->count; i++) {
        uint64_t more = ranges->items[i].last - ranges->items[i].first;
        size = more >= NAMESET_LIMIT || size + more >= NAMESET_LIMIT ? NAMESET_LIMIT + 1
                                                                     : size + more + 1;
    }
    return size;
}

uint32_t nameset_count(struct arena *arena, const char *text, size_t length, const char **fault)
{
    uint64_t count = 1;
    const char *end = text + length;
    *fault = NULL;
    if (length > NAMESET_LENGTH && memchr(text, '[', length)) {
        *fault = arena_printf(arena, "it is longer than %u bytes", NAMESET_LENGTH);
        return 0;
    }
    for (const char *at = text; (at = memchr(at, '[', (size_t)(end - at))) != NULL;) {
        ranges_t ranges = {0};
        *fault = read_brackets(arena, &at, end, &ranges);
        if (*fault)
            return 0;
        count *= size_of(&ranges);
        if (count > NAMESET_LIMIT) {
            *fault = arena_printf(arena, "it has more than %u members", NAMESET_LIMIT);
            return 0;
        }
    }
    return (uint32_t)count;
}

/* Goes over the brackets at *AT of a well-formed set and leaves *AT behind them. Returns how many
 * members they have; the member I of them is the first of FOUND. */
static uint64_t pass(struct arena *arena, const char **at, const char *end, uint64_t i,
                     struct range *found)
{
    uint64_t size = 0;
    do {
        ++*at;
        struct range range;
        if (read_range(arena, at, end, &range))
            return size;
        if (i >= size && i - size <= range.last - range.first) {
            *found = range;
            found->first += i - size;
        }
        size += range.last - range.first + 1;
    } while (*at < end && **at == ',');
    ++*at;
    return size;
}

/* How many members all brackets from AT on have together. */
static uint64_t combinations(struct arena *arena, const char *at, const char *end)
{
    uint64_t count = 1;
    struct range ignored;
    while (at < end && (at = memchr(at, '[', (size_t)(end - at))) != NULL)
        count *= pass(arena, &at, end, 0, &ignored);
    return count;
}

/* Writes NUMBER with WIDTH digits at least to OUT. Returns how many bytes those are. */
static size_t put_number(char *out, uint64_t number, uint32_t width)
{
    char reversed[DIGITS + 2];
    size_t count = 0;
    for (; number || count < width || count == 0; number /= 10)
        reversed[count++] = (char)('0' + number % 10);
    for (size_t i = 0; i < count; i++)
        out[i] = reversed[count - 1 - i];
    return count;
}

/* Writes the member I to OUT, which has room for LENGTH bytes: no member is longer than its set. */
static size_t put_member(struct arena *arena, const char *text, size_t length, uint32_t i,
                         char *out)
{
    const char *end = text + length, *at = text, *opened;
    char *written = out;
    uint64_t rest = i;
    while (at < end && (opened = memchr(at, '[', (size_t)(end - at))) != NULL) {
        struct range found = {0};
        const char *behind = opened;
        uint64_t inner = 1; /* what the brackets behind these turn through meanwhile */
        if (memchr(opened + 1, '[', (size_t)(end - opened - 1))) {
            pass(arena, &behind, end, 0, &found);
            inner = combinations(arena, behind, end);
            behind = opened;
        }
        pass(arena, &behind, end, rest / inner, &found);
        rest %= inner;
        memcpy(written, at, (size_t)(opened - at));
        written += opened - at;
        written += put_number(written, found.first, found.width);
        at = behind;
    }
    memcpy(written, at, (size_t)(end - at));
    return (size_t)(written - out) + (size_t)(end - at);
}

uint32_t nameset_find(struct arena *arena, const char *text, size_t length, const char *word)
{
    const char *bracket = memchr(text, '[', length), *fault;
    size_t head = bracket ? (size_t)(bracket - text) : length, size = strlen(word);
    uint32_t count = length <= NAMESET_LENGTH && size <= length &&
                             memcmp(text, word, head < size ? head : size) == 0
                         ? nameset_count(arena, text, length, &fault)
                         : 0;
    char member[NAMESET_LENGTH];
    for (uint32_t i = 0; i < count; i++)
        if (put_member(arena, text, length, i, member) == size && memcmp(member, word, size) == 0)
            return i;
    return NAMESET_LIMIT;
}

const char *nameset_member(struct arena *arena, const char *text, size_t length, uint32_t i)
{
    char shortly[NAMESET_LENGTH];
    char *member = length <= sizeof shortly ? shortly : arena_text(arena, length);
    return arena_copy(arena, member, put_member(arena, text, length, i, member));
}

atom_t atom_of_member(struct atoms *atoms, struct arena *arena, const char *text, size_t length,
                      uint32_t i)
{
    char shortly[NAMESET_LENGTH];
    char *member = length <= sizeof shortly ? shortly : arena_text(arena, length);
    return atom_intern(atoms, member, put_member(arena, text, length, i, member));
}
