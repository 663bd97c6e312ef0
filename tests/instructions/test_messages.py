"""How much a rerun sends, and how much JavaScript a page of text has a browser load."""

from __future__ import annotations

import json

import pytest

from bench.stage import Stage
from bench.wire import Wire
from tests.instructions import figures
from tests.instructions.weight import STATIC, early, weigh

# What only a page loads that shows a chart, a table, a formula: a text out of each library.
LIBRARIES = ("Unrecognized data set", "ag-root-wrapper", "KaTeX parse error")


@pytest.mark.parametrize("count", [10, 100, 1000, 5000])
def test_a_rerun_that_changes_a_fifth_of_the_page_sends_two_messages_at_most(monkeypatch, count):
    # The stage has every widget that is opened from now on talk to a wire.
    monkeypatch.setattr("comm.create_comm", Wire)
    stage = Stage(
        "n = st.slider('N', 0, 100, key='n')\n"
        f"for i in range({count - 1}):\n    st.text(f'line {{i}} of {{n if i % 5 == 0 else 0}}')"
    )
    before = Wire.sent

    stage.send("slider:n", 1)

    assert 1 <= Wire.sent - before <= 2
    stage.close()


def test_a_page_of_text_loads_150_kilobytes_of_javascript_at_most():
    assert weigh() <= 150_000


def test_a_page_of_text_loads_no_more_javascript_than_committed():
    more = weigh() / json.loads(figures.FILE.read_text())["javascript"] - 1

    assert more <= figures.EXACT, (
        f"{more:+.1%} bytes of JavaScript, at most {figures.EXACT:+.0%} are allowed; if there is a "
        f"reason, {figures.AGAIN}"
    )


@pytest.mark.parametrize("words", LIBRARIES)
def test_a_large_library_is_in_no_script_of_a_page_of_text(words):
    holders = {file for file in STATIC.glob("*.js") if words in file.read_text()}

    assert holders
    assert holders & set(early()) == set()
