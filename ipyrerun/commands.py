"""What `%rerun` can do to apps, by the word that asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from IPython.core.error import UsageError

from .session import kernel

if TYPE_CHECKING:
    from collections.abc import Callable

    from .app import App


def apps_called(name: str) -> list[App]:
    """Return the app of this name, or all without one; raise if there is no such app."""
    from .app import App

    apps = [app for app in kernel.every_app().values() if isinstance(app, App)]
    if not name:
        return apps
    chosen = [app for app in apps if app.name == name]
    if not chosen:
        known = ", ".join(sorted(app.name for app in apps)) or "none"
        raise UsageError(f"%rerun: no app is called {name!r}; there are: {known}")
    return chosen


def _list(apps: list[App]) -> None:
    for app in apps:
        now = "running" if app.loop.job is not None else "idle"
        print(f"{app.name}  {now}  {len(app.drawn)} inputs")  # noqa: T201 - the magic's answer
    if not apps:
        print("There are no apps; put %%rerun on the first line of a cell.")  # noqa: T201


def _run_again(apps: list[App]) -> None:
    for app in apps:
        app.rerun()


def _stop(apps: list[App]) -> None:
    for app in apps:
        app.stop()


def _clear(_: list[App]) -> None:
    kernel.clear_caches()


def _caches(_: list[App]) -> None:
    from .cache.decorators import cache_stats

    told = cache_stats()
    if not told:
        print("Nothing is cached; put @st.cache_data above a function.")  # noqa: T201
        return
    print("   hits  misses  entries     memory     saved  function")  # noqa: T201
    for one in told:
        counts = f"{one['hits']:7,} {one['misses']:7,} {one['entries']:8,}"
        size, saved = _memory(one["bytes"]), f"{one['seconds_saved']:.3g} s"
        print(f"{counts} {size:>10} {saved:>9}  {one['function']}")  # noqa: T201


def _memory(size: float) -> str:
    """Return a size as it is read: three digits and a unit."""
    for unit in ("B", "KB", "MB"):
        if size < 1000:
            return f"{size:.3g} {unit}"
        size /= 1024
    return f"{size:,.3g} GB"


def _reset(apps: list[App]) -> None:
    for one in {id(app.session): app.session for app in apps}.values():
        one.clear_state()


VERBS: dict[str, Callable[[list[App]], None]] = {
    "list": _list,
    "run": _run_again,
    "stop": _stop,
    "clear": _clear,
    "caches": _caches,
    "reset": _reset,
}
