"""What a script's elements were made of, from run to run.

Most calls of a rerun are those of the run before, word by word. What such a call comes to is a pure
function of its parameters as long as these are plain values: it is remembered, so that an input
which did not change is neither checked, nor written in HTML, nor allocated again. The node of an
element that nobody could tell from the one of the run before is that one, so that the new tree is
compared with the old one at a glance. The collector walks what each run allocates and keeps: next
to nothing, which is what keeps a page of thousands of elements linear.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from math import copysign
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from .state import is_same
from .tree import Node

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .tree import Control, Input, View
    from .types import Callback, Props

# Equal values of one of these types are the same value. A class may be a `format_func`.
_PLAIN = frozenset([str, int, float, bool, type(None), type, date, timedelta])
_LISTS = frozenset([list, tuple])
# Equal ones are the same as long as none has a time zone; which 2:30 it is on the day that clocks
# are put back is left out of the comparison.
_MOMENTS = frozenset([datetime, time])
# A script whose runs all end early forgets what so many of them have not called.
_MOST_EARLY = 10
# Parameters that say what becomes of an input, not what it is.
_USE = frozenset(["self", "__class__", "key", "on_change", "on_click", "args", "kwargs"])
# What becomes of an input's change: `callback`, `args`, `kwargs`, `ignore`, `fragment` of `Input`.
Use: TypeAlias = "tuple[Callback | None, tuple[Any, ...], Mapping[str, Any], bool, str]"
# A name among a call's parameters, no parameter's: it is not known yet what the call comes to.
NEW = ""


class Known:
    """What a call came to: what `_ask` takes, and the parameters that it put in other words."""

    __slots__ = ("control", "keyed", "replace", "turn", "words")

    def __init__(
        self,
        control: Control[Any],
        keyed: tuple[Any, ...],
        replace: Mapping[str, Any] | None,
        words: dict[str, Any],
    ) -> None:
        self.control = control
        self.keyed = keyed
        self.replace = replace
        self.words = words
        self.turn = 0


class _Shape:
    """The types of a call's values, and which of them are lists, moments, or floats."""

    __slots__ = ("floats", "is_plain", "lists", "moments")

    def __init__(self, types: tuple[type, ...]) -> None:
        self.lists = tuple(i for i, kind in enumerate(types) if kind in _LISTS)
        self.moments = tuple(i for i, kind in enumerate(types) if kind in _MOMENTS)
        self.floats = tuple(i for i, kind in enumerate(types) if kind is float)
        self.is_plain = not (self.lists or self.moments)


class _Call:
    """The parameters that count of one `st.*` call."""

    def __init__(self, params: Mapping[str, Any]) -> None:
        self.names = tuple(word for word in params if word not in _USE)
        self.pick = itemgetter(*self.names)
        self.shapes: dict[tuple[type, ...], _Shape] = {}

    def shape_of(self, types: tuple[type, ...]) -> _Shape | None:
        """Return a shape for types not seen before; None if their values may be anything.

        Those are not kept: a run may define their classes anew.
        """
        if not _PLAIN.union(_LISTS, _MOMENTS).issuperset(types):
            return None
        return self.shapes.setdefault(types, _Shape(types))


_calls: dict[str, _Call] = {}


