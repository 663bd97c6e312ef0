"""Texts that are typed."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from ..errors import (
    StreamlitBadTimeStringError,
    StreamlitInvalidParameterTypeError,
    StreamlitValueError,
    StreamlitValueOutOfRangeError,
)
from ..tree import Control, View
from ..widgets import Area, Password, Text
from .base import Base
from .shared import height_of, icon_of, label_props, one_of

if TYPE_CHECKING:
    from ..types import (
        Args,
        Bind,
        Height,
        Key,
        Kwargs,
        LabelVisibility,
        OnChange,
        Persist,
        Width,
    )

TextType = Literal["default", "password", "email", "url", "phone", "search"]

_LIVE_AFTER = 250
_LONGEST_PAUSE = 60_000
_DURATION = re.compile(r"(\d+(?:\.\d+)?|\.\d+)\s*(ms|s|m|min)")
_MILLISECONDS = {"ms": 1, "s": 1000, "m": 60_000, "min": 60_000}


class _Habits(NamedTuple):
    """What a type of text brings along where the call says nothing."""

    placeholder: str | None = None
    rule: tuple[str, str] | None = None
    autocomplete: str | None = None


# The rules catch slips, no more: one @ and a dotted host; a host with a dot.
_HABITS = {
    "default": _Habits(),
    "password": _Habits(autocomplete="new-password"),
    "email": _Habits(
        "name@example.com", (r"^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$", "Not an e-mail address"), "email"
    ),
    "url": _Habits(
        "https://example.com",
        (r"^(https?:\/\/)?[^\s\/.]+(\.[^\s\/.]+)+(\/\S*)?$", "Not a web address"),
        "url",
    ),
    "phone": _Habits("+1 234 567 8900", None, "tel"),
    "search": _Habits("Search", None, "off"),
}


class Words(Base):
    """Text inputs."""

    __slots__ = ()

    def text_input(
        self,
        label: str,
        value: object = "",
        max_chars: int | None = None,
        key: Key = None,
        type: TextType = "default",
        help: str | None = None,
        autocomplete: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        placeholder: str | None = None,
        disabled: bool = False,
        required: bool = False,
        label_visibility: LabelVisibility = "visible",
        icon: str | None = None,
        validate: str | tuple[str, str] | None = None,
        live: bool | str = False,
        width: Width = "stretch",
        bind: Bind = None,
        persist_state: Persist = None,
    ) -> str | None:
        """Show a field for a line of text; return the text.

        The script runs when Enter is pressed or the field is left.

        Parameters
        ----------
        label
            Inline Markdown.
        value
            The text at first; None is an empty field that returns None.
        max_chars
            Longest text that is accepted.
        key, help, on_change, args, kwargs, disabled, label_visibility, width
            See `ipyrerun.elements.base`.
        type
            What is typed: "password" hides it; "email", "url", "phone" and "search" choose a
            keyboard and bring a placeholder, "email" and "url" also a rule.
        autocomplete
            The browser's hint for filling the field.
        placeholder
            Shown while the field is empty.
        icon
            One emoji in the field.
        required
            Do not accept an empty field: the last value stays.
        validate
            A JavaScript regular expression that the text must match before it is accepted, or a
            pair of that and what to say if it does not. The browser checks it; check again what
            must hold for safety.
        live
            Rerun while typing, after a pause of 0.25 s, or of a duration such as "0.5s" or "100ms".
        bind, persist_state
            See `ipyrerun.elements.base`.

        Raises
        ------
        StreamlitValueOutOfRangeError
            `max_chars` is not positive.

        Examples
        --------
        >>> st.text_input("Name", "Ada")
        'Ada'
        """
        params = locals()
        if known := self._known("text_input", params):
            return self._again("text_input", params, known)
        habits = _HABITS[one_of("text_input", "type", type, tuple(_HABITS))]
        props = label_props("text_input", label, label_visibility, help, width, disabled=disabled)
        if type != "default":
            props["type"] = type
        if max_chars is not None:
            props["max_chars"] = _length("text_input", max_chars)
        placeholder = placeholder if placeholder is not None else habits.placeholder
        if placeholder:
            props["placeholder"] = str(placeholder)
        autocomplete = autocomplete if autocomplete is not None else habits.autocomplete
        if autocomplete:
            props["autocomplete"] = autocomplete
        rule = _rule(validate)
        pattern, complaint = rule if validate is not None else habits.rule or ("", "")
        if pattern:
            props |= {"validate": pattern, "complaint": complaint}
        pause = _pause(live)
        if pause is not None:
            props["live"] = pause
        if required:
            props["required"] = True
        if value is None:
            props["nullable"] = True
        props |= icon_of("text_input", icon or None)
        is_secret = type == "password"
        view = View(Password if is_secret else Text, props, still=_hidden if is_secret else None)
        control = _text_control("text_input", value, max_chars, view)
        plain = {"value": control.default, "validate": rule[0], "live": pause}
        return self._ask("text_input", params, control, keyed=(max_chars, rule[0]), replace=plain)

    def text_area(
        self,
        label: str,
        value: object = "",
        height: Height | None = None,
        max_chars: int | None = None,
        key: Key = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        placeholder: str | None = None,
        disabled: bool = False,
        required: bool = False,
        label_visibility: LabelVisibility = "visible",
        width: Width = "stretch",
        bind: Bind = None,
        persist_state: Persist = None,
    ) -> str | None:
        """Show a field for several lines of text; return the text.

        The script runs when Ctrl+Enter (Cmd+Enter on a Mac) is pressed or the field is left; Enter
        begins a new line.

        Parameters
        ----------
        label
            Inline Markdown.
        value
            As for `text_input`.
        height
            Height with the label [px]; "content" grows with the text, "stretch" fills the block.
            By default three lines. The user can make it higher.
        max_chars, placeholder, required
            As for `text_input`.
        key, help, on_change, args, kwargs, disabled, label_visibility, width
            See `ipyrerun.elements.base`.
        bind, persist_state
            See `ipyrerun.elements.base`.

        Raises
        ------
        StreamlitValueOutOfRangeError
            `max_chars` is not positive.
        StreamlitInvalidHeightError
            `height` is none of what is listed above.

        Examples
        --------
        >>> st.text_area("Notes", "Milk")
        'Milk'
        """
        params = locals()
        if known := self._known("text_area", params):
            return self._again("text_area", params, known)
        props = label_props("text_area", label, label_visibility, help, width, disabled=disabled)
        if height is not None:
            props |= height_of("text_area", height, "")
        if max_chars is not None:
            props["max_chars"] = _length("text_area", max_chars)
        if placeholder:
            props["placeholder"] = str(placeholder)
        if required:
            props["required"] = True
        if value is None:
            props["nullable"] = True
        view = View(Area, props, still=_lines)
        control = _text_control("text_area", value, max_chars, view)
        plain = {"value": control.default}
        return self._ask("text_area", params, control, keyed=(max_chars,), replace=plain)


def _text_control(
    name: str, value: object, max_chars: int | None, view: View
) -> Control[str | None]:
    default = None if value is None else str(value)[:max_chars]

    def accepts(stored: Any) -> bool:
        fits = isinstance(stored, str) and (max_chars is None or len(stored) <= max_chars)
        return stored is None or fits

    def from_view(sent: Any) -> str | None:
        if isinstance(sent, str):
            return sent[:max_chars]
        return None if default is None else ""

    def check(stored: Any) -> str | None:
        if stored is not None and not isinstance(stored, str):
            raise StreamlitInvalidParameterTypeError(
                f"st.{name}: st.session_state holds {stored!r}, of type {type(stored).__name__}; "
                "assign a text or None"
            )
        return stored if stored is None or max_chars is None else stored[:max_chars]

    return Control(
        default=default,
        view=view,
        from_view=from_view,
        accepts=accepts,
        check=check,
        verbs={"input": lambda now, text: text if accepts(text) else now},
    )


def _hidden(value: str | None) -> str:
    """Return what a saved page shows of a password."""
    return "\u2022" * 8 if value else "\u2014"


def _lines(value: str | None) -> str:
    """Return lines as HTML."""
    return "<br>".join(map(escape, value.splitlines())) if value else "\u2014"


def _length(name: str, max_chars: Any) -> int:
    if isinstance(max_chars, bool) or not isinstance(max_chars, int) or max_chars < 1:
        raise StreamlitValueOutOfRangeError(
            f"st.{name}: `max_chars` is {max_chars!r}; give a positive integer"
        )
    return max_chars


def _rule(validate: Any) -> tuple[str, str]:
    """Return the pattern and what to say if a text does not match it; the pattern '' is no rule."""
    if validate is None:
        return "", ""
    if isinstance(validate, str):
        return validate, "Not in the expected form"
    if not isinstance(validate, tuple):
        raise StreamlitInvalidParameterTypeError(
            f"st.text_input: `validate` is {validate!r}, of type {type(validate).__name__}; give a "
            "regular expression as text, or a pair (regular expression, message)"
        )
    if len(validate) != 2 or not all(isinstance(part, str) for part in validate):
        raise StreamlitValueError(
            f"st.text_input: `validate` is {validate!r}; give a pair of texts "
            "(regular expression, message)"
        )
    return validate


def _pause(live: Any) -> int | None:
    """Return the pause after which a draft is sent [ms]; None waits for Enter."""
    if live is False:
        return None
    if live is True:
        return _LIVE_AFTER
    if not isinstance(live, str):
        raise StreamlitInvalidParameterTypeError(
            f"st.text_input: `live` is {live!r}, of type {type(live).__name__}; give True, "
            'False or a duration such as "300ms"'
        )
    if live.strip() == "0":
        return 0
    match = _DURATION.fullmatch(live.strip())
    if match is None:
        raise StreamlitBadTimeStringError(
            f"st.text_input: `live` is {live!r}, which is no duration; "
            'write it like "300ms" or "0.5s"'
        )
    exact = float(match[1]) * _MILLISECONDS[match[2]]
    if exact > _LONGEST_PAUSE:
        raise StreamlitValueOutOfRangeError(f'st.text_input: `live` is {live!r}, longer than "1m"')
    return max(1, round(exact)) if exact else 0
