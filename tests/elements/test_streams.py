"""`st.write_stream`: what may be in a stream, and what comes of it."""

from __future__ import annotations

import sys
import threading
import time
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from ipyrerun.patch import walk
from ipyrerun.run import running
from tests.elements.stage import Stage, raised

if TYPE_CHECKING:
    from collections.abc import Iterator


def streamed(script: str, **variables: Any) -> Stage:
    """Run a script that leaves in `said` what a stream returned."""
    stage = Stage(script, **variables)
    assert stage.error is None
    return stage


@pytest.mark.parametrize(
    "stream",
    ["letters", "letters()", "iter(letters())", "list(letters())", "aletters", "aletters()"],
)
def test_a_stream_may_be_a_generator_of_either_kind_or_its_function(stream: str):
    script = f"""
def letters(): yield from ["a", "", "b"]
async def aletters():
    yield "a"
    yield "b"
st.text(st.write_stream({stream}))
"""
    assert streamed(script).said() == "ab"


def test_an_asynchronous_stream_flows_in_a_script_that_awaits():
    script = """
import asyncio
async def letters():
    yield "a"
    await asyncio.sleep(0)
    yield "b"
await asyncio.sleep(0)
st.write(letters())
"""
    assert streamed(script).one("markdown").value == "ab"


def test_an_asynchronous_stream_is_closed_when_what_it_holds_fails():
    script = """
async def letters():
    try:
        yield "a"
        yield lambda: 1 / 0
    finally:
        closed.append(True)
try:
    st.write_stream(letters)
except ZeroDivisionError:
    st.text(repr(closed))
"""
    assert streamed(script, closed=[]).said() == "[True]"


def test_what_a_stream_returned_can_be_written_again():
    script = """
pieces = st.write_stream(iter(["a", {"b": 1}, "c"]))
st.empty()
st.write(pieces)
"""
    assert [n.name for n in streamed(script).nodes("json", "markdown")] == [
        *("markdown", "json", "markdown"),
        *("markdown", "json", "markdown"),
    ]


def test_functions_in_a_stream_are_called():
    script = """
st.text(repr(st.write_stream(iter(["a", lambda: st.info("now"), "b"]))))
"""
    stage = streamed(script)

    assert stage.said() == "['a', 'b']"
    assert [n.name for n in stage.nodes("markdown", "info")] == ["markdown", "info", "markdown"]


def message(module: str, name: str, **fields: Any) -> Any:
    """Return an object of a class of that name and module."""
    made = type(name, (SimpleNamespace,), {"__module__": module})
    return made(**fields)


def chunk(text: str | None) -> Any:
    """Return a piece of a chat of OpenAI's."""
    choice = SimpleNamespace(delta=SimpleNamespace(content=text))
    return message("openai.types.chat", "ChatCompletionChunk", choices=[choice])


@pytest.mark.parametrize(
    "pieces",
    [
        [chunk("a"), chunk(None), chunk("b")],
        [message("openai.types.chat", "ChatCompletionChunk", choices=[]), "ab"],
        [
            message("openai.types.responses.x", "ResponseCreatedEvent", type="response.created"),
            message(
                "openai.types.responses.y",
                "ResponseTextDeltaEvent",
                type="response.output_text.delta",
                delta="ab",
            ),
        ],
        [message("langchain_core.messages.ai", "AIMessageChunk", content="ab")],
    ],
)
def test_the_messages_of_language_models_are_their_texts(pieces: list[Any]):
    assert streamed("st.text(st.write_stream(pieces))", pieces=pieces).said() == "ab"


def test_a_message_of_another_form_says_so():
    odd = message("openai.types.chat", "ChatCompletionChunk")

    assert str(raised("st.write_stream([odd])", odd=odd)) == (
        "st.write_stream: `stream` holds a ChatCompletionChunk of openai in a form that is not "
        "known: 'ChatCompletionChunk' object has no attribute 'choices'; take the text out of it "
        "yourself"
    )


def test_write_takes_a_stream_of_openai(monkeypatch: pytest.MonkeyPatch):
    module = ModuleType("openai")
    monkeypatch.setitem(sys.modules, "openai", module)
    source = message("openai", "Stream")
    type(source).__iter__ = lambda _: iter([chunk("a")])

    assert streamed("st.write(source)", source=source).one("markdown").value == "a"


def test_what_came_before_a_stream_failed_stays_on_the_page():
    script = """
def words():
    yield "first "
    yield "second"
    1 / 0
try:
    st.write_stream(words, cursor="|")
except ZeroDivisionError:
    pass
"""
    assert streamed(script).one("markdown").value == "first second"


def test_what_came_before_a_run_was_stopped_stays_on_the_page():
    script = """
def words():
    yield "first "
    yield "second"
    st.stop()
st.write_stream(words)
"""
    assert streamed(script).one("markdown").value == "first second"


def test_a_stream_that_pauses_is_shown_as_far_as_it_came():
    def is_drawn(text: str) -> bool:
        return any(n.kind == "markdown" and n.value == text for n in walk(running().main))

    def words() -> Iterator[str]:
        yield "first "
        yield "second"
        end = time.monotonic() + 10
        while not is_drawn("first second|") and time.monotonic() < end:
            threading.Event().wait(0.005)
        seen.append(is_drawn("first second|"))

    seen: list[bool] = []
    stage = streamed("st.write_stream(words, cursor='|')", words=words)

    assert seen == [True]
    assert stage.one("markdown").value == "first second"
