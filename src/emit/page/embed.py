#!/usr/bin/env python3
"""Turns the report's page template into C: the parts that src/emit/html.c puts together.

    embed.py TEMPLATE OUTPUT.c OUTPUT.h DEPFILE

In the template a line <!-- part NAME: what it is --> begins a part, which goes on to the next such line; an empty
line at its end is a line end in the page. In it {{name}} is a field, a text that is escaped when the part is
written, and {{>file}} is a file beside the template, as it is. OUTPUT.h gets an enumerator HTML_NAME for each
part, so that one that is missing is found when the compiler is built.
"""
import pathlib
import re
import sys

PART = re.compile(r"^<!-- part ([a-z-]+):.*-->\n", re.M)
FIELD = re.compile(r"\{\{([a-z-]+)\}\}")

HEADER = """/* Made by src/emit/page/embed.py from page.html: the parts of the report's page. */
#ifndef OSNET_EMIT_PAGE_PARTS_H
#define OSNET_EMIT_PAGE_PARTS_H

enum html_part {
%s};

/* Text, then the field behind it; the last has no field. */
struct html_piece {
    const char *text, *field;
};

extern const struct html_piece *const html_pieces[];

#endif
"""


def array(name, text):
    """TEXT as a char array; a string literal of that length would be beyond what ISO C promises."""
    items = [str(byte) if byte < 128 else "'\\x%02x'" % byte for byte in text.encode()] + ["0"]
    lines = (",".join(items[i:i + 24]) for i in range(0, len(items), 24))
    return "static const char %s[] = {\n%s};\n" % (name, ",\n".join(lines))


def escaped(path):
    return str(path).replace("$", "$$").replace("#", "\\#").replace(" ", "\\ ")


def main(template, source, header, depfile):
    template = pathlib.Path(template)
    read = [template]

    def include(match):
        read.append(template.parent / match.group(1))
        return read[-1].read_text().rstrip("\n")

    text = re.sub(r"\{\{>([a-z.]+)\}\}", include, template.read_text())
    first, *split = PART.split(text)
    if first.strip():
        sys.exit("%s: text before the first part" % template)
    parts = dict(zip(split[::2], split[1::2]))
    arrays, tables = [], []
    for name, body in parts.items():
        identifier = name.replace("-", "_")
        rows = []
        pieces = FIELD.split(body.removesuffix("\n")) + [None]
        for number, (piece, field) in enumerate(zip(pieces[::2], pieces[1::2])):
            arrays.append(array("%s_%d" % (identifier, number), piece))
            rows.append('    {%s_%d, %s},\n' % (identifier, number, '"%s"' % field if field else "0"))
        tables.append("static const struct html_piece %s[] = {\n%s};\n" % (identifier, "".join(rows)))
    pathlib.Path(source).write_text(
        "/* Made by src/emit/page/embed.py from page.html. */\n#include \"emit/page_parts.h\"\n\n"
        + "\n".join(arrays + tables)
        + "\nconst struct html_piece *const html_pieces[] = {\n%s};\n"
        % "".join("    %s,\n" % name.replace("-", "_") for name in parts))
    pathlib.Path(header).write_text(
        HEADER % "".join("    HTML_%s,\n" % name.replace("-", "_").upper() for name in parts))
    pathlib.Path(depfile).write_text("%s %s: %s\n" % (
        escaped(source), escaped(header), " ".join(escaped(path) for path in read)))


main(*sys.argv[1:])
