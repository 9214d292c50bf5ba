/*
 * src/base/nameset: which members a set has, and what is wrong with one that is none.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "base/nameset.h"

/* The members of TEXT with spaces between, or "! " and what is wrong with it. */
static const char *members(struct arena *arena, const char *text)
{
    const char *fault, *list = "";
    uint32_t count = nameset_count(arena, text, strlen(text), &fault);
    if (count == 0)
        return arena_printf(arena, "! %s", fault);
    cr_expect_null(fault, "%s", text);
    for (uint32_t i = 0; i < count; i++)
        list = arena_printf(arena, "%s%s%s", list, i ? " " : "",
                            nameset_member(arena, text, strlen(text), i));
    return list;
}

struct set {
    const char *text, *members;
};

static void compare(const struct set *sets, size_t count)
{
    struct arena *arena = arena_create();
    for (size_t i = 0; i < count; i++) {
        const char *found = members(arena, sets[i].text);
        cr_expect_str_eq(found, sets[i].members, "%s: %s, not %s", sets[i].text, found,
                         sets[i].members);
    }
    arena_destroy(arena);
}

#define COMPARE(...)                                                                               \
    do {                                                                                           \
        static const struct set sets_[] = {__VA_ARGS__};                                           \
        compare(sets_, sizeof sets_ / sizeof *sets_);                                              \
    } while (0)

Test(nameset, a_range_and_a_list_are_members_in_the_order_written)
{
    COMPARE({"fe[1-4]", "fe1 fe2 fe3 fe4"}, {"fe[3,1]", "fe3 fe1"},
            {"fe[7,1-2,5]-blue", "fe7-blue fe1-blue fe2-blue fe5-blue"},
            {"fe[9-11]", "fe9 fe10 fe11"}, {"fe[5]", "fe5"}, {"fe[0-2]", "fe0 fe1 fe2"},
            {"prod.fe[1-2]", "prod.fe1 prod.fe2"},
            {"10.20.1.[11-13]", "10.20.1.11 10.20.1.12 10.20.1.13"});
}

Test(nameset, without_brackets_there_is_one_member)
{
    COMPARE({"fe1", "fe1"}, {"prod.fe1", "prod.fe1"}, {"", ""});
}

Test(nameset, zero_padding_is_kept)
{
    COMPARE({"fe[01-03]", "fe01 fe02 fe03"}, {"fe[08-11]", "fe08 fe09 fe10 fe11"},
            {"fe[01-02,20]-blue", "fe01-blue fe02-blue fe20-blue"}, {"fe[001]", "fe001"},
            {"fe[00-01]", "fe00 fe01"});
}

Test(nameset, padding_is_not_mixed)
{
    COMPARE({"fe[01-3]", "! 01-3 mixes padded and unpadded numbers"},
            {"fe[01,2]", "! it mixes padded and unpadded numbers"},
            {"fe[01-02,100]", "! it mixes padded and unpadded numbers"},
            {"fe[1,02]", "! it mixes padded and unpadded numbers"},
            {"fe[8-010]", "! 8-010 mixes padded and unpadded numbers"},
            {"fe[001,02]", "! it mixes padded and unpadded numbers"});
}

Test(nameset, several_brackets_are_all_combinations_the_last_fastest)
{
    COMPARE({"r[1-2]n[1-3]", "r1n1 r1n2 r1n3 r2n1 r2n2 r2n3"}, {"a[1-2][7,9]", "a17 a19 a27 a29"},
            {"10.[1-2].0.[1-2]", "10.1.0.1 10.1.0.2 10.2.0.1 10.2.0.2"});
}

Test(nameset, what_is_no_set_is_told)
{
    COMPARE({"fe[8-1]", "! 8-1 goes down; write 1-8"},
            {"fe[010-001]", "! 010-001 goes down; write 001-010"},
            {"fe[]", "! a set is numbers and ranges: [1-4,7]"},
            {"fe[a-c]", "! a set is numbers and ranges: [1-4,7]"},
            {"fe[1-]", "! a set is numbers and ranges: [1-4,7]"},
            {"fe[-1]", "! a set is numbers and ranges: [1-4,7]"},
            {"fe[1,,2]", "! a set is numbers and ranges: [1-4,7]"},
            {"fe[1, 2]", "! a set is numbers and ranges: [1-4,7]"},
            {"fe[1-4", "! a set is numbers and ranges in brackets, without spaces: [1-4,7]"},
            {"fe[1-2-3]", "! a set is numbers and ranges in brackets, without spaces: [1-4,7]"},
            {"fe[1 ]", "! a set is numbers and ranges in brackets, without spaces: [1-4,7]"});
}

Test(nameset, no_member_stands_in_it_twice)
{
    COMPARE({"fe[1,1]", "! 1 stands in it twice"}, {"fe[1-4,3]", "! 3 stands in it twice"},
            {"fe[5,1-9]", "! 5 stands in it twice"}, {"fe[01-04,04]", "! 4 stands in it twice"},
            {"fe[1-4,4-6]", "! 4 stands in it twice"}, {"fe[1-4,5-6]", "fe1 fe2 fe3 fe4 fe5 fe6"});
}

Test(nameset, has_at_most_65536_members)
{
    struct arena *arena = arena_create();
    const char *fault, *most = "fe[1-65536]", *square = "r[1-256]n[0-255]";
    cr_expect_eq(nameset_count(arena, most, strlen(most), &fault), NAMESET_LIMIT);
    cr_expect_str_eq(nameset_member(arena, most, strlen(most), NAMESET_LIMIT - 1), "fe65536");
    cr_expect_eq(nameset_count(arena, square, strlen(square), &fault), NAMESET_LIMIT);
    cr_expect_str_eq(nameset_member(arena, square, strlen(square), NAMESET_LIMIT - 1), "r256n255");
    arena_destroy(arena);
    COMPARE(
        {"fe[0-65536]", "! it has more than 65536 members"},
        {"r[1-256]n[0-256]", "! it has more than 65536 members"},
        {"fe[0-999999999999999999]", "! it has more than 65536 members"},
        {"a[1-65536]b[1-65536]c[1-65536]d[1-65536]", "! it has more than 65536 members"},
        {"fe[1-65536,70000]", "! it has more than 65536 members"},
        {"fe[1-40000,50000-90000]", "! it has more than 65536 members"},
        {"fe[1000000000000000000]", "! its numbers are too long"},
        {"fe[999999999999999998-999999999999999999]", "fe999999999999999998 fe999999999999999999"});
}

Test(nameset, is_written_in_at_most_1024_bytes)
{
    struct arena *arena = arena_create();
    const char *list = "fe[1", *fault;
    for (int i = 3; strlen(list) < NAMESET_LENGTH - 5; i += 2)
        list = arena_printf(arena, "%s,%d", list, i);
    list = arena_printf(arena, "%s]", list);
    cr_assert_leq(strlen(list), NAMESET_LENGTH);
    uint32_t count = nameset_count(arena, list, strlen(list), &fault);
    cr_expect_gt(count, 200);
    cr_expect_str_eq(nameset_member(arena, list, strlen(list), count - 1),
                     arena_printf(arena, "fe%u", count * 2 - 1));
    list = arena_printf(arena, "%0*d%s", 200, 0, list);
    cr_expect_eq(nameset_count(arena, list, strlen(list), &fault), 0);
    cr_expect_str_eq(fault, "it is longer than 1024 bytes");
    arena_destroy(arena);
}
