"""Pages of one publication come in; a first recipe and its fixtures stand in the project, and what is open is told."""

from __future__ import annotations

import datetime as dt
import importlib.util
import keyword
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from backfile.drafting.judging import Verdict, judged
from backfile.drafting.pairs import Fixture, fixtures
from backfile.drafting.recipes import Draft, drafted, recipe
from backfile.drafting.samples import Page, Sample, taught
from backfile.errors import BackfileError, SettingsError
from backfile.files import write_whole
from backfile.inputs.files import Passed, Refused, read_files
from backfile.inputs.followed import GENERIC, ID, Following, read_followed
from backfile.model import Capture, Note, Status
from backfile.model.addresses import host_of
from backfile.pipeline.following import named_after, published_at
from backfile.pipeline.openness import open_questions
from backfile.pipeline.sampling import pages_of_site
from backfile.pipeline.writing import failure
from backfile.report import Outcome, Report
from backfile.sources import source_ids
from backfile.sources.platforms.layout import Source
from backfile.street import document_of, read_commentaries

FEWEST = 2
"""The pages from which on something can be seen to recur."""
RECIPES = Path("scripts", "backfile", "sources")
FIXTURES = Path("tests", "sources")


@dataclass(slots=True)
class Gathered:
    """The captures that were named or fetched, what went wrong, and what the home page says, if one was asked."""

    captures: list[Capture]
    outcomes: list[Outcome]
    home: str | None = None
    name: str | None = None


def new_source(places: Sequence[str], *, project: Path, name: str | None = None, sources: Path) -> Report:
    """Looks at pages in files and folders, or at a site, and writes a first recipe and fixtures below `project`.

    `name` is the id that it is to have; `sources` the settings that say who asks. Nothing that is there is written
    over. Raises SettingsError for a folder that is no project, an id that is none or taken, or pages of a known source.
    """
    if not (project / RECIPES).is_dir():
        advice = "Run it in the project's folder, or name that with --project"
        raise SettingsError(f"there is no {RECIPES.as_posix()}", where=str(project), advice=advice)
    if name is not None:
        free(project, name)
    gathered = gather(places, read_followed(sources))
    samples = taught(list(read(gathered)))
    if len(samples) < FEWEST:
        return Report(tuple(gathered.outcomes), (too_few(len(samples)),))
    hosts = [host for one in samples if (host := host_of(one.document.hint("url") or ""))]
    if known := next((source for host in hosts if (source := published_at(f"https://{host}/"))), None):
        raise SettingsError(f"{known.home} has a recipe: {known.id}", advice="Add a layout to it, if pages look new")
    called = name or chosen(project, hosts, gathered.home)
    free(project, called)
    drafts = [
        drafted(samples, called, called=gathered.name, home=gathered.home, careful=careful) for careful in (False, True)
    ]
    return written(project, min(drafts, key=lambda draft: faults(draft, samples)), samples, gathered)


def faults(draft: Draft, samples: Sequence[Sample]) -> int:
    """How many pages the recipe of a draft reads worse than the generic one."""
    source = loaded(recipe(draft), draft.id)
    return sum(bool(judged(source, sample).worse) for sample in samples)


def written(project: Path, draft: Draft, samples: list[Sample], gathered: Gathered) -> Report:
    """The report of a draft that was judged, and written if it reads anything."""
    if not draft.hosts and not draft.marks:
        advice = "Save the pages with their address (complete, or as one file), or name the home page"
        return Report(
            tuple(gathered.outcomes), (Note("no page says where it stands: nothing is written", advice=advice),)
        )
    text = recipe(draft)
    source = loaded(text, draft.id)
    verdicts = [judged(source, sample) for sample in samples]
    read = [(sample, one.reading) for sample, one in zip(samples, verdicts, strict=True) if one.reading]
    if not read:
        advice = "Write the recipe by hand: CONTRIBUTING.md says how"
        return Report(tuple(gathered.outcomes), (Note("no layout was found that the pages share", advice=advice),))
    outcomes = [put(project, RECIPES / f"{draft.module}.py", text, f"{len(samples)} pages")]
    made = list(fixtures(source, read))
    outcomes += [one for fixture in made if not fixture.wrong for one in put_fixture(project, draft, fixture)]
    warnings = (*unlike(verdicts), *unmade(made), *open_questions(draft))
    return Report((*gathered.outcomes, *outcomes), warnings, told(draft, verdicts))


def gather(places: Sequence[str], following: Following) -> Gathered:
    """The captures at addresses and in files, in their order."""
    gathered = Gathered([], [])
    for place in places:
        if "://" in place:
            site = pages_of_site(place, following)
            gathered.captures += site.captures
            gathered.outcomes += site.outcomes
            gathered.home, gathered.name = gathered.home or site.home, gathered.name or site.name
    moment = dt.datetime.now(dt.UTC).replace(microsecond=0)
    for found in read_files([Path(place) for place in places if "://" not in place]):
        if isinstance(found, Passed):
            gathered.outcomes.append(Outcome(Status.SKIPPED, found.origin, found.reason))
        elif isinstance(found, Refused):
            gathered.outcomes.append(failure(found.origin, found.error))
        else:
            digest, when = sha256(found.body).hexdigest(), found.captured or moment
            capture = Capture(found.body, digest, when, found.media_type, found.origin, found.charset)
            gathered.captures.append(capture)
    return gathered


