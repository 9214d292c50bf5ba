/*
 * src/syntax/text: what quoted text means.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "syntax/text.h"

/* The `let` values of these tests. */
static const char *look_up(void *context, const char *name, size_t length)
{
    (void)context;
    if (length == 6 && memcmp(name, "domain", 6) == 0)
        return "acme.example";
    if (length == 3 && memcmp(name, "set", 3) == 0)
        return "[x]";
    return NULL;
}

/* The members of RAW, with '|' between, or "! BEGIN-END what" for a fault. */
static const char *meaning(struct arena *arena, const char *raw)
{
    struct text_fault fault = {0};
    const char *list = "";
    uint32_t count = text_count(arena, raw, strlen(raw), &fault);
    for (uint32_t i = 0; i < count; i++) {
        const char *text = text_member(arena, raw, strlen(raw), i, look_up, NULL, &fault);
        if (!text)
            count = 0;
        else
            list = arena_printf(arena, "%s%s%s", list, i ? "|" : "", text);
    }
    return count ? list : arena_printf(arena, "! %u-%u %s", fault.begin, fault.end, fault.message);
}

static const char *prose(struct arena *arena, const char *raw)
{
    struct text_fault fault = {0};
    const char *text = text_decode(arena, raw, strlen(raw), NULL, NULL, &fault);
    return text ? text : arena_printf(arena, "! %u-%u %s", fault.begin, fault.end, fault.message);
}

struct text {
    const char *raw, *meaning;
};

static void compare(const char *(*read)(struct arena *, const char *), const struct text *texts,
                    size_t count)
{
    struct arena *arena = arena_create();
    for (size_t i = 0; i < count; i++) {
        const char *found = read(arena, texts[i].raw);
        cr_expect_str_eq(found, texts[i].meaning, "\"%s\": %s, not %s", texts[i].raw, found,
                         texts[i].meaning);
    }
    arena_destroy(arena);
}

#define COMPARE(read, ...)                                                                         \
    do {                                                                                           \
        static const struct text texts_[] = {__VA_ARGS__};                                         \
        compare(read, texts_, sizeof texts_ / sizeof *texts_);                                     \
    } while (0)

Test(text, escapes_stand_for_characters)
{
    COMPARE(meaning, {"a\\\"b\\\\c", "a\"b\\c"}, {"\\[1-2\\]", "[1-2]"}, {"\\$5", "$5"},
            {"a\\nb\\tc", "a\nb\tc"}, {"Caf\\u{e9}", "Caf\xc3\xa9"},
            {"\\u{E9}\\u{1F600}", "\xc3\xa9\xf0\x9f\x98\x80"}, {"\\u{00e9}", "\xc3\xa9"},
            {"\\u{10FFFF}", "\xf4\x8f\xbf\xbf"}, {"", ""});
}

Test(text, what_is_no_escape_is_told_at_its_place)
{
    COMPARE(meaning, {"ab\\q", "! 2-4 '\\q' is no escape"},
            {"\\u", "! 0-2 the escape \\u is not whole"},
            {"\\u{}", "! 0-4 the escape \\u is not whole"},
            {"\\u{12", "! 0-5 the escape \\u is not whole"},
            {"\\u{xyz}", "! 0-4 the escape \\u is not whole"},
            {"\\u{D800}", "! 0-8 this is the code point of no character that text may hold"},
            {"\\u{110000}", "! 0-10 this is the code point of no character that text may hold"},
            {"\\u{0}", "! 0-5 this is the code point of no character that text may hold"},
            {"\\u{1b}", "! 0-6 this is the code point of no character that text may hold"},
            {"\\u{7F}", "! 0-6 this is the code point of no character that text may hold"});
}

Test(text, dollar_braces_put_a_let_value_in)
{
    COMPARE(meaning, {"www.${domain}", "www.acme.example"},
            {"${domain}${domain}", "acme.exampleacme.example"}, {"\\${domain}", "${domain}"},
            {"x${nothing}", "! 1-11 no `let` declares 'nothing'"},
            {"a$b", "! 1-2 '$' begins ${name} here"}, {"a${b", "! 1-2 '$' begins ${name} here"},
            {"a$", "! 1-2 '$' begins ${name} here"});
}

Test(text, brackets_make_a_set)
{
    COMPARE(meaning, {"fe[1-3].acme.example", "fe1.acme.example|fe2.acme.example|fe3.acme.example"},
            {"fe[01,03].${domain}", "fe01.acme.example|fe03.acme.example"},
            {"\\[a\\]-[1-2]", "[a]-1|[a]-2"},
            {"fe[2-1]", "! 0-7 in the set, 2-1 goes down; write 1-2"},
            {"a[b]", "! 0-4 in the set, a set is numbers and ranges: [1-4,7]"});
}

Test(text, a_let_value_with_brackets_is_no_set)
{
    COMPARE(meaning, {"a${set}", "a[x]"}, {"a${set}-[1-2]", "a[x]-1|a[x]-2"});
}

Test(text, prose_takes_brackets_and_dollars_as_they_are)
{
    COMPARE(prose, {"see [1] and $5, ${x}", "see [1] and $5, ${x}"}, {"\\[\\$\\]\\\"", "[$]\""},
            {"a\\u{41}", "aA"}, {"x\\y", "! 1-3 '\\y' is no escape"});
}

static bool count_names(void *context, const char *name, size_t length)
{
    ++*(int *)context;
    return length == 4 && memcmp(name, "stop", 4) == 0;
}

Test(text, names_in_it_are_visited_until_one_is_wanted)
{
    int visits = 0;
    const char *raw = "${a} \\${b} ${c}${stop}${d}";
    cr_expect(text_any_name(raw, strlen(raw), count_names, &visits));
    cr_expect_eq(visits, 3, "%d", visits);
    visits = 0;
    raw = "a $b ${c";
    cr_expect_not(text_any_name(raw, strlen(raw), count_names, &visits));
    cr_expect_eq(visits, 0);
}
