/*
 * emit/: escapes of the formats, and the text outputs of a small plan built by hand.
 */
#include <criterion/criterion.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "emit/apart.h"
#include "emit/content.h"
#include "emit/csv.h"
#include "emit/emit.h"
#include "emit/html.h"
#include "emit/markdown.h"

/* What WRITE puts out for TEXT; to be freed. */
static char *written(void (*write)(FILE *, const char *), const char *text)
{
    char *data = NULL;
    size_t size;
    FILE *out = open_memstream(&data, &size);
    write(out, text);
    fclose(out);
    return data;
}

struct pair {
    const char *given, *wanted;
};

/* What WRITE puts out for TEXT, on OUT. */
static void through_writer(void (*write)(struct writer *, const char *), FILE *out,
                           const char *text)
{
    char room[16];
    struct writer writer = {.out = out, .bytes = room, .room = sizeof room};
    write(&writer, text);
    writer_end(&writer);
}

static void write_markdown_text(FILE *out, const char *text)
{
    through_writer(markdown_text, out, text);
}

static void write_markdown_code(FILE *out, const char *text)
{
    through_writer(markdown_code, out, text);
}

static void compare(void (*write)(FILE *, const char *), const struct pair *pairs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char *got = written(write, pairs[i].given);
        cr_expect_str_eq(got, pairs[i].wanted, "%s: %s, not %s", pairs[i].given, got,
                         pairs[i].wanted);
        free(got);
    }
}

Test(emit, markdown_text_stays_text)
{
    static const struct pair pairs[] = {
        {"plain text, as it is.", "plain text, as it is."},
        {"a|b", "a\\|b"},
        {"`code` \\|", "\\`code\\` \\\\\\|"},
        {"<script>&amp;", "&lt;script>&amp;amp;"},
        {"> quotation", "&gt; quotation"},
        {"here > there", "here > there"},
        {"two\nlines\r\n", "two lines  "},
        {"# heading", "\\# heading"},
        {"   - item", " \\- item"},
        {"+ item", "\\+ item"},
        {"=====", "\\====="},
        {"12. item", "12\\. item"},
        {"12) item", "12\\) item"},
        {"version 12. of it", "version 12. of it"},
        {"*bold* __also__", "\\*bold\\* \\_\\_also\\_\\_"},
        {"web_01", "web_01"},
        {"[link](http://evil.example)", "\\[link\\](http\\://evil.example)"},
        {"![picture](x)", "!\\[picture\\](x)"},
        {"see www.evil.example", "see www\\.evil.example"},
        {"~~gone~~ $x$", "\\~\\~gone\\~\\~ \\$x\\$"},
        {"a\xe2\x80\xae!", "a !"},
        {"", ""},
    };
    compare(write_markdown_text, pairs, sizeof pairs / sizeof *pairs);
}

Test(emit, markdown_code_falls_back_to_text)
{
    static const struct pair pairs[] = {
        {"www.exampledomain.com", "`www.exampledomain.com`"},
        {"*.outsystems.com", "`*.outsystems.com`"},
        {"<b>", "`<b>`"},
        {"a`b", "a\\`b"},
        {"/a|b", "/a\\|b"},
        {"a\nb", "a b"},
        {"", ""},
    };
    compare(write_markdown_code, pairs, sizeof pairs / sizeof *pairs);
}

Test(emit, html_text_stays_text)
{
    static const struct pair pairs[] = {
        {"a < b > c & d", "a &lt; b &gt; c &amp; d"},
        {"\"x\" 'y'", "&quot;x&quot; &#39;y&#39;"},
        {"</script>\n", "&lt;/script&gt; "},
        {"\x01", " "},
        {"a\xe2\x80\xae!\xe2\x81\xa6", "a ! "},
        {"\xe2\x80\x94 \xe9\x96\x8b", "\xe2\x80\x94 \xe9\x96\x8b"},
    };
    compare(html_text, pairs, sizeof pairs / sizeof *pairs);
}

static void put_cell(struct writer *to, const char *text)
{
    csv_cell(&(struct csv){.to = to}, text);
}

