"""One app: callbacks, state and the ends of a run, driven as a browser drives them."""

from __future__ import annotations

import contextlib
import pickle
import sys
from typing import TYPE_CHECKING, Any

import pytest

from ipyrerun import run as runs
from ipyrerun.app import App
from ipyrerun.elements import main
from ipyrerun.events import Event
from ipyrerun.execution import Options
from ipyrerun.script import compile_script
from ipyrerun.session import Session
from ipyrerun.testing import AppTest, _Recorder

if TYPE_CHECKING:
    from collections.abc import Iterator


def app_of(session: Session, name: str, text: str, **variables: Any) -> App:
    """Return an app that has run once, drained by the test."""
    script = compile_script("import ipyrerun as st\n" + text, name)
    app = App(session, name, name, script, variables, main.write, is_threaded=False)
    app.attach(_Recorder())
    app.start()
    app.loop.drain()
    return app


def edit(app: App, id_: str, value: Any) -> None:
    app.loop.submit(Event(id_, value))
    app.loop.drain()


CALLS = """
import ipyrerun as st
def note(*args, **kwargs):
    entry = (args, kwargs, st.session_state.b, st.session_state.go)
    st.session_state.log = [*st.session_state.get("log", []), entry]
    st.caption("from the callback")
st.session_state.setdefault("runs", 0)
st.session_state.runs += 1
a = st.slider("a", 0, 9, key="a", on_change=note, args=(st.session_state.runs,))
b = st.slider("b", 0, 9, key="b", on_change=note, kwargs={"x": st.session_state.runs})
go = st.button("go", key="go", on_click=note)
st.text(f"{a} {b} {go}")
"""


def test_callbacks_fire_first_in_order_with_the_arguments_of_the_last_draw():
    at = AppTest.from_string(CALLS).run()

    at.slider("b").set_value(5)
    at.button("go").click()
    at.slider("a").set_value(3).run()

    log = at.session_state.log
    assert [entry[:2] for entry in log] == [((), {"x": 1}), ((), {}), ((1,), {})]
    assert [entry[2] for entry in log] == [5, 5, 5]
    assert [entry[3] for entry in log] == [True, True, True]


def test_elements_of_a_callback_stand_before_the_scripts_own():
    at = AppTest.from_string(CALLS).run()

    at.slider("a").set_value(3).run()

    assert [e.type for e in at.main.children][:2] == ["caption", "slider"]


def test_a_click_is_true_for_one_run_only():
    at = AppTest.from_string(CALLS).run()

    at.button("go").click().run()
    assert at.text[0].value == "0 0 True"
    at.run()

    assert at.text[0].value == "0 0 False"
    assert at.session_state.go is False


def test_a_value_equal_to_the_current_one_fires_nothing():
    at = AppTest.from_string(CALLS).run()

    at.slider("a").set_value(0).run()

    assert "log" not in at.session_state


ENDS = """
import ipyrerun as st
def act():
    {act}
def later():
    st.session_state.later = True
st.checkbox("a", key="a", on_change=act)
st.checkbox("b", key="b", on_change=later)
st.session_state.body = st.session_state.get("body", 0) + 1
st.text("body")
"""


def touched(act: str) -> AppTest:
    at = AppTest.from_string(ENDS.format(act=act)).run()
    at.checkbox("a").check()
    at.checkbox("b").check().run()
    return at


def test_an_exception_in_a_callback_is_shown_and_the_body_does_not_run():
    at = touched("1 / 0")

    assert at.exception[0].value == "division by zero"
    assert at.session_state.body == 1
    assert len(at.text) == 0


def test_stop_in_a_callback_skips_later_callbacks_and_the_body():
    at = touched("st.stop()")

    assert at.session_state.body == 1
    assert "later" not in at.session_state


def test_rerun_in_a_callback_lets_the_other_callbacks_run_and_begins_again():
    at = touched("st.rerun()")

    assert at.session_state.later is True
    assert at.session_state.body == 2
    assert len(at.text) == 1


def test_rerun_begins_again_with_buttons_false_and_values_kept():
    at = AppTest.from_string(
        """
        import ipyrerun as st
        n = st.slider("n", 0, 9)
        if st.button("go"):
            st.session_state.seen = n
            st.rerun()
        st.text(f"{n} {st.session_state.get('seen')}")
        """
    ).run()
    at.slider[0].set_value(4)

    at.button[0].click().run()

    assert at.text[0].value == "4 4"


def test_stop_keeps_what_is_drawn_and_the_values_of_what_is_not():
    at = AppTest.from_string(
        """
        import ipyrerun as st
        stop = st.checkbox("stop")
        st.text("above")
        if stop:
            st.stop()
        st.slider("n", 0, 9, key="n")
        """
    ).run()
    at.slider[0].set_value(4).run()

    at.checkbox[0].check().run()
    assert len(at.slider) == 0
    at.checkbox[0].uncheck().run()

    assert at.slider[0].value == 4


