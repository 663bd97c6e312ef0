"""Anything that is a picture → bytes that a browser shows, and how large it is.

What a browser can show goes there as it is; everything else is encoded once and remembered by the
digest of its content, so an unchanged array costs a hash.
"""

from __future__ import annotations

import base64
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .confidential import edition, masked_markup
from .errors import StreamlitAPIException, StreamlitInvalidParameterTypeError, StreamlitValueError
from .loaded import is_of
from .sources import Blob, Memo, digest_of, is_address, of_bytes, of_file, read_stream

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    import numpy as np
    from PIL import Image

# Types that every browser of today shows.
_SHOWN = {"PNG", "JPEG", "GIF", "WEBP", "BMP", "ICO"}
_FORMATS = {"auto", "PNG", "JPEG", "GIF"}
_DRAWING = "image/svg+xml"
_SVG = re.compile(r"\s*(<\?xml[\s\S]*?<svg[\s>]|<svg[\s>])")
# Wider ones are made smaller: two pixels of a sharp screen for each of a wide page.
_MOST_PIXELS_ACROSS = 2000
# Up to this area an array stays exact; beyond, a photograph's loss cannot be seen [px].
_EXACT_AREA = 512 * 512
_QUALITY = 92
_STILL_BOX = (800, 3200)
_STILL_QUALITY = 80
_MOST_REMEMBERED = 64_000_000


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: an address for the browser to follow, or a blob.

    Parameters
    ----------
    url
        The address; "" for a blob.
    blob
        The bytes; None for an address.
    size
        Width and height at which it is shown if nothing else is asked for [px].
    """

    url: str = ""
    blob: Blob | None = None
    size: tuple[int, int] | None = None

    @property
    def name(self) -> str:
        """The address, or a name that is another for other content."""
        if self.blob is None:
            return self.url
        return f"{self.blob.digest[:16]}.{self.blob.mime.partition('/')[2].partition('+')[0]}"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a call wants of its pictures.

    Parameters
    ----------
    call, parameter
        The names for a message.
    width
        Width on the page [px]; None for the picture's own.
    clamp
        Values outside their range become the nearest one inside.
    channels
        The order of an array's colours.
    output_format
        "auto", "PNG", "JPEG" or "GIF".
    """

    call: str
    parameter: str = "image"
    width: int | None = None
    clamp: bool = False
    channels: str = "RGB"
    output_format: str = "auto"

    def __post_init__(self) -> None:
        # Frozen: this is how a record gets its own defaults in order.
        object.__setattr__(self, "channels", self.channels.upper())
        format_ = self.output_format.upper().replace("JPG", "JPEG").replace("AUTO", "auto")
        object.__setattr__(self, "output_format", format_)
        if self.channels not in {"RGB", "BGR"}:
            raise StreamlitValueError(
                f"st.{self.call}: `channels` is {self.channels!r}; the supported values are 'RGB', "
                "'BGR'"
            )
        if self.output_format not in _FORMATS:
            raise StreamlitValueError(
                f"st.{self.call}: `output_format` is {self.output_format!r}; the supported values "
                "are 'auto', 'PNG', 'JPEG'"
            )

    @property
    def across(self) -> int:
        """The most pixels that are of use from left to right."""
        return 2 * self.width if self.width else _MOST_PIXELS_ACROSS


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a browser shows as it is: the bytes stay their owner's, they are not remembered."""

    mime: str
    size: tuple[int, int]


def _weight(made: Picture | _Shown) -> int:
    return made.blob.length if isinstance(made, Picture) and made.blob is not None else 0


