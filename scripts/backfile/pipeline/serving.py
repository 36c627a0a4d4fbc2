"""The archive's folder goes in; its site is served and built again at each edit, until Ctrl-C."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from backfile.errors import BackfileError
from backfile.publish.build import build
from backfile.publish.outcome import BuildReport
from backfile.publish.serve import open_server
from backfile.publish.warm import Warm
from backfile.publish.watching import changes, places


@dataclass(frozen=True)
class Workshop:
    """What is built and watched, and who is told of each build: `done` what it did, `failed` what is wrong."""

    root: Path
    content: Path
    output: Path
    settings: Path
    done: Callable[[BuildReport], None]
    failed: Callable[[BackfileError], None]

    def rebuild(self, warm: Warm) -> None:
        """Build once; the site that stands is served on if it fails."""
        try:
            made = build(
                self.root,
                content=self.content,
                output=self.output,
                settings=self.settings,
                generate=warm.generate,
            )
        except BackfileError as error:
            self.failed(error)
        else:
            if not made.untouched:
                self.done(made)

    def rebuild_at_each_edit(self, end: Event) -> None:
        """Build now and after each edit until `end`."""
        with closing(Warm()) as warm:
            for _ in changes(places(self.content, self.settings), end):
                self.rebuild(warm)


def serve_and_watch(
    workshop: Workshop, *, host: str = "127.0.0.1", port: int = 8000, announce: Callable[[str], None]
) -> None:
    """Serve the site of the workshop, which was built once, until Ctrl-C. Raises SettingsError if it cannot be."""
    end = Event()
    with open_server(workshop.output, host, port) as server:
        builder = Thread(target=workshop.rebuild_at_each_edit, args=(end,))
        builder.start()
        try:
            announce(server.url)
            server.serve_forever()
        except KeyboardInterrupt:
            return
        finally:
            end.set()
            builder.join()
