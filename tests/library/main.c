/*
 * The public library as a stranger meets it: only osnet/osnet.h, the shared library, and what its
 * comments promise. Speaks TAP.
 */
#include <osnet/osnet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char sound[] =
    "infrastructure acme { apps reactive-web; }\n"
    "environment prod \"Production\" {\n"
    "    purpose production;\n"
    "    hostname \"www.acme.example\";\n"
    "    server ctl { roles controller; address 10.20.1.5; }\n"
    "    server fe[1-2] { roles front-end; address 10.20.1.[11-12]; }\n"
    "    database main { engine sql-server; address 10.20.9.5; }\n"
    "    load-balancer lb { host \"lb.acme.example\"; address 10.20.1.100; serve fe[1-2]; }\n"
    "    zone all { servers fe[1-2]; address lb; apps ServiceCenter; }\n"
    "    reverse-proxy rp { domain \"www.acme.example\"; serve all; }\n"
    "}\n";

static const char broken[] = "environment prod {\n"
                             "    purpose production;\n"
                             "    servr fe1 { roles front-end; }\n";

static int count, failed;

static void check(const char *what, bool good, struct osnet *osnet)
{
    printf("%s %d - %s\n", good ? "ok" : "not ok", ++count, what);
    failed += !good;
    if (!good && osnet && osnet_fault(osnet))
        printf("# %s\n", osnet_fault(osnet));
    struct osnet_finding finding;
    for (size_t i = 0; !good && osnet && osnet_finding(osnet, i, &finding); i++)
        printf("# %s:%u: %s: %s\n", finding.location.file ? finding.location.file : "-",
               (unsigned)finding.location.line, finding.rule, finding.message);
}

/* TEXT as the topology "acme.osnet", checked. */
static struct osnet *compiled(const char *text)
{
    struct osnet *osnet = osnet_create();
    if (!osnet || !osnet_add_text(osnet, "acme.osnet", text, strlen(text)))
        exit(2);
    osnet_check(osnet);
    return osnet;
}

/* Whether a flow goes from the thing SOURCE to the thing DESTINATION. */
static bool has_flow(const struct osnet *osnet, const char *source, const char *destination)
{
    struct osnet_flow flow;
    for (size_t i = 0; osnet_flow(osnet, i, &flow); i++) {
        bool from = false, to = false;
        for (size_t j = 0; j < flow.source_count; j++)
            from = from || strcmp(osnet_flow_part(osnet, i, OSNET_SOURCES, j), source) == 0;
        for (size_t j = 0; j < flow.destination_count; j++)
            to = to || strcmp(osnet_flow_part(osnet, i, OSNET_DESTINATIONS, j), destination) == 0;
        if (from && to)
            return true;
    }
    return false;
}

static void test_plan(void)
{
    struct osnet *osnet = compiled(sound);
    check("a sound topology has no errors", osnet_check(osnet) == OSNET_OK, osnet);
    check("and nothing is at fault", osnet_fault(osnet) == NULL, osnet);
    struct osnet_environment environment;
    check("its environment is there",
          osnet_environment_count(osnet) == 1 && osnet_environment(osnet, 0, &environment) &&
              strcmp(environment.name, "prod") == 0 && strcmp(environment.title, "Production") == 0,
          osnet);
    check("with the hostname that is stated",
          environment.hostname.text && environment.hostname.origin == OSNET_STATED &&
              strcmp(environment.hostname.text, "www.acme.example") == 0,
          osnet);
    check("beyond the last environment is none", !osnet_environment(osnet, 1, &environment), NULL);
    bool found = false;
    for (size_t i = 0; osnet_server(osnet, i); i++)
        found = found || strcmp(osnet_server(osnet, i), "prod.fe2") == 0;
    check("a member of a set is a server", found, osnet);
    struct osnet_thing thing;
    found = false;
    for (size_t i = 0; osnet_thing(osnet, i, &thing); i++)
        found =
            found || (strcmp(thing.path, "prod.fe1") == 0 && strcmp(thing.kind, "server") == 0 &&
                      thing.environment && strcmp(thing.environment, "prod") == 0);
    check("and a thing", found, osnet);
    check("front-ends reach the database", has_flow(osnet, "prod.fe1", "prod.main"), osnet);
    check("it comes too late to add a file",
          !osnet_add_file(osnet, "other.osnet") && osnet_fault(osnet), NULL);
    osnet_destroy(osnet);
}

