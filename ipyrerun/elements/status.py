"""Messages, errors, and how far something has come."""

from __future__ import annotations

import functools
import traceback
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from ..cache.notes import explain
from ..confidential import masked
from ..config import option
from ..errors import (
    StreamlitInvalidParameterTypeError,
    StreamlitValueOutOfRangeError,
)
from ..imports import PREFIX
from ..markup import dedent, render, render_inline
from ..run import current
from .base import Base
from .shared import icon_of, width_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from ..types import Props, Width

P = ParamSpec("P")
R = TypeVar("R")


class StatusElements(Base):
    """Messages and progress."""

    __slots__ = ()

    def info(
        self,
        body: object,
        *,
        icon: str | None = None,
        width: Width = "stretch",
        title: str | None = None,
    ) -> Any:
        """Show a note in a blue box.

        Parameters
        ----------
        body
            Markdown.
        icon
            One emoji.
        width
            "stretch" or pixels.
        title
            A heading, as inline Markdown.

        Examples
        --------
        >>> st.info("The table is from **2015**.")
        """
        return self._alert("info", locals())

    def success(
        self,
        body: object,
        *,
        icon: str | None = None,
        width: Width = "stretch",
        title: str | None = None,
    ) -> Any:
        """Show good news in a green box.

        Parameters
        ----------
        body, icon, width, title
            As for `st.info`.

        Examples
        --------
        >>> st.success("Saved.")
        """
        return self._alert("success", locals())

    def warning(
        self,
        body: object,
        *,
        icon: str | None = None,
        width: Width = "stretch",
        title: str | None = None,
    ) -> Any:
        """Show a warning in a yellow box.

        Parameters
        ----------
        body, icon, width, title
            As for `st.info`.

        Examples
        --------
        >>> st.warning("Three rows have no date.")
        """
        return self._alert("warning", locals())

    def error(
        self,
        body: object,
        *,
        icon: str | None = None,
        width: Width = "stretch",
        title: str | None = None,
    ) -> Any:
        """Show what went wrong in a red box.

        Parameters
        ----------
        body, icon, width, title
            As for `st.info`.

        Examples
        --------
        >>> st.error("The file could not be read.")
        """
        return self._alert("error", locals())

    def _alert(self, level: str, params: dict[str, Any]) -> Any:
        body = dedent(params["body"])
        props: Props = {"html": render(body), "level": level}
        props |= icon_of(level, params["icon"]) | width_of(
            level, params["width"], allowed=("stretch",)
        )
        if params["title"]:
            props["title"] = render_inline(dedent(params["title"]))
        return self._show(level, params, "alert", props, value=body)

    def exception(self, exception: BaseException, width: Width = "stretch") -> Any:
        """Show an exception with its traceback.

        It is shown in full. How much is shown of what ends a script follows
        `client.showErrorDetails` in `.streamlit/config.toml`: "full", "stacktrace" (no message),
        "type" or "none".

        Parameters
        ----------
        exception
            What was raised.
        width
            "stretch" or pixels.

        Raises
        ------
        StreamlitInvalidParameterTypeError
            `exception` is not an exception.

        Examples
        --------
        >>> st.exception(ValueError("too small"))
        """
        params = locals()
        if not isinstance(exception, BaseException):
            raise StreamlitInvalidParameterTypeError(
                f"st.exception: `exception` is {exception!r}, of type {type(exception).__name__}; "
                "give what was raised"
            )
        explain(exception)
        kind = type(exception)
        name = (
            kind.__name__
            if kind.__module__ == "builtins"
            else f"{kind.__module__.removeprefix(PREFIX)}.{kind.__qualname__}"
        )
        props: Props = {"type": name, "message": masked(str(exception))}
        if exception.__traceback__ is not None:
            props["trace"] = _trace(exception)
        props |= width_of("exception", width, allowed=("stretch",))
        run = current.get()
        if run is not None and run.failure is exception:
            props = _redacted(props, exception)
        params["stack_trace"] = props.get("trace", [])
        return self._show("exception", params, "exception", props, value=masked(str(exception)))

    def progress(self, value: float, text: str | None = None, width: Width = "stretch") -> Any:
        """Show a bar that fills; call `.progress` of what it returns to move it.

        Parameters
        ----------
        value
            An integer from 0 to 100, or a float from 0.0 to 1.0.
        text
            What is under way, as inline Markdown.
        width
            "stretch" or pixels.

        Raises
        ------
        StreamlitInvalidParameterTypeError
            `value` is not a number.
        StreamlitValueOutOfRangeError
            `value` is outside its range.

        Examples
        --------
        >>> bar = st.progress(0, "Reading")
        >>> bar = bar.progress(50)
        """
        params = locals()
        props: Props = {"fraction": _fraction(value)} | width_of(
            "progress", width, allowed=("stretch",)
        )
        if text is not None:
            props["html"] = render_inline(dedent(text))
        return self._show("progress", params, "progress", props, value=value)

    def spinner(
        self,
        text: str = "In progress...",
        *,
        show_time: bool = False,
        _cache: bool = False,
        width: Width = "content",
    ) -> Spinner:
        """Show that something is under way, until a `with` block or a function is done.

        As a decorator it does so for every call of the function. It appears after half a second, so
        that quick work does not flicker.

        Parameters
        ----------
        text
            What is under way, as Markdown.
        show_time
            Also show the seconds so far.
        width
            "content", "stretch" or pixels.

        Examples
        --------
        >>> with st.spinner("Computing"):
        ...     total = sum(range(10))
        """
        params = locals()
        props: Props = {"html": render(dedent(text))} | width_of("spinner", width, "content")
        if show_time:
            props["time"] = True
        del _cache
        return Spinner(self, params, props, dedent(text))