static void write_cell(FILE *out, const char *text)
{
    through_writer(put_cell, out, text);
}

Test(emit, csv_cells_are_quoted_and_defused)
{
    static const struct pair pairs[] = {
        {"plain", "plain"},
        {"two words", "two words"},
        {"a,b", "\"a,b\""},
        {"say \"x\"", "\"say \"\"x\"\"\""},
        {"a\nb", "\"a\nb\""},
        {"=1+1", "'=1+1"},
        {"+1", "'+1"},
        {"-1", "'-1"},
        {"@SUM(A1)", "'@SUM(A1)"},
        {"\t=1", "\"'\t=1\""},
        {"\r=1", "\"'\r=1\""},
        {"=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""},
        {"", ""},
    };
    compare(write_cell, pairs, sizeof pairs / sizeof *pairs);
}

/* Two front-ends behind a load balancer, by hand. */
enum { TOP, PROD, FE1, FE2, LB1, ZONE, PARTY, OBJECTS };

struct fixture {
    struct arena *arena;
    struct model model;
    struct diagnostics diagnostics;
    struct sources sources;
    struct plan plan;
};

static void name_object(struct fixture *fixture, object_t object, enum kind kind, const char *name)
{
    struct object *thing = &fixture->model.objects.items[object];
    thing->kind = (uint8_t)kind;
    thing->name = atom_intern(fixture->model.atoms, name, strlen(name));
    if (object >= FE1 && object <= ZONE)
        thing->parent = thing->environment = PROD;
}

static void build_model(struct fixture *fixture)
{
    struct model *model = &fixture->model;
    model->arena = fixture->arena;
    model->paths = arena_new(fixture->arena, struct paths);
    model->atoms = atoms_create(fixture->arena);
    model->profile = "outsystems/11";
    model->sources = &fixture->sources;
    for (object_t object = 0; object < OBJECTS; object++)
        vec_push(fixture->arena, &model->objects);
    name_object(fixture, PROD, KIND_ENVIRONMENT, "prod");
    model->objects.items[PROD].environment = PROD;
    name_object(fixture, FE1, KIND_SERVER, "fe1");
    name_object(fixture, FE2, KIND_SERVER, "fe2");
    name_object(fixture, LB1, KIND_LOAD_BALANCER, "lb1");
    name_object(fixture, ZONE, KIND_ZONE, "dz1");
    name_object(fixture, PARTY, KIND_ENDPOINT, "relay");
    model->objects.items[PARTY].title = "=Relay | <b>";
    static const struct datum covered = {.type = DATUM_WORD, .text = "LOC-001"};
    vec_add(fixture->arena, &model->fields,
            ((struct field){.keyword = KEYWORD_COVERS, .items = &covered, .count = 1, .lists = 1}));
    model->objects.items[0].field_count = 1;
    model->objects.items[0].stated = keyword_bit(KEYWORD_COVERS);
    model->stated[KEYWORD_COVERS] = true;
}

static struct fixture *fixture_create(void)
{
    static const object_t front_ends[] = {FE1, FE2}, party[] = {PARTY};
    static const char *listens[] = {"80/tcp"}, *purposes[] = {"integrations"},
                      *notes[] = {"-mail\nout"}, *entries[] = {"NET-001"};
    struct arena *arena = arena_create();
    struct fixture *fixture = arena_new(arena, struct fixture);
    fixture->arena = arena;
    build_model(fixture);
    fixture->diagnostics.arena = arena;
    struct plan *plan = &fixture->plan;
    plan->arena = arena;
    plan->model = &fixture->model;
    plan->lifetime = UINT32_MAX;
    plan->names = arena_array(arena, struct names *, fixture->model.objects.count);
    struct plan_environment *environment = vec_push(arena, &plan->environments);
    environment->object = PROD;
    environment->servers = environment->front_ends = (struct group){front_ends, 2};
    environment->zone_count = 1;
    struct plan_zone *zone = vec_push(arena, &plan->zones);
    zone->object = ZONE;
    zone->name = "dz1";
    zone->servers = environment->servers;
    zone->balancer = LB1;
    for (uint32_t i = 0; i < 2; i++) {
        vec_add(
            arena, &plan->servers,
            ((struct plan_server){.object = front_ends[i], .listens = listens, .listen_count = 1}));
        vec_add(arena, &plan->hosts,
                ((struct plan_host){front_ends[i], 0, "127.0.0.1", "loadbalancer1", "HOSTS-002"}));
    }
    vec_add(arena, &plan->unmapped, ((struct plan_unmapped){FE2, 0, UNMAPPED_NO_CERTIFICATE}));
    struct plan_reasons *why = arena_new(arena, struct plan_reasons);
    *why = (struct plan_reasons){.purposes = purposes,
                                 .purpose_count = 1,
                                 .notes = notes,
                                 .note_count = 1,
                                 .entries = entries,
                                 .entry_count = 1};
    struct plan_port *port = arena_new(arena, struct plan_port);
    *port = (struct plan_port){.text = "25/tcp", .protocol = "TCP"};
    vec_add(arena, &plan->flows,
            ((struct plan_flow){.sources = environment->servers,
                                .destinations = {party, 1},
                                .environment = PROD,
                                .port = port,
                                .why = why}));
    return fixture;
}

Test(emit, hosts_of_one_server)
{
    struct fixture *fixture = fixture_create();
    char *data;
    size_t size;
    FILE *out = open_memstream(&data, &size);
    emit_hosts(&fixture->plan, FE1, out);
    fclose(out);
    cr_expect_str_eq(data, "# hosts entries of prod.fe1\n"
                           "# LOC-001 LOC-003: localhost is IPv4\n"
                           "127.0.0.1 localhost\n"
                           "# HOSTS-002: zone dz1 is served on this server itself\n"
                           "127.0.0.1 loadbalancer1\n");
    free(data);
    arena_destroy(fixture->arena);
}

Test(emit, hosts_without_localhost)
{
    struct fixture *fixture = fixture_create();
    fixture->model.objects.items[0].field_count = 0; /* a profile that asks nothing of localhost */
    char *data;
    size_t size;
    FILE *out = open_memstream(&data, &size);
    emit_hosts(&fixture->plan, FE1, out);
    fclose(out);
    cr_expect_null(strstr(data, "localhost"));
    free(data);
    arena_destroy(fixture->arena);
}

Test(emit, hosts_say_what_is_missing)
{
    struct fixture *fixture = fixture_create();
    char *data;
    size_t size;
    FILE *out = open_memstream(&data, &size);
    emit_hosts(&fixture->plan, 0, out);
    fclose(out);
    cr_expect(strstr(data, "\n\n# hosts entries of prod.fe2\n"));
    cr_expect(strstr(data, "# no entry for zone dz1: "));
    free(data);
    arena_destroy(fixture->arena);
}

Test(emit, csv_of_a_flow)
{
    struct fixture *fixture = fixture_create();
    char *data;
    size_t size;
    FILE *out = open_memstream(&data, &size);
    emit_flows_csv(&fixture->plan, out);
    fclose(out);
    const char *row = strstr(data, "\r\n");
    cr_assert(row);
    const char *begin = "\r\nprod,\"prod.fe1; prod.fe2\",,relay,,";
    cr_expect(strncmp(row, begin, strlen(begin)) == 0, "%s", row);
    cr_expect(strstr(row, ",25/tcp,TCP,integrations,,no,\"'-mail\nout\",NET-001,\r\n"), "%s", row);
    free(data);
    arena_destroy(fixture->arena);
}

Test(emit, json_is_whole)
{
    struct fixture *fixture = fixture_create();
    char *data;
    size_t size;
    FILE *out = open_memstream(&data, &size);
    emit_report_json(&fixture->plan, &fixture->diagnostics, out);
    fclose(out);
    json_error_t error;
    json_t *report = json_loads(data, 0, &error);
    cr_assert(report, "%s", error.text);
    const char *profile = NULL, *name = NULL, *address = NULL;
    cr_expect_eq(json_unpack_ex(report, &error, 0, "{s:s, s:[{s:s}], s:{s:[{s:s}]}}", "profile",
                                &profile, "environments", "name", &name, "hosts", "prod.fe1",
                                "address", &address),
                 0, "%s", error.text);
    cr_expect_str_eq(name, "prod");
    cr_expect_str_eq(address, "127.0.0.1");
    json_decref(report);
    free(data);
    arena_destroy(fixture->arena);
}

Test(emit, runs_of_names_fold)
{
    struct arena *arena = arena_create();
    const char *names[] = {"fe1",   "fe2",   "fe3", "fe4", "db",  "a08",  "a09",
                           "a10",   "a11",   "b1",  "b2",  "b3",  "c8-x", "c9-x",
                           "c10-x", "c11-x", "::1", "::2", "::3", "::4"};
    const char *wanted[] = {"fe[1-4]",   "db",  "a[08-11]", "b1",  "b2", "b3",
                            "c[8-11]-x", "::1", "::2",      "::3", "::4"};
    text_list room = {0};
    struct texts folded =
        content_fold(arena, &room, (struct texts){names, sizeof names / sizeof *names});
    cr_assert_eq(folded.count, sizeof wanted / sizeof *wanted);
    for (uint32_t i = 0; i < folded.count; i++)
        cr_expect_str_eq(folded.items[i], wanted[i]);
    arena_destroy(arena);
}

/* What a folding leaves of each group is what all the others fold to. */
Test(emit, runs_fold_without_a_member)
{
    struct arena *arena = arena_create();
    const char *names[] = {"fe1", "fe2", "fe3", "x",    "fe4", "fe5", "db", "a08", "a09",
                           "a10", "a11", "a12", "b1-x", "b2",  "b3-x", "b4-x", "b5-x", "b6-x"};
    const uint32_t count = sizeof names / sizeof *names;
    for (uint32_t size = 1; size <= 3; size++) { /* of members */
        struct folding folding = {0};
        folding_begin(&folding);
        for (uint32_t i = 0; i < count; i++) {
            if (i % size == 0)
                folding_member(arena, &folding);
            vec_add(arena, &folding.texts, names[i]);
        }
        folding_end(arena, &folding);
        for (uint32_t member = 0; member * size < count; member++) {
            text_list others = {0}, room = {0};
            for (uint32_t i = 0; i < count; i++)
                if (i / size != member)
                    vec_add(arena, &others, names[i]);
            struct texts wanted =
                content_fold(arena, &room, (struct texts){others.items, others.count});
            struct texts folded = folding_without(arena, &folding, member);
            cr_assert_eq(folded.count, wanted.count, "member %u of %u", member, size);
            for (uint32_t i = 0; i < folded.count; i++)
                cr_expect_str_eq(folded.items[i], wanted.items[i]);
        }
    }
    arena_destroy(arena);
}

Test(emit, outputs_keep_files_until_written)
{
    struct outputs outputs = {0};
    FILE *first = outputs_open(&outputs, "%s/%d", "a", 1), *second = outputs_open(&outputs, "b");
    cr_assert(first && second);
    fputs("one", first);
    fputs("two", second);
    outputs_close(&outputs, first);
    outputs_close(&outputs, second);
    cr_assert_eq(outputs.count, 2);
    cr_expect_str_eq(outputs.files[0].path, "a/1");
    cr_expect_eq(outputs.files[0].size, 3);
    cr_expect_str_eq(outputs.files[1].data, "two");
    cr_expect_null(outputs.fault);
    outputs_open(&outputs, "left open");
    outputs_free(&outputs);
}

/* More than any pipe holds, and none of it but zeros. */
enum { ZEROS = 300000 };

static const char *write_zeros(void *argument, FILE *out)
{
    (void)argument;
    for (int i = 0; i < ZEROS; i++)
        putc(0, out);
    return NULL;
}

Test(emit, every_byte_of_a_child_arrives)
{
    struct arena *arena = arena_create();
    char *data = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&data, &size);
    cr_expect_null(apart(arena, write_zeros, NULL, out));
    fclose(out);
    cr_expect_eq(size, ZEROS);
    free(data);
    arena_destroy(arena);
}
