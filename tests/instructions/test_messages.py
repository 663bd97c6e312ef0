"""How much a rerun sends, and how much JavaScript a page of text has a browser load."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from bench.stage import Stage
from bench.wire import Wire

STATIC = Path(__file__).parent.parent.parent / "ipyrerun/labextension/static"
# What only a page loads that shows a chart, a table, a formula: a text out of each library.
LIBRARIES = ("Unrecognized data set", "ag-root-wrapper", "KaTeX parse error")
# A module that the remote entry hands out, and the chunks that it is made of.
_HANDED_OUT = re.compile(r'"\./(\w+)":\(\)=>(?:Promise\.all\(\[(.*?)\]\)|(\w+\.e\(\d+\)))')
_CHUNK = re.compile(r"\.e\((\d+)\)")


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


def early() -> list[Path]:
    """Return the scripts that a browser loads before it paints the first text."""
    (entry,) = STATIC.glob("remoteEntry.*.js")
    found = _HANDED_OUT.findall(entry.read_text())
    assert {name for name, _, _ in found} == {"extension", "index", "mimeExtension"}
    numbers = {number for _, many, one in found for number in _CHUNK.findall(many or one)}
    # A number without a file stands for a library of the host's.
    return [entry, *(file for number in numbers for file in STATIC.glob(f"{number}.*.js"))]


def test_a_page_of_text_loads_150_kilobytes_of_javascript_at_most():
    weight = sum(len(gzip.compress(file.read_bytes(), mtime=0)) for file in early())

    assert weight <= 150_000


@pytest.mark.parametrize("words", LIBRARIES)
def test_a_large_library_is_in_no_script_of_a_page_of_text(words):
    holders = {file for file in STATIC.glob("*.js") if words in file.read_text()}

    assert holders
    assert holders & set(early()) == set()
