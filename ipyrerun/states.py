"""What inputs with several values hand to the script: mappings to be read, by item or attribute."""

from __future__ import annotations

from typing import Any, NoReturn

_READ_ONLY = (
    "what an input has returned is read only: a change of it would change nothing on the page. "
    "Where the input takes values, assign a new dict to its key in st.session_state"
)


class State(dict[Any, Any]):
    """A mapping with attributes that cannot be changed, nor can the mappings in it."""

    def __getitem__(self, key: Any) -> Any:
        value = super().__getitem__(key)
        return State(value) if type(value) is dict else value

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            known = ", ".join(map(str, self)) or "nothing"
            raise AttributeError(
                f"{type(self).__name__} has no attribute {name!r}; it has {known}"
            ) from None

    def get(self, key: Any, default: Any = None) -> Any:
        """Return a value, or the default."""
        try:
            return self[key]
        except KeyError:
            return default

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError(f"{type(self).__name__}: {_READ_ONLY}")

    __setattr__ = __delattr__ = __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self),)

    def __copy__(self) -> State:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> State:
        return self


class DataframeState(State):
    """What is chosen in a table: `selection` with `rows`, `columns` and `cells`."""

    selection: State


class DataEditorState(State):
    """What was edited in a table: `edited_rows`, `added_rows` and `deleted_rows`."""

    edited_rows: dict[int, dict[str, Any]]
    added_rows: list[dict[str, Any]]
    deleted_rows: list[int]


class ButtonColumnClickState(State):
    """A click in a column of buttons: its `row` and its `label`."""

    row: int
    label: str


class VegaLiteState(State):
    """What is chosen in an Altair or Vega-Lite chart: `selection`, by the name of the parameter."""

    selection: State


class PlotlyState(State):
    """What is chosen in a Plotly chart: `selection` with `points`, `box` and `lasso`."""

    selection: State


class PydeckState(State):
    """What is chosen on a map: `selection` with `indices` and `objects`, by layer."""

    selection: State


class EChartsState(State):
    """What is chosen in a chart of ECharts: `selection`."""

    selection: State
