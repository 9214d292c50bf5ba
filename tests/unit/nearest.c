/*
 * src/base/nearest: what is suggested for a mistyped word.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "base/nearest.h"

static struct nearest among(const char *word, const char *const *candidates)
{
    struct nearest nearest = nearest_to(word);
    for (; *candidates; candidates++)
        nearest_try(&nearest, *candidates);
    return nearest;
}

#define AMONG(word, ...) among((word), (const char *const[]){__VA_ARGS__, NULL})

Test(nearest, suggests_the_word_with_the_fewest_edits)
{
    cr_assert_str_eq(AMONG("enviroment", "network", "environment", "endpoint").candidate,
                     "environment");
    cr_assert_str_eq(AMONG("server", "zone", "servers", "serve").candidate, "servers");
    cr_assert_str_eq(AMONG("lb2", "lb1", "rp").candidate, "lb1");
    cr_assert_str_eq(AMONG("x", "y").candidate, "y", "a short word may have one edit");
}

Test(nearest, stays_silent_on_what_is_too_far)
{
    cr_assert_null(AMONG("load-balancer", "reverse-proxy", "database").candidate);
    cr_assert_null(AMONG("fe1", "abc", "f").candidate);
    cr_assert_null(AMONG("hosts", "ports-to").candidate);
    cr_assert_null(AMONG("abc", "").candidate);
}

Test(nearest, one_that_begins_with_the_word_will_do)
{
    struct nearest nearest = nearest_to("prod");
    nearest_try(&nearest, "production");
    cr_assert_str_eq(nearest.candidate, "production");
    cr_assert(nearest.begun && !nearest.tied);
    nearest_try(&nearest, "products");
    cr_assert(nearest.tied);
    nearest_try(&nearest, "prd");
    cr_assert_str_eq(nearest.candidate, "prd", "what is near goes before it");
    cr_assert(!nearest.begun && !nearest.tied);
    nearest = nearest_to("fe");
    nearest_try(&nearest, "feedback");
    cr_assert_null(nearest.candidate, "two letters begin too much");
}

Test(nearest, a_swap_is_one_edit_and_letter_case_none)
{
    struct nearest nearest = AMONG("fnot", "font");
    cr_assert_str_eq(nearest.candidate, "font");
    cr_assert_eq(nearest.distance, 1);
    nearest = AMONG("servicecenter", "ServiceCenter");
    cr_assert_str_eq(nearest.candidate, "ServiceCenter");
    cr_assert_eq(nearest.distance, 0);
}

Test(nearest, tells_ties_apart_from_repeats)
{
    struct nearest nearest = AMONG("fe3", "fe1", "fe2");
    cr_assert_str_eq(nearest.candidate, "fe1", "the first of equals is kept");
    cr_assert(nearest.tied);
    cr_assert_not(AMONG("fe3", "fe1", "fe1").tied);
    cr_assert_not(AMONG("server4", "servex5", "server5").tied, "a nearer one ends a tie");
}

Test(nearest, passes_over_words_too_long_to_compare)
{
    char longest[66], other[66];
    memset(longest, 'x', 65);
    longest[65] = '\0';
    memcpy(other, longest, sizeof other);
    other[0] = 'y';
    cr_assert_null(AMONG(longest, other).candidate);
    cr_assert_str_eq(AMONG(longest + 1, other + 1).candidate, other + 1, "64 letters still are");
}
