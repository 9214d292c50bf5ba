#!/usr/bin/env python3
"""Turns the files of stdlib/ into one C file: the table that src/stdlib/stdlib.h declares.

    embed.py ROOT OUTPUT DEPFILE PATTERN…

Takes the folder ROOT and patterns below it ("rules/*.md"), gives OUTPUT with every file that fits, and
DEPFILE. The depfile names the files and the folders: a folder's time changes when a file comes or goes,
so a new page is embedded by the next build without being listed anywhere.
"""
import pathlib
import sys

HEAD = """/* Made by src/stdlib/embed.py from stdlib/; see src/stdlib/stdlib.h. */
#include "stdlib/stdlib.h"
"""


def character(byte):
    """BYTE as an initializer that fits a char whether it is signed or not."""
    return str(byte) if byte < 128 else "'\\x%02x'" % byte


def array(name, data):
    """DATA as a char array; a string literal of this length would be beyond what ISO C promises."""
    items = [character(byte) for byte in data] + ["0"]
    lines = (",".join(items[i:i + 24]) for i in range(0, len(items), 24))
    return "static const char %s[] = {\n%s};\n" % (name, ",\n".join(lines))


def escaped(path):
    return str(path).replace("$", "$$").replace("#", "\\#").replace(" ", "\\ ")


def main(root, output, depfile, *patterns):
    root = pathlib.Path(root)
    files = {path.relative_to(root).as_posix(): path
             for pattern in patterns for path in root.glob(pattern)}
    names = sorted(files, key=lambda name: name.encode())
    parts, rows = [HEAD], []
    for number, name in enumerate(names):
        data = files[name].read_bytes()
        try:
            data.decode()
        except UnicodeDecodeError as fault:
            sys.exit("%s: %s" % (files[name], fault))
        parts.append(array("text_%d" % number, data))
        rows.append('    {"%s", text_%d, sizeof text_%d - 1},\n' % (name, number, number))
    if not rows:
        sys.exit("%s: nothing to embed" % root)
    parts.append("const struct embedded stdlib_files[] = {\n%s};\n" % "".join(rows))
    parts.append("const size_t stdlib_count = %d;\n" % len(rows))
    pathlib.Path(output).write_text("\n".join(parts))

    read = sorted({(root / pattern).parent for pattern in patterns}) + [files[n] for n in names]
    pathlib.Path(depfile).write_text(
        "%s: %s\n" % (escaped(output), " ".join(escaped(path) for path in read)))


main(*sys.argv[1:])
