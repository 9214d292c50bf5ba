"""Counts the checks of one or several builds from what meson recorded; the last line is for people and CI.

    tally.py --reports FOLDER BUILD…     a file in FOLDER (of the sanitizers) is a failure
"""
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree


def short(name):
    """A test's own name: meson puts project and suite before it."""
    return re.split(r" / |[.:]", name)[-1]


def count(build):
    """(passed, failed, skipped) of BUILD."""
    logs = pathlib.Path(build) / "meson-logs"
    passed = failed = skipped = 0
    broken = set()  # tests that failed without saying which check did
    for line in (logs / "testlog.json").read_text().splitlines():
        test = json.loads(line)
        if test["result"] not in ("OK", "SKIP"):
            broken.add(short(test["name"]))
    for suite in ElementTree.parse(logs / "testlog.junit.xml").getroot():
        name = short(suite.get("name"))
        for case in suite.iter("testcase"):
            if case.find("failure") is not None or case.find("error") is not None:
                failed += 1
                broken.discard(name)
                print(f"failed in {build}: {name}: {case.get('name')}")
            elif case.find("skipped") is not None:
                skipped += 1
            else:
                passed += 1
    for name in sorted(broken):
        print(f"failed in {build}: {name}, as a whole")
    return passed, failed + len(broken), skipped


def main():
    words = sys.argv[1:]
    reports = []
    if words[0] == "--reports":
        reports = sorted(path for path in pathlib.Path(words[1]).iterdir() if path.is_file())
        words = words[2:]
    totals = [sum(column) for column in zip(*(count(build) for build in words))]
    passed, failed, skipped = totals
    for report in reports:
        print(f"--- {report.name}")
        print("\n".join(report.read_text(errors="replace").splitlines()[:60]))
    failed += len(reports)
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    sys.exit(1 if failed else 0)


main()
