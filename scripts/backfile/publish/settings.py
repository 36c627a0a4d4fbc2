"""Pelican's settings go in as text; the theme and the plugins they name come out, if they say so in plain data."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Told:
    """What of the disk the settings make part of the site: folders and files that are there."""

    theme: Path
    plugins: tuple[Path, ...]


def told(settings: Path) -> Told | None:
    """The theme and the plugins; None if the settings are more than plain data, so that they could use anything."""
    values = constants(settings)
    if values is None:
        return None
    theme, names, folders = values.get("THEME"), values.get("PLUGINS", []), values.get("PLUGIN_PATHS", [])
    if not isinstance(theme, str) or not isinstance(names, list) or not isinstance(folders, list):
        return None
    home = settings.parent
    tops = {str(name).partition(".")[0] for name in names}
    found = [home / str(folder) / place for folder in folders for top in sorted(tops) for place in (top, f"{top}.py")]
    return Told(home / theme, tuple(path for path in found if path.exists()))


def constants(settings: Path) -> Mapping[str, object] | None:
    """What the settings set; None unless each line sets names to constants, lists and the like."""
    values: dict[str, object] = {}
    try:
        for node in ast.parse(settings.read_bytes()).body:
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                continue
            if not isinstance(node, ast.Assign):
                return None
            value = ast.literal_eval(node.value)
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            if len(names) != len(node.targets):
                return None
            values |= dict.fromkeys(names, value)
    except (ValueError, SyntaxError):
        return None
    return values
