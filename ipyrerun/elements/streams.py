"""`st.write_stream`: a text that grows while it is made."""

from __future__ import annotations

import inspect
import threading
import time
from contextlib import closing, contextmanager
from contextvars import copy_context
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..errors import StreamlitAPIException, StreamlitInvalidParameterTypeError
from ..tabular import is_table
from .base import Base
from .prose import paragraph

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Generator, Iterator

# A page shows no more than this many states of a growing text per second.
_MOST_STATES = 20
_TEXT_EVENTS = {"response.output_text.delta", "response.refusal.delta"}


class Streamed(list[Any]):
    """The pieces of a stream that held more than text; `st.write` shows them again."""


class Streams(Base):
    """Texts that grow."""

    __slots__ = ()

    def write_stream(self, stream: Any, *, cursor: str | None = None) -> Any:
        """Show a stream of texts as it comes, as one growing Markdown text.

        Parameters
        ----------
        stream
            A generator, also an asynchronous one, a function that returns one, or any iterable of
            texts; a stream of OpenAI or LangChain messages. Functions in it are called, other
            objects are written in between.
        cursor
            Text shown at the end while more is to come.

        Returns
        -------
        str or list
            The whole text; a list of the pieces, which `st.write` shows again, if there were other
            objects in between.

        Raises
        ------
        StreamlitAPIException
            `stream` cannot be iterated, or holds a message of a form that is not known.
        StreamlitInvalidParameterTypeError
            `stream` is a text or a table.

        Examples
        --------
        >>> st.write_stream(iter(["one ", "two"]))
        'one two'
        """
        with _iterating(stream) as source:
            pieces = self._grow(map(_text_in, source), cursor or "")
        if not pieces:
            return ""
        return pieces[0] if len(pieces) == 1 and isinstance(pieces[0], str) else pieces

    def _grow(self, source: Iterator[Any], cursor: str) -> Streamed:
        """Show the pieces of a stream as they come."""
        place: Any = self
        pieces: Streamed = Streamed()
        growing: _Growing | None = None
        try:
            for piece in source:
                if isinstance(piece, str):
                    if not piece:
                        continue
                    if growing is None:
                        growing = _Growing(place, cursor)
                    growing.add(piece)
                    continue
                if growing is not None:
                    pieces.append(growing.finish())
                    growing = None
                if callable(piece):
                    piece()
                else:
                    place.write(piece)
                    pieces.append(piece)
            if growing is not None:
                pieces.append(growing.finish())
        except BaseException:
            if growing is not None:
                growing.break_off()
            raise
        return pieces


class _Growing:
    """One Markdown element whose text grows; it is drawn anew only as often as a page can show."""

    def __init__(self, place: Any, cursor: str) -> None:
        self._shown = place.empty().markdown("")
        self._cursor = cursor
        self._parts: list[str] = []
        self._next = 0.0
        # Draws what has come since, should the stream pause.
        self._timer: threading.Timer | None = None
        self._lock = threading.Lock()

    def add(self, text: str) -> None:
        """Add text at the end."""
        with self._lock:
            self._parts.append(text)
        # What is not drawn must still be a place to stop at.
        self._shown._current_run()
        with self._lock:
            wait = self._next - time.monotonic()
            if self._timer is not None:
                return
            if wait <= 0:
                self._draw(self._cursor)
                return
            self._timer = threading.Timer(wait, self._catch_up)
            self._timer.daemon = True
            self._timer.start()

    def finish(self) -> str:
        """Draw the whole text, without the cursor, and return it."""
        self._shown._current_run()
        self.break_off()
        return "".join(self._parts)

    def break_off(self) -> None:
        """Draw what has come, without the cursor; also in a run that must end here."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
            self._draw("")

    def _catch_up(self) -> None:
        with self._lock:
            if self._timer is not None:
                self._timer = None
                self._draw(self._cursor)

    def _draw(self, cursor: str) -> None:
        """Draw the text as it is; no place to stop at, so that what has come is not lost."""
        run, node = self._shown._run, self._shown._node
        if run.is_ended:
            return
        body = "".join(self._parts) + cursor
        text, props = paragraph(body)
        params = {**node.params, "body": body}
        self._shown._replace(run, node, replace(node, props=props, params=params, value=text))
        self._next = time.monotonic() + 1 / _MOST_STATES


def is_stream(value: Any) -> bool:
    """Return whether `st.write` shows a value as a stream."""
    return (
        inspect.isgenerator(value)
        or inspect.isgeneratorfunction(value)
        or inspect.isasyncgen(value)
        or inspect.isasyncgenfunction(value)
        or (_origin(value)[0] == "openai" and type(value).__name__ in {"Stream", "AsyncStream"})
    )


def _origin(value: Any) -> tuple[str, str]:
    """Return the package and the name of a value's class."""
    kind = type(value)
    return str(kind.__module__).partition(".")[0], kind.__name__


def _text_in(piece: Any) -> Any:
    """Return the text of a language model's message; every other piece as it is."""
    package, name = _origin(piece)
    try:
        if package == "openai" and name == "ChatCompletionChunk":
            delta = piece.choices[0].delta if piece.choices else None
            return "" if delta is None else delta.content or ""
        if package == "openai" and name.startswith("Response") and name.endswith("Event"):
            return piece.delta or "" if piece.type in _TEXT_EVENTS else ""
        if package == "langchain_core" and name == "AIMessageChunk":
            return piece.content or ""
    except AttributeError as error:
        raise StreamlitAPIException(
            f"st.write_stream: `stream` holds a {name} of {package} in a form that is not known: "
            f"{error}; take the text out of it yourself"
        ) from error
    return piece


@contextmanager
def _iterating(stream: Any) -> Iterator[Iterator[Any]]:
    """Give an iterator over a stream; one that is asynchronous is closed in the end."""
    is_function = callable(stream) and not hasattr(stream, "__iter__")
    source = stream() if is_function and not hasattr(stream, "__aiter__") else stream
    if isinstance(source, str) or is_table(source):
        raise StreamlitInvalidParameterTypeError(
            f"st.write_stream: `stream` is of type {type(source).__name__}, not a stream; use "
            "st.write"
        )
    if hasattr(source, "__aiter__"):
        with closing(_wait_for(aiter(source))) as pieces:
            yield pieces
        return
    try:
        found = iter(source)
    except TypeError:
        raise StreamlitAPIException(
            f"st.write_stream: `stream` is {stream!r}, which cannot be iterated; give a generator "
            "or a list of texts"
        ) from None
    yield found


def _wait_for(source: AsyncIterator[Any]) -> Generator[Any, None, None]:
    """Yield what an asynchronous iterator gives, from an event loop of its own."""
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    loop = asyncio.new_event_loop()
    end = object()

    async def step() -> Any:
        return await anext(source, end)

    async def close() -> None:
        if inspect.isasyncgen(source):
            await source.aclose()

    with ThreadPoolExecutor(1) as worker:

        def wait(make: Callable[[], Any]) -> Any:
            if not _is_inside_loop():
                return loop.run_until_complete(make())
            # A script that awaits has a loop under way in this thread, and a thread has but one.
            there = copy_context()
            return worker.submit(there.run, lambda: loop.run_until_complete(make())).result()

        try:
            while (piece := wait(step)) is not end:
                yield piece
        finally:
            wait(close)
            loop.close()


def _is_inside_loop() -> bool:
    from asyncio import get_running_loop

    try:
        get_running_loop()
    except RuntimeError:
        return False
    return True
