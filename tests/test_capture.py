"""What a script prints and displays: in its place on the page, and nowhere else."""

from __future__ import annotations

import base64
import io
import logging
import subprocess
import sys
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from ipywidgets import IntSlider

from ipyrerun import capture
from ipyrerun.run import Run, current, enter, thread_hooks, within
from ipyrerun.session import Session
from ipyrerun.tree import Node, block
from tests.comms import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parent.parent
PIXEL = b"\x89PNG"


def routed(test: Callable[[io.StringIO], None]) -> Callable[[], None]:
    """Let a test see what reaches the stream that stdout was before.

    No fixture: pytest changes the streams between a fixture and its test.
    """

    def with_streams() -> None:
        original = io.StringIO()
        with redirect_stdout(original):
            capture.install()
            try:
                test(original)
            finally:
                capture.uninstall()

    return with_streams


@contextmanager
def a_run() -> Iterator[Run]:
    run = Run("app", Session(), None)
    token = enter(run)
    try:
        yield run
    finally:
        current.reset(token)


def drawn(run: Run) -> list[tuple[str, Any]]:
    assert run.main.children is not None
    return [(node.kind, node.props) for node in run.main.children]


@routed
def test_text_of_a_run_reaches_its_page_and_no_other_stream(original: io.StringIO):
    with a_run() as run:
        print("a")
        print("b", end="")
    print("after")

    assert drawn(run) == [("stream", {"name": "stdout", "text": "a\nb"})]
    assert original.getvalue() == "after\n"


@routed
def test_text_of_a_run_that_has_ended_goes_where_all_other_text_goes(original: io.StringIO):
    with a_run() as run:
        run.is_ended = True
        print("late")

    assert drawn(run) == []
    assert original.getvalue() == "late\n"


@routed
def test_the_two_streams_are_told_apart_and_join_only_with_their_neighbours(original: io.StringIO):
    with a_run() as run:
        print("a")
        sys.stderr.writelines(["b", "c"])
        print("d")

    assert [(p["name"], p["text"]) for _, p in drawn(run)] == [
        ("stdout", "a\n"),
        ("stderr", "bc"),
        ("stdout", "d\n"),
    ]


@routed
def test_what_is_shown_already_is_not_changed_by_later_text(original: io.StringIO):
    with a_run() as run:
        print("a")
        assert run.main.children is not None
        before = run.main.children[0]
        print("b")

    assert before.props["text"] == "a\n"


@routed
def test_a_stream_is_written_text_only_and_is_otherwise_what_it_stands_for(original: io.StringIO):
    original.write("1\n2\n")
    original.seek(0)
    with a_run(), pytest.raises(TypeError, match="must be str, not bytes"):
        sys.stdout.write(b"x")  # type: ignore[arg-type]

    assert list(sys.stdout) == ["1\n", "2\n"]
    assert sys.stdout.readable()


def test_warnings_reach_the_page():
    code = """
from ipyrerun.testing import AppTest
page = AppTest.from_string("import warnings; warnings.warn('careful')").run().main
print(page.children[0].text)
"""
    # In a process of its own: pytest keeps the warnings of this one.
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT
    )

    assert "UserWarning: careful" in done.stdout
    assert done.stderr == ""


def test_a_log_handler_that_held_the_old_stream_follows_and_is_given_back(monkeypatch):
    old = io.StringIO()
    monkeypatch.setattr(sys, "stderr", old)
    logger = logging.getLogger("of the test")
    handler = logging.StreamHandler(old)
    logger.addHandler(handler)
    monkeypatch.setitem(logging.root.manager.loggerDict, "of the test", logger)

    capture.install()
    with a_run() as run:
        logger.error("oh")
    logger.error("outside")
    capture.uninstall()

    assert drawn(run) == [("stream", {"name": "stderr", "text": "oh\n"})]
    assert old.getvalue() == "outside\n"
    assert handler.stream is old


@routed
def test_installing_twice_wraps_once(original: io.StringIO):
    stream = sys.stdout
    capture.install()

    assert sys.stdout is stream
    assert thread_hooks.count(capture._hook_displays) == 1


# -- displays

SVG = "<svg/>"


