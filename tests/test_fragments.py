"""Fragments: parts of a page that run by themselves."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import Any

import pytest

import ipyrerun as st
from ipyrerun.events import Event
from ipyrerun.testing.v1 import AppTest
from tests.elements.stage import inside

COUNTS = """
import ipyrerun as st
def count(name):
    st.session_state[name] = st.session_state.get(name, 0) + 1
    return st.session_state[name]
"""


def app(text: str) -> AppTest:
    at = AppTest.from_string(COUNTS + text).run()
    assert at.raised is None, at.raised
    return at


def types(block: Any) -> list[str]:
    return [element.type for element in block.children.values()]


ONE = """
@st.fragment
def zoom(word):
    n = st.slider("n", 0, 9, key="n")
    st.text(f"{word} {n} {count('zoom')}")
    return n
st.text(f"script {count('script')}")
st.text(f"returned {zoom('now')}")
"""


def test_a_fragment_runs_in_place_returns_its_value_and_then_runs_alone():
    at = app(ONE)
    assert at.text.values == ["script 1", "now 0 1", "returned 0"]

    at.slider("n").set_value(4).run(fragments=True)
    assert at.text.values == ["script 1", "now 4 2", "returned 0"]

    at.run()
    assert at.text.values == ["script 2", "now 4 3", "returned 4"]


def test_a_test_runs_the_whole_script_unless_it_asks_for_fragments():
    at = app(ONE)

    at.slider("n").set_value(4).run()

    assert at.text.values == ["script 2", "now 4 2", "returned 4"]


def test_a_run_of_fragments_does_nothing_where_nothing_was_set():
    at = app(ONE)

    at.run(fragments=True)

    assert at.text.values == ["script 1", "now 0 1", "returned 0"]


def test_two_calls_are_two_fragments():
    at = app(
        """
@st.fragment
def one(name):
    st.checkbox(name, key=name)
    st.text(f"{name} {count(name + '#')}")
one("a")
one("b")
"""
    )

    at.checkbox("b").check().run(fragments=True)

    assert at.text.values == ["a 1", "b 2"]


NESTED = """
@st.fragment
def inner(name):
    st.checkbox(name, key=name)
    st.text(f"{name} {count('#' + name)}")
@st.fragment
def outer():
    st.checkbox("outer", key="outer")
    st.text(f"outer {count('#outer')}")
    inner("a")
    if not st.session_state.outer:
        inner("b")
outer()
st.text(f"script {count('#script')}")
"""


def test_a_fragment_runs_those_inside_and_they_run_alone():
    at = app(NESTED)

    at.checkbox("a").check().run(fragments=True)
    assert at.text.values == ["outer 1", "a 2", "b 1", "script 1"]

    at.checkbox("outer").check().run(fragments=True)
    assert at.text.values == ["outer 2", "a 3", "script 1"]

    at.checkbox("a").uncheck().run(fragments=True)
    assert at.text.values == ["outer 2", "a 4", "script 1"]


def test_a_fragment_inside_one_that_ran_is_not_run_again():
    at = app(NESTED)

    at.checkbox("a").check()
    at.checkbox("outer").check().run(fragments=True)

    assert at.text.values == ["outer 2", "a 2", "script 1"]


def test_several_fragments_of_one_batch_run_in_the_order_of_their_events():
    at = app(NESTED)

    at.checkbox("b").check()
    at.checkbox("a").check().run(fragments=True)

    assert at.text.values == ["outer 1", "a 2", "b 2", "script 1"]


def test_the_order_of_the_events_is_that_of_any_number_of_fragments():
    at = app(
        "log = st.session_state.setdefault('log', [])\n"
        "@st.fragment\ndef part(i):\n    log.append(i)\n    st.checkbox(str(i), key=f'c{i}')\n"
        "for i in range(8): part(i)"
    )
    at.session_state.log.clear()

    order = [3, 0, 7, 1, 6, 2, 5, 4]
    events = [Event(f"checkbox:c{i}", value=True) for i in order]
    assert at._rig.run(events, fragments=True).error is None

    assert at.session_state.log == order


OUTSIDE = """
box = st.container()
slot = st.empty()
label = st.text("label")
@st.fragment
def part():
    more = st.checkbox("more", key="more")
    n = count("part")
    box.text(f"box {n}")
    if more:
        box.text("more")
    st.sidebar.checkbox("side", key="side")
    slot.text(f"slot {n}")
    label.text(f"label {n}")
    with box:
        st.text(f"with {n}")
