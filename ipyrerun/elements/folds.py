"""Blocks that open and close: tabs, expander, popover.

What is open is the browser's: it stays through reruns, and the script does not hear of it, unless
`on_change` asks for it. Then the block is an input, whose value is the label of the open tab, or
whether the block is open.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, Literal, Self

from ..errors import (
    StreamlitInvalidParameterTypeError,
    StreamlitMissingRequiredParameterError,
    StreamlitValueError,
)
from ..markup import remembered, render_inline
from ..tree import Control, Node, View
from .base import Base, handle_of
from .presses import stretched
from .shared import Look, css_of, fold_props, height_of, help_of, icon_of, one_of, width_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ..run import Run
    from ..types import Args, Bind, Height, Key, Kwargs, OnChange, Props, Width

_BUTTONS = ("primary", "secondary", "tertiary")
# The parameters by which such a block is the same one, with or without a key.
_SAME = {
    "tabs": itemgetter("tabs", "width", "height", "default"),
    "expander": itemgetter("label", "expanded", "icon", "width", "type"),
    "popover": itemgetter("label", "type", "help", "icon", "disabled", "width"),
}


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

        The script fills all of them in every run; changing the tab runs nothing, unless `on_change`
        says so.

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
        on_change, args, kwargs
            "ignore" leaves the choice to the browser. With "rerun" or a function, which is called
            with `args` and `kwargs` before, changing the tab runs the script: the tabs' `open` says
            which one it is, and `st.session_state[key]` is its label.
        bind
            "query-params" keeps the label in the address of the page, under the key.

        Raises
        ------
        StreamlitMissingRequiredParameterError
            There is no label.
        StreamlitInvalidParameterTypeError
            A label is not a text.
        StreamlitValueError
            `default` is no label, `on_change` is nothing of the above, or bound labels are empty or
            the same.

        Examples
        --------
        >>> chart, table = st.tabs(["Chart", "Table"], default="Table")
        >>> table.write("the figures")

        Draw only what is in view:

        >>> fast, slow = st.tabs(["Fast", "Slow"], on_change="rerun")
        >>> if slow.open:
        ...     slow.write("computed now")
        """
        params = locals()
        if _is_input("tabs", on_change, bind):
            run, row = self._hold("tabs", params, "tabs", _tabs_control)
            return _filled(run, row, row.props["names"])
        labels, start, props = _tabs_of(params)
        props |= css_of(key) | ({"start": start} if start else {})
        block = self._nest("tabs", params, "tabs", props, key=key)
        return _filled(block._run, block._node, labels)

    def _hold(
        self,
        name: str,
        params: dict[str, Any],
        kind: str,
        make: Callable[[dict[str, Any]], Control[Any]],
    ) -> tuple[Run, Node]:
        """Place a block whose being open the script is told; no key excuses a parameter.

        `make` returns its record, where no equal call has come to one.
        """
        known = self._known(name, params)
        control = make(params) if known is None else known.control
        return self._field(name, params, control, kind, _SAME[name](params), None)

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
        on_change, args, kwargs
            "ignore" leaves it to the browser. With "rerun" or a function, which is called with
            `args` and `kwargs` before, opening and closing runs the script: the block's `open` and
            `st.session_state[key]` say whether it is open.
        bind
            "query-params" keeps that in the address of the page, under the key.

        Raises
        ------
        StreamlitMissingRequiredParameterError
            `label` is None.
        StreamlitValueError
            `type` is none of the three words, or `on_change` is nothing of the above.

        Examples
        --------
        >>> with st.expander("How this was computed", icon="\N{ABACUS}"):
        ...     st.write("By hand.")

        Compute only what is in view:

        >>> details = st.expander("Details", on_change="rerun")
        >>> if details.open:
        ...     details.write("computed now")
        """
        params = locals()
        if _is_input("expander", on_change, bind):
            return handle_of(*self._hold("expander", params, "fold", _expander_control))
        props = _expander_props(params)
        props |= css_of(key) | ({"expanded": True} if expanded else {})
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
            As for `st.expander`.

        Raises
        ------
        StreamlitMissingRequiredParameterError
            `label` is None.
        StreamlitValueError
            `type` is none of the three words, or `on_change` is nothing of the above.

        Examples
        --------
        >>> with st.popover("Settings"):
        ...     has_grid = st.checkbox("Show the grid")
        """
        params = locals()
        params["width"] = stretched(width, use_container_width)
        if _is_input("popover", on_change, None):
            return handle_of(*self._hold("popover", params, "popover", _popover_control))
        props = _popover_props(params) | css_of(key)
        return self._nest("popover", params, "popover", props, key=key)


