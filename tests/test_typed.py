"""`st.session_state.typed`: the state as an object of a dataclass."""

from __future__ import annotations

import copy
import dataclasses
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import attr
import attrs
import pytest

from ipyrerun import session as sessions
from ipyrerun.errors import StreamlitInvalidParameterTypeError
from ipyrerun.mapping import SessionStateProxy
from ipyrerun.session import Session
from tests.elements.stage import Stage

if TYPE_CHECKING:
    from pathlib import Path


@dataclass
class Settings:
    """What a user can set."""

    volume: int = 50
    tags: list[str] = field(default_factory=list)
    name: str = dataclasses.field(default="x", repr=False)

    def louder(self) -> int:
        return self.volume + 1


@dataclass(slots=True)
class Slotted:
    n: int = 1


@dataclass(frozen=True)
class Frozen:
    n: int = 1


@dataclass
class Bare:
    n: int


@attrs.define
class Defined:
    n: int = 3
    rows: list[int] = attrs.field(factory=list)


@attr.s(auto_attribs=True)
class Old:
    n: int
    m: int = 4


@pytest.fixture
def state(monkeypatch) -> SessionStateProxy:
    monkeypatch.setattr(sessions, "kernel", Session())
    return SessionStateProxy()


def test_defaults_fill_in_what_is_missing_and_nothing_else(state):
    state.volume = 7

    view = state.typed(Settings)

    assert (view.volume, view.tags, view.name) == (7, [], "x")
    assert state.to_dict() == {"volume": 7, "tags": [], "name": "x"}


def test_what_is_read_and_written_is_the_states(state):
    view = state.typed(Settings)

    view.volume += 1
    view.tags.append("a")
    state.name = "y"

    assert (state.volume, state.tags, view.name, view.louder()) == (51, ["a"], "y", 52)
    assert state.typed(Settings).tags is view.tags


def test_every_view_has_default_lists_of_its_own(state):
    assert state.typed(Settings, "a_").tags is not state.typed(Settings, "b_").tags


def test_a_prefix_keeps_two_of_a_class_apart(state):
    left, right = state.typed(Settings, "left_"), state.typed(Settings, prefix="right_")

    left.volume = 1

    assert (right.volume, state["left_volume"]) == (50, 1)


def test_it_is_an_object_of_the_class_and_copies_are_plain(state):
    view = state.typed(Settings)

    plain = dataclasses.replace(view, volume=1)
    same = copy.copy(view)

    assert isinstance(view, Settings)
    assert (type(plain), type(same)) == (Settings, Settings)
    assert view == same == Settings()
    assert dataclasses.asdict(view) == {"volume": 50, "tags": [], "name": "x"}
    assert state.volume == 50
    assert repr(view) == "Settings(volume=50, tags=[])"


@pytest.mark.parametrize("cls", [Slotted, Defined])
def test_classes_with_slots_and_of_attrs_serve_as_well(state, cls: Any):
    view = state.typed(cls)

    view.n += 1

    assert state.n == view.n == cls().n + 1


def test_a_frozen_class_is_read_only(state):
    view = state.typed(Frozen)
    state.n = 5

    assert view.n == 5
    with pytest.raises(dataclasses.FrozenInstanceError) as told:
        view.n = 6
    assert str(told.value) == "Frozen.n is frozen; assign st.session_state['n']"


def test_a_field_without_a_value_says_so(state):
    view = state.typed(Bare)

    with pytest.raises(AttributeError) as told:
        _ = view.n
    assert str(told.value) == (
        "Bare.n has no value yet; assign it first, or give the field a default"
    )
    view.n = 1
    assert (view.n, state.n, state.typed(Old).m) == (1, 1, 4)


def test_a_field_that_there_is_not_is_refused(state):
    with pytest.raises(AttributeError) as told:
        state.typed(Settings).volum = 1
    assert str(told.value) == "Settings has no field 'volum'; did you mean 'volume'?"
    del state.typed(Settings).volume
    assert "volume" not in state


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        (dict, "`cls` is <class 'dict'>, no dataclass"),
        (5, "`cls` is 5, an object of int"),
        (Frozen(), "`cls` is Frozen(n=1), an object of Frozen"),
    ],
)
def test_another_class_is_refused(state, wrong: Any, text: str):
    with pytest.raises(StreamlitInvalidParameterTypeError) as told:
        state.typed(wrong)
    assert str(told.value) == (
        f"st.session_state.typed: {text}; give a dataclass: write @dataclass above the class, and "
        "hand over the class itself"
    )


def test_in_a_script_it_holds_the_values_of_inputs():
    stage = Stage(
        "from dataclasses import dataclass\n@dataclass\nclass Settings:\n    volume: int = 50\n"
        "settings = st.session_state.typed(Settings)\nst.slider('v', 0, 100, key='volume')\n"
        "st.text(settings.volume)"
    )

    stage.set(stage.one("slider"), 60)

    assert stage.said() == "60"


def test_checkers_know_the_fields_and_their_types(tmp_path: Path):
    script = tmp_path / "uses.py"
    script.write_text(
        "from dataclasses import dataclass\nimport ipyrerun as st\n"
        "@dataclass\nclass Settings:\n    volume: int = 50\n"
        "view = st.session_state.typed(Settings)\n"
        "reveal_type(view)\nreveal_type(view.volume)\nview.volume = 'loud'\nview.nope\n"
    )
    command = [sys.executable, "-m", "mypy", "--config-file=", str(script)]

    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout

    assert 'Revealed type is "uses.Settings"' in told
    assert 'Revealed type is "builtins.int"' in told or 'Revealed type is "int"' in told
    assert "[assignment]" in told
    assert '"Settings" has no attribute "nope"' in told
