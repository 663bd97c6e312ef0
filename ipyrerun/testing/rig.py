"""An app without a page: its owner drains the loop, a recorder keeps what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..app import App
from ..elements import main
from ..execution import Options
from ..mains import installed
from ..sink import put
from ..tree import Node, empty_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..events import Event
    from ..execution import Outcome
    from ..patch import Ranges
    from ..script import Script
    from ..session import Session
    from ..sink import Part, Touched


class Recorder:
    """Stands for the page: keeps the last tree."""

    def __init__(self) -> None:
        self.shown = empty_page()
        self.status: dict[str, Any] = {}

    def commit(self, root: Node, stale: Ranges) -> None:
        """Keep this tree."""
        del stale
        self.shown = root

    def amend(self, parts: list[Part], stale: Ranges, touched: list[Touched]) -> None:
        """Keep what has become of some blocks."""
        del stale, touched
        put(parts)

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


class Rig:
    """The script, the loop, the state and the events of a `%%rerun` cell.

    Parameters
    ----------
    session
        The session whose state the app shares.
    name
        Name of the app.
    script
        The compiled cell.
    variables
        What the notebook holds.
    """

    def __init__(
        self, session: Session, name: str, script: Script, variables: dict[str, Any]
    ) -> None:
        self._recorder = Recorder()
        # A script that imports Streamlit is tested as one of ours.
        options = Options(as_streamlit=True)
        self.app = App(
            session, name, name, script, variables, main.write, options, is_threaded=False
        )
        self.app.attach(self._recorder)

    @property
    def shown(self) -> Node:
        """The page as it is."""
        return self._recorder.shown

    @property
    def status(self) -> dict[str, Any]:
        """What the page would say of the run."""
        return self._recorder.status

    def send(self, event: Event) -> None:
        """Let the app know of this event before its next run."""
        self.app.loop.submit(event)

    def run(self, events: Iterable[Event] = (), *, fragments: bool = False) -> Outcome:
        """Run the script with these events, or only what they ask for.

        It runs as often as it asks for it itself.
        """
        with installed():
            outcome = self.app.expect() if fragments else self.app.start()
            # Behind the wish for a run: a click ends a batch, and that would be one run more.
            for event in events:
                self.app.loop.submit(event)
            self.app.loop.drain()
        return outcome
