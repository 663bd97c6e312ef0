"""What a parity script is: a script, what a user does to it, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

# One of the following, or a list of these, which all happen before one rerun.
#   ("slider", "n", "set_value", 4): a verb of the input with the key "n", with its arguments
#   ("button", 0, "click"): the same of the first button of the page
#   ("state", "n", 4) and ("forget", "n"): the test sets or deletes `at.session_state["n"]`
#   ("query", "q", "x"): the test sets `at.query_params["q"]`
#   ("secret", "k", "x"): the test sets `at.secrets["k"]`
#   ("switch_page", path): as a test does it
#   ("run",): only a rerun
Step = tuple[Any, ...] | list[tuple[Any, ...]]


@dataclass(frozen=True)
class Case:
    """One script and one interaction.

    Parameters
    ----------
    name
        What it claims, as a sentence.
    labels
        What it covers, of `labels.py`; several by a space.
    script
        What follows `import streamlit as st`, or ours.
    steps
        What a user does; after each, the script runs.
    differs
        The topic of the row in docs/differences.md, where we differ on purpose. The case must then
        differ, and whoever marks it has a test of what we do instead.
    """

    name: str
    labels: str
    script: str
    steps: Sequence[Step] = ()
    differs: str = ""
