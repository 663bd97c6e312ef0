"""What ends a run from inside the script."""

from __future__ import annotations

from typing import NoReturn

from .errors import (
    NoSessionContext,
    RerunException,
    ScriptControlException,
    StopException,
    StreamlitAPIException,
)
from .run import current


def stop() -> NoReturn:
    """End this run here; what is drawn stays, what follows is not executed.

    Raises
    ------
    NoSessionContext
        There is no run to end.

    Examples
    --------
    >>> if not st.session_state.get("name"):
    ...     st.stop()
    """
    _end_run("stop", StopException)


def rerun(scope: str = "app") -> NoReturn:
    """Begin the script again from the top; inputs keep their values, buttons read False.

    Parameters
    ----------
    scope
        "app" is the whole script.

    Raises
    ------
    StreamlitAPIException
        `scope` is something else.
    NoSessionContext
        There is no run.

    Examples
    --------
    >>> if st.button("Reset"):
    ...     st.session_state.count = 0
    ...     st.rerun()
    """
    if scope != "app":
        raise StreamlitAPIException(f'st.rerun: `scope` is {scope!r}; the supported value is "app"')
    _end_run("rerun", RerunException)


def _end_run(name: str, how: type[ScriptControlException]) -> NoReturn:
    run = current.get()
    if run is None or run.job is None:
        raise NoSessionContext(
            f"st.{name} was called outside a %%rerun cell; put %%rerun on the first line of the "
            "cell"
        )
    run.checkpoint()
    if not run.is_calling_back:
        run.ending = how
    raise how
