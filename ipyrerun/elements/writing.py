"""`st.write`: the element that fits an object."""

from __future__ import annotations

import dataclasses
import inspect
import io
import json
import re
import sys
from collections import ChainMap, UserDict, UserList
from collections.abc import Callable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from types import MappingProxyType, ModuleType
from typing import Any

from ..capture import place_widget, show_bundle
from ..errors import StreamlitAPIException, StreamlitInvalidParameterTypeError
from ..run import current, within
from ..table import is_table
from .base import Base

_JSON_LIKE = (
    dict,
    list,
    map,
    enumerate,
    MappingProxyType,
    UserDict,
    UserList,
    ChainMap,
    KeysView,
    ValuesView,
    ItemsView,
    Mapping,
)
_ADDRESS = re.compile(r"^<.* at 0x[0-9a-fA-F]+>$", re.DOTALL)
_PICTURES = ("_repr_mimebundle_", "_repr_png_", "_repr_jpeg_", "_repr_svg_")


class Writing(Base):
    """The element that fits an object."""

    __slots__ = ()

    def write(self, *args: Any, unsafe_allow_html: bool = False) -> None:
        """Show any objects, each as what suits it.

        Parameters
        ----------
        args
            Texts are Markdown, and neighbours are joined by a space. Tables become a grid,
            exceptions an error box, figures and images a picture, widgets themselves, dicts and
            lists JSON, generators a growing text, functions and classes their documentation.
            Everything else is shown as code.
        unsafe_allow_html
            Keep raw HTML in texts and show an object's `_repr_html_`, both without whatever could
            run.

        Examples
        --------
        >>> st.write("The answer is", 42)
        """
        words: list[str] = []
        place: Any = self

        def flush() -> None:
            if words:
                place.markdown(" ".join(words), unsafe_allow_html=unsafe_allow_html)
                words.clear()

        if (
            len(args) > 1
            and self._is_slot()
            and any(_way_to_show(value, unsafe=unsafe_allow_html) for value in args)
        ):
            raise StreamlitAPIException(
                f"st.empty().write: {len(args)} elements were given to a place that holds one; "
                "write them to "
                "`.container()` of it"
            )
        for value in args:
            if isinstance(value, str):
                words.append(value)
                continue
            show = _way_to_show(value, unsafe=unsafe_allow_html)
            if show is None:
                words.append(_as_code(value))
            else:
                flush()
                show(place, value)
        flush()

    def write_stream(self, stream: Any, *, cursor: str | None = None) -> Any:
        """Show a stream of texts as it comes, as one growing Markdown text.

        Parameters
        ----------
        stream
            A generator, a function that returns one, or any iterable of texts; other objects in it
            are written in between.
        cursor
            Text shown at the end while more is to come.

        Returns
        -------
        str or list
            The whole text; a list of the pieces if there were other objects in between.

        Raises
        ------
        StreamlitAPIException
            `stream` cannot be iterated.

        Examples
        --------
        >>> st.write_stream(iter(["one ", "two"]))
        'one two'
        """
        place: Any = self
        pieces: list[Any] = []
        slot: Any = None
        for piece in _iterate(stream):
            if isinstance(piece, str):
                if slot is None:
                    slot = place.empty()
                    pieces.append("")
                pieces[-1] += piece
                slot.markdown(pieces[-1] + (cursor or ""))
            else:
                if slot is not None and cursor:
                    slot.markdown(pieces[-1])
                slot = None
                place.write(piece)
                pieces.append(piece)
        if slot is not None and cursor:
            slot.markdown(pieces[-1])
        if not pieces:
            return ""
        return pieces[0] if len(pieces) == 1 and isinstance(pieces[0], str) else pieces

    def _is_slot(self) -> bool:
        return self._node is not None and self._node.kind == "empty"


