"""A folder of odd mails in, what became of each out: how many were read, passed over, refused, and with what words.

Such a folder is `test_email/data` in Debian's libpython3.11-testsuite: `apt-get download` it, and unpack it with
`dpkg-deb -x`. The last line is one flat JSON object; anything but 0 `exceptions` is a fault.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from backfile.errors import BackfileError
from backfile.inputs.files import FoundFile, Passed, Refused, read_files
from backfile.model import Capture
from backfile.street import document_of, read_commentaries

MOMENT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def outcomes(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Name, outcome and reason for each file of a folder and each mail in it."""
    for found in read_files([folder]):
        if isinstance(found, Passed):
            yield found.origin, "passed", found.reason
        elif isinstance(found, Refused):
            yield found.origin, "refused", found.error.message
        else:
            yield found.origin, *outcome(found)


def outcome(file: FoundFile) -> tuple[str, str]:
    """What became of one file."""
    digest = hashlib.sha256(file.body).hexdigest()
    capture = Capture(file.body, digest, MOMENT, file.media_type, file.origin, file.charset)
    try:
        read = read_commentaries(document_of(capture), capture)
    except BackfileError as error:
        return "refused", error.message
    except Exception as error:  # what this looks for
        return "exceptions", f"{type(error).__name__}: {error}"
    return "commentaries", f"{sum(len(block.text.split()) for one, _ in read for block in one.body)} words"


def main(folder: Path) -> int:
    """Print the outcomes; 1 if there was an exception."""
    counts: Counter[str] = Counter()
    for name, status, reason in outcomes(folder):
        counts[status] += 1
        sys.stdout.write(f"{status:12} {name}: {reason}\n")
    sys.stdout.write(json.dumps({f"mails_{name}": count for name, count in sorted(counts.items())}) + "\n")
    return 1 if counts["exceptions"] else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
