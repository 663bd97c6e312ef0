"""`import streamlit` in a script: ipyrerun, there and in the modules that the script imports.

A script gets builtins of its own, whose `__import__` knows the name; nobody else's are touched, nor
is anything that is installed. What the script imports and what needs Streamlit itself is loaded
once more for scripts, under a name that begins with `PREFIX` and with the same builtins, so that
the notebook's own import of it stays what it is. Everything else is the same module for all.
"""

from __future__ import annotations

import builtins
import functools
import importlib.util
import re
import sys
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import StreamlitAPIException
from .run import current

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import ModuleType

PREFIX = "as_streamlit:"
_OURS = __name__.partition(".")[0]
_THEIRS = "streamlit"
_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import|import[ \t]+([^#;\n]+))", re.MULTILINE
)
_REQUIRES = re.compile(rf"{_THEIRS}\b(?![-_.])(?!.*extra ==)")

_is_everywhere = False
_verdicts: dict[str, bool] = {}


def as_streamlit(on: bool = True) -> None:
    """Let `import streamlit` give ipyrerun in every script from now on, and in what they import.

    `%%rerun --as streamlit` does it for one cell. An ordinary cell still imports the Streamlit that
    is installed, if one is. Modules that import Streamlit are loaded anew for scripts; a class that
    script and notebook share belongs into a module that does not. `importlib.import_module` and
    processes that a script starts know nothing of it.

    Parameters
    ----------
    on
        False takes it back.

    Raises
    ------
    StreamlitAPIException
        A script called it: its own imports are settled before it starts.

    Examples
    --------
    In a cell of its own, before the cells that are scripts:

        import ipyrerun
        ipyrerun.as_streamlit()
    """
    global _is_everywhere  # noqa: PLW0603 - a switch of the whole kernel
    if current.get() is not None:
        raise StreamlitAPIException(
            "st.as_streamlit was called by a script; call it in a cell of its own, or begin the "
            "script's cell with `%%rerun --as streamlit`"
        )
    _is_everywhere = on


def builtins_of_script(*, is_asked: bool) -> dict[str, Any] | None:
    """Return the builtins for a script, or None if it has the usual ones."""
    if not (is_asked or _is_everywhere):
        return None
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
    return {**vars(builtins), "__import__": _import}


def forget_verdicts() -> None:
    """Look at the sources again: a cell was executed, and files may have changed before."""
    _verdicts.clear()


def _import(
    name: str,
    globals: dict[str, Any] | None = None,
    locals: dict[str, Any] | None = None,
    fromlist: Sequence[str] | None = (),
    level: int = 0,
) -> ModuleType:
    """Import as a script of Streamlit's does."""
    top, dot, rest = name.partition(".")
    if level or (top != _THEIRS and not _needs_streamlit(top)):
        return builtins.__import__(name, globals, locals, fromlist or (), level)
    if top != _THEIRS:
        return builtins.__import__(PREFIX + name, globals, locals, fromlist or (), 0)
    try:
        return builtins.__import__(f"{_OURS}{dot}{rest}", globals, locals, fromlist or (), 0)
    except ModuleNotFoundError as error:
        if error.name is None or not error.name.startswith(f"{_OURS}."):
            raise
        raise ModuleNotFoundError(
            f"import {name}: the script runs under ipyrerun, which has no such module; use the "
            "public names of Streamlit",
            name=name,
        ) from None


class _Finder:
    """Finds modules for scripts: those whose names begin with `PREFIX`."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: object = None
    ) -> ModuleSpec | None:
        del target
        if not name.startswith(PREFIX):
            return None
        found = self._found(name.removeprefix(PREFIX), path)
        if found is None or not isinstance(found.loader, SourceFileLoader):
            if found is not None:
                found.name = name
            return found
        return importlib.util.spec_from_file_location(
            name,
            found.origin,
            loader=_Loader(name, str(found.origin)),
            submodule_search_locations=found.submodule_search_locations,
        )

    def _found(self, name: str, path: Sequence[str] | None) -> ModuleSpec | None:
        for finder in sys.meta_path:
            if finder is not self:
                found = finder.find_spec(name, path)
                if found is not None:
                    return found
        return None


class _Loader(SourceFileLoader):
    """Executes a module with the builtins of a script."""

    def exec_module(self, module: ModuleType) -> None:
        vars(module)["__builtins__"] = builtins_of_script(is_asked=True)
        super().exec_module(module)


# -- what needs Streamlit


def _needs_streamlit(top: str) -> bool:
    if top in sys.stdlib_module_names or top == _OURS or top.startswith(PREFIX):
        return False
    if top not in _verdicts:
        _verdicts[top] = _reaches_streamlit(top, set())
    return _verdicts[top]


def _reaches_streamlit(top: str, seen: set[str]) -> bool:
    """Return whether a module or package, or a user's own module that it imports, does."""
    seen.add(top)
    spec = _spec_of(top)
    if spec is None:
        return False
    if _is_installed(spec):
        return top in _dependents()
    names = {name for file in _sources(spec) for name in _imported(file)}
    if _THEIRS in names:
        return True
    todo = names - seen - sys.stdlib_module_names
    return any(_reaches_streamlit(name, seen) for name in sorted(todo) if name not in seen)


def _spec_of(top: str) -> ModuleSpec | None:
    try:
        return importlib.util.find_spec(top)
    except (ImportError, ValueError):
        return None


def _is_installed(spec: ModuleSpec) -> bool:
    """Return whether a module is not the user's own: of a package index, or of Python itself."""
    import sysconfig

    places = [*(spec.submodule_search_locations or ()), spec.origin or ""]
    paths = sysconfig.get_paths()
    libraries = tuple(paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib"))
    return any(place.startswith(libraries) or "-packages" in place for place in places)


@functools.cache
def _dependents() -> frozenset[str]:
    """Return the installed modules whose distribution requires Streamlit."""
    from importlib.metadata import distributions

    return frozenset(
        file.parts[0].removesuffix(".py")
        for distribution in distributions()
        if any(map(_REQUIRES.match, distribution.requires or ()))
        for file in distribution.files or ()
    )


def _sources(spec: ModuleSpec) -> Iterator[Path]:
    if spec.submodule_search_locations:
        for place in spec.submodule_search_locations:
            yield from Path(place).rglob("*.py")
    elif spec.origin and spec.origin.endswith(".py"):
        yield Path(spec.origin)


def _imported(file: Path) -> set[str]:
    """Return the top names of what a file imports, as far as its text tells."""
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return set()
    names: set[str] = set()
    for source, several in _IMPORT.findall(text):
        names.update(
            [source] if source else [one.split()[0] for one in several.split(",") if one.split()]
        )
    return {name.partition(".")[0] for name in names} - {""}
