"""Buttons that do more than to be clicked: they hand over a file, open a link, or offer a menu."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, overload

from ..errors import (
    StreamlitAPIException,
    StreamlitInvalidParameterTypeError,
    StreamlitInvalidURLError,
    StreamlitMissingRequiredParameterError,
    StreamlitValueAssignmentNotAllowedError,
)
from ..markup import render_inline
from ..offers import offer_of
from ..sources import scheme_of
from ..state import HIDDEN
from ..tree import Control, View
from ..widgets import Download, LinkButton, MenuButton
from .base import Base
from .downloads import server_of, told_by
from .identity import checked_key, identity_of, refuse_duplicate, root_of
from .options import Options
from .presses import click_of, press_props, shortcut_of, stretched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..types import Args, Callback, Key, Kwargs, Props, Width

# Links that would run a script on the page of the notebook.
_DANGEROUS = {"javascript", "vbscript", "data", "?"}


class Buttons(Base):
    """Buttons with a purpose of their own."""

    __slots__ = ()

    def download_button(
        self,
        label: str,
        data: Any,
        file_name: str | None = None,
        mime: str | None = None,
        key: Key = None,
        help: str | None = None,
        on_click: Callback | Literal["rerun", "ignore"] | None = "rerun",
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
        r"""Show a button that saves a file; return True in the one run that a click causes.

        The file is sent at the click, in pieces, so that large ones do not hold up the page; a
        browser that has the same file already gets nothing.

        Parameters
        ----------
        label
            Inline Markdown.
        data
            Text, bytes, an open file, or a function without parameters that returns one of them.
            The function is called at a click, on a thread of its own; `st.*` calls in it show
            nothing.
        file_name
            By default that of the open file, else "download" with an ending that fits.
        mime
            The type, such as "text/csv"; by default it follows from the name of the open file, else
            text is "text/plain" and bytes are "application/octet-stream".
        key, help, args, kwargs, disabled
            See `ipyrerun.elements.base`.
        on_click
            "rerun" runs the script after the click, "ignore" does not; a function is called before
            the run.
        type, icon, icon_position, use_container_width, width, shortcut, wrap
            As for `button`.

        Raises
        ------
        StreamlitAPIException
            `data` is nothing of that.

        Examples
        --------
        >>> st.download_button("Save", "month,rain\n1,14\n", "rain.csv")
        False
        """
        params = locals()
        # Two inputs are not told apart by what they hold.
        del params["data"]
        params["on_click"] = click_of("download_button", on_click)
        also = told_by(data, on_click)
        if also and (known := self._known("download_button", params, also)):
            return bool(self._again("download_button", params, known))
        params["shortcut"] = keys = shortcut_of("download_button", shortcut)
        params["width"] = stretched(width, use_container_width)
        props = press_props(
            "download_button",
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
        if on_click == "ignore":
            props["quiet"] = True
        offer = offer_of("download_button", data, file_name, mime)
        serve = None if disabled else server_of(self._current_run("download_button"), offer)
        view = View(Download, props, serve=serve)
        control = Control(
            default=False, view=view, from_view=bool, once=True, verbs={"click": True}
        )
        return self._ask("download_button", params, control)

    @overload
    def link_button(
        self,
        label: str,
        url: str,
        *,
        key: Key = ...,
        on_click: Literal["ignore"] = ...,
        args: Args = ...,
        kwargs: Kwargs = ...,
        help: str | None = ...,
        type: Literal["primary", "secondary", "tertiary"] = ...,
        icon: str | None = ...,
        icon_position: Literal["left", "right"] = ...,
        disabled: bool = ...,
        use_container_width: bool | None = ...,
        width: Width = ...,
        shortcut: str | None = ...,
        wrap: bool | None = ...,
    ) -> Any: ...
    @overload
    def link_button(
        self,
        label: str,
        url: str,
        *,
        key: Key = ...,
        on_click: Callback | Literal["rerun"],
        args: Args = ...,
        kwargs: Kwargs = ...,
        help: str | None = ...,
        type: Literal["primary", "secondary", "tertiary"] = ...,
        icon: str | None = ...,
        icon_position: Literal["left", "right"] = ...,
        disabled: bool = ...,
        use_container_width: bool | None = ...,
        width: Width = ...,
        shortcut: str | None = ...,
        wrap: bool | None = ...,
    ) -> bool: ...
    def link_button(
        self,
        label: str,
        url: str,
        *,
        key: Key = None,
        on_click: Callback | Literal["rerun", "ignore"] = "ignore",
        args: Args = None,
        kwargs: Kwargs = None,
        help: str | None = None,
        type: Literal["primary", "secondary", "tertiary"] = "secondary",
        icon: str | None = None,
        icon_position: Literal["left", "right"] = "left",
        disabled: bool = False,
        use_container_width: bool | None = None,
        width: Width = "content",
        shortcut: str | None = None,
        wrap: bool | None = None,
    ) -> Any:
        """Show a link that looks like a button; it opens in a tab of its own.

        Parameters
        ----------
        label
            Inline Markdown.
        url
            Where it leads.
        key, help, args, kwargs, disabled
            See `ipyrerun.elements.base`.
        on_click
            "ignore" makes it only a link; with "rerun" the script runs too when it is followed, and
            a function is called before that.
        type, icon, icon_position, use_container_width, width, shortcut, wrap
            As for `button`.

        Returns
        -------
        bool or Container
            Whether it was followed, for one run; of what is only a link, a handle.

        Raises
        ------
        StreamlitInvalidURLError
            `url` would run a script.

        Examples
        --------
        >>> tutorial = st.link_button("Tutorial", "https://docs.python.org/3/tutorial/")
        >>> st.link_button("Next", "https://example.org", on_click="rerun")
        False
        """
        params = locals()
        callback = click_of("link_button", on_click)
        is_link = isinstance(on_click, str) and on_click == "ignore"
        if not is_link:
            params["on_click"] = callback
            if known := self._known("link_button", params):
                return self._again("link_button", params, known)
        params["shortcut"] = keys = shortcut_of("link_button", shortcut)
        params["width"] = stretched(width, use_container_width)
        props = press_props(
            "link_button",
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
        props["url"] = _address(url)
        if is_link:
            return self._link(params, props, label)
        words = "" if label is None else str(label)
        control = Control(
            default=False,
            view=View(LinkButton, props),
            from_view=bool,
            once=True,
            in_form="acts",
            # A test follows no links: as of one that is only a link, it sees the label.
            facts={"value": lambda _: words},
        )
        return self._ask("link_button", params, control)

    def _link(self, params: dict[str, Any], props: Props, label: Any) -> Any:
        """Place what is only a link; one with a key or a shortcut is there once in a run."""
        run = self._current_run("link_button")
        key = params["key"]
        slot = ""
        if key is not None:
            slot = checked_key("link_button", key)
            if slot in run.session.state.assigned:
                raise StreamlitValueAssignmentNotAllowedError(
                    f"st.link_button: st.session_state[{slot!r}] was assigned, but a link has no "
                    "value; use another key for your own value"
                )
        elif params["shortcut"] is not None:
            own = {name: value for name, value in params.items() if name != "self"}
            root = root_of(self._parent(run))
            slot = f"{HIDDEN}{run.app}/link#{identity_of('link_button', own, {}, root)}"
        if slot:
            refuse_duplicate(run, slot, "link_button", has_key=key is not None)
        value = "" if label is None else str(label)
        handle = self._show("link_button", params, "link", props, value=value)
        if slot:
            run.ids[slot] = handle._node
        return handle

    def menu_button(
        self,
        label: str,
        options: Iterable[Any],
        *,
        key: Key = None,
        help: str | None = None,
        on_click: Callback | None = None,
        args: Args = None,
        kwargs: Kwargs = None,
        type: Literal["primary", "secondary", "tertiary"] = "secondary",
        icon: str | None = None,
        disabled: bool = False,
        width: Width = "content",
        format_func: Callable[[Any], str] = str,
        wrap: bool | None = None,
    ) -> Any:
        """Show a button with a menu; return what was chosen in the one run that this causes.

        Parameters
        ----------
        label
            Inline Markdown; what is chosen does not change it.
        options
            As for `selectbox`, but at least one. Their labels are inline Markdown.
        format_func
            As for `selectbox`; no two labels may be the same.
        key, help, on_click, args, kwargs, disabled
            See `ipyrerun.elements.base`.
        type, icon, width, wrap
            As for `button`.

        Returns
        -------
        object or None
            The option itself; None in every other run.

        Raises
        ------
        StreamlitMissingRequiredParameterError
            There are no options.
        StreamlitAPIException
            Two options have the same label.

        Examples
        --------
        >>> if st.menu_button("Export", ["CSV", "JSON"]) == "CSV":
        ...     st.write("Exporting")
        """
        params = locals()
        if known := self._known("menu_button", params):
            return self._again("menu_button", params, known)
        choice: Options[Any] = Options("menu_button", options, format_func)
        params["options"] = choice.labels
        if not choice.options:
            raise StreamlitMissingRequiredParameterError(
                f"st.menu_button: `options` is {options!r}, which holds nothing; give at least one "
                "option"
            )
        if choice.shared:
            raise StreamlitAPIException(
                f"st.menu_button: several options have the label {choice.shared[0]!r}; let "
                "`format_func` give each its own"
            )
        props = press_props(
            "menu_button",
            label,
            help,
            type=type,
            icon=icon,
            disabled=disabled,
            width=width,
            wrap=wrap,
        )
        props["options"] = choice.labels
        props["html"] = [render_inline(text, links=False) for text in choice.labels]
        control: Control[Any] = Control(
            default=None,
            view=View(MenuButton, props),
            to_view=choice.label_of,
            from_view=choice.option_of,
            accepts=choice.has,
            once=True,
            verbs={
                "click": lambda _, option: option,
                "click_index": lambda _, place: choice.options[place],
            },
        )
        return self._ask("menu_button", params, control)


def _address(url: Any) -> str:
    """Return where a link leads, or raise if it is no place."""
    if not isinstance(url, str):
        raise StreamlitInvalidParameterTypeError(
            f"st.link_button: `url` is {url!r}, of type {type(url).__name__}; give a text"
        )
    if scheme_of(url) in _DANGEROUS:
        raise StreamlitInvalidURLError(
            f"st.link_button: `url` is {url!r}, which leads to no page; give an address such as "
            "https://example.org"
        )
    return url
