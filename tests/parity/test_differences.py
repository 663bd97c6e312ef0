"""Where we differ from Streamlit, tests show what we do instead."""

from __future__ import annotations

import pytest

from tests.parity.instead import INSTEAD
from tests.parity.labels import TESTS, is_there

TABLES = (TESTS.parent / "docs/differences.md").read_text().split("\n## ")


def topics(heading: str) -> list[str]:
    """Return the topics below a heading, in their order."""
    [table] = [part for part in TABLES if part.startswith(f"{heading}\n")]
    # Behind the head and the line below it.
    rows = [line for line in table.splitlines() if line.startswith("|")][2:]
    return [row.split(" | ")[0].removeprefix("| ") for row in rows]


@pytest.mark.parametrize("heading", INSTEAD)
def test_each_difference_has_a_test_of_what_we_do(heading: str):
    tests = [test for named in INSTEAD[heading].values() for test in named]

    assert topics(heading) == list(INSTEAD[heading])
    assert [test for test in tests if not is_there(test)] == []
