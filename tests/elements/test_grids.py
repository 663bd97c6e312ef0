"""The grid, space and the foot of the page."""

from __future__ import annotations

import pytest

from tests.elements.stage import Stage, inside, raised


def test_a_grid_tells_its_view_what_differs_from_its_default():
    stage = Stage(
        "st.grid()\nst.grid(3, min_column_width=90, wrap=False, gap=('large', None),"
        " vertical_alignment='center', border=True, row_height=80, width=400, height=300,"
        " key='g', dense=True)"
    )

    assert [n.props for n in stage.nodes()] == [
        {},
        {
            "columns": 3,
            "min": 90,
            "wrap": False,
            "valign": "center",
            "border": True,
            "row_height": 80,
            "dense": True,
            "gap": None,
            "row_gap": "large",
            "width": 400,
            "height": 300,
            "css": "st-key-g",
        },
    ]


def test_whatever_is_put_on_a_grid_has_a_cell_of_its_own():
    stage = Stage(
        "with st.grid(2) as grid:\n"
        "    st.text('a')\n    st.checkbox('b', key='b')\n    slot = st.empty()\n"
        "with grid.cell(column_span='all', row_span=2) as cell:\n"
        "    st.text('c')\n    st.text('d')\n"
        "slot.text('e')\nst.text(f'{cell}')"
    )

    cells = stage.nodes("cell")

    assert [[child.name for child in inside(cell)] for cell in cells] == [
        ["text"],
        ["checkbox"],
        ["empty"],
        ["text", "text"],
    ]
    assert [cell.props for cell in cells] == [{}, {}, {}, {"columns": "all", "rows": 2}]
    assert stage.said() == "None"


def test_an_element_of_a_grid_is_replaced_in_its_cell():
    stage = Stage("g = st.grid()\na = g.text('a')\ng.text('b')\na.markdown('c')")

    assert [[child.value for child in inside(cell)] for cell in stage.nodes("cell")] == [
        ["c"],
        ["b"],
    ]


def test_what_is_printed_in_a_grid_fills_one_cell():
    stage = Stage("with st.grid():\n    print('a')\n    print('b')\n    st.text('c')")

    assert len(stage.nodes("cell")) == 2


def test_space_is_a_word_or_pixels():
    stage = Stage("st.space(); st.space('large'); st.space(7); st.space('stretch')")

    assert [n.props for n in stage.nodes("space")] == [
        {},
        {"size": "large"},
        {"size": 7},
        {"size": "stretch"},
    ]


def test_the_bottom_comes_after_the_page_whatever_was_first():
    stage = Stage(
        "st.toast('t')\nst.bottom.text('a')\nst.sidebar.text('s')\n"
        "with st.bottom as bound: st.text('b')\nst.text(f'{bound}')"
    )

    root = next(iter(stage))

    assert [block.id for block in inside(root)] == ["main", "sidebar", "bottom", "event"]
    assert [n.value for n in inside(inside(root)[2])] == ["a", "b"]
    assert inside(inside(root)[0])[0].value == "None"


PIXELS = "give a positive number of pixels"
OUTSIDE = "it belongs to the page itself, so use it outside of that block"
SPACES = "'xxsmall', 'xsmall', 'small', 'medium', 'large', 'xlarge', 'xxlarge', 'stretch'"
WRONG = {
    "st.grid(0)": 'st.grid: `columns` is 0; give 1 to 24, or "auto"',
    "st.grid(25)": 'st.grid: `columns` is 25; give 1 to 24, or "auto"',
    "st.grid('x')": "st.grid: `columns` is 'x'; give a whole number or \"auto\"",
    "st.grid(2.5)": 'st.grid: `columns` is 2.5, of type float; give a whole number or "auto"',
    "st.grid(wrap=False)": (
        'st.grid: `wrap` is False, but `columns` is "auto"; give the number of columns to keep'
    ),
    "st.grid(wrap=1)": "st.grid: `wrap` is 1; give True or False",
    "st.grid(border=1)": "st.grid: `border` is 1; give True or False",
    "st.grid(min_column_width=0)": f'st.grid: `min_column_width` is 0; {PIXELS}, or "auto"',
    "st.grid(row_height=0)": f'st.grid: `row_height` is 0; {PIXELS}, or "content"',
    "st.grid(row_height='x')": ("st.grid: `row_height` is 'x'; give a whole number or \"content\""),
    "st.grid(gap=(1, 2, 3))": (
        "st.grid: `gap` is (1, 2, 3); give one gap, or a pair for rows and columns"
    ),
    "st.grid(2).cell(column_span=3)": (
        'st.grid().cell: `column_span` is 3, but the grid has 2 columns; give 1 to 2, or "all"'
    ),
    "st.grid(2).cell(row_span=0)": (
        "st.grid().cell: `row_span` is 0; give a positive number of rows"
    ),
    "st.space('huge')": f"st.space: `size` is 'huge'; the supported values are {SPACES}",
    "st.container(wrap=False)": (
        "st.container: `wrap` is False, but elements below each other have no row to keep; set "
        "`horizontal=True` or leave `wrap` out"
    ),
    "with st.sidebar: st.bottom.text('x')": (f"st.bottom was used inside st.sidebar; {OUTSIDE}"),
}


@pytest.mark.parametrize("call", WRONG)
def test_an_error_names_the_call_the_value_and_the_remedy(call: str):
    assert str(raised(call)) == WRONG[call]
