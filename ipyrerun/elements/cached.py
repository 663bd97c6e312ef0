"""What an input says in a cached function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import CachedWidgetWarning
from ..run import recording

if TYPE_CHECKING:
    from ..run import Run


def warn_in_cache(run: Run, name: str) -> None:
    """Show that an input does not belong into a cached function, if it is in one."""
    if recording.get() is None:
        return
    run.show(
        CachedWidgetWarning(
            f"st.{name} is called in a cached function. It is asked only while the function is "
            "executed; where the function's value comes from the cache, the input is greyed out. "
            "Call it outside, and give its value to the function"
        )
    )
