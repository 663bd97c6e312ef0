"""Apps of several pages, and blocks whose being open the script is told."""

from __future__ import annotations

IMPORT = "import ipyrerun as st"
SALES = """%%rerun sales --page
st.title("Sales")
st.text_input("Region", key="region")
st.text("from a cell")
"""
PAGES = """%%rerun shop
def home():
    st.title("Home")
    st.text_input("Name", key="name")
    st.page_link(costs, icon=":material/payments:")
    st.page_link("%sales", icon=":material/sell:")
    st.page_link("https://example.org", label="Elsewhere", help="An *address*")
    st.page_link(costs, label="Not now", disabled=True)
    if st.button("To the costs"):
        st.switch_page(costs)
def cost():
    st.title("Costs")
    st.text_input("Name", key="name")
costs = st.Page(cost, title="All costs", icon=":material/payments:", help="What was *paid*")
page = st.navigation(
    {
        "": [st.Page(home, title="Home", icon=":material/home:")],
        "Money": [costs, st.Page("%sales", title="Sales", icon=":material/sell:")],
        "More": [st.Page("https://example.org", title="Elsewhere", icon=":material/link:")],
    },
    position=st.session_state.get("where", "sidebar"),
)
st.sidebar.text_input("Around", key="around")
page.run()
st.checkbox("top", key="top", on_change=lambda: st.session_state.update(where="top"))
"""
