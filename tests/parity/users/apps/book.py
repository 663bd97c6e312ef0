"""An app of two pages."""

import streamlit as st

pages = [st.Page("pages/one.py", title="One"), st.Page("pages/two.py", title="Two")]
page = st.navigation(pages)
st.text(f"on {page.title}")
page.run()
