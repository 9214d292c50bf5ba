/*
 * Target: the input is a topology; what comes out is read again by programs and rules that are not
 * ours. One with errors has no outputs, the same one twice has the same, DOT reads back through
 * cgraph, JSON through Jansson, hosts lines are an address and names, CSV rows and Markdown tables
 * have one width.
 */
#include <arpa/inet.h>
#include <graphviz/cgraph.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory_file.h"
#include "emit/diagram.h"
#include "fuzz.h"
#include "osnet/osnet.h"
#include "osnet_handle.h"

/* Pictures that are read back, of the many that a topology may have. */
#define PICTURES 6

static void check_json(const char *data, size_t size)
{
    json_t *report = json_loadb(data, size, 0, NULL), *flow, *end;
    promise(report != NULL, "report.json is JSON");
    json_t *things = json_object_get(report, "things");
    size_t i, j;
    static const char *const parts[] = {"sources", "destinations", "via"};
    json_array_foreach(json_object_get(report, "flows"), i,
                       flow) for (size_t part = 0; part < sizeof parts / sizeof *parts; part++)
        json_array_foreach(json_object_get(flow, parts[part]), j, end)
            promise(json_object_get(things, json_string_value(end)) != NULL,
                    "every end of an opening is a thing");
    promise(json_is_object(things) && json_is_array(json_object_get(report, "flows")),
            "report.json has things and flows");
    json_decref(report);
}

/* RFC 4180: rows of one width that end with CRLF, quotes only around whole cells. */
static void check_csv(const char *at, const char *end)
{
    size_t columns = 0;
    while (at < end) {
        size_t cells = 0;
        do {
            cells++;
            at += cells > 1;
            bool quoted = *at == '"';
            at += quoted;
            promise(!*at || !strchr("=+-@\t", *at), "no cell is a formula");
            if (quoted) {
                for (; *at != '"' || at[1] == '"'; at++) {
                    at += *at == '"';
                    promise(at + 1 < end, "quotes are closed");
                }
                at++;
            } else {
                at += strcspn(at, ",\r\n\"");
            }
        } while (*at == ',');
        promise(at + 1 < end && at[0] == '\r' && at[1] == '\n', "a row ends with CRLF");
        at += 2;
        promise(columns == 0 || cells == columns, "rows have one width");
        columns = cells;
    }
    promise(columns > 1, "flows.csv has columns");
}

