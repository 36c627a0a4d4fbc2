"""A blog on Blogger that reposts a column: day, title, author, body, then the comments; it names no publisher."""

from __future__ import annotations

from backfile.sources.platforms.columns import COMMENTS, dated_column
from backfile.sources.platforms.layout import Source, wording

FOOT = wording(r"post a comment", r"(?:newer|older) posts?", r"posted by .* at .*", r"labels:.*", "home")

SOURCE = Source(
    id="blogger-repost",
    name="Blogger repost",
    home="https://www.blogger.com/",
    hosts=(),
    languages=("en", "ru", "be"),
    frequency="irregular",
    layouts=(dated_column("post", marks=(COMMENTS,), ends=(COMMENTS, FOOT)),),
)
