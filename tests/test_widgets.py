"""The ipywidgets classes: what goes over the comm, who is told, and in which order."""

from __future__ import annotations

import contextlib
import contextvars
import gc
import threading
import weakref
from typing import TYPE_CHECKING, Any

import pytest
import traitlets
from ipywidgets import Widget

from ipyrerun.errors import StreamlitAPIException
from ipyrerun.widgets import LOCK, Button, Chart, Page, Password, Slider, base, tell_observers
from tests.comms import edit, receive, say

if TYPE_CHECKING:
    from collections.abc import Callable

WAIT = 20.0


class Submitted:
    """What a widget submitted: values, and whether a browser's context came along."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self.contexts: list[bool] = []

    def __call__(self, value: Any, context: contextvars.Context | None) -> None:
        self.values.append(value)
        self.contexts.append(context is not None)


def slider(value: Any = 3) -> tuple[Slider, Submitted]:
    submitted = Submitted()
    return Slider(submitted, props={"min": 0}, value=value), submitted


def page_of_nothing() -> Page:
    return Page(lambda _: {}, lambda _: None)


def can_lock() -> bool:
    """Return whether another thread gets the lock."""
    got: list[bool] = []

    def attempt() -> None:
        got.append(LOCK.acquire(timeout=1.0))
        if got[0]:
            LOCK.release()

    thread = threading.Thread(target=attempt)
    thread.start()
    thread.join(WAIT)
    return got == [True]


def test_an_input_opens_one_comm_without_layout_and_style(sent):
    slider()

    (opened,) = sent
    assert opened.kind == "comm_open"
    assert opened.data["state"]["value"] == 3
    assert not {"layout", "style"} & set(opened.data["state"])


def test_a_browsers_value_is_submitted_with_its_context_and_its_edit_is_noted(sent):
    widget, submitted = slider()

    edit(widget, 5, "c", 7)

    assert submitted.values == [5]
    assert submitted.contexts == [True]
    assert widget.seen == {"c": 7}


def test_a_browsers_value_is_echoed_to_the_others_and_not_sent_back(sent):
    widget, _ = slider()
    sent.clear()

    edit(widget, 5)

    assert [m.data["method"] for m in sent] == ["echo_update"]
    assert sent[0].content == {"value": 5}


def test_a_browsers_value_that_is_no_news_is_not_submitted(sent):
    widget, submitted = slider(5)

    edit(widget, 5)

    assert submitted.values == []


def test_a_browser_cannot_write_what_has_been_seen(sent):
    widget, _ = slider()

    widget.set_state({"seen": {"x": 9}, "nonsense": 1})

    assert widget.seen == {}
    assert not hasattr(widget, "nonsense")


@pytest.mark.parametrize("make", [page_of_nothing, Chart])
def test_a_browser_writes_nothing_on_a_page_or_a_chart(make: Callable[[], Any], sent):
    widget = make()
    before = widget.get_state()
    sent.clear()

    state = dict.fromkeys(widget.keys, "x")
    receive(widget, {"method": "update", "state": state, "buffer_paths": []})

    assert widget.get_state() == before
    assert sent == []


def test_only_the_most_recent_clients_are_remembered(sent):
    widget, _ = slider()

    for n in range(12):
        edit(widget, n, f"c{n}", n)

    assert widget.seen == {f"c{n}": n for n in range(4, 12)}


def test_a_value_assigned_by_a_program_is_sent_and_submitted_without_context(sent):
    widget, submitted = slider()
    sent.clear()

    widget.value = 8

    assert submitted.values == [8]
    assert submitted.contexts == [False]
    assert [m.content for m in sent] == [{"value": 8}]


def test_a_value_written_by_a_run_is_sent_and_not_submitted(sent):
    widget, submitted = slider()
    edit(widget, 5, "c", 2)
    sent.clear()
    submitted.values.clear()

    widget.write(8)

    assert submitted.values == []
    assert [m.content for m in sent] == [{"value": 8, "seen": {"c": 2}}]


def test_observers_of_a_written_value_are_told_once_no_lock_is_held(sent):
    widget, _ = slider()
    told: list[Any] = []
    widget.observe(lambda change: told.append((change["new"], can_lock())), "value")

    widget.write(8)
    assert told == []
    tell_observers()

    assert told == [(8, True)]


def test_observers_of_a_browsers_value_are_told_after_the_lock_is_released(sent):
    widget, _ = slider()
    told: list[Any] = []
    widget.observe(lambda change: told.append((change["new"], can_lock())), "value")

    edit(widget, 5)

    assert told == [(5, True)]


def test_an_observer_that_fails_costs_the_others_nothing(sent, caplog):
    first, _ = slider()
    second, _ = slider()
    told: list[Any] = []
    first.observe(lambda _: 1 / 0, "value")
    second.observe(lambda change: told.append(change["new"]), "value")

    first.write(1)
    second.write(2)
    tell_observers()

    assert told == [2]
    assert "an observer of 'Slider' failed" in caplog.text


def test_a_bound_input_submits_to_its_new_page_only(sent):
    widget, old = slider()
    new = Submitted()

    widget.bind(new)
    edit(widget, 5)

    assert (old.values, new.values) == ([], [5])


def test_a_message_of_an_input_reaches_the_observers_of_messages_too_and_nothing_else(sent):
    widget, submitted = slider()
    heard: list[Any] = []
    widget.on_msg(lambda _, content, buffers: heard.append((content, buffers)))
    sent.clear()

    say(widget, {"type": "other"})

    assert heard == [({"type": "other"}, [])]
    assert (submitted.values, sent) == ([], [])


def test_a_closed_widget_is_collected_while_somebody_else_holds_the_lock(sent):
    widget, _ = slider()
    widget.close()
    widget.itself = widget
    gone = weakref.ref(widget)
    del widget

    with LOCK:
        thread = threading.Thread(target=gc.collect, daemon=True)
        thread.start()
        thread.join(WAIT)
        is_done = not thread.is_alive()

    assert is_done
    assert gone() is None


def test_an_observer_of_messages_hears_one_that_the_widget_cannot_take():
    heard: list[Any] = []
    page = Page(lambda _: {}, lambda content: content["nothing"])
    page.on_msg(lambda _, content, __: heard.append(content))

    with contextlib.suppress(KeyError):
        page._handle_custom_msg({"type": "here"}, [])

    assert heard == [{"type": "here"}]


def test_each_click_is_one_event_and_is_answered_by_its_run_alone(sent):
    submitted = Submitted()
    button = Button(submitted, props={}, value=False)
    sent.clear()

    say(button, {"type": "click"})
    say(button, {"type": "click"})
    button.click()

    assert submitted.values == [True, True, True]
    assert submitted.contexts == [True, True, False]
    assert sent == []
    assert button.value is False


def test_classes_are_added_once_and_removed(sent):
    widget, _ = slider()

    assert widget.add_class("a").add_class("a")._dom_classes == ("a",)
    assert widget.remove_class("a")._dom_classes == ()


@pytest.mark.parametrize("make", [lambda: slider()[0], lambda: Chart(props={})])
def test_the_state_is_what_ipywidgets_makes_of_the_traits_added_ones_included(make, sent):
    widget = make()
    others = make()
    own = {"to_json": lambda value, _: f"<{value}>"}

    widget.add_traits(note=traitlets.Unicode("new").tag(sync=True, **own), silent=traitlets.Int())

    assert widget.get_state()["note"] == "<new>"
    for one in (widget, others, make()):
        assert one.get_state() == Widget.get_state(one, one.keys)
        assert set(one.keys) == set(one.traits(sync=True))


def test_asking_for_a_layout_says_what_to_use(sent):
    widget, _ = slider()

    with pytest.raises(StreamlitAPIException, match=r"Slider\.layout: .*use the `width=`"):
        _ = widget.layout


def test_a_chart_answers_by_its_server_if_it_has_one(sent):
    chart = Chart(props={})
    sent.clear()

    say(chart, {"type": "rows"})
    chart.serve = lambda content: ({"type": "answer", "to": content["type"]}, [b"x"])
    say(chart, {"type": "rows"})
    chart.serve = lambda _: None
    say(chart, {"type": "rows"})

    assert [(m.content, m.buffers) for m in sent] == [({"type": "answer", "to": "rows"}, [b"x"])]


# -- the comm's own manners


def test_a_request_for_all_states_begins_again_when_a_widget_came_meanwhile(monkeypatch):
    asked: list[Any] = []

    def answer(message: Any) -> None:
        asked.append(message)
        if len(asked) < 3:
            raise RuntimeError("dictionary changed size during iteration")

    monkeypatch.setattr(base, "_handle_control", answer)
    base._answer_control({"n": 1})

    assert len(asked) == 3


def test_a_request_for_all_states_that_never_succeeds_raises(monkeypatch):
    def answer(_: Any) -> None:
        raise RuntimeError("always")

    monkeypatch.setattr(base, "_handle_control", answer)

    with pytest.raises(RuntimeError, match="always"):
        base._answer_control({})


def test_publishing_ties_the_comm_to_no_shell():
    parent: contextvars.ContextVar[Any] = contextvars.ContextVar("shell_parent")
    seen: list[Any] = []

    def publish() -> None:
        parent.set({"header": {"msg_id": "1"}, "content": {}})
        base.unpinned(lambda: seen.append(parent.get()))
        seen.append(parent.get()["header"])

    contextvars.copy_context().run(publish)

    assert seen == [{"msg_id": "1"}, {"msg_id": "1"}]


def test_a_password_is_not_in_what_a_cell_shows_of_its_widget(sent):
    widget = Password(lambda *_: None, value="hunter2", props={})

    assert "hunter2" not in repr(widget)
    assert "hunter2" not in str(widget._repr_mimebundle_())
