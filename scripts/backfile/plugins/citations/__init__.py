"""Entries in, what one cites them by out: tags for a page's head, BibTeX, RIS, CSL-JSON, COinS, plain words."""
