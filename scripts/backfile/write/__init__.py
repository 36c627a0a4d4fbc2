"""Commentaries as Markdown files, and back: rendering, the header, addresses, the merge and the archive on disk."""
