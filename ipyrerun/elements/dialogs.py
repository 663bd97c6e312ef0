"""Blocks that no method of a container makes: that of a fragment, and a dialog above the page."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from ..errors import (
    StreamlitDuplicateElementId,
    StreamlitInvalidLayoutContextError,
    StreamlitValueError,
)
from ..markup import render_inline
from ..run import caller
from ..state import HIDDEN
from ..tree import Control, Input, View, block
from .identity import identity_of
from .shared import icon_of, is_positive, one_of

if TYPE_CHECKING:
    from ..run import Run
    from ..tree import Node
    from ..types import Props
    from .base import Base

DialogWidth = Literal["small", "medium", "large"] | int
DialogPosition = Literal["left", "center", "right"]
OnDismiss = Literal["ignore", "rerun"] | Callable[..., object]

_WIDTHS = ("small", "medium", "large")
_POSITIONS = ("left", "center", "right")
# Each call opens it, also one that its user has closed before.
_openings = itertools.count(1)
_CONTROL: Control[bool] = Control(
    default=False, view=View(None, {}), once=True, closes=True, verbs={"dismiss": True}
)


def open_block(place: Base, name: str, kind: str, stem: str) -> Node:
    """Place a block that no method of a container makes, and return it."""
    node: Node = place._nest(name, {}, kind, {}, stem=stem)._node
    return node


def place_dialog(run: Run, params: dict[str, Any]) -> Node:
    """Place a dialog and return its block; `params` are those of `st.dialog`."""
    on_dismiss = params["on_dismiss"]
    if not callable(on_dismiss) and on_dismiss not in ("ignore", "rerun"):
        raise StreamlitValueError(
            f'st.dialog: `on_dismiss` is {on_dismiss!r}; give "ignore", "rerun" or a function'
        )
    props = _props_of(params)
    told = "callback" if callable(on_dismiss) else on_dismiss
    id_ = f"dialog#{identity_of('dialog', params, {'on_dismiss': told}, 'event')}"
    slot = f"{HIDDEN}{run.app}/{id_}"
    _refuse_second(run, slot, params["title"])
    node = block(id_, "dialog", "dialog", {**props, "opening": next(_openings)})
    node.params = {**params, "label": params["title"]}
    _, stamp = run.session.claim(run, slot, "dialog", (), _CONTROL)
    node.input = Input(
        _CONTROL,
        slot,
        stamp,
        callback=on_dismiss if callable(on_dismiss) else None,
        ignore=on_dismiss == "ignore",
        fragment=caller(),
    )
    run.ids[slot] = node
    run.place(node, run.event)
    return node


def _refuse_second(run: Run, slot: str, title: str) -> None:
    """Raise if this run has opened a dialog already."""
    if slot in run.ids:
        raise StreamlitDuplicateElementId(
            f"st.dialog: the dialog {title!r} is opened twice in this run; call its function once"
        )
    for other in run.event.children or ():
        if other.kind == "dialog":
            raise StreamlitInvalidLayoutContextError(
                f"st.dialog: {title!r} is opened while {other.params['title']!r} was opened in the "
                "same run; only one dialog can be open, so call one of the two"
            )


def _props_of(params: dict[str, Any]) -> Props:
    width, position = params["width"], params["position"]
    if width not in _WIDTHS and (not is_positive(width) or not isinstance(width, int)):
        raise StreamlitValueError(
            f'st.dialog: `width` is {width!r}; give "small", "medium", "large" or a positive '
            "number of pixels"
        )
    props: Props = {"label": render_inline(params["title"])} | icon_of("dialog", params["icon"])
    if width != "small":
        props["width"] = width
    if one_of("dialog", "position", position, _POSITIONS) != "center":
        props["position"] = position
    if not params["dismissible"]:
        props["dismissible"] = False
    return props
