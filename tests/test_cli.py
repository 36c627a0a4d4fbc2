"""The command as a user runs it: what it prints, and the exit code it ends with."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from backfile.inputs.lock import hold
from sites.commands import Run, run

ROOT = Path(__file__).parent.parent
DUMP = ROOT / "tests/sample/captures/text/onions-from-estmar.txt"


def backfile(*arguments: object, cwd: Path) -> Run:
    return run("backfile", *arguments, folder=cwd)


def started(*arguments: object, cwd: Path, environment: dict[str, str] | None = None) -> Run:
    """The same by a Python of its own."""
    command = [sys.executable, "-m", "backfile", *map(str, arguments)]
    surroundings = os.environ | (environment or {})
    ended = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=cwd, env=surroundings)
    return Run(ended.returncode, ended.stdout, ended.stderr)


def test_add_reads_into_the_folders_it_is_given_and_reports(tmp_path: Path) -> None:
    ended = backfile("add", "--content", "c", "--store", "s", DUMP, cwd=tmp_path)
    assert (0, "1 new; 1 uncertain") == (ended.code, ended.said.splitlines()[-1])
    assert (tmp_path / "c/en/2025/2025-03-23-onions-from-estmar.md").is_file()


def test_add_prints_nothing_but_json_if_asked(tmp_path: Path) -> None:
    ended = backfile("add", "--json", DUMP, cwd=tmp_path)
    assert ["new"] == [outcome["status"] for outcome in json.loads(ended.said)["outcomes"]]


def test_what_it_prints_is_utf_8_wherever_it_runs(tmp_path: Path) -> None:
    ended = started("add", DUMP, cwd=tmp_path, environment={"LC_ALL": "POSIX", "PYTHONUTF8": "0"})
    assert (0, True) == (ended.code, "←" in ended.said)


def test_a_failed_input_makes_the_exit_code_1_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    ended = backfile("add", "empty.txt", "missing.html", DUMP, cwd=tmp_path)
    assert (1, "1 new, 2 failed; 1 uncertain") == (ended.code, ended.said.splitlines()[-1])
    assert "missing.html" in ended.said and "Traceback" not in ended.told


@pytest.mark.parametrize(
    "arguments", [(), ("burn",), ("add",), ("serve", "--port", "many"), ("check", "--content", "no")]
)
def test_wrong_usage_ends_with_2_and_says_what_is_wrong(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    ended = backfile(*arguments, cwd=tmp_path)
    assert (2, True, False) == (ended.code, bool(ended.told), "Traceback" in ended.told)


def test_a_second_run_says_who_holds_the_store_and_ends_with_75(tmp_path: Path) -> None:
    with hold(tmp_path / "captures"):
        ended = backfile("add", DUMP, cwd=tmp_path)
    assert (75, True) == (ended.code, str(os.getpid()) in ended.told)


def test_check_names_file_and_line_and_ends_with_1_on_an_error(tmp_path: Path) -> None:
    backfile("add", DUMP, cwd=tmp_path)
    path = tmp_path / "content/en/2025/2025-03-23-onions-from-estmar.md"
    assert 0 == backfile("check", cwd=tmp_path).code
    path.write_text(path.read_text("utf-8").replace("Trend: better", "Trend: sideways"), "utf-8")
    ended = backfile("check", cwd=tmp_path)
    assert (1, True) == (ended.code, "2025-03-23-onions-from-estmar.md:8" in ended.said)


def test_build_without_settings_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    backfile("add", DUMP, cwd=tmp_path)
    ended = backfile("build", cwd=tmp_path)
    assert (2, True, False) == (ended.code, "pelicanconf.py" in ended.told, (tmp_path / "output").exists())


def test_serve_without_a_site_says_how_to_make_one(tmp_path: Path) -> None:
    ended = backfile("serve", cwd=tmp_path)
    assert (2, True) == (ended.code, "build" in ended.told)


def test_the_sample_archive_passes_the_check() -> None:
    ended = backfile("check", cwd=ROOT)
    assert (0, True) == (ended.code, ended.said.splitlines()[-1].startswith("0 errors"))


def test_serve_says_where_the_site_is(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    (tmp_path / "output/index.html").write_text("<title>A site</title>", "utf-8")
    command = [sys.executable, "-m", "backfile", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert (process.wait(timeout=20), "http://127.0.0.1:" in line) == (0, True)


def test_a_build_that_has_nothing_to_do_imports_nothing_that_it_does_not_need() -> None:
    code = "import sys, backfile.cli, backfile.publish.build; print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, cwd=ROOT)
    assert {"pelican", "jinja2", "markdown", "bs4", "requests", "pdfminer"}.isdisjoint(ended.stdout.split())


def test_build_says_what_it_made_and_why_and_serve_builds_again_at_each_edit(tmp_path: Path) -> None:
    backfile("add", DUMP, cwd=tmp_path)
    shutil.copytree(ROOT / "theme", tmp_path / "theme")
    (tmp_path / "scripts").symlink_to(ROOT / "scripts")
    shutil.copy(ROOT / "pelicanconf.py", tmp_path)
    page = "content/en/2025/2025-03-23-onions-from-estmar.md"
    first = backfile("build", "--explain", page, cwd=tmp_path)
    assert (0, True) == (first.code, "pages made, 0 kept. Made because of: new (" in first.said)
    again = backfile("build", cwd=tmp_path)
    assert "nothing changed, the published site stands" in again.said
    assert "nothing changed" in backfile("build", "--full", cwd=tmp_path).said

    command = [sys.executable, "-m", "backfile", "serve", "--watch", "--port", "0"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        assert "nothing changed" in process.stdout.readline()
        assert "http://127.0.0.1:" in process.stdout.readline()
        (tmp_path / page).write_text((tmp_path / page).read_text("utf-8") + "\nA last word.\n", "utf-8")
        assert "changed" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert 0 == process.wait(timeout=20)
    assert any("A last word" in path.read_text("utf-8") for path in (tmp_path / "output").rglob("*.html"))


def test_a_file_name_that_is_no_text_is_reported_all_the_same(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9\n.txt")
    (tmp_path / name).write_bytes(DUMP.read_bytes())
    ended = backfile("add", name, cwd=tmp_path)
    assert (0, True) == (ended.code, "caf\\udce9\\n.txt" in ended.said)


def test_a_folder_that_is_a_file_is_named_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "content").touch()
    ended = backfile("add", DUMP, cwd=tmp_path)
    assert (1, True, False) == (ended.code, "content" in ended.told, "Traceback" in ended.told)


def test_an_unknown_source_is_wrong_usage(tmp_path: Path) -> None:
    ended = backfile("add", "--source", "gazette", DUMP, cwd=tmp_path)
    assert (2, True) == (ended.code, "talvaria-weekly" in ended.told)
