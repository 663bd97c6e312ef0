"""`st.write`: the element that fits an object."""

from __future__ import annotations

import dataclasses
import inspect
import io
import json
import re
import sys
import time
from collections import ChainMap, UserDict, UserList
from collections.abc import Callable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from types import MappingProxyType, ModuleType
from typing import Any, NamedTuple

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
_BACKTICKS = re.compile(r"`+")
_SELF_DRAWN = (
    "_repr_mimebundle_",
    "_repr_png_",
    "_repr_jpeg_",
    "_repr_svg_",
    "_repr_markdown_",
    "_repr_latex_",
)
# A page shows no more than this many states of a growing text per second.
_MOST_STATES = 20


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
                continue
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
        pieces: list[Any] = []
        growing: _Growing | None = None
        for piece in _iterate(stream):
            if isinstance(piece, str):
                if growing is None:
                    growing = _Growing(self, cursor or "")
                    pieces.append(growing)
                growing.add(piece)
                continue
            if growing is not None:
                growing.finish()
                growing = None
            self.write(piece)
            pieces.append(piece)
        if growing is not None:
            growing.finish()
        told = [piece.text if isinstance(piece, _Growing) else piece for piece in pieces]
        if not told:
            return ""
        return told[0] if len(told) == 1 and isinstance(told[0], str) else told

    def _is_slot(self) -> bool:
        return self._node is not None and self._node.kind == "empty"


class _Growing:
    """One Markdown element whose text grows; it is drawn anew only as often as a page can show."""

    def __init__(self, place: Any, cursor: str) -> None:
        self._slot = place.empty()
        self._cursor = cursor
        self._parts: list[str] = []
        self._next = 0.0

    @property
    def text(self) -> str:
        """What has come so far."""
        return "".join(self._parts)

    def add(self, text: str) -> None:
        """Add text at the end."""
        self._parts.append(text)
        now = time.monotonic()
        if now >= self._next:
            self._slot.markdown(self.text + self._cursor)
            self._next = now + 1 / _MOST_STATES
        else:
            # What is not drawn must still be a place to stop at.
            self._slot._current_run()

    def finish(self) -> None:
        """Draw the whole text, without the cursor."""
        self._slot.markdown(self.text)


class _Way(NamedTuple):
    """One kind of object and how it is shown."""

    fits: Callable[[Any], bool]
    show: Callable[[Any, Any], object]


def _way_to_show(value: Any, *, unsafe: bool) -> Callable[[Any, Any], object] | None:
    """Return what shows a value as an element of its own, or None for a text."""
    if value is None or isinstance(value, str | bool | int | float):
        return None
    for way in _WAYS:
        if way.fits(value):
            return way.show
    if unsafe and hasattr(value, "_repr_html_"):
        return lambda place, thing: place.markdown(thing._repr_html_(), unsafe_allow_html=True)
    return _show_help if _ADDRESS.match(str(value)) else None


def _as_code(value: Any) -> str:
    """Return a value as Markdown code, inside a fence that the value does not hold."""
    text = str(value)
    longest = max((len(run) for run in _BACKTICKS.findall(text)), default=0)
    if "\n" in text:
        return _fenced(text, "")
    if not longest:
        return f"`{text}`"
    fence = "`" * (longest + 1)
    return f"{fence} {text} {fence}"


def _fenced(text: str, language: str) -> str:
    longest = max((len(run) for run in _BACKTICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"\n{fence}{language}\n{text}\n{fence}\n"


def _draws_itself(value: Any) -> bool:
    return not inspect.isclass(value) and any(hasattr(type(value), name) for name in _SELF_DRAWN)


def _is_json_like(value: Any) -> bool:
    if isinstance(value, tuple):
        return hasattr(value, "_fields")
    return isinstance(value, _JSON_LIKE) or (
        hasattr(value, "model_dump") and not inspect.isclass(value)
    )


def _is_stream(value: Any) -> bool:
    return inspect.isgenerator(value) or inspect.isgeneratorfunction(value)


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


def _show_figure(place: Any, figure: Any) -> None:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", bbox_inches="tight")
    _inside(place, lambda run: show_bundle(run, {"image/png": buffer.getvalue()}))


def _show_rich(place: Any, value: Any) -> None:
    """Show an object through IPython's formatters: what `display(value)` would show."""
    bundle, _ = _formatter().format(value)
    _inside(place, lambda run: show_bundle(run, bundle))


def _formatter() -> Any:
    from IPython.core.formatters import DisplayFormatter
    from IPython.core.interactiveshell import InteractiveShell

    if InteractiveShell.initialized():
        return InteractiveShell.instance().display_formatter
    return DisplayFormatter()


def _show_json(place: Any, value: Any) -> None:
    place.markdown(_fenced(*_as_json(value)))


def _as_json(value: Any) -> tuple[str, str]:
    """Return a value as text, and the language of that."""
    if hasattr(value, "model_dump"):
        plain: Any = value.model_dump()
    elif hasattr(value, "_asdict"):
        plain = value._asdict()
    else:
        plain = dict(value) if isinstance(value, Mapping) else list(value)
    try:
        return json.dumps(plain, indent=2, default=str, ensure_ascii=False), "json"
    except (TypeError, ValueError):
        # A key that JSON has not, or an object that holds itself.
        return repr(plain), ""


def _show_help(place: Any, value: Any) -> None:
    """Show what an object is: its name, signature and documentation."""
    name = getattr(value, "__qualname__", getattr(value, "__name__", type(value).__name__))
    try:
        signature = str(inspect.signature(value)) if callable(value) else ""
    except (TypeError, ValueError):
        signature = ""
    doc = inspect.getdoc(value) or "No documentation."
    place.markdown(f"**{_as_code(name + signature)}**\n{_fenced(doc, '')}")


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


_WAYS = (
    _Way(
        lambda value: isinstance(value, BaseException),
        lambda place, error: place.exception(error),
    ),
    _Way(is_table, lambda place, table: place.dataframe(table)),
    _Way(_is_widget, _show_widget),
    _Way(_is_figure, _show_figure),
    _Way(_is_json_like, _show_json),
    _Way(_draws_itself, _show_rich),
    _Way(
        lambda value: isinstance(value, io.StringIO),
        lambda place, text: place.markdown(text.getvalue()),
    ),
    _Way(_is_stream, lambda place, stream: place.write_stream(stream)),
    _Way(_is_documented, _show_help),
)
