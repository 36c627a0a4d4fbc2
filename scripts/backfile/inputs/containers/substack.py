"""A Substack export in, its published posts that all may read out.

A post is kept as JSON: its line of posts.csv, as far as it speaks of the text, and its HTML. Drafts, posts for paying
readers and everything about subscribers stay where they are.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from backfile.errors import CaptureError, DamagedCapture
from backfile.formats.media_types import SUBSTACK_POST
from backfile.inputs.containers.streams import counted
from backfile.inputs.containers.zips import broken, member, unzipped
from backfile.inputs.found import Found, FoundFile, Passed, Refused

LIST = "posts.csv"
_COLUMNS = ("post_id", "post_date", "type", "audience", "title", "subtitle", "podcast_url", "slug", "canonical_url")
_TYPES = ("newsletter", "post", "")
_FILE = re.compile(r"(?:.*/)?(\d+)\.?([^/]*)\.html")
_AGAIN = "Export it from Substack again"


def read_substack(file: FoundFile) -> Iterator[Found]:
    """The posts of an export in the order of its list; how many were left out, by kind, in one line."""
    passed: Counter[str] = Counter()
    with unzipped(file) as archive:
        if archive is None:
            yield Refused(file.origin, broken(file))
            return
        try:
            rows = _rows(archive, file)
        except CaptureError as error:
            yield Refused(file.origin, error)
            return
        files = {found.group(1): name for name in archive.namelist() if (found := _FILE.fullmatch(name))}
        for row in rows:
            if reason := withheld(row):
                passed[reason] += 1
            else:
                yield _post(archive, row, files, file)
    if passed:
        yield Passed(file.origin, f"only what all may read is read; left out were {counted(passed)}")


def withheld(row: Mapping[str, str]) -> str | None:
    """What a line of the list is if it is no published post for all, in the plural; None if it is one."""
    if row.get("is_published", "").lower() != "true":
        return "drafts"
    if row.get("type", "").lower() not in _TYPES:
        return "other kinds of posts"
    return None if row.get("audience", "").lower() in ("everyone", "") else "posts for some readers only"


def _rows(archive: zipfile.ZipFile, file: FoundFile) -> list[dict[str, str]]:
    name = next(name for name in archive.namelist() if name.rpartition("/")[2] == LIST)
    try:
        text = member(archive, archive.getinfo(name), file.origin).decode("utf-8-sig")
        lines = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        return [{key: value for key, value in row.items() if isinstance(value, str)} for row in lines]
    except (UnicodeDecodeError, csv.Error) as error:
        raise DamagedCapture(f"its {LIST} cannot be read ({error})", where=file.origin, advice=_AGAIN) from error


def _post(archive: zipfile.ZipFile, row: Mapping[str, str], files: Mapping[str, str], file: FoundFile) -> Found:
    number, _, slug = row.get("post_id", "").partition(".")
    origin = _address(row) or f"{file.origin}#{number}"
    if number not in files:
        error = DamagedCapture("its text is not in the export", where=origin, advice=_AGAIN)
        return Refused(origin, error)
    try:
        html = member(archive, archive.getinfo(files[number]), file.origin).decode("utf-8")
    except UnicodeDecodeError:
        error = DamagedCapture(f"{files[number]} is not UTF-8", where=origin, advice=_AGAIN)
        return Refused(origin, error)
    except CaptureError as error:
        return Refused(origin, error)
    post = {key: row[key] for key in _COLUMNS if row.get(key)} | {"post_id": number, "html": html}
    if slug:
        post["slug"] = slug
    body = json.dumps(post, ensure_ascii=False, indent=1, sort_keys=True).encode()
    return replace(file, origin=origin, body=body, media_type=SUBSTACK_POST, charset=None, captured=None, whole=True)


def _address(row: Mapping[str, str]) -> str:
    """The post's address, if the export tells one."""
    address = row.get("canonical_url", "") or row.get("url", "")
    return address if address.lower().startswith(("http://", "https://")) else ""