_encoded: Memo[Picture | _Shown] = Memo(_MOST_REMEMBERED, _weight)
_stills: Memo[str] = Memo(_MOST_REMEMBERED // 4, len)


def is_picture(value: Any) -> bool:
    """Return whether `st.write` shows a value as a picture: an image of PIL's."""
    return is_of(value, "PIL.Image", "Image")


def picture_of(value: Any, wishes: Wishes) -> Picture:
    """Return anything that is a picture as what a browser needs of it.

    Raises
    ------
    StreamlitAPIException
        The value, or what the file holds, is no picture, or an array's shape or range is none of a
        picture's.
    """
    if isinstance(value, str | Path):
        return _of_text(value, wishes)
    if is_picture(value):
        return _of_pil(value, wishes)
    if type(value).__module__ == "numpy" and hasattr(value, "ndim"):
        return _of_array(value, wishes)
    body = bytes(value) if isinstance(value, bytes | bytearray | memoryview) else read_stream(value)
    if body is None:
        raise StreamlitInvalidParameterTypeError(
            f"st.{wishes.call}: `{wishes.parameter}` is of type {type(value).__name__}; give an "
            "array, an image of PIL's, a path, an address, bytes or an open binary file"
        )
    return _of_blob(of_bytes(body), wishes)


def _of_text(value: str | Path, wishes: Wishes) -> Picture:
    if isinstance(value, str):
        if is_address(value):
            return Picture(url=value)
        if _SVG.match(value):
            return _of_svg(value)
    return _of_blob(of_file(Path(value), wishes.call, wishes.parameter), wishes)


def _of_svg(text: str) -> Picture:
    # Without its name space a browser takes it for plain XML.
    if "xmlns" not in text:
        text = text.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return Picture(blob=of_bytes(text.encode(), _DRAWING))


# -- bytes that are encoded already ----------------------------------------------------------------


def _of_blob(blob: Blob, wishes: Wishes) -> Picture:
    key = (blob.digest, wishes.across, wishes.output_format)
    made = _encoded.get(key, lambda: _prepared(blob, wishes))
    if isinstance(made, Picture):
        return made
    kept = Blob(blob.digest, made.mime, blob.length, blob.load, blob.name)
    return Picture(blob=kept, size=made.size)


def _prepared(blob: Blob, wishes: Wishes) -> Picture | _Shown:
    from PIL import Image, ImageOps, UnidentifiedImageError

    body = blob.load()
    head = body[:2000].decode("utf-8", "replace")
    if _SVG.match(head.removeprefix("\ufeff")):
        return _of_svg(body.decode("utf-8-sig"))
    try:
        image = Image.open(io.BytesIO(body))
    except UnidentifiedImageError as error:
        what = repr(blob.name) if blob.name else f"{blob.length:,} bytes beginning {body[:8]!r}"
        raise StreamlitAPIException(
            f"st.{wishes.call}: `{wishes.parameter}` is {what}, which no picture begins like; give "
            "PNG, JPEG, GIF, WebP, SVG or another format that PIL reads"
        ) from error
    is_wanted = wishes.output_format in {"auto", image.format}
    is_moving = getattr(image, "n_frames", 1) > 1
    if image.format in _SHOWN and is_wanted and (image.width <= wishes.across or is_moving):
        return _Shown(Image.MIME[image.format], _upright(image))
    return _pack(ImageOps.exif_transpose(image), wishes)


def _upright(image: Image.Image) -> tuple[int, int]:
    """Return the size at which a browser shows it, which turns what a camera held upright."""
    orientation = 0x0112
    is_turned = image.getexif().get(orientation, 1) in {5, 6, 7, 8}
    return (image.height, image.width) if is_turned else image.size


# -- pixels ----------------------------------------------------------------------------------------


def _of_pil(image: Image.Image, wishes: Wishes) -> Picture:
    from PIL import ImageSequence

    if not _moves(image, wishes.output_format):
        return _pil_packed(image, (_frame_digest(image),), wishes)
    place = image.tell()
    try:
        frames = tuple(_frame_digest(frame) for frame in ImageSequence.Iterator(image))
        return _pil_packed(image, frames, wishes)
    finally:
        # The image is the user's, and may be at any of its frames.
        image.seek(place)


def _pil_packed(image: Image.Image, frames: tuple[str, ...], wishes: Wishes) -> Picture:
    key = (frames, image.format, image.size, wishes.across, wishes.output_format)
    return _made(key, lambda: _pack(image, wishes))


def _frame_digest(frame: Image.Image) -> str:
    """Return the digest of all that an encoded frame depends on.

    Its `info` says what is transparent, how long it is shown and what its colours mean.
    """
    palette = frame.getpalette() if frame.mode == "P" else None
    told = f"{frame.mode} {frame.size} {palette} {frame.info}"
    return digest_of(frame.tobytes()) + digest_of(told.encode("utf-8", "surrogatepass"))


def _moves(image: Image.Image, wanted: str) -> bool:
    """Return whether all frames are sent; of other formats it is the one that the image is at."""
    # In this order: counting the pages of a TIFF reads the present one again, and what its owner
    # has painted on it is lost.
    return _format_of(image, wanted) == "GIF" and getattr(image, "n_frames", 1) > 1


def _of_array(array: np.ndarray[Any, Any], wishes: Wishes) -> Picture:
    import numpy as np

    if array.ndim not in {2, 3} or (array.ndim == 3 and array.shape[2] not in {1, 3, 4}):
        raise StreamlitAPIException(
            f"st.{wishes.call}: `{wishes.parameter}` has the shape {array.shape}; give (height, "
            "width) for grey, or a third dimension of 1, 3 or 4 channels"
        )
    if not array.size or array.dtype.kind not in "biuf":
        raise StreamlitAPIException(
            f"st.{wishes.call}: `{wishes.parameter}` holds {array.size} values of type "
            f"{array.dtype}; give numbers"
        )
    if wishes.channels == "BGR" and (array.ndim != 3 or array.shape[2] == 1):
        raise StreamlitAPIException(
            f'st.{wishes.call}: `channels` is "BGR", but `{wishes.parameter}` has the shape '
            f'{array.shape}, without colours to reorder; leave `channels` at "RGB"'
        )
    bytes_ = np.ascontiguousarray(array).reshape(-1).view(np.uint8)
    key = (digest_of(bytes_.data), array.shape, array.dtype.str, wishes)
    return _made(key, lambda: _pack(_painted(array, wishes), wishes))


def _made(key: Hashable, make: Callable[[], Picture]) -> Picture:
    """Return what pixels became, encoded once."""
    made = _encoded.get(key, make)
    assert isinstance(made, Picture)
    return made


def _painted(array: np.ndarray[Any, Any], wishes: Wishes) -> Image.Image:
    """Return the picture whose pixels an array holds."""
    import numpy as np
    from PIL import Image

    if array.ndim == 3 and array.shape[2] == 1:
        array = array[:, :, 0]
    if wishes.channels == "BGR":
        # What is transparent stays so.
        array = array[:, :, [2, 1, 0, 3][: array.shape[2]]]
    if array.dtype.kind == "b":
        array = array.astype(np.uint8) * 255
    is_float = array.dtype.kind == "f"
    most = 1.0 if is_float else 255
    if is_float:
        array = np.where(np.isnan(array), 0, array)
    if wishes.clamp:
        array = np.clip(array, 0, most)
    elif array.dtype != np.uint8 and (array.min() < 0 or array.max() > most):
        raise StreamlitAPIException(
            f"st.{wishes.call}: `{wishes.parameter}` holds values from {array.min()} to "
            f"{array.max()}, outside 0 to {most}; scale them, or give clamp=True"
        )
    return Image.fromarray((array * 255 if is_float else array).astype(np.uint8))


def _pack(image: Image.Image, wishes: Wishes) -> Picture:
    """Return a picture encoded, no wider than it is of use."""
    from PIL import Image

    size = image.size
    if image.width > wishes.across and not _moves(image, wishes.output_format):
        image = image.convert("RGB" if _is_opaque(image) else "RGBA")
        height = max(1, round(image.height * wishes.across / image.width))
        image = image.resize((wishes.across, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    format_ = _format_of(image, wishes.output_format)
    return Picture(blob=of_bytes(_encode(image, format_), f"image/{format_.lower()}"), size=size)


def _format_of(image: Image.Image, wanted: str) -> str:
    if wanted != "auto":
        return wanted
    if image.format == "GIF":
        return "GIF"
    is_small = image.width * image.height <= _EXACT_AREA
    is_photograph = image.mode in {"RGB", "L", "CMYK", "YCbCr", "LAB", "HSV", "F"}
    return "JPEG" if is_photograph and not is_small else "PNG"


def _is_opaque(image: Image.Image) -> bool:
    return image.mode not in {"RGBA", "LA", "PA", "La", "RGBa"} and "transparency" not in image.info


def _encode(image: Image.Image, format_: str, *, is_still: bool = False) -> bytes:
    buffer = io.BytesIO()
    if format_ == "JPEG":
        flat = image if image.mode in {"RGB", "L"} else image.convert("RGB")
        # Fine colours are kept, but not in a saved notebook.
        quality, thinning = (_STILL_QUALITY, 2) if is_still else (_QUALITY, 0)
        flat.save(buffer, "JPEG", quality=quality, subsampling=thinning)
    elif format_ == "GIF":
        image.save(buffer, "GIF", save_all=getattr(image, "n_frames", 1) > 1)
    else:
        plain = {"1", "L", "LA", "P", "RGB", "RGBA", "I", "I;16"}
        fits = image if image.mode in plain else image.convert("RGB")
        # The fast end of the scale: half the time of the default for a few per cent of size.
        fits.save(buffer, "PNG", compress_level=4)
    return buffer.getvalue()


# -- for a page without a kernel -------------------------------------------------------------------


def still_of(picture: Picture, box: tuple[int, int] = _STILL_BOX) -> str:
    """Return an address that holds the picture itself, as small as is of use.

    Parameters
    ----------
    picture
        The picture; one with an address keeps it.
    box
        The most pixels across and down.
    """
    blob = picture.blob
    if blob is None:
        return picture.url
    return _stills.get((blob.digest, box, edition()), lambda: _still(blob, box))


def data_url(body: bytes, mime: str) -> str:
    """Return bytes as an address."""
    return f"data:{mime};base64,{base64.b64encode(body).decode()}"


def drawing_url(svg: bytes) -> str:
    """Return a drawing as an address, without the secrets in its words: notebooks go to others."""
    words = masked_markup(svg.decode(errors="surrogateescape"))
    return data_url(words.encode(errors="surrogateescape"), _DRAWING)


def _still(blob: Blob, box: tuple[int, int]) -> str:
    from PIL import Image, ImageOps

    body = blob.load()
    if blob.mime == _DRAWING:
        return drawing_url(body)
    image: Image.Image = ImageOps.exif_transpose(Image.open(io.BytesIO(body)))
    is_opaque = _is_opaque(image)
    image = image.convert("RGB" if is_opaque else "RGBA")
    image.thumbnail(box, Image.Resampling.LANCZOS)
    shapes = [(body, blob.mime), (_encode(image, "PNG"), "image/png")]
    if is_opaque:
        shapes.append((_encode(image, "JPEG", is_still=True), "image/jpeg"))
    return data_url(*min(shapes, key=lambda shape: len(shape[0])))
