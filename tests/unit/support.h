/*
 * What the tests of the language rooms share: a text compiled, and what came of it as text to
 * compare with.
 *
 * Whatever is given belongs to the compilation; done() frees it.
 */
#ifndef OSNET_TESTS_UNIT_SUPPORT_H
#define OSNET_TESTS_UNIT_SUPPORT_H

#include <criterion/criterion.h>

#include "compile.h"

/* TEXT compiled as the file test.osnet. */
struct compilation *compiled(const char *text);
/* The same with -D NAME=VALUE. */
struct compilation *compiled_with(const char *text, const char *name, const char *value);
/* INSIDE, put into `environment prod { purpose production; … }`, on the file's second line. */
struct compilation *compiled_inside(const char *inside);
void done(struct compilation *compilation);

/* Its mistakes in the language, by place: "3:5 unresolved-name, 4:1 syntax"; "" for none. */
const char *mistakes(struct compilation *compilation);
/* The finding I of the rule RULE, from 0; fails the test where there is none. */
const struct finding *finding_of(struct compilation *compilation, const char *rule, uint32_t i);

/* The thing with the path PATH ("prod.fe1"), or 0; "" is the document. */
object_t thing(const struct compilation *compilation, const char *path);
/* What the properties KEYWORD of the thing PATH say, as one would write it, names as paths:
 * "prod.lb1", "\"a\", \"b\""; several are joined by "; ". "none" where there is none, "wrong" where
 * it is a mistake, "no thing". */
const char *property(struct compilation *compilation, const char *path, const char *keyword);
/* The paths of everything that the author declares, in order, apps last: "prod prod.fe1". */
const char *things(struct compilation *compilation);

/* The environment ENVIRONMENT of the plan; fails the test where there is none. */
const struct plan_environment *environment_named(const struct compilation *compilation,
                                              const char *name);
/* The zone NAME ("default" for the implicit one) of it; likewise. */
const struct plan_zone *zone_of(const struct compilation *compilation, const char *environment,
                                const char *name);
/* A slot as text: "stated www.a.example", "derived lb1", "unknown", "none" where it does not apply.
 */
const char *slot_text(struct compilation *compilation, const struct slot *slot);
/* The openings with the catalogue entry ENTRY (or of the flow called so), one a line:
 * "prod.fe1 prod.fe2 -> prod.ctl : 12000/tcp via prod.lb1 (hop)". */
const char *openings(struct compilation *compilation, const char *entry);
/* The paths of GROUP, separated by spaces. */
const char *paths(struct compilation *compilation, struct group group);

/* Checks that ACTUAL reads as WANTED does. */
#define reads(actual, wanted)                                                                      \
    do {                                                                                           \
        const char *actual_ = (actual), *wanted_ = (wanted);                                       \
        cr_expect_str_eq(actual_, wanted_, "%s\n    is     %s\n    not    %s", #actual, actual_,   \
                         wanted_);                                                                 \
    } while (0)

/* Checks that the mistakes of TEXT (of INSIDE, put into an environment) are WANTED. */
#define finds(text, wanted) finds_in(compiled(text), text, wanted)
#define finds_inside(inside, wanted) finds_in(compiled_inside(inside), inside, wanted)
#define finds_in(made, text, wanted)                                                               \
    do {                                                                                           \
        struct compilation *it_ = (made);                                                          \
        const char *found_ = mistakes(it_), *wanted_ = (wanted);                                   \
        cr_expect_str_eq(found_, wanted_, "%s\n    yields %s\n    not    %s", (text), found_,      \
                         wanted_);                                                                 \
        done(it_);                                                                                 \
    } while (0)

#endif
