"""`.streamlit/config.toml`: the few options that change what a script means.

The file is sought in the home folder and in the working folder; the latter wins key by key, as in
Streamlit.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from .errors import Error

_DEFAULTS: dict[str, Any] = {
    "runner.magicEnabled": True,
    "magic.displayRootDocString": False,
    "magic.displayLastExprIfNoSemicolon": True,
    "client.showErrorDetails": "full",
    "client.showSidebarNavigation": True,
    "global.disableWidgetStateDuplicationWarning": False,
}
_cache: dict[tuple[tuple[str, int], ...], dict[str, Any]] = {}


def files() -> list[Path]:
    """Return the places of the file, the weaker first."""
    return [Path.home() / ".streamlit" / "config.toml", Path.cwd() / ".streamlit" / "config.toml"]


def option(name: str) -> Any:
    """Return the value of an option, for instance `option("runner.magicEnabled")`.

    Raises
    ------
    Error
        A config file is not valid TOML; the message names the file and the place.
    """
    found = tuple((str(p), p.stat().st_mtime_ns) for p in files() if p.is_file())
    if found not in _cache:
        _cache.clear()
        _cache[found] = _read([Path(path) for path, _ in found])
    return _cache[found][name]


def _read(paths: list[Path]) -> dict[str, Any]:
    values = dict(_DEFAULTS)
    for path in paths:
        try:
            content = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise Error(f"{path} is not valid TOML: {error}") from error
        for section, entries in content.items():
            if isinstance(entries, dict):
                values.update((f"{section}.{key}", value) for key, value in entries.items())
    return values
