"""Stock Pelican with its own theme `simple`: articles, topics and tags by twenty, years and months, a feed a topic."""

SITENAME = "Talvaria Weekly"
SITEURL = ""
AUTHOR = "Talvaria Weekly"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
PATH = "content"
THEME = "theme"
STATIC_PATHS = ["images"]
DEFAULT_PAGINATION = 20
DIRECT_TEMPLATES = ()
DISPLAY_PAGES_ON_MENU = False

ARTICLE_URL = ARTICLE_SAVE_AS = "articles/{slug}.html"
AUTHOR_SAVE_AS = ""
YEAR_ARCHIVE_SAVE_AS = "{date:%Y}/index.html"
MONTH_ARCHIVE_SAVE_AS = "{date:%Y}/{date:%m}/index.html"

FEED_DOMAIN = "https://archive.example"
FEED_MAX_ITEMS = 20
FEED_ALL_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
CATEGORY_FEED_ATOM = "feeds/{slug}.atom.xml"
