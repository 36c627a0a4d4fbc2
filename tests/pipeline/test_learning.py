"""A run without rules: what recurs goes, is remembered, and teaches the pages of a later run."""

from __future__ import annotations

from pathlib import Path

from backfile import pipeline
from backfile.report import Report

BOX = "<h3>Subscribe to the Peshk Courier</h3><p>A letter each Friday from the harbour office, free of charge.</p>"
PROSE = "The council of {0} read the {0} letter aloud. Nobody in {0} answered it before the frost, and {0} slept."


def saved(folder: Path, name: str) -> Path:
    folder.mkdir(exist_ok=True)
    text = "".join(f"<p>{PROSE.format(f'{name}{part}')}</p>" for part in ("ham", "wick", "ford"))
    address = f'<link rel="canonical" href="https://courier.example/{name}/">'
    head = f"<html lang='en'><head><title>On {name}</title>{address}</head>"
    page = f"{head}<body><main><article><h1>On {name}</h1>{text}{BOX}</article></main></body></html>"
    (folder / f"{name}.html").write_text(page, "utf-8")
    return folder / f"{name}.html"


def add(root: Path, *paths: Path) -> Report:
    return pipeline.add(paths, content=root / "content", store=root / "captures")


def bodies(root: Path) -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted((root / "content").rglob("*.md")))


def test_a_later_run_learns_from_the_pages_of_the_one_before(tmp_path: Path) -> None:
    add(tmp_path, saved(tmp_path / "pages", "tarn"))
    first = bodies(tmp_path)
    assert "Subscribe to the Peshk Courier" in first
    add(tmp_path, saved(tmp_path / "pages", "olm"))
    assert bodies(tmp_path).count("Subscribe to the Peshk Courier") == 1
    assert first in bodies(tmp_path), "what is written is not changed unasked"
    report = add(tmp_path, tmp_path / "pages" / "tarn.html")
    assert "Subscribe to the Peshk Courier" not in bodies(tmp_path)
    assert [outcome.status for outcome in report.outcomes] == ["changed"]


def test_a_second_run_changes_nothing_and_a_damaged_record_is_told(tmp_path: Path) -> None:
    pages = [saved(tmp_path / "pages", name) for name in ("tarn", "olm")]
    report = add(tmp_path, *pages)
    before = bodies(tmp_path)
    assert any('r"Subscribe to the Peshk Courier"' in note.advice for note in report.warnings)
    assert {outcome.status for outcome in add(tmp_path, *reversed(pages)).outcomes} == {"unchanged"}
    (tmp_path / "captures" / "learned" / "generic.courier.example.jsonl").write_text("[1", "utf-8")
    assert any("cannot be read" in note.text for note in add(tmp_path, *pages).warnings)
    assert bodies(tmp_path) == before


def test_the_check_lists_what_recurs_in_the_files(tmp_path: Path) -> None:
    for name in ("tarn", "olm", "esk"):
        file = tmp_path / "content" / f"{name}.md"
        file.parent.mkdir(exist_ok=True)
        header = f"Title: On {name}\nSlug: {name}\nLang: en\nSource: courier\nRights: full\nSchema: 1\n"
        file.write_text(
            f"{header}\nOnly {name} has this line, and no one else.\n\nRead us each Friday at noon.\n", "utf-8"
        )
    told = [str(one) for one in pipeline.lint(tmp_path / "content") if "this text stands in" in one.message]
    assert len(told) == 1
    assert "esk.md:10: warning: this text stands in 3 files of courier, such as tarn.md" in told[0]
    assert r'furniture=(wording(r"Read us each Friday at noon\."),)' in told[0]