/* A name as a resolver takes it: labels of at most 63, and of letters, digits, '-' and '_'. */
static bool is_host(const char *name, size_t length)
{
    size_t label = 0;
    for (size_t i = 0; i < length; i++) {
        char c = name[i];
        label = c == '.' ? 0 : label + 1;
        if ((c == '.' && (i == 0 || name[i - 1] == '.')) || label > 63 ||
            !(c == '.' || c == '-' || c == '_' || (c >= '0' && c <= '9') ||
              ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')))
            return false;
    }
    return length > 0 && length <= 254;
}

static void check_hosts(const char *line)
{
    for (; *line; line += strcspn(line, "\n"), line += *line == '\n') {
        if (*line == '#' || *line == '\n')
            continue;
        char address[64] = "";
        unsigned char bytes[16];
        size_t length = strcspn(line, " \n");
        promise(length < sizeof address, "a line of a hosts file begins with an address");
        memcpy(address, line, length);
        promise(inet_pton(AF_INET, address, bytes) == 1 || inet_pton(AF_INET6, address, bytes) == 1,
                "a line of a hosts file begins with an address");
        const char *name = line + length;
        promise(*name == ' ', "names follow an address");
        while (*name == ' ') {
            name++;
            length = strcspn(name, " \n");
            promise(is_host(name, length), "a hosts file names what can be a host");
            name += length;
        }
    }
}

/* The bars of a table's row that are not escaped. */
static size_t bars(const char *line, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        if (line[i] == '\\')
            i++;
        else
            count += line[i] == '|';
    return count;
}

static void check_markdown(const char *line)
{
    for (size_t width = 0; *line; line += *line == '\n') {
        size_t length = strcspn(line, "\n");
        size_t now = *line == '|' ? bars(line, length) : 0;
        promise(now == 0 || width == 0 || now == width, "rows of a table have one width");
        for (size_t i = 0; i < length; i++)
            promise((unsigned char)line[i] >= 0x20, "report.md has no control characters");
        width = now;
        line += length;
    }
}

static int silent(char *message)
{
    (void)message;
    return 0;
}

static int compare_lines(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* The lines of TEXT, which are cut out of it, without indentation, sorted; NULL behind the last. */
static char **sorted_lines(char *text)
{
    size_t count = 0, room = 1;
    for (const char *at = text; *at; at++)
        room += *at == '\n';
    char **lines = calloc(room + 1, sizeof *lines);
    promise(lines != NULL, "there is memory");
    for (char *rest = text, *line; (line = strsep(&rest, "\n")) != NULL;)
        lines[count++] = line + strspn(line, "\t");
    qsort(lines, count, sizeof *lines, compare_lines);
    return lines;
}

/* What cgraph reads is what it wrote: nothing of a text became a statement. It may write an edge in
 * another frame. */
static void check_dot(char *dot)
{
    agseterrf(silent);
    agreseterrors();
    Agraph_t *graph = agmemread(dot);
    promise(graph && agerrors() == 0, "cgraph reads DOT without complaint");
    for (Agnode_t *node = agfstnode(graph); node; node = agnxtnode(graph, node))
        promise(*agget(node, (char *)"id") || strcmp(agget(node, (char *)"style"), "invis") == 0,
                "every node to be seen is one that was meant");
    char *again = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&again, &size);
    promise(out && agwrite(graph, out) == 0 && fclose(out) == 0, "cgraph writes what it read");
    char **before = sorted_lines(dot), **after = sorted_lines(again);
    for (size_t i = 0; before[i] || after[i]; i++)
        promise(before[i] && after[i] && strcmp(before[i], after[i]) == 0,
                "what cgraph writes again is the same");
    free(before);
    free(after);
    free(again);
    agclose(graph);
}

static struct osnet *compiled(const uint8_t *data, size_t size, enum osnet_status *status)
{
    struct osnet *osnet = osnet_create();
    promise(osnet != NULL, "there is memory");
    bool taken = osnet_add_text(osnet, "/nonexistent/input.osnet", (const char *)data, size);
    *status = taken ? osnet_check(osnet) : OSNET_FAULT;
    return osnet;
}

/* The output NAME, which FIRST has; SECOND, compiled from the same text, has the same. */
static char *both(struct osnet *first, struct osnet *second, const char *name, size_t *size)
{
    char *data = NULL, *again = NULL;
    size_t other = 0;
    promise(osnet_write_memory(first, name, &data, size) == OSNET_OK &&
                osnet_write_memory(second, name, &again, &other) == OSNET_OK,
            "what compiles can be written");
    promise(*size == other && memcmp(data, again, other) == 0, "the same text, the same bytes");
    free(again);
    return data;
}

/* The picture of VIEW, drawn here, where the fuzzer sees how, and not by a child. */
static char *drawn(struct osnet *osnet, const char *view)
{
    struct picture picture = {.view = view, .format = "dot"};
    char *data = NULL;
    size_t size;
    FILE *out = memory_file(&data, &size);
    promise(out && !diagram_draw(osnet->compilation->plan, &picture, out) && fclose(out) == 0,
            "what compiles can be drawn");
    return data;
}

static void check_outputs(struct osnet *first, struct osnet *second)
{
    size_t size;
    char *data = both(first, second, "report.json", &size);
    check_json(data, size);
    free(data);
    data = both(first, second, "flows.csv", &size);
    check_csv(data, data + size);
    free(data);
    data = both(first, second, "hosts", &size);
    check_hosts(data);
    free(data);
    data = both(first, second, "report.md", &size);
    check_markdown(data);
    free(data);
    const char *view;
    for (size_t i = 0; i < PICTURES && (view = osnet_view(first, i)); i++) {
        char *dot = drawn(first, view), *again = drawn(second, view);
        promise(strcmp(dot, again) == 0, "the same text, the same picture");
        check_dot(dot);
        free(again);
        free(dot);
    }
}

static void check_nothing(struct osnet *osnet)
{
    static const char *const outputs[] = {
        "report.md", "report.html",           "report.json",          "flows.csv",
        "hosts",     "diagrams/overview.dot", "diagrams/overview.svg"};
    for (size_t i = 0; i < sizeof outputs / sizeof *outputs; i++) {
        char *data;
        size_t size;
        promise(osnet_write_memory(osnet, outputs[i], &data, &size) == OSNET_ERRORS && !data &&
                    size == 0,
                "a topology with errors has no outputs");
    }
    promise(osnet_build(osnet, "/nonexistent/out", NULL) == OSNET_ERRORS,
            "a topology with errors is not built");
}

void fuzz_input(const uint8_t *data, size_t size)
{
    enum osnet_status status, again;
    struct osnet *osnet = compiled(data, size, &status);
    if (status == OSNET_ERRORS)
        check_nothing(osnet);
    if (status == OSNET_OK) {
        struct osnet *other = compiled(data, size, &again);
        promise(again == status, "the same text, the same verdict");
        check_outputs(osnet, other);
        osnet_destroy(other);
    }
    osnet_destroy(osnet);
}
