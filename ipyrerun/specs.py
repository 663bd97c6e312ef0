"""An Altair chart → its Vega-Lite specification, and the tables that it draws, apart.

The tables get names of ours, so a chart of new rows has the specification that it had, and the
browser puts the rows into the drawing that is there.
"""

from __future__ import annotations

import json
import re
import threading
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from .loaded import is_of
from .tabular import is_table, names_of, to_frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

Columns = dict[str, "pd.Series[Any]"]

# What Altair's default theme says, which would hide the page's own size.
_DEFAULT_VIEW = {"continuousWidth": 300, "continuousHeight": 300}
_TRANSFORMER = "ipyrerun"
# Altair counts parameters and views as long as the kernel lives, or names them by a digest.
_NAME = r"\b(param|view)_(?:[0-9a-f]{16}(?:_\d+)?|\d+)\b"
_COUNTED = re.compile(_NAME)
# Which transformer is enabled is a matter of the whole process.
_enabling = threading.Lock()


class _Tables:
    """The tables that one chart has handed over."""

    def __init__(self) -> None:
        self.by_name: dict[str, Columns] = {}
        self._names: dict[int, str] = {}
        # Alive, so that no other table gets the id of one.
        self._held: list[Any] = []

    def take(self, table: Any) -> dict[str, str] | None:
        """Return what stands for a table; None if it cannot travel as Arrow."""
        if id(table) not in self._names:
            frame = to_frame(table, "altair_chart")
            if any(map(_holds_objects, (frame.iloc[:, n] for n in range(frame.shape[1])))):
                return None
            name = f"rows{len(self.by_name) or ''}"
            self._held.append(table)
            self._names[id(table)] = name
            columns = names_of(frame)
            self.by_name[name] = {c: frame.iloc[:, n] for n, c in enumerate(columns)}
        return {"name": self._names[id(table)]}


_taken: ContextVar[_Tables | None] = ContextVar("ipyrerun_tables", default=None)


def _holds_objects(column: pd.Series[Any]) -> bool:
    """Return whether cells are lists, dicts and the like, which a chart can take apart."""
    import pandas as pd

    return column.dtype == object and pd.api.types.infer_dtype(column, skipna=True) == "mixed"


class _Transformer:
    """What Altair asks for a table's data: takes the tables of the chart under way.

    Everything else becomes values, without a limit. Another thread that meets it meanwhile gets
    what it would have got.
    """

    def __init__(self) -> None:
        self.before: Any = None

    def __call__(self, data: Any) -> Any:
        """Return what stands for the data in the specification."""
        import altair as alt

        tables = _taken.get()
        if tables is None:
            return self.before(data)
        is_plain = is_table(data) and not hasattr(data, "__geo_interface__")
        reference = tables.take(data) if is_plain else None
        return reference if reference is not None else alt.to_values(data)


_transformer = _Transformer()


def is_chart(value: Any) -> bool:
    """Return whether a value is a chart of Altair's."""
    return is_of(value, "altair", "TopLevelMixin")


def spec_of(chart: Any) -> tuple[dict[str, Any], dict[str, Columns]]:
    """Return a chart's specification, and its tables by the names that they have there."""
    import altair as alt

    tables = _Tables()
    registry = alt.data_transformers
    if _TRANSFORMER not in registry.names():
        registry.register(_TRANSFORMER, _transformer)
    with _enabling:
        _transformer.before = registry.get()
        token = _taken.set(tables)
        try:
            with registry.enable(_TRANSFORMER):
                spec: dict[str, Any] = chart.to_dict()
        finally:
            _taken.reset(token)
    view = spec.get("config", {}).get("view", {})
    for name, value in _DEFAULT_VIEW.items():
        if view.get(name) == value:
            del view[name]
    return _recounted(spec), tables.by_name


def _recounted(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a specification whose counted names begin at 1 again."""
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    for name in _declared(spec):
        match = _COUNTED.fullmatch(name)
        if match is not None and name not in names:
            counts[match[1]] = counts.get(match[1], 0) + 1
            names[name] = f"{match[1]}_{counts[match[1]]}"
    if all(old == new for old, new in names.items()):
        return spec
    datasets = spec.pop("datasets", None)
    text = re.sub(_NAME, lambda m: names.get(m[0], m[0]), json.dumps(spec))
    again: dict[str, Any] = json.loads(text)
    return again if datasets is None else again | {"datasets": datasets}


def _declared(part: Any) -> Iterator[str]:
    """Yield the names that views and parameters have, in the order of the specification."""
    if isinstance(part, list):
        for one in part:
            yield from _declared(one)
    elif isinstance(part, dict):
        if isinstance(part.get("name"), str):
            yield part["name"]
        for key, one in part.items():
            if key not in {"data", "datasets"}:
                yield from _declared(one)
