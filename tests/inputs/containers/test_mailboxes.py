"""Mailboxes: every mail in them is found once and whole, and what is no letter is left out by name."""

from __future__ import annotations

import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backfile.formats.media_types import ZIP
from backfile.inputs.containers.mbox import read_mbox
from backfile.inputs.containers.zips import read_zip
from backfile.inputs.files import LARGEST, Found, FoundFile, Passed, Refused, read_files
from backfile.inputs.forms import MBOX

MAIL = b"From: a@b.example\nTo: c@d.example\nMessage-ID: <%d@b.example>\nSubject: %d\n\nThe lock is shut.\n"
HEAD = b"From: e@f.example\nMessage-ID: <9@f.example>\nContent-Type: multipart/%s; boundary=x\n\n"
LINES = (b"\n", b"The lock is shut.\n", b"From the quay: 2025\n", b"> From him\n", b"  \n")
ENVELOPE = b"From a@b.example Mon Jul  7 08:00:00 2025\n"


def found(path: Path) -> list[Found]:
    return list(read_files([path]))


def mailbox(folder: Path, body: bytes) -> list[Found]:
    path = folder / "letters"
    path.write_bytes(body)
    return found(path)


def bodies(members: list[Found]) -> list[bytes]:
    return [one.body for one in members if isinstance(one, FoundFile)]


def test_each_mail_of_a_mailbox_is_found_by_its_number(tmp_path: Path) -> None:
    members = mailbox(tmp_path, ENVELOPE + MAIL % (1, 1) + b"\n" + ENVELOPE + MAIL % (2, 2) + b"\n")
    assert ["letters#1", "letters#2"] == [one.origin for one in members]
    assert [MAIL % (1, 1), MAIL % (2, 2)] == bodies(members)


@pytest.mark.parametrize(
    "line", [b"From the quay one sees nothing.", b"From here to 2025", b"From a to z: it was 1999"]
)
def test_a_line_of_a_mail_that_begins_with_from_does_not_part_it(tmp_path: Path, line: bytes) -> None:
    mail = MAIL % (1, 1) + b"\n" + line + b"\nAnd so on.\n"
    assert [mail] == bodies(mailbox(tmp_path, ENVELOPE + mail))


def test_a_quoted_line_loses_one_mark(tmp_path: Path) -> None:
    mail = MAIL % (1, 1) + b"\n>From Monday on.\n>>From him.\n> From a quote.\n"
    (body,) = bodies(mailbox(tmp_path, ENVELOPE + mail))
    assert body.endswith(b"\nFrom Monday on.\n>From him.\n> From a quote.\n")


def test_the_length_that_a_mail_states_keeps_a_mail_inside_it_whole(tmp_path: Path) -> None:
    text = b"He sent this:\n\nFrom x@y.example Tue Jul  8 08:00:00 2025\nSubject: inner\n\nEnd.\n"
    mail = MAIL[: MAIL.index(b"\n\n")] % (1, 1) + b"\nContent-Length: %d\n\n" % len(text) + text
    assert [mail, MAIL % (2, 2)] == bodies(mailbox(tmp_path, ENVELOPE + mail + b"\n" + ENVELOPE + MAIL % (2, 2)))


def test_a_mailbox_that_ends_inside_a_mail_says_so(tmp_path: Path) -> None:
    mail = MAIL[: MAIL.index(b"\n\n")] % (1, 1) + b"\nContent-Length: 500\n\nThe lo"
    (refused,) = mailbox(tmp_path, ENVELOPE + mail)
    assert isinstance(refused, Refused)
    assert "ends inside this mail" in str(refused.error)


def test_a_mailbox_of_windows_lines_is_parted_alike(tmp_path: Path) -> None:
    mails = [(ENVELOPE + MAIL % (number, number) + b"\n").replace(b"\n", b"\r\n") for number in (1, 2)]
    assert [(MAIL % (n, n)).replace(b"\n", b"\r\n") for n in (1, 2)] == bodies(mailbox(tmp_path, b"".join(mails)))


def test_a_mailbox_larger_than_any_page_is_read_mail_by_mail(tmp_path: Path) -> None:
    path = tmp_path / "letters"
    mail = MAIL % (1, 1) + (b"The ferry came at noon, and nobody was on it. " * 1000 + b"\n") * 20
    with path.open("wb") as stream:
        for _ in range(LARGEST // len(mail) + 1):
            stream.write(ENVELOPE + mail + b"\n")
    tracemalloc.start()
    try:
        count = sum(isinstance(one, FoundFile) and one.body == mail for one in read_files([path]))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert path.stat().st_size > LARGEST
    assert count == LARGEST // len(mail) + 1
    assert most < 10 * len(mail)


def test_a_large_mailbox_in_a_zip_is_read_mail_by_mail_and_a_large_page_in_it_is_refused(tmp_path: Path) -> None:
    letters = b"\n".join(ENVELOPE + MAIL % (number, number) for number in range(40))
    path = tmp_path / "takeout.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mail/letters", letters)
        archive.writestr("page.html", b"<!DOCTYPE html><p>The lock is shut.</p>" + b" " * len(letters))
    file = FoundFile("takeout.zip", path.read_bytes(), ZIP, path, tmp_path)
    members = read_zip(file, most=1000)
    mailbox = next(members)
    assert isinstance(mailbox, FoundFile) and mailbox.unpacked and mailbox.unpacked.exists()
    assert len(mailbox.body) <= len(letters) and not mailbox.whole
    read = list(read_mbox(mailbox))
    assert bodies(read) == [MAIL % (number, number) for number in range(40)]
    assert [one.origin for one in read][-1] == "takeout.zip#mail/letters#40"
    (refused,) = members
    assert isinstance(refused, Refused) and "page.html in it is larger than" in str(refused.error)
    assert not mailbox.unpacked.exists()


