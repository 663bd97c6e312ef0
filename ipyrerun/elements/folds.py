"""Blocks that open and close: tabs, expander, popover, status.

What is open is the browser's: it stays through reruns, and the script does not hear of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Self

from ..errors import (
    StreamlitInvalidParameterTypeError,
    StreamlitMissingRequiredParameterError,
    StreamlitValueError,
)
from ..markup import render_inline
from ..tree import block
from .base import Base
from .shared import css_of, height_of, help_of, icon_of, not_yet, one_of, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from ..types import Args, Bind, Height, Key, Kwargs, OnChange, Props, Width

Look = Literal["default", "compact", "step"]
State = Literal["running", "complete", "error"]
_LOOKS = ("default", "compact", "step")
_BUTTONS = ("primary", "secondary", "tertiary")
# What a test finds as the icon of a status.
_STATES = {"running": "spinner", "complete": ":material/check:", "error": ":material/error:"}


class Folds(Base):
    """Blocks that open and close."""

    __slots__ = ()

    def tabs(
        self,
        tabs: Sequence[str],
        *,
        width: Width = "stretch",
        height: Height = "content",
        default: str | None = None,
        key: Key = None,
        on_change: OnChange = "ignore",
        args: Args = None,
        kwargs: Kwargs = None,
        bind: Bind = None,
    ) -> tuple[Any, ...]:
        """Add blocks of which one is in view, and return them in the order of their labels.

        The script fills all of them in every run; changing the tab runs nothing.

        Parameters
        ----------
        tabs
            The labels, as inline Markdown. Two may be the same.
        width
            "stretch" or pixels.
        height
            "content", "stretch" or pixels; what is higher scrolls inside the open tab.
        default
            The label of the tab that is open at first; by default the first one.
        key
            Name of the block; also its CSS class, as `st-key-<key>`.
        on_change, args, kwargs, bind
            Not supported yet.

        Raises
        ------
        StreamlitMissingRequiredParameterError
            There is no label.
        StreamlitInvalidParameterTypeError
            A label is not a text.
        StreamlitValueError
            `default` is no label.

        Examples
        --------
        >>> chart, table = st.tabs(["Chart", "Table"], default="Table")
        >>> table.write("the figures")
        """
        params = locals()
        _refuse_state("tabs", on_change, args=args, kwargs=kwargs, bind=bind)
        labels = list(tabs)
        if not labels:
            raise StreamlitMissingRequiredParameterError(
                f"st.tabs: `tabs` is {tabs!r}; give at least one label"
            )
        if default and default not in labels:
            raise StreamlitValueError(
                f"st.tabs: `default` is {default!r}, which is none of the labels "
                f"{', '.join(map(repr, labels))}"
            )
        for label in labels:
            if not isinstance(label, str):
                raise StreamlitInvalidParameterTypeError(
                    f"st.tabs: the label {label!r} is of type {type(label).__name__}; give a text"
                )
        props: Props = width_of("tabs", width, allowed=("stretch",)) | height_of("tabs", height)
        start = labels.index(default) if default else 0
        if start:
            props["start"] = start
        row = self._nest("tabs", params, "tabs", props | css_of(key), key=key)
        # The tabs are what `st.tabs` made; their row is only what holds them.
        row._node.name = "row"
        return tuple(row._tab(label) for label in labels)

    def _tab(self, label: str) -> Any:
        row, run = self._node, self._run
        assert row is not None
        assert run is not None
        node = block(row.next_id("tab"), "tab", "tabs", {"label": render_inline(label)})
        node.params = {"label": label}
        run.place(node, row)
        return self._handle(run, node)

    def expander(
        self,
        label: str,
        expanded: bool = False,
        *,
        key: Key = None,
        icon: str | None = None,
        type: Look = "default",
        width: Width = "stretch",
        on_change: OnChange = "ignore",
        args: Args = None,
        kwargs: Kwargs = None,
        bind: Bind = None,
    ) -> Any:
        """Add a block that folds away under its label.

        Parameters
        ----------
        label
            What is inside, as inline Markdown.
        expanded
            Whether it is open at first. When this changes, the block follows.
        key
            Name of the block; also its CSS class, as `st-key-<key>`.
        icon
            One emoji, or ":material/name:".
        type
            "default" is a frame, "compact" a line of text without one, "step" a step on a line that
            joins it to the steps before and after.
        width
            "stretch" or pixels.
        on_change, args, kwargs, bind
            Not supported yet.

        Raises
        ------
        StreamlitMissingRequiredParameterError
            `label` is None.
        StreamlitValueError
            `type` is none of the three words.

        Examples
        --------
        >>> with st.expander("How this was computed", icon="\N{ABACUS}"):
        ...     st.write("By hand.")
        """
        params = locals()
        _need_label("expander", label)
        _refuse_state("expander", on_change, args=args, kwargs=kwargs, bind=bind)
        props = _fold_props("expander", label, type, width, expanded=expanded)
        props |= icon_of("expander", icon) | css_of(key)
        return self._nest("expander", params, "fold", props, key=key)

    def popover(
        self,
        label: str,
        *,
        type: Literal["primary", "secondary", "tertiary"] = "secondary",
        help: str | None = None,
        icon: str | None = None,
        disabled: bool = False,
        use_container_width: bool | None = None,
        width: Width = "content",
        wrap: bool | None = None,
        key: Key = None,
        on_change: OnChange = "ignore",
        args: Args = None,
        kwargs: Kwargs = None,
    ) -> Any:
        """Add a button that opens a block above the page.

        It stays open while its inputs change the page; Escape or a click beside it close it.

        Parameters
        ----------
        label
            The button's words, as inline Markdown.
        type
            The button's look, as for `st.button`.
        help
            Tooltip, as Markdown.
        icon
            One emoji, or ":material/name:".
        disabled
            Grey the button out.
        use_container_width
            True is `width="stretch"`, False is `width="content"`.
        width
            Of the button: "content", "stretch" or pixels.
        wrap
            Whether a long label takes several lines; by default not in a row or right in a column,
            where it is cut off.
        key
            Name of the block; also its CSS class, as `st-key-<key>`.
        on_change, args, kwargs
            Not supported yet.

        Raises
        ------
        StreamlitMissingRequiredParameterError
            `label` is None.
        StreamlitValueError
            `type` is none of the three words.

        Examples
        --------
        >>> with st.popover("Settings"):
        ...     has_grid = st.checkbox("Show the grid")
        """
        params = locals()
        _need_label("popover", label)
        _refuse_state("popover", on_change, args=args, kwargs=kwargs)
        if use_container_width is not None:
            width = "stretch" if use_container_width else "content"
        props: Props = {"label": render_inline(str(label))}
        if type != "secondary":
            props["type"] = one_of("popover", "type", type, _BUTTONS)
        if disabled:
            props["disabled"] = True
        if wrap is not None:
            props["wrap"] = bool(wrap)
        props |= help_of(help) | icon_of("popover", icon) | css_of(key)
        props |= width_of("popover", width, "content")
        return self._nest("popover", params, "popover", props, key=key)

    def status(
        self,
        label: str,
        *,
        expanded: bool = False,
        state: State = "running",
        type: Look = "default",
        width: Width = "stretch",
    ) -> Any:
        """Add a block for what a long task has to say, with a sign of how far it is.

        In a `with` block it is complete at the end, or failed if the body raises. Its `update`
        takes `label`, `expanded` and `state`.

        Parameters
        ----------
        label
            What is under way, as inline Markdown.
        expanded
            Whether it is open.
        state
            "running", "complete" or "error".
        type
            As for `st.expander`.
        width
            "stretch" or pixels.

        Raises
        ------
        StreamlitValueError
            `state` or `type` is none of its words.

        Examples
        --------
        >>> with st.status("Reading") as status:
        ...     st.write("three files")
        ...     status.update(label="Read", expanded=False)
        """
        params = {**locals(), "icon": _STATES.get(state)}
        props = _fold_props("status", label or "", type, width, expanded=expanded)
        props["state"] = one_of("status", "state", state, tuple(_STATES))
        return self._nest("status", params, "fold", props)


class Opening(Base):
    """A block that knows whether it is open, and is what `with` binds."""

    __slots__ = ()

    @property
    def open(self) -> None:
        """None: the browser does not tell whether the block is open."""
        return

    def __enter__(self) -> Self:
        """Let bare `st.*` calls in the body draw here."""
        super().__enter__()
        return self


class Status(Base):
    """What the block of `st.status` can do besides holding elements."""

    __slots__ = ()

    def update(
        self,
        *,
        label: str | None = None,
        expanded: bool | None = None,
        state: State | None = None,
    ) -> None:
        """Change what the status says; what is None stays as it is.

        Parameters
        ----------
        label
            What is under way, as inline Markdown.
        expanded
            Open or close the block.
        state
            "running", "complete" or "error".

        Raises
        ------
        StreamlitValueError
            `state` is none of the three words.
        """
        self._current_run("status")
        self._update(label, expanded, state)

    def _update(self, label: str | None, expanded: bool | None, state: str | None) -> None:
        node, run = self._node, self._run
        assert node is not None
        assert run is not None
        props, params = dict(node.props), dict(node.params)
        if label is not None:
            params["label"] = label
            props["label"] = render_inline(str(label))
        if expanded is not None:
            params["expanded"] = expanded
            props["expanded"] = bool(expanded)
        if state is not None:
            params["state"] = props["state"] = one_of("status", "state", state, tuple(_STATES))
            params["icon"] = _STATES[state]
        # New ones: the page may still hold the old ones as what it shows.
        node.props, node.params = props, params
        run.touched()

    def __enter__(self) -> Self:
        """Let bare `st.*` calls in the body draw here, until the task is done or has failed."""
        super().__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # No checkpoint: also what a stopped run had under way is shown as failed.
        assert self._node is not None
        if self._node.params["state"] == "running":
            self._update(None, None, "complete" if kind is None else "error")
        super().__exit__(kind, error, trace)


def _fold_props(name: str, label: str, look: str, width: Any, *, expanded: bool) -> Props:
    props: Props = {"label": render_inline(str(label))}
    if expanded:
        props["expanded"] = True
    if look != "default":
        props["look"] = one_of(name, "type", look, _LOOKS)
    return props | width_of(name, width, allowed=("stretch",))


def _need_label(name: str, label: Any) -> None:
    if label is None:
        raise StreamlitMissingRequiredParameterError(f"st.{name}: `label` is None; give a text")


def _refuse_state(name: str, on_change: Any, **others: Any) -> None:
    """Refuse what would tell the script whether the block is open."""
    if not callable(on_change) and on_change not in ("rerun", "ignore"):
        raise StreamlitValueError(
            f'st.{name}: `on_change` is {on_change!r}; give "rerun", "ignore" or a function'
        )
    not_yet(name, on_change=None if on_change == "ignore" else on_change, **others)