box.text("before")
part()
box.text("after")
"""


def test_a_fragment_draws_outside_in_a_part_of_its_own():
    at = app(OUTSIDE)
    assert at.text.values == ["before", "box 1", "with 1", "after", "slot 1", "label 1"]

    at.checkbox("more").check().run(fragments=True)
    first = ["before", "box 2", "more", "with 2", "after", "slot 2", "label 2"]
    assert at.text.values == first

    at.checkbox("side").check().run(fragments=True)
    assert at.text.values == [word.replace("2", "3") for word in first]

    at.checkbox("more").uncheck().run(fragments=True)
    assert at.text.values == ["before", "box 4", "with 4", "after", "slot 4", "label 4"]


def test_a_fragment_may_draw_only_where_it_drew_in_the_last_whole_run():
    at = app(
        """
box = st.container()
@st.fragment
def late():
    if st.checkbox("go", key="go"):
        box.text("late")
late()
"""
    )

    at.checkbox("go").check().run(fragments=True)

    assert len(at.exception) == 1
    assert str(at.raised) == (
        "st.fragment: late() wrote to a container from outside of it (st.container), but did not "
        "do so in the last run of the whole script, so it has no place there; write to it in every "
        "run, for instance `.empty()`, or create the container inside the fragment"
    )


def test_the_fault_of_a_fragment_is_shown_in_its_place_and_ends_a_whole_run():
    text = """
@st.fragment
def bad(name):
    if st.checkbox(name, key=name):
        1 / 0
    st.text(f"{name} {count('#' + name)}")
bad("a")
bad("b")
st.text("end")
"""
    at = app(text)

    at.checkbox("a").check()
    at.checkbox("b").check().run(fragments=True)
    assert types(at.main) == ["fragment", "fragment", "text"]
    assert len(at.exception) == 2

    at.run()
    assert types(at.main) == ["fragment"]
    assert isinstance(at.raised, ZeroDivisionError)
    assert len(at.exception) == 1


def test_what_a_fragment_draws_no_more_is_forgotten():
    at = app(
        """
st.checkbox("other", key="other")
@st.fragment
def part():
    if st.checkbox("show", value=True, key="show"):
        st.slider("n", 0, 9, key="n")
part()
"""
    )
    at.slider("n").set_value(4).run(fragments=True)
    assert at.session_state.n == 4

    at.checkbox("show").uncheck().run(fragments=True)

    assert "n" not in at.session_state
    assert at.session_state.other is False


def test_a_key_that_is_on_the_page_beside_a_fragment_is_refused():
    at = app(
        """
st.checkbox("x", key="x")
@st.fragment
def part():
    if st.checkbox("go", key="go"):
        st.checkbox("x", key="x")
part()
"""
    )

    at.checkbox("go").check().run(fragments=True)

    assert type(at.raised).__name__ == "StreamlitDuplicateElementKey"


def test_callbacks_come_first_and_draw_in_the_fragment():
    at = app(
        """
def note(word):
    st.caption(f"{word} {st.session_state.n}")
@st.fragment
def part():
    st.slider("n", 0, 9, key="n", on_change=note, args=("called",))
    st.text(f"{count('part')}")
st.text("above")
part()
"""
    )

    at.slider("n").set_value(3).run(fragments=True)

    fragment = at.get("fragment")[0]
    assert types(fragment) == ["caption", "slider", "text"]
    assert at.text.values == ["above", "2"]


def test_a_button_in_a_fragment_is_true_for_one_run_of_it():
    at = app(
        """
@st.fragment
def part():
    st.text(f"{st.button('go', key='go')} {st.checkbox('x', key='x')}")
part()
"""
    )

    at.button("go").click().run(fragments=True)
    assert at.text.values == ["True False"]
    at.checkbox("x").check().run(fragments=True)
    assert at.text.values == ["False True"]


RERUNS = """
@st.fragment
def part():
    if st.button("script", key="script"):
        st.rerun()
    if st.button("again", key="again"):
        st.session_state.n = 1
        st.rerun(scope="fragment")
    if st.button("stop", key="stop"):
        st.stop()
    st.text(f"part {count('part')} {st.session_state.get('n')}")
