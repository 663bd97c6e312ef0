"""Source → code: what bare expressions show, and which lines errors name."""

from __future__ import annotations

import inspect
import traceback
from typing import Any

import pytest

from ipyrerun.script import LAST, MARK, SHOW, compile_script, trim
from ipyrerun.testing import AppTest


def shown(text: str, **how: Any) -> list[Any]:
    """Return what the bare expressions of a text show."""
    out: list[Any] = []
    script = compile_script(text, "test", **how)
    space = script.seed({})
    space[SHOW] = lambda *values: out.append(values if len(values) > 1 else values[0])
    space[MARK] = lambda: len(out)
    space[LAST] = lambda mark, value: (
        out.append(value) if value is not None and mark == len(out) else None
    )
    exec(script.code, space)
    return out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = 1\nx", [1]),
        ("'doc'", []),
        ("'doc'\n'text'", ["text"]),
        ("1, 2\nx = 0", [(1, 2)]),
        ("if True:\n    3\nx = 0", [3]),
        ("for i in range(2):\n    i\nx = 0", [0, 1]),
        ("try:\n    1\nfinally:\n    2\nx = 0", [1, 2]),
        ("def f():\n    'doc'\n    4\nf()\nx = 0", [4]),
        ("class A:\n    5\n    def m(self):\n        6\nA().m()\nx = 0", [6]),
        ("match 1:\n    case 1:\n        7\nx = 0", [7]),
        ("with open('/dev/null'):\n    8\nx = 0", [8]),
        ("len('abc')\nx = 0", []),
        ("len('abc')", [3]),
        ("len('abc');", []),
        ("len('abc')  # a comment;", [3]),
        ("None", [None]),
        ("print", [print]),
        ("[].append(1)", []),
        ("...", [...]),
        ("", []),
    ],
)
def test_bare_expressions_are_shown(text: str, expected: list[Any]):
    assert shown(text) == expected


def test_the_parts_of_a_bare_tuple_are_shown_side_by_side():
    calls: list[tuple[Any, ...]] = []
    script = compile_script("1, 2\n()\nx = 0", "test")

    exec(script.code, {SHOW: lambda *values: calls.append(values)})

    assert calls == [(1, 2), ((),)]


def test_nothing_is_shown_where_magic_is_off():
    assert shown("1\n2", magic=False) == []


def test_a_docstring_is_shown_on_request():
    assert shown("'doc'\nx = 0", docstring=True) == ["doc"]


def test_a_trailing_call_is_not_shown_on_request():
    assert shown("len('abc')", last=False) == []


def test_an_error_names_the_line_of_the_cell_and_shows_it():
    script = compile_script("x = 1\ny = 1 / 0", "page", head="%%rerun page")

    with pytest.raises(ZeroDivisionError) as caught:
        exec(script.code, {})

    lines = "".join(traceback.format_exception(trim(caught.value)))
    assert f'File "{script.filename}", line 3' in lines
    assert "    y = 1 / 0" in lines
    assert "test_script" not in lines


def test_a_syntax_error_names_the_line_of_the_cell():
    with pytest.raises(SyntaxError) as caught:
        compile_script("x = 1\n1 +", "page", head="%%rerun page")

    assert caught.value.lineno == 3
    assert caught.value.text == "1 +\n"


def test_the_source_of_a_function_of_a_run_can_be_read_also_of_an_older_text():
    old, new = (compile_script(f"def f():\n    return {n}", "page") for n in (1, 2))
    spaces: list[dict[str, Any]] = [{}, {}]
    for script, space in zip((old, new), spaces, strict=True):
        exec(script.code, space)

    assert [inspect.getsource(space["f"]) for space in spaces] == [
        "def f():\n    return 1",
        "def f():\n    return 2",
    ]


def test_a_namespace_is_seeded_with_the_names_in_the_text_strings_included():
    script = compile_script("df.query('a > @limit')", "page")

    space = script.seed({"df": 1, "limit": 2, "other": 3, "__x": 4})

    assert {k: v for k, v in space.items() if not k.startswith("__")} == {"df": 1, "limit": 2}
    assert space["__name__"] == "__main__"


def test_a_script_that_asks_who_it_is_gets_its_own_answer():
    script = compile_script("__name__, __file__", "page")

    space = script.seed({"__name__": "notebook", "__file__": "notebook.ipynb"})

    assert (space["__name__"], space["__file__"]) == ("__main__", script.filename)


def test_everything_leaves_out_ipythons_own_names():
    variables = {"a": 1, "_private": 2, "In": [], "Out": {}, "_": 3}

    space = compile_script("", "page").seed(variables, everything=True)

    assert [k for k in space if not k.startswith("__")] == ["a"]


def test_a_text_that_awaits_is_a_coroutine():
    assert compile_script("import asyncio\nawait asyncio.sleep(0)", "page").is_async
    assert not compile_script("x = 1", "page").is_async


def test_trim_keeps_every_line_of_the_script_and_only_those_before_it_go():
    text = "def inner():\n    1 / 0\ndef outer():\n    list(map(lambda _: inner(), [0]))\nouter()"
    script = compile_script(text, "page")

    with pytest.raises(ZeroDivisionError) as caught:
        exec(script.code, {SHOW: print, MARK: int, LAST: lambda *_: None})

    trim(caught.value)
    assert [f.lineno for f in traceback.extract_tb(caught.tb)][-4:] == [5, 4, 4, 2]
    assert [f.lineno for f in traceback.extract_tb(caught.value.__traceback__)] == [5, 4, 4, 2]


@pytest.mark.parametrize("how", ["raise KeyError from error", "raise KeyError"])
def test_trim_hides_our_frames_in_what_caused_an_error_too(how: str):
    text = f"try:\n    st.columns(0)\nexcept Exception as error:\n    {how}"
    error = AppTest.from_string(f"import ipyrerun as st\n{text}").run().raised

    assert error is not None
    cause = error.__cause__ or error.__context__
    assert cause is not None
    names = [frame.filename for frame in traceback.extract_tb(cause.__traceback__)]
    assert [name.startswith("<rerun ") for name in names] == [True]


def test_trim_follows_causes_and_survives_rings():
    first, second = ValueError("a"), ValueError("b")
    first.__cause__, second.__context__ = second, first

    assert trim(first) is first
