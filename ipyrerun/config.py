"""The options of Streamlit's configuration that mean something here, and who sets them.

Weaker to stronger: the default, `.streamlit/config.toml` in the home folder, the one in the working
folder, and what was said while the kernel runs: `%config Rerun.<name> = ...` or `st.set_option`.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Any

import traitlets
from traitlets.config import Configurable

from .errors import Error, StreamlitAPIException

if TYPE_CHECKING:
    from collections.abc import Iterator

_THEME = """
base primaryColor backgroundColor secondaryBackgroundColor textColor linkColor linkUnderline
codeTextColor codeBackgroundColor font fontFaces baseFontSize baseFontWeight metricValueFontSize
metricValueFontWeight headingFont headingFontSizes headingFontWeights codeFont codeFontSize
codeFontWeight baseRadius buttonRadius paddingTop paddingBottom borderColor dataframeBorderColor
dataframeHeaderBackgroundColor dataframeHeaderTextColor showWidgetBorder showSidebarBorder
chartCategoricalColors chartSequentialColors chartDivergingColors
redColor orangeColor yellowColor blueColor greenColor violetColor grayColor
redBackgroundColor orangeBackgroundColor yellowBackgroundColor blueBackgroundColor
greenBackgroundColor violetBackgroundColor grayBackgroundColor
redTextColor orangeTextColor yellowTextColor blueTextColor greenTextColor violetTextColor
grayTextColor
"""
_DEFAULTS: dict[str, Any] = {
    "runner.magicEnabled": True,
    # Known to `st.get_option`, without effect. What is false in Streamlit is so here: one runner
    # per app, and a newer event ends a run at its next `st.*` call.
    "runner.fastReruns": True,
    # Neither has this: Python collects a run's garbage when there is much.
    "runner.postScriptGC": True,
    "runner.enforceSerializableSessionState": False,
    "runner.enumCoercion": "nameOnly",
    "runner.cacheHashSeed": 0,
    "runner.cacheBackgroundRefreshMaxWorkers": 4,
    "runner.cacheBackgroundRefreshTTLMultiplier": 2.0,
    "runner.connectionDefaultTTL": None,
    "runner.parallelMaxWorkers": None,
    "magic.displayRootDocString": False,
    "magic.displayLastExprIfNoSemicolon": True,
    "client.showErrorDetails": "full",
    "client.toolbarMode": "auto",
    "client.showSidebarNavigation": True,
    "client.disableDataExport": False,
    "client.showErrorLinks": "auto",
    "global.disableWidgetStateDuplicationWarning": False,
    "server.maxUploadSize": 200,
    "secrets.files": None,
    **{f"theme.{name}": None for name in _THEME.split()},
}
_SETTABLE = (
    "client.showErrorDetails",
    "client.toolbarMode",
    "client.showSidebarNavigation",
    "client.disableDataExport",
)
_COERCIONS = ("off", "nameOnly", "nameAndValue")
_cache: dict[tuple[tuple[str, int], ...], dict[str, Any]] = {}
# What was said while the kernel runs.
_said: dict[str, Any] = {}


def files() -> list[str]:
    """Return the places of the file, the weaker first."""
    # Texts: each file input of a page asks for its limit, and a `Path` costs more than the file.
    folders = os.path.expanduser("~"), os.getcwd()  # noqa: PTH109, PTH111
    return [f"{folder}/.streamlit/config.toml" for folder in folders]


def _stamps() -> Iterator[tuple[str, int]]:
    """Yield which files there are, and when each was written."""
    for path in files():
        with suppress(OSError):
            found = os.stat(path)  # noqa: PTH116
            if S_ISREG(found.st_mode):
                yield path, found.st_mtime_ns


def option(name: str) -> Any:
    """Return the value of an option, for instance `option("runner.magicEnabled")`.

    Raises
    ------
    Error
        A config file is not valid TOML; the message names the file and the place.
    """
    if name in _said:
        return _said[name]
    found = tuple(_stamps())
    if found not in _cache:
        _cache.clear()
        _cache[found] = _read([Path(path) for path, _ in found])
    value = _cache[found][name]
    if name == "secrets.files" and value is None:
        return [path.removesuffix("config.toml") + "secrets.toml" for path in files()]
    return value


def _read(paths: list[Path]) -> dict[str, Any]:
    values = dict(_DEFAULTS)
    for path in paths:
        import tomllib

        try:
            content = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise Error(f"{path} is not valid TOML: {error}") from error
        for section, entries in content.items():
            if isinstance(entries, dict):
                values.update((f"{section}.{key}", value) for key, value in entries.items())
    return values


def get_option(key: str) -> Any:
    """Return the value of an option of the configuration.

    Parameters
    ----------
    key
        Section and name, as in "client.showErrorDetails".

    Raises
    ------
    RuntimeError
        There is no such option.

    Examples
    --------
    >>> st.get_option("runner.enumCoercion")
    'nameOnly'
    """
    try:
        return option(key)
    except KeyError:
        raise RuntimeError(f"st.get_option: there is no option {key!r}{_meant(key)}") from None


def set_option(key: str, value: Any) -> None:
    """Set an option of the configuration, for as long as the kernel runs.

    Parameters
    ----------
    key
        "client.showErrorDetails", "client.toolbarMode", "client.showSidebarNavigation" or
        "client.disableDataExport".
    value
        The new value.

    Raises
    ------
    StreamlitAPIException
        A script cannot set this option, or there is none of this name.

    Examples
    --------
    >>> st.set_option("client.showErrorDetails", "full")
    """
    if key not in _DEFAULTS:
        raise StreamlitAPIException(f"st.set_option: there is no option {key!r}{_meant(key)}")
    if key not in _SETTABLE:
        raise StreamlitAPIException(
            f"st.set_option: {key!r} cannot be set by a script, only {', '.join(_SETTABLE)}; write "
            "it into .streamlit/config.toml"
        )
    _said[key] = value


def _meant(key: str) -> str:
    # Only wanted where something is wrong.
    from difflib import get_close_matches

    near = get_close_matches(str(key), _DEFAULTS, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


class Rerun(Configurable):
    """What `%config Rerun` shows and sets: options of the configuration, by their short names."""

    magicEnabled = traitlets.Bool(  # noqa: N815 - Streamlit's name
        None, allow_none=True, help="Show bare expressions."
    ).tag(config=True)
    enforceSerializableSessionState = traitlets.Bool(  # noqa: N815 - Streamlit's name
        None, allow_none=True, help="Refuse values in st.session_state that cannot be pickled."
    ).tag(config=True)
    enumCoercion = traitlets.Enum(  # noqa: N815 - Streamlit's name
        _COERCIONS, help="How members of an Enum are found in the class that a rerun made anew."
    ).tag(config=True)
    showErrorDetails = traitlets.Any(help="What a page shows of an error.").tag(  # noqa: N815
        config=True
    )

    _keys = {  # noqa: RUF012 - traitlets wants no annotation here
        "magicEnabled": "runner.magicEnabled",
        "enforceSerializableSessionState": "runner.enforceSerializableSessionState",
        "enumCoercion": "runner.enumCoercion",
        "showErrorDetails": "client.showErrorDetails",
    }

    @traitlets.default("magicEnabled")
    def _magic(self) -> Any:
        return option("runner.magicEnabled")

    @traitlets.default("enforceSerializableSessionState")
    def _enforce(self) -> Any:
        return option("runner.enforceSerializableSessionState")

    @traitlets.default("enumCoercion")
    def _coercion(self) -> Any:
        return option("runner.enumCoercion")

    @traitlets.default("showErrorDetails")
    def _details(self) -> Any:
        return option("client.showErrorDetails")

    @traitlets.observe(*_keys)
    def _note(self, change: Any) -> None:
        _said[self._keys[change["name"]]] = change["new"]
