"""A cell with threads of its own, as in a kernel: its run can be stopped."""

from __future__ import annotations

import time
from typing import Any

from ipyrerun.app import App
from ipyrerun.elements import main
from ipyrerun.patch import walk
from ipyrerun.script import compile_script
from ipyrerun.session import Session
from ipyrerun.testing.rig import Recorder

WAIT = 60.0


def notes() -> list[Any]:
    """Return an empty list, for a script to write into."""
    return []


class Live:
    """One cell, of what a `Stage` has; `begun` is set by its script where a test is to stop it."""

    def __init__(self, script: str, **variables: Any) -> None:
        self._recorder = Recorder()
        self._begun = variables["begun"]
        self.app = App(
            Session(),
            "live",
            "live",
            compile_script(f"import ipyrerun as st\n{script}", "live"),
            variables,
            main.write,
        )
        self.app.attach(self._recorder)

    def run(self) -> Live:
        """Run the script to its end."""
        assert self.app.start().done.wait(WAIT)
        return self

    def stop_once_begun(self) -> float:
        """Stop the run once its script has come to where it lasts; return how long it took [s]."""
        outcome = self.app.start()
        assert self._begun.wait(WAIT), outcome.error
        # A user is not as quick: the query is under way by then, or about to be.
        at = time.monotonic()
        assert self.app.stop()
        assert outcome.done.wait(WAIT)
        return time.monotonic() - at

    def close(self) -> None:
        """End the app and its threads."""
        self.app.close()

    @property
    def note(self) -> str:
        """What the page says of the last run."""
        return str(self._recorder.status.get("note", ""))

    def names(self) -> list[str]:
        """Return the names of what the page shows."""
        nodes = walk(self._recorder.shown)
        return [n.name for n in nodes if n.kind not in {"root", "main"}]

    def texts(self) -> list[str]:
        """Return what `st.text` said."""
        return [str(n.value) for n in walk(self._recorder.shown) if n.name == "text"]
