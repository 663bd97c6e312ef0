"""How Pillow's images are written: by what Pillow compares."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from .encoder import Encoder, name_of, seal, text

if TYPE_CHECKING:
    from .encoder import Handler


def find(kind: type) -> Handler | None:
    """Return how values of one of Pillow's classes are written."""
    images: Any = sys.modules["PIL.Image"]
    return _image if issubclass(kind, getattr(images, "Image", ())) else None


def _image(encoder: Encoder, value: Any) -> bytes:
    parts = (value.mode, value.size, value.getpalette(None), value.tobytes(), dict(value.info))
    return seal(b"o", text(name_of(type(value))), *map(encoder.encode, parts))
