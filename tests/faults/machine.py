"""The part `machine`: what a process is given by whoever starts it, and what others do to its inputs meanwhile."""
import fcntl
import os
import pty
import resource
import shutil
import subprocess
import threading
import time

from harness import OSNETC, ROOT
from parts import SMALL, TEMPORARY, TEXTS, TOPOLOGY, build, run, shown, tree


def machine(tap, folder):
    (folder / "main.osnet").write_text(TOPOLOGY)
    started(tap, folder)
    streams(tap, folder)
    terminal(tap, folder)
    taken_names(tap, folder)
    changing(tap, folder)
    orphans(tap, folder)


def started(tap, folder):
    """Settings of the process: the same files come out, or a message."""
    build(folder, "as-it-is")
    expected = tree(folder / "as-it-is")

    def gone():
        os.mkdir(folder / "gone")
        os.chdir(folder / "gone")
        os.rmdir(folder / "gone")

    def limited(what, most):
        return lambda: resource.setrlimit(what, (most, most))

    for name, prepare, environment in (
            ("a stack of 256 KiB", limited(resource.RLIMIT_STACK, 256 << 10), {}),
            ("a stack without limit", limited(resource.RLIMIT_STACK, resource.RLIM_INFINITY), {}),
            ("eight open files", limited(resource.RLIMIT_NOFILE, 8), {}),
            ("no children", limited(resource.RLIMIT_NPROC, 0), {}),
            ("a megabyte of environment", None, {f"VARIABLE{i}": "x" * 100000 for i in range(10)}),
            ("POSIXLY_CORRECT", None, {"POSIXLY_CORRECT": "1"}),
            ("no HOME or TMPDIR", None, {"HOME": "/nonexistent", "TMPDIR": "/nonexistent", "XDG_CACHE_HOME": "/dev/null"}),
            ("files that nobody may read", lambda: os.umask(0o777), {})):
        shutil.rmtree(folder / "out", ignore_errors=True)
        result = build(folder, "out", prepare=prepare, environment=environment)
        for path in (folder / "out").rglob("*"):
            path.chmod(0o700)
        tap.check(f"machine: {name}", result.returncode == 0 and tree(folder / "out") == expected, shown(result))
    # Options behind the files are options still.
    result = run("check", "main.osnet", "-v", cwd=folder, environment={"POSIXLY_CORRECT": "1"})
    tap.check("machine: POSIXLY_CORRECT: options may follow", result.returncode == 0 and b"read main.osnet" in result.stderr,
              shown(result))
    shutil.rmtree(folder / "out", ignore_errors=True)
    result = build(folder, folder / "out", folder / "main.osnet", prepare=gone)
    tap.check("machine: the current folder is gone", result.returncode == 0 and tree(folder / "out").keys() == expected.keys(),
              shown(result))
    result = build(folder, "out", folder / "main.osnet", prepare=gone)
    tap.check("machine: the current folder is gone, and to be written to", result.returncode == 2 and
              b"No such file or directory" in result.stderr, shown(result))


def streams(tap, folder):
    """Standard streams that are closed, or do not wait."""
    for closed in ((0,), (1,), (2,), (0, 1), (0, 1, 2)):
        shutil.rmtree(folder / "out", ignore_errors=True)
        result = build(folder, "out", prepare=lambda: [os.close(descriptor) for descriptor in closed])
        there = tree(folder / "out")
        tap.check(f"machine: built with descriptors {closed} closed", result.returncode == 0 and len(there) > 5 and
                  not [name for name, data in there.items() if b"osnetc build" in data], shown(result))
        result = run("report", "main.osnet", cwd=folder,
                     prepare=lambda: [os.close(descriptor) for descriptor in closed])
        tap.check(f"machine: a report with descriptors {closed} closed", result.returncode == (2 if 1 in closed else 0)
                  and (1 not in closed or 2 in closed or b"standard output: Bad file descriptor" in result.stderr), shown(result))

    # Whoever shares a pipe may have it not wait: a reader that is slow still gets all.
    (folder / "long.osnet").write_bytes(subprocess.run([ROOT / "tests/bench/topology", "300"], check=True,
                                                       capture_output=True).stdout)
    for arguments in (["report", "-f", "json", "long.osnet"], ["check", "--diagnostics=json", "many.osnet"]):
        (folder / "many.osnet").write_text("servr x;\n" * 1000)
        whole = run(*arguments, cwd=folder).stdout
        read_end, write_end = os.pipe()
        os.set_blocking(write_end, False)
        process = subprocess.Popen([OSNETC, *arguments], cwd=folder, stdout=write_end, stderr=subprocess.PIPE)
        os.close(write_end)
        time.sleep(0.2)
        with open(read_end, "rb") as pipe:
            got = pipe.read()
        said = process.stderr.read()
        tap.check(f"machine: {' '.join(arguments[:3])} to a pipe that does not wait", len(whole) > 65536 and got == whole
                  and process.wait() in (0, 1), f"{len(got)} of {len(whole)} bytes, {said}")
    read_end, write_end = os.pipe()
    os.set_blocking(read_end, False)
    process = subprocess.Popen([OSNETC, "check", "-"], stdin=read_end, stderr=subprocess.PIPE)
    time.sleep(0.2)
    os.write(write_end, SMALL.encode())
    os.close(write_end)
    said = process.stderr.read()
    tap.check("machine: standard input that does not wait", process.wait() == 0, said)
    os.close(read_end)


