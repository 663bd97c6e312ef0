"""Source → `Script`.

The code object of a cell, its lines for tracebacks, and what its bare expressions show.

The file name of the code carries the digest of the text, so that a traceback, `inspect.getsource`
and a callback of an older text each find their own lines. Bare expressions follow Streamlit's magic
(SEMANTICS 12); the last expression of the cell is shown as in any notebook cell.
"""

from __future__ import annotations

import ast
import hashlib
import inspect
import io
import linecache
import re
import tokenize
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, TracebackType
from typing import TYPE_CHECKING, Any

from .syntax import refuse_magics, to_python

if TYPE_CHECKING:
    from collections.abc import Mapping

SHOW = "__rerun_show__"
LAST = "__rerun_last__"
MARK = "__rerun_mark__"

_PACKAGE = str(Path(__file__).parent) + "/"
_PREFIX = "<rerun "
_HIDDEN_NAMES = ("In", "Out")
_NAME = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True, slots=True)
class Script:
    """A compiled cell.

    Its text as Python, its code, the name of its lines in `linecache`, the identifiers in its text,
    and the file that it is from.
    """

    text: str
    filename: str
    code: CodeType
    names: frozenset[str]
    path: Path | None = None

    @property
    def is_async(self) -> bool:
        """Whether the text awaits at its top level, so that evaluating it gives a coroutine."""
        return bool(self.code.co_flags & inspect.CO_COROUTINE)

    def seed(self, variables: Mapping[str, Any], *, everything: bool = False) -> dict[str, Any]:
        """Return a new namespace for one run.

        Parameters
        ----------
        variables
            The notebook's namespace. Those whose name occurs in the text, in strings too, are
            taken.
        everything
            Take all but `In`, `Out` and names with a leading underscore.
        """
        space: dict[str, Any] = {
            "__name__": "__main__",
            "__file__": str(self.path or self.filename),
        }
        if everything:
            names = [n for n in list(variables) if not n.startswith("_") and n not in _HIDDEN_NAMES]
        else:
            names = [n for n in self.names if n in variables and not n.startswith("__")]
        space.update((name, variables[name]) for name in names)
        return space


