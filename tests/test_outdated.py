"""Pages that say which of the notebook's variables have changed since their last run."""

from __future__ import annotations

from typing import Any

import pytest

from ipyrerun.app import App
from ipyrerun.elements import main
from ipyrerun.execution import Options
from ipyrerun.outdated import names_read
from ipyrerun.page import PageSink
from ipyrerun.patch import walk
from ipyrerun.script import compile_script
from ipyrerun.session import Session
from tests.comms import record, say


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("st.text(weather)", "st weather"),
        ("month = 1\nst.text(month)", "st"),
        ("st.text(month)\nmonth = 1", "st month"),
        ("n += 1", "n"),
        ("if a:\n    b = 1\nst.text(b)", "st a b"),
        ("if a:\n    b = 1\nelse:\n    b = 2\nst.text(b)", "st a"),
        ("for i in y:\n    c = i\nc", "y c"),
        ("while go:\n    go = c = 0", "go"),
        ("try:\n    import u\nexcept E as e:\n    u = e\nu", "E"),
        ("match m:\n    case [p, *r] if q:\n        p, r", "m q"),
        ("with o as f:\n    g = f\ng", "o"),
        ("def f(x=d):\n    return x + n + later\nlater = 1\nf(2)", "d n"),
        ("class A(B):\n    c = d\nA", "B d"),
        ("[z for z in w]; (lambda v: v)(1)", "w"),
        ("y = (n := 4)\nn", ""),
        ("x = 1\ndel x\nx", "x"),
        ("df.query('a > @limit')", "df a limit"),
        ("limit = 3\ndf.query('a > @limit')", "df a"),
        ("df['weather']", "df"),
        ("'of the weather'\nx = 1", ""),
        ("import numpy.linalg\nnumpy, __name__", ""),
    ],
)
def test_what_a_script_reads_is_what_it_loads_before_it_has_assigned_it(text: str, expected: str):
    assert names_read(compile_script(text, "page")) == set(expected.split())


class Cell:
    """An app on a page, over the variables of a notebook."""

    def __init__(
        self, text: str, variables: dict[str, Any], session: Session | None = None, **options: Any
    ) -> None:
        script = compile_script(text, "cell")
        session = session or Session()
        name = f"cell {len(session.apps)}"
        chosen = Options(**options)
        self.app = App(
            session, name, name, script, variables, main.write, chosen, is_threaded=False
        )
        self.sink = PageSink(self.app.loop.submit, self.app.listen, {"name": name})
        self.app.attach(self.sink)
        self.run()

    def run(self) -> None:
        self.app.rerun()
        self.app.loop.drain()

    def end_of_a_cell(self) -> None:
        """Do what the end of an ordinary cell does."""
        self.app.session.look(self.app.session.next_cause())
        self.app.loop.drain()

    @property
    def status(self) -> dict[str, Any]:
        state: dict[str, Any] = self.sink.page.get_state()
        return dict(state["status"])

    @property
    def texts(self) -> list[str]:
        return [node.value for node in walk(self.sink.shown) if node.kind == "text"]


SHOW = "import ipyrerun as st\nst.text(n)"


@pytest.fixture(autouse=True)
def no_kernel(monkeypatch) -> None:
    record(monkeypatch)


def test_a_variable_bound_anew_or_deleted_marks_the_page_until_the_next_run():
    variables: dict[str, Any] = {"n": 1, "other": 1}
    cell = Cell(SHOW, variables)
    assert cell.status == {"running": False}

    variables |= {"n": 2, "other": 2}
    cell.end_of_a_cell()
    assert cell.status == {"running": False, "outdated": ["n"]}
    assert cell.texts == ["1"]

    cell.run()
    assert cell.status == {"running": False}
    del variables["n"]
    cell.end_of_a_cell()
    assert cell.status["outdated"] == ["n"]


def test_a_variable_that_was_missing_marks_the_page_once_it_is_there():
    variables: dict[str, Any] = {}
    cell = Cell(SHOW, variables)

    variables["n"] = 1
    cell.end_of_a_cell()

    assert cell.status["outdated"] == ["n"]


def test_the_same_object_or_an_equal_plain_value_marks_nothing():
    rows = [1]
    variables: dict[str, Any] = {"n": 1000.5, "rows": rows}
    cell = Cell(SHOW + "\nst.text(rows)", variables)

    variables |= {"n": 2001 / 2, "rows": rows}
    cell.end_of_a_cell()

    assert "outdated" not in cell.status


