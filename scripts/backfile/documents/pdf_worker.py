"""A PDF on standard input in, its printed lines as JSON out: run as a process of its own, within limits.

What is wrong with a PDF stands in the JSON as `error`; a bomb or an endless one ends this process alone.
"""

from __future__ import annotations

import json
import logging
import sys
import zlib
from collections.abc import Iterator
from io import BytesIO

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTAnno, LTChar, LTContainer, LTPage, LTTextLine
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFXRefFallback
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, dict_value, int_value, list_value, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.utils import decode_text

CPU_SECONDS = 60
MEMORY = 1_000_000_000
MOST_PAGES = 1000
MOST_OBJECTS = 200_000
MOST_INFLATED = 200_000_000
MOST_LETTERS = 5_000_000
_STEP = 1 << 20

Json = dict[str, object]
Area = tuple[float, float, float, float, str]


class Refused(Exception):
    """What a PDF cannot be read for: the kind of reason, and its words."""


def limit() -> None:
    """Bind this process to its time and memory, where the system can."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def read(body: bytes) -> Json:
    """The pages of a PDF, and what it says about itself. Raises Refused."""
    if b"%%EOF" not in body[-2048:]:
        raise Refused("damaged", "the PDF ends too early")
    document = PDFDocument(PDFParser(BytesIO(body)))
    doubts = list(check_streams(document))
    pages = list(pages_of(document))
    promised = int_value(dict_value(document.catalog.get("Pages", {})).get("Count", 0))
    if len(pages) != promised or not pages:
        raise Refused("damaged", f"the PDF says that it has {promised} pages, but {len(pages)} can be read")
    if any(isinstance(xref, PDFXRefFallback) for xref in document.xrefs):
        doubts.append("the PDF's table of contents is broken; its pages were found without it")
    return {"pages": pages, "said": dict(said_by(document)), "doubts": doubts}


def check_streams(document: PDFDocument) -> Iterator[str]:
    """Doubts about a PDF's objects. Raises Refused where compressed ones are broken, too many or too large."""
    total, missing = 0, 0
    numbers = sorted({number for xref in document.xrefs for number in xref.get_objids()})
    if len(numbers) > MOST_OBJECTS:
        raise Refused("large", f"the PDF has more than {MOST_OBJECTS} objects")
    for number in numbers:
        try:
            found = document.getobj(number)
        except PSException:
            missing += 1
            continue
        if isinstance(found, PDFStream):
            total += inflated(found)
        if total > MOST_INFLATED:
            raise Refused("large", f"the PDF inflates to more than {MOST_INFLATED // 1_000_000} MB")
    if missing:
        yield f"{missing} objects of the PDF cannot be read"


def inflated(stream: PDFStream) -> int:
    """How many bytes a stream inflates to. Raises Refused if it breaks off or does not match its own check sum."""
    filters = [str(name.name) for name, _ in stream.get_filters() if hasattr(name, "name")]
    data = stream.get_rawdata()
    if data is None or filters[:1] not in (["FlateDecode"], ["Fl"]):
        return 0
    if stream.decipher and stream.objid is not None and stream.genno is not None:
        data = stream.decipher(stream.objid, stream.genno, data, stream.attrs)
    member, size = zlib.decompressobj(), 0
    try:
        while data and not member.eof:
            size += len(member.decompress(data, _STEP))
            data = member.unconsumed_tail
            if size > MOST_INFLATED:
                return size
    except zlib.error as error:
        raise Refused("damaged", f"a part of the PDF is broken ({error})") from error
    if not member.eof:
        raise Refused("damaged", "a part of the PDF ends too early")
    return size


def pages_of(document: PDFDocument) -> Iterator[Json]:
    """Each page as its size and its lines."""
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=LAParams(boxes_flow=None, char_margin=1.5))
    interpreter = PDFPageInterpreter(resources, device)
    letters = 0
    for number, page in enumerate(PDFPage.create_pages(document)):
        if number == MOST_PAGES:
            raise Refused("large", f"the PDF has more than {MOST_PAGES} pages")
        interpreter.process_page(page)
        layout = device.get_result()
        links = list(links_of(page))
        lines = [line for found in text_lines(layout) if (line := line_of(found, layout, links)) is not None]
        flat = sum(found.width < 0.1 * found.height for found in text_lines(layout))
        if flat * 2 > len(lines):
            raise Refused("damaged", "the PDF does not say how wide its letters are")
        letters += sum(len(found.get_text()) for found in text_lines(layout))
        if letters > MOST_LETTERS:
            raise Refused("large", f"the PDF has more than {MOST_LETTERS} letters")
        yield {"width": layout.width, "height": layout.height, "lines": lines}


