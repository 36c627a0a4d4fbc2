"""Mailboxes: every mail in them is found once and whole, and what is no letter is left out by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from backfile.inputs.files import Found, FoundFile, Passed, Refused, read_files

MAIL = b"From: a@b.example\nTo: c@d.example\nMessage-ID: <%d@b.example>\nSubject: %d\n\nThe lock is shut.\n"
HEAD = b"From: e@f.example\nMessage-ID: <9@f.example>\nContent-Type: multipart/%s; boundary=x\n\n"
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