def test_with_watch_the_script_runs_again_instead():
    variables: dict[str, Any] = {"n": 1}
    cell = Cell(SHOW, variables, watch=True)

    variables["n"] = 2
    cell.end_of_a_cell()

    assert (cell.status, cell.texts) == ({"running": False}, ["2"])


def test_what_a_script_itself_exports_does_not_mark_its_page_but_others():
    session = Session()
    variables: dict[str, Any] = {"n": [0]}
    author = Cell("before = n\nn = [*n, 1]", variables, session, exports=("n",))
    reader = Cell(SHOW, variables, session)

    author.run()
    author.end_of_a_cell()

    assert "outdated" not in author.status
    assert reader.status["outdated"] == ["n"]


def test_two_watching_apps_that_export_to_each_other_come_to_rest():
    session = Session()
    variables: dict[str, Any] = {"a": [0], "b": [0]}
    one = Cell("b = [*a, 1]", variables, session, exports=("b",), watch=True)
    two = Cell("a = [*b, 2]", variables, session, exports=("a",), watch=True)

    one.run()
    for _ in range(9):
        two.app.loop.drain()
        one.app.loop.drain()

    assert len(variables["a"]) < 9


def test_a_caches_menu_item_is_offered_once_there_is_one():
    cell = Cell(SHOW, {"n": 1})
    cleared: list[int] = []

    cell.app.session.caches.append(lambda: cleared.append(1))
    cell.run()
    say(cell.sink.page, {"type": "clear-caches"})

    assert cell.status == {"running": False, "caches": True}
    assert cleared == [1]


def test_clearing_the_state_reruns_every_app():
    session = Session()
    text = "import ipyrerun as st\nst.text(st.session_state.setdefault('k', 0))\nn.append(1)"
    runs: list[int] = []
    cells = [Cell(text, {"n": runs}, session) for _ in range(2)]
    session.state.put("k", 5)
    cells[0].run()
    assert cells[0].texts == ["5"]
    runs.clear()

    say(cells[0].sink.page, {"type": "clear-state"})
    for cell in cells:
        cell.app.loop.drain()

    assert len(runs) == 2
    assert cells[0].texts == ["0"]


def test_a_new_browser_is_told_that_the_page_is_outdated():
    variables: dict[str, Any] = {"n": 1}
    cell = Cell(SHOW, variables)
    variables["n"] = 2
    cell.end_of_a_cell()

    cell.sink.page.tell({"running": False, "note": "Stopped."})

    assert cell.status == {"running": False, "note": "Stopped.", "outdated": ["n"]}


def test_with_watch_a_change_while_a_run_is_under_way_runs_the_script_again():
    variables: dict[str, Any] = {"n": 1, "meanwhile": lambda: None}
    cell = Cell(f"{SHOW}\nmeanwhile()", variables, watch=True)
    session = cell.app.session

    def change() -> None:
        variables["n"] += variables["n"] < 4
        session.look(session.next_cause())

    variables["meanwhile"] = change
    cell.run()

    assert cell.texts == ["4"]
    assert "outdated" not in cell.status


def test_a_callback_that_fails_leaves_the_page_outdated():
    variables: dict[str, Any] = {"n": 1}
    cell = Cell(f"{SHOW}\nst.button('Go', on_click=lambda: 1 / 0, key='go')", variables)
    variables["n"] = 2
    cell.end_of_a_cell()

    cell.app.widget("go").click()
    cell.app.loop.drain()

    assert cell.status["outdated"] == ["n"]


def test_what_an_isolated_cell_exports_marks_the_pages_of_the_others():
    kernel, variables = Session(), {"n": 1}
    shared = Cell(SHOW, variables, kernel)
    other = Cell(SHOW, variables, kernel.isolate("other"))

    exporting = Cell("n = 2", variables, kernel.isolate("I"), exports=("n",))

    assert variables["n"] == 2
    assert shared.status["outdated"] == other.status["outdated"] == ["n"]
    assert "outdated" not in exporting.status


def test_an_isolated_cell_that_watches_takes_no_new_change_for_an_old_one():
    kernel, variables = Session(), {"n": 1}
    cell = Cell(SHOW, variables, kernel.isolate("I"), watch=True)
    for _ in range(5):
        cell.run()

    variables["n"] = 2
    kernel.look(kernel.next_cause())
    cell.app.loop.drain()

    assert cell.texts == ["2"]
