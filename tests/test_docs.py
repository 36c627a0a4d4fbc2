"""The documentation against the thing: verbs, make targets and links are all there."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from backfile.errors import HeaderError
from backfile.write.header import parse_header
from backfile.write.lines import KEYS, LISTS, join_values

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


@cache
def verbs() -> set[str]:
    """The verbs that `backfile --help` lists."""
    command = [sys.executable, "-c", "from backfile.cli import main; main(['--help'])"]
    answer = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=ROOT)
    listed = set(re.findall(r"^    ([a-z-]+)(?:  |$)", answer.stdout, re.MULTILINE))
    assert listed, answer.stdout + answer.stderr
    return listed


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def code(page: Path) -> str:
    """All that a page prints as code, in blocks and in lines."""
    text = page.read_text(encoding="utf-8")
    return "\n".join([*re.findall(r"```.*?```", text, re.DOTALL), *re.findall(r"(?<!`)`[^`\n]+`(?!`)", text)])


def prose(page: Path) -> str:
    """The page without its blocks of code."""
    return re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)


def anchors(page: Path) -> set[str]:
    """The addresses of the page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_verb_is_documented() -> None:
    documented = {verb for page in PAGES for verb in re.findall(r"\bbackfile ([a-z-]+)", code(page))}
    assert verbs() - documented == set()


@every_page
def test_every_documented_verb_exists(page: Path) -> None:
    assert set(re.findall(r"\bbackfile ([a-z-]+)", code(page))) - verbs() == set()


@every_page
def test_every_documented_make_target_exists(page: Path) -> None:
    assert set(re.findall(r"\bmake ([a-z-]+)", code(page))) - make_targets() == set()


def test_the_readme_names_the_two_commands() -> None:
    assert {"make site", "make test"} <= set(re.findall(r"make [a-z]+", code(ROOT / "README.md")))


@every_page
def test_every_link_leads_somewhere(page: Path) -> None:
    broken = []
    for address in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]+`", "code", prose(page))):
        if re.match(r"[a-z]+:", address):
            continue
        path, _, anchor = address.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(address)
    assert broken == []


@every_page
def test_every_module_named_is_there(page: Path) -> None:
    named = set(re.findall(r"`([\w/.]+\.py)`", page.read_text(encoding="utf-8")))
    assert {name for name in named if not [*ROOT.glob(name), *ROOT.glob(f"scripts/**/{name}")]} == set()


def header_keys() -> dict[str, bool]:
    """The keys in the table of docs/markdown-header.md, in its order, and whether each must be there."""
    rows = re.findall(r"^\| ([A-Z]\w+)( \*)? \|", (ROOT / "docs/markdown-header.md").read_text("utf-8"), re.MULTILINE)
    return {key: bool(star) for key, star in rows}


def test_the_table_of_keys_is_the_one_that_is_written() -> None:
    assert tuple(header_keys()) == KEYS


@pytest.mark.parametrize("key", KEYS)
def test_a_key_must_be_there_if_the_table_says_so(key: str) -> None:
    least = {"Title": "Locks", "Slug": "locks", "Lang": "en", "Source": "generic", "Rights": "full", "Schema": "1"}
    text = "".join(f"{name}: {value}\n" for name, value in least.items() if name != key)
    if header_keys()[key]:
        with pytest.raises(HeaderError, match=f"{key} is missing"):
            parse_header(text, "locks.md")
    else:
        assert parse_header(text, "locks.md").title == "Locks"


@pytest.mark.parametrize(
    ("keys", "separator", "code"),
    [
        (("Tags", "Authors"), ";", "%3B"),
        (("Aliases",), " ", "%20"),
        (("Missing",), ",", "%2C"),
        (("Repairs", "Changes", "Notes"), "·", "%B7"),
    ],
)
def test_a_separator_inside_a_value_is_written_as_documented(keys: tuple[str, ...], separator: str, code: str) -> None:
    assert f"`{code}` for" in (ROOT / "docs/markdown-header.md").read_text("utf-8")
    written = {join_values(key, [f"up{separator}down", f"50{code}"]) for key in keys}
    assert written == {LISTS[key].join([f"up{code}down", f"50%25{code[1:]}"]) for key in keys}


def test_every_decision_is_numbered_and_has_its_three_parts() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [int(page.name[:4]) for page in decisions]
    assert len(set(numbers)) == len(numbers) > 1
    for page in decisions:
        assert re.findall(r"^\*\*(\w+)\.\*\*", prose(page), re.MULTILINE) == ["Context", "Decision", "Consequences"]
