"""The inputs, one class per view in `js/src`.

What they show is in `props`, see docs/architecture.md section 3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets

from .base import LOCK, Input, Trigger

if TYPE_CHECKING:
    from collections.abc import Iterator


class Slider(Input):
    """A number on a track, or the label of an option in a row; or a pair of either."""

    _view_name = traitlets.Unicode("SliderView").tag(sync=True)


class Select(Input):
    """The label of one of several options, or None."""

    _view_name = traitlets.Unicode("SelectView").tag(sync=True)


class Radio(Input):
    """The label of one of a few options, or None."""

    _view_name = traitlets.Unicode("RadioView").tag(sync=True)


class Multiselect(Input):
    """The labels of some of several options, as a list."""

    _view_name = traitlets.Unicode("MultiselectView").tag(sync=True)


class Checkbox(Input):
    """True or False: a box to tick, or a switch."""

    _view_name = traitlets.Unicode("CheckboxView").tag(sync=True)


class Text(Input):
    """A line of text, or None."""

    _view_name = traitlets.Unicode("TextView").tag(sync=True)


class Area(Input):
    """Lines of text, or None."""

    _view_name = traitlets.Unicode("AreaView").tag(sync=True)


class Password(Text):
    """A line of text that no notebook keeps.

    Whoever executes a notebook without a browser stores the state of its widgets; this one tells
    its value only once somebody sees it.
    """

    _model_name = traitlets.Unicode("PasswordModel").tag(sync=True)
    _is_seen = False

    def _repr_keys(self) -> Iterator[str]:
        return (key for key in super()._repr_keys() if key != "value")

    def get_state(self, key: Any = None, drop_defaults: bool = False) -> dict[str, Any]:
        """Return the synced state, without the value as long as nobody sees it."""
        with LOCK:
            state = super().get_state(key, drop_defaults)
            if "value" in state and not self._is_seen:
                state["value"] = ""
            return state

    def _answer(self, content: dict[str, Any], buffers: list[bytes]) -> None:
        super()._answer(content, buffers)
        if content.get("type") == "hello":
            with LOCK:
                self._is_seen = True
                self.send_state(("value", "seen"))


class Number(Input):
    """A typed number, or None."""

    _view_name = traitlets.Unicode("NumberView").tag(sync=True)


class Button(Trigger):
    """A button to click."""

    _view_name = traitlets.Unicode("ButtonView").tag(sync=True)


class Date(Input):
    """A date as "2025-01-31", or None; for a range the list of its ends, none to two."""

    _view_name = traitlets.Unicode("DateView").tag(sync=True)


class Time(Input):
    """A time as "08:45" or "08:45:30", or None."""

    _view_name = traitlets.Unicode("TimeView").tag(sync=True)


class DateTime(Input):
    """A date with a time, as "2025-01-31T08:45", or None."""

    _view_name = traitlets.Unicode("DateTimeView").tag(sync=True)


class Colour(Input):
    """A colour, as "#rrggbb" or "#rgb"."""

    _view_name = traitlets.Unicode("ColourView").tag(sync=True)


class LinkButton(Trigger):
    """A link that looks like a button, and tells that it was followed."""

    _view_name = traitlets.Unicode("LinkButtonView").tag(sync=True)


class MenuButton(Trigger):
    """A button with a menu; a click says the label of what was chosen."""

    _view_name = traitlets.Unicode("MenuButtonView").tag(sync=True)


class Group(Input):
    """The label of one of a few options in a row, or None; or a list of such labels."""

    _view_name = traitlets.Unicode("GroupView").tag(sync=True)


class Feedback(Input):
    """How good something is, from 0, or None."""

    _view_name = traitlets.Unicode("FeedbackView").tag(sync=True)


class Pagination(Input):
    """The number of a page, from 1."""

    _view_name = traitlets.Unicode("PaginationView").tag(sync=True)
