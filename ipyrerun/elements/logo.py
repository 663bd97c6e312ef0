"""The app's own picture, at the head of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from ..errors import StreamlitInvalidURLError, StreamlitValueError
from ..pictures import Wishes, picture_of, still_of
from ..sources import is_address
from ..tree import Node
from .base import Base
from .shared import icon_of

if TYPE_CHECKING:
    from ..types import Props

# Two pixels of a sharp screen for each of the largest size, and for each of a sidebar's width.
_BOX = (480, 64)
_SIZES = ("small", "medium", "large")


def logo(
    image: Any,
    *,
    size: Literal["small", "medium", "large"] = "medium",
    link: str | None = None,
    icon_image: Any = None,
) -> None:
    r"""Show the app's own picture in the upper left corner of its page.

    The last call of a run counts.

    Parameters
    ----------
    image
        Anything that `st.image` takes but a list; or an emoji.
    size
        Height: "small" is 20 px, "medium" 24 px, "large" 32 px.
    link
        Address that a click opens; it begins with http:// or https://.
    icon_image
        Shown instead of `image` while the sidebar is folded.

    Raises
    ------
    StreamlitAPIException
        It is no picture.
    StreamlitInvalidURLError
        `link` is no such address.
    StreamlitValueError
        `size` is not among the supported values.

    Examples
    --------
    >>> st.logo("\N{ROCKET}", size="large")
    """
    params = dict(locals())
    run = Base()._current_run("logo")
    name = str(size).lower()
    if name not in _SIZES:
        raise StreamlitValueError(
            f"st.logo: `size` is {size!r}; the supported values are 'small', 'medium', 'large'"
        )
    if link and not is_address(link, ("http", "https")):
        raise StreamlitInvalidURLError(
            f"st.logo: `link` is {link!r}; give an address that begins with http:// or https://"
        )
    props: Props = {"wide": _drawn(image, "image")}
    props |= {"size": name} if name != "medium" else {}
    props |= {"link": link} if link else {}
    if icon_image is not None:
        props["narrow"] = _drawn(icon_image, "icon_image")
    root = run.root
    assert root.children is not None
    root.children[:] = [child for child in root.children if child.kind != "logo"]
    run.place(Node("logo", "logo", "logo", props, params, image), root)


def _drawn(image: Any, parameter: str) -> dict[str, str]:
    """Return a picture's address, or an icon's markup."""
    if isinstance(image, str) and _is_icon(image):
        return {"html": str(icon_of("logo", image)["icon"])}
    return {"image": still_of(picture_of(image, Wishes("logo", parameter)), _BOX)}


def _is_icon(text: str) -> bool:
    return text.startswith(":material/") or (
        len(text) <= 12 and not text.isascii() and "." not in text
    )
