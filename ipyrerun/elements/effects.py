"""What comes and goes: toasts, balloons, snow, and what stands in for an element to come."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, Self

from ..errors import StreamlitMissingRequiredParameterError, StreamlitValueError
from ..markup import dedent, render
from ..tree import block
from .base import Base, _renamed, handle_of
from .shared import height_of, icon_of, is_positive, width_of

if TYPE_CHECKING:
    from types import TracebackType

    from ..types import Props, Width

_DURATIONS = {"short": 4, "long": 10, "infinite": 0}


class Effects(Base):
    """What comes and goes."""

    __slots__ = ()

    def toast(
        self,
        body: object,
        *,
        icon: str | None = None,
        duration: Literal["short", "long", "infinite"] | int = "short",
    ) -> Any:
        """Show a note in the corner of the page for a few seconds.

        Each call shows one, in every run. What the call returns changes it: `.toast("new text")`.
        It stays while the mouse or the focus is on it.

        Parameters
        ----------
        body
            Markdown.
        icon
            One emoji, or ":material/name:".
        duration
            "short" (4 s), "long" (10 s), "infinite" (until it is closed), or seconds.

        Raises
        ------
        StreamlitMissingRequiredParameterError
            `body` is an empty text.
        StreamlitValueError
            `duration` is neither one of the words nor a positive integer.

        Examples
        --------
        >>> note = st.toast("Saving")
        >>> note = note.toast("Saved.", icon="\N{WHITE HEAVY CHECK MARK}")
        """
        params = locals()
        text = dedent(body)
        if str(body) == "":
            raise StreamlitMissingRequiredParameterError("st.toast: `body` is ''; give a text")
        if not (is_positive(duration) or (isinstance(duration, str) and duration in _DURATIONS)):
            raise StreamlitValueError(
                f'st.toast: `duration` is {duration!r}; give "short", "long", "infinite" or a '
                "positive number of seconds"
            )
        props: Props = {"html": render(text)} | icon_of("toast", icon)
        if duration != "short":
            props["duration"] = _DURATIONS[duration] if isinstance(duration, str) else duration
        return self._announce("toast", params, props, text)

    def balloons(self) -> Any:
        """Let balloons rise over the page, once per call.

        Nothing flies for those who asked their system for less motion.

        Examples
        --------
        >>> party = st.balloons()
        """
        return self._announce("balloons", locals(), {})

    def snow(self) -> Any:
        """Let snow fall over the page, once per call.

        Nothing falls for those who asked their system for less motion.

        Examples
        --------
        >>> winter = st.snow()
        """
        return self._announce("snow", locals(), {})

    def _announce(self, name: str, params: dict[str, Any], props: Props, value: Any = None) -> Any:
        """Place an event: it has no place on the page, and is shown once."""
        run = self._current_run(name)
        is_event = self._node is not None and self._node.parent is run.event
        place = self if is_event else handle_of(run, run.event)
        return place._show(name, params, name, props, value=value)

    def skeleton(
        self, height: int | Literal["stretch"] | None = None, *, width: Width = "stretch"
    ) -> Any:
        """Show the outline of an element to come, which any element can replace.

        In a `with` block it is there while the body is executed, if that takes longer than half a
        second; the body draws below it.

        Parameters
        ----------
        height
            Pixels, or "stretch" to fill the block; by default the height of an input.
        width
            "stretch" or pixels.

        Examples
        --------
        >>> place = st.skeleton(height=200)
        >>> chart = place.line_chart([1, 3, 2])
        """
        params = locals()
        props = height_of("skeleton", height, None, ("stretch",))
        props |= width_of("skeleton", width, allowed=("stretch",))
        return self._show("skeleton", params, "skeleton", props)


class Skeleton(Base):
    """What the place of `st.skeleton` can do besides being replaced."""

    __slots__ = ()

    def __enter__(self) -> Self:
        """Show the outline until the body is done, if that takes a while."""
        run, node = self._current_run("skeleton"), self._node
        assert node is not None
        self._replace(run, node, replace(node, props={**node.props, "late": True}))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # No checkpoint: a stopped run must still be able to tidy up.
        run, node = self._run, self._node
        assert run is not None
        assert node is not None
        if not run.is_ended:
            self._replace(run, node, block(_renamed(node, "empty"), "empty", "empty", {}))
