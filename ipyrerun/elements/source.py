"""The script's own lines: how it wrote an argument, and what a `with` block holds."""

from __future__ import annotations

import ast
import functools
import itertools
import linecache
import re
import sys
from typing import TYPE_CHECKING, NamedTuple

from ..script import is_ours

if TYPE_CHECKING:
    from types import FrameType

_BACKTICKS = re.compile(r"`+")


class _Place(NamedTuple):
    """Where in which file a call stands; lines from 1, columns in bytes from 0."""

    filename: str
    line: int
    column: int
    end_line: int
    end_column: int


def argument_name(index: int = 0) -> str | None:
    """Return how the script wrote an argument of the `st.*` call under way.

    Parameters
    ----------
    index
        Which positional argument.

    Returns
    -------
    str or None
        The expression, or the expression statement that shows itself; None for a literal, and where
        there is no source.
    """
    place = _caller()
    if place is None:
        return None
    for node in _parsed(place.filename).expressions.get(place[1:], ()):
        if not isinstance(node, ast.Call) or not _is_element(node):
            return _segment(place.filename, _item(node, index))
        arguments = node.args[: index + 1] or [k.value for k in node.keywords if k.arg == "obj"]
        if not arguments or any(isinstance(a, ast.Starred) for a in arguments):
            return None
        return _written(place.filename, arguments[-1])
    return None


def _is_element(call: ast.Call) -> bool:
    """Return whether a call is one that shows its argument, not a shown value that is a call."""
    function = call.func
    name = getattr(function, "attr", None) or getattr(function, "id", None)
    return name in {"help", "write"}


def _item(node: ast.expr, index: int) -> ast.expr:
    """Return the part of a shown tuple that the argument is."""
    return node.elts[index] if isinstance(node, ast.Tuple) and node.elts else node


def _written(filename: str, node: ast.expr) -> str | None:
    if isinstance(node, ast.NamedExpr):
        return node.target.id
    return None if isinstance(node, ast.Constant) else _segment(filename, node)


def _segment(filename: str, node: ast.expr) -> str | None:
    if node.lineno != node.end_lineno:
        return ast.unparse(node)
    return ast.get_source_segment(_parsed(filename).text, node)


def _caller() -> _Place | None:
    """Return where the script's call stands."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and is_ours(frame.f_code.co_filename):
        frame = frame.f_back
    if frame is None:
        return None
    positions = next(itertools.islice(frame.f_code.co_positions(), frame.f_lasti // 2, None))
    if None in positions:
        return None
    line, end_line, column, end_column = positions
    assert line is not None
    assert end_line is not None
    assert column is not None
    assert end_column is not None
    return _Place(frame.f_code.co_filename, line, column, end_line, end_column)


class _Parsed(NamedTuple):
    """A file's text, and its expressions and `with` statements by where they stand."""

    text: str
    expressions: dict[tuple[int, ...], list[ast.expr]]
    blocks: dict[tuple[int, ...], ast.With | ast.AsyncWith]


def _parsed(filename: str) -> _Parsed:
    return _parse("".join(linecache.getlines(filename)))


@functools.lru_cache(maxsize=50)
def _parse(text: str) -> _Parsed:
    """Parse a text; one that is not Python has no expressions."""
    # The first line of a script is its `%%rerun`.
    body = text.partition("\n")[2] if text.startswith("%%") else text
    body = f"\n{body}" if text.startswith("%%") else body
    try:
        tree = ast.parse(body)
    except SyntaxError:
        return _Parsed(body, {}, {})
    parsed = _Parsed(body, {}, {})
    for node in ast.walk(tree):
        if isinstance(node, ast.expr):
            parsed.expressions.setdefault(_where(node), []).append(node)
        elif isinstance(node, ast.With | ast.AsyncWith):
            parsed.blocks.update((_where(item.context_expr), node) for item in node.items)
    return parsed


def _where(node: ast.expr) -> tuple[int, ...]:
    return (node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0)


def block_body() -> str | None:
    """Return the lines of the `with` block that the call under way opens, if they are known."""
    place = _caller()
    if place is None:
        return None
    parsed = _parsed(place.filename)
    block = parsed.blocks.get(place[1:])
    if block is None:
        return None
    lines = parsed.text.splitlines(keepends=True)
    head = max(item.context_expr.end_lineno or 0 for item in block.items)
    first = block.body[0]
    if first.lineno == head:
        start = len(lines[head - 1].encode()[: first.col_offset].decode())
        return lines[head - 1][start:].rstrip()
    # A header can end below its last item, at a parenthesis of its own.
    while lines[head].strip() in {"):", ")", ":"}:
        head += 1
    # Lines inside of a text may stand further left than the block does.
    margin = lines[first.lineno - 1][: first.col_offset]
    shown = (line.removeprefix(margin) for line in lines[head : block.end_lineno])
    return "".join(shown).strip("\n")


def fenced(text: str, language: str) -> str:
    """Return code as Markdown, inside a fence that the code does not hold."""
    longest = max((len(run) for run in _BACKTICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"\n{fence}{language}\n{text}\n{fence}\n"
