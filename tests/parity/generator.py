"""Scripts that nobody has written, and users who do anything: stories for both sides to play.

A story is a script and a list of numbers. What a number does is decided when it is its turn, by
what there is on Streamlit's page then; the same is done to ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as some
from streamlit.testing.v1 import AppTest as TheirTest
from streamlit.testing.v1.element_tree import Widget as TheirWidget

from ipyrerun.testing import AppTest as OurTest
from ipyrerun.testing.v1.element_tree import Widget as OurWidget
from tests.parity.players import Shot, difference, shot

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import DrawFn

# By kind: what stands between the label and the keywords. A braced part depends on a tick, so
# that parameters change while the page is in use.
CALLS = {
    "button": [""],
    "checkbox": ["", ", True"],
    "toggle": ["", ", True"],
    "radio": [
        ", ['a', 'b', 'c']",
        ", ['a', 'b'], None",
        ", ['c', 'a'] if big else ['a', 'b', 'c'], 1",
    ],
    "selectbox": [
        ", ['a', 'b', 'c']",
        ", ['a', 'b'], index=None",
        ", ['x', 'a'] if big else ['a', 'b', 'c']",
        ", [3, 1, 2], format_func='no. {}'.format",
        ", ['a', 'b'], accept_new_options=True",
    ],
    "multiselect": [
        ", ['a', 'b', 'c']",
        ", ['a', 'b', 'c'], ['b']",
        ", ['a', 'c'] if big else ['a', 'b', 'c'], ['a']",
        ", ['a', 'b', 'c'], max_selections=2",
    ],
    "select_slider": [
        ", ['a', 'b', 'c']",
        ", ['a', 'b', 'c'], ('a', 'b')",
        ", ['a', 'b', 'c'], 'c'",
    ],
    "slider": [
        "",
        ", 0, 10, 3",
        ", 0, 20 if big else 10",
        ", 0.0, 1.0, 0.5",
        ", 0, 10, (2, 5)",
        ", 0, 10, 4, 2",
    ],
    "number_input": [
        "",
        ", 0, 10, 3",
        ", value=None",
        ", 0, 5 if big else 10, 3",
        ", 0.0, 1.0, step=0.1",
    ],
    "text_input": ["", ", 'x'", ", None", ", 'old', max_chars=4 if big else 8"],
    "text_area": ["", ", 'x\\ny'", ", max_chars=5"],
    "date_input": [", D(2024, 1, 2)", ", None", ", (D(2024, 1, 2), D(2024, 2, 3))"],
    "time_input": [", T(8, 45)", ", None", ", T(8, 45, 30), step=1"],
    "datetime_input": [", DT(2024, 1, 2, 3, 4)", ", None"],
    "color_picker": ["", ", '#aabbcc'"],
    "pills": [", ['a', 'b', 'c']", ", ['a', 'b'], selection_mode='multi', default=['b']"],
    "segmented_control": [", ['a', 'b'] if big else ['c', 'b'], default='b'"],
    "pagination": [", 5", ", 9 if big else 3"],
    "menu_button": [", ['a', 'b']"],
}
# They have no label, or no callback of that name.
UNLABELLED = {"pagination"}
CLICKED = {"button", "menu_button"}
SLOT = "st.empty()"
BLOCKS = [
    "st.container()",
    "st.columns(2)[1]",
    "st.sidebar",
    "st.expander('more')",
    "st.tabs(['one', 'two'])[0]",
    SLOT,
    f"{SLOT}.container()",
]
HEAD = """from datetime import date as D, datetime as DT, time as T
log = st.session_state.setdefault("log", [])
big = st.checkbox("big", key="big")
seen = []
"""
ENDS = ["st.stop()", "1 / 0"]
# Once and no more.
AGAIN = "again = None if 'again' in log else log.append('again') or st.rerun()"
FOOT = "st.text(repr(seen))\n"


@dataclass(frozen=True)
class Story:
    """A script, and what is done to it: per step, some pairs of which input and which value."""

    script: str
    steps: list[list[tuple[int, int]]]


@some.composite
def stories(draw: DrawFn, least: int = 1, most: int = 3) -> Story:
    """Return any story of so many steps."""
    lines = draw(bodies(tuple(CALLS), depth=0, prefix="w"))
    if any(end in line for line in lines for end in ENDS):
        # An identity that changes while runs are cut short: docs/differences.md.
        lines = [
            line.replace("4 if big else 8", "8").replace("20 if big else 10", "10")
            for line in lines
        ]
    touch = some.tuples(some.integers(0, 20), some.integers(0, 20))
    steps = draw(
        some.lists(some.lists(touch, min_size=1, max_size=3), min_size=least, max_size=most)
    )
    return Story(HEAD + "\n".join(lines) + "\n" + FOOT, steps)


@some.composite
def bodies(draw: DrawFn, kinds: tuple[str, ...], depth: int, prefix: str) -> list[str]:
    """Return the lines of some statements."""
    lines: list[str] = []
    for place in range(draw(some.integers(1, 4 if depth else 7))):
        name = f"{prefix}{place}"
        which = draw(some.integers(0, 10))
        if which < 7 or depth == 2:
            lines += draw(inputs(kinds, name))
        elif which == 10:
            lines += draw(forms(kinds, name))
        elif which == 7:
            block = draw(some.sampled_from(BLOCKS))
            # Streamlit's AppTest gives the second block of a slot what is left of the first.
            deeper = 2 if block == SLOT else depth + 1
            lines += [f"with {block}:", *_inside(draw(bodies(kinds, deeper, name)))]
        elif which == 8:
            test = draw(some.sampled_from(["big", "not big", "seen and seen[-1]", "len(log) % 2"]))
            lines += [f"if {test}:", *_inside(draw(bodies(kinds, depth + 1, name)))]
        else:
            lines += draw(endings())
    return lines


def _inside(lines: list[str]) -> list[str]:
    return [f"    {line}" for line in lines]


@some.composite
def inputs(
    draw: DrawFn, kinds: tuple[str, ...], name: str, *, calls_back: bool = True
) -> list[str]:
    """Return the lines of one input, with what may belong to it."""
    kind = draw(some.sampled_from(kinds))
    more = draw(some.sampled_from(CALLS[kind]))
    label = draw(some.sampled_from([name, name, name, "same"]))
    if draw(some.booleans()):
        more += f", key={name!r}"
    if draw(some.integers(0, 5)) == 0:
        more += ", disabled=big"
    if calls_back and draw(some.integers(0, 3)) == 0:
        when = "on_click" if kind in CLICKED else "on_change"
        more += f", {when}=log.append, args=({name!r},)"
    call = more.removeprefix(", ") if kind in UNLABELLED else f"{label!r}{more}"
    return [f"seen.append(st.{kind}({call}))"]


@some.composite
def forms(draw: DrawFn, kinds: tuple[str, ...], name: str) -> list[str]:
    """Return the lines of a form with its button, which may call back."""
    inside = [kind for kind in kinds if kind not in CLICKED]
    lines: list[str] = []
    for place in range(draw(some.integers(1, 3))):
        # A callback of an input would be an error here.
        lines += draw(inputs(tuple(inside), f"{name}{place}", calls_back=False))
    call = draw(some.sampled_from(["", f", on_click=log.append, args=({name!r},)"]))
    clear = draw(some.booleans())
    lines.append(f"seen.append(st.form_submit_button('send'{call}))")
    return [f"with st.form({name!r}, clear_on_submit={clear}):", *_inside(lines)]


@some.composite
def endings(draw: DrawFn) -> list[str]:
    """Return lines that end the run, if something is so."""
    test = draw(some.sampled_from(["big and len(log) % 2", "seen and seen[-1] is True"]))
    end = draw(some.sampled_from([*ENDS, AGAIN]))
    return [f"if {test}: {end}"]


# -- playing


def disagreement(story: Story) -> str:
    """Play a story on both sides; return the first difference, '' if there is none."""
    theirs = TheirTest.from_string(f"import streamlit as st\n{story.script}", default_timeout=30)
    ours = OurTest.from_string(f"import ipyrerun as st\n{story.script}", default_timeout=30)
    done: list[str] = []
    clicks: set[str] = set()
    for step in [[], *story.steps]:
        done += _touch(theirs, ours, step)
        theirs.run()
        ours.run()
        clicks |= {one.key for one in _those(theirs, TheirWidget) if hasattr(type(one), "click")}
        here, there = shot(ours), shot(theirs)
        told = difference([_without(clicks, there)], [_without(clicks, here)], [])
        pressed = sorted(
            key for key in clicks if here["state"].get(key) not in ("bool False", None)
        )
        if pressed:
            told += f"\nbuttons are pressed after the run: {pressed}"
        if told:
            return (
                f"after {', '.join(done) or 'nothing'}\n{told}\n\nof the script\n\n{story.script}"
            )
    return ""


def _without(clicks: set[str], seen: Shot) -> Shot:
    """Leave out what a run that did not reach a button has left of its click."""
    return {**seen, "state": {key: it for key, it in seen["state"].items() if key not in clicks}}


def _touch(theirs: Any, ours: Any, step: list[tuple[int, int]]) -> list[str]:
    """Do the same to both pages; return what was done.

    A click is a run of its own, and so is what disables others (docs/differences.md).
    """
    pairs = list(zip(_those(theirs, TheirWidget), _those(ours, OurWidget), strict=True))
    told: list[str] = []
    groups: set[str] = set()
    for which, how in step if pairs else []:
        place = which % len(pairs)
        one, other = pairs[place]
        is_click = hasattr(type(one), "click")
        form = getattr(one.proto, "form_id", "")
        is_late = is_click and not (form and groups == {form})
        if one.disabled or (told and (is_late or one.key == "big")):
            continue
        groups.add(form)
        value = _value(one, how)
        for side in (one, other):
            side.set_value(value)
        told.append(f"{one.type} {place} = {value!r}")
        if is_click or one.key == "big":
            break
    return told


def _those(at: Any, kind: type[Any]) -> list[Any]:
    return [node for node in at._tree if isinstance(node, kind)]


TEXTS = ["a", "", "some", "longer text"]
DATES = [date(2024, 1, 2), date(2023, 12, 31), date(2024, 2, 29)]
TIMES = [time(8, 45), time(0, 0), time(23, 59)]


def _value(widget: Any, how: int) -> Any:
    """Return the `how`-th value that a user could give this input of Streamlit's."""
    return VALUES[widget.type](widget, how)


