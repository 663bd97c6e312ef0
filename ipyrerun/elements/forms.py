"""Forms: inputs whose values wait until a button sends them all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from ..errors import (
    StreamlitDuplicateElementKey,
    StreamlitInvalidLayoutContextError,
    StreamlitInvalidParameterTypeError,
    StreamlitValueAssignmentNotAllowedError,
    StreamlitValueError,
)
from ..tree import Control, View
from ..widgets import Button
from .base import Base, found_as
from .presses import press_props, shortcut_of, stretched
from .shared import css_of, height_of, width_of

if TYPE_CHECKING:
    from ..run import Run
    from ..types import Args, Callback, Height, Key, Kwargs, Props, Width


class Forms(Base):
    """A block of inputs, and the button that sends them."""

    __slots__ = ()

    def form(
        self,
        key: str,
        clear_on_submit: bool = False,
        *,
        enter_to_submit: bool = True,
        border: bool = True,
        width: Width = "stretch",
        height: Height = "content",
    ) -> Any:
        """Add a block whose inputs are sent together, by the click of its submit button.

        Until then nothing runs and the script goes on seeing the values that were submitted last;
        what was entered waits in the browser, also while the page is run for another reason. An
        assignment to `st.session_state` before the input replaces what was entered.

        Parameters
        ----------
        key
            Name of the form; also its CSS class, as `st-key-<key>`. It is a name of its own: an
            input or a container may have the same key.
        clear_on_submit
            Show the inputs' first values again after each submit. The run that follows still sees
            what was entered, and so does `st.session_state` until the next submit.
        enter_to_submit
            Let Enter in a field (in an area Ctrl+Enter or Cmd+Enter) click the first submit button,
            unless that is disabled.
        border
            Draw a frame around the form.
        width, height
            "stretch", "content" or pixels; what is higher than a fixed height scrolls.

        Raises
        ------
        StreamlitInvalidLayoutContextError
            The form is inside another one.
        StreamlitDuplicateElementKey
            Another form of this run has the key.
        StreamlitInvalidParameterTypeError
            `key` is not a text.
        StreamlitValueError
            `key` is empty.
        StreamlitValueAssignmentNotAllowedError
            This run has assigned `st.session_state[key]`.

        Examples
        --------
        >>> with st.form("trip"):
        ...     place = st.text_input("Where to?")
        ...     days = st.number_input("Days", 1, 30)
        ...     if st.form_submit_button("Book"):
        ...         st.write(place, days)
        """
        params = locals()
        for name in ("clear_on_submit", "enter_to_submit"):
            if params[name] not in (True, False):
                raise StreamlitInvalidParameterTypeError(
                    f"st.form: `{name}` is {params[name]!r}; give True or False"
                )
        props: Props = {"border": True} if border else {}
        props |= width_of("form", width) | height_of("form", height)
        run = self._current_run("form")
        self._check_form_key(run, key)
        handle = self._nest("form", params, "form", props | css_of(key))
        run.forms[key] = node = handle._node
        # Its key is a name of its own, not one of the containers'.
        node.id, node.params["key"] = f"form:{key}", key
        return handle

    def _check_form_key(self, run: Run, key: Any) -> None:
        """Raise if there cannot be a form of this key here."""
        around = self._form(run)
        if around is not None:
            raise StreamlitInvalidLayoutContextError(
                f"st.form: the form {key!r} is inside the form {around.params['key']!r}; a form "
                "cannot hold another one, so put it outside"
            )
        if not isinstance(key, str):
            raise StreamlitInvalidParameterTypeError(
                f"st.form: `key` is {key!r}, of type {type(key).__name__}; give a text"
            )
        if not key:
            raise StreamlitValueError("st.form: `key` is '', an empty text; give the form a name")
        if key in run.written:
            raise StreamlitValueAssignmentNotAllowedError(
                f"st.form: st.session_state[{key!r}] was assigned, but a form has no value; use "
                "another key for your own value"
            )
        if run.form(key) is not None:
            raise StreamlitDuplicateElementKey(
                f"st.form: the key {key!r} is used twice in this run; give each form its own `key`"
            )

    @found_as("button")
    def form_submit_button(
        self,
        label: str = "Submit",
        help: str | None = None,
        on_click: Callback | None = None,
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        key: Key = None,
        type: Literal["primary", "secondary", "tertiary"] = "secondary",
        icon: str | None = None,
        icon_position: Literal["left", "right"] = "left",
        disabled: bool = False,
        use_container_width: bool | None = None,
        width: Width = "content",
        shortcut: str | None = None,
        wrap: bool | None = None,
    ) -> bool:
        """Show the button that sends a form; return True in the one run that a click causes.

        The click and all values of the form arrive together. A form may have several such buttons;
        an input that must not be empty (`required`), or whose words make no value, keeps the form
        from being sent and says so.

        Parameters
        ----------
        label
            Inline Markdown.
        help, disabled
            See `ipyrerun.elements.base`.
        on_click, args, kwargs
            A function to call with these arguments before the run; it sees the new values. No other
            input of the form may have one.
        key
            Name of the button; by default "FormSubmitter:<key of the form>-<label>".
        type, icon, icon_position, use_container_width, width, shortcut, wrap
            As for `st.button`.

        Raises
        ------
        StreamlitInvalidLayoutContextError
            It is not inside a form.
        StreamlitDuplicateElementKey
            The form has another one with the same label, and neither has a key.
        StreamlitAPIException
            `shortcut` is no such keys, `icon` no icon, or `on_click` no function.

        Examples
        --------
        >>> form = st.form("search")
        >>> words = form.text_input("Search for")
        >>> if form.form_submit_button("Search", type="primary"):
        ...     st.write("Looking for", words)
        """
        params = locals()
        name = "form_submit_button"
        if key is None and (form := self._form(self._current_run(name))) is not None:
            params["key"] = f"FormSubmitter:{form.params['key']}-{label}"
        if known := self._known(name, params):
            return bool(self._again(name, params, known))
        params["shortcut"] = keys = shortcut_of(name, shortcut)
        params["width"] = stretched(width, use_container_width)
        props = press_props(
            name,
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
            in_form="submits",
            verbs={"click": True},
        )
        return self._ask(name, params, control)