def terminal(tap, folder):
    """What a file names is no terminal, and no pipe, whenever it becomes one."""
    controller, terminal_end = pty.openpty()

    def own_terminal():
        os.setsid()
        fcntl.ioctl(terminal_end, 0x540E, 0)  # TIOCSCTTY
    (folder / "asks.osnet").write_text('import "/dev/tty";\nimport "/dev/stdin";\n' + SMALL)
    process = subprocess.Popen([OSNETC, "check", "-q", "asks.osnet"], cwd=folder, stdin=terminal_end, stderr=subprocess.PIPE,
                               preexec_fn=own_terminal)
    os.close(terminal_end)
    try:
        said = process.communicate(timeout=10)[1]
    except subprocess.TimeoutExpired:
        process.kill()
        said = b"it waits: " + process.communicate()[1]
    tap.check("machine: a terminal is not imported", process.returncode == 1 and said.count(b"it is a device") == 2, said)
    os.close(controller)

    stdlib = folder / "stdlib"
    shutil.copytree(ROOT / "stdlib", stdlib)
    page = stdlib / "rules/hybrid-link.md"
    for name, make in (("pipe", lambda: os.mkfifo(page)), ("device", lambda: page.symlink_to("/dev/zero")),
                       ("page for the terminal", lambda: page.write_text("# \x1b[2J\n")),
                       ("page that is no UTF-8", lambda: page.write_bytes(b"# \xff\n"))):
        page.unlink()
        make()
        result = run("explain", "--stdlib", "stdlib", "hybrid-link", cwd=folder, limit=10, memory=1 << 30)
        tap.check(f"machine: a rule's page is a {name}", result.returncode == 2 and not result.stdout
                  and b"there is no page of hybrid-link" in result.stderr, shown(result))
    profile = stdlib / "outsystems/11.osnet"
    profile.unlink()
    os.mkfifo(profile)
    result = run("check", "--stdlib", "stdlib", "main.osnet", cwd=folder, limit=10)
    tap.check("machine: a profile is a pipe", result.returncode == 1 and b"there is no catalogue profile" in result.stderr,
              shown(result))


def taken_names(tap, folder):
    """In a container each build may have the same number, and what killed ones left has the names of its own."""
    (folder / "left").mkdir()

    def leave():
        for i in range(1000):
            (folder / f"left/{TEMPORARY}{os.getpid()}-{i}.tmp").touch()
    result = run("build", "main.osnet", "-o", "left", "--emit", TEXTS, cwd=folder, prepare=leave)
    tap.check("machine: a thousand builds of this number were killed before", result.returncode == 0
              and (folder / "left/report.md").exists(), shown(result))


def changing(tap, folder):
    """A file that grows, shrinks, or becomes a pipe or a folder while it is read."""
    part, stop = folder / "part.osnet", threading.Event()
    (folder / "changes.osnet").write_text('import "part.osnet";\n' + SMALL)
    other = folder / "other"

    def change():
        while not stop.is_set():
            part.write_text("# nothing\n" * 20000)
            os.truncate(part, 5)
            for make in (os.mkfifo, os.mkdir, lambda path: os.symlink("/dev/tty", path)):
                make(other)
                part.unlink()
                os.rename(other, part)
                (os.rmdir if part.is_dir() and not part.is_symlink() else os.unlink)(part)
                part.touch()
    changer = threading.Thread(target=change)
    part.touch()
    changer.start()
    wrong = []
    for _ in range(200):
        result = run("check", "-q", "changes.osnet", cwd=folder, limit=10)
        if result.returncode == 0 and not result.stderr:
            continue
        if result.returncode != 1 or result.stderr.count(b"error[") != 1:
            wrong.append(shown(result))
    stop.set()
    changer.join()
    tap.check("machine: an import that changes while it is read: it is read, or refused in one message", not wrong,
              "\n".join(wrong[:3]))


def orphans(tap, folder):
    """Nobody goes on drawing for a build that was ended."""
    (folder / "large.osnet").write_text("environment p { purpose production; server c { roles controller; }\n" + "".join(
        f'server s{i} "Server {i}" {{ roles front-end; address 10.0.{i // 250}.{i % 250 + 1}; }}\n' for i in range(1500)) + "}\n")
    process = subprocess.Popen([OSNETC, "diagram", "--expand", "-W", "zone-without-load-balancer=off", "large.osnet", "--view", "p"],
                               cwd=folder, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(1)
    drawing = process.poll() is None
    process.kill()
    process.wait()
    until = time.monotonic() + 5
    left = True
    while left and time.monotonic() < until:
        try:
            os.killpg(process.pid, 0)
            time.sleep(0.05)
        except ProcessLookupError:
            left = False
    if left:
        os.killpg(process.pid, 9)
    tap.check("machine: who draws for a process ends with it", drawing and not left, f"drawing: {drawing}, left: {left}")