def _chosen(widget: Any, how: int) -> list[Any]:
    options = _options(widget)
    chosen = [one for place, one in enumerate(options) if how >> place & 1]
    return chosen[: widget.max_selections or len(options)]


def _ends(widget: Any, ends: list[Any]) -> Any:
    """Return a value for one thumb, or for two."""
    return tuple(sorted(ends)) if isinstance(widget.value, tuple | list) else ends[0]


def _written(widget: Any, how: int) -> str:
    text = TEXTS[how % len(TEXTS)]
    return text[: widget.max_chars] if widget.max_chars else text


def _day(widget: Any, how: int) -> Any:
    ends = sorted([DATES[how % 3], DATES[how // 3 % 3]])
    return tuple(ends) if widget.is_range else ends[0]


def _options(widget: Any) -> list[Any]:
    # Those of pressed buttons are records, which hold their label.
    texts = [getattr(option, "content", option) for option in widget.options]
    numbers = [text.removeprefix("no. ") for text in texts]
    return [int(one) if one.isdigit() else one for one in numbers]


def _between(widget: Any, how: int) -> Any:
    value = widget.value[0] if isinstance(widget.value, tuple | list) else widget.value
    return type(value)(widget.min + widget.step * (how % 5))


def _number(widget: Any, how: int) -> Any:
    if how % 6 == 5 and widget.value is None:
        return None
    low = max(widget.min, -2) if widget.proto.has_min else -2
    is_whole = isinstance(widget.value, int)
    value = low + (how % 5) * (widget.step or 1)
    value = min(value, widget.max) if widget.proto.has_max else value
    return int(value) if is_whole else float(value)


def _pressed(widget: Any, how: int) -> Any:
    options = _options(widget)
    several = [one for place, one in enumerate(options) if how >> place & 1]
    return several if isinstance(widget.value, list) else (several[0] if several else None)


VALUES: dict[str, Callable[[Any, int], Any]] = {
    "button": lambda *_: True,
    "menu_button": lambda widget, how: _options(widget)[how % len(widget.options)],
    "button_group": _pressed,
    "pagination": lambda widget, how: how % widget.num_pages + 1,
    "checkbox": lambda widget, _: not widget.value,
    "toggle": lambda widget, _: not widget.value,
    "radio": lambda widget, how: _options(widget)[how % len(widget.options)],
    "selectbox": lambda widget, how: _options(widget)[how % len(widget.options)],
    "multiselect": _chosen,
    "select_slider": lambda widget, how: _ends(
        widget, [widget.options[how % 3], widget.options[how // 3 % 3]]
    ),
    "slider": lambda widget, how: _ends(
        widget, [_between(widget, how), _between(widget, how // 5)]
    ),
    "number_input": _number,
    "text_input": _written,
    "text_area": _written,
    "date_input": _day,
    "time_input": lambda _, how: TIMES[how % 3],
    "date_time_input": lambda _, how: datetime.combine(DATES[how % 3], TIMES[how // 3 % 3]),
    "color_picker": lambda _, how: f"#{how % 10}{how % 7}aa00",
}
