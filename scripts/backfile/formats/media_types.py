"""The media types of files that hold many commentaries, and of one commentary out of such a file.

Only those of WARC, ZIP, RSS and Markdown are registered; the others follow their manner.
"""

WARC = "application/warc"
WACZ = "application/wacz"
ZIP = "application/zip"
FEED = "application/rss+xml"
WORDPRESS = "application/vnd.wordpress.export+xml"
SUBSTACK = "application/vnd.substack.export+zip"
GHOST = "application/vnd.ghost.export+json"

FEED_ITEM = "application/rss+xml;type=item"
WORDPRESS_POST = "application/vnd.wordpress.export+xml;type=item"
SUBSTACK_POST = "application/vnd.substack.post+json"
GHOST_POST = "application/vnd.ghost.post+json"
MARKDOWN = "text/markdown"
