"""A finished folder goes in; the published link is moved to it in one step, and old releases go.

Beside the link `output` stands `output.releases/`: numbered folders, each a whole site, and `next-…`, a site in
the making. `output` points at the published number. The next lower number is the release before it. Everything else is
left over.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from backfile.errors import BuildFailed, SettingsError
from backfile.files import flush

UNFINISHED = "next-"
WRITERS = 16
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

    def publish(self, fresh: Path) -> Path:
        """Number the finished folder, bring it to the disk and move the link to it, all or nothing."""
        before = self.published
        release = self.folder / f"{int(before.name) + 1 if before else 1:06}"
        fresh.rename(release)
        flush_all(release)
        step = self.folder / "link"
        step.unlink(missing_ok=True)
        step.symlink_to(Path(self.folder.name, release.name))
        step.replace(self.link)
        flush(self.link.parent)
        self.sweep()
        return release

    def sweep(self) -> None:
        """Remove all but the published release and the one before it."""
        published = self.published
        number = int(published.name) if published else 0
        numbered = sorted(p for p in self.folder.iterdir() if p.name.isdecimal())
        kept = [p for p in numbered if int(p.name) <= number][-2:]
        leftover = [p for p in self.folder.iterdir() if p.name.startswith(UNFINISHED)]
        for path in [*(p for p in numbered if p not in kept), *leftover]:
            # The Pelican of a killed build may still be writing there; then the next sweep ends it.
            shutil.rmtree(path, ignore_errors=True)


def digests(site: Path) -> dict[str, str]:
    """The sha256 of each file, by its path below `site`, sorted."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def flush_all(folder: Path) -> None:
    """Bring every file below `folder`, and the folders that name them, to the disk."""
    everything = [folder.parent, folder, *folder.rglob("*")]
    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(flush, everything))