def text_lines(layout: LTPage) -> Iterator[LTTextLine]:
    """Every line of text on a page, pictures' captions and forms' contents too."""
    rest: list[object] = [layout]
    while rest:
        found = rest.pop()
        if isinstance(found, LTTextLine):
            yield found
        elif isinstance(found, LTContainer):
            rest += reversed(list(found))


def line_of(line: LTTextLine, page: LTPage, links: list[Area]) -> dict[str, object] | None:
    """A line as its box from the page's upper left corner, and its pieces of one look; None if nothing is in sight."""
    letters = list(seen(line, page))
    chars = [one for one in letters if isinstance(one, LTChar)]
    if not chars or not any(char.get_text().strip() for char in chars):
        return None
    size = sorted(char.size for char in chars)[len(chars) // 2]
    base = sorted(char.y0 for char in chars)[len(chars) // 2]
    pieces: list[list[object]] = []
    look: list[object] = []
    for one in letters:
        if isinstance(one, LTChar):
            raised = one.size < 0.85 * size and one.y0 > base + 0.1 * size
            name = one.fontname.casefold()
            bold, slanted = "bold" in name or "black" in name, "italic" in name or "oblique" in name
            look = [bold, slanted, raised, link_at(one, links)]
        if pieces and pieces[-1][1:] == look:
            pieces[-1][0] = f"{pieces[-1][0]}{one.get_text()}"
        else:
            pieces.append([one.get_text(), *look])
    x0, x1 = min(char.x0 for char in chars), max(char.x1 for char in chars)
    box = [x0 - page.x0, page.y1 - max(c.y1 for c in chars), x1 - page.x0, page.y1 - min(c.y0 for c in chars)]
    return {"box": [round(side, 2) for side in box], "size": round(size, 2), "pieces": pieces}


def seen(line: LTTextLine, page: LTPage) -> Iterator[LTChar | LTAnno]:
    """The upright letters of a line on the page, without blanks of no width and those printed twice to look bold."""
    before: LTChar | None = None
    letters = list(line)
    for at, one in enumerate(letters):
        if isinstance(one, LTAnno):
            if one.get_text() != "\n":
                yield one
            continue
        if not isinstance(one, LTChar) or not one.upright or one.x1 < page.x0 or one.x0 > page.x1:
            continue
        after = next((char for char in letters[at + 1 :] if isinstance(char, LTChar)), None)
        if one.get_text() == " " and after is not None and after.x0 < one.x1 - 0.5 * one.width:
            continue  # a soft hyphen that did not break the word is printed so
        twice = before is not None and before.get_text() == one.get_text() and one.x0 - before.x0 < 0.2 * one.width
        before = one
        if not twice:
            yield one


def links_of(page: PDFPage) -> Iterator[Area]:
    """The areas of a page that lead to a web address, and that."""
    for found in list_value(page.annots) if page.annots else ():
        note = resolve1(found)
        action = resolve1(note.get("A")) if isinstance(note, dict) else None
        address = resolve1(action.get("URI")) if isinstance(action, dict) else None
        area = [float(resolve1(side)) for side in list_value(note.get("Rect", []))] if address else []
        if isinstance(address, bytes) and len(area) == 4:
            x0, y0, x1, y1 = area
            yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), address.decode("utf-8", "replace")


def link_at(char: LTChar, links: list[Area]) -> str | None:
    """The address that a letter's middle lies on."""
    x, y = (char.x0 + char.x1) / 2, (char.y0 + char.y1) / 2
    return next((address for x0, y0, x1, y1, address in links if x0 <= x <= x1 and y0 <= y <= y1), None)


def said_by(document: PDFDocument) -> Iterator[tuple[str, str]]:
    """What a PDF says about itself: title, author and day of its making, its language, and its XMP."""
    for info in document.info:
        for key in ("Title", "Author", "CreationDate"):
            value = resolve1(info.get(key))
            if isinstance(value, bytes):
                yield key, decode_text(value)
    language = resolve1(document.catalog.get("Lang"))
    if isinstance(language, bytes):
        yield "Lang", decode_text(language)
    packet = resolve1(document.catalog.get("Metadata"))
    if isinstance(packet, PDFStream):
        yield "XMP", packet.get_data()[:_STEP].decode("utf-8", "replace")


def answer(body: bytes) -> Json:
    """The JSON for a PDF, whatever it is."""
    try:
        return read(body)
    except Refused as refused:
        return {"error": list(refused.args)}
    except PDFEncryptionError:
        return {"error": ["encrypted", "the PDF is encrypted"]}
    except MemoryError:
        return {"error": ["large", "the PDF needs more memory than it may have"]}
    except Exception as error:  # pdfminer lets a broken PDF raise anything
        return {"error": ["damaged", f"the PDF is damaged ({type(error).__name__}: {str(error)[:80]})"]}


def main() -> None:
    """Read, and answer."""
    limit()
    logging.disable(logging.CRITICAL)
    sys.stdout.write(json.dumps(answer(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