@pytest.mark.parametrize("call", ["st.stop()", "st.rerun()"])
def test_a_script_that_swallows_a_control_exception_meets_it_again(call: str):
    at = AppTest.from_string(
        f"""
        import ipyrerun as st
        st.session_state.runs = st.session_state.get("runs", 0) + 1
        if st.session_state.runs < 3:
            try:
                {call}
            except BaseException:
                pass
            st.text("never")
        """
    ).run()

    assert len(at.text) == 0


def test_an_input_that_is_not_drawn_loses_its_value_after_that_run():
    at = AppTest.from_string(
        """
        import ipyrerun as st
        show = st.checkbox("show", True)
        if show:
            st.slider("n", 0, 9, 2, key="n")
        st.text(str("n" in st.session_state))
        """
    ).run()
    at.slider[0].set_value(7).run()

    at.checkbox[0].uncheck().run()
    assert at.text[0].value == "True"
    at.run()
    assert at.text[0].value == "False"
    at.checkbox[0].check().run()

    assert at.slider[0].value == 2


def test_assigning_a_key_keeps_the_value_of_an_input_that_is_not_drawn():
    at = AppTest.from_string(
        """
        import ipyrerun as st
        st.session_state.n = st.session_state.get("n", 2)
        if st.checkbox("show", True):
            st.slider("n", 0, 9, key="n")
        """
    ).run()
    at.slider[0].set_value(7).run()

    at.checkbox[0].uncheck().run()
    at.run()
    at.checkbox[0].check().run()

    assert at.slider[0].value == 7


def test_state_that_is_set_before_the_first_run_seeds_the_input():
    at = AppTest.from_string("import ipyrerun as st; st.slider('n', 0, 9, key='n')")
    at.session_state["n"] = 6

    assert at.run().slider[0].value == 6


def test_assigning_a_key_after_its_input_is_drawn_says_where_to_do_it():
    at = AppTest.from_string(
        "import ipyrerun as st\nst.slider('n', 0, 9, key='n')\nst.session_state.n = 3"
    ).run()

    assert type(at.raised).__name__ == "StreamlitWidgetAlreadyInstantiatedError"
    assert at.exception[0].value == (
        "st.session_state['n'] was assigned after the input with this key was drawn in this run. "
        "Assign it before the input is drawn, or in a callback (`on_change=`, `on_click=`)"
    )


def test_the_state_is_a_mapping_with_attributes():
    at = AppTest.from_string(
        """
        import ipyrerun as st
        s = st.session_state
        s.a = 1
        s["b"] = 2
        s[3] = "text key"
        del s.a
        out = [dict(s), len(s), "b" in s, list(s), s.get("zz", 0), s.to_dict() == dict(s), repr(s)]
        for wrong in (lambda: s.zz, lambda: s["zz"]):
            try:
                wrong()
            except (AttributeError, KeyError) as error:
                out.append(error.args[0])
        for wrong in ("del s.zz", "del s['zz']"):
            try:
                exec(wrong)
            except (AttributeError, KeyError) as error:
                out.append(error.args[0])
        s.clear()
        s.out = out
        """
    ).run()

    assert at.raised is None
    assert at.session_state.out == [
        {"b": 2, "3": "text key"},
        2,
        True,
        ["b", "3"],
        0,
        True,
        "{'b': 2, '3': 'text key'}",
        "st.session_state has no attribute 'zz'. Set it first: st.session_state.zz = ...",
        "st.session_state has no key 'zz'. Set it first: st.session_state['zz'] = ...",
        "st.session_state has no key 'zz'; nothing to delete",
        "st.session_state has no key 'zz'; nothing to delete",
    ]


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

    assert [e.type for e in at.main.children] == ["text", "stream", "text", "stream", "stream"], (
        at.raised
    )
    texts = [e.text for e in at.main.children if e.type == "stream"]
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
    assert at.main.children[-1].image.startswith("data:image/png;base64,")


def test_caps_say_how_much_more_there_was(monkeypatch):
    monkeypatch.setattr(runs, "MOST_NODES", 5)
    monkeypatch.setattr(runs, "MOST_PRINTED", 20)
    at = AppTest.from_string(
        "import ipyrerun as st\nfor i in range(9):\n    print('0123456789')\nfor i in range(9):\n "
        "   st.text(i)"
    ).run()

    notices = [e.text for e in at.main.children if e.type == "notice"]
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
    app.attach(_Recorder())
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
    runs.install()
    try:
        assert pickle.dumps(len)
        yield
    finally:
        runs.uninstall()
    assert sys.modules["__main__"] is before
