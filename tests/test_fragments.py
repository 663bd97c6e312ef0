"""Fragments: parts of a page that run by themselves."""

from __future__ import annotations

from ipyrerun.events import Event
from tests.counts import app, types
from tests.elements.stage import inside

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