def test_a_damaged_large_mailbox_in_a_zip_is_refused_by_its_name(tmp_path: Path) -> None:
    letters = b"\n".join(ENVELOPE + MAIL % (number, number) for number in range(40))
    path = tmp_path / "takeout.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("letters", letters)
    body = path.read_bytes().replace(b"Subject", b"Sabject", 1)
    (refused,) = read_zip(FoundFile("takeout.zip", body, ZIP, path, tmp_path), most=1000)
    assert isinstance(refused, Refused) and refused.origin == "takeout.zip#letters"
    assert "cannot be unpacked" in str(refused.error)


def test_a_mail_over_the_limit_is_refused_by_its_number_and_the_others_are_read(tmp_path: Path) -> None:
    long = MAIL % (2, 2) + b"The lock is still shut.\n" * 20
    body = b"\n".join(ENVELOPE + mail for mail in (MAIL % (1, 1), long, MAIL % (3, 3)))
    file = FoundFile("letters", body, MBOX, tmp_path, tmp_path)
    first, refused, third = read_mbox(file, largest=200)
    assert [MAIL % (1, 1), MAIL % (3, 3)] == bodies([first, third])
    assert isinstance(refused, Refused) and refused.origin == "letters#2"
    assert "larger than 0.0002 MB" in str(refused.error)


@settings(max_examples=50, deadline=None)
@given(st.data(), st.booleans())
def test_no_line_of_any_mail_is_lost_or_parts_it(data: st.DataObject, is_measured: bool) -> None:
    lines = st.lists(st.sampled_from((*LINES, ENVELOPE) if is_measured else LINES), max_size=6).map(b"".join)
    mails = []
    for text in data.draw(st.lists(lines, min_size=1, max_size=4)):
        length = b"Content-Length: %d\n" % len(text) if is_measured else b""
        mails.append(b"Subject: x\nTo: y@z.example\n" + length + b"\n" + text)
    letters = b"".join(ENVELOPE + mail + b"\n" for mail in mails)
    found = read_mbox(FoundFile("letters", letters, MBOX, Path("letters"), Path()))
    assert mails == bodies(list(found))


def test_a_maildir_gives_its_mails_and_no_draft_no_bin_and_nothing_that_is_not_delivered(tmp_path: Path) -> None:
    for name in (
        "cur/1.b:2,S",
        "cur/2.b:2,DS",
        "cur/3.b:2,T",
        "new/4.b",
        "tmp/5.b",
        "dovecot-uidlist",
        ".Old/cur/6.b:2,",
    ):
        path = tmp_path / "mail" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(MAIL % (len(name), len(name)))
    for part in ("new", "tmp"):
        (tmp_path / "mail" / ".Old" / part).mkdir()
    members = found(tmp_path)
    assert ["mail/.Old/cur/6.b:2,", "mail/cur/1.b:2,S", "mail/new/4.b"] == [
        one.origin for one in members if isinstance(one, FoundFile)
    ]
    assert {"mail/cur/2.b:2,DS": "is a draft", "mail/cur/3.b:2,T": "is in the mailbox's bin"} == {
        one.origin: one.reason for one in members if isinstance(one, Passed)
    }


def test_a_forwarded_mail_and_the_mails_of_a_digest_are_read_themselves(tmp_path: Path) -> None:
    note, end = b"--x\nContent-Type: text/plain\n\nFor you.\n", b"--x--\n"
    part = b"--x\nContent-Type: message/rfc822\n\n"
    forwarded = HEAD % b"mixed" + note + part + MAIL % (1, 1) + end
    digest = HEAD % b"digest" + b"--x\n\n" + MAIL % (1, 1) + b"--x\n\n" + MAIL % (2, 2) + end
    carrier, inner = mailbox(tmp_path, forwarded)
    assert Passed("letters", "only carries 1 other mail") == carrier
    assert ("letters#1", True) == (inner.origin, b"Subject: 1" in bodies([inner])[0])
    assert ["letters", "letters#1", "letters#2"] == [one.origin for one in mailbox(tmp_path, digest)]


def test_a_mail_servers_report_is_no_letter(tmp_path: Path) -> None:
    report = HEAD % b"report" + b"--x\nContent-Type: message/rfc822\n\n" + MAIL % (1, 1) + b"--x--\n"
    assert [Passed("letters", "is a mail server's report")] == mailbox(tmp_path, report)
