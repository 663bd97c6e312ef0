"""One picture or several, each with its caption and its description."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from ..errors import StreamlitAPIException
from ..markup import render
from ..pictures import Picture, Wishes, picture_of, still_of
from ..sources import scheme_of
from ..tree import View
from ..widgets import Media

if TYPE_CHECKING:
    from ..types import Props

_LINKS = {"", "http", "https", "mailto"}


@dataclass(frozen=True, slots=True)
class Gallery:
    """The pictures of one call, in order.

    Parameters
    ----------
    pictures
        What is shown.
    captions
        Markdown, or "" for none.
    alts
        Descriptions; None for none, "" for a decoration.
    link
        The address that a click opens, or "".
    """

    pictures: tuple[Picture, ...]
    captions: tuple[str, ...]
    alts: tuple[str | None, ...]
    link: str = ""

    @property
    def names(self) -> list[str]:
        """The address of each, or a name that changes with its content."""
        return [picture.name for picture in self.pictures]

    def view(self, layout: Props) -> View:
        """Return the live widget; `layout` is the width, for a list that of each picture."""
        props: Props = {"kind": "image", "items": self._items()} | layout
        if len(self.pictures) != 1 and isinstance(layout.get("width"), int):
            props |= {"width": "stretch", "each": layout["width"]}
        if self.link:
            props["link"] = self.link
        blobs = [picture.blob for picture in self.pictures if picture.blob is not None]
        return View(
            Media,
            props,
            data=lambda: {"blobs": [blob.load() for blob in blobs]},
            digest=tuple(blob.digest for blob in blobs),
            still=lambda _: self._still(layout.get("width")),
        )

    def _items(self) -> list[Props]:
        items: list[Props] = []
        place = 0
        for picture, caption, alt in zip(self.pictures, self.captions, self.alts, strict=True):
            item: Props = {"url": picture.url}
            if picture.blob is not None:
                item = {"blob": place, "mime": picture.blob.mime, "digest": picture.blob.digest}
                place += 1
            if picture.size is not None:
                item["size"] = list(picture.size)
            if caption:
                item["caption"] = render(caption)
            if alt is not None:
                item["alt"] = alt
            items.append(item)
        return items

    def _still(self, width: Any) -> str:
        """Return the pictures as a saved page shows them."""
        parts = []
        for picture, caption, alt in zip(self.pictures, self.captions, self.alts, strict=True):
            try:
                source = still_of(picture)
            except (OSError, ValueError):
                # PIL cannot read it to make it smaller: its description is left.
                parts.append(f"<p><em>Picture</em> {escape(alt or picture.name)}</p>")
                continue
            across = width if isinstance(width, int) else picture.size[0] if picture.size else None
            style = "width: 100%" if width == "stretch" or across is None else f"width: {across}px"
            below = f"<figcaption>{render(caption)}</figcaption>" if caption else ""
            parts.append(
                f'<figure style="{style}; max-width: 100%; margin: 0">'
                f'<img src="{escape(source)}" alt="{escape(alt or "")}" style="width: 100%">'
                f"{below}</figure>"
            )
        return "".join(parts)


def gallery(image: Any, wishes: Wishes, caption: Any, alt: Any, link: str | None) -> Gallery:
    """Return what a call shows, from what the user gave."""
    several = _several(image)
    images = [image] if several is None else several
    captions = _captions(caption, len(images))
    alts = _alts(alt, len(images), is_ordered=not isinstance(image, set | frozenset))
    if link and len(images) != 1:
        raise StreamlitAPIException(
            f"st.{wishes.call}: `link` is {link!r} for {len(images)} pictures; a link needs a call "
            "of its own for each picture"
        )
    if link and scheme_of(link) not in _LINKS:
        raise StreamlitAPIException(
            f"st.{wishes.call}: `link` is {link!r}; give an address that begins with http://, "
            "https:// or mailto:, or a relative one"
        )
    pictures = tuple(picture_of(one, wishes) for one in images)
    return Gallery(pictures, captions, alts, link or "")


def one_picture(picture: Picture, alt: str | None) -> Gallery:
    """Return a gallery of one."""
    return Gallery((picture,), ("",), (_told(alt),))


def _several(image: Any) -> list[Any] | None:
    """Return the pictures of a list or an array of pictures; None for a single one."""
    if isinstance(image, list | tuple | set | frozenset):
        return list(image)
    is_array = type(image).__module__ == "numpy" and getattr(image, "ndim", 0) == 4
    return list(image) if is_array else None


def _captions(caption: Any, count: int) -> tuple[str, ...]:
    if caption is None:
        return ("",) * count
    is_list = isinstance(caption, list) or getattr(caption, "ndim", 0) == 1
    texts = list(caption) if is_list else [caption]
    if len(texts) != count:
        raise StreamlitAPIException(
            f"st.image: `caption` has {len(texts)} texts for {count} pictures; give one for each, "
            "None for those without"
        )
    return tuple("" if text is None else str(text) for text in texts)


def _alts(alt: Any, count: int, *, is_ordered: bool) -> tuple[str | None, ...]:
    if alt is None:
        return (None,) * count
    is_plain = isinstance(alt, str | bytes | bytearray)
    is_list = (isinstance(alt, Sequence) and not is_plain) or getattr(alt, "ndim", 0) == 1
    texts = list(alt) if is_list else [alt]
    if len(texts) != count:
        raise StreamlitAPIException(
            f"st.image: `alt` has {len(texts)} texts for {count} pictures; give a list with one "
            "for each, None for those without"
        )
    if is_list and not is_ordered:
        raise StreamlitAPIException(
            "st.image: `alt` is a list for a set of pictures, which have no order; give the "
            "pictures as a list"
        )
    return tuple(map(_told, texts))


def _told(alt: Any) -> str | None:
    """Return a description; blanks alone say nothing, an empty text is a decoration."""
    text = None if alt is None else str(alt)
    return text.strip() if text is not None and (not text or text.strip()) else None
