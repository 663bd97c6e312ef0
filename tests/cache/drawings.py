"""Scripts with a cached function that draws, and what the page then is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipyrerun.patch import to_json

if TYPE_CHECKING:
    from tests.elements.stage import Stage

HEAD = """
@st.cache_data
def f(a=1):
    calls.append(a)
"""


def page(stage: Stage) -> Any:
    """Return the page as a browser has it, without its live widgets."""
    return to_json(stage._rig.shown, Everything())


class Everything(dict[str, str]):
    """A model for each node."""

    def __missing__(self, id_: str) -> str:
        return id_


def script(body: str, call: str = "f()") -> str:
    """Return a script with a cached function of this body."""
    return f"{HEAD}{indented(body)}\nst.text('before')\n{call};\nst.text('behind')"


def indented(body: str) -> str:
    """Return lines as a function's body has them."""
    return "\n".join(f"    {line}" for line in body.splitlines())
