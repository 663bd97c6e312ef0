"""What a cached function draws, drawn again where its value comes from the cache.

While the function is computed, a `Capture` notes the elements that it places outside of one
another; at its end they are kept as they are then, with all that they hold. A hit places copies: in
the block where the call stands, in the sidebar, at the foot, or as an event, as the function did.
What it wrote into a container from outside has no place in another run, and raises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from ..errors import CacheReplayClosureError
from ..outside import outside
from ..run import current, inside, next_id, recording, within
from ..state import HIDDEN
from ..tree import Control, Input, Node, View

if TYPE_CHECKING:
    from contextvars import Token

    from ..run import Run

_HERE = "here"
_OUTSIDE = "outside"
_DIALOG = "dialog"
_ROOTS = frozenset({"sidebar", "bottom", "event"})
# What is no element of `st.*`, or belongs to the whole page.
_NOT_DRAWN = frozenset({"stream", "rich", "notice", "spinner", "logo", "navigation"})
# An element's id ends in its kind, behind the page that drew it, and which of them it is.
_NUMBERED = re.compile(r"(?:.*[./])?([A-Za-z_]+)\d+(~[a-z_]+)?")
_CALLBACKS = frozenset({"on_change", "on_click", "on_select", "on_submit", "args", "kwargs"})


@dataclass(eq=False, slots=True)
class Piece:
    """An element, and the name of its place."""

    where: str
    node: Node


# What a function has drawn; None is nothing.
Drawing = tuple[Piece, ...]


class Capture:
    """Notes what is placed while a `with` block is executed.

    A function that draws inside of another one draws for both.
    """

    def __init__(self) -> None:
        self._outer: Capture | None = recording.get()
        self._home = within.get()
        self._pieces: list[Piece] = []
        self._own: dict[int, Piece] = {}
        self._is_open = True
        self._token: Token[Any] | None = None

    def __enter__(self) -> Self:
        self._token = recording.set(self)
        return self

    def __exit__(self, *_: object) -> None:
        # A thread that goes on draws for nobody.
        self._is_open = False
        assert self._token is not None
        recording.reset(self._token)

    def place(self, run: Run, node: Node, parent: Node) -> None:
        """Note that an element was placed in a block."""
        where = self._where(run, node, parent)
        if where:
            self._add(Piece(where, node))
        if self._outer is not None:
            self._outer.place(run, node, parent)

    def _add(self, piece: Piece) -> None:
        self._pieces.append(piece)
        self._own[id(piece.node)] = piece

    def _where(self, run: Run, node: Node, parent: Node) -> str:
        """Return the name of a new element's place; "" if it needs none."""
        # The part that a fragment has of a container is no element.
        if not self._is_open or node.kind in _NOT_DRAWN | {"part"} or self._holds(parent):
            return ""
        if node.kind == "dialog":
            return _DIALOG
        if parent is (self._home or run.main):
            return _HERE
        root = parent
        while root.kind == "part" and root.parent is not None:
            root = root.parent
        if root.kind in _ROOTS:
            return root.kind
        # With `with` around it, it is drawn wherever the call stands.
        return "" if root.parent is None and root.kind == "root" else _HERE

    def _holds(self, node: Node | None) -> bool:
        while node is not None:
            if id(node) in self._own:
                return True
            node = node.parent
        return False

    def address(self, node: Node) -> None:
        """Note that an element was written to a container by its name."""
        piece = self._own.get(id(node))
        if piece is not None and piece.where == _HERE:
            piece.where = _OUTSIDE
        if self._outer is not None:
            self._outer.address(node)

    def swap(self, old: Node, new: Node) -> None:
        """Note that an element has taken the place of another."""
        piece = self._own.pop(id(old), None)
        if piece is not None:
            piece.node = new
            self._own[id(new)] = piece
        elif self._is_open and not self._holds(old):
            self._add(Piece(_OUTSIDE, new))
        if self._outer is not None:
            self._outer.swap(old, new)

    def drop(self, node: Node) -> None:
        """Note that an element was taken off the page."""
        piece = self._own.pop(id(node), None)
        if piece is not None:
            self._pieces.remove(piece)
        if self._outer is not None:
            self._outer.drop(node)

    def drawing(self) -> Drawing | None:
        """Return what there is to be drawn again, as it is now."""
        pieces = tuple(Piece(one.where, _still(one.node)) for one in self._pieces)
        return pieces or None


def _still(node: Node) -> Node:
    """Return a copy of a node that nobody changes, and that holds on to no run."""
    children = None
    if node.children is not None:
        children = [_still(one) for one in list(node.children) if one.kind not in _NOT_DRAWN]
    params = {
        name: None if name in _CALLBACKS or callable(value) else value
        for name, value in node.params.items()
    }
    copy = replace(node, params=params, children=children, parent=None, counts=None)
    if node.input is not None:
        copy.view, copy.input = _dead(node, node.input, node.view)
    return copy


