"""The state of an app: what its inputs leave there, and what a script does with it."""

from __future__ import annotations

from ipyrerun.testing import AppTest


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
