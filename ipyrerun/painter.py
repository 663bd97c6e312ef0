"""Vega-Lite → SVG and PNG, here or in a process of its own.

vl-convert keeps the interpreter's lock while it draws, for a second the first time. On the main
thread, where a cell is under way, nobody could do anything meanwhile in any case. A thread that
saves a page while its user goes on has another process draw: this file, as a script.
"""

from __future__ import annotations

import base64
import io
import json
import sys
import threading
from typing import Any

_LONGEST = 60.0
_COLOURS = 128


def paint(order: dict[str, Any]) -> tuple[str, bytes | None]:
    """Return a chart as SVG, and as PNG if the SVG is large.

    Parameters
    ----------
    order
        `spec` and `config`, as Vega-Lite takes them; `large`, the length from which on the PNG is
        wanted; `scale`, its pixels for each of the page's.

    Raises
    ------
    ValueError
        The chart cannot be drawn.
    OSError
        There is no other process to be had, or it took more than a minute.
    """
    if threading.current_thread() is threading.main_thread():
        return _paint(order)
    import subprocess

    # -P: beside this file are modules with the names of the standard library's.
    command = [sys.executable, "-P", __file__]
    try:
        done = subprocess.run(  # noqa: S603 - our own words
            command,
            input=json.dumps(order).encode(),
            capture_output=True,
            timeout=_LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise OSError(f"drawing a chart took more than {_LONGEST:g} s") from error
    if done.returncode != 0:
        raise ValueError(done.stderr.decode(errors="replace").strip())
    svg, png = json.loads(done.stdout)
    return svg, None if png is None else base64.b64decode(png)


def _paint(order: dict[str, Any]) -> tuple[str, bytes | None]:
    import vl_convert

    # No address: nothing is fetched.
    svg: str = vl_convert.vegalite_to_svg(
        order["spec"], config=order["config"], allowed_base_urls=[]
    )
    if len(svg) < order["large"]:
        return svg, None
    return svg, _slim(vl_convert.svg_to_png(svg, scale=order["scale"]))


def _slim(png: bytes) -> bytes:
    """Return a drawing with a palette, a fraction of its size."""
    from PIL import Image

    image = Image.open(io.BytesIO(png)).convert("RGBA")
    buffer = io.BytesIO()
    small = image.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    small.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _main() -> None:
    svg, png = _paint(json.load(sys.stdin))
    print(json.dumps([svg, None if png is None else base64.b64encode(png).decode()]))  # noqa: T201 - the answer


if __name__ == "__main__":
    _main()