part()
st.text(f"script {count('#script')}")
"""


def test_a_fragment_begins_the_script_or_itself_again_or_stops():
    at = app(RERUNS)

    at.button("again").click().run(fragments=True)
    assert at.text.values == ["part 2 1", "script 1"]
    at.button("stop").click().run(fragments=True)
    assert at.text.values == ["script 1"]
    at.button("script").click().run(fragments=True)
    assert at.text.values == ["part 3 1", "script 2"]


def test_a_fragment_cannot_begin_itself_again_while_the_script_runs():
    at = app(RERUNS)

    at.button("again").click().run()

    assert str(at.raised) == (
        'st.rerun: `scope` is "fragment", but the whole script is running; only while a fragment '
        "runs by itself can it be run again. Call it after an input of the fragment was moved, or "
        "leave `scope` out"
    )


NAMED = """
@st.fragment(key="a")
def first():
    st.text(f"first {count('#first')}")
@st.fragment(key=2)
def second():
    st.text(f"second {count('#second')}")
first(); second(); second()
st.text(f"script {count('#script')}")
st.button("one", key="one", on_click=st.rerun, args=("a",))
st.button("two", key="two", on_click=st.rerun, args=(2,))
st.button("all", key="all", on_click=st.rerun, args=(["a", 2],))
st.button("none", key="none", on_click=st.rerun, args=("zz",))
st.checkbox("plain", key="plain", on_change=lambda: None)
st.checkbox("quiet", key="quiet", on_change=st.rerun, args=("a",))
"""


def test_a_callback_runs_fragments_by_their_keys():
    at = app(NAMED)

    def click(name: str) -> list[str]:
        at.button(name).click().run(fragments=True)
        return at.text.values

    assert click("one") == ["first 2", "second 1", "second 2", "script 1"]
    assert click("two") == ["first 2", "second 3", "second 4", "script 1"]
    assert click("all") == ["first 3", "second 5", "second 6", "script 1"]


def test_where_callbacks_ask_for_other_fragments_what_was_due_is_not_made_up_for():
    at = app(
        "@st.fragment(key='a')\ndef a():\n"
        "    st.checkbox('a', key='in a', on_change=st.rerun, args=('b',))\n"
        "    st.text(f\"a {count('#a')}\")\n"
        "@st.fragment(key='b')\ndef b():\n"
        "    st.checkbox('b', key='in b')\n"
        "    st.text(f\"b {count('#b')}\")\n"
        "a(); b()\nst.checkbox('out', key='out', on_change=st.rerun, args=('b',))\n"
        "st.text(f\"script {count('#script')}\")"
    )

    for key, seen in [("out", "b 2"), ("in b", "b 3"), ("in a", "b 4"), ("in b", "b 5")]:
        at.checkbox(key).set_value(not at.checkbox(key).value).run(fragments=True)
        assert at.text.values == ["a 1", seen, "script 1"]


def test_a_key_that_no_fragment_has_is_refused():
    at = app(NAMED)

    at.button("none").click().run(fragments=True)

    assert str(at.raised) == (
        "st.rerun: `scope` is 'zz', which is no level and no key of a fragment on this page; its "
        "fragments have the keys '2', 'a'. Give the key of `@st.fragment(key=...)`"
    )


def test_a_callback_that_returns_lets_the_script_run_too():
    at = app(NAMED)

    at.checkbox("quiet").check()
    at.checkbox("plain").check().run(fragments=True)

    assert at.text.values == ["first 2", "second 3", "second 4", "script 2"]


def test_a_key_is_for_callbacks_only():
    at = AppTest.from_string("import ipyrerun as st\nst.rerun('a')").run()

    assert str(at.raised) == (
        "st.rerun: `scope` is 'a', the key of a fragment; that is for callbacks (`on_change=`, "
        '`on_click=`). Here, give "app" or "fragment"'
    )


PARALLEL = """
import threading
meet = threading.Barrier(2, timeout=20)
@st.fragment(parallel=True)
def slow(name):
    {body}
    st.checkbox(name, key=name)
    st.text(f"{{name}} {{threading.current_thread() is threading.main_thread()}}")
with st.container():
    st.text(f"{{slow('a')}} {{slow('b')}}")
