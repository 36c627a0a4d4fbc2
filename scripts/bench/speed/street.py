"""A store of captures in, the milliseconds that each step from a capture to a commentary takes out, as JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import process_time

from backfile.clean import clean
from backfile.enrich.facts import commentary_of
from backfile.enrich.languages import language_of
from backfile.inputs.store import CaptureStore
from backfile.model import Capture
from backfile.sources import read_commentary, source_of
from backfile.street import declared_language, document_of, prose, publication

STEPS = ("reading the document", "finding the commentary", "cleaning", "enriching")


def timed(capture: Capture) -> tuple[float, ...]:
    """The seconds of processor time of each step, as `backfile.street` takes them."""
    began = process_time()
    document = document_of(capture)
    known = process_time()
    source = source_of(document)
    reading = read_commentary(source, document)
    found = process_time()
    language = language_of(prose(reading), declared_language(document, source.languages))
    told = process_time()
    reading = clean(reading, language)
    cleaned = process_time()
    commentary_of(reading, document, capture, publication(source), language)
    return known - began, found - known, cleaned - told, told - found + process_time() - cleaned


def main() -> None:
    """Time the steps over all captures of the store that is named."""
    each = [timed(capture) for capture in CaptureStore(Path(sys.argv[1]))]
    means = (1000 * sum(seconds) / len(each) for seconds in zip(*each, strict=True))
    print(json.dumps(dict(zip(STEPS, means, strict=True))))


if __name__ == "__main__":
    main()
