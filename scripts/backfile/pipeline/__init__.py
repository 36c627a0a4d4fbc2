"""The stages in their order, one module a verb; what goes wrong is caught here, and told."""

from backfile.inputs.lock import LockHeld
from backfile.pipeline.adding import add
from backfile.publish.build import BuildReport, build
from backfile.publish.findings import Finding, Severity
from backfile.publish.lint import lint
from backfile.publish.releases import BuildLocked
from backfile.publish.serve import serve

__all__ = ["BuildLocked", "BuildReport", "Finding", "LockHeld", "Severity", "add", "build", "lint", "serve"]
