"""Plain records: what a run draws, before anything of it exists in a browser.

A run builds a tree of `Node`. Blocks have children; an input's node carries its `Control`, which
says how the value travels between script, state and browser. The page, the state and `AppTest` know
no element by name: they read these records.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .types import Callback, Props

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class View:
    """The live widget that a node needs.

    Parameters
    ----------
    widget
        The class, one of `ipyrerun.widgets`; None where `instance` is given.
    props
        Everything that the widget shows, as JSON.
    data
        Large traits by name (bytes); a thunk, called only when the widget does not hold them yet.
    digest
        Equal digests mean equal `data`.
    serve
        Answers a custom message of the view: takes the content, returns what the widget's class
        makes an answer of; mostly content and buffers, and on the comm thread.
    instance
        A widget that the user made. It is placed, never set or closed.
    listen
        Lets a page hear of what is done to `instance`: takes the function that is told, returns the
        one that ends it.
    still
        Draws the element for a page without a kernel: takes its value, returns safe HTML; for an
        input only what stands below its label. By default the value as text.
    """

    widget: type[Any] | None
    props: Props
    data: Callable[[], dict[str, Any]] | None = None
    digest: object = None
    serve: Callable[[dict[str, Any]], Any] | None = None
    instance: Any = None
    listen: Callable[[Callable[..., None]], Callable[[], None]] | None = None
    still: Callable[[Any], str] | None = None


def _same(value: Any) -> Any:
    return value


_CONTAINERS = frozenset([list, dict, set, bytearray])


def own(value: Any) -> Any:
    """Return what a script may change without changing what the state holds.

    Containers are copied with all that is in them; an object of the user's own class stays itself,
    so that it can still be found in a dict or by `is`.
    """
    kind = type(value)
    if kind is tuple:
        return deepcopy(value) if any(type(part) in _CONTAINERS for part in value) else value
    return deepcopy(value) if kind in _CONTAINERS else value


def _always(value: Any) -> bool:
    del value
    return True


@dataclass(frozen=True, slots=True)
class Control(Generic[T]):
    """What is particular to one kind of input.

    Parameters
    ----------
    default
        The value before anyone touched the input.
    view
        Its live widget.
    to_view, from_view
        Inverse of one another: the script's value and the browser's JSON.
    accepts
        Whether a stored value still fits the parameters of this run; if not, the input goes back to
        `default`, or to what `mend` leaves of it.
    mend
        Makes a value that fits out of a stored one that does not; by default there is nothing left
        of it.
    check
        Raises if a value that the script assigned to `st.session_state` cannot be shown; may return
        a coerced value.
    copy
        Makes the value that the script gets from the one that the state keeps.
    fresh
        Makes a new object of the one that the state keeps, before each run: where scripts use a
        value up, as they do a file by reading it.
    once
        A trigger: true for one run, then `default` again.
    sealed
        Only its user may give it a value: to assign its key raises.
    closes
        Whether a click takes the block off the page.
    in_form
        What it does in a form. By default a value waits in the browser for the form's button, and a
        trigger is refused; "submits" is that button, "acts" does there what it does elsewhere.
    verbs
        What a test can do to it: name of the method → the value it sets, or a function of the
        current value and the method's arguments; `set_value` need not be among them.
    facts
        What a test can read of it besides `value`, or as that: name of the attribute → function of
        the value.
    """

    default: T
    view: View
    to_view: Callable[[T], Any] = _same
    from_view: Callable[[Any], T] = _same
    accepts: Callable[[Any], bool] = _always
    mend: Callable[[Any], T] | None = None
    check: Callable[[Any], Any] = _same
    copy: Callable[[T], T] = own
    fresh: Callable[[Any], T] | None = None
    once: bool = False
    sealed: bool = False
    closes: bool = False
    in_form: Literal["", "submits", "acts"] = ""
    verbs: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)

    def read(self, sent: Any) -> T:
        """Return the script's value for what a view sent; a ValueError if it cannot be."""
        try:
            value = self.from_view(sent)
            fits = self.accepts(value)
        except Exception as error:
            raise ValueError(f"{sent!r} cannot be read") from error
        if not fits:
            raise ValueError(f"{sent!r} does not fit")
        return value


@dataclass(eq=False, slots=True)
class Input:
    """One input as one run drew it.

    Its control, where its value lives, what to call when it changes, the id of the fragment to run
    then ("" is the whole script), and as `group` the form that it waits for or submits.
    """

    control: Control[Any]
    slot: str
    stamp: int
    disabled: bool = False
    callback: Callback | None = None
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    ignore: bool = False
    fragment: str = ""
    group: Node | None = None


@dataclass(eq=False, slots=True)
class Node:
    """One element in one run's tree.

    `id` is the key of its DOM node, unique in the page. `kind` names the view in the browser,
    `name` the `st.*` call. `props` is JSON. `params` are the call's own parameters and `value` what
    a test sees of it.
    """

    id: str
    kind: str
    name: str
    props: Props
    params: Mapping[str, Any] = field(default_factory=dict)
    value: Any = None
    children: list[Node] | None = None
    view: View | None = None
    input: Input | None = None
    parent: Node | None = field(default=None, repr=False)
    counts: dict[str, int] | None = None

    def next_id(self, kind: str) -> str:
        """Return the id of the next display node of this kind in this block."""
        counts = self.counts
        if counts is None:
            counts = self.counts = {}
        n = counts.get(kind, 0)
        counts[kind] = n + 1
        return f"{self.id}.{kind}{n}"


def block(id_: str, kind: str, name: str, props: Props, parent: Node | None = None) -> Node:
    """Return an empty block."""
    return Node(id_, kind, name, props, children=[], parent=parent)


def empty_page() -> Node:
    """Return the root of a page with nothing on it: only its main block."""
    root = block("root", "root", "root", {})
    root.children = [block("main", "main", "main", {}, root)]
    return root