static bool starts(const char *data, size_t size, const char *start)
{
    return size >= strlen(start) && memcmp(data, start, strlen(start)) == 0;
}

static void test_outputs(void)
{
    struct osnet *osnet = compiled(sound);
    static const struct {
        const char *output, *start;
    } outputs[] = {{"report.md", "# "},
                   {"report.html", "<!"},
                   {"report.json", "{"},
                   {"hosts/prod/fe1", ""},
                   {"flows.csv", ""},
                   {"hosts", ""},
                   {"diagrams/overview.svg", "<?xml"},
                   {"diagrams/prod.dot", ""},
                   {"diagrams/prod.png", "\x89PNG"}};
    for (size_t i = 0; i < sizeof outputs / sizeof *outputs; i++) {
        char *data, *again;
        size_t size, size_again;
        bool good = osnet_write_memory(osnet, outputs[i].output, &data, &size) == OSNET_OK &&
                    size > 0 && starts(data, size, outputs[i].start);
        check(outputs[i].output, good, osnet);
        good = osnet_write_memory(osnet, outputs[i].output, &again, &size_again) == OSNET_OK &&
               size == size_again && data && memcmp(data, again, size) == 0;
        check("the same bytes twice", good, osnet);
        free(data);
        free(again);
    }
    char *data;
    size_t size;
    check("an output that does not exist",
          osnet_write_memory(osnet, "report.doc", &data, &size) == OSNET_FAULT && !data &&
              osnet_fault(osnet),
          NULL);
    check("a server that does not exist",
          osnet_write_memory(osnet, "hosts/prod/fe9", &data, &size) == OSNET_FAULT, NULL);
    check("a view that does not exist",
          osnet_write_memory(osnet, "diagrams/nowhere.svg", &data, &size) == OSNET_FAULT, NULL);
    check("a picture without a format",
          osnet_write_memory(osnet, "diagrams/overview", &data, &size) == OSNET_FAULT, NULL);
    check("there are views and emitters", osnet_view(osnet, 0) && osnet_emitter(0), osnet);
    FILE *full = fopen("/dev/full", "w");
    check("a disk that is full", full && osnet_write(osnet, "report.json", full) == OSNET_FAULT,
          NULL);
    if (full)
        fclose(full);
    osnet_destroy(osnet);
}

/* Whether the picture of prod.fe1 has WORD in it. */
static bool shows(struct osnet *osnet, const char *word)
{
    char *data;
    size_t size;
    bool good =
        osnet_write_memory(osnet, "diagrams/server:prod.fe1.dot", &data, &size) == OSNET_OK &&
        strstr(data, word);
    free(data);
    return good;
}

static void test_pictures(void)
{
    struct osnet *osnet = compiled(sound);
    check("a picture of one server", shows(osnet, "the server of this view"), osnet);
    check("it is light", shows(osnet, "bgcolor=\"#ffffff\""), osnet);
    check("a theme is chosen", osnet_set_pictures(osnet, "dark", true), osnet);
    check("it is dark", shows(osnet, "bgcolor=\"#14181d\""), osnet);
    check("there is no other theme",
          !osnet_set_pictures(osnet, "sepia", false) && osnet_fault(osnet), NULL);
    osnet_destroy(osnet);
}

/* Environments that are called as views are, or as those that had to give way. */
static void test_views(void)
{
    static const char *const names[] = {"overview", "overview-environment", "External"};
    char text[1024] = "";
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text),
                 "environment %s { purpose quality; server s { roles front-end, controller; }\n"
                 "database { engine sql-server; } }\n",
                 names[i]);
    struct osnet *osnet = compiled(text);
    size_t views = 0, alike = 0;
    for (; osnet_view(osnet, views); views++)
        for (size_t i = 0; i < views; i++)
            alike += strcmp(osnet_view(osnet, i), osnet_view(osnet, views)) == 0;
    check("no two views have one name", views >= 4 && alike == 0, osnet);
    osnet_destroy(osnet);
}

static void test_build(void)
{
    struct osnet *osnet = compiled(sound);
    char folder[] = "/tmp/osnet-library-XXXXXX", path[256];
    if (!mkdtemp(folder))
        exit(2);
    const char *one[] = {"report.json", NULL}, *wrong[] = {"report.json", "repot.md", NULL};
    struct stat status;
    snprintf(path, sizeof path, "%s/report.json", folder);
    check("an emitter that does not exist", osnet_build(osnet, folder, wrong) == OSNET_FAULT, NULL);
    check("nothing is written then", stat(path, &status) != 0, NULL);
    check("one emitter", osnet_build(osnet, folder, one) == OSNET_OK && stat(path, &status) == 0,
          osnet);
    unlink(path);
    check("a folder without a name is not the root",
          osnet_build(osnet, "", one) == OSNET_FAULT && osnet_fault(osnet), NULL);
    check("a folder that cannot be", osnet_build(osnet, "/dev/null/out", one) == OSNET_FAULT, NULL);
    rmdir(folder);
    osnet_destroy(osnet);
}

