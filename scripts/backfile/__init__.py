"""Backfile: the back issues of a weekly newsletter as an archive to read, search and cite."""

__version__ = "0.1.0"
