/*
 * osnet: compiles topologies of OutSystems 11 infrastructures.
 *
 * A handle (struct osnet) is one compilation: name its files or texts, check it once, then read
 * its findings and its plan and write its outputs.
 *
 *     struct osnet *osnet = osnet_create();
 *     if (osnet && osnet_add_file(osnet, "acme.osnet") && osnet_check(osnet) == OSNET_OK)
 *         osnet_build(osnet, "out", NULL);
 *     else if (osnet)
 *         osnet_write_findings(osnet, "text", stderr);
 *     osnet_destroy(osnet);
 *
 * Ownership: every string and array that a function gives belongs to the handle and lives until
 * osnet_destroy, unless its comment says otherwise. What is passed in is copied.
 *
 * Errors: nothing here prints, exits or keeps state outside the handle. What fails says so by its
 * result, and osnet_fault() then gives a sentence. Mistakes of a topology are no faults but
 * findings.
 *
 * Threads: handles are independent of each other, one handle is for one thread at a time, which
 * needs a stack of 256 KiB.
 *
 * Text is UTF-8. Indices begin at 0; one beyond the end gives false or NULL.
 */
#ifndef OSNET_OSNET_H
#define OSNET_OSNET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined __GNUC__
#define OSNET_API __attribute__((visibility("default")))
#else
#define OSNET_API
#endif

struct osnet;

enum osnet_status {
    OSNET_OK,     /* no error; there may be warnings and advice */
    OSNET_ERRORS, /* the topology has errors */
    OSNET_FAULT,  /* a call, a file or the machine is at fault: osnet_fault() */
};

enum osnet_severity { OSNET_OFF, OSNET_ADVICE, OSNET_WARNING, OSNET_ERROR };

/* The library's version: "0.1.0". */
OSNET_API const char *osnet_version(void);

/*
 * A compilation.
 */

/* A new compilation, or NULL without memory. */
OSNET_API struct osnet *osnet_create(void);

/* Frees OSNET (NULL is fine) and all that it gave. */
OSNET_API void osnet_destroy(struct osnet *osnet);

/* Why the last call that failed did so: a sentence; NULL if none has. */
OSNET_API const char *osnet_fault(const struct osnet *osnet);

/* Each of the following sets OSNET up, before osnet_check, and gives false with a fault where it
 * cannot. */

/* Takes the file PATH ("-" is standard input) into the topology. Several are one topology. It is
 * read by osnet_check. */
OSNET_API bool osnet_add_file(struct osnet *osnet, const char *path);

/* Takes SIZE bytes of TEXT into the topology. Findings call it NAME; its imports are looked for
 * relative to NAME, on the disk. Each text is read, whatever others are called. */
OSNET_API bool osnet_add_text(struct osnet *osnet, const char *name, const char *text, size_t size);

/* Looks for imported files in FOLDER too (-I). */
OSNET_API bool osnet_add_folder(struct osnet *osnet, const char *folder);

/* Gives the constant NAME the value VALUE, whatever its `let` says (-D). */
OSNET_API bool osnet_define(struct osnet *osnet, const char *name, const char *value);

/* Reads the catalogue from FOLDER, not from the one built in (--stdlib). */
OSNET_API bool osnet_set_stdlib(struct osnet *osnet, const char *folder);

/* Reports RULE as SEVERITY (-W). A mistake in the language stays an error. */
OSNET_API bool osnet_set_severity(struct osnet *osnet, const char *rule,
                                  enum osnet_severity severity);

/* Reports warnings as errors (--werror). */
OSNET_API bool osnet_set_werror(struct osnet *osnet);

/* Reads and checks everything. Once: a second call gives the first one's result. */
OSNET_API enum osnet_status osnet_check(struct osnet *osnet);

/*
 * Findings, after osnet_check.
 */

/* A stretch of a file. Lines and columns begin at 1, columns count characters; END is behind the
 * last. FILE is NULL where a finding has no place. */
struct osnet_location {
    const char *file;
    uint32_t line, column, end_line, end_column;
};

struct osnet_finding {
    const char *rule; /* "lifetime-address-offloading" */
    enum osnet_severity severity;
    const char *message;
    const char *help;     /* what to write instead, or NULL */
    const char *accepted; /* the reason why the topology accepts it, or NULL; accepted ones are not
                             counted */
    struct osnet_location location;
    const char *label; /* a word on the location, or NULL */
    const char *fix;   /* text that mends it when put at fix_location, or NULL */
    struct osnet_location fix_location;
    const char *const *catalogue; /* entries it comes from: "LT-009" */
    size_t catalogue_count;
    const char *const *expected; /* the legal values, where there are some */
    size_t expected_count;
    size_t related_count; /* further places: osnet_related */
};

/* How many findings there are, accepted ones included; and how many of SEVERITY count. */
OSNET_API size_t osnet_finding_count(const struct osnet *osnet);
OSNET_API size_t osnet_count(const struct osnet *osnet, enum osnet_severity severity);

/* The I-th finding, by place. */
OSNET_API bool osnet_finding(struct osnet *osnet, size_t i, struct osnet_finding *finding);

