"""The stages in their order, one module a verb; what goes wrong is caught here, and told."""

from backfile.inputs.lock import LockHeld
from backfile.pipeline.adding import add
from backfile.pipeline.following import follow
from backfile.pipeline.rebuilding import rebuild_state
from backfile.pipeline.ruling import RULINGS
from backfile.pipeline.updating import Wishes, update
from backfile.publish.build import build
from backfile.publish.findings import Finding, Severity
from backfile.publish.lint import lint
from backfile.publish.outcome import BuildReport
from backfile.publish.releases import BuildLocked
from backfile.publish.serve import serve

__all__ = [
    "RULINGS",
    "BuildLocked",
    "BuildReport",
    "Finding",
    "LockHeld",
    "Severity",
    "Wishes",
    "add",
    "build",
    "follow",
    "lint",
    "rebuild_state",
    "serve",
    "update",
]