def compile_script(
    text: str,
    name: str,
    *,
    head: str = "",
    magic: bool = True,
    last: bool = True,
    docstring: bool = False,
    rules: Any = None,
    path: Path | None = None,
    filename: str = "",
) -> Script:
    """Compile a cell's text.

    Parameters
    ----------
    text
        The cell without its `%%rerun` line.
    name
        Name of the app, for the code's file name.
    head
        The `%%rerun` line, so that line numbers are those of the cell.
    magic
        Show bare expressions.
    last
        Show the last expression of the cell too when it is a call, unless it ends in a semicolon.
    docstring
        Show the text's docstring.
    rules
        IPython's `TransformerManager`, for its own syntax; without it the text is plain Python.
    path
        The file that the text is from, if it is no cell.
    filename
        What the code's file is called; by default a name for the cell.

    Raises
    ------
    SyntaxError
        The text is not Python; file name and line are the cell's.
    """
    source = f"{head}\n{text}" if head else text
    names = frozenset(_NAME.findall(text))
    if not filename:
        digest = hashlib.blake2b(source.encode(), digest_size=5).hexdigest()
        filename = f"{_PREFIX}{name} {digest}>"
        _remember(filename, source)
    body = f"\n{text}" if head else text
    if rules is not None:
        body = to_python(body, rules, filename)
        names |= {"get_ipython"}
        # As in any cell, a traceback shows what was executed.
        _remember(filename, head + body if head else body)
    flags = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    module = compile(body, filename, "exec", flags, dont_inherit=True)
    assert isinstance(module, ast.Module)
    if rules is not None:
        refuse_magics(module, filename)
    if magic:
        _show_expressions(module, last=last and not _ends_in_semicolon(body), docstring=docstring)
    code = compile(module, filename, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    return Script(body, filename, code, names, path)


def _remember(filename: str, source: str) -> None:
    """Let tracebacks and `inspect` find the lines."""
    lines = source.splitlines(keepends=True)
    linecache.cache[filename] = (len(source), None, lines, filename)


def _ends_in_semicolon(text: str) -> bool:
    """Return whether the last token that is not a comment is a semicolon."""
    skip = {
        tokenize.COMMENT,
        tokenize.NL,
        tokenize.NEWLINE,
        tokenize.ENDMARKER,
        tokenize.DEDENT,
        tokenize.INDENT,
    }
    last = ""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in skip:
            last = token.string
    return last == ";"


def _show_expressions(module: ast.Module, *, last: bool, docstring: bool) -> None:
    """Wrap the expressions that are shown in calls of `SHOW` and `LAST`."""
    final = module.body[-1] if module.body else None
    _Shower(docstring=docstring).visit_body(module.body, is_root=True)
    if last and isinstance(final, ast.Expr) and not _is_call_of(final.value, SHOW):
        root_docstring = len(module.body) == 1 and _is_text(final)
        if not root_docstring:
            mark = ast.Call(ast.Name(MARK, ast.Load()), [], [])
            final.value = ast.Call(ast.Name(LAST, ast.Load()), [mark, final.value], [])
    ast.fix_missing_locations(module)


def _is_call_of(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def _is_text(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


class _Shower(ast.NodeVisitor):
    """Replaces bare expressions by calls; class bodies keep theirs, as in Streamlit."""

    def __init__(self, *, docstring: bool) -> None:
        self._docstring = docstring

    def visit_body(
        self, body: list[ast.stmt], *, is_root: bool = False, is_function: bool = False
    ) -> None:
        for i, statement in enumerate(body):
            is_doc = (
                i == 0
                and _is_text(statement)
                and (is_function or (is_root and not self._docstring))
            )
            if isinstance(statement, ast.Expr) and not is_doc:
                self._show(statement)
            else:
                self.visit(statement)

    def _show(self, statement: ast.Expr) -> None:
        value = statement.value
        if isinstance(value, ast.Call | ast.Await | ast.Yield | ast.YieldFrom):
            return
        parts = value.elts if isinstance(value, ast.Tuple) and value.elts else [value]
        call = ast.Call(ast.Name(SHOW, ast.Load()), list(parts), [])
        statement.value = ast.copy_location(call, value)

    def generic_visit(self, node: ast.AST) -> None:
        is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for name, child in ast.iter_fields(node):
            if name in {"body", "orelse", "finalbody"} and isinstance(child, list):
                if isinstance(node, ast.ClassDef):
                    self._visit_class(child)
                else:
                    self.visit_body(child, is_function=is_function and name == "body")
            elif name in {"handlers", "cases"} and isinstance(child, list):
                for part in child:
                    self.visit(part)

    def _visit_class(self, body: list[ast.stmt]) -> None:
        for statement in body:
            if not isinstance(statement, ast.Expr):
                self.visit(statement)


def is_ours(filename: str) -> bool:
    """Return whether a frame of this file is ipyrerun's own and hidden from tracebacks."""
    return filename.startswith(_PACKAGE)


def trim(error: BaseException) -> BaseException:
    """Remove ipyrerun's own frames from the traceback of an error and of what caused it.

    Return the error.
    """
    seen: set[int] = set()
    todo: list[BaseException | None] = [error]
    while todo:
        one = todo.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        one.__traceback__ = _without_ours(one.__traceback__)
        todo += [one.__cause__, one.__context__]
    return error


def _without_ours(tb: TracebackType | None) -> TracebackType | None:
    kept: list[TracebackType] = []
    is_inside = False
    while tb is not None:
        filename = tb.tb_frame.f_code.co_filename
        if filename.startswith(_PREFIX) and not is_inside:
            # What called the script (threads, asyncio) tells its author nothing.
            kept, is_inside = [], True
        if not is_ours(filename):
            kept.append(tb)
        tb = tb.tb_next
    out: TracebackType | None = None
    for one in reversed(kept):
        out = TracebackType(out, one.tb_frame, one.tb_lasti, one.tb_lineno)
    return out
