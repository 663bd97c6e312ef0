"""`AppTest`: an app driven by a test instead of a browser.

The script, the loop, the state and the events are those of a `%%rerun` cell; only the page is
replaced by a recorder, and the loop is drained by the caller. No element is known by name here:
what a test can read and do comes from the nodes' own records.
"""

from __future__ import annotations

import inspect
import sys
import textwrap
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...elements.pages import mark_and_name
from ...script import compile_script
from ...session import Session
from ..drafts import Drafts
from ..rig import Rig
from .element_tree import Block, ElementList, ElementTree, Node
from .errors import AppTestError
from .views import StateView, client_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ...tree import Node as Record


class AppTest:
    """An app, run and touched by a test.

    Parameters
    ----------
    script
        The text of a cell, without its `%%rerun` line.
    default_timeout
        Longest time that a run may take [s].
    name
        Name of the app.
    path
        The file that the script is from, if it is from one; modules beside it can be imported.

    Attributes
    ----------
    session_state
        What the script finds and leaves in `st.session_state`.
    query_params
        What it finds and leaves in `st.query_params`; a list where a name is there several times.
    secrets
        What it finds in `st.secrets`; those of files, if empty.
    context
        What `st.context` tells it: timezone, timezone_offset, locale, url, is_embedded, theme.

    Examples
    --------
    >>> at = AppTest.from_string("import ipyrerun as st; st.write(st.slider('n', 0, 9) + 1)").run()
    >>> at.slider[0].set_value(4).run().markdown[0].value
    '`5`'
    """

    def __init__(
        self,
        script: str,
        *,
        default_timeout: float = 3,
        name: str = "test",
        path: Path | None = None,
    ) -> None:
        self.default_timeout = default_timeout
        self._session = Session()
        self._path = path
        self._waiting: dict[str, tuple[Record, Any]] = {}
        self._raised: BaseException | None = None
        self._variables: dict[str, Any] = {}
        # A file is a script of Streamlit's, not a cell: what its last line returns is not shown.
        compiled = compile_script(script, name, last=path is None, path=path)
        self._drafts = Drafts()
        self._rig = Rig(self._session, name, compiled, self._variables)
        self._seen = ElementTree(self, self._rig.shown)
        self.session_state = StateView(self._session)
        self.query_params: dict[str, Any] = {}
        self.secrets: dict[str, Any] = {}
        self.context: dict[str, Any] = {}

    @classmethod
    def from_string(cls, script: str, *, default_timeout: float = 3) -> AppTest:
        """Return a test of a script given as text."""
        return cls(textwrap.dedent(script), default_timeout=default_timeout)

    @classmethod
    def from_file(cls, script_path: str | Path, *, default_timeout: float = 3) -> AppTest:
        """Return a test of a script in a file.

        Parameters
        ----------
        script_path
            Its path; a relative one begins where the file is that calls this.
        default_timeout
            Longest time that a run may take [s].

        Raises
        ------
        FileNotFoundError
            There is no such file.
        """
        caller = Path(sys._getframe(1).f_code.co_filename)  # noqa: SLF001 - as Streamlit finds it
        path = (caller.parent / script_path).resolve()
        if not path.is_file():
            raise FileNotFoundError(
                f"AppTest.from_file: there is no file {str(path)!r}; a relative path begins in the "
                f"folder of the file that calls, {str(caller.parent)!r}"
            )
        text = path.read_text(encoding="utf-8")
        return cls(text, default_timeout=default_timeout, name=path.stem, path=path)

    @classmethod
    def from_function(
        cls,
        script: Callable[..., Any],
        *,
        default_timeout: float = 3,
        args: tuple[Any, ...] | None = None,
        kwargs: dict[str, Any] | None = None,
    ) -> AppTest:
        """Return a test of the body of a function, which imports what it needs itself."""
        source = textwrap.dedent(inspect.getsource(script))
        text = f"{source}\n{script.__name__}(*_at_args, **_at_kwargs);\n"
        test = cls(text, default_timeout=default_timeout, name=script.__name__)
        test._variables.update(_at_args=args or (), _at_kwargs=kwargs or {})
        return test

    # -- driving

    def run(self, timeout: float | None = None, *, fragments: bool = False) -> AppTest:
        """Run the script with what was set since the last run.

        Parameters
        ----------
        timeout
            Longest time that the run may take [s]; by default the test's own.
        fragments
            Run what a user's browser would: only the fragments whose inputs were set, and nothing
            if nothing was. By default the whole script runs in any case.

        Raises
        ------
        RuntimeError
            The run took longer; it was stopped.
        """
        self._session.client = client_of(self.context)
        self._session.secrets = self.secrets or None
        events = self._drafts.events(self._waiting.values(), self._rig.shown)
        self._waiting = {}
        query = self._session.query(self._rig.app.name)
        query.params = {
            str(key): list(map(str, value)) if isinstance(value, list | tuple) else [str(value)]
            for key, value in self.query_params.items()
        }
        seconds = self.default_timeout if timeout is None else timeout
        with _beside(self._path), self._stopped_after(seconds):
            outcome = self._rig.run(events, fragments=fragments)
        self._raised = outcome.error
        self.query_params = {
            key: texts[0] if len(texts) == 1 else list(texts) for key, texts in query.params.items()
        }
        return self

    def switch_page(self, page_path: str) -> AppTest:
        """Turn to the page of this file when the app runs next.

        Parameters
        ----------
        page_path
            The file, as `st.navigation` finds it: beside the script, or by its whole path.

        Raises
        ------
        ValueError
            There is no such file, or it is no page of the app.
        """
        pages = self._rig.app.pages
        file = pages.resolve(page_path)
        if not file.is_file():
            raise ValueError(f"AppTest.switch_page: there is no file {str(file)!r}")
        path = pages.find(page_path) if pages.sources else mark_and_name(file)[1]
        if path is None:
            known = ", ".join(repr(source) for source in pages.sources.values() if source)
            raise ValueError(
                f"AppTest.switch_page: {page_path!r} is no page of st.navigation; those of files "
                f"are {known or 'none'}"
            )
        pages.wanted = path
        return self

    @contextmanager
    def _stopped_after(self, seconds: float) -> Iterator[None]:
        is_late = threading.Event()

        def stop() -> None:
            is_late.set()
            self._rig.app.stop()

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
        if is_late.is_set():
            raise RuntimeError(
                f"AppTest.run: the script took longer than {seconds:g} s and was stopped"
            )

    def queue(self, record: Record, value: Any) -> None:
        """Keep a value for the next run, as a browser would send it."""
        if record.input is None:
            raise AppTestError(f"st.{record.name} is no input; it has no value to set")
        if record.input.disabled:
            raise AppTestError(f"st.{record.name} is disabled; a user could not change it")
        self._waiting[record.id] = (record, value)

    def waiting_value(self, record: Record) -> Any:
        """Return the value that an element will have.

        If one waits for the next run, else what it has.
        """
        waiting = self._waiting.get(record.id)
        return record.value if waiting is None else waiting[1]

    # -- looking

    @property
    def _tree(self) -> ElementTree:
        """The page as it is, also after a run that was stopped."""
        if self._seen.record is not self._rig.shown:
            self._seen = ElementTree(self, self._rig.shown)
        return self._seen

    @property
    def raised(self) -> BaseException | None:
        """What the script raised in its last run, or None."""
        return self._raised

    @property
    def main(self) -> Block:
        """The main block."""
        return self._tree.block(0)

    @property
    def sidebar(self) -> Block:
        """The sidebar; empty if the script put nothing there."""
        return self._tree.block(1)

    def get(self, element_type: str) -> ElementList[Any]:
        """Return the elements that `st.<element_type>` drew."""
        return self._tree.get(element_type)

    def get_by_key(self, key: str | int) -> Any:
        """Return the element with this key, of whatever kind."""
        return self._tree.get_by_key(key)

    def __iter__(self) -> Iterator[Node]:
        return iter(self._tree)

    def __len__(self) -> int:
        return len(self._tree)

    def __getitem__(self, place: int) -> Node:
        return self._tree[place]

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_"):
            try:
                return getattr(self._tree, name)
            except AttributeError:
                pass
        raise AttributeError(f"AppTest has no attribute {name!r}, and st.{name} is no element")

    def __repr__(self) -> str:
        return repr(self._tree)


@contextmanager
def _beside(path: Path | None) -> Iterator[None]:
    """Let a script import what lies beside it."""
    folder = None if path is None else str(path.parent)
    if folder is None or folder in sys.path:
        yield
        return
    sys.path.insert(0, folder)
    try:
        yield
    finally:
        sys.path.remove(folder)
