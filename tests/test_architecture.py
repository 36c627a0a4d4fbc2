"""The rules of the house, read off the imports, calls and sizes of the modules themselves."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pytest

from backfile import errors

ROOT = Path(__file__).resolve().parent.parent / "scripts" / "backfile"

# Who may import what of the package; all see the records of `model` and the tree of `errors`. Only what writes
# sees `files`.
SEES: dict[str, set[str]] = {
    "": set(),
    "model": set(),
    "errors": set(),
    "files": set(),
    "crew": set(),
    "vocabularies": set(),
    "formats": set(),
    "documents": {"vocabularies", "formats"},
    "sources.platforms": {"vocabularies", "documents"},
    "sources": {"vocabularies", "documents", "sources.platforms"},
    "clean": {"vocabularies"},
    "enrich": {"vocabularies"},
    "write": {"files"},
    "inputs": {"files", "formats"},
    "discovery": {"vocabularies", "documents", "sources", "sources.platforms"},
    "plugins": {"vocabularies", "write", "formats", "crew"},
    "publish": {"write", "files", "crew"},
    "street": {"vocabularies", "documents", "sources", "sources.platforms", "clean", "enrich"},
    "drafting": {"vocabularies", "documents", "sources", "sources.platforms", "clean", "street"},
    "report": set(),
    "pipeline": {
        "street",
        "report",
        "files",
        "vocabularies",
        "sources",
        "sources.platforms",
        "clean",
        "enrich",
        "write",
        "inputs",
        "publish",
        "discovery",
        "drafting",
    },
    "cli": {"pipeline", "report"},
    "__main__": {"cli"},
}

# Who alone may import what of the world outside.
NETWORK = {"requests", "urllib3", "httpx", "aiohttp", "urllib.request", "http.client", "ftplib", "smtplib"}
ONLY_IN: dict[str, tuple[set[str], set[str]]] = {
    "Pelican": ({"pelican"}, {"plugins"}),
    "Beautiful Soup": ({"bs4"}, {"documents", "sources", "clean"}),
    "the network": (NETWORK, {"inputs.web"}),
    "a server": ({"http.server", "socketserver"}, {"publish.serve"}),
    "word of edits": ({"watchfiles"}, {"publish.watching"}),
    "a socket": ({"socket"}, {"inputs.web", "publish.serve"}),
}

CATCHES = {"pipeline", "cli"}
# One broken file, web page or member of a container does not end the reading of the others: these turn its error into a
# value, to be listed.
SETS_ASIDE = {
    "write.archive": {"HeaderError"},
    "write.scan": {"HeaderError"},
    "publish.archive": {"HeaderError"},
    "discovery.pages": {"CaptureError"},
    "inputs.containers.feeds": {"CaptureError"},
    "inputs.containers.substack": {"CaptureError"},
    "inputs.containers.wacz": {"CaptureError"},
    "inputs.containers.warc": {"CaptureError"},
    "inputs.containers.wordpress": {"CaptureError", "DamagedCapture"},
    "inputs.containers.zips": {"CaptureError"},
}
TELLS_THE_TIME = {"inputs", "pipeline", "cli"}
CLOCKS = {
    *("datetime.now", "datetime.utcnow", "datetime.today", "date.today"),
    *("time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.ctime", "time.strftime"),
}
MOST_LINES_OF_A_MODULE = 300
MOST_LINES_OF_A_FUNCTION = 40


@dataclass(frozen=True)
class Module:
    """A module of the package: its name without `backfile.`, and its text."""

    name: str
    text: str = field(repr=False)
    is_package: bool = False

    def __str__(self) -> str:
        return self.name or "backfile"

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.tree))

    @property
    def home(self) -> str:
        """The entry of SEES that it belongs to."""
        return home(self.name)

    def is_in(self, places: set[str]) -> bool:
        return any(self.name == place or self.name.startswith(f"{place}.") for place in places)

    def imports(self) -> Iterator[str]:
        """Absolute names of all it imports, wherever in the module; `from a import b` gives `a` and `a.b`."""
        for node in self.nodes:
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = ".".join(part for part in (self._above(node.level), node.module) if part)
                yield base
                yield from (f"{base}.{alias.name}" for alias in node.names)

    def _above(self, level: int) -> str:
        parts = ["backfile", *(self.name.split(".") if self.name else []), *(["__init__"] if self.is_package else [])]
        return ".".join(parts[:-level]) if level else ""


def home(name: str) -> str:
    """The longest entry of SEES that the module's name starts with; its first part if there is none."""
    parts = name.split(".")
    starts = (".".join(parts[:n]) for n in range(len(parts), 0, -1))
    return next((start for start in starts if start in SEES), parts[0])


