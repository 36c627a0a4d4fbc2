"""The machine in, the path of a Chromium that tests can drive out; installed by apt where that is allowed."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FETCHED = "ms-playwright/chromium-*/chrome-linux*/chrome"

# Chromium itself would otherwise call home from pages that have forms.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-crash-reporter",
    "--disable-features=AutofillServerCommunication,OptimizationHints,Translate",
)


def find_chromium() -> Path | None:
    """`$CHROMIUM` alone if it is set, else the first browser on the path, else the newest that Playwright fetched."""
    if named := os.environ.get("CHROMIUM"):
        candidates = [Path(named)]
    else:
        on_path = [Path(found) for name in NAMES if (found := shutil.which(name))]
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        candidates = on_path + sorted(cache.glob(FETCHED), reverse=True)
    return next((path for path in candidates if not is_snap(path) and starts(path)), None)


def is_snap(path: Path) -> bool:
    """Whether the browser is, or only calls, a snap: those see neither /tmp nor hidden folders."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(4096)
    return "/snap/" in f"{path}{path.resolve()}" or (head.startswith(b"#!") and b"/snap/" in head)


def starts(path: Path) -> bool:
    """Whether the program at `path` says that it is a Chromium or a Chrome."""
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and b"Chrom" in answer.stdout


def driver_starts() -> bool:
    """Whether Playwright's own program, which stands between a test and the browser, runs here."""
    command = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def driven_chromium() -> Path | None:
    """The browser for the tests, if all is there that they need to drive it."""
    return find_chromium() if driver_starts() else None


def missing() -> list[str]:
    """Debian's packages that the browser tests still need."""
    return ["chromium"] * (find_chromium() is None) + ["libatomic1"] * (not driver_starts())


def how_to_install() -> str:
    """One line that says how to get what the browser tests need on this machine."""
    packages = missing()
    if "chromium" in packages and (named := os.environ.get("CHROMIUM")):
        return f"CHROMIUM={named} does not start: name a Chromium or a Chrome that does, or unset it"
    if "chromium" in packages and snaps_only():
        first = "sudo apt install libatomic1 && " * ("libatomic1" in packages)
        fetch = f"{first}.venv/bin/playwright install --with-deps chromium"
        return f"Ubuntu's Chromium is a snap that tests cannot drive; one that they can comes by: {fetch}"
    return f"the browser tests need {' and '.join(packages)}: sudo apt install {' '.join(packages)}"


def snaps_only() -> bool:
    """Whether apt would bring Chromium as a snap, as Ubuntu's does."""
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return False
    return "ubuntu" in (release["ID"], *release.get("ID_LIKE", "").split())


def apt() -> list[str] | None:
    """The command that installs packages here without asking anybody; none where there is none."""
    if not shutil.which("apt-get"):
        return None
    command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    if os.geteuid() == 0:
        return command
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n", *command]
    return None


def install(command: list[str], packages: list[str]) -> None:
    """Install packages with apt; what apt has to say goes to the terminal."""
    print(f"Installing {' and '.join(packages)} for the browser tests with apt.", flush=True)
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        subprocess.run([*command, *arguments], stdin=subprocess.DEVNULL, check=False)


def main() -> int:
    """Find Chromium, or install it, or say how; the tests themselves decide whether they can do without."""
    brings_none = os.environ.get("CHROMIUM") or snaps_only()
    packages = [package for package in missing() if package != "chromium" or not brings_none]
    if packages and (command := apt()):
        install(command, packages)
    found = driven_chromium()
    print(f"Browser tests use {found}." if found else how_to_install(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
