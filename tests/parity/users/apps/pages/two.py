"""The second page."""

import streamlit as st

st.header("Second")
