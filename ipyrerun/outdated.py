"""Which of the notebook's variables a script reads, and whether they are others by now.

Known from the text alone: a name that the code loads before the script itself has surely assigned
it, or that stands in a string of several words (`df.query("a > @x")`, `duckdb.sql("from df")`); a
string of one word is taken for a key or a column. What is changed in place stays the same variable.
"""

from __future__ import annotations

import ast
import dis
import re
from keyword import iskeyword
from types import CodeType
from typing import TYPE_CHECKING, Any

from .state import is_same

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .script import Script

_NAME = re.compile(r"[^\W\d]\w*")
_LOADS = {"LOAD_NAME", "LOAD_GLOBAL", "LOAD_FROM_DICT_OR_GLOBALS"}
_MISSING = object()


class Watch:
    """Remembers what a run was given of the notebook, and finds what has changed since.

    Parameters
    ----------
    script
        The compiled cell.
    variables
        The notebook's namespace.
    """

    def __init__(self, script: Script, variables: Mapping[str, Any]) -> None:
        self.changed: list[str] = []
        self._names = sorted(names_read(script))
        self._variables = variables
        self._seen: dict[str, Any] = {}

    def given(self, space: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a run that begins with this namespace reads of the notebook."""
        return {name: space.get(name, _MISSING) for name in self._names}

    def settle(self, given: dict[str, Any], exported: Iterable[str]) -> None:
        """Take note of the end of a run, and of the names that it has handed to the notebook."""
        own = {name: self._variables.get(name, _MISSING) for name in exported if name in given}
        self._seen = given | own
        self.changed = []

    def look(self) -> bool:
        """Return whether something has changed since the last look; `changed` holds all of it."""
        now = self._variables.get
        news = [n for n, old in self._seen.items() if not _is_still(old, now(n, _MISSING))]
        for name in news:
            # What the notebook has let go of must not be held here.
            del self._seen[name]
        self.changed += news
        return bool(news)


def _is_still(old: Any, new: Any) -> bool:
    return old is new or is_same(old, new)


def names_read(script: Script) -> frozenset[str]:
    """Return the names that a script takes from the notebook if they are there."""
    module = ast.parse(script.text)
    order = _Order()
    assigned = order.block(module.body, frozenset())
    loaded = order.loaded | (order.later - assigned)
    quoted = set(_quoted(module)) - _stored(script.code)
    names = (loaded & set(_loads(script.code))) | quoted
    return frozenset(name for name in names if not (name.startswith("__") or iskeyword(name)))


def _loads(code: CodeType) -> Iterator[str]:
    """Yield the names that are not local where the code loads them."""
    for instruction in dis.get_instructions(code):
        if instruction.opname in _LOADS:
            yield str(instruction.argval)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _loads(constant)


def _stored(code: CodeType) -> set[str]:
    return {str(i.argval) for i in dis.get_instructions(code) if i.opname == "STORE_NAME"}


def _quoted(module: ast.Module) -> Iterator[str]:
    shown = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in shown:
            text = node.value.strip()
            if not text.isidentifier():
                yield from _NAME.findall(text)


class _Order:
    """Follows the order of statements: what is loaded before it is surely assigned.

    `later` are the loads in bodies of functions, which are called after all that stands around.
    """

    def __init__(self) -> None:
        self.loaded: set[str] = set()
        self.later: set[str] = set()

    def block(self, body: Iterable[ast.stmt], assigned: frozenset[str]) -> frozenset[str]:
        """Take in statements; return what is surely assigned after them."""
        for statement in body:
            assigned = self._statement(statement, assigned)
        return assigned

    def _statement(self, node: ast.stmt, assigned: frozenset[str]) -> frozenset[str]:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                for part in (*node.decorator_list, node.args):
                    assigned = self._part(part, assigned)
                self.later |= {name for part in node.body for name in _named(part, ast.Load)}
                return assigned | {node.name}
            case ast.If():
                assigned = self._part(node.test, assigned)
                return self.block(node.body, assigned) & self.block(node.orelse, assigned)
            case ast.With() | ast.AsyncWith():
                for item in node.items:
                    assigned = self._part(item, assigned)
                return self.block(node.body, assigned)
            case ast.Try() | ast.TryStar():
                ends = [self._perhaps(handler, assigned) for handler in node.handlers]
                ends.append(self.block(node.orelse, self.block(node.body, assigned)))
                return frozenset.intersection(*ends) | self.block(node.finalbody, assigned)
            case ast.For() | ast.AsyncFor() | ast.While() | ast.Match():
                self._perhaps(node, assigned)
                return assigned
            case ast.AugAssign(target=ast.Name(id=name)):
                self.loaded |= {name} - assigned
        return self._part(node, assigned)

    def _perhaps(self, node: ast.AST, assigned: frozenset[str]) -> frozenset[str]:
        """Take in what may be skipped; return what is assigned if it is not."""
        bound = {name for at in ("name", "rest") if (name := getattr(node, at, None))}
        assigned |= bound
        for part in ast.iter_child_nodes(node):
            if isinstance(part, ast.stmt):
                assigned = self._statement(part, assigned)
            elif isinstance(part, ast.expr):
                assigned = self._part(part, assigned)
            elif isinstance(part, ast.match_case):
                self._perhaps(part, assigned)
            else:
                assigned = self._perhaps(part, assigned)
        return assigned

    def _part(self, node: ast.AST, assigned: frozenset[str]) -> frozenset[str]:
        """Take in what is evaluated at once."""
        self.loaded |= _named(node, ast.Load) - assigned
        stored = _named(node, ast.Store)
        if isinstance(node, ast.ClassDef):
            stored = {node.name}
        elif isinstance(node, ast.Import | ast.ImportFrom):
            stored |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
        return (assigned | stored) - _named(node, ast.Del)


def _named(node: ast.AST, context: type[ast.expr_context]) -> set[str]:
    names = (part for part in ast.walk(node) if isinstance(part, ast.Name))
    return {name.id for name in names if isinstance(name.ctx, context)}
