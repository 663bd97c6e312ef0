"""ask, show, nest: how every element gets onto the page, and what makes two inputs the same.

A family of elements is a class of methods; `Container` gathers them. A method hands its own
parameters (`locals()`) and one record to `_show` (outputs), `_nest` (blocks) or `_ask` (inputs). A
container's method is the same method on another `self`.

Parameters that all inputs share: `key` names the input and its entry in `st.session_state`; `help`
is a tooltip (Markdown); `on_change` is called with `args` and `kwargs` before the rerun that a
change causes ("rerun" only reruns, "ignore" keeps the value until the next rerun); `disabled` greys
it out; `label_visibility` is "visible", "hidden" (keeps its place) or "collapsed"; `width` is
"stretch", "content" or pixels. `bind="query-params"` keeps the value in the page's address, under
the name `key`, and begins with what stands there; `persist_state` keeps it while the input is not
drawn, on this page of the app ("page") or for as long as the kernel lives ("session"). Both need a
`key`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import StreamlitAPIException
from ..memory import NEW, Known
from ..names import no_method
from ..outside import outside
from ..run import Run, current, inside, next_id, outer, recording, within
from ..tree import Control, Input, Node, View, block
from .cached import check_place
from .identity import (
    checked_change,
    ids_of,
    node_of,
    refuse_duplicate,
    root_of,
    use_of,
)
from .lasting import claim, consume, look_at_assigned
from .membership import check_form, form_around

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

    from ..types import Props

T = TypeVar("T")

# By `st.*` name: the class of what the call returns; "" is the common one.
_classes: dict[str, type[Base]] = {}


def found_as(name: str) -> Callable[[T], T]:
    """Let tests find what a method draws by this name too: it is the same to a user."""

    def note(method: T) -> T:
        method.found_as = name  # type: ignore[attr-defined]
        return method

    return note


class Base:
    """A place on the page: the innermost `with` block, a container, or the slot of one element.

    Parameters
    ----------
    run
        The run that made it; None for the module's own functions and `st.sidebar`.
    node
        The block to append to, or the element to replace.
    root
        "sidebar" or "bottom" for the block of that name of whatever run is under way.
    """

    __slots__ = ("_node", "_root", "_run")

    def __init_subclass__(cls, made_by: str | None = None) -> None:
        """Note what is returned by the call of this name; "" stands for all without their own."""
        if made_by is not None:
            _classes[made_by] = cls

    def __init__(self, run: Run | None = None, node: Node | None = None, root: str = "") -> None:
        self._run = run
        self._node = node
        self._root = root

    def __enter__(self) -> Any:
        """Let bare `st.*` calls in the body draw here."""
        run = self._current_run()
        node = self._node if self._node is not None else self._root_block(run)
        if node.children is None:
            node = self._replace(
                run, node, block(_renamed(node, "container"), "container", "container", {})
            )
        # Not a token: `st.sidebar` is one object for all apps, whose contexts differ.
        outer.set((*outer.get(), within.get()))
        within.set(node)
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        *rest, before = outer.get()
        outer.set(tuple(rest))
        within.set(before)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)

        def unknown(*_: Any, **__: Any) -> None:
            place = f"st.{self._root}" if self._root else "a container"
            raise StreamlitAPIException(no_method(name, place, dir(type(self))))

        return unknown

    # -- where

    def _current_run(self, call: str = "") -> Run:
        """Return the run to draw in, after giving Stop and newer events their chance."""
        run = self._run or current.get()
        if run is None:
            run = outside(call)
        elif run.is_finished:
            run = run.heir()
        run.checkpoint()
        return run

    def _local(self, run: Run) -> Base:
        """Return this place, or the part of it that the fragment under way has for itself."""
        fragment = inside.get()
        node = self._node if self._node is not None else self._root_block(run)
        own = fragment.place(run, node)
        if own is node:
            return self
        if self._node is not None and self._node.children is None:
            # What stands for an element stands for its slot from now on.
            self._node = own
        return Base(run, own)

    def _root_block(self, run: Run) -> Node:
        return run.roots[self._root] if self._root else within.get() or run.main

    def _spot(self, run: Run) -> tuple[Base | None, Node]:
        """Return the place where the next element goes, and the block in which it is named.

        It is this place, or what the fragment under way has of it; None is the end of the block.
        """
        if self._node is None and inside.get() is None:
            # The usual case by itself: `__getattr__` makes each `self._x` a slow one.
            return None, self._root_block(run)
        place = self if inside.get() is None else self._local(run)
        return place, place._parent(run)

    def _put(self, run: Run, node: Node, parent: Node, place: Base) -> None:
        """Append a node to the block, or let it replace the element that this handle stands for.

        `place` is this place, or what the fragment under way has of it.
        """
        target = place._node
        if target is not None and target.children is None:
            place._replace(run, target, node)
        else:
            run.place(node, parent)
        if self._node is not None and self._node is not node:
            capture = recording.get()
            if capture is not None:
                # A cached function has named the container.
                capture.address(node)

    def _parent(self, run: Run) -> Node:
        """Return the block in which the next element is named."""
        node = self._node
        if node is None:
            return self._root_block(run)
        return node if node.children is not None else node.parent or run.main

    def _form(self, run: Run) -> Node | None:
        """Return the form that the next element is in.

        A bare `st.*` call in `with st.sidebar:` is still in the form around that.
        """
        if self._node is not None or self._root:
            return form_around(self._parent(run))
        inner = within.get()
        if inner is None:
            return None
        for chosen in (inner, *reversed(outer.get())):
            form = form_around(chosen)
            if form is not None or (chosen is not None and chosen.parent is not run.root):
                return form
        return None

    def _next_id(self, parent: Node, kind: str) -> str:
        target = self._node
        if target is not None and target.children is None:
            return target.id if target.kind == kind else _renamed(target, kind)
        return next_id(parent, kind)

    def _replace(self, run: Run, old: Node, new: Node) -> Node:
        run.replace(old, new)
        self._node = new
        return new

    def _remove(self) -> None:
        """Take the element that this handle stands for off the page."""
        # No checkpoint: a stopped run must still be able to tidy up.
        assert self._run is not None
        assert self._node is not None
        self._run.remove(self._node)

    # -- what

    def _show(
        self,
        name: str,
        params: dict[str, Any],
        kind: str,
        props: Props,
        *,
        value: Any = None,
        view: View | None = None,
    ) -> Any:
        """Place an output and return its handle, on which any element's method replaces it.

        Parameters
        ----------
        name
            The `st.*` name.
        params
            `locals()` of the method.
        kind
            The view in the browser.
        props
            What the view shows, as JSON, without what is the view's default.
        value
            What a test sees as the element's value.
        view
            The live widget, for charts and grids; `kind` is then "widget".
        """
        run = self._current_run(name)
        params.pop("self", None)
        stem = kind if view is None else name
        if self._node is None and inside.get() is None:
            # As `_spot`, which would be one call more for each element.
            place, parent = None, self._root_block(run)
            id_ = next_id(parent, stem)
        else:
            place, parent = self._spot(run)
            assert place is not None
            id_ = place._next_id(parent, stem)
        node = run.memory.settle(id_, kind, name, props, params, value, view)
        if place is None:
            run.place(node, parent)
        else:
            self._put(run, node, parent, place)
        return handle_of(run, node)

    def _nest(
        self,
        name: str,
        params: dict[str, Any],
        kind: str,
        props: Props,
        *,
        key: str | int | None = None,
        stem: str = "",
    ) -> Any:
        """Place a block and return it as a container; `stem` begins its id, else `kind` does."""
        run = self._current_run(name)
        params.pop("self", None)
        place = self if inside.get() is None else self._local(run)
        parent = place._parent(run)
        # An empty key is none: a block without a value has no entry in the state to name.
        slot = "" if key is None else str(key)
        if slot:
            refuse_duplicate(run, slot, name, has_key=True)
        else:
            params.pop("key", None)
        id_ = f"{name}:{slot}" if slot else place._next_id(parent, stem or kind)
        node = block(id_, kind, name, props)
        node.params = params
        if slot:
            run.ids[slot] = node
        self._put(run, node, parent, place)
        return handle_of(run, node)

    def _ask(
        self,
        name: str,
        params: dict[str, Any],
        control: Control[T],
        *,
        keyed: tuple[Any, ...] = (),
        replace: Mapping[str, Any] | None = None,
    ) -> T:
        """Place an input and return its value.

        Parameters
        ----------
        name, params
            As for `_show`.
        control
            The input's record.
        keyed
            The parameters that a key does not excuse from identity, by value.
        replace
            Plain values for those parameters whose own are not plain: option labels for `options`,
            a view value for `value`.
        """
        run, node = self._field(name, params, control, "widget", keyed, replace)
        if control.once:
            return consume(run, node, control)
        return control.copy(node.value)

    def _known(self, name: str, params: dict[str, Any], also: object = None) -> Known | None:
        """Return what an equal call came to in an earlier run, for `_again`.

        Called at the head of a method that has no effect besides its `_ask` or `_hold`. `also` is
        whatever its result depends on besides its parameters.
        """
        run = self._run or current.get()
        return None if run is None else run.memory.find(name, params, also)

    def _again(self, name: str, params: dict[str, Any], known: Known) -> Any:
        """Place an input of which everything is known but its value; return that."""
        return self._ask(name, params, known.control, keyed=known.keyed, replace=known.replace)

    def _field(
        self,
        name: str,
        params: dict[str, Any],
        control: Control[Any],
        kind: str,
        keyed: tuple[Any, ...],
        replace: Mapping[str, Any] | None,
    ) -> tuple[Run, Node]:
        """Place the node of an input."""
        run = self._current_run(name)
        check_place(run, name)
        if NEW in params:
            run.memory.keep(name, params, control, keyed, replace)
        params.pop("self", None)
        params.pop("__class__", None)
        place, parent = self._spot(run)
        form = self._form(run)
        if kind != "widget":
            # No key excuses where a block stands.
            keyed = (root_of(parent), form and form.id, keyed)
        change = checked_change(name, params, control)
        around = ""
        if form is not None or control.in_form == "submits":
            around = check_form(name, change, control, form)
        key = params.get("key")
        node_id, slot = ids_of(name, params, replace, parent, around, run.app, control)
        if slot in run.ids or run.base is not None:
            refuse_duplicate(run, slot, name, has_key=key is not None)
        if slot in run.session.state.assigned:
            look_at_assigned(run, slot, name, params, control, getattr(self, name, None))
        value, stamp = claim(run, slot, name, params, control, keyed)
        use = use_of(params, change)
        seen = run.seen.get(node_id)
        node = run.memory.again(node_id, control, stamp, use, value, params, form, seen)
        if node is None:
            field = Input(control, slot, stamp, bool(params.get("disabled")), *use)
            node = node_of(run, node_id, kind, name, params, value, field, form)
        with run.taking:
            is_taken = slot in run.ids
            run.ids.setdefault(slot, node)
        if is_taken:
            # Another thread of the run was first; both may have found the node of the run before.
            refuse_duplicate(run, slot, name, has_key=key is not None)
        if key is not None:
            run.reads.add(slot)
        if place is None:
            run.place(node, parent)
        else:
            self._put(run, node, parent, place)
        return run, node


def handle_of(run: Run, node: Node) -> Any:
    """Return what the call that drew the node gives back."""
    return _classes.get(node.name, _classes[""])(run, node)


def _renamed(node: Node, kind: str) -> str:
    return f"{node.id.split('~')[0]}~{kind}"
