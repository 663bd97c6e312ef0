"""What an input says where it has no place: outside of an app, in a cached function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import CachedWidgetWarning, NoSessionContext
from ..outside import not_here
from ..run import recording

if TYPE_CHECKING:
    from ..run import Run


def check_place(run: Run, name: str) -> None:
    """Raise for an input that no app asks; show that it does not belong into a cached function."""
    if run.job is None:
        raise NoSessionContext(not_here(name))
    if recording.get() is None:
        return
    run.show(
        CachedWidgetWarning(
            f"st.{name} is called in a cached function. It is asked only while the function is "
            "executed; where the function's value comes from the cache, the input is greyed out. "
            "Call it outside, and give its value to the function"
        )
    )