st.text("end")
"""


def test_parallel_fragments_run_at_the_same_time_and_are_waited_for():
    at = app(PARALLEL.format(body="meet.wait()"))

    assert sorted(at.text.values) == ["None None", "a False", "b False", "end"]
    assert types(at.main.children[0]) == ["fragment", "fragment", "text"]


def test_the_fault_of_a_parallel_fragment_does_not_stop_the_script():
    at = AppTest.from_string(COUNTS + PARALLEL.format(body="name == 'a' and 1 / 0")).run()

    assert sorted(at.text.values) == ["None None", "b False", "end"]
    assert types(at.main.children[0].children[0]) == ["exception"]
    assert isinstance(at.raised, ZeroDivisionError)


@pytest.mark.parametrize("call", ["st.sidebar.text('x')", "box.text('x')"])
def test_a_parallel_fragment_does_not_draw_outside(call: str):
    at = AppTest.from_string(COUNTS + "box = st.container()\n" + PARALLEL.format(body=call)).run()

    assert type(at.raised).__name__ == "StreamlitInvalidLayoutContextError"
    assert len(at.exception) == 2


@pytest.mark.parametrize("how", ["st.stop()", "st.session_state.n == 1 and st.rerun()"])
def test_a_parallel_fragment_can_end_the_run(how: str):
    at = AppTest.from_string(
        f"""
import ipyrerun as st
st.session_state.n = st.session_state.get("n", 0) + 1
@st.fragment(parallel=True)
def part():
    {how}
    st.text("part")
part()
st.session_state.ended = st.session_state.n
"""
    ).run()

    assert at.raised is None
    assert at.text.values == ([] if "stop" in how else ["part"])


# -- what may go wrong


def refused(text: str) -> str:
    # The first duration in a text waits for pandas.
    at = AppTest.from_string(f"import ipyrerun as st\n{text}", default_timeout=60).run()
    assert at.raised is not None
    return f"{type(at.raised).__name__}: {at.raised}"


def test_scopes_that_cannot_be():
    assert refused("st.rerun('')") == (
        'StreamlitValueError: st.rerun: `scope` is \'\', an empty text; give "app", "fragment" '
        "or a fragment's key"
    )
    assert refused("st.rerun([])") == (
        "StreamlitValueError: st.rerun: `scope` is [], which names nothing; give at least one "
        "fragment's key"
    )
    assert refused("st.rerun(['app'])") == (
        "StreamlitValueError: st.rerun: `scope` is ['app']; 'app' is no fragment's key and stands "
        "in no list of them"
    )
    assert refused("st.rerun(1.5)") == (
        "StreamlitInvalidParameterTypeError: st.rerun: `scope` is 1.5, of type float; give a text, "
        "a number, or a list of these"
    )
    assert refused("st.rerun([None])") == (
        "StreamlitInvalidParameterTypeError: st.rerun: `scope` holds None, of type NoneType; give "
        "texts or numbers, the keys of fragments"
    )


def test_keys_and_times_of_fragments_that_cannot_be():
    assert refused("st.fragment(key='app')") == (
        "StreamlitAPIException: st.fragment: `key` is 'app', which means something else to "
        "st.rerun; give another"
    )
    assert refused(
        "def a(): pass\ndef b(): pass\nst.fragment(a, key=1)()\nst.fragment(b, key='1')()"
    ) == (
        "StreamlitDuplicateElementKey: st.fragment: the key '1' is used by two functions in this "
        "run, a() and b(); give each its own `key`"
    )
    assert refused("st.fragment(lambda: None, run_every='soon')()") == (
        "StreamlitBadTimeStringError: st.fragment: `run_every` is 'soon', which is no duration; "
        'write it like "2s", "1.5 days" or "1h30m"'
    )


@pytest.mark.parametrize(
    "every", ["float('inf')", "float('nan')", "-1", "timedelta(seconds=-2)", "'-3s'"]
)
def test_a_time_between_runs_that_cannot_be_waited_for_is_refused(every: str):
    value = eval(every, {"timedelta": timedelta})

    assert refused(
        f"from datetime import timedelta\nst.fragment(lambda: None, run_every={every})()"
    ) == (
        f"StreamlitValueError: st.fragment: `run_every` is {value!r}; give a finite time that is "
        "not negative, or None to run only when an input is moved"
    )


def test_a_key_of_a_fragment_may_be_that_of_an_input():
    at = app("st.checkbox('x', key='x')\n@st.fragment(key='x')\ndef a(): st.text('a')\na(); a()")

    assert at.text.values == ["a", "a"]


@pytest.mark.parametrize("call", ["st.fragment(print)()", "st.dialog('A')(print)()"])
def test_outside_of_a_script_a_fragment_says_what_to_do(call: str):
    with pytest.raises(st.errors.NoSessionContext) as caught:
        eval(call, {"st": st})

    name = call[:11] if "fragment" in call else "st.dialog"
    assert str(caught.value) == (
        f"{name}: print() was called outside a %%rerun cell; put %%rerun on the first line of the "
        "cell"
    )


@pytest.mark.parametrize(
    ("every", "seconds"),
    [
        ("2", 2.0),
        ("0.5", 0.5),
        ("'2s'", 2.0),
        ("'1h30m'", 5400.0),
        ("timedelta(minutes=1)", 60.0),
        ("None", None),
        ("0", None),
        ("False", None),
        ("timedelta()", None),
        ("timedelta.max", timedelta.max.total_seconds()),
    ],
)
def test_a_fragment_runs_so_often(every: str, seconds: float | None):
    at = AppTest.from_string(
        f"from datetime import timedelta\nimport ipyrerun as st\n"
        f"st.fragment(lambda: None, run_every={every})()",
        default_timeout=60,
    ).run()

    assert at.raised is None, at.raised
    (one,) = at._rig.app._board.fragments.values()
    assert one.every == seconds


# -- methods, values, output


def test_methods_and_lambdas_are_fragments():
    at = app(
        """
