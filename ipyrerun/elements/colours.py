"""Colours as Streamlit takes them: a CSS name, a hex or rgb() text, or a tuple of numbers."""

from __future__ import annotations

import re
from typing import Any

_HEX = re.compile(r"#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")
_CALL = re.compile(r"(rgb|hsl)a?\([-0-9., %/deg]+\)")
_NAMES = frozenset(
    """
    aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet
    brown burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan
    darkblue darkcyan darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta
    darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen darkslateblue
    darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey
    dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray
    green greenyellow grey honeydew hotpink indianred indigo ivory khaki lavender lavenderblush
    lawngreen lemonchiffon lightblue lightcoral lightcyan lightgoldenrodyellow lightgray
    lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray
    lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon mediumaquamarine
    mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen
    mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin navajowhite navy
    oldlace olive olivedrab orange orangered orchid palegoldenrod palegreen paleturquoise
    palevioletred papayawhip peachpuff peru pink plum powderblue purple rebeccapurple red
    rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue
    slateblue slategray slategrey snow springgreen steelblue tan teal thistle tomato transparent
    turquoise violet wheat white whitesmoke yellow yellowgreen
    """.split()  # noqa: SIM905 - a list of 149 would fill three screens
)


def is_colour(value: Any) -> bool:
    """Return whether a value is a colour: whole numbers count to 255, fractions to 1."""
    if isinstance(value, str):
        return value.lower() in _NAMES or bool(_HEX.fullmatch(value) or _CALL.fullmatch(value))
    if not isinstance(value, tuple | list) or len(value) not in {3, 4}:
        return False
    return all(
        isinstance(part, int | float)
        and not isinstance(part, bool)
        and 0 <= part <= (255 if isinstance(part, int) else 1)
        for part in value
    )


def css(colour: Any) -> str:
    """Return a colour as CSS."""
    if isinstance(colour, str):
        return colour
    red, green, blue = (round(c * 255) if isinstance(c, float) else c for c in colour[:3])
    alpha = colour[3] if len(colour) == 4 else 1.0
    # A whole alpha counts to 255, except that 1 is not nearly nothing.
    opacity = alpha if isinstance(alpha, float) or alpha == 1 else alpha / 255
    return f"rgba({red}, {green}, {blue}, {opacity:.3g})"
