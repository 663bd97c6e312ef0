"""What makes two inputs the same: their keys, or what tells one call from another."""

from __future__ import annotations

import hashlib
from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ..errors import (
    StreamlitAPIException,
    StreamlitDuplicateElementId,
    StreamlitDuplicateElementKey,
    StreamlitInvalidParameterTypeError,
    StreamlitValueAssignmentNotAllowedError,
    StreamlitValueError,
)
from ..run import inside, on_page
from ..state import HIDDEN
from ..tree import Control, Input, Node
from .membership import join
from .shared import css_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..memory import Use
    from ..run import Run
    from ..types import Props

# Parameters that never make two inputs without a key different.
_NOT_IDENTITY = frozenset(
    [
        "self",
        "key",
        "disabled",
        "label_visibility",
        "on_change",
        "on_click",
        "on_select",
        "on_submit",
        "args",
        "kwargs",
        "format_func",
        "bind",
        "persist_state",
        "wrap",
        "use_container_width",
    ]
)


_NOTHING: Mapping[str, Any] = MappingProxyType({})


def root_of(node: Node | None) -> str:
    """Return the name of the root block that a block stands in."""
    while node is not None and node.parent is not None and node.parent.kind != "root":
        node = node.parent
    return node.id if node is not None else "main"


# What is called when an input changes.
_CALLBACKS = ("on_change", "on_click", "on_submit")
# By `st.*` name: what takes those parameters out of a call that tell one input from another.
_picks: dict[str, Callable[[Mapping[str, Any]], Any]] = {}


def identity_of(
    name: str, params: Mapping[str, Any], plain: Mapping[str, Any] | None, place: str
) -> str:
    """Return what identifies an input without a key, in its root block or form.

    Each page has its own ones.
    """
    pick = _picks.get(name)
    if pick is None:
        pick = _picks[name] = itemgetter(*[k for k in params if k not in _NOT_IDENTITY])
    text = repr((name, on_page.get() + place, pick({**params, **plain} if plain else params)))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def ids_of(
    name: str,
    params: Mapping[str, Any],
    replace: Mapping[str, Any] | None,
    parent: Node,
    form: str,
    app: str,
    control: Control[Any],
) -> tuple[str, str]:
    """Return the id of an input's node, and its slot; what shows another widget is another node."""
    key = params.get("key")
    if key is None:
        node_id = f"{name}#{identity_of(name, params, replace, root_of(parent) + form)}"
        return node_id, f"{HIDDEN}{app}/{node_id}"
    slot = str(key)
    if not slot or slot.startswith(HIDDEN):
        checked_key(name, key)
    shown = control.view.instance
    widget = "" if shown is None else f"@{shown.model_id}"
    return f"{name}:{slot}{widget}", slot


def checked_key(name: str, key: str | int) -> str:
    """Return a key as text, or raise if it cannot be one."""
    text = str(key)
    if not text:
        raise StreamlitValueError(
            f"st.{name}: `key` is '', an empty text; give a name, or leave `key` out"
        )
    if text.startswith(HIDDEN):
        raise StreamlitAPIException(
            f"st.{name}: `key` is {text!r}; keys that begin with {HIDDEN} are reserved, choose "
            "another"
        )
    return text


def refuse_duplicate(run: Run, slot: str, name: str, *, has_key: bool) -> None:
    """Raise if the run has drawn this slot already."""
    holder = run.holder(slot)
    if holder is None:
        return
    if has_key:
        raise StreamlitDuplicateElementKey(
            f"st.{name}: the key {slot!r} is used twice in this run, before by "
            f"st.{holder.name}; give each its own `key`"
        )
    raise StreamlitDuplicateElementId(
        f"st.{name}: two inputs have the same parameters, so ipyrerun cannot tell them apart; "
        "give each its own `key=`"
    )


def refuse_assigned(run: Run, slot: str, name: str, control: Control[Any]) -> None:
    """Raise, once, if this run has assigned a value that is not the script's to give."""
    state = run.session.state
    if control.sealed or slot not in run.written:
        state.assigned.discard(slot)
    if slot not in run.written:
        # Of an earlier run, or a test's own: it has no meaning.
        if control.once:
            state.drop([slot])
        return
    who = "its user" if control.sealed else "a click"
    raise StreamlitValueAssignmentNotAllowedError(
        f"st.{name}: st.session_state[{slot!r}] was assigned, but only {who} may set "
        "the value of this input; "
        "use another key for your own value"
    )


def checked_change(name: str, params: Mapping[str, Any], control: Control[Any]) -> Any:
    """Return what is to be done about a change: a function, a word or None."""
    for which in _CALLBACKS:
        if which in params:
            change = params[which]
            break
    else:
        which, change = "on_change", None
    is_word = change in ("rerun", "ignore")
    if change is not None and not callable(change) and (control.once or not is_word):
        allowed = "a function" if control.once else '"rerun", "ignore" or a function'
        kind = StreamlitAPIException if is_word else StreamlitValueError
        raise kind(f"st.{name}: `{which}` is {change!r}; give {allowed}")
    args = params.get("args")
    if args is not None and not hasattr(args, "__iter__"):
        raise StreamlitInvalidParameterTypeError(
            f"st.{name}: `args` is {args!r}, of type {type(args).__name__}; give a list or a tuple"
        )
    return change


def use_of(params: Mapping[str, Any], change: Any) -> Use:
    """Return what becomes of an input's change."""
    fragment = inside.get()
    return (
        change if callable(change) else None,
        tuple(params.get("args") or ()),
        params.get("kwargs") or _NOTHING,
        change == "ignore",
        "" if fragment is None else fragment.id,
    )


def node_of(
    run: Run,
    id_: str,
    kind: str,
    name: str,
    params: Mapping[str, Any],
    value: Any,
    field: Input,
    form: Node | None,
) -> Node:
    """Return the new node of an input: of a live widget, or of a block that has a value."""
    view = field.control.view
    if kind == "widget":
        node = Node(id_, kind, name, {}, params, value, view=view, input=field)
        if form is not None:
            join(node, form, run.app)
    else:
        css = css_of(params.get("key"))
        props = {**view.props, **css, **shown_value(run, id_, field.control, value)}
        node = Node(id_, kind, name, props, params, value, children=[], input=field)
    run.memory.note(node)
    return node


def shown_value(run: Run, id_: str, control: Control[Any], value: Any) -> Props:
    """Return the props by which a node without a live widget shows its value.

    `seen` says up to which edits of each browser the value knows.
    """
    seen = run.seen.get(id_)
    return {"value": control.to_view(value)} | ({"seen": seen} if seen else {})
