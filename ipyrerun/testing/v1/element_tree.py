"""A page as a test sees it.

No element is known by name here: classes, attributes and verbs come from the records of the nodes.
`from ipyrerun.testing.v1.element_tree import ...` finds a class for whatever `st.*` can draw, under
the name that it has in Streamlit.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from ...elements import Container
from ...tree import Node as Record
from .errors import AppTestError

if TYPE_CHECKING:
    from .app_test import AppTest

_SLOT = "empty"
_CLICK = "click"


class Node:
    """Anything on the page.

    Its attributes are the parameters of the call that drew it (`label`, `options`, `help`), what
    its view was told (`min`, `max`, `step`), and `value`; of options it is their labels.
    """

    def __init__(self, root: ElementTree, record: Record) -> None:
        self.root = root
        self.record = record

    @property
    def type(self) -> str:
        """What it is: the name of the `st.*` call, or of its kind if several calls draw one."""
        return _type_of(self.record)

    @property
    def call(self) -> str:
        """The name of the `st.*` call that drew it."""
        return self.record.name

    @property
    def key(self) -> str | None:
        """The key that the script gave, or None."""
        key = self.record.params.get("key")
        return None if key is None else str(key)

    def run(self, timeout: float | None = None, *, fragments: bool = False) -> AppTest:
        """Run the app with what was set so far, as `AppTest.run` does."""
        return self.root.test.run(timeout, fragments=fragments)

    def set_value(self, value: Any) -> Any:
        """Give an input this value when the app runs next."""
        field = self.record.input
        if field is not None and "set_value" in field.control.verbs:
            # Some take what a user does in several steps, or in other words.
            before = self.root.test.waiting_value(self.record)
            value = field.control.verbs["set_value"](before, value)
        self.root.test.queue(self.record, value)
        return self

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        record = self.record
        field = record.input
        if field is not None and name in field.control.verbs:
            return self._verb(field.control.verbs[name])
        if field is not None and name in field.control.facts:
            return field.control.facts[name](self.root.test.waiting_value(record))
        view = record.view.props if record.view is not None else {}
        tables = [table for table in (record.params, view, record.props) if name in table]
        for table in tables:
            # What the call left to its default, its view was told.
            if table[name] is not None or table is tables[-1]:
                return table[name]
        # An end of a range that there is none of.
        if f"{name}_value" in record.params:
            return record.params[f"{name}_value"]
        if name == _CLICK:
            return self._refuse_click
        raise AttributeError(f"the element {record.name!r} has no {name!r}; it has {self._names()}")

    def _refuse_click(self, *_: Any) -> None:
        raise AppTestError(f"st.{self.record.name} is no button; it cannot be clicked")

    def _verb(self, verb: Any) -> Callable[..., Any]:
        def act(*args: Any) -> Any:
            value = self.root.test.waiting_value(self.record)
            self.root.test.queue(self.record, verb(value, *args) if callable(verb) else verb)
            return self

        return act

    def _names(self) -> str:
        field = self.record.input
        own = () if field is None else (*field.control.verbs, *field.control.facts)
        return ", ".join(sorted({*self.record.params, "value", "key", "type", *own}))

    def __repr__(self) -> str:
        told = {name: getattr(self, name, None) for name in ("key", "label", "value")}
        given = ", ".join(
            f"{name}={it!r}" for name, it in told.items() if it is not None and repr(it) != "''"
        )
        return f"{type(self).__name__}({given})"


class Element(Node):
    """One element that holds no others."""

    @property
    def value(self) -> Any:
        """What it shows: an input's value, also one that is set and not yet run.

        Else its content.
        """
        now = self.root.test.waiting_value(self.record)
        field = self.record.input
        told = field.control.facts.get("value") if field is not None else None
        return now if told is None else told(now)

    def __iter__(self) -> Iterator[Element]:
        yield self


class Widget(Element):
    """An input.

    It also has `set_value`, what follows from its value (`index`), and the verbs of its kind, for
    instance `click` or `check`; each of these returns the input, so that `.run()` can follow.
    """

    @property
    def form_id(self) -> str:
        """The form that it is in; "" if it is in none."""
        field = self.record.input
        group = None if field is None else field.group
        return "" if group is None else str(group.params["key"])


class Block(Node):
    """What holds other elements; every kind of element is an attribute: a list of those within."""

    @property
    def children(self) -> dict[int, Node]:
        """What stands directly in it, by place."""
        inside = [_content(child) for child in self.record.children or ()]
        return dict(enumerate(self.root.node(record) for record in inside))

    def __len__(self) -> int:
        return len(self.record.children or ())

    def __iter__(self) -> Iterator[Node]:
        yield self
        for child in self.children.values():
            yield from child  # type: ignore[attr-defined]

    def __getitem__(self, place: int) -> Node:
        return self.children[place]

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_") and _can_be(name):
            return self.get(name)
        return super().__getattr__(name)

    def get(self, element_type: str) -> ElementList[Any]:
        """Return the elements in it that `st.<element_type>` drew, in the order of the page."""
        wanted = _letters(element_type)
        return ElementList(
            [
                node
                for node in self
                if node is not self and wanted in {_letters(node.call), _letters(node.type)}
            ]
        )

    def get_by_key(self, key: str | int) -> Any:
        """Return the element in it with this key, of whatever kind.

        Raises
        ------
        KeyError
            There is none; the message lists the keys that there are.
        AppTestError
            There are several.
        """
        inside = ElementList([node for node in self if node is not self])
        if sum(node.key == str(key) for node in inside) > 1:
            raise AppTestError(
                f"several elements have the key {key!r}; look in a block, or by kind"
            )
        return inside(key)


class SpecialBlock(Block):
    """The main block, or another of the blocks that are always there."""

    def __repr__(self) -> str:
        return self.type


class ElementTree(Block):
    """The whole page of a test.

    Parameters
    ----------
    test
        The test.
    record
        The page's root.
    """

    def __init__(self, test: AppTest, record: Record) -> None:
        super().__init__(self, record)
        self.test = test
        self._nodes: dict[int, Node] = {}

    @property
    def children(self) -> dict[int, Node]:
        """The main block, the sidebar, what was announced, and what stands at the foot."""
        there = {child.kind: child for child in self.record.children or ()}
        roots = [there.get(name, Record(name, name, name, {}, children=[])) for name in _ROOTS]
        return {i: self.node(r) for i, r in enumerate(roots) if i < _ALWAYS or r.kind in there}

    def block(self, place: int) -> Block:
        """Return one of the blocks that are always there."""
        found = self.children[place]
        assert isinstance(found, Block)
        return found

    def __len__(self) -> int:
        return len(self.children)

    def __repr__(self) -> str:
        return "AppTest(\n" + "".join(_told(child, 1) for child in self.children.values()) + ")"

    def node(self, record: Record) -> Node:
        """Return what a test sees of a record: always the same object."""
        if id(record) not in self._nodes:
            self._nodes[id(record)] = _class_of(record)(self, record)
        return self._nodes[id(record)]


_ROOTS = ("main", "sidebar", "event", "bottom")
# A test may look at the first of them whether they hold anything or not.
_ALWAYS = 3

T = TypeVar("T", bound=Node)


class ElementList(Sequence[T], Generic[T]):
    """Elements in the order of the page; called with a key, the one that has it."""

    def __init__(self, nodes: Sequence[T]) -> None:
        self._nodes = list(nodes)

    def __len__(self) -> int:
        return len(self._nodes)

    @property
    def len(self) -> int:
        """How many there are."""
        return len(self)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> ElementList[T]: ...
    def __getitem__(self, place: int | slice) -> T | ElementList[T]:
        return ElementList(self._nodes[place]) if isinstance(place, slice) else self._nodes[place]

    def __call__(self, key: str | int) -> T:
        """Return the first element with this key.

        Raises
        ------
        KeyError
            There is none; the message lists the keys that there are.
        """
        for node in self._nodes:
            if node.key == str(key):
                return node
        known = ", ".join(node.key for node in self._nodes if node.key is not None)
        raise KeyError(f"no element has the key {key!r}; the keys are {known or 'none'}")

    @property
    def values(self) -> list[Any]:
        """The values of all."""
        return [node.value for node in self._nodes]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, ElementList):
            return bool(self._nodes == other._nodes)
        return self._nodes == other

    def __hash__(self) -> int:
        return hash(tuple(self._nodes))

    def __repr__(self) -> str:
        return repr(self._nodes)


WidgetList = BlockList = ElementList


def _told(node: Node, depth: int) -> str:
    """Return the lines that tell of an element and of what it holds."""
    inside = node.children.values() if isinstance(node, Block) else ()
    return f"{'    ' * depth}{node!r}\n" + "".join(_told(child, depth + 1) for child in inside)


# -- what is what


def _content(record: Record) -> Record:
    """Return what a slot holds in the place of the slot."""
    while record.kind == _SLOT and record.children:
        (record,) = record.children
    return record


def _type_of(record: Record) -> str:
    """Return a record's type; of several blocks that one call makes, each is of its own kind."""
    if record.name == f"{record.kind}s":
        return record.kind
    return _found_as(record.name)


