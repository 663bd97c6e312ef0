"""The block of a long task: what it has to say, and how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Self

from ..markup import render_inline
from ..run import current
from .base import Base
from .shared import Look, fold_props, one_of

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any

    from ..types import Width

State = Literal["running", "complete", "error"]
# What a test finds as the icon of a status.
_STATES = {"running": "spinner", "complete": ":material/check:", "error": ":material/error:"}


class Tasks(Base):
    """Blocks of tasks."""

    __slots__ = ()

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
        props = fold_props("status", label or "", type, width)
        props |= {"expanded": True} if expanded else {}
        props["state"] = one_of("status", "state", state, tuple(_STATES))
        return self._nest("status", params, "fold", props)


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
        now = current.get()
        if now is not None and now.redraw is not None:
            # A fragment's run, which draws only what is the fragment's own.
            now.redraw.touch(node)
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
