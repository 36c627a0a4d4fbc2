"""The archive in, a search index out that a browser reads piece by piece, from a server or from a disk."""
