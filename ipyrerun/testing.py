"""`AppTest`: an app driven by a test instead of a browser.

The script, the loop, the state and the events are those of a `%%rerun` cell; only the page is
replaced by a recorder, and the loop is drained by the caller. No element is known by name here:
what a test can read and do comes from the nodes' own records.
"""

from __future__ import annotations

import inspect
import textwrap
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, overload

from .app import App
from .elements import main
from .events import Event
from .patch import Ranges, walk
from .script import compile_script
from .session import Session
from .tree import Node, empty_page


class AppTestError(Exception):
    """The test asks for something that a user could not do either."""


class _Recorder:
    """Stands for the page: keeps the last tree."""

    def __init__(self) -> None:
        self.shown = empty_page()
        self.status: dict[str, Any] = {}

    def commit(self, root: Node, stale: Ranges) -> None:
        """Keep this tree."""
        del stale
        self.shown = root

    def settle(self) -> None:
        """Do nothing: there is nothing live to close."""

    def tell(self, status: dict[str, Any]) -> None:
        """Keep what a page would say."""
        self.status = status

    def widget(self, slot: str) -> None:
        """Return nothing: there is no live widget."""
        del slot

    def close(self) -> None:
        """Do nothing: there is nothing to close."""


class Element:
    """One element on the page, as a test sees it.

    Its attributes are the parameters of the call that drew it (`label`, `options`, `help`), what
    its view was told (`min`, `max`, `step`), and `value`; of options it is their labels. An input
    also has `set_value`, what follows from its value (`index`) and the verbs of its kind, for
    instance `click` or `check`; each of these returns the element, so that `.run()` can follow.
    """

    def __init__(self, test: AppTest, node: Node) -> None:
        self._test = test
        self._node = node

    @property
    def type(self) -> str:
        """The name of the `st.*` call."""
        return self._node.name

    @property
    def key(self) -> str | None:
        """The key that the script gave, or None."""
        key = self._node.params.get("key")
        return None if key is None else str(key)

    @property
    def value(self) -> Any:
        """What it shows: an input's value, also one that is set and not yet run.

        Else its content.
        """
        return self._test.waiting_value(self._node)

    @property
    def children(self) -> list[Element]:
        """The elements in a block, in order."""
        return [Element(self._test, child) for child in self._node.children or ()]

    def set_value(self, value: Any) -> Element:
        """Give an input this value when the app runs next."""
        self._test.queue(self._node, value)
        return self

    def run(self, timeout: float | None = None) -> AppTest:
        """Run the app with what was set so far."""
        return self._test.run(timeout)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        node = self._node
        field = node.input
        if field is not None and name in field.control.verbs:
            return self._verb(field.control.verbs[name])
        if field is not None and name in field.control.facts:
            return field.control.facts[name](self.value)
        for table in (node.params, node.view.props if node.view is not None else {}, node.props):
            if name in table:
                return table[name]
        if node.children is not None:
            return ElementList(self._test, _within(node, name))
        raise AttributeError(f"the element {node.name!r} has no {name!r}; it has {self._names()}")

    def _verb(self, verb: Any) -> Callable[..., Element]:
        def act(*args: Any) -> Element:
            return self.set_value(verb(self.value, *args) if callable(verb) else verb)

        return act

    def _names(self) -> str:
        field = self._node.input
        own = () if field is None else (*field.control.verbs, *field.control.facts)
        return ", ".join(sorted({*self._node.params, "value", "key", "type", *own}))

    def __repr__(self) -> str:
        key = f", key={self.key!r}" if self.key is not None else ""
        return f"Element({self.type}, value={self.value!r}{key})"


class ElementList(Sequence[Element]):
    """The elements of one kind, in the order of the page.

    Called with a key, the one that has it.
    """

    def __init__(self, test: AppTest, nodes: list[Node]) -> None:
        self._test = test
        self._nodes = nodes

    def __len__(self) -> int:
        return len(self._nodes)

    @overload
    def __getitem__(self, place: int) -> Element: ...
    @overload
    def __getitem__(self, place: slice) -> ElementList: ...
    def __getitem__(self, place: int | slice) -> Element | ElementList:
        if isinstance(place, slice):
            return ElementList(self._test, self._nodes[place])
        return Element(self._test, self._nodes[place])

    def __call__(self, key: str | int) -> Element:
        """Return the element with this key.

        Raises
        ------
        KeyError
            There is none; the message lists the keys that there are.
        """
        for node in self._nodes:
            if node.params.get("key") is not None and str(node.params["key"]) == str(key):
                return Element(self._test, node)
        known = [str(n.params["key"]) for n in self._nodes if n.params.get("key") is not None]
        raise KeyError(f"no element has the key {key!r}; the keys are {', '.join(known) or 'none'}")

    @property
    def values(self) -> list[Any]:
        """The values of all."""
        return [element.value for element in self]

    def __repr__(self) -> str:
        return repr(list(self))