class Spinner:
    """Shows a spinner while the body of a `with`, or a decorated function, is executed."""

    def __init__(self, place: Base, params: dict[str, Any], props: Props, text: str) -> None:
        self._place = place
        self._params = params
        self._props = props
        self._text = text
        self._shown: list[Any] = []

    def __enter__(self) -> None:
        show = self._place._show
        self._shown.append(
            show("spinner", dict(self._params), "spinner", self._props, value=self._text)
        )

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._shown.pop()._remove()

    def __call__(self, function: Callable[P, R]) -> Callable[P, R]:
        """Show the spinner while the function is executed."""

        @functools.wraps(function)
        def spinning(*args: P.args, **kwargs: P.kwargs) -> R:
            with self:
                return function(*args, **kwargs)

        return spinning


def _fraction(value: Any) -> float:
    # A loop over an array counts in numpy's numbers.
    value = value.item() if getattr(value, "shape", None) == () else value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise StreamlitInvalidParameterTypeError(
            f"st.progress: `value` is {value!r}, of type {type(value).__name__}; give an integer "
            "from 0 to 100 or a float from 0.0 to 1.0"
        )
    top = 100 if isinstance(value, int) else 1.0
    if not 0 <= value <= top:
        raise StreamlitValueOutOfRangeError(
            f"st.progress: `value` is {value!r}, outside {0 * top} to {top}"
        )
    return value / top


def _trace(exception: BaseException) -> list[str]:
    """Return the formatted traceback without the line that the head of the box has already."""
    lines = traceback.format_exception(exception)
    plain = traceback.TracebackException.from_exception(exception)
    plain.__notes__ = None
    *_, head = plain.format_exception_only()
    if head in lines:
        lines.pop(len(lines) - 1 - lines[::-1].index(head))
    return [masked(line.rstrip("\n")) for line in lines]


def _redacted(props: Props, exception: BaseException) -> Props:
    """Leave out what `client.showErrorDetails` hides of an exception that ended a script."""
    given = option("client.showErrorDetails")
    detail = {"true": "full", "false": "stacktrace"}.get(str(given).lower(), str(given))
    if detail == "full":
        return props
    hidden = {
        "stacktrace": ("message",),
        "type": ("message", "trace"),
        "none": ("message", "trace"),
    }
    if detail not in hidden:
        # An error must be drawn whatever the config says; a slip shows less, never more.
        complaint = (
            f"client.showErrorDetails is {given!r} in .streamlit/config.toml, so this error's "
            'details are hidden; use "full", "stacktrace", "type" or "none"'
        )
        return {"type": props["type"], "message": complaint}
    left = {k: v for k, v in props.items() if k not in hidden[detail]}
    left["message"] = "The details of this error are hidden (client.showErrorDetails)."
    if "trace" in left:
        # Causes and notes would say what the message must not.
        lines = traceback.format_tb(exception.__traceback__)
        left["trace"] = [masked(line.rstrip("\n")) for line in lines]
    if detail == "none":
        left["type"] = "Error"
    return left
