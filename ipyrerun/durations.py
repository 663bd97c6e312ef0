"""Durations as users say them: seconds, a text such as "1h30m", a `timedelta`."""

from __future__ import annotations

import math
import sys
from datetime import timedelta
from typing import Any

from .errors import (
    StreamlitBadTimeStringError,
    StreamlitInvalidParameterTypeError,
    StreamlitValueError,
)

_REMEDY = 'give seconds, a text like "1h30m", or a `timedelta`'


def seconds_of(call: str, parameter: str, given: Any) -> float:
    """Return a duration [s] as it was said; negative and infinite ones, too.

    Raises
    ------
    StreamlitBadTimeStringError
        It is a text that is no duration.
    StreamlitInvalidParameterTypeError
        It is neither a number, nor a text, nor a `timedelta`.
    StreamlitValueError
        It is not a number (NaN), or one that no float can hold.
    """
    if isinstance(given, timedelta):
        return given.total_seconds()
    if isinstance(given, str):
        # Pandas knows all ways to write one; a script with such a text waits for it once.
        import pandas as pd

        try:
            seconds: float = pd.Timedelta(given).total_seconds()
        except ValueError:
            seconds = math.nan
        if math.isnan(seconds):
            raise StreamlitBadTimeStringError(
                f"{call}: `{parameter}` is {given!r}, which is no duration; write it like "
                '"2s", "1.5 days" or "1h30m"'
            )
        return seconds
    try:
        seconds = float(given)
    except (TypeError, ValueError):
        raise StreamlitInvalidParameterTypeError(
            f"{call}: `{parameter}` is {given!r}, of type {type(given).__name__}; {_REMEDY}"
        ) from None
    except OverflowError:
        # Python itself refuses to write the longest of them.
        raise StreamlitValueError(
            f"{call}: `{parameter}` is a number of more than {sys.float_info.max_10_exp} digits, "
            f"which is no duration; {_REMEDY}"
        ) from None
    if math.isnan(seconds):
        raise StreamlitValueError(
            f"{call}: `{parameter}` is {given!r}, which is no duration; {_REMEDY}"
        )
    return seconds