def package() -> list[Module]:
    return [
        Module(
            ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix("__init__").rstrip("."),
            path.read_text(encoding="utf-8"),
            path.name == "__init__.py",
        )
        for path in sorted(ROOT.rglob("*.py"))
    ]


PACKAGE = package()
NAMES = {module.name for module in PACKAGE}


def against(rule: Callable[[Module], Collection[str]]) -> dict[str, Collection[str]]:
    """What each module of the package does against a rule, where it does."""
    return {str(module): found for module in PACKAGE if (found := rule(module))}


def against_the_street(module: Module) -> set[str]:
    """The parts of the package that it imports from and may not see."""
    homes = {home(name.removeprefix("backfile.")) for name in module.imports() if name.startswith("backfile.")}
    return homes - SEES.get(module.home, set()) - {module.home, "model", "errors", "__version__"}


def taken_from(module: Module, libraries: set[str]) -> set[str]:
    return {
        name for name in module.imports() for library in libraries if name == library or name.startswith(f"{library}.")
    }


def caught(module: Module) -> set[str]:
    """The errors of our own tree that it handles or suppresses."""
    ours = {name for name, thing in inspect.getmembers(errors, inspect.isclass) if issubclass(thing, Exception)}
    handlers = [node.type for node in module.nodes if isinstance(node, ast.ExceptHandler) and node.type]
    calls = [node for node in module.nodes if isinstance(node, ast.Call)]
    suppressed = [argument for call in calls if _dotted(call.func).endswith("suppress") for argument in call.args]
    named = {_dotted(part) for node in [*handlers, *suppressed] for part in ast.walk(node)}
    return {name.rpartition(".")[2] for name in named} & ours


def set_aside(module: Module) -> set[str]:
    """The errors of our own tree that it may handle."""
    return SETS_ASIDE.get(module.name, set())


def clocks_read(module: Module) -> set[str]:
    """The calls that ask the machine for the day or the hour, under whatever name they were imported."""
    nodes = module.nodes
    meant = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in nodes
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    called = {_dotted(node.func) for node in nodes if isinstance(node, ast.Call)}
    full = {meant.get(first, first) + dot + rest for first, dot, rest in (name.partition(".") for name in called)}
    return {name for name in full if ".".join(name.split(".")[-2:]) in CLOCKS}


def long_functions(module: Module) -> list[str]:
    """The functions that are too long, their docstring not counted."""
    return [
        f"{node.name}: {_length(node)} lines"
        for node in module.nodes
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _length(node) > MOST_LINES_OF_A_FUNCTION
    ]


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    end = node.end_lineno or node.lineno
    docstring = len((ast.get_docstring(node, clean=False) or "").splitlines())
    return end - node.lineno + 1 - docstring


def _dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def test_the_walk_has_seen_the_package() -> None:
    assert {"", "model", "errors"} <= NAMES
    assert len(NAMES) > 5


def test_a_module_belongs_to_a_part_of_the_street() -> None:
    assert against(lambda module: {module.home} - set(SEES)) == {}, "say in SEES what they may import"


def test_imports_follow_the_street() -> None:
    assert against(against_the_street) == {}


@pytest.mark.parametrize("what", ONLY_IN)
def test_a_library_stays_in_its_place(what: str) -> None:
    libraries, places = ONLY_IN[what]
    assert against(lambda module: set() if module.is_in(places) else taken_from(module, libraries)) == {}


def test_only_the_pipeline_and_the_command_line_catch_our_errors() -> None:
    assert against(lambda module: set() if module.is_in(CATCHES) else caught(module) - set_aside(module)) == {}


