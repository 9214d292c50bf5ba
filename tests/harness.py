"""What every test runner here shares: running osnetc, and reporting in TAP.

Takes the path of osnetc from $OSNETC (meson sets it; default build/src/osnetc). Gives `Tap`, `osnetc()`
and `sources()`; a runner prints one line a check and exits non-zero if one failed.
"""
import difflib
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
OSNETC = str(pathlib.Path(os.environ.get("OSNETC", ROOT / "build/src/osnetc")).resolve())
TIME_LIMIT = 120


class Tap:
    """Counts and prints checks in the Test Anything Protocol."""

    def __init__(self):
        self.count = self.failed = 0

    def check(self, name, good, detail=""):
        self.count += 1
        print(f"{'ok' if good else 'not ok'} {self.count} - {name.replace('#', ' ')}", flush=True)
        if not good:
            self.failed += 1
            for line in str(detail).splitlines():
                print("# " + line, flush=True)
        return good

    def same(self, name, expected, actual):
        """EXPECTED and ACTUAL are text; a difference is shown as a unified diff."""
        diff = "\n".join(difflib.unified_diff(expected.splitlines(), actual.splitlines(),
                                              "expected", "actual", lineterm="", n=2))
        return self.check(name, expected == actual, diff or "they differ in line ends only")

    def skip(self, name, why):
        self.count += 1
        print(f"ok {self.count} - {name} # SKIP {why}", flush=True)

    def end(self):
        print(f"1..{self.count}", flush=True)
        sys.exit(1 if self.failed else 0)


def osnetc(*arguments, cwd=None, text=None, time_limit=TIME_LIMIT):
    """Runs osnetc; TEXT (bytes or str) is its standard input. The result's stdout and stderr are text; a
    process that was killed has a negative returncode, one that ran into TIME_LIMIT 'timeout'."""
    if isinstance(text, str):
        text = text.encode()
    environment = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
    environment["LC_ALL"] = "C"
    try:
        result = subprocess.run([OSNETC, *map(str, arguments)], cwd=cwd, input=text if text is not None else b"",
                                capture_output=True, timeout=time_limit, env=environment)
    except subprocess.TimeoutExpired as fault:
        return subprocess.CompletedProcess(fault.cmd, "timeout", "", "")
    result.raw_stderr = result.stderr
    result.stdout = result.stdout.decode(errors="replace")
    result.stderr = result.stderr.decode(errors="replace")
    return result


def findings(result):
    """The diagnostics of a run with --diagnostics=json; None where it printed no JSON."""
    document = diagnostics(result)
    return document and document["diagnostics"]


def diagnostics(result):
    """The whole JSON object of such a run: the result of `check`, beside the result of other commands."""
    for text in (result.stdout, result.stderr):
        try:
            document = json.loads(text)
        except ValueError:
            continue
        if isinstance(document, dict) and "summary" in document:
            return document
    return None


def place(finding):
    start = finding["location"]["start"]
    return f"{start['line']}:{start['column']}"


def listed(finding):
    """A finding as the expected files write it: "12:16 lifetime-address-offloading"."""
    return f"{place(finding)} {finding['rule']}"


def sources():
    """Every complete topology of the project: (name, folder, main file), from examples/ and the golden
    cases that build without error."""
    found = []
    for entry in sorted((ROOT / "examples").iterdir()):
        if entry.suffix == ".osnet":
            found.append(("examples/" + entry.stem, entry.parent, entry.name))
        elif (entry / "main.osnet").exists():
            found.append(("examples/" + entry.name, entry, "main.osnet"))
    for entry in sorted((ROOT / "tests/golden").iterdir()):
        command = entry / "command"
        if (entry / "main.osnet").exists() and not (entry / "expected/status").exists() \
                and (not command.exists() or command.read_text().startswith("build main.osnet ")):
            found.append(("golden/" + entry.name, entry, "main.osnet"))
    return found