def read(gathered: Gathered) -> Iterator[Page]:
    """Each capture as the generic recipe reads it, the same bytes once; a failure is an outcome."""
    for capture in {capture.digest: capture for capture in gathered.captures}.values():
        try:
            document = document_of(capture)
            for commentary, reading in read_commentaries(document, capture, GENERIC):
                yield Page(capture, document, commentary, reading)
        except BackfileError as error:
            gathered.outcomes.append(failure(capture.origin, error))


def too_few(count: int) -> Note:
    """What is said when nothing can be seen to recur."""
    advice = "Name more pages of the same publication: with three or four the layout shows"
    had = {0: "no page was read", 1: "only one page was read"}[count]
    return Note(f"{had}, and what pages share cannot be told: nothing is written", advice=advice)


def chosen(project: Path, hosts: Sequence[str], home: str | None) -> str:
    """An id made of the host of the pages. Raises SettingsError if they name none."""
    host = host_of(home or "") or next(iter(hosts), "")
    if not host:
        raise SettingsError("no page says where it stands", advice="Say what to call the source with --as ID")
    return named_after(host.removeprefix("www."), set(source_ids()))


def free(project: Path, name: str) -> None:
    """Raises SettingsError if an id can be no module's, or if a recipe or a fixture has it."""
    module = name.replace("-", "_")
    if not ID.fullmatch(name) or not module.isidentifier() or keyword.iskeyword(module):
        advice = "Expected small Latin letters, digits and single hyphens, a letter first"
        raise SettingsError(f"{name!r} is no id of a source", advice=advice)
    paths = (RECIPES / f"{module}.py", RECIPES / module, FIXTURES / name)
    there = [path for path in paths if (project / path).exists()]
    if there or name in source_ids():
        where = str(there[0]) if there else ""
        raise SettingsError(f"there is a source {name} already", where=where, advice="Choose another id with --as")


def loaded(text: str, name: str) -> Source:
    """The source that a module's text declares, as Python reads it."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "drafted.py")
        path.write_text(text, encoding="utf-8")
        spec = importlib.util.spec_from_file_location(f"backfile_draft_{name}", path)
        if spec is None or spec.loader is None:
            raise TypeError(f"{path} is no module")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    source = module.SOURCE
    if not isinstance(source, Source):
        raise TypeError(f"{name} declares no source")
    return source


def put(project: Path, path: Path, text: str, origin: str) -> Outcome:
    """A file of the project written, and its line in the report."""
    write_whole(project / path, text.encode())
    return Outcome(Status.NEW, origin, path=path.as_posix())


def put_fixture(project: Path, draft: Draft, fixture: Fixture) -> Iterator[Outcome]:
    """A fixture written, with its address beside it if it does not say that itself."""
    folder = FIXTURES / draft.id
    yield put(project, folder / fixture.name, fixture.text, fixture.origin)
    if fixture.address:
        address = folder / f"{Path(fixture.name).stem}.url"
        yield put(project, address, f"{fixture.address}\n", fixture.origin)


def unlike(verdicts: Sequence[Verdict]) -> Iterator[Note]:
    """A note for each page that the recipe reads worse than the generic one."""
    for verdict in verdicts:
        for text in verdict.worse:
            yield Note(f"{verdict.origin}: {text}", advice="Correct the layout, and read the page again")


def unmade(made: Sequence[Fixture]) -> Iterator[Note]:
    """A note for each fixture that was not written, and for each form that is lacking."""
    for fixture in made:
        if fixture.wrong:
            yield Note(f"no fixture {fixture.name}: {fixture.wrong}", advice="Make it by hand")
    for ending in (".html", ".txt"):
        if not any(fixture.name.endswith(ending) for fixture in made if not fixture.wrong):
            yield Note(f"there is no fixture in {ending}, and each source has one", advice="Make it by hand")


def told(draft: Draft, verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    """What was found, and what to do next."""
    well = sum(not verdict.worse for verdict in verdicts)
    path = (RECIPES / f"{draft.module}.py").as_posix()
    head = ", ".join(dict.fromkeys(str(place.field) for place in draft.head.places))
    where = ", ".join(draft.hosts) or "no host"
    return (
        f"{draft.id}: {draft.name}, on {where}, in {', '.join(draft.languages)}",
        f"  its head: {head}; {len(draft.tail.ends)} lines end its body",
        f"  {well} of {len(verdicts)} pages are read at least as well as by the generic recipe",
        f"Correct {path}, then run .venv/bin/pytest tests/sources: it writes what each fixture becomes",
        "and fails; read that, and run it again",
    )
