"""A task for Pelican goes in; it is done by a Pelican that was started before and waits for edits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress

from backfile.errors import BuildFailed
from backfile.publish.generator import Task, arguments, environment, generate, unheard, warnings_in
from backfile.publish.ingredients import PACKAGE
from backfile.publish.settings import constants
from backfile.publish.trees import Stamp, stamps_of


class Warm:
    """Keeps a Pelican ready until it is closed, started at the first task and anew if the program has changed."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._program: dict[str, Stamp] = {}

    @property
    def number(self) -> int | None:
        """The number of the process that waits, None if none does."""
        return self._process.pid if self._process else None

    def generate(self, task: Task) -> tuple[str, ...]:
        """The same as `generator.generate`. Raises BuildFailed as it does."""
        if not hasattr(os, "fork"):
            return generate(task)
        request = json.dumps([str(task.settings.parent), arguments(task)])
        process = self._started(task)
        if process.stdin is None or process.stdout is None:
            return generate(task)
        answer = ""
        with suppress(BrokenPipeError):
            process.stdin.write(f"{request}\n")
            process.stdin.flush()
            answer = process.stdout.readline()
        if not answer:
            self.close()
            raise BuildFailed("Pelican ended without an answer", where="Pelican", advice="Build again")
        code, output = json.loads(answer)
        return warnings_in("".join(unheard(output.splitlines(keepends=True), task.told)), code)

    def close(self) -> None:
        """End the process that waits."""
        if self._process is None:
            return
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                with suppress(BrokenPipeError):
                    stream.close()
        self._process.wait()
        self._process = None

    def _started(self, task: Task) -> subprocess.Popen[str]:
        program = {name: stamp for name, stamp in stamps_of(PACKAGE).items() if not name.endswith(".pyc")}
        if self._process is not None and (program != self._program or self._process.poll() is not None):
            self.close()
        if self._process is None:
            known = constants(task.settings) or {}
            plugins = known.get("PLUGINS", [])
            theme = task.settings.parent / str(known.get("THEME", "theme"))
            named = [str(theme), *(map(str, plugins) if isinstance(plugins, list) else ())]
            self._program = program
            self._process = subprocess.Popen(
                [sys.executable, "-m", "backfile.plugins.warm", *named],
                env=environment(os.environ),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                encoding="utf-8",
                start_new_session=True,  # Ctrl-C is for the one who serves; the end of its input ends this
            )
        return self._process
