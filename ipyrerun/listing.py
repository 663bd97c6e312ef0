"""`st.echo`: a script that shows its own lines."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

from .elements import main
from .elements.source import block_body, fenced
from .errors import StreamlitValueError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager


def echo(
    code_location: Literal["above", "below"] = "above",
) -> AbstractContextManager[None]:
    """Show the lines of the `with` block, and run them.

    Parameters
    ----------
    code_location
        Whether the lines stand "above" or "below" what they draw.

    Raises
    ------
    StreamlitValueError
        `code_location` is another word.

    Examples
    --------
    >>> with st.echo():
    ...     answer = 42
    """
    if code_location not in ("above", "below"):
        raise StreamlitValueError(
            f"st.echo: `code_location` is {code_location!r}; the supported values are 'above', "
            "'below'"
        )
    # Here, not when the block is entered: a call knows its place in the line, `with` does not.
    return _echoing(block_body(), is_above=code_location == "above")


@contextmanager
def _echoing(text: str | None, *, is_above: bool) -> Iterator[None]:
    if is_above:
        _show(text)
    yield
    if not is_above:
        _show(text)


def _show(text: str | None) -> None:
    if text is None:
        main.warning("st.echo: the lines of this block are not known to Python.")
    else:
        main.markdown(fenced(text, "python"))
