"""What a script prints, displays and plots, brought to its place on the page.

`sys.stdout` and `sys.stderr` are replaced once by streams that look at the current context: text of
a run goes to its page, all other text where it went before. Logging handlers that hold the old
stream are pointed to the new one.
"""

from __future__ import annotations

import base64
import io
import logging
import re
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO

from . import run as _run
from .errors import StopException
from .foreign import clean_own, sheets_of
from .markup import render
from .run import Run, current, running
from .tree import Node, View

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHOWS = re.compile(r"<(?:img|hr|input)|(?:^|>)\s*[^<\s]")
_WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


class Stream:
    """A text stream that sends the text of a run to its page.

    And everything else to the stream it stands for.
    """

    def __init__(self, name: str, original: TextIO) -> None:
        self._name = name
        self.original = original

    def write(self, text: str) -> int:
        """Write text; return its length."""
        run = current.get()
        if run is not None and _is_abandoned(run):
            raise StopException
        if run is None or run.is_ended:
            return self.original.write(text)
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        run.print(self._name, text)
        return len(text)

    def writelines(self, lines: list[str]) -> None:
        """Write a list of lines."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.original, name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.original)


def install() -> None:
    """Route this process's output; calling it again follows a stream that somebody replaced."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if not isinstance(stream, Stream):
            _replace(name, stream, Stream(name, stream))
    if _hook_displays not in _run.thread_hooks:
        _run.thread_hooks.append(_hook_displays)


def uninstall() -> None:
    """Put the streams back."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if isinstance(stream, Stream):
            _replace(name, stream, stream.original)


def _replace(name: str, old: Any, new: Any) -> None:
    setattr(sys, name, new)
    loggers = [logging.root, *logging.Logger.manager.loggerDict.values()]
    for logger in loggers:
        for handler in getattr(logger, "handlers", ()):
            if isinstance(handler, logging.StreamHandler) and handler.stream is old:
                handler.setStream(new)


def _publisher() -> Any:
    """Return IPython's display publisher, if there is one."""
    interactive = sys.modules.get("IPython.core.interactiveshell")
    if interactive is None or not interactive.InteractiveShell.initialized():
        return None
    return interactive.InteractiveShell.instance().display_pub


def _hook_displays() -> None:
    """Catch what this thread displays. The hooks of ipykernel's publisher are per thread."""
    publisher = _publisher()
    hooks = getattr(publisher, "_hooks", None)
    if hooks is not None and _take_display not in hooks:
        publisher.register_hook(_take_display)


def _take_display(message: dict[str, Any]) -> dict[str, Any] | None:
    """Put a displayed object on the page of the current run; let everything else pass."""
    run = current.get()
    if run is not None and _is_abandoned(run):
        return None
    if run is None or run.is_ended:
        return message
    kind = message.get("msg_type") or message.get("header", {}).get("msg_type")
    content = message["content"]
    if kind == "clear_output":
        _clear(run)
    elif kind in {"display_data", "update_display_data"}:
        show_bundle(run, content["data"])
    else:
        return message
    return None


def _is_abandoned(run: Run) -> bool:
    """Return whether a run was given up: whatever its thread still does is discarded."""
    return run.job is not None and run.job.is_abandoned


def _clear(run: Run) -> None:
    """Take back what the script printed and displayed so far in this block (`clear_output`)."""
    run.clear(run.block(), {"stream", "rich"})


def show_bundle(run: Run, data: dict[str, Any]) -> None:
    """Place a mime bundle, in the richest form that a page can show."""
    parent = run.block()
    view = data.get(_WIDGET_VIEW)
    if view is not None:
        place_widget(run, view["model_id"])
        return
    props: dict[str, Any] = {}
    for mime in ("image/png", "image/jpeg", "image/gif"):
        if mime in data:
            body = data[mime]
            text = (
                base64.b64encode(body).decode()
                if isinstance(body, bytes)
                else "".join(body.split())
            )
            props = {"image": f"data:{mime};base64,{text}"}
            break
    else:
        if "image/svg+xml" in data:
            coded = base64.b64encode(data["image/svg+xml"].encode()).decode()
            props = {"image": f"data:image/svg+xml;base64,{coded}"}
        else:
            props = _words_of(data)
    node = Node(parent.next_id("rich"), "rich", "rich", props, value=data)
    run.place(node, parent)


def _words_of(data: dict[str, Any]) -> dict[str, Any]:
    """Return the richest form of a bundle without a picture."""
    text = str(data.get("text/html", ""))
    html = clean_own(text)
    # What only a script would have drawn is empty without it; its text says at least what it is.
    if _SHOWS.search(html):
        css = sheets_of(text)
        return {"html": html, "css": css} if css else {"html": html}
    if "text/markdown" in data:
        return {"html": render(data["text/markdown"])}
    if "text/latex" in data:
        return {"html": render(f"$$\n{data['text/latex'].strip().strip('$').strip()}\n$$")}
    return {"text": data.get("text/plain", "")}


@dataclass(frozen=True, slots=True)
class Model:
    """A widget model that no Python widget stands behind."""

    model_id: str


def place_widget(run: Run, model_id: str) -> None:
    """Place a widget that the user made."""
    # `_instances` is ipywidgets' own table; the public `Widget.widgets` warns.
    from ipywidgets.widgets.widget import _instances

    parent = run.block()
    # Objects with a comm of their own are no widgets (anywidget's `MimeBundleDescriptor`).
    widget = _instances.get(model_id) or Model(model_id)
    node_id = parent.next_id(f"foreign-{model_id}-")
    node = Node(node_id, "widget", "widget", {}, value=widget, view=View(None, {}, instance=widget))
    run.place(node, parent)


@contextmanager
def figures(run: Run) -> Iterator[None]:
    """Draw and close the pyplot figures that the body opens and leaves open.

    Left open, IPython would flush them below whatever cell is executed next.
    """
    before = _open_figures()
    try:
        yield
    finally:
        for manager in [m for m in _open_figures() if m not in before]:
            is_shown = any(manager.canvas.figure is figure for figure in run.figures)
            if not run.is_ended and not is_shown:
                buffer = io.BytesIO()
                manager.canvas.figure.savefig(buffer, format="png", bbox_inches="tight")
                show_bundle(run, {"image/png": buffer.getvalue()})
            sys.modules["matplotlib.pyplot"].close(manager.num)


def _open_figures() -> list[Any]:
    helpers = sys.modules.get("matplotlib._pylab_helpers")
    return list(helpers.Gcf.figs.values()) if helpers is not None else []


__all__ = ["figures", "install", "place_widget", "running", "show_bundle", "uninstall"]
