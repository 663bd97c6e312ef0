"""What inputs with several values return can be read in two ways, and changed in none."""

from __future__ import annotations

import copy
import pickle

import pytest

from ipyrerun.typing import DataframeState


@pytest.fixture
def chosen() -> DataframeState:
    return DataframeState({"selection": {"rows": [1, 2], "columns": []}})


def test_items_are_attributes_at_any_depth(chosen: DataframeState):
    assert chosen["selection"]["rows"] == chosen.selection.rows == [1, 2]
    assert chosen.get("selection").columns == []
    assert chosen.get("points") is None


def test_a_missing_one_says_what_there_is(chosen: DataframeState):
    with pytest.raises(AttributeError, match=r"^DataframeState has no attribute 'points'; it has"):
        _ = chosen.points
    with pytest.raises(KeyError):
        _ = chosen["points"]


@pytest.mark.parametrize(
    "change",
    [
        lambda it: it.update(selection=1),
        lambda it: setattr(it, "selection", 1),
        lambda it: it.selection.__setitem__("rows", []),
        lambda it: it["selection"].pop("rows"),
        lambda it: it.clear(),
    ],
)
def test_nothing_in_it_can_be_changed(chosen: DataframeState, change):
    with pytest.raises(TypeError, match="what an input has returned is read only"):
        change(chosen)

    assert chosen == {"selection": {"rows": [1, 2], "columns": []}}


def test_it_can_be_pickled_and_copied(chosen: DataframeState):
    again = pickle.loads(pickle.dumps(chosen))

    assert (again, type(again)) == (chosen, DataframeState)
    assert copy.deepcopy(chosen) == chosen
