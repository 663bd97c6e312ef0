"""A run that is one of Streamlit's and one of ours at once, for what is called in a script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from streamlit.testing.v1 import AppTest

from ipyrerun.events import Batch, Job
from ipyrerun.run import Run, current
from ipyrerun.session import Session
from tests.parity.players import hush

if TYPE_CHECKING:
    from collections.abc import Callable

# What Streamlit's script calls, and what that came to.
_deed: Callable[[], Any] | None = None
_found: list[Any] = []
_raised: list[BaseException] = []


def script() -> None:
    """Do the deed in a run of Streamlit's, which is one of ours as well."""
    assert _deed is not None
    token = current.set(Run("bench", Session(), Job(lambda _: None, Batch(), 0.0)))
    try:
        _found.append(_deed())
    except Exception as error:
        # Streamlit's AppTest would keep it as an element of its page.
        _raised.append(error)
        raise
    finally:
        current.reset(token)


def in_both(deed: Callable[[], Any]) -> Any:
    """Return what this returns if a script calls it; raise what it raises."""
    global _deed  # noqa: PLW0603 - a script is text: it finds nothing else
    _deed = deed
    with hush():
        AppTest.from_string("import bench.both\nbench.both.script()", default_timeout=600).run()
    if _raised:
        raise _raised.pop()
    return _found.pop()
