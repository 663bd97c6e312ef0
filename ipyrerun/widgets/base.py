"""What all our ipywidgets have in common: no Layout, no Style, one comm, and one lock.

ipywidgets lets two threads write one widget at the same time, and lets a request for all states
meet a widget that is being opened; both lose values or raise (docs/prototypes/threads.md). So
whatever touches the state of one of our widgets, or of the table of widgets, holds `LOCK`. User
code never runs under it: observers are called after it is released.
"""

from __future__ import annotations

import logging
import threading
from contextlib import suppress
from contextvars import Context, copy_context
from functools import partial
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Protocol

import traitlets
from ipywidgets import ValueWidget, Widget
from ipywidgets.widgets import widget as _ipywidgets

from .._version import __version__
from ..errors import StreamlitAPIException

if TYPE_CHECKING:
    from collections.abc import Callable

LOCK = threading.RLock()

_log = logging.getLogger("ipyrerun")

# Browsers whose last edit of one input is remembered.
CLIENTS_REMEMBERED = 8
_ATTEMPTS = 20
# All that a browser may set of an input.
_FROM_VIEWS = ("value", "edit")

_handle_control = Widget._handle_control_comm_msg  # noqa: SLF001 - there is no public one


def _answer_control(message: dict[str, Any]) -> None:
    """Answer a reloaded page, which asks for all states, while no widget of ours comes or goes.

    Somebody else's thread may open or close one meanwhile; ipywidgets raises then, and the page
    would stay empty: begin again.
    """
    for _ in range(_ATTEMPTS):
        with suppress(RuntimeError, AttributeError), LOCK:
            _handle_control(message)
            return
    _handle_control(message)


Widget._handle_control_comm_msg = staticmethod(_answer_control)  # noqa: SLF001


def unpinned(publish: Callable[[], None]) -> None:
    """Publish on a comm without tying it to the shell of the message under way.

    ipykernel 7.4 sends a browser's message for a comm to the shell whose message was being handled
    when the kernel last published on that comm, so an input drawn by a cell would wait for the main
    thread. It does so only where the parent is a whole message; with a bare header, which
    everything else takes as well, each message goes where the browser asks for
    (docs/prototypes/kernel.md, A4). Kernels without the variable are not affected.
    """
    context = copy_context()
    for variable in context:
        if variable.name == "shell_parent" and "header" in context[variable]:
            context.run(variable.set, context[variable]["header"])
    context.run(publish)


