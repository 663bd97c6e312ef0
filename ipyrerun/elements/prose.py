"""Text."""

from __future__ import annotations

from typing import Any

from ..markup import render
from .base import Base


class Prose(Base):
    """Text elements."""

    __slots__ = ()

    def markdown(self, body: str) -> Any:
        """Show Markdown."""
        return self._show("markdown", locals(), "markdown", {"html": render(str(body))}, value=body)

    def exception(self, exception: BaseException) -> Any:
        """Show an exception."""
        import traceback
        props = {"type": type(exception).__name__, "message": str(exception), "trace": traceback.format_exception(exception)}
        return self._show("exception", locals(), "exception", props, value=str(exception))

    def write(self, *args: Any) -> None:
        """Write."""
        for a in args:
            if isinstance(a, BaseException):
                self.exception(a)
            else:
                self.markdown(str(a))
