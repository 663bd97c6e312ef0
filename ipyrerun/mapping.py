"""`st.session_state`: the state as a script sees it."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import TYPE_CHECKING, Any, TypeVar

from . import session as sessions
from .errors import (
    StreamlitAPIException,
    StreamlitValueError,
    StreamlitWidgetAlreadyInstantiatedError,
)
from .run import current
from .state import EVERY, HIDDEN, is_same
from .typed import view_of

if TYPE_CHECKING:
    from .state import SessionState

T = TypeVar("T")

_MISSING = object()


class SessionStateProxy(MutableMapping[str, Any]):
    """`st.session_state`: a mapping with attributes, kept for as long as the kernel lives.

    Keys are text; others are turned into text. Inputs with a key appear under it. Assigning a key
    that an input drew in the same run raises; assign it before the input, or in a callback.

    Examples
    --------
    >>> st.session_state["count"] = 1
    >>> st.session_state.count
    1
    """

    def __getitem__(self, key: str) -> Any:
        values, key = _read(key)
        try:
            return values[key]
        except KeyError:
            _refuse_reserved(key)
            raise KeyError(
                f"st.session_state has no key {key!r}. Set it first: "
                f"st.session_state[{key!r}] = ..."
            ) from None

    def get(self, key: str, default: Any = None) -> Any:
        """Return the value of a key, or `default` if there is none."""
        values, key = _read(key)
        value = values.get(key, _MISSING)
        if value is _MISSING:
            _refuse_reserved(key)
            return default
        return value

    def __setitem__(self, key: str, value: Any) -> None:
        if type(key) is not str:
            key = str(key)
        run = current.get()
        if run is None:
            _assign_outside(key, value)
            return
        # What `checkpoint` looks at, without the call: this is done very often.
        if run.is_ended or run.ending is not None or (run.job is not None and run.job.alarm):
            run.checkpoint()
        state: SessionState = run.session.state
        before = state.values.get(key, _MISSING)
        if before is _MISSING:
            _refuse_reserved(key)
        if (key in run.drawn and key in state.owners) or key in run.forms:
            raise StreamlitWidgetAlreadyInstantiatedError(
                f"st.session_state[{key!r}] was assigned after the input with this key was drawn "
                "in this run. Assign it before "
                "the input is drawn, or in a callback (`on_change=`, `on_click=`)"
            )
        run.written.add(key)
        if before is _MISSING or run.is_calling_back or not is_same(before, value):
            state.assign(key, value)
            run.changed.add(key)
        else:
            # No news for anyone, but the value is the program's now: it stays although the
            # parameters of its input may change.
            state.assigned.add(key)

    def __delitem__(self, key: str) -> None:
        key = str(key)
        run = current.get()
        session = sessions.session()
        if key not in session.state.values:
            _refuse_reserved(key)
            raise KeyError(f"st.session_state has no key {key!r}; nothing to delete")
        changed = session.delete(key)
        if run is None:
            session.note_outside(*changed)
        else:
            run.changed |= changed
            run.deleted.add(key)

    def __iter__(self) -> Iterator[str]:
        # A copy: what a loop deletes, or another app adds meanwhile, does not end it.
        return iter(list(_all()))

    def __len__(self) -> int:
        return len(_all())

    def __contains__(self, key: object) -> bool:
        values, text = _read(key)
        if text in values:
            return True
        _refuse_reserved(text)
        return False

    def __getattr__(self, name: str) -> Any:
        values, name = _read(name)
        try:
            return values[name]
        except KeyError:
            raise AttributeError(
                f"st.session_state has no attribute {name!r}. Set it first: "
                f"st.session_state.{name} = ..."
            ) from None

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def __delattr__(self, name: str) -> None:
        try:
            del self[name]
        except KeyError as error:
            raise AttributeError(error.args[0]) from None

    def __dir__(self) -> list[str]:
        names = (key for key in sessions.session().state.values if key.isidentifier())
        return [*super().__dir__(), *names]

    def popitem(self) -> tuple[str, Any]:
        """Remove the oldest key, and return it with its value."""
        for key in _all():
            return key, self.pop(key)
        raise KeyError("st.session_state.popitem: the state is empty")

    def clear(self) -> None:
        """Remove every key, those of inputs too: these begin with their defaults again."""
        for key in self:
            self.pop(key, None)

    def to_dict(self) -> dict[str, Any]:
        """Return a plain dict of all keys and values."""
        return _all().copy()

    def typed(self, cls: type[T], prefix: str = "") -> T:
        """Return the state as an object of a dataclass: its fields are keys.

        Checkers and editors know the fields and their types. What is read comes from the state,
        what is assigned goes there at once. Keys that are not there yet get the fields' defaults.

        Parameters
        ----------
        cls
            A dataclass, or a class made by attrs.
        prefix
            Put before each field's name to make its key.

        Returns
        -------
        object
            A view; `dataclasses.replace` and `copy.copy` make plain objects of it.

        Raises
        ------
        StreamlitInvalidParameterTypeError
            `cls` is no such class.

        Examples
        --------
        >>> from dataclasses import dataclass
        >>> @dataclass
        ... class Settings:
        ...     volume: int = 50
        >>> settings = st.session_state.typed(Settings)
        >>> settings.volume += 1
        >>> st.session_state["volume"]
        51
        """
        return view_of(self, cls, prefix)

    def __repr__(self) -> str:
        return repr(self.to_dict())


def _read(key: object) -> tuple[dict[str, Any], str]:
    """Return the values and the key as text; note that the run has asked for it."""
    text = key if type(key) is str else str(key)
    run = current.get()
    if run is None:
        return sessions.kernel.state.values, text
    # As in `__setitem__`: a script that waits for a value gives way to a newer event.
    if run.is_ended or run.ending is not None or (run.job is not None and run.job.alarm):
        run.checkpoint()
    run.reads.add(text)
    return run.session.state.values, text


def _all() -> dict[str, Any]:
    run = current.get()
    if run is None:
        return sessions.kernel.state.values
    run.checkpoint()
    run.reads.add(EVERY)
    values: dict[str, Any] = run.session.state.values
    return values


def _assign_outside(key: str, value: Any) -> None:
    session = sessions.kernel
    state = session.state
    is_news = not is_same(state.values.get(key, _MISSING), value)
    state.assign(key, value)
    state.adopt(key)
    if is_news:
        session.note_outside(key)


def _refuse_reserved(key: str) -> None:
    if not key:
        raise StreamlitValueError(
            f"st.session_state[{key!r}]: an empty text is no key; give a name"
        )
    if key.startswith(HIDDEN):
        raise StreamlitAPIException(
            f"st.session_state[{key!r}]: keys that begin with {HIDDEN} are reserved, choose another"
        )
