"""Texts that are typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Literal

from ..errors import StreamlitInvalidParameterTypeError, StreamlitValueError, StreamlitValueOutOfRangeError
from ..tree import Control, View
from ..types import Args, Bind, Key, Kwargs, LabelVisibility, OnChange, Persist, Width
from ..widgets import Text
from .base import Base
from .shared import icon_of, label_props, not_yet, one_of

TextType = Literal["default", "password", "email", "url", "phone", "search"]

_TYPES = ("default", "password", "email", "url", "phone", "search")
_LIVE_AFTER = 300


class Words(Base):
    """Text inputs."""

    __slots__ = ()

    def text_input(
        self,
        label: str,
        value: object = "",
        max_chars: int | None = None,
        key: Key = None,
        type: TextType = "default",  # noqa: A002
        help: str | None = None,  # noqa: A002
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
        validate: str | re.Pattern[str] | Callable[[str], object] | None = None,
        live: bool | int = False,
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
            What is typed: "password" hides it, the others choose a suitable keyboard.
        autocomplete
            The browser's hint for filling the field.
        placeholder
            Shown while the field is empty.
        icon
            One emoji in the field.
        live
            Rerun while typing, after a pause of 0.3 s, or of this many milliseconds.
        required, validate, bind, persist_state
            Not supported by this version; giving one raises.

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
        not_yet("text_input", bind=bind, persist_state=persist_state, required=required, validate=validate)
        props = label_props("text_input", label, label_visibility, help, width, disabled=disabled)
        if type != "default":
            props["type"] = one_of("text_input", "type", type, _TYPES)
        if max_chars is not None:
            if isinstance(max_chars, bool) or not isinstance(max_chars, int) or max_chars < 1:
                raise StreamlitValueOutOfRangeError(f"st.text_input: `max_chars` is {max_chars!r}; give a positive integer")
            props["max_chars"] = max_chars
        if placeholder:
            props["placeholder"] = str(placeholder)
        if autocomplete is not None:
            props["autocomplete"] = autocomplete
        if live is not False:
            props["live"] = _live(live)
        if value is None:
            props["nullable"] = True
        props |= icon_of("text_input", icon)
        default = None if value is None else str(value)[:max_chars]

        def accepts(stored: Any) -> bool:
            return stored is None or (isinstance(stored, str) and (max_chars is None or len(stored) <= max_chars))

        def from_view(sent: Any) -> str | None:
            return sent[:max_chars] if isinstance(sent, str) else None if default is None else ""

        control = Control(
            default=default,
            view=View(Text, props),
            from_view=from_view,
            accepts=accepts,
            check=_checked(max_chars),
            verbs={"input": lambda _, text: text},
        )
        return self._ask("text_input", params, control, keyed=(max_chars,), replace={"value": default})


def _live(live: Any) -> int:
    if live is True:
        return _LIVE_AFTER
    if isinstance(live, int) and live > 0:
        return live
    raise StreamlitValueError(f"st.text_input: `live` is {live!r}; give True, False or a positive number of milliseconds")


def _checked(max_chars: int | None) -> Callable[[Any], str | None]:
    def check(value: Any) -> str | None:
        if value is not None and not isinstance(value, str):
            raise StreamlitInvalidParameterTypeError(
                f"st.text_input: st.session_state holds {value!r}, of type {type(value).__name__}; assign a text or None"
            )
        return value if value is None or max_chars is None else value[:max_chars]

    return check
