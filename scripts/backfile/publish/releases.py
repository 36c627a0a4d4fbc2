"""A finished folder goes in; the published link is moved to it in one step, and old releases go.

Beside the link `output` stands `output.releases/`: numbered folders, each a whole site; beside each of them what is
written down about it, `000012.ledger` and `000012.record`; `spare`, an old release in whose folder the next one is
composed; `next-…`, a site in the making; and `memory`, what builds remember of each other. `output` points at the
published number. The next lower number is the release before it. Everything else of the kind is left over.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from backfile.errors import BuildFailed, SettingsError
from backfile.files import flush

UNFINISHED = "next-"
SPARE = "spare"
WRITERS = 16
MANY = 1_000
"""Files that are brought to the disk one by one; more of them cost less if everything is."""
PATIENCE = 2.0  # seconds


class BuildLocked(BuildFailed):
    """Another build of the same site is running."""


@dataclass(frozen=True, slots=True)
class Releases:
    """The releases of the site that is published at `link`, an absolute path that is not resolved."""

    link: Path

    @property
    def folder(self) -> Path:
        """Where the releases stand."""
        return self.link.with_name(f"{self.link.name}.releases")

    @property
    def published(self) -> Path | None:
        """The release the link points at, if there is one."""
        release = self._target()
        return release if release and release.is_dir() else None

    def _target(self) -> Path | None:
        return self.link.parent / self.link.readlink() if self.link.is_symlink() else None

    def require_own_link(self) -> None:
        """Raise SettingsError if something stands at `link` that no build made."""
        target = self._target()
        ours = target.parent == self.folder and target.name.isdecimal() if target else not self.link.exists()
        if not ours:
            raise SettingsError(
                f"it is a link to {target}, which no build made" if target else "no build made what stands there",
                where=str(self.link),
                advice="Move it away, or name another folder with --output; nothing was changed",
            )

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock of this site; the kernel frees it when its holder dies, and the holder's children start or die.

        Raises BuildLocked if it is not free within PATIENCE seconds.
        """
        self.require_own_link()
        self.folder.mkdir(parents=True, exist_ok=True)
        holder = self.folder / "holder"
        try:
            with FileLock(self.folder / "lock", timeout=PATIENCE):
                holder.write_text(str(os.getpid()), "utf-8")
                yield
        except Timeout:
            process = f"process {holder.read_text('utf-8')}" if holder.exists() else "another process"
            raise BuildLocked(
                f"{process} is building this site", where=str(self.link), advice="Wait until it is done, then try again"
            ) from None

    @contextmanager
    def unfinished(self) -> Iterator[Path]:
        """A new empty folder to build in; it is gone at the end, unless it was published."""
        self.sweep()
        fresh = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=self.folder))
        fresh.chmod(0o755)
        try:
            yield fresh
        finally:
            if fresh.exists():
                shutil.rmtree(fresh)

    @contextmanager
    def room(self) -> Iterator[Path]:
        """A folder to compose the next release in, the spare one if there is one.

        If it was not published it is the spare one again.
        """
        site, spare = self.folder / f"{UNFINISHED}site", self.folder / SPARE
        if spare.is_dir() and not spare.is_symlink():
            spare.rename(site)
        else:
            site.mkdir()
        try:
            yield site
        finally:
            if site.exists():
                shutil.rmtree(spare, ignore_errors=True)
                site.rename(spare)

    def moment(self) -> int:
        """Now, on the clock of the disk, in nanoseconds."""
        holder = self.folder / "holder"
        holder.touch()
        return holder.stat().st_mtime_ns

    def beside(self, release: Path, what: str) -> Path:
        """Where something is written down about a release."""
        return release.with_name(f"{release.name}.{what}")

    @property
    def following(self) -> Path:
        """The release that is published next."""
        before = self.published
        return self.folder / f"{int(before.name) + 1 if before else 1:06}"

    def publish(self, fresh: Path, new: Iterable[str] | None = None) -> Path:
        """Number the finished folder, bring it to the disk and move the link to it, all or nothing.

        `new` are the paths in it that are not on the disk yet; everything, if it is left out.
        """
        release = self.following
        fresh.rename(release)
        flush_all(release, new)
        step = self.folder / "link"
        step.unlink(missing_ok=True)
        step.symlink_to(Path(self.folder.name, release.name))
        step.replace(self.link)
        flush(self.link.parent)
        self.sweep()
        return release

    def sweep(self) -> None:
        """Remove all but the published release, the one before it, what is written about them, and a spare folder."""
        published = self.published
        number = int(published.name) if published else 0
        numbered = sorted(p for p in self.folder.iterdir() if p.name.isdecimal())
        kept = [p for p in numbered if int(p.name) <= number][-2:]
        names = {path.name for path in kept}
        spare = self.folder / SPARE
        for path in sorted(p for p in self.folder.iterdir() if is_of_a_release(p.name) and stem(p.name) not in names):
            if path in numbered and not spare.exists():
                path.rename(spare)
            elif path.is_dir() and not path.is_symlink():
                # The Pelican of a killed build may still be writing there; then the next sweep ends it.
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink()


def stem(name: str) -> str:
    """The name of the release that something belongs to."""
    return name.partition(".")[0]


def is_of_a_release(name: str) -> bool:
    """Whether something belongs to a release, be it finished or not."""
    return stem(name).isdecimal() or name.startswith(UNFINISHED)


def digests(site: Path) -> dict[str, str]:
    """The sha256 of each file, by its path below `site`, sorted."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def flush_all(folder: Path, names: Iterable[str] | None = None) -> None:
    """Bring these files and folders below `folder`, else all of them, and the folder that names it to the disk."""
    everything = [
        folder.parent,
        folder,
        *([folder / name for name in names] if names is not None else folder.rglob("*")),
    ]
    if len(everything) > MANY and sys.platform == "linux":
        os.sync()  # returns when all is written, on Linux alone
        return
    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(flush, everything))
