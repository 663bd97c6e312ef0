"""A cached function as a method."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar

if TYPE_CHECKING:
    from .calls import CachedFunc

P = ParamSpec("P")
R = TypeVar("R")


class Bound(Generic[P, R]):
    """A cached function as a method of an object."""

    __slots__ = ("_cached", "_instance")

    def __init__(self, cached: CachedFunc[P, R], instance: Any) -> None:
        self._cached = cached
        self._instance = instance

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        """Return the method's value for these arguments."""
        return self._cached(self._instance, *args, **kwargs)

    def clear(self, /, *args: Any, **kwargs: Any) -> None:
        """Forget all values, of every object; or the one of this object for these arguments."""
        if args or kwargs:
            self._cached.clear(self._instance, *args, **kwargs)
        else:
            self._cached.clear()

    def cache_key(self, /, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return what these arguments are found by."""
        return self._cached.cache_key(self._instance, *args, **kwargs)

    @property
    def __doc__(self) -> str | None:  # type: ignore[override]
        return self._cached.__doc__

    @property
    def __wrapped__(self) -> Any:
        return self._cached.__wrapped__.__get__(self._instance)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cached, name)

    def __repr__(self) -> str:
        return f"<bound {self._cached!r} of {self._instance!r}>"
