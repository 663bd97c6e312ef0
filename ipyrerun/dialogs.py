"""Dialogs: a part of the page that opens above it and runs by itself."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, overload

from .elements.dialogs import DialogPosition, DialogWidth, OnDismiss, place_dialog
from .errors import (
    NoSessionContext,
    StreamlitInvalidLayoutContextError,
    StreamlitMissingRequiredParameterError,
)
from .flow import begin
from .fragments import Fragment, ancestors, refuse_in_parallel
from .run import Run, current, inside, within

if TYPE_CHECKING:
    from .tree import Node

F = TypeVar("F", bound=Callable[..., Any])


@overload
def dialog(
    title: str,
    *,
    width: DialogWidth = "small",
    position: DialogPosition = "center",
    dismissible: bool = True,
    icon: str | None = None,
    on_dismiss: OnDismiss = "ignore",
) -> Callable[[F], F]: ...


@overload
def dialog(
    title: F,
    *,
    width: DialogWidth = "small",
    position: DialogPosition = "center",
    dismissible: bool = True,
    icon: str | None = None,
    on_dismiss: OnDismiss = "ignore",
) -> F: ...


def dialog(
    title: F | str,
    *,
    width: DialogWidth = "small",
    position: DialogPosition = "center",
    dismissible: bool = True,
    icon: str | None = None,
    on_dismiss: OnDismiss = "ignore",
) -> Callable[[F], F] | F:
    """Make a function a dialog: calling it opens one above the page, with what it draws.

    Inputs in it run the function again, not the script. It closes with the next run of the whole
    script that does not call the function, for instance by `st.rerun()` inside of it, or when its
    user closes it. A run can open one dialog.

    Parameters
    ----------
    title
        Its heading, as inline Markdown.
    width
        "small" is 500 pixels at most, "medium" 750, "large" 1280; or a number of pixels.
    position
        "center", or a drawer at the "left" or "right" edge of the window.
    dismissible
        Whether its user can close it: by its button, by Escape, or by a click beside it.
    icon
        One emoji, ":material/name:", or "spinner".
    on_dismiss
        What follows when its user closes it: "ignore" is nothing, "rerun" runs the script, a
        function is called before that.

    Raises
    ------
    StreamlitMissingRequiredParameterError
        There is no title.
    StreamlitValueError
        A word is not among those above.
    StreamlitInvalidLayoutContextError
        The function is called inside a dialog or in a parallel fragment, or a second dialog is
        opened in one run.
    NoSessionContext
        The function is called outside a `%%rerun` cell.

    Examples
    --------
    >>> @st.dialog("Your vote")
    ... def vote():
    ...     reason = st.text_input("Why?")
    ...     if st.button("Submit"):
    ...         st.session_state.vote = reason
    ...         st.rerun()
    >>> if st.button("Vote"):
    ...     vote()
    """
    if not isinstance(title, str) or not title:
        raise StreamlitMissingRequiredParameterError(
            'st.dialog: `title` is missing; give one: @st.dialog("Title")'
        )
    params = {
        "title": title,
        "width": width,
        "position": position,
        "dismissible": dismissible,
        "icon": icon,
        "on_dismiss": on_dismiss,
    }

    def decorate(function: F) -> F:
        @functools.wraps(function)
        def call(*args: Any, **kwargs: Any) -> None:
            _open(params, function, functools.partial(function, *args, **kwargs))

        return call  # type: ignore[return-value]

    return decorate


def _open(params: dict[str, Any], function: Any, body: Callable[[], Any]) -> None:
    run = current.get()
    name = getattr(function, "__qualname__", type(function).__qualname__)
    if run is None or run.job is None:
        raise NoSessionContext(
            f"st.dialog: {name}() was called outside a %%rerun cell; put %%rerun on the first line "
            "of the cell"
        )
    run.checkpoint()
    _refuse_here(run, name)
    if run.redraw is not None and run.base is not None:
        run.redraw.supersede(run.base.event.children or ())
    block = place_dialog(run, dict(params))
    definition = f"{getattr(function, '__module__', '')}.{name}"
    begin(run, Fragment(block.id, name, definition, body, block))


def _refuse_here(run: Run, name: str) -> None:
    """Raise if no dialog can be opened where the script is."""
    refuse_in_parallel(run, f"st.dialog: {name}()")
    around = ancestors(inside.get())
    places = [within.get(), *(one.block for one in around)]
    if any(_is_in_dialog(place) for place in places):
        raise StreamlitInvalidLayoutContextError(
            f"st.dialog: {name}() was called inside a dialog; close that one first, by st.rerun(), "
            "and open this one in the next run"
        )


def _is_in_dialog(node: Node | None) -> bool:
    while node is not None:
        if node.kind == "dialog":
            return True
        node = node.parent
    return False
