"""The site's settings for Pelican: plain data. `pelican content -s pelicanconf.py -o output --fatal errors`."""

SITENAME = "Backfile"

# Every link between pages is relative; only canonical addresses, feeds and the sitemap must be absolute. This is the
# address they name: set it to that of the copy you publish (`-e SITEURL='"https://…"'`); "" leaves canonical ones out.
SITEURL = "https://archive.example"
RELATIVE_URLS = True

# The archive's first address. It is part of the ids in the feeds and stays the same on every mirror.
FEED_DOMAIN = "https://archive.example"

# The ISSN of the edition in each language that has one, as in {"en": "1234-5679"}.
ISSN = {}

DEFAULT_LANG = "en"
TIMEZONE = "UTC"
LOCALE = ["C.UTF-8", "C"]  # dates are written by CLDR, never by the machine's locale

PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
THEME_STATIC_PATHS = []  # the stylesheet is put together from its layers by a plugin
STATIC_PATHS = []  # pictures are copied by a plugin, which looks at them first

PLUGIN_PATHS = ["scripts"]
PLUGINS = [
    "backfile.plugins.archive",
    "backfile.plugins.citations.files",
    "backfile.plugins.feeds",
    "backfile.plugins.moves",
    "backfile.plugins.pictures",
    "backfile.plugins.search.writer",
    "backfile.plugins.sitemap",
    "backfile.plugins.stylesheet",
    "backfile.plugins.tables",
]

# Pelican's own pages and feeds are off: `backfile.plugins.archive` reads the content and writes the pages.
ARTICLE_PATHS = []
PAGE_PATHS = []
DIRECT_TEMPLATES = []
ARTICLE_SAVE_AS = ARTICLE_LANG_SAVE_AS = DRAFT_SAVE_AS = DRAFT_LANG_SAVE_AS = ""
PAGE_SAVE_AS = PAGE_LANG_SAVE_AS = DRAFT_PAGE_SAVE_AS = DRAFT_PAGE_LANG_SAVE_AS = ""
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = INDEX_SAVE_AS = ""
FEED_ALL_ATOM = FEED_ALL_RSS = CATEGORY_FEED_ATOM = CATEGORY_FEED_RSS = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

# A scraped text must not name a local file: Pelican's {attach}, {static} and |filename| links never match.
INTRASITE_LINK_REGEX = r"(?!)(?P<what>.*?)"
FORMATTED_FIELDS = []
FILENAME_METADATA = r"(?!)"
USE_FOLDER_AS_CATEGORY = False
DEFAULT_CATEGORY = ""

MARKDOWN = {
    "extensions": [
        "markdown.extensions.meta",
        "markdown.extensions.tables",
        "markdown.extensions.footnotes",
        "markdown.extensions.sane_lists",
    ],
    "extension_configs": {},
    "output_format": "html5",
}
CACHE_CONTENT = False
LOAD_CONTENT_CACHE = False  # a cache is a pickle: never load one
TYPOGRIFY = False
DELETE_OUTPUT_DIRECTORY = False
