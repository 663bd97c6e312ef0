"""Values of Python itself: a hit is equal, private, and of the same types."""

from __future__ import annotations

import datetime as dt
import dis
import gc
import os
import sqlite3
import sys
import threading
from collections import Counter, OrderedDict, defaultdict, deque
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

from ipyrerun.cache import notes
from ipyrerun.cache.collector import paused
from ipyrerun.cache.values import Lost, keep, load
from ipyrerun.errors import StopException, UnevaluatedDataFrameError, UnserializableReturnValueError
from ipyrerun.testing import AppTest


@dataclass
class Point:
    x: float
    tags: list[str]


class Colour(Enum):
    RED = 1


class Odd(dict[str, object]):
    pass


def iter_nothing():
    yield


VALUES: list[object] = [
    *(None, True, 1, -(10**30), 1.5, 1j, "ü", b"b", ..., NotImplemented, range(3)),
    *((), (1, ("a", None)), frozenset({1, "a"}), dt.date(2026, 1, 2), dt.timedelta(3)),
    dt.datetime(2026, 1, 2, tzinfo=dt.UTC),
    *(Decimal("1.10"), Path("a/b"), Colour.RED, Point, len),
    *([], {}, set(), [1, [2, {"a": (3, {4})}]], {"a": {1: [None]}}, {(1, 2): "t"}),
    *(bytearray(b"ab"), deque([1], 5), Counter("aab"), OrderedDict(a=1), Odd(a=[1])),
    *(defaultdict(list, a=[1]), Point(1.0, ["a"]), [Point(2.0, [])], {"p": (Point(0, []),)}),
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_hit_equals_the_value_and_has_its_type(value):
    kept = keep(value)

    for made in (kept.hit(), load(kept.dump()).hit()):
        assert made == value
        assert type(made) is type(value)


@pytest.mark.parametrize(
    "value", [[1, [2]], {"a": [1]}, ([1],), {1, 2}, Point(1, ["a"]), bytearray(b"a")], ids=repr
)
def test_two_hits_and_the_first_share_nothing(value):
    kept = keep(value)

    hits = [kept.first(value), kept.hit(), kept.hit()]

    assert len({id(hit) for hit in hits}) == 3
    if type(value) is tuple:
        assert hits[1][0] is not hits[2][0]


def test_a_list_that_holds_itself_is_kept():
    value: list[object] = [1]
    value.append(value)

    made = keep(value).hit()

    assert made[0] == 1
    assert made[1] is made


def test_parts_that_were_one_object_still_are():
    part = [1]

    made = keep([part, part]).hit()

    assert made[0] is made[1]


def test_lists_nested_deeper_than_marshal_goes_are_pickled_or_refused():
    value: list[object] = []
    for _ in range(3000):
        value = [value]

    try:
        kept = keep(value)
    except UnserializableReturnValueError:
        return

    assert repr(type(kept.hit())) == "<class 'list'>"


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (iter_nothing(), "builtins.generator"),
        (threading.Lock(), "_thread.lock"),
        (lambda: 1, "builtins.function"),
        ([threading.Lock()], "builtins.list"),
    ],
    ids=["generator", "lock", "lambda", "list"],
)
def test_what_cannot_be_pickled_is_refused_with_the_function_and_the_type(value, kind):
    def load_all():
        pass

    with pytest.raises(UnserializableReturnValueError) as caught:
        keep(value, load_all)

    text = str(caught.value)
    assert text.startswith(
        f"Cannot serialize the return value (of type `{kind}`) in `load_all()`. "
        "`st.cache_data` hands out copies, which it makes with pickle ("
    )
    assert text.endswith(
        "). Return something that can be pickled, or use `st.cache_resource`, which hands out the "
        "object itself."
    )


def test_tuples_that_share_their_parts_are_looked_at_once():
    value: tuple[object, ...] = (1,)
    for _ in range(100):
        value = (value, value)

    assert keep(value).hit() is value


def test_a_cursor_is_told_from_data():
    def ask():
        pass

    with pytest.raises(UnevaluatedDataFrameError) as caught:
        keep(sqlite3.connect(":memory:").execute("SELECT 1"), ask)

    assert str(caught.value) == (
        "st.cache_data: ask() has returned a Cursor, which only stands for its data; return the "
        "data themselves, for instance as a pandas DataFrame"
    )


def test_a_value_whose_class_is_gone_is_lost(monkeypatch):
    kept = keep(Point(1, []))
    monkeypatch.delitem(globals(), "Point")

    with pytest.raises(Lost, match="Point"):
        kept.hit()


def test_the_collector_is_paused_while_anyone_is_inside():
    inside, leave = threading.Event(), threading.Event()

    def stay():
        with paused():
            inside.set()
            leave.wait(10)

    thread = threading.Thread(target=stay)
    thread.start()
    inside.wait(10)
    with paused():
        assert not gc.isenabled()
    assert not gc.isenabled()
    leave.set()
    thread.join()

    assert gc.isenabled()


