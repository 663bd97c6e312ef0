"""The figures of some layouts, of counts made by hand."""

from __future__ import annotations

from tests.instructions import figures
from tests.instructions.callgrind import Counts
from tests.instructions.workloads import FEW, KINDS, SOME, name_of


def layout(few: int, many: int, reference: int = 1) -> Counts:
    """Return counts whose short pages took `few` instructions, and whose longer ones `many`."""
    pages = {name_of(kind, FEW): few for kind in KINDS}
    pages |= {name_of(kind, SOME): many for kind in KINDS}
    once = {"reference": reference, "import": 1, "first page": 1, "hits": 1}
    return Counts(once | pages, [])


def test_a_layout_where_only_the_short_page_is_cheaper_raises_no_figure():
    plain = layout(few=5_000, many=25_000)
    uneven = layout(few=1_000, many=25_000)

    assert figures.least_of([plain])["text"] == 200
    assert figures.least_of([plain, uneven])["text"] == 200


def test_a_figure_is_the_least_of_some_layouts_in_terms_of_the_reference():
    layouts = [layout(few=5_000, many=26_000), layout(few=5_000, many=25_000)]
    wanted = {"reference": 2, "text": 400}

    assert figures.relative(layouts, wanted, "text") == 1
