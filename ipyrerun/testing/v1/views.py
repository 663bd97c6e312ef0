"""What a test tells an app besides its inputs: the state, and what the browser says of itself."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from typing import TYPE_CHECKING, Any

from .errors import AppTestError

if TYPE_CHECKING:
    from ...session import Session

_TELLS: dict[str, type] = {
    "timezone": str,
    "timezone_offset": int,
    "locale": str,
    "url": str,
    "is_embedded": bool,
    "theme": str,
}
_THEMES = ("light", "dark")


def client_of(context: Any) -> dict[str, Any]:
    """Return what a browser would tell of itself, or raise if none could."""
    if not isinstance(context, dict):
        raise AppTestError(f"AppTest.context is {context!r}; assign a dict")
    for name, value in context.items():
        if name not in _TELLS:
            raise AppTestError(f"AppTest.context has {name!r}; it may have {', '.join(_TELLS)}")
        kind = _TELLS[name]
        if value is not None and type(value) is not kind:
            raise AppTestError(f"AppTest.context[{name!r}] is {value!r}; give a {kind.__name__}")
    if context.get("theme") not in (None, *_THEMES):
        raise AppTestError(f"AppTest.context['theme'] is {context['theme']!r}; give light or dark")
    return dict(context)


class StateView(Mapping[str, Any]):
    """`at.session_state`: read and written between runs, before the first one too."""

    def __init__(self, session: Session) -> None:
        object.__setattr__(self, "_session", session)

    def __getitem__(self, key: str) -> Any:
        return self._session.state.values[str(key)]

    def __setitem__(self, key: str, value: Any) -> None:
        self._session.state.assign(str(key), value)

    def __delitem__(self, key: str) -> None:
        if key not in self:
            raise KeyError(key)
        self._session.state.drop([key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._session.state)

    def __len__(self) -> int:
        return len(self._session.state.values)

    def keys(self) -> KeysView[str]:
        """Return the keys of the script and of the inputs that have one."""
        return self.to_dict().keys()

    def items(self) -> ItemsView[str, Any]:
        """Return them with their values."""
        return self.to_dict().items()

    def values(self) -> ValuesView[Any]:
        """Return the values."""
        return self.to_dict().values()

    def to_dict(self) -> dict[str, Any]:
        """Return a plain dict of all keys and values."""
        return dict(self._session.state.values)

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"session_state has no key {name!r}") from None

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def __delattr__(self, name: str) -> None:
        try:
            del self[name]
        except KeyError:
            raise AttributeError(f"session_state has no key {name!r}") from None

    def __repr__(self) -> str:
        return repr(self.to_dict())
