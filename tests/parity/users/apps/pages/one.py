"""The first page."""

import streamlit as st

st.header("First")
st.text_input("name", key="name")