def test_only_the_ends_of_the_street_read_a_clock() -> None:
    assert against(lambda module: set() if module.is_in(TELLS_THE_TIME) else clocks_read(module)) == {}


def test_a_module_is_short() -> None:
    long = {str(module): len(module.text.splitlines()) for module in PACKAGE}
    assert {name: lines for name, lines in long.items() if lines > MOST_LINES_OF_A_MODULE} == {}


def test_a_function_is_short() -> None:
    assert against(long_functions) == {}


def test_what_another_program_says_is_read_as_utf8_whatever_the_locale() -> None:
    files = [path for folder in ("scripts", "tests") for path in (ROOT.parents[1] / folder).rglob("*.py")]
    said = [
        (path.name, ast.unparse(node))
        for path in files
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.keyword) and node.arg in ("text", "universal_newlines", "encoding")
    ]
    assert ("test_cli.py", "encoding='utf-8'") in said
    assert [name for name, argument in said if argument in ("text=True", "universal_newlines=True")] == []


@pytest.mark.parametrize(
    ("name", "line", "seen"),
    [
        ("clean.furniture", "from backfile.write.header import dump", {"write"}),
        ("clean.furniture", "from ..write import header", {"write"}),
        ("clean.furniture", "from backfile import pipeline", {"pipeline"}),
        ("clean.furniture", "def late():\n    import backfile.enrich.dates", {"enrich"}),
        ("documents.html", "from backfile.sources import find", {"sources"}),
        ("sources.platforms.trend", "from backfile.sources.river import LAYOUTS", {"sources"}),
        ("sources.river", "from backfile.sources.platforms.trend import Trend", set()),
        ("clean.furniture", "from backfile.model import Block\nfrom . import links", set()),
    ],
)
def test_an_import_against_the_street_is_noticed(name: str, line: str, seen: set[str]) -> None:
    assert against_the_street(Module(name, line)) == seen


@pytest.mark.parametrize(
    ("line", "libraries", "seen"),
    [
        ("import pelican.readers", {"pelican"}, {"pelican.readers"}),
        ("from bs4 import Tag", {"bs4"}, {"bs4", "bs4.Tag"}),
        ("from urllib import request", NETWORK, {"urllib.request"}),
        ("from urllib.parse import urlsplit", NETWORK, set()),
        ("from http import HTTPStatus", NETWORK | {"http.server"}, set()),
        ("import http.server", {"http.server"}, {"http.server"}),
    ],
)
def test_a_library_out_of_its_place_is_noticed(line: str, libraries: set[str], seen: set[str]) -> None:
    assert taken_from(Module("write.files", line), libraries) == seen


@pytest.mark.parametrize(
    ("handler", "seen"),
    [
        ("except HeaderError:", {"HeaderError"}),
        ("except (OSError, errors.BackfileError) as error:", {"BackfileError"}),
        ("except OSError:", set()),
    ],
)
def test_a_handler_of_our_errors_is_noticed(handler: str, seen: set[str]) -> None:
    assert caught(Module("write.files", f"try:\n    read()\n{handler}\n    pass")) == seen


def test_a_suppressed_error_of_ours_is_noticed() -> None:
    assert caught(Module("write.files", "with contextlib.suppress(HeaderError):\n    read()")) == {"HeaderError"}


@pytest.mark.parametrize(
    "text",
    [
        "import datetime as dt\ndt.datetime.now(dt.UTC)",
        "from datetime import date\ndate.today()",
        "from datetime import datetime as d\nd.now()",
        "import time\ntime.time()",
        "from time import time\ntime()",
    ],
)
def test_a_clock_is_noticed(text: str) -> None:
    assert clocks_read(Module("enrich.dates", text)) != set()


@pytest.mark.parametrize("text", ["import time\ntime.monotonic()", "import datetime as d\nd.date(2024, 1, 8)", "now()"])
def test_what_is_no_clock_is_left_alone(text: str) -> None:
    assert clocks_read(Module("enrich.dates", text)) == set()


def test_a_long_function_is_noticed() -> None:
    body = "    pass\n" * MOST_LINES_OF_A_FUNCTION
    assert long_functions(Module("enrich.dates", f"def read():\n{body}")) == ["read: 41 lines"]
