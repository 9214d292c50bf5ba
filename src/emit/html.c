/*
 * Takes texts and pictures, gives an HTML page that needs nothing from elsewhere.
 */
#include "emit/html.h"

#include <string.h>

static const char style[] =
    "body{font:15px/1.5 system-ui,sans-serif;margin:2em auto;max-width:90em;padding:0 "
    "1.5em;color:#1b1f24}"
    "h1,h2,h3{line-height:1.2}h2{border-bottom:1px solid "
    "#c8ccd1;padding-bottom:.2em;margin-top:2em}"
    "table{border-collapse:collapse;margin:1em 0}"
    "th,td{border:1px solid #c8ccd1;padding:.3em .6em;text-align:left;vertical-align:top}"
    "th{background:#f0f2f4}tr{break-inside:avoid}"
    "code{font:13px/1.4 ui-monospace,monospace;background:#f0f2f4;padding:0 "
    ".2em;overflow-wrap:anywhere}"
    "figure{margin:1em 0;overflow:auto}figcaption{font-weight:600}svg{max-width:100%;height:auto}"
    "@media print{body{max-width:none;margin:0}}";

void html_text(FILE *out, const char *text)
{
    for (; *text; text++) {
        switch (*text) {
        case '<': fputs("&lt;", out); break;
        case '>': fputs("&gt;", out); break;
        case '&': fputs("&amp;", out); break;
        case '"': fputs("&quot;", out); break;
        case '\'': fputs("&#39;", out); break;
        case '\t':
        case '\n':
        case '\r': fputc(' ', out); break;
        default: fputc((unsigned char)*text < 0x20 || *text == 0x7f ? ' ' : *text, out);
        }
    }
}

static void element(FILE *out, const char *name, const char *text)
{
    fprintf(out, "<%s>", name);
    html_text(out, text);
    fprintf(out, "</%s>", name);
}

static void begin(FILE *out, const char *title)
{
    fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width\">\n",
          out);
    element(out, "title", title);
    fprintf(out, "\n<style>%s</style>\n</head>\n<body>\n", style);
    element(out, "h1", title);
    fputc('\n', out);
}

static void end(FILE *out)
{
    fputs("</body>\n</html>\n", out);
}

static void heading(FILE *out, unsigned level, const char *text)
{
    char name[] = "h1";
    name[1] = (char)('0' + level);
    element(out, name, text);
    fputc('\n', out);
}

static void open_part(FILE *out, enum page_part part)
{
    switch (part) {
    case PAGE_PARAGRAPH: fputs("<p>", out); break;
    case PAGE_LIST: fputs("<ul>\n", out); break;
    case PAGE_ITEM: fputs("<li>", out); break;
    case PAGE_TABLE: fputs("<table>\n", out); break;
    case PAGE_ROW: fputs("<tr>", out); break;
    case PAGE_CELL: fputs("<td>", out); break;
    }
}

static void close_part(FILE *out, enum page_part part)
{
    switch (part) {
    case PAGE_PARAGRAPH: fputs("</p>\n", out); break;
    case PAGE_LIST: fputs("</ul>\n", out); break;
    case PAGE_ITEM: fputs("</li>\n", out); break;
    case PAGE_TABLE: fputs("</tbody>\n</table>\n", out); break;
    case PAGE_ROW: fputs("</tr>\n", out); break;
    case PAGE_CELL: fputs("</td>", out); break;
    }
}

static void columns(FILE *out, const char *const *titles)
{
    fputs("<thead>\n<tr>", out);
    for (const char *const *title = titles; *title; title++)
        element(out, "th", *title);
    fputs("</tr>\n</thead>\n<tbody>\n", out);
}

static void code(FILE *out, const char *text)
{
    element(out, "code", text);
}

void html_picture(FILE *out, const char *caption, const char *svg)
{
    const char *root = strstr(svg, "<svg"); /* what stands before it is for a file of its own */
    fputs("<figure>\n", out);
    element(out, "figcaption", caption);
    fprintf(out, "\n%s</figure>\n", root ? root : "");
}

const struct page_format html_page = {
    .begin = begin,
    .end = end,
    .heading = heading,
    .open = open_part,
    .close = close_part,
    .columns = columns,
    .text = html_text,
    .code = code,
};
