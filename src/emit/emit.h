/*
 * emit/: the plan to files. One file an output.
 *
 * An emitter only reads the plan. The same plan gives the same bytes, on any machine, in any locale. What
 * to write is decided in content functions; escaping is the work of each format's primitives (markdown.h, dot.h, …).
 */
#ifndef OSNET_EMIT_EMIT_H
#define OSNET_EMIT_EMIT_H

#include <stdbool.h>
#include <stdio.h>

#include "plan/plan.h"

/* The files that a build makes, kept in memory until all of them are whole. */
struct output_file {
    char *path; /* relative, "hosts/prod/fe1" */
    char *data;
    size_t size;
};

enum theme { THEME_LIGHT, THEME_DARK, THEME_COUNT };

struct outputs {
    enum theme theme; /* of the pictures that are files; a page's are light, it has its own dark */
    bool expanded;    /* they show every server: see struct picture */
    struct output_file *files;
    size_t count, capacity;
    struct open_output *open; /* being written */
    const char *fault; /* why an emitter could not go on, or NULL: a sentence (static or in the plan's arena) */
};

/* Opens the file PATH (formatted) for writing; outputs_close ends it. NULL (and fault is set) without memory. */
FILE *outputs_open(struct outputs *outputs, const char *path, ...)
    __attribute__((format(printf, 2, 3)));
void outputs_close(struct outputs *outputs, FILE *file);
void outputs_free(struct outputs *outputs);

/* Writes every file below FOLDER (file.h: whole or not at all). Returns 0 or an errno, *FAILED then names the path. */
int outputs_write(const struct outputs *outputs, const char *folder, const char **failed);

/* An output. One that is drawn needs Graphviz, and is emitted in a process of its own (apart.h). */
struct emitter {
    const char *name; /* the word for --emit: "report.json" */
    const char *help; /* one line */
    bool drawn;
    void (*emit)(const struct plan *plan, const struct diagnostics *diagnostics,
                 struct outputs *outputs);
};

/* Every emitter, in the order of meson.build, NULL behind the last. */
extern const struct emitter *const all_emitters[];

/* Emits into OUTPUTS what WANTED, by place in all_emitters, says. */
void emit_wanted(const struct plan *plan, const struct diagnostics *diagnostics, const bool *wanted,
                 struct outputs *outputs);

/* The single writers behind them, for the commands that write to standard output. */
void emit_report_markdown(const struct plan *plan, const struct diagnostics *diagnostics, FILE *out);
/* With the diagrams in it. Returns NULL, or why one could not be drawn (a sentence). */
const char *emit_report_html(const struct plan *plan, const struct diagnostics *diagnostics, FILE *out);
void emit_report_json(const struct plan *plan, const struct diagnostics *diagnostics, FILE *out);
void emit_flows_csv(const struct plan *plan, FILE *out);

/* The hosts entries of SERVER, or of every server where it is 0 (a heading comment before each). */
void emit_hosts(const struct plan *plan, object_t server, FILE *out);

/* The words for themes, in their order, NULL behind the last. */
extern const char *const emit_themes[];

/* What to draw, and how. */
struct picture {
    const char *view;   /* one of emit_views ("overview", "lifetime", "external", an environment's name), or
                           "server:" and the path of a server */
    const char *format; /* "dot", "svg", "png", "pdf" */
    enum theme theme;
    bool expanded; /* alike servers are drawn one by one, however many they are */
};

/* Draws PICTURE. Returns NULL, or why it could not be drawn (a sentence in the plan's arena). */
const char *emit_picture(const struct plan *plan, const struct picture *picture, FILE *out);

/* The names of the views this plan has, NULL behind the last; in the plan's arena. */
const char *const *emit_views(const struct plan *plan);

#endif
