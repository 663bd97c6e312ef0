"""Charts as pictures: the same here and in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import Any

import pytest

from ipyrerun.painter import paint

SPEC = {
    "data": {"values": [{"x": 1, "y": 2}, {"x": 2, "y": 1}]},
    "mark": "bar",
    "encoding": {"x": {"field": "x"}, "y": {"field": "y"}},
}


def order(spec: dict[str, Any], large: int) -> dict[str, Any]:
    return {"spec": spec, "config": {}, "large": large, "scale": 1.5}


def on_a_thread(one: dict[str, Any]) -> Any:
    """Return what `paint` returns, or raises, on a thread that is not the main one."""
    result: list[Any] = []

    def work() -> None:
        try:
            result.append(paint(one))
        except ValueError as error:
            result.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return result[0]


@pytest.mark.parametrize("large", [1, 10**9])
def test_a_thread_gets_the_picture_that_the_main_thread_draws(large: int):
    here, there = paint(order(SPEC, large)), on_a_thread(order(SPEC, large))

    assert here == there
    assert here[0].startswith("<svg")
    assert (here[1] is not None) == (large == 1)


def test_a_thread_that_saves_a_page_does_not_draw_in_the_users_process():
    code = f"""
import sys, threading
from ipyrerun.painter import paint
thread = threading.Thread(target=paint, args=({order(SPEC, 1)!r},))
thread.start()
thread.join()
sys.exit("vl_convert" in sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_chart_that_cannot_be_drawn_says_so_on_a_thread_too():
    broken = {"mark": {"type": 5}}

    with pytest.raises(ValueError, match=r"\w"):
        paint(order(broken, 1))
    assert isinstance(on_a_thread(order(broken, 1)), ValueError)