class _State(Mapping[str, Any]):
    """`at.session_state`: read and written between runs, before the first one too."""

    def __init__(self, session: Session) -> None:
        object.__setattr__(self, "_session", session)

    def __getitem__(self, key: str) -> Any:
        return self._session.state.values[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self._session.state.assign(str(key), value)

    def __delitem__(self, key: str) -> None:
        self._session.state.drop([key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._session.state)

    def __len__(self) -> int:
        return len(self._session.state.values)

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"session_state has no key {name!r}") from None

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value


class AppTest:
    """An app, run and touched by a test.

    Parameters
    ----------
    script
        The text of a cell, without its `%%rerun` line.
    default_timeout
        Longest time that a run may take [s].

    Examples
    --------
    >>> at = AppTest.from_string("import ipyrerun as st; st.write(st.slider('n', 0, 9) + 1)").run()
    >>> at.slider[0].set_value(4).run().markdown[0].value
    '`5`'
    """

    def __init__(self, script: str, *, default_timeout: float = 3, name: str = "test") -> None:
        self._session = Session()
        self._recorder = _Recorder()
        self._timeout = default_timeout
        self._waiting: dict[str, tuple[Node, Any]] = {}
        self._raised: BaseException | None = None
        self._variables: dict[str, Any] = {}
        compiled = compile_script(script, name)
        self._app = App(
            self._session, name, name, compiled, self._variables, main.write, is_threaded=False
        )
        self._app.attach(self._recorder)
        self.session_state = _State(self._session)

    @classmethod
    def from_string(cls, script: str, *, default_timeout: float = 3) -> AppTest:
        """Return a test of a script given as text."""
        return cls(textwrap.dedent(script), default_timeout=default_timeout)

    @classmethod
    def from_file(cls, script_path: str | Path, *, default_timeout: float = 3) -> AppTest:
        """Return a test of a script in a file."""
        path = Path(script_path)
        return cls(
            path.read_text(encoding="utf-8"), default_timeout=default_timeout, name=path.stem
        )

    @classmethod
    def from_function(
        cls,
        script: Callable[..., Any],
        *,
        default_timeout: float = 3,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> AppTest:
        """Return a test of the body of a function, which imports what it needs itself."""
        source = textwrap.dedent(inspect.getsource(script))
        text = f"{source}\n{script.__name__}(*_at_args, **_at_kwargs)\n"
        test = cls(text, default_timeout=default_timeout, name=script.__name__)
        test._variables.update(_at_args=args, _at_kwargs=kwargs or {})
        return test

    # -- driving

    def run(self, timeout: float | None = None) -> AppTest:
        """Run the script with what was set since the last run.

        Parameters
        ----------
        timeout
            Longest time that the run may take [s]; by default the test's own.

        Raises
        ------
        RuntimeError
            The run took longer; it was stopped.
        """
        seconds = self._timeout if timeout is None else timeout
        for node, value in self._waiting.values():
            assert node.input is not None
            control = node.input.control
            self._app.loop.submit(Event(node.id, control.to_view(value), once=control.once))
        self._waiting = {}
        is_late = threading.Event()

        def stop() -> None:
            is_late.set()
            self._app.stop()

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            outcome = self._app.start()
            self._app.loop.drain()
        finally:
            timer.cancel()
        if is_late.is_set():
            raise RuntimeError(
                f"AppTest.run: the script took longer than {seconds:g} s and was stopped"
            )
        self._raised = outcome.error
        return self

    def queue(self, node: Node, value: Any) -> None:
        """Keep a value for the next run, as a browser would send it."""
        if node.input is None:
            raise AppTestError(f"st.{node.name} is no input; it has no value to set")
        if node.input.disabled:
            raise AppTestError(f"st.{node.name} is disabled; a user could not change it")
        self._waiting[node.id] = (node, value)

    def waiting_value(self, node: Node) -> Any:
        """Return the value that an element will have.

        If one waits for the next run, else what it has.
        """
        waiting = self._waiting.get(node.id)
        return node.value if waiting is None else waiting[1]

    # -- looking

    @property
    def raised(self) -> BaseException | None:
        """What the script raised in its last run, or None."""
        return self._raised

    @property
    def main(self) -> Element:
        """The main block."""
        assert self._recorder.shown.children is not None
        return Element(self, self._recorder.shown.children[0])

    @property
    def sidebar(self) -> Element:
        """The sidebar; empty if the script put nothing there."""
        blocks = [b for b in self._recorder.shown.children or () if b.kind == "sidebar"]
        return Element(
            self, blocks[0] if blocks else Node("sidebar", "sidebar", "sidebar", {}, children=[])
        )

    def get(self, element_type: str) -> ElementList:
        """Return the elements that `st.<element_type>` drew."""
        return ElementList(self, _within(self._recorder.shown, element_type))

    def get_by_key(self, key: str | int) -> Element:
        """Return the element with this key, of whatever kind."""
        keyed = [n for n in walk(self._recorder.shown) if n.params.get("key") is not None]
        return ElementList(self, keyed)(key)

    def __iter__(self) -> Iterator[Element]:
        return (Element(self, node) for node in walk(self._recorder.shown) if node.params)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or not hasattr(type(main), name):
            raise AttributeError(f"AppTest has no attribute {name!r}, and st.{name} is no element")
        return self.get(name)

    def __repr__(self) -> str:
        return f"AppTest({list(self)!r})"


def _within(root: Node, name: str) -> list[Node]:
    return [node for node in walk(root) if node.name == name and node.kind != root.kind]
