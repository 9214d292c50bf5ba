/*
 * emit/graph and emit/diagram: pictures that any text can be put into, and the views of a topology.
 */
#include <criterion/criterion.h>
#include <graphviz/cgraph.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "compile.h"
#include "emit/diagram.h"
#include "emit/emit.h"
#include "emit/graph.h"
#include "emit/graph_text.h"

static struct arena *arena;

static void set_up(void)
{
    arena = arena_create();
    cr_assert(arena);
}

static void tear_down(void)
{
    arena_destroy(arena);
}

TestSuite(graph, .init = set_up, .fini = tear_down);
TestSuite(diagram, .init = set_up, .fini = tear_down);

static const struct look box = {"server", "box", "#dbeaf7", "#00507f", "filled", 1, NULL};
static const struct look pane = {"zone", "box", "#eaf2fa", "#00507f", "filled,dashed", 1, NULL};
static const struct stroke line = {"access", "#202020", "dashed", "1.4", "normal"};

static const char *const hostile[] = {
    "plain",
    "\"quoted\" \\ \\N \\G \\\\n",
    "<b>bold</b> & &amp; &lt; &#65; & co",
    "</svg><script>alert(1)</script>",
    "two\nlines\tand\rmore",
    "a-very-long-name.of-a-machine.that-goes-on.and-on.example.com",
    "onewordwithoutanyplacetobreakitthatismuchlongerthanaline",
    "שלום עולם \xe2\x80\xae turned",
    "日本語の長い名前日本語の長い名前日本語の長い名前",
    "e\xcc\x81\xcc\x81\xcc\x81 combining",
    "broken \xff\xc0\xaf bytes \xed\xa0\x80",
    "",
    "   ",
    "]]> -- --> <!-- %",
};

#define HOSTILE (sizeof hostile / sizeof *hostile)

/* A picture with every hostile text on its title, a frame, a node and an edge. */
static struct graph *build(const char *text)
{
    struct graph *graph = graph_create(arena, "test");
    struct lines lines = {0};
    graph_line(arena, &lines, FACE_TITLE, "%s", text);
    graph_line(arena, &lines, FACE_CAPTION, "%s", text);
    graph_open(graph, &lines, &(struct paper){"#ffffff", NULL});
    struct frame *frame = graph_frame(graph, NULL, "frame", &lines, &pane, text, HEADING_ABOVE);
    struct node *one = graph_node(graph, frame, "one", &lines, &box, text);
    struct node *other = graph_node(graph, NULL, text, &lines, &box, text);
    graph_edge(graph, "one -> other", (struct end){one, frame}, (struct end){other, NULL},
               COURSE_DOWN, true, &line, &lines, text);
    return graph;
}

static char *dot_of(struct graph *graph)
{
    char *data = NULL;
    size_t size;
    FILE *out = open_memstream(&data, &size);
    graph_write(graph, out);
    fclose(out);
    return data;
}

Test(graph, any_text_reads_back)
{
    for (size_t i = 0; i < HOSTILE; i++) {
        struct graph *graph = build(hostile[i]);
        char *dot = dot_of(graph);
        graph_close(graph);
        Agraph_t *read = agmemread(dot);
        cr_assert(read, "%s: %s", hostile[i], dot);
        cr_expect_eq(agnnodes(read), 3, "%s: %d nodes", hostile[i], agnnodes(read));
        cr_expect_eq(agnedges(read), 2, "%s: %d edges", hostile[i], agnedges(read));
        agclose(read);
        free(dot);
    }
}

Test(graph, any_text_renders)
{
    for (size_t i = 0; i < HOSTILE; i++) {
        struct graph *graph = build(hostile[i]);
        char *data = NULL;
        size_t size;
        FILE *out = open_memstream(&data, &size);
        const char *fault = graph_render(graph, "svg", out);
        fclose(out);
        graph_close(graph);
        cr_expect_null(fault, "%s: %s", hostile[i], fault);
        cr_expect(strstr(data, "</svg>"), "%s", hostile[i]);
        cr_expect_not(strstr(data, "<script"), "%s", hostile[i]);
        free(data);
    }
}

Test(graph, the_same_calls_give_the_same_bytes)
{
    struct graph *graph = build("once");
    char *once = dot_of(graph);
    graph_close(graph);
    void *shifted = malloc(12345); /* other addresses */
    graph = build("once");
    char *again = dot_of(graph);
    graph_close(graph);
    cr_expect_str_eq(once, again);
    free(shifted);
    free(once);
    free(again);
}