class Panel:
    def __init__(self, name):
        self.name = name
    @st.fragment
    def show(self, more=1):
        st.text(f"{self.name} {more} {st.checkbox(self.name, key=self.name)}")
Panel("a").show()
Panel("b").show(more=2)
st.fragment(lambda: st.text(f"lambda {st.checkbox('l', key='l')}"))()
st.fragment(lambda: st.text(f"other {st.checkbox('o', key='o')}"))()
"""
    )

    at.checkbox("b").check()
    at.checkbox("o").check().run(fragments=True)

    assert at.text.values == ["a 1 False", "b 2 True", "lambda False", "other True"]


def test_what_a_fragment_prints_and_plots_stays_inside():
    at = app(
        """
@st.fragment
def part():
    n = st.slider("n", 0, 9, key="n")
    print("n is", n)
part()
st.text("end")
"""
    )

    at.slider("n").set_value(3).run(fragments=True)

    part, end = inside(inside(at._rig.shown)[0])
    assert (part.kind, end.kind) == ("container", "text")
    assert [node.props.get("text") for node in inside(part)] == [None, "n is 3\n"]


def test_a_toast_of_a_fragment_is_shown():
    at = app(
        """
@st.fragment
def part():
    if st.button("go", key="go"):
        st.toast("saved")
part()
"""
    )

    at.button("go").click().run(fragments=True)

    assert at.toast.values == ["saved"]


def test_a_status_outside_can_be_updated_by_a_fragment():
    at = app(
        """
status = st.status("Waiting")
@st.fragment
def part():
    if st.button("go", key="go"):
        status.update(label="Done", state="complete")
part()
"""
    )

    at.button("go").click().run(fragments=True)

    assert at.status[0].label == "Done"


def test_a_fragment_in_a_grid_and_in_a_row_draws_as_they_do():
    at = app(
        """
grid = st.grid(2)
@st.fragment
def part():
    n = st.slider("n", 0, 9, 1, key="n")
    for i in range(n):
        grid.text(f"{i} of {n}")
grid.text("first")
part()
"""
    )

    at.slider("n").set_value(2).run(fragments=True)

    first, part = inside(inside(inside(at._rig.shown)[0])[0])
    assert (first.kind, part.kind) == ("cell", "part")
    assert [node.kind for node in inside(part)] == ["cell", "cell"]
    assert at.text.values == ["first", "0 of 2", "1 of 2"]


def test_the_state_rules_hold_in_a_fragment():
    at = app(
        """
st.checkbox("outside", key="outside")
@st.fragment
def part():
    st.checkbox("inside", key="inside")
    if st.button("outer", key="outer"):
        st.session_state.outside = True
    if st.button("inner", key="inner"):
        st.session_state.inside = True
