"""HTML of the script's own: on the page, made safe, or in a frame, apart from it."""

from __future__ import annotations

import base64
import mimetypes
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import (
    StreamlitAPIException,
    StreamlitInvalidParameterTypeError,
    StreamlitMissingRequiredParameterError,
    StreamlitValueError,
)
from ..foreign import clean_page, sheets_of
from ..markup import dedent
from .base import Base
from .shared import height_of, width_of

if TYPE_CHECKING:
    from ..types import Height, Props, Width

_PAGES = {".htm", ".html", ".xhtml"}
_ADDRESS = re.compile(r"(?:https?://[^\s]|data:|/)", re.IGNORECASE)
_FRAME_HEIGHT = 400


class Markups(Base):
    """The script's own HTML."""

    __slots__ = ()

    def html(
        self, body: Any, *, width: Width = "stretch", unsafe_allow_javascript: bool = False
    ) -> Any:
        """Show HTML as part of the page.

        Whatever could run is taken out. Style sheets apply to this page alone, and HTML that is
        nothing but style sheets takes no room.

        Parameters
        ----------
        body
            HTML; an object with `_repr_html_`; or a `Path` to a file of HTML or, if it ends in
            ".css", of style. A text that is a file's name is shown as text.
        width
            "stretch", "content" or pixels.
        unsafe_allow_javascript
            Leave the HTML as it is and run its scripts, each time that it changes. They can do
            whatever you can do in this notebook: never allow it for a text that you did not write.

        Raises
        ------
        StreamlitMissingRequiredParameterError
            `body` is empty.

        Examples
        --------
        >>> st.html("<p style='color: teal'>Calm</p>")
        """
        params = locals()
        text = _html_of(body)
        if not text:
            raise StreamlitMissingRequiredParameterError(
                f"st.html: `body` is {body!r}, which holds no HTML; give some"
            )
        props: Props = {"html": clean_page(text)} | width_of("html", width)
        css = sheets_of(text)
        if css:
            props["css"] = css
        if unsafe_allow_javascript:
            props["live"] = text
        return self._show("html", params, "html", props, value=text)

    def iframe(
        self,
        src: str | Path,
        *,
        width: Width = "stretch",
        height: Height = "content",
        tab_index: int | None = None,
        alt: str | None = None,
    ) -> Any:
        """Show another web page, or HTML with scripts of its own, in a frame.

        What is in the frame cannot reach the notebook around it.

        Parameters
        ----------
        src
            The address of a page ("https:", "http:", "data:", or a path on the notebook's server);
            HTML; or a `Path` to a file of HTML, an image or a PDF.
        width, height
            "stretch", "content" or pixels. "content" is as large as the HTML needs; the size of
            what an address shows is not known, it gets the full width and 400 pixels.
        tab_index
            Place in the order of the Tab key, -1 to leave it out; by default where it stands.
        alt
            What is in the frame, for screen readers.

        Raises
        ------
        StreamlitAPIException
            The file cannot be read.
        StreamlitInvalidParameterTypeError
            `tab_index` is no integer.
        StreamlitValueError
            `tab_index` is less than -1.

        Examples
        --------
        >>> st.iframe("<h1>Apart</h1><script>document.title = 'own'</script>", height=120)
        """
        params = locals()
        source = _source_of(src)
        is_address = "src" in source
        props: Props = source | width_of(
            "iframe", "stretch" if is_address and width == "content" else width
        )
        is_unknown = is_address and height == "content"
        props |= height_of("iframe", _FRAME_HEIGHT if is_unknown else height)
        if tab_index is not None:
            props["tab_index"] = _tab_index(tab_index)
        if alt and alt.strip():
            props["alt"] = alt.strip()
        return self._show("iframe", params, "iframe", props, value=next(iter(source.values())))


def _html_of(body: Any) -> str:
    """Return the HTML that a text, a file or an object stands for."""
    if not isinstance(body, type) and callable(getattr(body, "_repr_html_", None)):
        return str(body._repr_html_() or "")
    if not isinstance(body, Path):
        return dedent(body)
    try:
        text = body.read_text(encoding="utf-8")
    except OSError as error:
        raise type(error)(
            f"st.html: `body` is {str(body)!r}, which cannot be read: {error.strerror}"
        ) from error
    return f"<style>{text}</style>" if body.suffix.lower() == ".css" else text


def _source_of(src: Any) -> Props:
    """Return what a frame shows: the `src` of a page, or the HTML itself as `srcdoc`."""
    if isinstance(src, Path):
        return _file_of(src)
    text = str(src)
    return {"src": text} if _ADDRESS.match(text) else {"srcdoc": text}


def _file_of(path: Path) -> Props:
    try:
        if path.suffix.lower() in _PAGES:
            return {"srcdoc": path.read_text(encoding="utf-8")}
        coded = base64.b64encode(path.read_bytes()).decode()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise StreamlitAPIException(
            f"st.iframe: `src` is {str(path)!r}, which cannot be read: {why}"
        ) from error
    mime = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return {"src": f"data:{mime};base64,{coded}"}


def _tab_index(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise StreamlitInvalidParameterTypeError(
            f"st.iframe: `tab_index` is {value!r}; give an integer or None"
        )
    if value < -1:
        raise StreamlitValueError(
            f"st.iframe: `tab_index` is {value}; give None, -1 or a non-negative integer"
        )
    return value