Test(graph, texts_wrap_and_end)
{
    static const struct {
        const char *given, *wanted;
    } pairs[] = {
        {"short", "<B>short</B>"},
        {"loadbalancer1.internal.exampledomain.com",
         "<B>loadbalancer1.internal.<BR/>exampledomain.com</B>"},
        {"a name with several words in it, and more",
         "<B>a name with several words in<BR/>it, and more</B>"},
        {"\\N <i> \"&\"", "<B>&#92;\xe2\x81\xa0N &lt;i&gt; &quot;&amp;&quot;</B>"},
        {"", "<B> </B>"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct lines lines = {0};
        graph_line(arena, &lines, FACE_NAME, "%s", pairs[i].given);
        char *got = graph_markup(arena, &lines, false);
        cr_expect_str_eq(got, pairs[i].wanted, "%s: %s", pairs[i].given, got);
    }
    char *letters = arena_alloc(arena, 5001);
    memset(letters, 'x', 5000);
    struct lines lines = {0};
    graph_line(arena, &lines, FACE_NAME, "%s", letters);
    char *got = graph_markup(arena, &lines, false);
    cr_expect_lt(strlen(got), 200, "%zu", strlen(got));
    cr_expect(strstr(got, "…"), "%s", got);
}

/* Views, over the whole compiler. */

static const char topology[] =
    "infrastructure acme \"Acme <Insurance> & \\\"Sons\\\"\" { apps reactive-web; }\n"
    "environment prod \"Production\" {\n"
    "    purpose production;\n"
    "    server ctl { roles controller; address 10.20.1.5; }\n"
    "    server fe[1-2] { roles front-end; address 10.20.1.[11-12]; }\n"
    "    server fe[3-42] { roles front-end; address 10.20.2.[11-50]; }\n"
    "    database main { engine sql-server; host \"sql.example\"; address 10.20.9.5; }\n"
    "    load-balancer lb1 { host \"loadbalancer1\"; address 10.20.1.100; }\n"
    "    load-balancer lb2 { host \"loadbalancer2\"; address 10.20.2.100; }\n"
    "    zone dz1 { servers fe[1-2]; address lb1; apps ServiceCenter; }\n"
    "    zone dz2 { servers fe[3-42]; address lb2; apps App2; }\n"
    "    reverse-proxy rp { domain \"www.exampledomain.com\"; ssl-offloading on; serve dz1, dz2; "
    "}\n"
    "}\n"
    "environment lifetime \"LifeTime\" {\n"
    "    purpose lifetime;\n"
    "    server lt1 { roles front-end, controller; address 10.10.9.10; }\n"
    "    database { engine sql-server; address 10.10.9.20; }\n"
    "}\n";

static struct compilation *compiled;

static void compile_topology(void)
{
    static char path[] = "/tmp/osnet-diagram-XXXXXX";
    int file = mkstemp(path);
    cr_assert(file >= 0);
    cr_assert(write(file, topology, sizeof topology - 1) == (ssize_t)sizeof topology - 1);
    close(file);
    compiled = compilation_create();
    cr_assert(compiled);
    vec_add(compiled->arena, &compiled->inputs, path);
    compile(compiled);
    unlink(path);
    cr_assert_null(compiled->fault, "%s", compiled->fault);
    cr_assert_eq(compiled->diagnostics.errors, 0);
}

static void forget_topology(void)
{
    compilation_destroy(compiled);
}

TestSuite(views, .init = compile_topology, .fini = forget_topology);

static char *drawn(const char *view, const char *format)
{
    char *data = NULL;
    size_t size;
    FILE *out = open_memstream(&data, &size);
    struct picture picture = {.view = view, .format = format, .theme = THEME_LIGHT};
    const char *fault = emit_picture(compiled->plan, &picture, out);
    fclose(out);
    cr_assert_null(fault, "%s: %s", view, fault);
    return data;
}

Test(views, an_environment_called_lifetime_is_not_the_view_of_that_name)
{
    const char *const *views = emit_views(compiled->plan);
    static const char *const wanted[] = {"overview", "prod", "lifetime-environment", "lifetime"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        cr_assert(views[i]);
        cr_expect_str_eq(views[i], wanted[i]);
    }
}

Test(views, every_view_is_drawn_in_every_format)
{
    static const struct {
        const char *format, *begin;
    } formats[] = {{"dot", "digraph"}, {"svg", "<?xml"}, {"png", "\x89PNG"}, {"pdf", "%PDF"}};
    for (const char *const *view = emit_views(compiled->plan); *view; view++)
        for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
            char *data = drawn(*view, formats[i].format);
            cr_expect_eq(memcmp(data, formats[i].begin, strlen(formats[i].begin)), 0, "%s as %s",
                         *view, formats[i].format);
            free(data);
        }
}

Test(views, a_view_that_is_not_there_is_said_so)
{
    char *data = NULL;
    size_t size;
    FILE *out = open_memstream(&data, &size);
    struct picture picture = {.view = "nowhere", .format = "svg", .theme = THEME_LIGHT};
    const char *fault = emit_picture(compiled->plan, &picture, out);
    fclose(out);
    cr_assert(fault);
    cr_expect(strstr(fault, "nowhere"), "%s", fault);
    free(data);
}

