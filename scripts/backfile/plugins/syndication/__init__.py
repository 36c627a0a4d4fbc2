"""The archive in, its feeds out: Atom with its archives, RSS, JSON Feed, and the list of them all as OPML."""
