"""IPython's own syntax in a script: `%magics`, `!commands`, `name?` → Python, line for line.

The rules are IPython's for the text of a cell, those that a user has added to them included; not
those for the finished text or its syntax tree (`input_transformers_post`, `ast_transformers`).
Every statement keeps its line, so that errors name the lines of the cell.
"""

from __future__ import annotations

import ast
import tokenize
from typing import Any

from IPython.core.inputtransformer2 import leading_empty_lines, make_tokens_by_line

# As many as IPython itself allows before it takes its rules for a loop.
_MOST = 500
_AS_LINES = ("time", "timeit", "prun")
_LATER = "Execute it in an ordinary cell"
_REFUSED = {
    "debug": f"it asks questions, and a run has nobody to ask. {_LATER} after the error",
    "pdb": f"it asks questions, and a run has nobody to ask. {_LATER}",
    "rerun": f"a script cannot run itself with it. Use st.rerun(); or {_LATER.lower()}",
    "reset": f"a run begins in a namespace of its own in any case. {_LATER}",
    "reset_selective": f"a run begins in a namespace of its own in any case. {_LATER}",
    "load": f"it changes the cell's text, and a run has none. {_LATER}",
    "loadpy": f"it changes the cell's text, and a run has none. {_LATER}",
    "recall": f"it changes the cell's text, and a run has none. {_LATER}",
    "edit": f"it opens an editor. {_LATER}",
}


def to_python(text: str, rules: Any, filename: str) -> str:
    """Return the text as Python, every statement on its line.

    Parameters
    ----------
    text
        The script, with blank lines where the cell has lines above it.
    rules
        IPython's `TransformerManager`.
    filename
        What a syntax error names.

    Raises
    ------
    SyntaxError
        There is a `%%magic` in it.
    """
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    # They are IPython's rules too, but with the lines go the numbers of all that follow.
    blank = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    above, lines = ["\n"] * blank, lines[blank:]
    _refuse_cell_magics(lines, blank, filename)
    for transform in (*rules.cleanup_transforms, *rules.line_transforms):
        if transform is not leading_empty_lines:
            lines = _aligned(lines, transform(lines))
    for _ in range(_MOST):
        is_changed, after = rules.do_one_token_transform(lines)
        if not is_changed:
            break
        lines = _aligned(lines, after)
    return "".join(above + lines)


def _aligned(before: list[str], after: list[str]) -> list[str]:
    """Put blank lines where a rule has made one line of several."""
    missing = len(before) - len(after)
    if missing <= 0:
        return after
    same = 0
    while same < len(after) and before[-1 - same] == after[-1 - same]:
        same += 1
    at = len(after) - same
    return [*after[:at], *["\n"] * missing, *after[at:]]


def _refuse_cell_magics(lines: list[str], above: int, filename: str) -> None:
    skip = {tokenize.INDENT, tokenize.DEDENT, tokenize.NL, tokenize.NEWLINE}
    for tokens in make_tokens_by_line(lines):
        words = [token for token in tokens if token.type not in skip][:3]
        if len(words) < 3 or [word.string for word in words[:2]] != ["%", "%"]:
            continue
        first, second, name = words
        if (first.end, second.end) == (second.start, name.start):
            row, column = first.start
            raise _error(_about_cell_magic(name.string), filename, above + row, column, first.line)


def _about_cell_magic(name: str) -> str:
    remedy = f"Give %%{name} a cell of its own"
    if name in _AS_LINES:
        remedy += f", or use the line magic %{name}"
    return f"%%{name} stands inside a script; a cell has one %%magic, on its first line. {remedy}"


def refuse_magics(module: ast.Module, filename: str) -> None:
    """Refuse the magics that make no sense in a run.

    Raises
    ------
    SyntaxError
        There is one of them in the text; it says what to do instead.
    """
    for node in ast.walk(module):
        match node:
            case ast.Call(
                func=ast.Attribute(attr="run_line_magic"), args=[ast.Constant(value=name), *_]
            ) if name in _REFUSED:
                words = f"%{name} cannot stand in a script: {_REFUSED[name]}"
                raise _error(words, filename, node.lineno, node.col_offset, f"%{name}")


def _error(words: str, filename: str, line: int, column: int, text: str) -> SyntaxError:
    return SyntaxError(words, (filename, line, column + 1, text))
