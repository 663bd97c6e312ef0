"""An argument of which one cell or one name is another is another argument, however large it is."""

from __future__ import annotations

import pytest

from ipyrerun.cache.keys import Binder
from tests.cache.edits import trials


def f(x):
    return x


@pytest.mark.parametrize("large", [False, True])
def test_no_edit_of_a_thousand_is_taken_for_what_was_edited(large: bool):
    binder = Binder(f)

    wrong = [
        name for name, is_wrong in trials(lambda x: binder((x,), {}), 1000, large=large) if is_wrong
    ]

    assert wrong == []
