"""What fragments refuse, and what they say then."""

from __future__ import annotations

from datetime import timedelta

import pytest

import ipyrerun as st
from ipyrerun.testing.v1 import AppTest
from tests.counts import app


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
    assert refused("st.fragment(lambda: None, run_every=float('nan'))()") == (
        "StreamlitValueError: st.fragment: `run_every` is nan, which is no duration; give "
        'seconds, a text like "1h30m", or a `timedelta`'
    )


@pytest.mark.parametrize("every", ["float('inf')", "-1", "timedelta(seconds=-2)", "'-3s'"])
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
