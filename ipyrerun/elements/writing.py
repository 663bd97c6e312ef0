"""`st.write`: the element that fits an object."""

from __future__ import annotations

import functools
import inspect
import io
import re
from collections import UserList
from collections.abc import Callable, ItemsView, KeysView, Mapping, ValuesView
from typing import Any, NamedTuple

from ..capture import place_widget, show_bundle
from ..errors import StreamlitAPIException
from ..loaded import is_of
from ..pictures import is_picture
from ..run import Run, current, within
from ..specs import is_chart
from ..tabular import is_table
from .base import Base
from .objects import is_address, is_documented, is_model
from .source import argument_name, fenced
from .streams import Streamed, is_stream

_JSON_LIKE = (Mapping, list, map, enumerate, UserList, KeysView, ValuesView, ItemsView)
_BACKTICKS = re.compile(r"`+")
_SELF_DRAWN = (
    "_repr_mimebundle_",
    "_repr_png_",
    "_repr_jpeg_",
    "_repr_svg_",
    "_repr_markdown_",
    "_repr_latex_",
    "_ipython_display_",
)


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

        if len(args) > 1 and self._is_slot():
            raise StreamlitAPIException(
                f"write: {len(args)} values were given to a place that holds one element; write "
                "them to `.container()` of it, or one of them"
            )
        for index, value in enumerate(args):
            if isinstance(value, str):
                words.append(value)
                continue
            show = _way_to_show(value, index, unsafe=unsafe_allow_html)
            if show is None:
                words.append(_as_code(value))
                continue
            flush()
            show(place, value)
        flush()

    def _is_slot(self) -> bool:
        node = self._node
        return node is not None and (node.children is None or node.kind == "empty")


class _Way(NamedTuple):
    """One kind of object and how it is shown."""

    fits: Callable[[Any], bool]
    show: Callable[[Any, Any], object]


def _way_to_show(value: Any, index: int, *, unsafe: bool) -> Callable[[Any, Any], object] | None:
    """Return what shows the argument at `index` as an element of its own, or None for a text."""
    if value is None or isinstance(value, str | bool | int | float):
        return None
    helped = functools.partial(_show_help, index=index)
    if isinstance(value, Base):
        return helped
    for way in _WAYS:
        if way.fits(value):
            return way.show
    if is_documented(value):
        return helped
    if unsafe and callable(getattr(value, "_repr_html_", None)):
        return lambda place, thing: place.html(thing)
    return helped if is_address(str(value)) else None


def _as_code(value: Any) -> str:
    """Return a value as Markdown code, inside a fence that the value does not hold."""
    text = str(value)
    longest = max((len(run) for run in _BACKTICKS.findall(text)), default=0)
    if "\n" in text:
        return fenced(text, "")
    if not longest:
        return f"`{text}`"
    fence = "`" * (longest + 1)
    return f"{fence} {text} {fence}"


def _draws_itself(value: Any) -> bool:
    return not inspect.isclass(value) and any(hasattr(type(value), name) for name in _SELF_DRAWN)


def _is_json_like(value: Any) -> bool:
    if isinstance(value, tuple):
        return hasattr(value, "_fields")
    return isinstance(value, _JSON_LIKE) or is_model(value)


def _is_widget(value: Any) -> bool:
    from ipywidgets import Widget

    return isinstance(value, Widget)


def _is_figure(value: Any) -> bool:
    return is_of(value, "matplotlib.figure", "Figure")


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

    def show(run: Run) -> None:
        bundle, _ = _formatter().format(value)
        # What displays itself (`_ipython_display_`) has done so by now.
        if bundle:
            show_bundle(run, bundle)

    _inside(place, show)


def _formatter() -> Any:
    from IPython.core.formatters import DisplayFormatter
    from IPython.core.interactiveshell import InteractiveShell

    if InteractiveShell.initialized():
        return InteractiveShell.instance().display_formatter
    return DisplayFormatter()


def _show_help(place: Any, value: Any, index: int) -> None:
    place._help(value, {"obj": value}, argument_name(index))


def _show_again(place: Any, pieces: list[Any]) -> None:
    """Show what `st.write_stream` returned."""
    for piece in pieces:
        if callable(piece):
            piece()
        else:
            place.write(piece)


_WAYS = (
    _Way(lambda value: isinstance(value, Streamed), _show_again),
    _Way(
        lambda value: isinstance(value, BaseException),
        lambda place, error: place.exception(error),
    ),
    _Way(is_table, lambda place, table: place.dataframe(table)),
    _Way(_is_widget, _show_widget),
    _Way(_is_figure, lambda place, figure: place.pyplot(figure)),
    _Way(is_chart, lambda place, chart: place.altair_chart(chart)),
    _Way(is_picture, lambda place, picture: place.image(picture)),
    _Way(_is_json_like, lambda place, value: place.json(value)),
    _Way(_draws_itself, _show_rich),
    _Way(
        lambda value: isinstance(value, io.StringIO),
        lambda place, text: place.markdown(text.getvalue()),
    ),
    _Way(is_stream, lambda place, stream: place.write_stream(stream)),
)