class Lean(Widget):  # type: ignore[misc]
    """A widget without Layout and Style: one comm, `_dom_classes`, and whatever is in `props`."""

    _model_module = traitlets.Unicode("ipyrerun").tag(sync=True)
    _model_module_version = traitlets.Unicode(__version__).tag(sync=True)
    _view_module = traitlets.Unicode("ipyrerun").tag(sync=True)
    _view_module_version = traitlets.Unicode(__version__).tag(sync=True)
    _dom_classes = traitlets.Tuple().tag(sync=True)
    # Answers what the view asks for (`View.serve`).
    serve: Callable[[dict[str, Any]], Any] | None = None

    @classmethod
    def _synced(cls) -> dict[str, Callable[[Any, Widget], Any]]:
        """Return the names of the synced traits, and what makes JSON of each.

        They are the class's, while ipywidgets looks through all traits for each widget that opens;
        `add_traits` makes a class of its own.
        """
        found: dict[str, Callable[[Any, Widget], Any]] | None = cls.__dict__.get("_writers")
        if found is None:
            traits = cls.class_traits(sync=True).items()
            found = {k: t.metadata.get("to_json", cls._trait_to_json) for k, t in traits}
            cls._writers = found
        return found

    @traitlets.default("keys")
    def _default_keys(self) -> list[str]:
        return list(self._synced())

    def add_class(self, name: str) -> Lean:
        """Add a CSS class to every view of this widget, and return the widget."""
        if name not in self._dom_classes:
            self._dom_classes = (*self._dom_classes, name)
        return self

    def remove_class(self, name: str) -> Lean:
        """Remove a CSS class from every view of this widget, and return the widget."""
        self._dom_classes = tuple(c for c in self._dom_classes if c != name)
        return self

    @property
    def layout(self) -> Any:
        """Our widgets have none: raises an error that says what to use."""
        raise StreamlitAPIException(
            f"{type(self).__name__}.layout: inputs of ipyrerun have no Layout; use the `width=` "
            "argument of the `st.*` "
            "call, or `.add_class(name)`"
        )

    def open(self) -> None:
        """Open the comm."""
        with LOCK:
            unpinned(super().open)

    def opening(self) -> tuple[dict[str, Any], list[Any]]:
        """Return what a browser needs to make the model of this widget: the state, and buffers."""
        with LOCK:
            state, paths, buffers = _ipywidgets._remove_buffers(self.get_state())  # noqa: SLF001
            opening = {"id": self.model_id, "state": state, "paths": paths, "buffers": len(buffers)}
            return opening, buffers

    def close(self) -> None:
        """Close the comm; the views disappear."""
        with LOCK:
            super().close()

    def __del__(self) -> None:
        """Wait for nobody: whoever is collected has been closed, for ipywidgets keeps the others.

        ipywidgets closes it here once more. The collector may come by in a thread that is just
        beginning, while who holds the lock waits for that thread to begin.
        """

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take nothing of what a browser sent: what the traits say must hold for it, too."""

    def _send(self, msg: dict[str, Any], buffers: list[Any] | None = None) -> None:
        unpinned(partial(super()._send, msg, buffers))

    def _handle_custom_msg(self, content: dict[str, Any], buffers: list[bytes]) -> None:
        """Take a message of a view; ipywidgets calls it."""
        # Not by `on_msg`: the table of callbacks takes a tenth of what opening a widget takes.
        try:
            self._answer(content, buffers)
        finally:
            super()._handle_custom_msg(content, buffers)

    def _answer(self, content: dict[str, Any], buffers: list[bytes]) -> None:
        """Do what a view asks for; most ask for nothing."""

    def get_state(self, key: Any = None, drop_defaults: bool = False) -> dict[str, Any]:
        """Return the synced state, not torn by another thread."""
        with LOCK:
            if key is None and not drop_defaults:
                writers = self._synced()
                return {name: writers[name](getattr(self, name), self) for name in self.keys}
            state: dict[str, Any] = super().get_state(key, drop_defaults)
            return state


class Shown(Lean):
    """A child that shows something and has no value: charts, grids."""

    _model_name = traitlets.Unicode("ShownModel").tag(sync=True)
    props = traitlets.Dict().tag(sync=True)

    def _answer(self, content: dict[str, Any], buffers: list[bytes]) -> None:
        del buffers
        reply = self.serve(content) if self.serve is not None else None
        if reply is not None:
            self.send(*reply)


class Submit(Protocol):
    """Takes an input's new value."""

    def __call__(self, value: Any, context: Context | None) -> None:
        """Take the value; `context` is that of a browser's message."""