def test_a_collector_that_its_user_has_stopped_stays_stopped():
    gc.disable()
    try:
        with paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.usefixtures("unwatched")
def test_a_stop_at_any_moment_leaves_the_collector_as_it_was():
    """Raise where the interpreter looks for a Stop, after each call within the pause in turn."""
    left: list[int] = []
    moments = 0

    def stop_at(moment: int) -> bool:
        """Return whether there was such a moment."""
        todo = moment
        before: dict[int, str] = {}

        def look(frame: Any, event: str, _: Any) -> Any:
            nonlocal todo
            if not frame.f_code.co_filename.endswith(("collector.py", "contextlib.py")):
                return None
            frame.f_trace_opcodes = True
            if event == "opcode":
                todo -= before.get(id(frame), "CALL").startswith("CALL")
                before[id(frame)] = dis.opname[frame.f_code.co_code[frame.f_lasti]]
                if todo == 0:
                    todo = -1_000_000
                    raise StopException
            return look

        sys.settrace(look)
        try:
            with paused():
                pass
        except StopException:
            pass
        finally:
            sys.settrace(None)
        return todo < 0

    def press() -> None:
        nonlocal moments
        while stop_at(moments + 1):
            moments += 1
            if not gc.isenabled():
                left.append(moments)
                gc.enable()

    gc.enable()
    thread = threading.Thread(target=press, daemon=True)
    thread.start()
    thread.join(60)

    assert left == []
    assert moments > 3
    assert not thread.is_alive()


def test_large_parts_are_kept_by_themselves():
    rows = pd.DataFrame(np.zeros((200_000, 1)))
    kept = keep({"train": rows, "same": rows, "array": np.ones(200_000), "label": "x"})

    one, other = kept.hit(), kept.first({})

    assert one["train"] is one["same"]
    assert np.shares_memory(one["train"].to_numpy(), other["train"].to_numpy())
    one["train"].iloc[0, 0] = 7
    one["array"][0] = 7
    assert other["train"].iloc[0, 0] == 0
    assert kept.hit()["array"][0] == 1
    assert kept.hit()["label"] == "x"


class Model:
    """Fits as those of scikit-learn do."""

    def fit(self, rows):
        self.coef_ = rows.mean(axis=0)
        self.rows_ = rows
        return self


def test_a_model_is_private_with_the_arrays_inside_it():
    kept = keep(Model().fit(np.ones((200_000, 2))))

    kept.hit().rows_[:] = 7
    kept.hit().coef_[:] = 7

    assert kept.hit().rows_.max() == 1
    assert kept.hit().coef_.tolist() == [1, 1]


def test_a_model_of_pydantic_is_kept():
    pydantic = pytest.importorskip("pydantic")
    globals()["User"] = pydantic.create_model("User", tags=(list[str], ...), __module__=__name__)
    kept = keep(globals()["User"](tags=["a"]))

    kept.hit().tags.append("b")

    assert kept.hit().tags == ["a"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_child_forked_while_the_collector_is_paused_has_one_that_works():
    with paused():
        child = os.fork()
        if child == 0:
            os._exit(0 if gc.isenabled() else 1)

    assert os.waitpid(child, 0)[1] == 0


SCRIPT = """
from dataclasses import dataclass
from enum import Enum

from ipyrerun.cache.values import keep

@dataclass
class Row:
    n: list

class Kind(Enum):
    A = 1

if "kept" not in st.session_state:
    st.session_state.kept = keep({"row": Row([1]), "kind": Kind.A})
hit = st.session_state.kept.hit()
hit["row"].n.append(2)
st.text(f"{isinstance(hit['row'], Row)} {hit['kind'] is Kind.A} {hit['row'].n}")
"""


def test_classes_of_a_script_are_those_of_the_run_under_way():
    app = AppTest.from_string("import ipyrerun as st\n" + SCRIPT).run()

    assert app.text[0].value == "True True [1, 2]"
    assert app.run().text[0].value == "True True [1, 2]"


REFUSED = """
import pandas as pd
from ipyrerun.cache.values import keep

rows = keep(pd.DataFrame({"n": pd.array([1, 2], dtype="Int64")})).hit()
rows["n"].array[0] = 7
"""


def test_an_error_on_a_page_says_how_to_write_to_a_copy():
    app = AppTest.from_string("import ipyrerun as st\n" + REFUSED).run()

    (error,) = app.exception
    assert "`rows = rows.copy()`" in "\n".join(error.stack_trace)


def test_an_ordinary_cell_says_how_to_write_to_a_copy(capsys):
    shell = InteractiveShell()
    notes.install(shell)
    notes.install(shell)

    shell.run_cell(REFUSED)
    assert capsys.readouterr().out.count("`rows = rows.copy()`") == 1

    notes.uninstall(shell)
    assert not hasattr(shell.showtraceback, "explains")
    shell.run_cell(REFUSED)
    assert "`rows = rows.copy()`" not in capsys.readouterr().out
