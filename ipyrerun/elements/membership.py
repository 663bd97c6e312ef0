"""In which form an input is, and what that makes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..errors import StreamlitInvalidFormCallbackError, StreamlitInvalidLayoutContextError

if TYPE_CHECKING:
    from ..tree import Control, Node
    from ..types import Props


def form_around(node: Node | None) -> Node | None:
    """Return the form that a block stands in, or is; None if there is none."""
    while node is not None and node.kind != "form":
        node = node.parent
    return node


def check_form(name: str, change: Any, control: Control[Any], form: Node | None) -> str:
    """Raise for an input that cannot be where it is, in this form or in none.

    Return what the form adds to the identity of an input without a key.
    """
    if form is None:
        if control.in_form == "submits":
            raise StreamlitInvalidLayoutContextError(
                f"st.{name} was called outside a form, so it has nothing to submit; call it inside "
                "`with st.form(...):`, or use st.button"
            )
        return ""
    key = form.params["key"]
    if callable(change) and control.in_form != "submits":
        raise StreamlitInvalidFormCallbackError(
            f"st.{name}: it has the callback {_called(change)} and is in the form {key!r}, which "
            "sends all its values at once; give the callback to st.form_submit_button"
        )
    if control.once and not control.in_form:
        raise StreamlitInvalidLayoutContextError(
            f"st.{name} cannot be in a form: its click would not send the values of the form "
            f"{key!r}; use st.form_submit_button, or put it outside the form"
        )
    return f"/{key}"


def _called(function: Any) -> str:
    return str(getattr(function, "__name__", None) or repr(function))


def join(node: Node, form: Node, app: str) -> None:
    """Let an input wait for its form, or submit it.

    Blocks and widgets of others have no value of ours that could wait.
    """
    assert node.input is not None
    control, view = node.input.control, node.view
    if view is None or view.widget is None or control.in_form == "acts":
        return
    node.input.group = form
    options, id_ = form.params, f"{app}/{form.params['key']}"
    props: Props = {"submits" if control.once else "form": id_}
    if control.once and not options["enter_to_submit"]:
        props["enter"] = False
    if not control.once and options["clear_on_submit"]:
        props["reset"] = control.to_view(control.default)
    node.view = replace(view, props={**view.props, **props})