@pytest.mark.parametrize(
    ("data", "props"),
    [
        ({"text/plain": "x"}, {"text": "x"}),
        ({}, {"text": ""}),
        ({"text/html": "<b>x</b>", "text/plain": "y"}, {"html": "<b>x</b>"}),
        ({"text/html": "<script>1</script>", "text/plain": "y"}, {"text": "y"}),
        ({"text/html": "<style>b {}</style><b>x"}, {"html": "<b>x</b>", "css": "b {}"}),
        (
            {"image/png": PIXEL},
            {"image": f"data:image/png;base64,{base64.b64encode(PIXEL).decode()}"},
        ),
        ({"image/jpeg": "aGk=\n", "text/plain": "y"}, {"image": "data:image/jpeg;base64,aGk="}),
        (
            {"image/svg+xml": SVG},
            {"image": "data:image/svg+xml;base64," + base64.b64encode(SVG.encode()).decode()},
        ),
    ],
)
def test_a_bundle_is_shown_in_its_richest_form(data: dict[str, Any], props: dict[str, Any]):
    with a_run() as run:
        capture.show_bundle(run, data)

    assert drawn(run) == [("rich", props)]


@pytest.mark.parametrize(
    ("mime", "text", "part"),
    [("text/markdown", "**x**", "<strong>x</strong>"), ("text/latex", "$a$", "a")],
)
def test_words_are_rendered(mime: str, text: str, part: str):
    with a_run() as run:
        capture.show_bundle(run, {mime: text})

    assert part in drawn(run)[0][1]["html"]


def test_a_widget_is_placed_where_it_is_displayed(monkeypatch):
    record(monkeypatch)
    own = IntSlider()
    with a_run() as run:
        capture.show_bundle(
            run, {"application/vnd.jupyter.widget-view+json": {"model_id": own.model_id}}
        )

    assert run.main.children is not None
    (node,) = run.main.children
    assert node.view is not None
    assert node.view.instance is own
    own.close()


def message(kind: str, **content: Any) -> dict[str, Any]:
    return {"msg_type": kind, "content": content}


def test_displays_of_a_run_are_taken_and_all_others_pass():
    shows = message("display_data", data={"text/plain": "x"})
    other = message("execute_result", data={})

    assert capture._take_display(shows) is shows
    with a_run() as run:
        assert capture._take_display(shows) is None
        assert capture._take_display(other) is other
        run.is_ended = True
        assert capture._take_display(shows) is shows

    assert drawn(run) == [("rich", {"text": "x"})]


@routed
def test_clear_output_takes_back_what_was_printed_and_displayed_in_its_block(original: io.StringIO):
    with a_run() as run:
        run.place(run_block(run), run.main)
        print("x")
        capture.show_bundle(run, {"text/plain": "x"})
        capture._take_display(message("clear_output"))

    assert [kind for kind, _ in drawn(run)] == ["container"]


def run_block(run: Run) -> Node:
    return block("c", "container", "container", {}, run.main)


@routed
def test_with_chooses_where_text_goes(original: io.StringIO):
    with a_run() as run:
        inner = run_block(run)
        run.place(inner, run.main)
        token = within.set(inner)
        print("x")
        within.reset(token)

    assert [node.kind for node in inner.children or ()] == ["stream"]


def test_the_hook_is_registered_once_per_thread(monkeypatch):
    hooks: list[Any] = []
    publisher = SimpleNamespace(_hooks=hooks, register_hook=hooks.append)
    monkeypatch.setattr(capture, "_publisher", lambda: publisher)

    capture._hook_displays()
    capture._hook_displays()

    assert hooks == [capture._take_display]


def test_a_figure_of_the_notebook_stays_open_and_off_the_page():
    import matplotlib as mpl

    mpl.use("agg")
    import matplotlib.pyplot as plt

    theirs = plt.figure()
    with a_run() as run:
        with capture.figures(run):
            plt.figure()
        assert plt.get_fignums() == [theirs.number]
        plt.close(theirs)

    assert [kind for kind, _ in drawn(run)] == ["rich"]


def test_figures_of_a_run_that_has_ended_are_closed_and_not_drawn():
    import matplotlib.pyplot as plt

    with a_run() as run, capture.figures(run):
        plt.figure()
        run.is_ended = True

    assert plt.get_fignums() == []
    assert drawn(run) == []
