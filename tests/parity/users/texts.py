"""What only shows."""

from streamlit.testing.v1 import AppTest

APP = """
import streamlit as st

st.title("T", anchor="top")
st.header("H", divider="red")
st.subheader("S", help="why")
st.markdown("**m**")
st.caption("c")
st.text("t")
st.code("x = 1", language="python")
st.latex("x^2")
st.divider()
st.json({"a": [1]})
st.html("<b>x</b>")
st.warning("w", icon="\U0001f6a8")
st.info("i")
st.error("e")
st.success("s")
st.toast("toasted", icon="\U0001f35e")
st.metric("M", 3, 1)
st.dataframe({"a": [1, 2]})
st.progress(40, "busy")
"""


def test_values():
    at = AppTest.from_string(APP).run()

    assert at.title[0].value == "T"
    assert at.header[0].value == "H"
    assert at.subheader.values == ["S"]
    assert at.subheader[0].help == "why"
    assert at.markdown[0].value == "**m**"
    assert at.caption[0].value == "c"
    assert at.text[0].value == "t"
    assert (at.code[0].value, at.code[0].language) == ("x = 1", "python")
    assert "x^2" in at.latex[0].value
    assert len(at.divider) == 1
    assert '"a"' in at.json[0].value
    assert at.html[0].value == "<b>x</b>"
    assert (at.warning[0].value, at.warning[0].icon) == ("w", "\U0001f6a8")
    assert [at.info[0].value, at.error[0].value, at.success[0].value] == ["i", "e", "s"]
    assert (at.toast[0].value, at.toast[0].icon) == ("toasted", "\U0001f35e")
    assert (at.metric[0].label, at.metric[0].value, at.metric[0].delta) == ("M", "3", "1")
    assert at.dataframe[0].value["a"].tolist() == [1, 2]
    assert (at.progress[0].value, at.progress[0].text) == (40, "busy")
    assert at.get("caption")[0].value == "c"
    assert len(at.get("nothing")) == 0
