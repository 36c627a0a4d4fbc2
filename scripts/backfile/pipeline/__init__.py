"""The stages in their order, one module a verb; what goes wrong is caught here, and told.

A verb is imported when it is asked for: to find that a site need not be built takes less time than to import what reads
a PDF.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backfile.inputs.lock import LockHeld
    from backfile.pipeline.adding import add
    from backfile.pipeline.drafting import new_source
    from backfile.pipeline.following import follow
    from backfile.pipeline.rebuilding import rebuild_state
    from backfile.pipeline.ruling import RULINGS
    from backfile.pipeline.serving import Workshop, serve_and_watch
    from backfile.pipeline.updating import Wishes, update
    from backfile.publish.build import build
    from backfile.publish.explaining import explain
    from backfile.publish.findings import Finding, Severity
    from backfile.publish.lint import lint
    from backfile.publish.outcome import BuildReport
    from backfile.publish.releases import BuildLocked
    from backfile.publish.serve import serve

HOMES = {
    "LockHeld": "inputs.lock",
    "add": "pipeline.adding",
    "follow": "pipeline.following",
    "new_source": "pipeline.drafting",
    "rebuild_state": "pipeline.rebuilding",
    "RULINGS": "pipeline.ruling",
    "Wishes": "pipeline.updating",
    "Workshop": "pipeline.serving",
    "serve_and_watch": "pipeline.serving",
    "update": "pipeline.updating",
    "build": "publish.build",
    "explain": "publish.explaining",
    "Finding": "publish.findings",
    "Severity": "publish.findings",
    "lint": "publish.lint",
    "BuildReport": "publish.outcome",
    "BuildLocked": "publish.releases",
    "serve": "publish.serve",
}

__all__ = [
    "RULINGS",
    "BuildLocked",
    "BuildReport",
    "Finding",
    "LockHeld",
    "Severity",
    "Wishes",
    "Workshop",
    "add",
    "build",
    "explain",
    "follow",
    "lint",
    "new_source",
    "rebuild_state",
    "serve",
    "serve_and_watch",
    "update",
]


def __getattr__(name: str) -> object:
    """What this package offers, imported now."""
    if name not in HOMES:
        raise AttributeError(name)
    return getattr(importlib.import_module(f"backfile.{HOMES[name]}"), name)