static void test_findings(void)
{
    struct osnet *osnet = compiled(broken);
    check("a broken topology has errors", osnet_check(osnet) == OSNET_ERRORS, osnet);
    check("which are counted",
          osnet_count(osnet, OSNET_ERROR) > 0 && osnet_finding_count(osnet) > 0, NULL);
    struct osnet_finding finding;
    bool found = false;
    for (size_t i = 0; osnet_finding(osnet, i, &finding); i++)
        found =
            found || (finding.location.file && strcmp(finding.location.file, "acme.osnet") == 0 &&
                      finding.location.line == 3 && finding.location.column == 5 &&
                      strcmp(finding.rule, "unknown-keyword") == 0 &&
                      finding.severity == OSNET_ERROR && finding.message[0]);
    check("and name their place", found, osnet);
    check("nothing can be built of it", osnet_build(osnet, "/tmp/never", NULL) == OSNET_ERRORS,
          NULL);
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    check("findings as JSON", osnet_write_findings(osnet, "json", out) == OSNET_OK, osnet);
    fclose(out);
    check("are one object", text && text[0] == '{' && strstr(text, "\"unknown-keyword\""), NULL);
    free(text);
    osnet_destroy(osnet);
}

static void test_settings(void)
{
    struct osnet *osnet = osnet_create();
    check("a file that is missing is a fault",
          osnet && osnet_add_file(osnet, "/nowhere/acme.osnet") &&
              osnet_check(osnet) == OSNET_FAULT && osnet_fault(osnet),
          NULL);
    check("there is no plan then", osnet_environment_count(osnet) == 0 && !osnet_view(osnet, 0),
          NULL);
    osnet_destroy(osnet);

    osnet = osnet_create();
    check("a rule that does not exist",
          osnet && !osnet_set_severity(osnet, "no-such-rule", OSNET_OFF), NULL);
    check("a mistake in the language stays an error",
          !osnet_set_severity(osnet, "syntax", OSNET_OFF), NULL);
    check("a rule can be switched off", osnet_set_severity(osnet, "accepts-nothing", OSNET_OFF),
          osnet);
    check("no name of a constant", !osnet_define(osnet, "9lives", "1"), NULL);
    check("a constant", osnet_define(osnet, "title", "\"Given\""), osnet);
    static const char text[] =
        "let title \"Written\";\nenvironment prod { purpose production;\n"
        "hostname \"${title}.acme.example\"; server fe { roles front-end, controller; }\n"
        "database { engine sql-server; } }\n";
    check("a text", osnet_add_text(osnet, "text", text, sizeof text - 1), osnet);
    osnet_check(osnet);
    struct osnet_environment environment;
    check("the constant wins over its let",
          osnet_environment(osnet, 0, &environment) && environment.hostname.text &&
              strcmp(environment.hostname.text, "Given.acme.example") == 0,
          osnet);
    osnet_destroy(osnet);
    osnet_destroy(NULL);

    osnet = osnet_create();
    check("a severity that does not exist",
          osnet && !osnet_set_severity(osnet, "accepts-nothing", (enum osnet_severity)9), NULL);
    check("a text of nothing", osnet_add_text(osnet, "nothing", NULL, 0), osnet);
    check("a text", osnet_add_text(osnet, "acme.osnet", sound, sizeof sound - 1), osnet);
    check("another one of that name", osnet_add_text(osnet, "acme.osnet", broken, sizeof broken - 1), osnet);
    check("which is read as well", osnet_check(osnet) == OSNET_ERRORS, osnet);
    osnet_destroy(osnet);

    struct osnet_rule rule;
    size_t rules = 0;
    while (osnet_rule(rules, &rule))
        rules++;
    check("rules are listed", rules > 10 && osnet_version()[0], NULL);
}

int main(void)
{
    test_plan();
    test_outputs();
    test_pictures();
    test_views();
    test_build();
    test_findings();
    test_settings();
    printf("1..%d\n", count);
    return failed != 0;
}