def _dead(node: Node, field: Input, view: View | None) -> tuple[View | None, Input | None]:
    """Return what is left of an input: it shows its value and is greyed out."""
    if view is None or view.widget is None or node.kind != "widget":
        # Others' widgets stay as they are; a block shows its value in its props.
        return (None if view is None else replace(view, listen=None)), None
    shown = field.control.to_view(node.value)
    view = View(view.widget, {**view.props, "disabled": True})
    control: Control[Any] = Control(
        node.value, view, to_view=_Constant(shown), accepts=_refuses, once=field.control.once
    )
    return view, Input(control, "", 0, disabled=True)


class _Constant:
    """What a view shows, whatever the value."""

    __slots__ = ("_shown",)

    def __init__(self, shown: Any) -> None:
        self._shown = shown

    def __call__(self, *_: Any) -> Any:
        return self._shown


def _refuses(_: Any) -> bool:
    return False


# -- for a file


class NotPortable(Exception):
    """What was drawn means something to this kernel only."""


def portable(drawing: Drawing) -> Any:
    """Return a drawing as something that can be pickled.

    Raises
    ------
    NotPortable
        Somebody else's widget is in it, which is of this kernel.
    """
    return tuple((piece.where, _portable(piece.node)) for piece in drawing)


def brought_back(drawn: Any) -> Drawing:
    """Return the drawing that `portable` made this of."""
    return tuple(Piece(where, node) for where, node in drawn)


def _portable(node: Node) -> Node:
    """Return a copy without what is of one kernel: closures, parameters that may be anything."""
    view = node.view
    if view is not None and view.instance is not None:
        raise NotPortable(f"{type(view.instance).__name__} is a widget of this kernel")
    if view is not None:
        data = None if view.data is None else _Constant(view.data())
        view = replace(view, data=data, still=None)
    children = None if node.children is None else [_portable(one) for one in node.children]
    params = {name: value for name, value in node.params.items() if _is_plain(value)}
    value = node.value if _is_plain(node.value) else None
    return replace(node, view=view, children=children, params=params, value=value)


def _is_plain(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    return isinstance(value, str | int | float | bool | None)


# -- a hit


def draw(drawing: Drawing, name: str, decorator: str) -> None:
    """Draw again what a function has drawn.

    Raises
    ------
    CacheReplayClosureError
        It wrote into a container from outside of it, or opened a dialog.
    """
    run = current.get()
    if run is None:
        run = outside("cache_data")
    elif run.is_finished:
        run = run.heir()
    run.checkpoint()
    for piece in drawing:
        if piece.where in (_OUTSIDE, _DIALOG):
            raise CacheReplayClosureError(_refusal(piece.where, name, decorator))
        parent = _parent(run, piece.where)
        _place(run, piece.node, parent, _new_id(run, piece.node, parent))


def _refusal(where: str, name: str, decorator: str) -> str:
    leave = f"or take the decorator `@st.{decorator}` away"
    if where == _DIALOG:
        return (
            f"{name}() has opened a dialog. Its value came from the cache now, which opens none: "
            f"open the dialog outside of {name}(), {leave}"
        )
    return (
        f"{name}() has written into a container that was created outside of it. Its value came "
        "from the cache now, and which container that was cannot be known: create the container "
        f"inside of {name}(), or write to it outside, {leave}"
    )


def _parent(run: Run, where: str) -> Node:
    if where == _HERE:
        return run.block()
    root = run.roots[where]
    fragment = inside.get()
    place: Node = root if fragment is None else fragment.place(run, root)
    return place


def _new_id(run: Run, node: Node, parent: Node) -> str:
    """Return the id of a copy: what the call itself would be named here."""
    if node.input is not None:
        return next_id(parent, "dead")
    if node.id == f"{node.name}:{node.params.get('key')}" and _slot(node) not in run.ids:
        return node.id
    found = _NUMBERED.fullmatch(node.id)
    if found is None:
        return next_id(parent, node.kind)
    return next_id(parent, found[1]) + (found[2] or "")


def _slot(node: Node) -> str:
    return str(node.params.get("key"))


def _place(run: Run, node: Node, parent: Node, id_: str, root: tuple[str, str] = ("", "")) -> None:
    """Place a copy of a node; `root` is what the node had that its id begins with, and has now."""
    children: list[Node] | None = None if node.children is None else []
    copy = replace(node, id=id_, children=children, parent=None, counts=None)
    if node.input is not None:
        copy.input = replace(node.input, slot=f"{HIDDEN}{run.app}/{id_}")
    elif node.id == id_ and node.id == f"{node.name}:{_slot(node)}":
        run.ids[_slot(node)] = copy
    run.place(copy, parent)
    before, now = root if node.id.startswith(f"{root[0]}.") else (node.id, id_)
    for child in node.children or ():
        behind = child.id.removeprefix(f"{before}.")
        own = f"{now}.{behind}" if behind != child.id else _new_id(run, child, copy)
        _place(run, child, copy, own, (before, now))
