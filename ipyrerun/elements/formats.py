"""How numbers are written: presets by name, and printf formats.

`js/src/format.ts` does the same in the browser.
"""

from __future__ import annotations

import math
import re
import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ..errors import StreamlitInvalidNumberFormatError

if TYPE_CHECKING:
    from collections.abc import Callable

PRINTF = re.compile(
    r"%(?P<flags>[-+ 0#,]*)(?P<width>\d*)(?P<places>\.\d+)?(?P<verb>[bcdeEfgGiosuxX])"
)
_UNITS = ("B", "KB", "MB", "GB", "TB", "PB")


def check_format(name: str, format: Any) -> None:
    """Raise if a format is neither a preset nor a printf format with one number."""
    if format in PRESETS or (
        isinstance(format, str) and len(PRINTF.findall(format.replace("%%", ""))) == 1
    ):
        return
    raise StreamlitInvalidNumberFormatError(
        f"st.{name}: `format` is {format!r}; give a printf format with one number, such as "
        f'"%.1f km", or one of {", ".join(sorted(PRESETS))}'
    )


def formatted(name: str, value: Any, format: str) -> str:
    """Return a number, or the text of one, in a format."""
    check_format(name, format)
    if not _is_finite(value):
        return str(value)
    preset = PRESETS.get(format)
    if preset is not None:
        return preset(float(value))
    halves = format.split("%%")
    return "%".join(PRINTF.sub(lambda match: _printf(match, value), half) for half in halves)


def _is_finite(value: Any) -> bool:
    """Return whether a number has digits to format, and no more of them than a float holds."""
    try:
        return math.isfinite(float(value))
    except OverflowError:
        return False


def _printf(match: re.Match[str], value: Any) -> str:
    flags, places = match["flags"], match["places"] or ""
    verb = "d" if match["verb"] in "iu" else match["verb"]
    if verb in "sc":
        body = str(value)
    elif verb == "b":
        body = f"{int(float(value)):b}"
    else:
        number = int(float(value)) if verb in "doxX" and not isinstance(value, int) else value
        number = float(number) if verb in "eEfgG" else int(number)
        spec = "".join(flag for flag in flags if flag in "+ #")
        body = f"%{spec}{places}{verb}" % number
        if "," in flags:
            body = re.sub(r"\d+", lambda whole: f"{int(whole[0]):,}", body, count=1)
    width = int(match["width"] or 0)
    if "-" in flags:
        return body.ljust(width)
    return body.zfill(width) if "0" in flags else body.rjust(width)


def _trimmed(number: float, places: int) -> str:
    text = f"{number:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plain(number: float) -> str:
    return str(int(number)) if number.is_integer() and abs(number) < 2**53 else str(number)


def _localized(number: float) -> str:
    text = _plain(number)
    if "e" in text:
        return text
    whole, dot, rest = text.partition(".")
    # The minus of -0.5 is not that of -0.
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{int(whole.lstrip('-')):,}{dot}{rest}"


def _money(sign: str, places: int, number: float) -> str:
    return f"{'-' if number < 0 else ''}{sign}{abs(number):,.{places}f}"


def _accounting(number: float) -> str:
    digits = f"{abs(number):,.2f}"
    return f"({digits})" if number < 0 else digits


def _scaled(number: float, units: tuple[str, ...]) -> str:
    power = min(len(units) - 1, max(0, int(math.log10(abs(number) or 1) // 3)))
    # 999.96 K is 1 M.
    if abs(round(number / 1000**power, 1)) >= 1000 and power < len(units) - 1:
        power += 1
    return f"{_trimmed(number / 1000**power, 1)}{units[power]}"


def _with_exponent(number: float, step: int) -> str:
    exponent = math.floor(math.log10(abs(number))) if number else 0
    exponent -= exponent % step
    if exponent < sys.float_info.min_10_exp:
        # As a float that power of ten is rounded, or 0.
        mantissa = float(Decimal(repr(number)).scaleb(-exponent))
    else:
        mantissa = number / 10.0**exponent
    return f"{_trimmed(mantissa, 3)}E{exponent}"


PRESETS: dict[str, Callable[[float], str]] = {
    "plain": _plain,
    "localized": _localized,
    "percent": lambda number: f"{_trimmed(number * 100, 2)}%",
    "dollar": lambda number: _money("$", 2, number),
    "euro": lambda number: _money("\N{EURO SIGN}", 2, number),
    "yen": lambda number: _money("\N{YEN SIGN}", 0, number),
    "compact": lambda number: _scaled(number, ("", "K", "M", "B", "T")),
    "scientific": lambda number: _with_exponent(number, 1),
    "engineering": lambda number: _with_exponent(number, 3),
    "accounting": _accounting,
    "bytes": lambda number: _scaled(number, _UNITS),
}
