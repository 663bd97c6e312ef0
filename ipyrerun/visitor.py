"""`st.context`: what is known of the browser that shows the page."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from . import session as sessions
from .run import current

# What Voila hands on of a request, if it is told to (`--VoilaConfiguration.http_header_envs`).
_HEADER = "HTTP_"
_NAMES = (
    "headers",
    "cookies",
    "theme",
    "timezone",
    "timezone_offset",
    "locale",
    "url",
    "ip_address",
    "is_embedded",
)


class Headers(Mapping[str, str]):
    """The headers of the request for the page; their names in whichever case."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = {_titled(name): value for name, value in values.items()}

    def __getitem__(self, key: str) -> str:
        try:
            return self._values[_titled(key)]
        except KeyError:
            raise KeyError(key) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def get_all(self, key: str) -> list[str]:
        """Return every value of a header; an empty list if there is none."""
        return [self[key]] if key in self else []

    def to_dict(self) -> dict[str, str]:
        """Return a plain dict."""
        return dict(self)


class Cookies(Mapping[str, str]):
    """The cookies that came with the request for the page."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def __getitem__(self, key: str) -> str:
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def to_dict(self) -> dict[str, str]:
        """Return a plain dict."""
        return dict(self)


class Theme(dict[str, Any]):
    """The theme of the page, as a dict with attributes."""

    type: Literal["light", "dark"] | None

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"st.context.theme has no attribute {name!r}") from None


class ContextProxy:
    """`st.context`: what is known of the browser, by attribute or by name.

    A notebook's browser tells it when it shows a page. A script that has asked before that runs
    again then; so it does when the theme changes. What is not known is None or empty.

    Examples
    --------
    >>> st.context.timezone is None or "/" in st.context["timezone"] or True
    True
    """

    __slots__ = ()
    # Without this, Python would take `__getitem__` for that of a sequence.
    __iter__ = None

    @property
    def headers(self) -> Headers:
        """The headers of the request, where the server hands them on; Voila does if it is told."""
        return Headers(_headers())

    @property
    def cookies(self) -> Cookies:
        """The cookies of the request, where the server hands its headers on."""
        from http.cookies import CookieError, SimpleCookie

        jar: SimpleCookie = SimpleCookie()
        try:
            jar.load(self.headers.get("Cookie", ""))
        except CookieError:
            return Cookies({})
        return Cookies({name: morsel.value for name, morsel in jar.items()})

    @property
    def theme(self) -> Theme:
        """The theme; its `type` is "light", "dark" or None."""
        return Theme(type=_told("theme"))

    @property
    def timezone(self) -> str | None:
        """The browser's time zone, for instance "Europe/Berlin"."""
        text: str | None = _told("timezone")
        return text

    @property
    def timezone_offset(self) -> int | None:
        """By how much the browser's clock is behind UTC [minutes]."""
        minutes: int | None = _told("timezone_offset")
        return minutes

    @property
    def locale(self) -> str | None:
        """The browser's language, for instance "en-GB"."""
        text: str | None = _told("locale")
        return text

    @property
    def url(self) -> str | None:
        """The address of the page, without query and fragment."""
        text: str | None = _told("url")
        return text

    @property
    def ip_address(self) -> str | None:
        """The visitor's address in the net; None on this machine, and where nobody knows it."""
        address = os.environ.get("REMOTE_ADDR") or None
        return None if address in {"127.0.0.1", "::1"} else address

    @property
    def is_embedded(self) -> bool | None:
        """Whether the page stands in a frame of another one."""
        is_framed: bool | None = _told("is_embedded")
        return is_framed

    def __getitem__(self, key: str) -> Any:
        if key not in self:
            raise KeyError(f"st.context has no key {key!r}; it has {', '.join(_NAMES)}")
        return getattr(self, key)

    def __contains__(self, key: object) -> bool:
        return key in _NAMES


def _told(name: str) -> Any:
    run = current.get()
    if run is not None:
        run.checkpoint()
        run.reads.add(sessions.CONTEXT)
    return sessions.session().client.get(name)


def _headers() -> dict[str, str]:
    return {
        name.removeprefix(_HEADER).replace("_", "-"): value
        for name, value in os.environ.items()
        if name.startswith(_HEADER)
    }


def _titled(name: str) -> str:
    return "-".join(part.capitalize() for part in name.split("-"))
