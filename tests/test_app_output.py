"""What a run leaves besides its elements: output, figures, exports, classes."""

from __future__ import annotations

import contextlib
import pickle
import sys
from typing import TYPE_CHECKING, Any

from ipyrerun import mains
from ipyrerun import run as runs
from ipyrerun.app import App
from ipyrerun.elements import main
from ipyrerun.execution import Options
from ipyrerun.script import compile_script
from ipyrerun.session import Session
from ipyrerun.testing import AppTest
from ipyrerun.testing.rig import Recorder

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_what_a_script_prints_and_logs_is_in_its_place(capsys):
    at = AppTest.from_string(
        """
        import logging, sys, threading
        import ipyrerun as st
        st.text("first")
        print("printed")
        print("second line")
        st.text("then")
        print("to stderr", file=sys.stderr)
        logging.getLogger("x").warning("logged")
        thread = threading.Thread(target=lambda: print("from a thread"))
        thread.start(); thread.join()
        """
    )
    with installed():
        at.run()

    assert [e.type for e in at.main.children.values()] == [
        "text",
        "stream",
        "text",
        "stream",
        "stream",
    ], at.raised
    texts = [e.text for e in at.main.children.values() if e.type == "stream"]
    assert texts[0] == "printed\nsecond line\n"
    assert texts[1].startswith("to stderr\n")
    assert texts[2] == "from a thread\n"
    assert capsys.readouterr().out == ""


def test_figures_that_a_script_leaves_open_are_drawn_and_closed():
    at = AppTest.from_string(
        """
        import matplotlib
        matplotlib.use("agg")
        import matplotlib.pyplot as plt
        plt.plot([1, 2])
        """,
        default_timeout=30,
    ).run()

    import matplotlib.pyplot as plt

    assert plt.get_fignums() == []
    assert [*at.main][-1].image.startswith("data:image/png;base64,")


def test_caps_say_how_much_more_there_was(monkeypatch):
    monkeypatch.setattr(runs, "MOST_NODES", 5)
    monkeypatch.setattr(runs, "MOST_PRINTED", 20)
    at = AppTest.from_string(
        "import ipyrerun as st\nfor i in range(9):\n    print('0123456789')\nfor i in range(9):\n "
        "   st.text(i)"
    ).run()

    notices = [e.text for e in at.main.children.values() if e.type == "notice"]
    assert notices == [
        "8 more printed lines are not shown: a page shows the first 20 characters of a run.",
        "5 more elements are not shown: a page shows the first 5 of a run.",
    ]


def test_exports_reach_the_notebook_after_a_completed_run():
    variables: dict[str, Any] = {}
    script = compile_script("rows = [1]\nother = 2", "x")
    app = App(
        Session(),
        "x",
        "x",
        script,
        variables,
        main.write,
        Options(exports=("rows", "zz")),
        is_threaded=False,
    )
    app.attach(Recorder())
    app.start()
    app.loop.drain()

    assert variables == {"rows": [1]}


def test_classes_of_a_run_can_be_pickled_in_it():
    at = AppTest.from_string(
        """
        import pickle
        import typing
        import ipyrerun as st
        class Point:
            x: "Point"
        st.session_state.name = type(pickle.loads(pickle.dumps(Point()))) is Point
        st.session_state.hints = typing.get_type_hints(Point) == {"x": Point}
        """
    )
    with installed():
        at.run()

    assert at.raised is None
    assert at.session_state.name is True
    assert at.session_state.hints is True


@contextlib.contextmanager
def installed() -> Iterator[None]:
    """Let `__main__` and threads follow runs, as in a kernel."""
    before = sys.modules["__main__"]
    mains.install()
    try:
        assert pickle.dumps(len)
        yield
    finally:
        mains.uninstall()
    assert sys.modules["__main__"] is before