class Opening(Base):
    """A block that knows whether it is open, and is what `with` binds."""

    __slots__ = ()

    @property
    def open(self) -> bool | None:
        """Whether the block is open; None if `on_change` leaves that to the browser."""
        node = self._node
        value: bool | None = None if node is None else node.value
        return value

    def __enter__(self) -> Self:
        """Let bare `st.*` calls in the body draw here."""
        super().__enter__()
        return self


def _filled(run: Run, row: Node, labels: Sequence[str]) -> tuple[Any, ...]:
    """Return the tabs of a row, which it gets now."""
    # The tabs are what `st.tabs` made; their row is only what holds them.
    row.name = "row"
    id_, chosen = row.id, row.value
    tabs = []
    for place, label in enumerate(labels):
        is_open = None if chosen is None else label == chosen
        props, params = _tab_of(label)
        if params["label"] is not label:
            # It may be only equal, as a member of an Enum is.
            params = {"label": label}
        node = Node(f"{id_}.tab{place}", "tab", "tabs", props, params, is_open, [])
        run.place(node, row)
        tabs.append(handle_of(run, node))
    return tuple(tabs)


@remembered()
def _tab_of(label: str) -> tuple[Props, Mapping[str, str]]:
    """Return the props and the parameters of a tab, which all with the label share."""
    return {"label": render_inline(label)}, {"label": label}


def _expander_props(params: Mapping[str, Any]) -> Props:
    label = params["label"]
    _need_label("expander", label)
    props = fold_props("expander", label, params["type"], params["width"])
    return props | icon_of("expander", params["icon"])


def _expander_control(params: dict[str, Any]) -> Control[bool]:
    view = View(None, _expander_props(params))
    return Control(bool(params["expanded"]), view, to_view=bool, from_view=bool)


def _popover_props(params: Mapping[str, Any]) -> Props:
    label, look, wrap = params["label"], params["type"], params["wrap"]
    _need_label("popover", label)
    props: Props = {"label": render_inline(str(label))}
    if look != "secondary":
        props["type"] = one_of("popover", "type", look, _BUTTONS)
    if params["disabled"]:
        props["disabled"] = True
    if wrap is not None:
        props["wrap"] = bool(wrap)
    props |= help_of(params["help"]) | icon_of("popover", params["icon"])
    return props | width_of("popover", params["width"], "content")


def _popover_control(params: dict[str, Any]) -> Control[bool]:
    view = View(None, _popover_props(params))
    return Control(default=False, view=view, to_view=bool, from_view=bool)


def _need_label(name: str, label: Any) -> None:
    if label is None:
        raise StreamlitMissingRequiredParameterError(f"st.{name}: `label` is None; give a text")


def _is_input(name: str, on_change: Any, bind: Any) -> bool:
    """Return whether the script is told what is open."""
    if not callable(on_change) and on_change not in ("rerun", "ignore"):
        raise StreamlitValueError(
            f'st.{name}: `on_change` is {on_change!r}; give "rerun", "ignore" or a function'
        )
    if bind not in (None, "query-params"):
        raise StreamlitValueError(
            f'st.{name}: `bind` is {bind!r}; the supported values are None and "query-params"'
        )
    return on_change != "ignore" or bind is not None


def _tabs_of(params: Mapping[str, Any]) -> tuple[list[str], int, Props]:
    """Return the labels of tabs, which of them is open at first, and the props of their row."""
    default = params["default"]
    labels = _labels(params["tabs"], default)
    if params["bind"]:
        _need_names(labels)
    props = width_of("tabs", params["width"], allowed=("stretch",))
    props |= height_of("tabs", params["height"])
    return labels, labels.index(default) if default else 0, props


def _tabs_control(params: dict[str, Any]) -> Control[str]:
    labels, start, props = _tabs_of(params)
    first = labels[start]
    return Control(
        default=first,
        view=View(None, props | {"names": labels}),
        accepts=lambda label: label in labels,
        check=lambda label: label if label in labels else first,
    )


def _labels(tabs: Sequence[str], default: str | None) -> list[str]:
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
    return labels


def _need_names(labels: list[str]) -> None:
    """Raise for labels that an address cannot tell apart."""
    if "" in labels:
        raise StreamlitValueError(
            "st.tabs: a label is empty; with `bind` each tab needs one, for the page's address"
        )
    twice = [label for i, label in enumerate(labels) if label in labels[:i]]
    if twice:
        raise StreamlitValueError(
            f"st.tabs: the label {twice[0]!r} is used twice; with `bind` each tab needs its own, "
            "for the page's address"
        )
