"""Any ipywidget as an input."""

from __future__ import annotations

import hashlib
from functools import partial
from html import escape
from types import CodeType
from typing import TYPE_CHECKING, Any

from ipywidgets import DOMWidget

# ipywidgets' own table; the public `Widget.widgets` warns.
from ipywidgets.widgets.widget import _instances
from traitlets import TraitError

from ..bound import Bound, Traits, created, plain
from ..errors import (
    StreamlitInvalidParameterTypeError,
    StreamlitMissingRequiredParameterError,
    StreamlitValueError,
)
from ..run import current
from ..state import is_same
from ..tree import Control, View
from .base import Base
from .identity import checked_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..run import Run
    from ..types import Args, Key, Kwargs, OnChange

# Traits that every widget has and that say nothing about it.
_MECHANICS = frozenset(["comm", "keys", "layout", "log", "style", "tabbable", "tooltip"])


class Bindings(Base):
    """Widgets of other packages whose traits are values."""

    __slots__ = ()

    def widget(
        self,
        factory: Callable[[], Any],
        *,
        key: Key = None,
        traits: str | Sequence[str] | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
    ) -> Any:
        """Show an ipywidget of any package as an input; return the values of its traits.

        The widget is created once and stays until a whole run does not draw it any more.
        `st.widget_of(key)` returns it. What the script sets on it after this call is what the next
        run gets; it causes no run itself. A form does not hold its values back.

        Parameters
        ----------
        factory
            Called without arguments to create the widget: a function, a lambda or the widget's
            class. It is called again only when its text has changed, not when a run defines it
            anew.
        key
            Name of the widget and of its entry in `st.session_state`; it cannot be left out. Drawn
            by another cell too, it is the same widget, seen twice.
        traits
            The traits to bind: one name, or several. By default `value`; an empty list binds none.
        on_change, args, kwargs
            See `ipyrerun.elements.base`.

        Returns
        -------
        object
            The value of the trait whose name was given. Of a list of names a dict, which can be
            read by attribute too and not be changed. Assign to `st.session_state[key]` to set the
            widget: a value, or a dict with those of the traits that are to change.

        Raises
        ------
        StreamlitMissingRequiredParameterError
            There is no `key`.
        StreamlitValueError
            The widget has no such trait; or the trait cannot take what was assigned to the key.
        StreamlitInvalidParameterTypeError
            `factory` cannot be called, or did not return a widget.

        Examples
        --------
        >>> from ipywidgets import IntSlider
        >>> st.widget(IntSlider, key="n")
        0
        >>> st.widget(lambda: IntSlider(3, max=9), key="m", traits=["value", "max"])
        {'value': 3, 'max': 9}
        """
        params = locals()
        if key is None:
            raise StreamlitMissingRequiredParameterError(
                "st.widget: `key` is missing; give the widget a name by which the runs find it"
            )
        run = self._current_run("widget")
        slot = checked_key("widget", key)
        asked = traits if traits is None or isinstance(traits, str) else tuple(traits)
        signature = (_text_of(factory), asked)
        bound = _bound(run, slot, factory, asked, signature)
        _follow(run, slot, bound)
        default = bound.read()
        control = bound.control
        if control is None or not is_same(control.default, default):
            control = bound.control = _control(bound, default)
        value = self._ask("widget", params, control, keyed=signature)
        bound.stamp = run.session.state.stamps.get(slot, 0)
        return value


def _control(bound: Bound, default: Any) -> Control[Any]:
    """Return the record of an input that shows a widget."""
    return Control(
        default=default,
        view=View(None, {}, instance=bound.widget, listen=bound.listen, still=_still),
        from_view=bound.whole,
        accepts=bound.fits,
        copy=plain,
        verbs={"set_trait": lambda now, name, value: {**now, name: value}},
        facts={"widget": lambda _: bound.widget},
    )


