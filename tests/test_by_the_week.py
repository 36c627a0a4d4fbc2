"""What runs by the week: the workflow as an attacker reads it, the units as systemd does, the script as it runs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
WORKFLOW = ROOT / ".github" / "workflows" / "update.yml"
PAGE = ROOT / "docs" / "by-the-week.md"
WEEK = ROOT / "scripts" / "week.sh"
PLACE = "/srv/backfile"


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


def steps() -> dict[str, str]:
    """The shell scripts of the workflow, by the names of their steps."""
    jobs = yaml.safe_load(WORKFLOW.read_text("utf-8"))["jobs"].values()
    return {step["name"]: step["run"] for job in jobs for step in job["steps"] if "run" in step}


def program(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(0o755)


def test_an_attacker_finds_nothing_in_the_workflow() -> None:
    zizmor = Path(sys.executable).parent / "zizmor"
    command = [str(zizmor), "--offline", "--no-progress", "--persona", "pedantic", str(WORKFLOW.parent)]
    answer = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert 0 == answer.returncode, answer.stdout + answer.stderr


def test_zizmor_would_find_something(tmp_path: Path) -> None:
    careless = re.sub(r"@[0-9a-f]{40} # v[\d.]+", "@v4", WORKFLOW.read_text("utf-8")).replace(
        "persist-credentials: false", ""
    )
    (tmp_path / "update.yml").write_text(careless, "utf-8")
    command = [str(Path(sys.executable).parent / "zizmor"), "--offline", "--no-progress", str(tmp_path / "update.yml")]
    assert 0 != subprocess.run(command, capture_output=True, check=False).returncode


@pytest.mark.parametrize(("code", "goes_on"), [(0, True), (1, True), (2, False), (75, False)])
def test_the_workflow_keeps_what_is_good_and_remembers_what_failed(tmp_path: Path, code: int, goes_on: bool) -> None:
    program(tmp_path / ".venv/bin/backfile", f"echo the summary; exit {code}")
    told = {"GITHUB_STEP_SUMMARY": str(tmp_path / "told.md"), "GITHUB_OUTPUT": str(tmp_path / "output")}
    script = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"]
    update = subprocess.run([*script, steps()["Update"]], cwd=tmp_path, env=os.environ | told, check=False)
    last = subprocess.run([*script, steps()["Say so"]], env=os.environ | {"CODE": str(code)}, check=False)
    assert (goes_on, code == 0) == (update.returncode == 0, last.returncode == 0)
    assert "the summary" in (tmp_path / "told.md").read_text("utf-8")
    assert f"code={code}\n" == (tmp_path / "output").read_text("utf-8")


def test_systemd_understands_the_units(tmp_path: Path) -> None:
    if not (systemd := shutil.which("systemd-analyze")):
        pytest.skip("systemd-analyze is not there: apt install systemd")
    program(tmp_path / "scripts/week.sh", "exit 0")
    service, timer = blocks("ini")
    (tmp_path / "backfile.service").write_text(
        service.replace("User=backfile", f"User={os.getuid()}").replace(PLACE, str(tmp_path)), "utf-8"
    )
    (tmp_path / "backfile.timer").write_text(timer, "utf-8")
    units = [str(tmp_path / name) for name in ("backfile.service", "backfile.timer")]
    answer = subprocess.run([systemd, "verify", "--man=no", *units], capture_output=True, encoding="utf-8", check=False)
    own = [line for line in answer.stderr.splitlines() if "backfile" in line]
    assert (0, []) == (answer.returncode, own), answer.stderr


def test_timer_cron_and_workflow_run_at_one_time() -> None:
    (cron,) = blocks("crontab")
    assert "OnCalendar=Mon 05:17" in blocks("ini")[1]
    assert f"17 5 * * 1 {PLACE}/scripts/week.sh" in cron
    assert 'cron: "17 5 * * 1"' in WORKFLOW.read_text("utf-8")


class Week:
    """The script in a folder of its own, with programs that note that they ran."""

    def __init__(self, folder: Path, update: int, build: int) -> None:
        self.folder = folder
        (folder / "scripts").mkdir(parents=True)
        shutil.copy(WEEK, folder / "scripts")
        program(folder / ".venv/bin/backfile", f"echo $1 of the week; test $1 = update && exit {update}; exit {build}")
        program(folder / "bin/rsync", f'echo "$@" >>{folder}/published')
        program(folder / "bin/mail", f'echo "$2 to $3" >{folder}/subject; cat >{folder}/mailed')

    def run(self, **told: str) -> subprocess.CompletedProcess[str]:
        surroundings = {**os.environ, **told, "PATH": f"{self.folder}/bin:{os.environ['PATH']}"}
        command = [str(self.folder / "scripts" / "week.sh")]
        return subprocess.run(command, env=surroundings, capture_output=True, encoding="utf-8", check=False)

    def read(self, name: str) -> str:
        path = self.folder / name
        return path.read_text("utf-8") if path.exists() else ""


@pytest.mark.parametrize(
    ("update", "build", "code", "published"),
    [(0, 0, 0, True), (1, 0, 1, True), (2, 0, 2, False), (75, 0, 75, False), (0, 1, 1, False)],
)
def test_the_script_publishes_what_is_good_and_fails_loudly(
    tmp_path: Path, update: int, build: int, code: int, published: bool
) -> None:
    week = Week(tmp_path / "archive", update, build)
    ran = week.run(PUBLISH_TO="web.example:/srv/", MAIL_TO="you@desk.example")
    assert (code, published) == (ran.returncode, "output/ web.example:/srv/" in week.read("published"))
    assert ("failed" in week.read("subject"), "update of the week" in week.read("mailed")) == (code != 0, True)
    assert week.read("mailed") == ran.stdout


def test_without_a_place_and_an_address_the_script_only_builds(tmp_path: Path) -> None:
    week = Week(tmp_path / "archive", 0, 0)
    ran = week.run(PUBLISH_TO="", MAIL_TO="")
    assert (0, "update of the week\nbuild of the week\n") == (ran.returncode, ran.stdout)
    assert ("", "") == (week.read("published"), week.read("subject"))
