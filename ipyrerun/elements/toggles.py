"""Buttons, boxes to tick, and switches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from ..errors import StreamlitInvalidParameterTypeError
from ..tree import Control, View
from ..widgets import Button, Checkbox
from .base import Base
from .presses import press_props, shortcut_of, stretched
from .shared import label_props

if TYPE_CHECKING:
    from ..types import (
        Args,
        Bind,
        Callback,
        Key,
        Kwargs,
        LabelVisibility,
        OnChange,
        Persist,
        Props,
        Width,
    )


class Toggles(Base):
    """Inputs that are on or off."""

    __slots__ = ()

    def button(
        self,
        label: str,
        key: Key = None,
        help: str | None = None,
        on_click: Callback | None = None,
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        type: Literal["primary", "secondary", "tertiary"] = "secondary",
        icon: str | None = None,
        icon_position: Literal["left", "right"] = "left",
        disabled: bool = False,
        use_container_width: bool | None = None,
        width: Width = "content",
        shortcut: str | None = None,
        wrap: bool | None = None,
    ) -> bool:
        """Show a button; return True in the one run that a click causes.

        Once it has returned True, that run goes to its end: no later event cuts it short, and no
        click is lost.

        Parameters
        ----------
        label
            Inline Markdown.
        key, help, on_click, args, kwargs, disabled
            See `ipyrerun.elements.base`.
        type
            "primary" stands out, "tertiary" is only text.
        icon, icon_position
            One emoji, a Material icon such as ":material/send:" or "spinner"; "left" or "right" of
            the label.
        use_container_width
            Streamlit's older name for `width="stretch"`, or if False for `width="content"`.
        width
            "content", "stretch" or pixels.
        shortcut
            Keys that click the button, such as "Ctrl+Enter"; not C or R. Ctrl, Cmd, Meta and Mod
            are one, and so are Alt and Option. A key alone does nothing while somebody types.
        wrap
            Whether a long label may take several lines; if not, it ends in an ellipsis. By default
            it may, but not in a row or directly in a column.

        Raises
        ------
        StreamlitAPIException
            `shortcut` is no such keys, `icon` no icon, or `on_click` no function.

        Examples
        --------
        >>> if st.button("Greet"):
        ...     st.write("Hello")
        """
        params = locals()
        if known := self._known("button", params):
            return bool(self._again("button", params, known))
        params["shortcut"] = keys = shortcut_of("button", shortcut)
        params["width"] = stretched(width, use_container_width)
        props = press_props(
            "button",
            label,
            help,
            type=type,
            icon=icon,
            icon_position=icon_position,
            disabled=disabled,
            width=params["width"],
            shortcut=keys,
            wrap=wrap,
        )
        control = Control(
            default=False,
            view=View(Button, props),
            from_view=bool,
            once=True,
            verbs={"click": True},
        )
        return self._ask("button", params, control)

    def checkbox(
        self,
        label: str,
        value: bool = False,
        key: Key = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        disabled: bool = False,
        label_visibility: LabelVisibility = "visible",
        width: Width = "content",
        wrap: bool | None = None,
        bind: Bind = None,
        persist_state: Persist = None,
    ) -> bool:
        """Show a box to tick; return whether it is ticked.

        Parameters
        ----------
        label
            Inline Markdown.
        value
            Whether it is ticked at first.
        key, help, on_change, args, kwargs, disabled, label_visibility
            See `ipyrerun.elements.base`.
        width
            "content", "stretch" or pixels.
        wrap
            Whether a long label may take several lines.
        bind, persist_state
            See `ipyrerun.elements.base`.

        Examples
        --------
        >>> st.checkbox("Show the table")
        False
        """
        params = locals()
        if known := self._known("checkbox", params):
            return self._again("checkbox", params, known)
        props = label_props(
            "checkbox",
            label,
            label_visibility,
            help,
            width,
            disabled=disabled,
            default_width="content",
        )
        return self._ask("checkbox", params, _tick("checkbox", props, value, wrap=wrap))

    def toggle(
        self,
        label: str,
        value: bool = False,
        key: Key = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        disabled: bool = False,
        label_visibility: LabelVisibility = "visible",
        width: Width = "content",
        wrap: bool | None = None,
        bind: Bind = None,
        persist_state: Persist = None,
    ) -> bool:
        """Show a switch; return whether it is on.

        Parameters
        ----------
        label
            Inline Markdown.
        value
            Whether it is on at first.
        key, help, on_change, args, kwargs, disabled, label_visibility
            See `ipyrerun.elements.base`.
        width, wrap
            As for `checkbox`.
        bind, persist_state
            See `ipyrerun.elements.base`.

        Examples
        --------
        >>> st.toggle("Live", True)
        True
        """
        params = locals()
        if known := self._known("toggle", params):
            return self._again("toggle", params, known)
        props = label_props(
            "toggle",
            label,
            label_visibility,
            help,
            width,
            disabled=disabled,
            default_width="content",
        )
        props["switch"] = True
        return self._ask("toggle", params, _tick("toggle", props, value, wrap=wrap))


def _tick(name: str, props: Props, value: object, *, wrap: bool | None) -> Control[bool]:
    """Return the record of what is on or off until it is changed."""
    if wrap is not None:
        props["wrap"] = wrap

    def check(stored: Any) -> bool:
        if not isinstance(stored, bool):
            raise StreamlitInvalidParameterTypeError(
                f"st.{name}: st.session_state holds {stored!r}, of type {type(stored).__name__}; "
                "assign True or False"
            )
        return stored

    return Control(
        default=bool(value),
        view=View(Checkbox, props),
        from_view=bool,
        accepts=_is_bool,
        check=check,
        verbs={"check": True, "uncheck": False},
    )


def _is_bool(value: Any) -> bool:
    return isinstance(value, bool)
