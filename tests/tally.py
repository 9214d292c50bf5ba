"""Counts the checks of one or several builds from what meson recorded; the last line is for people and CI.

    tally.py --reports FOLDER BUILD…     a file in FOLDER (of the sanitizers) is a failure
"""
import json
import pathlib
import sys
import xml.etree.ElementTree as ElementTree


def count(build):
    """(passed, failed, skipped) of BUILD."""
    logs = pathlib.Path(build) / "meson-logs"
    passed = failed = skipped = 0
    broken = set()  # tests that failed without saying which check did
    for line in (logs / "testlog.json").read_text().splitlines():
        test = json.loads(line)
        if test["result"] not in ("OK", "SKIP"):
            broken.add(test["name"].split(" / ")[-1].split(":")[-1])
    for suite in ElementTree.parse(logs / "testlog.junit.xml").getroot():
        for case in suite.iter("testcase"):
            if case.find("failure") is not None or case.find("error") is not None:
                failed += 1
                broken.discard(suite.get("name").split(".")[-1])
                print(f"failed in {build}: {suite.get('name').split('.')[-1]}: {case.get('name')}")
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
