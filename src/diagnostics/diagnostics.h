/*
 * diagnostics/: what is wrong, as data.
 *
 * Every stage reports here; nothing is printed until the end. A finding names its rule; rules are known
 * by one table (registry.h), from which come `explain`, `-W` and the tests. Findings are kept in
 * the order they came, then sorted by place and rendered once (render.h).
 */
#ifndef OSNET_DIAGNOSTICS_DIAGNOSTICS_H
#define OSNET_DIAGNOSTICS_DIAGNOSTICS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/vec.h"
#include "source/source.h"

enum severity { SEVERITY_OFF, SEVERITY_ADVICE, SEVERITY_WARNING, SEVERITY_ERROR };

/* The most findings kept; the rest is counted. An error still takes the place of something milder. */
#define FINDING_LIMIT 10000

/* The most names that are held against mistaken ones. */
#define COMPARED_LIMIT 10000000u

/* What a finding is an instance of. One name is its flag, its page and its test's key. */
struct rule_info {
    const char *name;       /* "lifetime-address-offloading" */
    enum severity severity; /* unless the command line says otherwise */
    const char *summary;    /* one line, for `explain --list` */
};

struct related {
    struct place place;
    const char *text;
};

struct finding {
    const struct rule_info *rule;
    enum severity severity;
    struct place place;
    const char *message; /* a sentence without its full stop: "LifeTime reaches 'dev' as …" */
    const char *label;   /* the word under the carets, or NULL */
    const char *help;    /* what to write instead, or NULL */
    struct place fix_place;
    const char *fix;     /* text that mends it when put at fix_place, or NULL */
    const char *accepted; /* the reason of the `accept` that covers it, or NULL */
    uint32_t object;     /* the model's object it is about, 0 for none: what `accept` goes by */
    uint32_t also;       /* another that it is as much about (a server's zone), or 0 */
    uint32_t copies;     /* how many copies made by `like` share it */
    uint32_t number;     /* in the order of reporting, from 1; 0 for one that goes nowhere */
    VEC(struct related) related;
    VEC(const char *) expected;  /* the legal values, where there are some */
    VEC(const char *) catalogue; /* "LT-009" */
};

struct diagnostics {
    struct arena *arena;
    const struct sources *sources;
    VEC(struct finding *) findings;
    uint32_t dropped;                /* beyond FINDING_LIMIT */
    uint32_t dropped_by[SEVERITY_ERROR + 1]; /* the same by severity */
    uint32_t errors, warnings, advice; /* counts after severities and acceptance, dropped ones too */
    bool werror;
    VEC(struct severity_override {
        const struct rule_info *rule;
        enum severity severity;
    }) overrides;
    uint32_t compared;               /* names held against mistaken ones so far */
    uint32_t reported;               /* findings numbered so far */
    uint32_t milder;                 /* kept findings from here on are errors, once the limit is reached */
    struct finding *nowhere;         /* what report() returns for one that is not kept */
};

/* Reports an instance of RULE at PLACE; the message is formatted into the arena. Returns the finding, to
 * which the functions below add; never NULL (one that is switched off or beyond the limit goes nowhere). */
struct finding *report(struct diagnostics *diagnostics, const struct rule_info *rule,
                       struct place place, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Each adds to FINDING and returns nothing. Strings are formatted into the arena. */
void finding_label(struct diagnostics *diagnostics, struct finding *finding, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void finding_help(struct diagnostics *diagnostics, struct finding *finding, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void finding_relate(struct diagnostics *diagnostics, struct finding *finding, struct place place,
                    const char *format, ...) __attribute__((format(printf, 4, 5)));
void finding_fix(struct diagnostics *diagnostics, struct finding *finding, struct place place,
                 const char *format, ...) __attribute__((format(printf, 4, 5)));
void finding_expect(struct diagnostics *diagnostics, struct finding *finding, const char *value);
/* IDS: one or several catalogue entries, separated by spaces: "LT-009 LT-010". Doubles are dropped. */
void finding_cite(struct diagnostics *diagnostics, struct finding *finding, const char *ids);

/* Whether to look through COUNT names for the one that was meant: in a topology of very many names only the first
 * mistakes get suggestions, and those that are not shown need none. */
bool diagnostics_suggest(struct diagnostics *diagnostics, uint32_t count);

/* Sorts findings by file, place, then rule name; folds equal ones (same rule, place and message) into
 * one with its number of copies; recounts. Called once, before rendering. */
void diagnostics_finish(struct diagnostics *diagnostics);

/* "error", "warning", "advice" */
const char *severity_name(enum severity severity);

#endif
