"""Which files an input accepts, and how they travel between script and view."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from ..config import option
from ..errors import (
    StreamlitAPIException,
    StreamlitInvalidParameterTypeError,
    StreamlitValueError,
)
from ..received import Received, Ticket, UploadedFile, hold
from ..run import current
from ..sources import size_in_words
from ..uploads import is_of
from .shared import is_positive

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..types import Props

_MEGABYTE = 1024 * 1024
_FAMILIES = ("image", "audio", "video", "text")
# Two endings of one kind of file: who names one of them means both.
_TWINS = (
    (".jpg", ".jpeg"),
    (".mpg", ".mpeg"),
    (".mp4", ".mpeg4"),
    (".tif", ".tiff"),
    (".htm", ".html"),
)
_RATES = (8000, 11025, 16000, 22050, 24000, 32000, 44100, 48000)


def types_of(name: str, parameter: str, types: str | Sequence[str] | None) -> Props:
    """Return the prop for the types of files: MIME types and endings; none if all are welcome."""
    if types is None or types == "":
        return {}
    words = [types] if isinstance(types, str) else list(types)
    for word in words:
        if not isinstance(word, str):
            raise StreamlitInvalidParameterTypeError(
                f"st.{name}: `{parameter}` has {word!r}, of type {type(word).__name__}; give "
                'endings such as "csv", or MIME types such as "image/png"'
            )
    words = [word.strip().lower() for word in words if word.strip()]
    mimes = [f"{word}/*" if word in _FAMILIES else word for word in words if _is_mime(word)]
    endings = ["." + word.removeprefix(".") for word in words if not _is_mime(word)]
    for one, other in _TWINS:
        if (one in endings) != (other in endings):
            endings.append(other if one in endings else one)
    found = mimes + endings
    return {"types": found} if found else {}


def _is_mime(word: str) -> bool:
    return "/" in word or word in _FAMILIES


def size_of(name: str, megabytes: Any = None) -> Props:
    """Return the prop for the largest file [bytes]."""
    if megabytes is None:
        usual = _usual_megabytes()
        if not is_positive(usual):
            raise StreamlitValueError(
                f"st.{name}: `server.maxUploadSize` in .streamlit/config.toml is {usual!r}; write "
                "a whole number of megabytes above 0"
            )
        return {"max_size": usual * _MEGABYTE}
    if not is_positive(megabytes):
        raise StreamlitValueError(
            f"st.{name}: `max_upload_size` is {megabytes!r}; give a whole number of megabytes "
            "above 0, or None for what `server.maxUploadSize` in .streamlit/config.toml says"
        )
    return {"max_size": megabytes * _MEGABYTE}


def _usual_megabytes() -> Any:
    """Return what the configuration says; a run looks at its files once, not for each input."""
    name = "server.maxUploadSize"
    run = current.get()
    if run is None:
        return option(name)
    if name not in run.options:
        run.options[name] = option(name)
    return run.options[name]


def rate_of(name: str, parameter: str, rate: Any) -> Props:
    """Return the prop for samples per second; none for what the browser has."""
    if rate is None:
        return {}
    if isinstance(rate, bool) or rate not in _RATES:
        words = ", ".join(map(str, _RATES))
        raise StreamlitValueError(
            f"st.{name}: `{parameter}` is {rate!r}; the supported values are {words} and None"
        )
    return {"rate": rate}


def tickets_of(given: Any) -> list[Ticket]:
    """Return what a view is told of a value.

    A test may give a file as (name, content, MIME type).
    """
    if given is None:
        return []
    if isinstance(given, list):
        return [ticket for one in given for ticket in tickets_of(one)]
    if isinstance(given, tuple):
        return [Ticket(Received.of(*given))]
    return [Ticket(given.received)]


def files_of(sent: Any) -> list[UploadedFile]:
    """Return the files of which a view sent what it knows."""
    held = hold(sent or [])
    for ticket in held:
        if not isinstance(ticket, Ticket):
            raise ValueError(f"{ticket!r} is no file that is here")  # noqa: TRY004 - as of any view
    return [UploadedFile(ticket.file) for ticket in held]


def fresh(value: Any) -> Any:
    """Return files that are at their beginning."""
    if isinstance(value, list):
        return [fresh(one) for one in value]
    return UploadedFile(value.received) if isinstance(value, UploadedFile) else value


class Staged(list[Any]):
    """Files that a test has given and that no run has seen: further ones are added to them."""


def upload_to(name: str, mime: str, types: Sequence[str] = ()) -> Callable[..., Staged]:
    """Return the verb by which a test adds a file; without a type, it is of this one."""

    def upload(value: Any, filename: str, content: bytes, mime_type: str = mime) -> Staged:
        if not is_of(filename, mime_type, types):
            raise StreamlitAPIException(
                f"st.{name}: a test uploads {filename!r}, of type {mime_type!r}; only "
                f"{', '.join(types)} can be uploaded here"
            )
        before = value if isinstance(value, Staged) else ()
        return Staged([*before, UploadedFile(Received.of(filename, content, mime_type))])

    return upload


def listed(value: Any) -> str:
    """Return files as HTML: name and size of each."""
    files = [t.file for t in tickets_of(value)]
    lines = [f"<li>{escape(f.name)} <small>{size_in_words(f.size)}</small></li>" for f in files]
    return f"<ul>{''.join(lines)}</ul>" if lines else "<span>\N{EM DASH}</span>"
