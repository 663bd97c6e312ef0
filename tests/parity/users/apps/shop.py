"""An app as a user keeps it in a file, with a module beside it."""

import streamlit as st

from prices import PRICES, total

st.title("Shop")
if "basket" not in st.session_state:
    st.session_state.basket = {}
kind = st.selectbox("What", list(PRICES), key="kind")
count = st.number_input("How many", 1, 10, key="count")
if st.button("Add", key="add"):
    st.session_state.basket[kind] = st.session_state.basket.get(kind, 0) + count
    st.success(f"{count} x {kind}")
st.metric("Total", f"{total(st.session_state.basket):.2f}")
if not st.session_state.basket:
    st.info("Nothing yet")
    st.stop()
st.table({"kind": list(st.session_state.basket), "n": list(st.session_state.basket.values())})