Test(views, the_overview_says_what_a_reader_looks_for)
{
    char *svg = drawn("overview", "svg");
    static const char *const wanted[] = {
        "Acme &lt;Insurance&gt; &amp; &quot;Sons&quot; — overview",
        ">hostname www.exampledomain.com<",
        ">zone address loadbalancer1<",
        ">zone address loadbalancer2<",
        "fe3 … fe42 (40)",
        ">SSL ends here<",
        ">Legend<",
        ">reverse proxy<",
        ">sql.example<",
    };
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        cr_expect(strstr(svg, wanted[i]), "%s is missing", wanted[i]);
    cr_expect_not(strstr(svg, ">container runtime<")); /* the legend has what is drawn, no more */
    free(svg);
}

Test(views, lifetime_names_the_address_it_uses)
{
    char *dot = drawn("lifetime", "dot");
    Agraph_t *read = agmemread(dot);
    cr_assert(read);
    Agnode_t *text = agnode(read, (char *)"lifetime.lt1 -> prod.rp text", 0);
    cr_assert(text, "%s", dot);
    cr_expect(strstr(agget(text, (char *)"label"), "www.exampledomain.com"));
    agclose(read);
    free(dot);
}

/* PICTURE of the topology. */
static char *drawn_as(struct picture picture)
{
    char *data = NULL;
    size_t size;
    FILE *out = open_memstream(&data, &size);
    const char *fault = emit_picture(compiled->plan, &picture, out);
    fclose(out);
    cr_assert_null(fault, "%s: %s", picture.view, fault);
    return data;
}

Test(views, a_server_stands_with_its_ports_addresses_and_hosts_entries)
{
    char *svg = drawn_as((struct picture){.view = "server:prod.fe1", .format = "svg"});
    static const char *const wanted[] = {
        "server prod.fe1<",
        ">10.20.1.11<",
        ">listens on 22/3389/tcp, 80, 443, 12001,<",
        ">hosts: 127.0.0.1 loadbalancer1<",
        ">fe3 … fe42 (40)<",
        ">sql.example<",
        ">1433/tcp<",
        ">lt1<",
        ">the server of this view<",
    };
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        cr_expect(strstr(svg, wanted[i]), "%s is missing", wanted[i]);
    cr_expect_not(strstr(svg, ">loadbalancer2<")); /* another zone's */
    free(svg);
    /* In a stack of its likes it still stands alone. */
    svg = drawn_as((struct picture){.view = "server:prod.fe20", .format = "svg"});
    cr_expect(strstr(svg, ">10.20.2.28<"));
    cr_expect(strstr(svg, ">fe3 … fe42 (39)<"));
    free(svg);
}

Test(views, expanded_every_server_is_there)
{
    char *svg = drawn_as((struct picture){.view = "prod", .format = "svg", .expanded = true});
    for (int i = 1; i <= 42; i++) {
        char name[16];
        snprintf(name, sizeof name, ">fe%d<", i);
        cr_expect(strstr(svg, name), "%s", name);
    }
    cr_expect_not(strstr(svg, "several alike servers"));
    free(svg);
}

/* The relative luminance of "#rrggbb" (WCAG 2), its power of 2.4 by the usual polynomial. */
static double luminance(const char *colour)
{
    unsigned rgb = (unsigned)strtoul(colour + 1, NULL, 16);
    static const double weights[] = {0.0722, 0.7152, 0.2126};
    double sum = 0;
    for (unsigned i = 0; i < 3; i++) {
        double part = (rgb >> (8 * i) & 0xff) / 255.0;
        sum += weights[i] * part * (part * (part * 0.305306011 + 0.682171111) + 0.012522878);
    }
    return sum;
}

static double contrast(const char *one, const char *other)
{
    double a = luminance(one), b = luminance(other);
    return (a > b ? a + 0.05 : b + 0.05) / (a > b ? b + 0.05 : a + 0.05);
}

Test(views, each_theme_can_be_read)
{
    for (int theme = 0; theme < THEME_COUNT; theme++) {
        const char *ink = papers[theme].ink ? papers[theme].ink : "#000000";
        cr_expect_geq(contrast(ink, papers[theme].colour), 4.5);
        for (int i = 0; i < LOOK_COUNT; i++) {
            struct look look = look_of((enum appearance)i, (enum theme)theme);
            cr_expect_geq(contrast(ink, look.fill), 4.5, "%s: text", look.class);
            /* The legend's outline is ornament, all others tell something (1.4.11). */
            cr_expect(i == LOOK_LEGEND_FRAME || contrast(look.border, look.fill) >= 3,
                      "%s: outline", look.class);
        }
        for (int i = 0; i < SORT_COUNT; i++) {
            struct stroke stroke = stroke_of((enum sort)i, (enum theme)theme);
            cr_expect_geq(contrast(stroke.colour, papers[theme].colour), 3, "%s", stroke.class);
        }
    }
    char *svg = drawn_as((struct picture){.view = "prod", .format = "svg", .theme = THEME_DARK});
    cr_expect(strstr(svg, "fill=\"#14181d\""));
    cr_expect_not(strstr(svg, "#ffffff"));
    free(svg);
}
