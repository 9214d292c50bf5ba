"""What the parts share: a topology, running osnetc under limits, what lies in a folder."""
import os
import pathlib
import re
import resource
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from harness import OSNETC  # noqa: E402

TOPOLOGY = """use "outsystems/11";
environment dev { purpose development; server d1 { roles controller, front-end; address 10.0.0.1; } }
environment prod {
    purpose production;
    server c { roles controller; address 10.0.1.1; }
    server fe[1-2] { roles front-end; address 10.0.1.[2-3]; }
    load-balancer lb { host "lb.acme.example"; address 10.0.1.100; }
    database main { engine sql-server; host "sql.acme.example"; }
}
"""
SMALL = "environment p { purpose production; server s { roles controller, front-end; } }\n"
TEXTS = "hosts,report.md,report.json,flows.csv"
NO_MEMORY = re.compile(rb"^osnetc [a-z]+: there is not enough memory[^\n]*\n$")
TEMPORARY = ".osnetc-"
SANITIZED = "SANITIZED" in os.environ
GIGABYTE = 1 << 30


def run(*arguments, cwd, environment=None, stdin=b"", limit=60, memory=None, stdout=subprocess.PIPE, prepare=None):
    """Runs osnetc; a process that ran too long has the returncode "timeout"."""
    def before():
        if memory and not SANITIZED:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        if prepare:
            prepare()
    try:
        return subprocess.run([OSNETC, *map(str, arguments)], cwd=cwd, input=stdin, stdout=stdout,
                              stderr=subprocess.PIPE, timeout=limit * (4 if SANITIZED else 1), preexec_fn=before,
                              env={**os.environ, "LC_ALL": "C", **(environment or {})})
    except subprocess.TimeoutExpired as fault:
        return subprocess.CompletedProcess(fault.cmd, "timeout", b"", b"")


def shown(result):
    return f"status {result.returncode}\n{result.stderr.decode(errors='replace')[-1500:]}"


def tree(folder):
    """What lies below FOLDER: path to bytes."""
    folder = pathlib.Path(folder)
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def build(folder, out="out", topology="main.osnet", **more):
    return run("build", topology, "-o", out, "--emit", TEXTS, cwd=folder, **more)
