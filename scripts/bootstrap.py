"""requirements.lock and pyproject.toml in, a virtual environment in `.venv` that holds exactly what they name out.

`make` runs this before everything else, with any Python that the project supports; it needs the standard library only
and writes only inside the checkout. The stamp is written last and names what the environment was made from: without
it (the last run was interrupted) or with another lock file, the environment is made anew.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import ssl
import subprocess
import sys
import urllib.error
import urllib.request
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

ROOT = Path(__file__).resolve().parent.parent
PYPI = "https://pypi.org/simple"


def main(root: Path = ROOT) -> int:
    """Bring the environment up to date and return the exit code; costs nothing where it is."""
    with (root / "requirements.lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # a second `make` waits for the first
        wanted, made_from = stamp(root), stamped(root)
        if made_from == wanted:
            return 0
        (root / ".venv" / "stamp").unlink(missing_ok=True)
        if made_from[:-1] != wanted[:-1]:
            make_environment(root)
        install(root, "--no-deps", "--no-build-isolation", "--editable", str(root))
        write_stamp(root, wanted)
    return 0


def stamp(root: Path) -> tuple[str, str, str]:
    """What an environment made now would be made from: its place, the lock file and pyproject.toml."""
    return (str(root), digest(root / "requirements.lock"), digest(root / "pyproject.toml"))


def stamped(root: Path) -> tuple[str, ...]:
    """What the environment was made from; nothing if it is not whole or its Python has gone."""
    file = root / ".venv" / "stamp"
    whole = file.exists() and (root / ".venv" / "bin" / "python").exists()
    return tuple(file.read_text(encoding="utf-8").splitlines()) if whole else ()


def write_stamp(root: Path, lines: tuple[str, ...]) -> None:
    """Say that the environment is whole, in one step."""
    half = root / ".venv" / "stamp.half"
    half.write_text("\n".join(lines) + "\n", encoding="utf-8")
    half.replace(root / ".venv" / "stamp")


def make_environment(root: Path) -> None:
    """Make `.venv` from nothing and install what the lock file names, pip included."""
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"Making the environment in .venv with Python {version}; this takes a minute.", flush=True)
    shutil.rmtree(root / ".venv", ignore_errors=True)
    named = ("--no-deps", "--require-hashes", "--requirement", str(root / "requirements.lock"))  # it names them all
    if brings_pip():
        run(sys.executable, "-m", "venv", "--clear", str(root / ".venv"))
        install(root, *named)
    else:
        run(sys.executable, "-m", "venv", "--clear", "--without-pip", str(root / ".venv"))
        wheel = fetch_pip(root / "requirements.lock", root / ".venv")
        install(root, *named, pip=str(wheel / "pip"))
        wheel.unlink()


def brings_pip() -> bool:
    """Whether this Python can put pip into an environment; Debian's cannot without python3-venv."""
    try:
        import ensurepip

        return bool(ensurepip.version())
    except (ImportError, OSError):
        return False


def install(root: Path, *arguments: str, pip: str = "-mpip") -> None:
    """Run `pip install` in the environment; wheels only, so that nothing is built from unpinned parts."""
    quiet = ("-qq", "--no-input", "--disable-pip-version-check", "--no-warn-script-location")
    inside = ("--only-binary=:all:", f"--cache-dir={root / '.cache' / 'pip'}")
    run(str(root / ".venv" / "bin" / "python"), pip, "install", *quiet, *inside, *arguments)


def fetch_pip(lock: Path, folder: Path) -> Path:
    """pip's wheel from the package index into `folder`, of the version and with a digest that the lock file names."""
    version, digests = locked(lock.read_text(encoding="utf-8"), "pip")
    name = f"pip-{version}-py3-none-any.whl"
    page = os.environ.get("PIP_INDEX_URL", PYPI).rstrip("/") + "/pip/"
    link = re.search(rf'href="([^"#]*{re.escape(name)})[#"]', fetch(page).decode())
    if link is None:
        sys.exit(f"{page}: has no {name}. Run `make lock`, or `sudo apt install python3-venv`")
    body = fetch(urljoin(page, unescape(link[1])))
    if hashlib.sha256(body).hexdigest() not in digests:
        sys.exit(f"{page}: {name} is not the file that requirements.lock names. Try another index: set PIP_INDEX_URL")
    (folder / name).write_bytes(body)
    return folder / name


def locked(lock: str, name: str) -> tuple[str, set[str]]:
    """Version and sha256 digests of one package in the lock file's text."""
    entry = re.search(rf"^{name}==(\S+)((?:.*\\\n)+.*)", lock, re.MULTILINE)
    if entry is None:
        sys.exit(f"requirements.lock: does not name {name}. Run `make lock`")
    return entry[1], set(re.findall(r"--hash=sha256:([0-9a-f]{64})", entry[2]))


def fetch(url: str) -> bytes:
    """The bytes at `url`; with the certificates that pip would use."""
    context = ssl.create_default_context(cafile=os.environ.get("PIP_CERT"))
    try:
        with urllib.request.urlopen(url, timeout=60, context=context) as answer:  # noqa: S310 the index is the user's choice
            return bytes(answer.read())
    except (OSError, urllib.error.URLError) as error:
        sys.exit(f"{url}: {error}. Check the connection, set PIP_INDEX_URL, or `sudo apt install python3-venv`")


def digest(file: Path) -> str:
    """The file's sha256 in hex."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def run(*command: str) -> None:
    """Run a program; where it fails, end with its exit code and say how to go on."""
    code = subprocess.run(command, check=False).returncode
    if code:
        print("The environment is not finished: mend what is said above and run the same again.", file=sys.stderr)
        sys.exit(code)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