def _bound(
    run: Run, slot: str, factory: Any, asked: str | tuple[str, ...] | None, signature: Any
) -> Bound:
    """Return the key's widget, creating it where there is none or its factory is another."""
    state = run.session.state
    before: Bound | None = state.held.get(slot)
    if before is not None and before.signature == signature and not before.is_closed:
        return before
    run.session.refuse_other(run, slot, "widget", signature)
    widget, made = _create(factory)
    names = _names(widget, asked)

    def keep() -> None:
        """Take over what the script has set on the widget."""
        drawing = current.get()
        bound.stamp = state.put(slot, bound.read())
        if drawing is not None:
            drawing.changed.add(slot)

    is_single = not isinstance(asked, tuple)
    bound = Bound(widget, names, is_single=is_single, made=made, keep=keep)
    bound.signature = signature
    if before is not None and before.signature != signature:
        # Another input: it begins with its own value, not with the one before.
        bound.stamp = state.stamps.get(slot, 0)
    held: Bound = state.hold(slot, bound, before)
    return held


def _create(factory: Any) -> tuple[Any, list[Any]]:
    """Return the widget that the factory makes, and what is to be closed with it."""
    if not callable(factory):
        raise StreamlitInvalidParameterTypeError(
            f"st.widget: `factory` is of type {type(factory).__name__}, which cannot be called; "
            "give the widget's class, or a function that makes it: `lambda: IntSlider(max=5)`"
        )
    before = frozenset(list(_instances))
    widget = factory()
    if not isinstance(widget, DOMWidget):
        raise StreamlitInvalidParameterTypeError(
            f"st.widget: `factory` returned {widget!r}, of type {type(widget).__name__}; let it "
            "return an ipywidget that can be shown"
        )
    return widget, created(widget, before)


def _names(widget: Any, asked: str | tuple[str, ...] | None) -> tuple[str, ...]:
    wanted = ("value",) if asked is None else (asked,) if isinstance(asked, str) else asked
    for name in wanted:
        if not isinstance(name, str) or not widget.has_trait(name):
            there = sorted(n for n in widget.traits() if n[0] != "_" and n not in _MECHANICS)
            raise StreamlitValueError(
                f"st.widget: {type(widget).__name__} has no trait {name!r}; choose `traits` from "
                f"{', '.join(there)}"
            )
    return wanted


def _follow(run: Run, slot: str, bound: Bound) -> None:
    """Bring widget and state in step where the newer value has not reached the other."""
    state = run.session.state
    table = state.table(slot)
    is_assigned = slot in state.assigned
    if bound.is_unheard and not is_assigned:
        bound.is_unheard = False
        bound.stamp = state.put(slot, bound.read())
    elif slot in table and (is_assigned or state.stamps.get(slot, 0) > bound.stamp):
        value = table[slot]
        try:
            now = bound.write(value)
        except (TraitError, ValueError) as error:
            state.put(slot, bound.read())
            if is_assigned:
                state.assigned.discard(slot)
                raise StreamlitValueError(
                    f"st.widget: st.session_state[{slot!r}] is {value!r}, which "
                    f"{type(bound.widget).__name__} cannot take: {error}"
                ) from error
        else:
            # A widget may make something else of it, as a slider does beyond its ends.
            state.put(slot, now)


def _still(value: Any) -> str:
    """Return what a page without a kernel shows."""
    rows = value.items() if type(value) is Traits else [("value", value)]
    return "<br>".join(f"{escape(name)}: {escape(str(one))}" for name, one in rows)


def _text_of(factory: Any) -> str:
    """Return what tells one factory from another: not the object, which each run makes anew."""
    if isinstance(factory, partial):
        return _text_of(factory.func)
    code = getattr(factory, "__code__", None)
    if code is None:
        kind = factory if isinstance(factory, type) else type(factory)
        return f"{kind.__module__}.{kind.__qualname__}"
    return hashlib.blake2b(repr(_parts(code)).encode(), digest_size=8).hexdigest()


def _parts(code: CodeType) -> tuple[Any, ...]:
    """Return code without the lines on which it stands."""
    consts = [_parts(one) if isinstance(one, CodeType) else one for one in code.co_consts]
    return code.co_code, code.co_names, code.co_varnames, consts