class Input(Lean, ValueWidget):  # type: ignore[misc]
    """An input of a page, as an ipywidget.

    `value` is what the browser shows: a number, a string, a pair. It can be observed and linked;
    assigning it outside a run counts as one event, as if the user had done it.

    Parameters
    ----------
    submit
        Takes the value that somebody gave the input, and the context of the browser's message, or
        None if it was assigned by a program; called on any thread.
    """

    _model_name = traitlets.Unicode("InputModel").tag(sync=True)
    value = traitlets.Any().tag(sync=True)
    props = traitlets.Dict().tag(sync=True)
    edit = traitlets.List(default_value=["", 0]).tag(sync=True, echo_update=False)
    seen = traitlets.Dict().tag(sync=True)
    # Whether browsers show what `props["reset"]` says, since its form has been submitted.
    cleared = traitlets.Bool(default_value=False).tag(sync=True)

    def __init__(self, submit: Submit, **traits: Any) -> None:
        self._submit = submit
        # Raises where a program assigns what the input cannot take.
        self.check: Callable[[Any], object] | None = None
        self._is_receiving = False
        self._is_written = False
        self._waiting: list[Any] = []
        super().__init__(**traits)

    def bind(self, submit: Submit) -> None:
        """Send the events to another page from now on."""
        self._submit = submit

    @traitlets.validate("value")
    def _checked(self, proposal: Any) -> Any:
        """Refuse a program's wrong value before anybody sees it; a browser's is written over."""
        if self.check is not None and not (self._is_receiving or self._is_written):
            self.check(proposal["value"])
        return proposal["value"]

    def write(self, value: Any) -> None:
        """Show a value on the program's behalf.

        No event comes of it. The view drops it if it has newer edits.
        """
        with LOCK:
            self._is_written = True
            try:
                self.value = value
                names = ("value", "seen", "cleared") if self.cleared else ("value", "seen")
                self.cleared = False
                self.send_state(names)
            finally:
                self._is_written = False

    def receive(self, value: Any, *, is_cleared: bool) -> None:
        """Take the value that a form's button brought; the event is the button's.

        The `edit` in the message to the browsers says that this is no program's value, which would
        replace what somebody writes.
        """
        with LOCK:
            self._is_written = True
            try:
                self.value = value
                self.cleared = is_cleared
                self.send_state(("value", "edit", "cleared"))
            finally:
                self._is_written = False

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take a value and its edit from a browser, under the lock; tell observers after it."""
        state = {name: sync_data[name] for name in _FROM_VIEWS if name in sync_data}
        with LOCK:
            self._echo(state)
            self._is_receiving = True
            try:
                if "edit" in state:
                    self._note_edit(state["edit"])
                for name, value in state.items():
                    self.set_trait(name, value)
                if "value" in state:
                    self.cleared = False
            finally:
                self._is_receiving = False
            waiting, self._waiting = self._waiting, []
        for change in waiting:
            self._tell(change, copy_context())

    def _echo(self, news: dict[str, Any]) -> None:
        """Tell the other browsers, as ipywidgets does for its own widgets."""
        state = {name: value for name, value in news.items() if name != "edit"}
        if _ipywidgets.JUPYTER_WIDGETS_ECHO and state:
            self._send({"method": "echo_update", "state": state, "buffer_paths": []})

    def _note_edit(self, edit: list[Any]) -> None:
        client, number = edit
        seen = {k: v for k, v in self.seen.items() if k != client}
        recent = list(seen.items())[-CLIENTS_REMEMBERED + 1 :]
        self.set_trait("seen", {**dict(recent), client: number})

    def notify_change(self, change: Any) -> None:
        """Send the change where it is not the browser's own, then tell the observers."""
        with LOCK:
            is_own = self._is_receiving or self._is_written
            if self.comm is not None and change["name"] in self.keys and not is_own:
                self.send_state(change["name"])
            if self._is_receiving:
                self._waiting.append(change)
                return
            if self._is_written:
                _untold.put((self, change))
                return
        self._tell(change, None)

    def _tell(self, change: Any, context: Context | None) -> None:
        if change["name"] == "value" and self.comm is not None:
            # Not `change["new"]`: of two threads that set it at once, the one whose value was
            # replaced may tell last.
            self._submit(self.value, context)
        traitlets.HasTraits.notify_change(self, change)


_untold: SimpleQueue[tuple[Input, Any]] = SimpleQueue()


def tell_observers() -> None:
    """Tell the observers of what `Input.write` changed; called when no lock is held.

    An observer is user code, and may wait for another thread that wants to write a widget.
    """
    while True:
        try:
            widget, change = _untold.get_nowait()
        except Empty:
            return
        try:
            traitlets.HasTraits.notify_change(widget, change)
        except Exception:  # noqa: BLE001
            # One observer's fault must not cost the page its commit; ipywidgets only shows it, too.
            _log.exception("an observer of %r failed", type(widget).__name__)


class Trigger(Input):
    """An input that has its value for one run only.

    Clicks come as messages, which are never merged; a message may say what was chosen or written,
    and the button of a form brings the form's values along.
    """

    # Takes a click that brings values, by the ids of their models.
    bring: Callable[[dict[str, Any], Context], None] | None = None

    def click(self, value: Any = True) -> None:
        """Click it, as the user would: one event."""
        self._submit(value=value, context=None)

    def _answer(self, content: dict[str, Any], buffers: list[bytes]) -> None:
        super()._answer(content, buffers)
        if content.get("type") == "click":
            if self.bring is not None and "brings" in content:
                self.bring(content["brings"], copy_context())
            else:
                self._submit(value=content.get("value", True), context=copy_context())
