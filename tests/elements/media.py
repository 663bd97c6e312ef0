"""What the tests of pictures, players and documents share."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from PIL import Image

from tests.elements.stage import Stage, raised

RED = (255, 0, 0)
SVG = "<svg width='9' height='9'><script>alert(1)</script><circle r='4'/></svg>"


def png(size: tuple[int, int] = (4, 3), colour: tuple[int, ...] = RED, **options: Any) -> bytes:
    return encoded(Image.new("RGB", size, colour), "PNG", **options)


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def one(script: str, **variables: Any) -> Any:
    """Return the element that a script draws."""
    stage = Stage(script, np=np, **variables)
    assert stage.error is None, stage.error
    return stage.nodes()[-1]


def props(script: str, **variables: Any) -> dict[str, Any]:
    view = one(script, **variables).view
    assert view is not None
    return view.props


def blobs(node: Any) -> list[bytes]:
    sent: list[bytes] = node.view.data()["blobs"]
    return sent


def pixels(script: str, **variables: Any) -> np.ndarray[Any, Any]:
    """Return what a browser would decode."""
    (body,) = blobs(one(script, **variables))
    return np.asarray(Image.open(io.BytesIO(body)))


def said(script: str, **variables: Any) -> str:
    return str(raised(script, np=np, **variables))
