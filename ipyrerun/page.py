"""Old tree + new tree → one commit.

Live widgets opened, set and closed, and one patch to the browser.

Only this module creates, sets and closes live widgets. A commit is one critical section: comms of
new children are opened first, then surviving children are updated, then the patch goes out, then
what left the page is closed.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import Context
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import traitlets

from .events import Event
from .output import Output
from .patch import Patch, Ranges, diff, diff_all, to_json, wire
from .sink import put
from .tree import Node, empty_page
from .widgets import LOCK, Page, Shown, tell_observers

if TYPE_CHECKING:
    from .sink import Part, Touched
    from .tree import Control, Input
    from .types import Props

Submit = Callable[[Event, Context | None], None]


@dataclass(slots=True)
class Live:
    """A live widget on a page: what it shows, and the stamp of the value that it shows."""

    widget: Any
    model: str = ""
    slot: str = ""
    stamp: int = 0
    props: Props | None = None
    digest: object = None
    is_foreign: bool = False
    is_quiet: bool = False
    control: Control[Any] | None = None
    leave: Callable[[], None] | None = None

    def check(self, value: Any) -> None:
        """Raise if this is no value for the input as the page shows it."""
        assert self.control is not None
        try:
            self.control.read(value)
        except ValueError as error:
            raise traitlets.TraitError(
                f"st.widget_of({self.slot!r}).value: {value!r} is no value of this input, which "
                f"shows {self.widget.value!r}; assign what its view in the browser could send"
            ) from error


class PageSink:
    """Shows the trees of one app on its page.

    Parameters
    ----------
    submit
        Takes the events of the inputs.
    listen
        Takes the messages of the page's menu and of its views, but for those about children that a
        browser lacks.
    options
        What the page itself shows: the app's name, whether the code is hidden.
    is_app
        False for what an ordinary cell draws, which does not come to life in a saved notebook.
    """

    def __init__(
        self,
        submit: Submit,
        listen: Callable[[dict[str, Any]], None],
        options: dict[str, Any],
        *,
        is_app: bool = True,
    ) -> None:
        self._submit = submit
        self._listen = listen
        self.shown = empty_page()
        self.live: dict[str, Live] = {}
        self._adopted: dict[str, Live] = {}
        self._stale: Ranges = {}
        self.page = Page(self.snapshot, self._hear, options=options)
        self.output = Output(self.page, lambda: self.shown, hint=is_app)

    def _hear(self, content: dict[str, Any]) -> None:
        if content.get("type") == "missing":
            self._tell_again(set(content["models"]))
        else:
            self._listen(content)

    def _tell_again(self, models: set[str]) -> None:
        """Tell a browser of children whose opening it has not received."""
        told: list[dict[str, Any]] = []
        buffers: list[Any] = []
        with LOCK:
            for live in self.live.values():
                # Its user may have closed it.
                is_open = not live.is_foreign and live.widget.comm is not None
                if is_open and live.model in models:
                    opening, own = live.widget.opening()
                    told.append(opening)
                    buffers += own
            if told:
                self.page.send({"type": "models", "models": told}, buffers)

    def snapshot(self, is_again: bool = False) -> dict[str, Any]:
        """Return the page as of the last commit, as JSON.

        Where the page is shown again, its events are in the past: a toast appears once.
        """
        with LOCK:
            tree = to_json(self.shown, self._models())
            if is_again:
                for block in tree["children"]:
                    if block["kind"] == "event":
                        for node in block["children"]:
                            node["props"] = {**node.get("props", {}), "past": True}
            return tree

    def _models(self) -> dict[str, str]:
        return {id_: live.model for id_, live in self.live.items()}

    def adopt(self, live: dict[str, Live]) -> None:
        """Take over the inputs of a page that this one replaces.

        Those that are not drawn again are closed by `settle`.
        """
        self._adopted = live

    def release(self) -> dict[str, Live]:
        """Give up the inputs, so that another page can adopt them, and close everything else."""
        with LOCK:
            inputs = {i: one for i, one in self.live.items() if one.slot and not one.is_foreign}
            for id_ in [id_ for id_ in self.live if id_ not in inputs]:
                self._close(id_)
            inputs.update(self._adopted)
            self.live, self._adopted = {}, {}
            self._end()
            return inputs

    def settle(self) -> None:
        """Close the adopted inputs that the first complete page did not draw."""
        with LOCK:
            for live in self._adopted.values():
                live.widget.close()
            self._adopted = {}

    def commit(self, root: Node, stale: Ranges) -> None:
        """Show this tree; a tree that differs in nothing sends nothing."""
        with LOCK:

            def show() -> None:
                self.shown = root

            self._carry_out(diff(self.shown, root), show, stale)

    def amend(self, parts: list[Part], stale: Ranges, touched: list[Touched]) -> None:
        """Show other contents of some blocks; what this costs does not depend on the rest."""
        with LOCK:
            pairs = [(block, replace(block, children=children)) for block, children in parts]
            self._carry_out(diff_all([*touched, *pairs]), lambda: put(parts), stale)

    def _carry_out(self, patch: Patch, show: Callable[[], None], stale: Ranges) -> None:
        self._open_all(patch.came)
        for node in patch.kept:
            self._update(self.live[node.id], node)
        show()
        if patch.ops or stale != self._stale:
            self._stale = stale
            self.page.publish(wire(patch.ops, self._models_of(patch.came)), stale)
        for node in patch.gone:
            self._close(node.id)
        self.output.note_change()

    def _models_of(self, nodes: list[Node]) -> dict[str, str]:
        return {node.id: self.live[node.id].model for node in nodes}

    def _open_all(self, nodes: list[Node]) -> None:
        """Open the widgets of new nodes; none is left if one of them cannot be made."""
        for i, node in enumerate(nodes):
            try:
                self._open(node)
            except BaseException:
                for opened in nodes[:i]:
                    self._close(opened.id)
                raise

    def _open(self, node: Node) -> None:
        view = node.view
        assert view is not None
        live = self._adopted.pop(node.id, None)
        if live is not None:
            self._take_over(live, node)
        elif view.widget is None:
            live = Live(view.instance, is_foreign=True)
            if node.input is not None and view.listen is not None:
                live.slot, live.is_quiet = node.input.slot, node.input.ignore
                live.leave = view.listen(self._hearing(node.id, live))
        elif node.input is not None:
            live = Live(None, slot=node.input.slot, stamp=node.input.stamp, props=view.props)
            live.control, live.is_quiet = node.input.control, node.input.ignore
            value = node.input.control.to_view(node.value)
            live.widget = view.widget(self._event_of(node, live), props=view.props, value=value)
            live.widget.check = live.check
            live.widget.serve = view.serve
        else:
            data = view.data() if view.data is not None else {}
            live = Live(view.widget(props=view.props, **data), props=view.props, digest=view.digest)
            live.widget.serve = view.serve
        if node.input is not None and node.input.group is not None and node.input.control.once:
            live.widget.bring = self._click_of(node, live)
        live.model = live.widget.model_id
        self.live[node.id] = live

    def _take_over(self, live: Live, node: Node) -> None:
        """Continue with an input of the page before, whose last edits may have reached nobody."""
        assert node.input is not None
        live.widget.bind(self._event_of(node, live))
        self._update(live, node)
        value = node.input.control.to_view(node.value)
        if not node.input.control.once and live.widget.value != value:
            live.widget.write(value)

    def _event_of(self, node: Node, live: Live) -> Callable[[Any, Context | None], None]:
        assert node.input is not None
        id_, once, submit = node.id, node.input.control.once, self._submit

        def send(value: Any, context: Context | None) -> None:
            event = Event(id_, value, once=once, origin=live, quiet=live.is_quiet, stamp=live.stamp)
            submit(event, context)

        return send

    def _click_of(self, node: Node, live: Live) -> Callable[[dict[str, Any], Context], None]:
        id_, submit = node.id, self._submit

        def click(brings: dict[str, Any], context: Context) -> None:
            brought = self._receive(live, brings)
            submit(Event(id_, value=True, once=True, origin=live, brings=brought), context)
            tell_observers()

        return click

    def _hearing(self, id_: str, live: Live) -> Callable[[Any, Context | None, Any], None]:
        def hear(value: Any, context: Context | None, origin: Any) -> None:
            quiet, stamp = live.is_quiet, origin.stamp
            self._submit(Event(id_, value, origin=origin, quiet=quiet, stamp=stamp), context)

        return hear

    def _receive(self, button: Live, values: dict[str, Any]) -> tuple[Event, ...]:
        """Put the values that a form's button brought into the form's inputs, and return them."""
        form = (button.props or {}).get("submits")
        events = []
        with LOCK:
            for id_, live in self.live.items():
                props = live.props or {}
                if form is None or props.get("form") != form:
                    continue
                widget, is_cleared = live.widget, "reset" in props
                if live.model in values:
                    events.append(Event(id_, values[live.model], origin=live))
                    widget.receive(values[live.model], is_cleared=is_cleared)
                elif is_cleared and not widget.cleared:
                    widget.receive(widget.value, is_cleared=True)
        return tuple(events)

    def _update(self, live: Live, node: Node) -> None:
        view, field = node.view, node.input
        assert view is not None
        if live.is_foreign:
            live.is_quiet = field is not None and field.ignore
            return
        widget = live.widget
        is_other = view.props is not live.props and view.props != live.props
        if field is not None:
            if field.stamp > live.stamp or (is_other and _is_renamed(live, field, node.value)):
                live.stamp = field.stamp
                widget.write(field.control.to_view(node.value))
            live.control, live.is_quiet = field.control, field.ignore
        widget.serve = view.serve
        if isinstance(widget, Shown) and view.digest != live.digest and view.data is not None:
            live.digest, live.props = view.digest, view.props
            with widget.hold_sync():
                widget.props = view.props
                for name, value in view.data().items():
                    setattr(widget, name, value)
            return
        if is_other:
            live.props = view.props
            widget.props = view.props

    def _close(self, id_: str) -> None:
        live = self.live.pop(id_)
        if live.leave is not None:
            live.leave()
        if not live.is_foreign:
            live.widget.close()

    def tell(self, status: dict[str, Any]) -> None:
        """Show whether a run is under way."""
        self.page.tell(status)

    def widget(self, slot: str) -> Any:
        """Return the live widget of a slot, or None."""
        for live in list(self.live.values()):
            if live.slot == slot:
                return live.widget
        return None

    def close(self) -> None:
        """Close the page and all its own widgets."""
        with LOCK:
            for id_ in list(self.live):
                self._close(id_)
            self.settle()
            self._end()

    def _end(self) -> None:
        self.output.close()
        self.page.end()


def _is_renamed(live: Live, field: Input, value: Any) -> bool:
    """Return whether the browser knows the same value by another name now.

    An option's label may change, for instance with the language of the page.
    """
    before = live.control
    return before is not None and bool(before.to_view(value) != field.control.to_view(value))
