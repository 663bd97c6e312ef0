"""A function with a cache: a hit, a miss, and everything between the two."""

from __future__ import annotations

import functools
import inspect
import logging
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar

from ..errors import (
    CachedFunctionReturnedAwaitableError,
    CachedStFunctionInBackgroundModeWarning,
    ScriptControlException,
)
from ..run import current
from .attempts import Attempt, computing
from .bound import Bound
from .identity import identify, target_of
from .keys import Binder
from .refresh import refreshers
from .replay import Capture, NotPortable, brought_back, draw, portable
from .spinner import spinner
from .store import Entry, Same
from .stores import disk, open_store
from .values import Lost, keep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from .policy import Options, Policy
    from .store import Store
    from .values import Kept

P = ParamSpec("P")
R = TypeVar("R")

_log = logging.getLogger("ipyrerun")


class CachedFunc(Generic[P, R]):
    """A function whose values are kept: called like it, it computes only what is not there yet.

    `__wrapped__` is the function itself.

    Parameters
    ----------
    func
        The function.
    policy
        How long values are good, how many there may be, for whom.
    options
        What else its decorator was told.
    """

    __name__: str
    __qualname__: str
    __wrapped__: Callable[P, R]

    def __init__(self, func: Callable[P, R], policy: Policy, options: Options) -> None:
        # Of an object that can be called, the attributes are its own.
        is_function = inspect.isfunction(func)
        functools.update_wrapper(self, func, updated=("__dict__",) if is_function else ())
        self._func = func
        # A partial has the name of what it calls.
        named = target_of(func)[0] if isinstance(func, functools.partial) else func
        self._module: str = getattr(named, "__module__", "")
        self._name: str = getattr(named, "__qualname__", type(named).__qualname__)
        self._policy = policy
        self._options = options
        self._bind = Binder(func, options.hash_funcs, f"st.{self._decorator}")
        self._store: Store | None = None
        self._identity = b""
        # Nothing to look at between finding an entry and handing it out.
        self._is_simple = options.validate is None and not policy.is_background

    def __call__(self, /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Return the function's value for these arguments."""
        store = self._store or self._open()
        digest = self._bind(args, kwargs)
        entry = store.find(digest)
        if entry is not None and self._is_simple and entry.drawing is None:
            try:
                value: R = entry.kept.hit()
            except Lost as error:
                self._discard(store, digest, entry, error)
                store.unhit(entry)
            else:
                return value
        elif entry is not None and self._is_good(store, digest, entry, args, kwargs):
            found = self._take(store, digest, entry)
            if found is not None:
                return found[0]  # type: ignore[no-any-return]
            store.unhit(entry)
        return self._miss(store, digest, args, kwargs)  # type: ignore[no-any-return]

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        """Bind it to an object, as a method is."""
        return self if instance is None else Bound(self, instance)

    def __repr__(self) -> str:
        return f"<cached function {self._name}>"

    def __reduce__(self) -> str:
        # As a function is pickled: by its name.
        return self._name

    @property
    def _decorator(self) -> str:
        return "cache_resource" if self._policy.is_resource else "cache_data"

    def _open(self) -> Store:
        """Return the store of this function, in the session under way if each has its own."""
        name = f"{self._module}.{self._name}"
        self._identity = identify(self._func).digest
        store = open_store(self._identity, name, self._policy, self)
        store.on_release = self._options.on_release
        if self._policy.scope == "global":
            self._store = store
        return store

    # -- what users call

    def clear(self, /, *args: Any, **kwargs: Any) -> None:
        """Forget all values, or the one for these arguments."""
        digest = self._bind(args, kwargs) if args or kwargs else None
        store = self._open()
        store.clear(digest)
        if self._policy.on_disk:
            disk().clear(self._identity, digest)
            # Somebody may have read the file before it was deleted.
            store.clear(digest)

    def cache_key(self, /, *args: P.args, **kwargs: P.kwargs) -> dict[str, Any]:
        """Return what these arguments are found by: the parts of the function, and of the call."""
        call = self._bind.key(args, kwargs)
        return {"function": identify(self._func).parts(), "arguments": dict(call.parts)}

    # -- a hit

    def _is_good(self, store: Store, digest: bytes, entry: Entry, args: Any, kwargs: Any) -> bool:
        """Return whether a resource is still good; compute anew what is not fresh any more."""
        validate = self._options.validate
        if validate is not None and not validate(entry.kept.hit()):
            store.discard(digest, entry)
            store.unhit(entry)
            return False
        if self._policy.is_background and store.is_stale(entry):
            self._refresh(store, digest, args, kwargs)
        return True

    def _serve(self, entry: Entry) -> Any:
        value = entry.kept.hit()
        if entry.drawing is not None:
            draw(entry.drawing, self._name, self._decorator)
        return value

    # -- a miss

    def _miss(self, store: Store, digest: bytes, args: Any, kwargs: Any) -> Any:
        store.note_miss()
        with self._spinner(args, kwargs):
            while True:
                entry, attempt, is_own = store.begin(digest, self._name)
                if attempt is not None and is_own:
                    return self._carry_out(store, digest, attempt, args, kwargs)
                if attempt is not None:
                    attempt.wait()
                    entry = attempt.outcome()
                found = self._take(store, digest, entry)
                if found is not None:
                    return found[0]

    def _spinner(self, args: Any, kwargs: Any) -> AbstractContextManager[None]:
        return spinner(
            self._options.show_spinner,
            self._name,
            has_arguments=bool(args or kwargs),
            time=self._options.show_time,
        )

    def _take(self, store: Store, digest: bytes, entry: Entry | None) -> tuple[Any] | None:
        """Return the value of an entry, drawn as well; None if it cannot be made any more."""
        if entry is None:
            return None
        try:
            return (self._serve(entry),)
        except Lost as error:
            self._discard(store, digest, entry, error)
            return None

    def _discard(self, store: Store, digest: bytes, entry: Entry, why: Lost) -> None:
        _log.warning(
            "st.%s: the value of %s() cannot be made again from its pickle (%s); it is computed "
            "anew",
            *(self._decorator, self._name, why),
        )
        store.discard(digest, entry)

    def _carry_out(
        self, store: Store, digest: bytes, attempt: Attempt, args: Any, kwargs: Any
    ) -> Any:
        with _carrying_out(store, digest, attempt) as work:
            found = self._from_disk(store, digest, attempt, work)
            if found is not None:
                return found[0]
            with Capture() as capture:
                value = self._func(*args, **kwargs)
            self._refuse_awaitable(value)
            work.entry = self._entry(value, capture, work.begun)
            self._put(store, digest, attempt, work.entry)
            return work.entry.kept.first(value)

    def _put(self, store: Store, digest: bytes, attempt: Attempt, entry: Entry) -> None:
        era = store.era
        is_wanted = store.put(digest, attempt, entry)
        if not is_wanted or not self._policy.on_disk or isinstance(entry.kept, Same):
            return
        try:
            drawn = None if entry.drawing is None else portable(entry.drawing)
        except NotPortable as error:
            _log.warning("%s() is not saved, because of what it draws: %s", self._name, error)
        else:
            disk().save(self._identity, digest, entry.kept, (drawn, entry.cost))
            if store.era != era and not store.holds(digest, entry):
                # It was cleared while it was being written.
                disk().clear(self._identity, digest)

    def _from_disk(
        self, store: Store, digest: bytes, attempt: Attempt, work: _Work
    ) -> tuple[Any] | None:
        """Return the value that another kernel has computed."""
        found = disk().load(self._identity, digest) if self._policy.on_disk else None
        if found is None:
            return None
        kept, (drawn, cost) = found
        entry = Entry(kept, None if drawn is None else brought_back(drawn), cost)
        value = self._take(store, digest, entry)
        if value is None:
            disk().clear(self._identity, digest)
            return None
        store.put(digest, attempt, entry)
        work.entry = entry
        return value

    def _entry(self, value: Any, capture: Capture, begun: float) -> Entry:
        cost = time.perf_counter() - begun
        drawing = capture.drawing()
        if drawing is not None and self._policy.is_background:
            self._warn_of_drawing()
            drawing = None
        kept: Kept | Same = Same(value) if self._policy.is_resource else keep(value, self._func)
        return Entry(kept, drawing, cost)

    def _refuse_awaitable(self, value: Any) -> None:
        if not inspect.isawaitable(value):
            return
        if inspect.iscoroutine(value) and inspect.getcoroutinestate(value) == inspect.CORO_CREATED:
            value.close()
        raise CachedFunctionReturnedAwaitableError(
            f"st.{self._decorator}: {self._name}() is no `async def`, but has returned something "
            f"to be awaited, of type {type(value).__name__}, which is of no use a second time; "
            "define it with `async def` and return what was awaited"
        )

    def _warn_of_drawing(self) -> None:
        run = current.get()
        warning = CachedStFunctionInBackgroundModeWarning(
            f'{self._name}() has `refresh_mode="background"` and draws. What it draws is shown '
            "only while it is executed, not where its value comes from the cache: draw outside of "
            'it, or use `refresh_mode="foreground"`'
        )
        if run is None:
            _log.warning("%s", warning)
        else:
            run.show(warning)

    # -- a refresh

    def _refresh(self, store: Store, digest: bytes, args: Any, kwargs: Any) -> None:
        """Compute an entry anew on a thread, unless that is under way or has failed just now."""
        attempt = store.begin_refresh(digest, self._name)
        if attempt is None:
            return

        def task() -> None:
            attempt.move_here()
            try:
                self._renew(store, digest, attempt, args, kwargs)
            except Exception as error:  # noqa: BLE001 - the old value is served on
                store.cool(digest)
                _log.warning("%s() could not be refreshed: %r", self._name, error)

        if not refreshers.submit(task):
            store.end(digest, attempt)
            attempt.finish()

    def _renew(self, store: Store, digest: bytes, attempt: Attempt, args: Any, kwargs: Any) -> None:
        with _carrying_out(store, digest, attempt) as work:
            value = self._func(*args, **kwargs)
            self._refuse_awaitable(value)
            cost = time.perf_counter() - work.begun
            kept = Same(value) if self._policy.is_resource else keep(value, self._func)
            work.entry = Entry(kept, None, cost)
            if not store.put(digest, attempt, work.entry, is_refresh=True):
                store.let_go([work.entry])


class AsyncCachedFunc(CachedFunc[P, R]):
    """A coroutine function whose values are kept; several who await one share the computation."""

    async def __call__(self, /, *args: P.args, **kwargs: P.kwargs) -> Any:  # type: ignore[override]
        """Return the function's value for these arguments."""
        store = self._store or self._open()
        digest = self._bind(args, kwargs)
        entry = store.find(digest)
        if entry is not None and self._is_good(store, digest, entry, args, kwargs):
            found = self._take(store, digest, entry)
            if found is not None:
                return found[0]
            store.unhit(entry)
        return await self._await_miss(store, digest, args, kwargs)

    async def _await_miss(self, store: Store, digest: bytes, args: Any, kwargs: Any) -> Any:
        store.note_miss()
        with self._spinner(args, kwargs):
            while True:
                entry, attempt, is_own = store.begin(digest, self._name)
                if attempt is not None and is_own:
                    return await self._await_value(store, digest, attempt, args, kwargs)
                if attempt is not None:
                    await attempt.wait_async()
                    entry = attempt.outcome()
                found = self._take(store, digest, entry)
                if found is not None:
                    return found[0]

    async def _await_value(
        self, store: Store, digest: bytes, attempt: Attempt, args: Any, kwargs: Any
    ) -> Any:
        with _carrying_out(store, digest, attempt) as work:
            found = self._from_disk(store, digest, attempt, work)
            if found is not None:
                return found[0]
            with Capture() as capture:
                value = await self._func(*args, **kwargs)  # type: ignore[misc]
            work.entry = self._entry(value, capture, work.begun)
            self._put(store, digest, attempt, work.entry)
            return work.entry.kept.first(value)


@dataclass(slots=True)
class _Work:
    """When a computation has begun [s], and what came of it."""

    begun: float
    entry: Entry | None = None


@contextmanager
def _carrying_out(store: Store, digest: bytes, attempt: Attempt) -> Iterator[_Work]:
    """Let all who wait for an attempt hear of its end, whatever that is."""
    work = _Work(time.perf_counter())
    token = computing.set((*computing.get(), attempt))
    failure: BaseException | None = None
    try:
        yield work
    except BaseException as error:
        failure = error
        raise
    finally:
        try:
            store.end(digest, attempt)
            attempt.finish(work.entry, failure)
        except ScriptControlException:
            # Stop can arrive here, too.
            store.end(digest, attempt)
            attempt.finish(work.entry, failure)
            raise
        finally:
            computing.reset(token)
            del failure