def _way_to_show(value: Any, *, unsafe: bool) -> Callable[[Any, Any], object] | None:
    """Return what shows a value as an element of its own, or None for a text."""
    if isinstance(value, str):
        return None
    if isinstance(value, BaseException):
        return lambda place, error: place.exception(error)
    if is_table(value):
        return lambda place, table: place.dataframe(table)
    if _is_widget(value):
        return _show_widget
    if _is_figure(value) or (
        any(hasattr(type(value), name) for name in _PICTURES) and not inspect.isclass(value)
    ):
        return _show_rich
    if isinstance(value, _JSON_LIKE) or (isinstance(value, tuple) and hasattr(value, "_fields")):
        return _show_json
    if isinstance(value, io.StringIO):
        return lambda place, text: place.markdown(text.getvalue(), unsafe_allow_html=unsafe)
    if inspect.isgenerator(value) or inspect.isgeneratorfunction(value):
        return lambda place, stream: place.write_stream(stream)
    if _is_documented(value):
        return _show_help
    if unsafe and hasattr(value, "_repr_html_"):
        return lambda place, thing: place.markdown(thing._repr_html_(), unsafe_allow_html=True)
    if _ADDRESS.match(str(value)):
        return _show_help
    return None


def _as_code(value: Any) -> str:
    text = str(value)
    return f"\n```\n{text}\n```\n" if "\n" in text else f"`{text}`"


def _is_documented(value: Any) -> bool:
    is_code = inspect.isroutine(value) or inspect.isclass(value) or isinstance(value, ModuleType)
    return is_code or dataclasses.is_dataclass(value)


def _is_widget(value: Any) -> bool:
    from ipywidgets import Widget

    return isinstance(value, Widget)


def _is_figure(value: Any) -> bool:
    figure = sys.modules.get("matplotlib.figure")
    return figure is not None and isinstance(value, figure.Figure)


def _inside(place: Any, show: Callable[[Any], None]) -> None:
    """Let something that draws at the cursor draw at a place."""
    run = place._current_run("write")
    token = within.set(place._parent(run))
    entered = current.set(run)
    try:
        show(run)
    finally:
        current.reset(entered)
        within.reset(token)


def _show_widget(place: Any, widget: Any) -> None:
    _inside(place, lambda run: place_widget(run, widget.model_id))


def _show_rich(place: Any, value: Any) -> None:
    """Show an object through IPython's formatters: what `display(value)` would show."""
    if _is_figure(value):
        buffer = io.BytesIO()
        value.savefig(buffer, format="png", bbox_inches="tight")
        _inside(place, lambda run: show_bundle(run, {"image/png": buffer.getvalue()}))
        return
    from IPython.core.formatters import DisplayFormatter

    bundle, _ = DisplayFormatter().format(value)
    _inside(place, lambda run: show_bundle(run, bundle))


def _show_json(place: Any, value: Any) -> None:
    if isinstance(value, Mapping) or hasattr(value, "_asdict"):
        plain: Any = dict(value._asdict() if hasattr(value, "_asdict") else value)
    else:
        plain = list(value)
    text = (
        json.dumps(plain, indent=2, default=str, ensure_ascii=False, skipkeys=False)
        if _has_plain_keys(plain)
        else repr(plain)
    )
    place.markdown(f"```json\n{text}\n```")


def _has_plain_keys(value: Any) -> bool:
    return not isinstance(value, dict) or all(
        isinstance(k, str | int | float | bool | None) for k in value
    )


def _show_help(place: Any, value: Any) -> None:
    """Show what an object is: its name, signature and documentation."""
    name = getattr(value, "__qualname__", getattr(value, "__name__", type(value).__name__))
    try:
        signature = str(inspect.signature(value)) if callable(value) else ""
    except (TypeError, ValueError):
        signature = ""
    doc = inspect.getdoc(value) or "No documentation."
    place.markdown(f"**`{name}{signature}`**\n\n```\n{doc}\n```")


def _iterate(stream: Any) -> Iterator[Any]:
    source = stream() if callable(stream) and not hasattr(stream, "__iter__") else stream
    if isinstance(source, str) or is_table(source):
        raise StreamlitInvalidParameterTypeError(
            f"st.write_stream: `stream` is of type {type(source).__name__}, not a stream; use "
            "st.write"
        )
    try:
        return iter(source)
    except TypeError:
        raise StreamlitAPIException(
            f"st.write_stream: `stream` is {stream!r}, which cannot be iterated; give a generator "
            "or a list of texts"
        ) from None