class Memory:
    """The calls of one script that its last whole run made, and the runs since."""

    def __init__(self) -> None:
        self._known: dict[tuple[Any, ...], Known] = {}
        # The elements by their ids: of the turn before, and of this one.
        self._before: dict[str, Node] = {}
        self._now: dict[str, Node] = {}
        self._turn = 0
        self._early = 0

    def find(self, name: str, params: dict[str, Any], also: object = None) -> Known | None:
        """Return what an equal call came to; else prepare to keep what this one comes to."""
        call = _calls.get(name)
        if call is None:
            call = _calls[name] = _Call(params)
        values = call.pick(params)
        types = tuple(map(type, values))
        shape = call.shapes.get(types) or call.shape_of(types)
        if shape is None:
            return None
        if shape.floats and any(_is_minus_zero(values[i]) for i in shape.floats):
            return None
        key: Any = (shape, values, also)
        if not shape.is_plain:
            key = _looked_through(shape, values, also)
            if key is None:
                return None
        known = self._known.get(key)
        if known is None:
            params[NEW] = key, values
            return None
        known.turn = self._turn
        if known.words:
            params.update(known.words)
        return known

    def keep(
        self,
        name: str,
        params: dict[str, Any],
        control: Control[Any],
        keyed: tuple[Any, ...],
        replace: Mapping[str, Any] | None,
    ) -> None:
        """Remember what a call came to; `NEW` among its parameters says that `find` did not."""
        key, values = params.pop(NEW)
        given = zip(_calls[name].names, values, strict=True)
        words = {word: params[word] for word, value in given if params[word] is not value}
        known = self._known[key] = Known(control, keyed, replace, words)
        known.turn = self._turn

    def settle(
        self,
        id_: str,
        kind: str,
        name: str,
        props: Props,
        params: Mapping[str, Any],
        value: Any,
        view: View | None,
    ) -> Node:
        """Return the node of an output, without children: that of the turn before if it is equal.

        The page shows that one already. It gets the parameters of this call, which may hold what
        is only equal, and which nobody is shown.
        """
        node = self._before.get(id_)
        if (
            node is not None
            and (node.props is props or node.props == props)
            and (node.value is value or is_same(node.value, value))
            and node.kind == kind
            and node.name == name
            and (node.view is view or node.view == view)
        ):
            node.params = params
        else:
            node = Node(id_, kind, name, props, params, value, None, view)
        self._now[id_] = node
        return node

    def again(
        self,
        id_: str,
        control: Control[Any],
        stamp: int,
        use: Use,
        value: Any,
        params: Mapping[str, Any],
        form: Node | None,
        seen: object,
    ) -> Node | None:
        """Return a node for an input that is declared as in the turn before, else None.

        What its parameters decide is said by the control, which only an equal call has. That of a
        live widget is the same node again. A block holds something else in each run, but shares
        with the one before what it shows besides.
        """
        node = self._before.get(id_)
        field = None if node is None else node.input
        if (
            node is None
            or field is None
            or field.control is not control
            or field.stamp != stamp
            or not (node.value is value or is_same(node.value, value))
            or not _is_used(field, use)
            or not (field.group is form or _is_equal_form(field.group, form))
        ):
            return None
        if node.children is None:
            node.params, field.group = params, form
        elif node.props.get("seen") == seen:
            node = Node(id_, node.kind, node.name, node.props, params, value, [], input=field)
        else:
            return None
        self._now[id_] = node
        return node

    def note(self, node: Node) -> None:
        """Remember the node of an input that has no equal."""
        self._now[node.id] = node

    def end_turn(self) -> None:
        """Forget what was not called since the last turn."""
        turn, self._early = self._turn, 0
        self._before, self._now = self._now, {}
        for key in [key for key, known in self._known.items() if known.turn != turn]:
            del self._known[key]
        self._turn += 1

    def end_early(self) -> None:
        """Take note of a turn that was cut short: it forgets nothing, but many in a row do."""
        self._early += 1
        if self._early == _MOST_EARLY:
            self.end_turn()
        else:
            self._before.update(self._now)
            self._now.clear()


def _looked_through(shape: _Shape, values: tuple[Any, ...], also: object) -> tuple[Any, ...] | None:
    """Return the key of a call with lists or moments; None if what one says cannot be compared."""
    items = list(values)
    kinds: list[Any] = []
    for i in shape.lists:
        items[i] = parts = tuple(items[i])
        found = set(map(type, parts))
        if not _PLAIN.issuperset(found) or (float in found and _has_minus_zero(parts)):
            return None
        # 1, 1.0 and True are equal: where types are mixed, the type of each counts.
        kinds.append(found.pop() if len(found) == 1 else tuple(map(type, parts)))
    for i in shape.moments:
        if items[i].tzinfo is not None:
            return None
        kinds.append(items[i].fold)
    return shape, tuple(items), also, *kinds


def _has_minus_zero(items: tuple[Any, ...]) -> bool:
    return 0.0 in items and any(map(_is_minus_zero, items))


def _is_minus_zero(value: Any) -> bool:
    """Return whether it is the float that equals zero and is written otherwise."""
    return value == 0 and type(value) is float and copysign(1, value) < 0


def _is_used(field: Input, use: Use) -> bool:
    """Return whether the same has become of a change of the input before."""
    callback, args, kwargs, ignore, fragment = use
    return (
        field.callback is callback
        and field.args is args
        and field.kwargs is kwargs
        and field.ignore == ignore
        and field.fragment == fragment
    )


def _is_equal_form(old: Node | None, new: Node | None) -> bool:
    """Return whether two runs drew the same form, as far as its inputs can tell."""
    return old is not None and new is not None and old.id == new.id and old.params == new.params
