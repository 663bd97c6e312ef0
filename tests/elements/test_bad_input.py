"""Bad input: each element names the call, the value seen and the remedy.

`bad_input.txt` has a call, its error's class and its whole text in three lines each: the kinds of
SEMANTICS 16, and what else a slip of the keyboard makes.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import ipyrerun as st
from ipyrerun import errors
from ipyrerun.elements import Container
from tests.elements.stage import Stage

TABLE = Path(__file__).with_name("bad_input.txt").read_text(encoding="utf-8")
CASES = [case.split("\n") for case in TABLE.strip().split("\n\n")]
# What takes nothing that could be wrong, or writes whatever it is given.
HARMLESS = {"balloons", "bottom", "empty", "snow", "write"}


@pytest.mark.parametrize(("call", "kind", "text"), CASES)
def test_bad_input_is_refused_with_the_call_the_value_and_the_remedy(
    call: str, kind: str, text: str
):
    error = Stage(call).error

    assert type(error) is getattr(errors, kind)
    assert str(error) == text


@pytest.mark.parametrize("name", [n for n in st.__all__ if hasattr(Container, n)])
def test_every_element_is_tried_with_bad_input(name: str):
    tried = {found[1] for call, _, _ in CASES if (found := re.match(r"st\.(\w+)", call))}

    assert name in tried | HARMLESS
