"""The forms of citation files: the ending of a file's name, what the form is called, its media type."""

from __future__ import annotations

FORMS = (
    ("bib", "BibTeX", "application/x-bibtex"),
    ("ris", "RIS", "application/x-research-info-systems"),
    ("csl.json", "CSL-JSON", "application/vnd.citationstyles.csl+json"),
)