part()
"""
    )

    at.button("outer").click().run(fragments=True)
    assert at.raised is None
    assert at.checkbox("outside").value is False
    at.button("inner").click().run(fragments=True)
    assert type(at.raised).__name__ == "StreamlitWidgetAlreadyInstantiatedError"
    at.run()
    assert at.checkbox("outside").value is True


# -- several of one batch, of which one ends the run

QUEUED = """
@st.fragment
def part(name):
    go = st.checkbox(name, key=name)
    st.text(f"{name} {go}")
    st.sidebar.text(f"{name} beside")
    @st.fragment
    def inner():
        st.text(f"in {name}")
    inner()
    if name == "a" and go and not st.session_state.get("quiet"):
        {end}
    if name == "a":
        st.text("a ends")
part("a")
part("b")
"""


@pytest.mark.parametrize("end", ["st.stop()", "stopped()"])
def test_a_fragment_that_ends_its_run_leaves_those_behind_it_as_they_were_and_owed(end: str):
    at = AppTest.from_string(COUNTS + QUEUED.replace("{end}", end))
    at._variables["stopped"] = lambda: (at._rig.app.stop(), st.text("never"))
    at.run()
    assert at.raised is None, at.raised

    at.checkbox("a").check()
    at.checkbox("b").check().run(fragments=True)

    assert at.main.text.values == ["a True", "in a", "b False", "in b"]
    assert at.sidebar.text.values == ["a beside", "b beside"]
    at.session_state.quiet = True
    at.checkbox("a").uncheck().run(fragments=True)
    assert at.main.text.values == ["a False", "in a", "a ends", "b True", "in b"]
    assert at.sidebar.text.values == ["a beside", "b beside"]


def test_a_callback_that_stops_leaves_its_fragment_as_it_was():
    at = app(
        "@st.fragment\ndef part():\n"
        "    st.checkbox('x', key='x', on_change=lambda: st.session_state.x and st.stop())\n"
        "    st.text(f'part {count(\"part\")}')\npart()"
    )

    at.checkbox("x").check().run(fragments=True)
    assert at.text.values == ["part 1"]

    at.checkbox("x").uncheck().run(fragments=True)
    assert at.text.values == ["part 2"]


def test_the_fault_of_a_callback_is_shown_in_place_of_its_fragment():
    at = app(
        "def fail():\n    st.text('before the fault')\n    1 / 0\n"
        "@st.fragment\ndef part():\n    st.checkbox('x', key='x', on_change=fail)\n"
        "part()\nst.text('outside')"
    )

    at.checkbox("x").check().run(fragments=True)

    assert at.exception.values == ["division by zero"]
    assert at.text.values == ["before the fault", "outside"]


# -- forms beside a fragment


def test_a_form_that_is_on_the_page_beside_a_fragment_is_refused():
    at = app(
        "with st.form('f'): st.form_submit_button('Go', key='go')\n"
        "@st.fragment\ndef part():\n"
        "    with st.form('g'): st.form_submit_button('Send', key='send')\n"
        "    if st.checkbox('x', key='x'): st.form('f')\n"
        "part()"
    )

    at.checkbox("x").check().run(fragments=True)

    assert str(at.raised) == (
        "st.form: the key 'f' is used twice in this run; give each form its own `key`"
    )
    at.checkbox("x").uncheck().run(fragments=True)
    assert at.raised is None, at.raised


def test_a_form_may_have_the_key_of_a_container_that_a_fragment_draws_anew():
    at = app(
        "@st.fragment\ndef part():\n"
        "    with st.form('f'): st.form_submit_button('Go', key='go')\n"
        "    st.checkbox('x', key='x')\n"
        "with st.container(key='f'): st.text('in f')\n"
        "part()\n"
    )

    for _ in range(2):
        at.checkbox("x").set_value(not at.checkbox("x").value).run(fragments=True)
        assert at.raised is None, at.raised

    base = at._rig.app._board.base
    assert base is not None
    assert base.ids["f"].name == "container"


def test_parallel_fragments_may_call_others_with_keys_at_the_same_time():
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        at = app(
            "@st.fragment(parallel=True)\ndef part(n):\n"
            "    for i in range(150): st.fragment(lambda: None, key=f'{n}-{i}')()\n"
            "for n in range(4): part(n)"
        )
    finally:
        sys.setswitchinterval(before)

    assert [one.value for one in at.exception] == []
