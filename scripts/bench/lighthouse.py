"""A built site in, what Lighthouse says of each kind of page out; the last line is one flat JSON object.

`make lighthouse` fetches Lighthouse and runs it as a phone on a slow line. A page's performance depends on how busy the
machine is: the median over all kinds of pages counts, and of the other scores the lowest.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from bench.kinds import pages_by_kind
from bench.serving import served
from chromium import QUIET, find_chromium, how_to_install

SCORES = ("performance", "accessibility", "best-practices", "seo")
TRIES = 3  # a busy machine starts the browser too late now and then
FLAGS = " ".join(("--headless", *QUIET))


def scores(command: list[str], url: str, environment: Mapping[str, str]) -> dict[str, int]:
    """The four scores of a page, of a hundred; what costs one a point is told."""
    told = Path(environment["HOME"], "report.json")  # a pipe loses the end of it where the machine is busy
    flags = ["--quiet", "--output=json", f"--output-path={told}", f"--chrome-flags={FLAGS}"]
    for _ in range(TRIES):
        run = subprocess.run(
            [*command, url, *flags, f"--only-categories={','.join(SCORES)}"], check=False, env=environment
        )
        if run.returncode == 0:
            break
    run.check_returncode()
    found = json.loads(told.read_text("utf-8"))
    for category in SCORES[1:]:
        for part in found["categories"][category]["auditRefs"]:
            audit = found["audits"][part["id"]]
            if part["weight"] and audit["score"] not in (None, 1):
                print(f"{url}: {category}: {audit['title']}", file=sys.stderr)
    return {name: round(100 * (found["categories"][name]["score"] or 0)) for name in SCORES}


def scores_by_kind(site: Path, command: list[str], chromium: Path) -> dict[str, dict[str, int]]:
    """The scores of the largest page of each kind."""
    found = {}
    with served(site) as url, tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "CHROME_PATH": str(chromium), "HOME": home}
        for kind, addresses in pages_by_kind(site).items():
            if addresses:
                largest = max(addresses, key=lambda address: (site / address).stat().st_size)
                found[kind] = scores(command, f"{url}{largest}", environment)
                print(f"{kind:12} {found[kind]}", flush=True)
    return found


def main() -> None:
    """Read the command line, run Lighthouse, print the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.lighthouse", description="Run Lighthouse on a built site.")
    parser.add_argument("site", type=Path, help="the folder of a built site")
    parser.add_argument("command", nargs="+", help="what starts Lighthouse")
    arguments = parser.parse_args()
    chromium = find_chromium()
    if chromium is None:
        parser.error(how_to_install())
    found = scores_by_kind(arguments.site.resolve(), arguments.command, chromium)
    lowest = {name.replace("-", "_"): min(each[name] for each in found.values()) for name in SCORES[1:]}
    print(json.dumps({**lowest, "performance_median": median(each["performance"] for each in found.values())}))


if __name__ == "__main__":
    main()
