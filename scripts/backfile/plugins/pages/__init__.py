"""Shelves in, pages out: a page is one template and one frozen record of all it may print."""
