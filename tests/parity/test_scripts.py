"""The same script and the same interaction, in Streamlit and here: step by step the same page."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.parity.labels import ELSEWHERE, LABELS, OPEN, is_there
from tests.parity.players import difference, play

if TYPE_CHECKING:
    from tests.parity.case import Case

HERE = Path(__file__).parent
# How many cases there are at least.
MANY = 150


def gather() -> list[Case]:
    """Return the cases of all files."""
    names = sorted(path.stem for path in (HERE / "scripts").glob("*.py"))
    modules = [importlib.import_module(f"tests.parity.scripts.{name}") for name in names]
    return [case for module in modules for case in module.CASES]


CASES = gather()
AGREED = [case for case in CASES if not case.differs]
DIFFERENT = [case for case in CASES if case.differs]


@pytest.mark.parametrize("case", AGREED, ids=lambda case: case.name)
def test_a_script_goes_as_in_streamlit(case: Case):
    told = difference(play(case, "streamlit"), play(case, "ipyrerun"), case.steps)

    if told:
        pytest.fail(f"{told}\n\nof the script\n\n{case.script}", pytrace=False)


@pytest.mark.parametrize("case", DIFFERENT, ids=lambda case: case.name)
def test_a_difference_is_one_and_is_written_down(case: Case):
    table = (HERE.parents[1] / "docs/differences.md").read_text()

    assert f"\n| {case.differs} |" in table
    assert difference(play(case, "streamlit"), play(case, "ipyrerun"), case.steps)


def test_names_are_told_apart_and_labels_exist():
    names = [case.name for case in CASES]
    labels = {label for case in CASES for label in case.labels.split()}

    assert len(names) == len(set(names))
    assert labels - set(LABELS) == set()
    assert all(case.labels for case in CASES)


def test_every_label_has_a_case():
    covered = {label for case in CASES for label in case.labels.split()} | set(ELSEWHERE)

    assert set(LABELS) - covered == OPEN
    assert len(CASES) >= MANY


@pytest.mark.parametrize("label", ELSEWHERE)
def test_what_is_shown_elsewhere_is_shown_there(label: str):
    assert is_there(ELSEWHERE[label])