def _found_as(name: str) -> str:
    return str(getattr(getattr(Container, name, None), "found_as", name))


@functools.cache
def _letters(name: str) -> str:
    """Return a name without what tells one spelling from another."""
    return name.replace("_", "").lower()


def _spelled(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


@functools.cache
def _names() -> frozenset[str]:
    """Return the names of what can be on a page: of calls, of their kinds, of one of several."""
    calls = [name for name in dir(Container) if not name.startswith("_")]
    return frozenset([*calls, *map(_found_as, calls), *(name.removesuffix("s") for name in calls)])


@functools.cache
def _can_be(name: str) -> bool:
    return _letters(name) in {_letters(one) for one in _names()}


def _class_of(record: Record) -> type[Node]:
    """Return the class of what a test sees: named after its type, and of its kind too."""
    if record.kind in _ROOTS:
        return SpecialBlock
    base: type[Node] = Block if record.children is not None else Element
    if record.input is not None and base is Element:
        base = Widget
    return _made(_spelled(_type_of(record)), f"{_spelled(record.kind)}Base", base)


_classes: dict[tuple[str, str, type[Node]], type[Node]] = {}


def _made(name: str, kind: str, base: type[Node]) -> type[Node]:
    made = _classes.get((name, kind, base))
    if made is None:
        bases = (_named(name), _named(kind), base)
        made = _classes[name, kind, base] = type(name, bases, {"__doc__": f"One {name} of a page."})
    return made


@functools.cache
def _named(name: str) -> type[Node]:
    """Return what all classes derive from whose elements go by this name."""
    return type(name, (Node,), {"__doc__": f"Every {name} of a page, however it was drawn."})


def __getattr__(name: str) -> Any:
    """Return the class of a kind of element."""
    if name.endswith("Base") or name in map(_spelled, _names()):
        return _named(name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