/* The J-th further place of the I-th finding, and the word on it. */
OSNET_API bool osnet_related(struct osnet *osnet, size_t i, size_t j,
                             struct osnet_location *location, const char **message);

/* Writes all findings to OUT as osnetc does; FORM is "text" or "json". */
OSNET_API enum osnet_status osnet_write_findings(struct osnet *osnet, const char *form, FILE *out);

/* The I-th rule there is, by name. */
struct osnet_rule {
    const char *name;
    enum osnet_severity severity; /* unless osnet_set_severity says otherwise */
    const char *summary;
};
OSNET_API bool osnet_rule(size_t i, struct osnet_rule *rule);

/*
 * The plan, after osnet_check. There is none after a fault. With errors in the topology, what they
 * touch is unknown.
 */

enum osnet_origin { OSNET_UNKNOWN, OSNET_DERIVED, OSNET_STATED };

/* A value to configure. */
struct osnet_value {
    const char *text; /* NULL where unknown */
    enum osnet_origin origin;
    const char *reason;    /* why: a sentence, or NULL */
    const char *catalogue; /* entries, separated by spaces, or NULL */
};

struct osnet_environment {
    const char *name, *title;
    bool lifetime; /* its purpose is LifeTime */
    bool managed;  /* by LifeTime */
    struct osnet_value hostname;
    struct osnet_value lifetime_address; /* what LifeTime uses to reach it */
};
OSNET_API size_t osnet_environment_count(const struct osnet *osnet);
OSNET_API bool osnet_environment(const struct osnet *osnet, size_t i,
                                 struct osnet_environment *environment);

/* A thing that a flow or a value names: a server, a device, an outside party. PATH is its key:
 * "prod.fe1". */
struct osnet_thing {
    const char *path, *title;
    const char *kind;        /* "server" */
    const char *environment; /* its environment's name, or NULL */
};
OSNET_API size_t osnet_thing_count(const struct osnet *osnet);
OSNET_API bool osnet_thing(const struct osnet *osnet, size_t i, struct osnet_thing *thing);

/* The path of the I-th server, or NULL. */
OSNET_API const char *osnet_server(const struct osnet *osnet, size_t i);

/* A required opening: every source to every destination, a machine to itself left out. */
struct osnet_flow {
    const char *port;     /* "8000/tcp"; alternatives "8022/8389/tcp" */
    const char *protocol; /* "TCP" */
    const char *purpose;  /* "publication", or NULL */
    bool local;           /* stays on one machine: each source to itself */
    size_t source_count, destination_count, via_count, entry_count;
};
OSNET_API size_t osnet_flow_count(const struct osnet *osnet);
OSNET_API bool osnet_flow(const struct osnet *osnet, size_t i, struct osnet_flow *flow);

/* The J-th member of a part of the I-th flow, or NULL: the path of a thing; for OSNET_ENTRIES a
 * catalogue entry. */
enum osnet_part { OSNET_SOURCES, OSNET_DESTINATIONS, OSNET_VIA, OSNET_ENTRIES };
OSNET_API const char *osnet_flow_part(const struct osnet *osnet, size_t i, enum osnet_part part,
                                      size_t j);

/*
 * Outputs, after osnet_check. A topology with errors has none: OSNET_ERRORS. OUTPUT is one of
 *
 *     report.md, report.html, report.json, flows.csv
 *     hosts               the hosts entries of every server
 *     hosts/ENV/SERVER    those of one
 *     diagrams/VIEW.FORM  a picture; FORM is dot, svg, png or pdf, VIEW one of osnet_view, or
 *                         server: and the path of a server ("diagrams/server:prod.fe1.svg")
 */

/* Pictures, and report.html with its own, are drawn in a child process, within ten minutes; a caller that handles SIGCHLD
 * may notice. They need libgvc, which is opened with the first of them: where it is missing, they are OSNET_FAULT, while
 * DOT and all else is written. */

/* What pictures look like from now on: THEME is "light" (as it is without a call) or "dark"
 * (--theme); EXPANDED shows every server, however many are alike (--expand). False, with a fault,
 * for another theme. */
OSNET_API bool osnet_set_pictures(struct osnet *osnet, const char *theme, bool expanded);

/* Writes OUTPUT to OUT, once it is whole. OUT is not closed. */
OSNET_API enum osnet_status osnet_write(struct osnet *osnet, const char *output, FILE *out);

/* Gives OUTPUT in memory: *SIZE bytes and a NUL at *DATA, which the caller frees with free(); NULL
 * at *DATA where that fails. */
OSNET_API enum osnet_status osnet_write_memory(struct osnet *osnet, const char *output, char **data,
                                               size_t *size);

/* Writes files below FOLDER as `osnetc build` does: what EMITTERS (NULL behind the last) name, or
 * everything where it is NULL. Each file is written whole or not at all. */
OSNET_API enum osnet_status osnet_build(struct osnet *osnet, const char *folder,
                                        const char *const *emitters);

/* The name of the I-th emitter, or NULL. */
OSNET_API const char *osnet_emitter(size_t i);

/* The name of the I-th view that there is a picture of, or NULL. */
OSNET_API const char *osnet_view(struct osnet *osnet, size_t i);

#ifdef __cplusplus
}
#endif

#endif
