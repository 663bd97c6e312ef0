"""Cached coroutine functions, and coroutines where there must be none."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

import ipyrerun as st
from ipyrerun.errors import (
    CachedFunctionReturnedAwaitableError,
    StreamlitAPIException,
    StreamlitValueError,
)


def test_an_async_generator_is_refused():
    async def numbers() -> Any:
        yield 1

    with pytest.raises(StreamlitAPIException) as caught:
        st.cache_resource(numbers)

    assert str(caught.value) == (
        f"st.cache_resource: {numbers.__qualname__}() is an async generator, whose values go by "
        "once and cannot be kept; collect them in a list and return it"
    )


def test_a_plain_function_must_return_no_coroutine():
    async def later() -> int:
        return 1

    @st.cache_data
    def f() -> Any:
        return later()

    with pytest.raises(CachedFunctionReturnedAwaitableError) as caught:
        f()

    assert str(caught.value) == (
        f"st.cache_data: {f.__qualname__}() is no `async def`, but has returned something to be "
        "awaited, of type coroutine, which is of no use a second time; define it with `async def` "
        "and return what was awaited"
    )


@pytest.mark.parametrize("name", ["validate", "on_release"])
def test_what_nobody_would_await_is_refused(name: str):
    async def later(_: Any) -> bool:
        return True

    class Asked:
        async def __call__(self, _: Any) -> bool:
            return True

    for function in (later, Asked()):
        with pytest.raises(StreamlitAPIException) as caught:
            st.cache_resource(**{name: function})
        assert str(caught.value) == (
            f"st.cache_resource: `{name}` is `async`, and nobody would await it; give a plain "
            "function"
        )


def test_a_coroutine_function_is_computed_once_and_awaited_each_time():
    calls: list[int] = []

    @st.cache_data
    async def f(a: int) -> list[int]:
        calls.append(a)
        return [a]

    async def main() -> list[int]:
        (await f(1)).append(2)
        return await f(1)

    assert asyncio.run(main()) == [1]
    assert asyncio.run(main()) == [1]
    assert calls == [1]


def test_a_coroutine_function_is_not_refreshed_in_the_background():
    async def f() -> int:
        return 1

    with pytest.raises(StreamlitValueError) as caught:
        st.cache_data(ttl=1, refresh_mode="background")(f)

    assert str(caught.value) == (
        f'st.cache_data: `refresh_mode` is "background", but {f.__qualname__}() is `async`, and a '
        'thread of its own cannot await it; use "foreground"'
    )
