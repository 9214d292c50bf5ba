"""The part `limits`: sizes at and beyond what is sensible."""
import json
import resource
import shutil
import subprocess
import time

from harness import OSNETC, findings
from parts import GIGABYTE, SANITIZED, SMALL, run, shown


def environment_of(servers):
    return "environment p { purpose production; server c { roles controller; } " + servers + " }\n"


def limits(tap, folder):
    """Sizes at and beyond what is sensible: a result, or one message that names the limit."""
    main = folder / "main.osnet"

    def sized(name, expect, arguments=("main.osnet",), seconds=20, memory=4 * GIGABYTE, most=1, prepare=None):
        """EXPECT is None for a result, or what the messages, MOST of them, must contain."""
        begun = time.monotonic()
        result = run("check", "--diagnostics=json", *arguments, cwd=folder, limit=seconds, memory=memory,
                     prepare=prepare)
        took = time.monotonic() - begun
        if result.returncode == 2 and expect:
            good = expect.encode() in result.stderr and result.stderr.count(b"\n") == 1
        else:
            found = json.loads(result.stdout)["diagnostics"] if result.returncode in (0, 1) else None
            wrong = [f for f in found or [] if f["severity"] == "error"]
            good = found is not None and (not wrong if expect is None else 1 <= len(wrong) <= most and all(
                expect in f["message"] for f in wrong))
        tap.check(f"limits: {name}", good, f"after {took:.1f} s: {shown(result)}\n{result.stdout[:1500].decode()}")

    with open(main, "wb") as file:
        file.truncate(GIGABYTE)
    sized("1 GB of NUL bytes", "is larger than 256 MiB")
    if not SANITIZED:
        with open(folder / "long.osnet", "wb") as file:
            for _ in range(1024):
                file.write((b"#" + b"x" * 1022 + b"\n") * 1024)
        sized("1 GB of text", "is larger than 256 MiB", ("long.osnet",))
        with open(folder / "long.osnet", "r+b") as file:
            file.truncate(256 << 20)
        sized("256 MiB of text", None, ("long.osnet",))
        with open(folder / "long.osnet", "wb") as file:
            file.write(b"#" + b"x" * ((256 << 20) - 1))
        sized("one line of 256 MiB, a comment", None, ("long.osnet",))
        with open(folder / "long.osnet", "wb") as file:
            file.write(b'let x "' + b"x" * ((256 << 20) - 9) + b'";')
        sized("one line of 256 MiB, a text", "at most 65536 are read", ("long.osnet",))
        with open(folder / "long.osnet", "wb") as file:
            file.write(b"environment " + b"x" * (64 << 20) + b" { purpose production; }")
        sized("one line of 64 MiB, a word", "at most 1024 are read", ("long.osnet",))
        (folder / "long.osnet").unlink()
        endless = subprocess.Popen(["yes", "# endless"], stdout=subprocess.PIPE)
        result = subprocess.run([OSNETC, "check", "-"], stdin=endless.stdout, capture_output=True, timeout=30)
        endless.stdout.close()
        endless.wait()
        tap.check("limits: standard input without end", result.returncode == 2 and b"256 MiB" in result.stderr,
                  shown(result))
    many = 20000 if SANITIZED else 250000
    main.write_text(environment_of("\n".join(f"server s{i} {{ roles front-end; }}" for i in range(2 * many))
                                   + ' load-balancer lb { host "lb.acme.example"; address 10.0.0.9; }'))
    sized("a million statements", None, seconds=40)
    main.write_text("foo bar;\n" * many * 4)
    result = run("check", "main.osnet", cwd=folder, memory=4 * GIGABYTE)
    tap.check("limits: a million mistakes: the first 10,000", result.returncode == 1 and
              b"beyond the limit of 10000 are not shown" in result.stderr[-200:], shown(result))
    main.write_text("environment p { " * 100000 + "}" * 100000)
    sized("blocks 100,000 deep", "more than 64 deep")
    result = run("check", "main.osnet", cwd=folder)
    tap.check("limits: and the line is shown as it is", b"environment p { environment p {" in result.stderr
              and b"\\u{0}" not in result.stderr, shown(result))
    main.write_text(SMALL + "".join(f"{('allow', 'deny')[i % 2]} 10.{i >> 16}.{i >> 8 & 255}.{i & 255} -> p : 443;\n"
                                    for i in range(many * 4)))
    sized("a million `allow` and `deny`", "more than 10000 `allow` and `deny`", ("-W", "opening-closed=off", "main.osnet"))
    main.write_text(environment_of("accept hostname-proxy \"x\";\n" * many + "os windows;\n" * many
                                   + "without nothing;\n" * many))
    result = run("check", "-q", "main.osnet", cwd=folder, limit=20)
    tap.check("limits: `accept`, `os` and `without`, a million together", result.returncode == 1, shown(result))
    main.write_text(environment_of("\n".join(f"server s{i} {{ roles front-end; }}" for i in range(many // 2))
                                   + " ".join(f"server t{i} {{ like u{i}; }} load-balancer l{i} {{ serve v{i}; }}" for i in range(10000))))
    result = run("check", "-q", "main.osnet", cwd=folder, limit=20)
    tap.check("limits: 20,000 names that nothing is called, among as many as there may be", result.returncode == 1, shown(result))
    every = "p.fe[1-6000]" if SANITIZED else "p.fe[1-60000]"
    main.write_text(environment_of(f"server {every[2:]} {{ roles front-end; }} load-balancer lb {{ host \"lb.acme.example\"; }}")
                    + f"allow {every} -> {every} : any;\ndeny {every}, p.c -> {every}, p.c : 443/tcp;\n")
    sized("`allow` and `deny` between 60,000 servers", None, ("-W", "opening-closed=warning", "main.osnet"))
    main.write_text("{" * 1000000)
    sized("a million braces", "", most=3)
    for word in ("a[ ", "/* ", '\\" ', "server x { ", "}", "s { t 1; } ", "let a 1; "):
        main.write_text("environment e {\n" + word * (1000000 // len(word)))
        result = run("check", "-q", "main.osnet", cwd=folder, limit=10)
        tap.check(f"limits: one line of 1 MB, of `{word}`", result.returncode == 1, shown(result))
    main.write_text("allow a -> b;\n" * many + "}\n" * many)
    result = run("check", "-q", "main.osnet", cwd=folder, limit=20)
    tap.check("limits: as many braces that close nothing as statements", result.returncode == 1, shown(result))
    if not SANITIZED:
        main.write_text("let x 1" + ",1" * (1 << 24) + ";")
        sized("a list of 16 million numbers", "more than 16000000 words")
        main.write_text("a{}" * (1 << 24))
        sized("16 million empty blocks", "more than 16000000 words")
        main.write_text(environment_of("\n".join(f"let a{i} 1;" for i in range(10000))) + "".join(
            f"environment e{i} {{ like p; purpose quality; }}\n" for i in range(2000)))
        sized("10,000 constants, copied 2,000 times", "more than 16000000 statements")
        main.write_text(environment_of("server fe[1-60000] { roles front-end; } load-balancer l { serve "
                                       + ", ".join(["fe[1-60000]"] * 400) + "; }"))
        sized("a list of 24 million members", "more than 16000000 values", seconds=40)
    chain = folder / "chain"
    chain.mkdir()
    for i in range(10000):
        (chain / f"f{i}.osnet").write_text(f'import "f{i + 1}.osnet";\n')
    (chain / "f10000.osnet").write_text(SMALL)
    sized("a chain of 10,000 imports", "more than 200 deep", ("chain/f0.osnet",))
    for i in range(10000):
        (chain / f"f{i}.osnet").write_text("# nothing\n")
    main.write_text("".join(f'import "chain/f{i}.osnet";\n' for i in range(10001)))
    sized("10,000 imports", None)
    shutil.rmtree(chain)
    profiles = folder / "profiles/mine"
    profiles.mkdir(parents=True)
    for i in range(30000):
        (profiles / f"{i}.osnet").write_text(f'use "mine/{i + 1}";\n')
    main.write_text('use "mine/0";\n')
    sized("a chain of 30,000 profiles, on a small stack", "more than 200 deep", ("--stdlib", "profiles", "main.osnet"),
          prepare=lambda: resource.setrlimit(resource.RLIMIT_STACK, (1 << 20, 1 << 20)))
    shutil.rmtree(folder / "profiles")
    for name, order in (("forwards", range(1, 10000)), ("backwards", range(9999, 0, -1))):
        main.write_text("environment p { purpose production;\n" + "".join(
            f"server s{i} {{ like s{i - 1}; }}\n" for i in order)
            + "server s0 { roles controller; }\n}\n")
        sized(f"a `like` chain of 10,000 blocks, {name}", "more than 64 blocks", memory=GIGABYTE // 4)
    likes = " ".join(f"server s{i} {{ like s{i - 1}; }}" for i in range(1, 40))
    main.write_text(f"environment a {{ purpose production; server s0 {{ roles front-end; }} server c {{ roles controller; }} {likes} }}\n"
                    f"environment b {{ like a; purpose quality; server s0 {{ roles front-end; }} {likes} }}\n")
    sized("copies of copies, each written again in a copy", "more than 64 blocks",
          ("-W", "zone-without-load-balancer=off", "main.osnet"), memory=GIGABYTE // 4)
    main.write_text("let v0 10.0.0.1;\n" + "".join(f"let v{i} v{i - 1};\n" for i in range(1, 10000))
                    + environment_of("server s { roles front-end; address v9999; }"))
    sized("a chain of 10,000 constants", "more than 16 constants", memory=GIGABYTE // 4)
    several = range(1000 if SANITIZED else 4000)
    named = ", ".join(f"e{i}" for i in several)
    main.write_text(f"infrastructure acme {{ apps reactive-web; connect integration-builder -> {named}; }}\n" + "".join(
        f'environment e{i} {{ purpose development; public-hostname "e{i}.acme.example"; hostname "s{i}";'
        f" server s{i} {{ roles front-end, controller; }} }}\n" for i in several))
    sized("a builder connected to 4,000 environments", None, memory=GIGABYTE // 4)
    main.write_text("infrastructure acme { apps reactive-web; }\n" + "".join(
        f'environment e{i} {{ purpose quality; server s {{ roles front-end, controller; }} }}\n'
        f'reverse-proxy p{i} {{ domain "p{i}.acme.example"; serve e{i}; }}\n' for i in several))
    sized("4,000 proxies of as many environments", None, memory=GIGABYTE // 4)
    behind = "infrastructure acme { apps reactive-web; }\n" + "".join(
        f'environment e{i} {{ purpose quality; dns-suffix "e{i}.example"; hostname "w{i}.acme.example";'
        f" server s {{ roles front-end, controller; }} }}\n" for i in several)
    main.write_text(behind + "reverse-proxy p { domain " + ", ".join(f'"w{i}.acme.example"' for i in several)
                    + f"; serve {named}; }}\n")
    sized("one proxy of 4,000 environments, with a domain of each", None, memory=GIGABYTE // 4)
    main.write_text("".join(line.replace(f"w{i}.acme", "w.acme") for i, line in enumerate(behind.splitlines(True), -1))
                    + 'reverse-proxy p { domain "w.acme.example"; '
                    + " ".join(f'route "/{i}" -> e{i}.s;' for i in several) + " }\n")
    sized("one proxy of 4,000 environments, with a route to each", None, memory=GIGABYTE // 4)
    main.write_text(environment_of('hostname "p0.acme.example"; server s { roles front-end; } ' + "".join(
        f'reverse-proxy p{i} {{ domain "p{i}.acme.example"; serve {"s" if i + 1 == len(several) else f"p{i + 1}"}; }}\n'
        for i in several)))
    sized("4,000 proxies one behind the other", None, memory=GIGABYTE // 4)
    main.write_text(environment_of("server fe[1-1000000] { roles front-end; }"))
    sized("fe[1-1000000]", "more than 65536 members")
    main.write_text(environment_of("server a[1-256]b[1-256]c[1-256] { roles front-end; }"))
    sized("a set of 2^24 by three ranges", "more than 65536 members")
    if not SANITIZED:
        main.write_text("".join(f"environment p{i} {{ purpose production; server fe[1-65536] {{ roles front-end; }} }}\n"
                                for i in range(60)))
        begun = time.monotonic()
        result = run("check", "--diagnostics=json", "main.osnet", cwd=folder, memory=4 * GIGABYTE)
        found = findings(text(result)) or []
        tap.check("limits: 60 blocks of fe[1-65536]", result.returncode == 1 and len(
            [f for f in found if "more than 1000000 things" in f["message"]]) == 1,
            f"after {time.monotonic() - begun:.1f} s: {shown(result)}{result.stdout[:800].decode()}")


def text(result):
    """RESULT with its outputs as text, as the harness has them."""
    result = subprocess.CompletedProcess(result.args, result.returncode, result.stdout.decode(errors="replace"),
                                         result.stderr.decode(errors="replace"))
    return result
