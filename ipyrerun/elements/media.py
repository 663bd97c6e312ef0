"""Pictures, sound, film and documents: their bytes go to the browser beside the page's tree."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Literal

from ..errors import (
    StreamlitIncompatibleParametersError,
    StreamlitInvalidHeightError,
    StreamlitMissingRequiredParameterError,
)
from ..pictures import Wishes
from ..recordings import span_of, tracks_of, wav_of, youtube_of
from ..sources import Blob, is_address, of_anything, size_in_words
from ..tree import View
from ..widgets import Media as MediaWidget
from .base import Base
from .gallery import gallery
from .shared import height_of, width_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from ..types import Props, Width

_STRETCHED = ("stretch",)


class Media(Base):
    """Pictures, sound, film and documents."""

    __slots__ = ()

    def image(
        self,
        image: Any,
        caption: str | list[str] | None = None,
        width: Width = "content",
        clamp: bool = False,
        channels: Literal["RGB", "BGR"] = "RGB",
        output_format: Literal["JPEG", "PNG", "GIF", "auto"] = "auto",
        *,
        use_container_width: bool | None = None,
        link: str | None = None,
        use_column_width: Any = None,
        alt: str | Sequence[str | None] | None = None,
    ) -> Any:
        """Show a picture, or several beside each other.

        Parameters
        ----------
        image
            An array of shape (height, width), or with a third dimension of 1, 3 or 4 channels; an
            image of PIL's; a path, an address, the text of an SVG; bytes or an open binary file; or
            a list of these. Whole numbers run from 0 to 255, floats from 0 to 1. The kernel fetches
            no address, the browser does.
        caption
            Markdown below it; one for each picture of a list.
        width
            "content" for the picture's own, "stretch", or pixels. None is wider than the page.
        clamp
            Take values of an array that are out of range for the nearest one in range; by default
            they raise.
        channels
            The order of an array's colours; "BGR" is OpenCV's.
        output_format
            How pixels are encoded. "auto" keeps what a browser can show as it is, and chooses JPEG
            for large arrays without transparency, else PNG.
        use_container_width
            Streamlit's older name for `width="stretch"`.
        link
            Address that a click on the picture opens.
        use_column_width
            Has no effect, as in Streamlit.
        alt
            A description for screen readers, one for each picture of a list; "" for a decoration.

        Raises
        ------
        StreamlitAPIException
            It is no picture, its values are out of range, or captions and pictures differ in
            number.
        StreamlitInvalidParameterTypeError
            `image` is of a type that holds no picture.

        Examples
        --------
        >>> st.image("<svg width='20' height='20'><circle r='9' cx='10' cy='10'/></svg>", "A dot")
        """
        params = locals()
        del use_column_width
        if use_container_width is not None:
            keeps = not use_container_width and isinstance(width, int)
            width = width if keeps else "stretch" if use_container_width else "content"
        layout = width_of("image", width, default="")
        number = width if isinstance(width, int) else None
        wishes = Wishes("image", "image", number, clamp, channels, output_format)
        shown = gallery(image, wishes, caption, alt, link)
        params["captions"] = shown.captions
        return self._show("image", params, "widget", {}, value=shown.names, view=shown.view(layout))

    def audio(
        self,
        data: Any,
        format: str = "audio/wav",
        start_time: float | dt.timedelta | str = 0,
        *,
        sample_rate: int | None = None,
        end_time: float | dt.timedelta | str | None = None,
        loop: bool = False,
        autoplay: bool = False,
        alt: str | None = None,
        width: Any = "stretch",
    ) -> Any:
        """Show a player for sound.

        Parameters
        ----------
        data
            A path, an address, bytes, an open binary file, or an array of samples: one row, or one
            for each channel. None shows an empty player.
        format
            The type of the bytes; by default what they begin like.
        start_time, end_time
            From where to where to play: seconds, a timedelta, or a text such as "1m30s". By default
            the whole.
        sample_rate
            Samples per second of an array.
        loop
            Begin again at the end.
        autoplay
            Begin without a click, where the browser allows it.
        alt
            A description for screen readers.
        width
            "stretch" or pixels.

        Raises
        ------
        StreamlitAPIException
            The file cannot be read, or the times are none.
        StreamlitMissingRequiredParameterError
            `data` is an array, and `sample_rate` is missing.

        Examples
        --------
        >>> st.audio(__import__("numpy").zeros(800), sample_rate=8000)
        """
        params = locals()
        props: Props = {"kind": "audio"} | width_of("audio", width, "", _STRETCHED)
        props |= span_of("audio", start_time, end_time)
        props |= {k: True for k, v in (("loop", loop), ("autoplay", autoplay)) if v}
        if type(data).__module__ == "numpy":
            data = wav_of(data, sample_rate, "audio")
        blobs = [_source(data, "audio", format, "audio/wav", props)]
        return self._play("audio", params, props, blobs, alt)

    def video(
        self,
        data: Any,
        format: str = "video/mp4",
        start_time: float | dt.timedelta | str = 0,
        *,
        subtitles: Any = None,
        end_time: float | dt.timedelta | str | None = None,
        loop: bool = False,
        autoplay: bool = False,
        muted: bool = False,
        alt: str | None = None,
        width: Any = "stretch",
    ) -> Any:
        """Show a player for a film.

        Parameters
        ----------
        data
            A path, an address, bytes or an open binary file. An address of YouTube shows its own
            player. None shows an empty player.
        format
            The type of the bytes; by default what they begin like.
        subtitles
            A .vtt or .srt file, its text or its bytes; or several of these by their labels.
        start_time, end_time, loop, autoplay, alt, width
            As for `st.audio`.
        muted
            Play without sound; browsers let such a film begin by itself.

        Raises
        ------
        StreamlitAPIException
            The film or the subtitles cannot be read, or the times are none.
        StreamlitIncompatibleParametersError
            `subtitles` are given for a film on YouTube.

        Examples
        --------
        >>> st.video("https://example.org/film.mp4", start_time="1m30s", muted=True)
        """
        params = locals()
        props: Props = {"kind": "video"} | width_of("video", width, "", _STRETCHED)
        props |= span_of("video", start_time, end_time)
        flags = (("loop", loop), ("autoplay", autoplay), ("muted", muted))
        props |= {name: True for name, is_wanted in flags if is_wanted}
        frame = youtube_of(data, props) if isinstance(data, str) else ""
        if frame and subtitles:
            raise StreamlitIncompatibleParametersError(
                "st.video: `subtitles` are given for a film on YouTube, whose player has its own; "
                "leave them out"
            )
        tracks = tracks_of(subtitles)
        if frame:
            props["frame"] = frame
            blobs: list[Blob | None] = []
        else:
            blobs = [_source(data, "video", format, "video/mp4", props), *tracks.values()]
        if tracks:
            first = 1 if blobs[0] is not None else 0
            props["tracks"] = [
                {"label": label, **_wire(track, first + n)}
                for n, (label, track) in enumerate(tracks.items())
            ]
        return self._play("video", params, props, blobs, alt)

    def pdf(
        self,
        data: Any,
        *,
        height: int | Literal["stretch"] = 500,
        key: str | None = None,
        alt: str | None = None,
    ) -> Any:
        """Show a PDF document in the browser's own viewer.

        A browser without one offers to download it.

        Parameters
        ----------
        data
            A path, an address, bytes or an open binary file.
        height
            "stretch" or pixels.
        key
            Name of the element.
        alt
            What the document is, for screen readers.

        Raises
        ------
        StreamlitAPIException
            The file cannot be read.
        StreamlitMissingRequiredParameterError
            `data` is None.

        Examples
        --------
        >>> st.pdf(b"%PDF-1.4", height=200)
        """
        params = locals()
        del key
        if data is None:
            raise StreamlitMissingRequiredParameterError(
                "st.pdf: `data` is None; give a path, an address, bytes or an open binary file"
            )
        if str(height) == "content":
            raise StreamlitInvalidHeightError(
                "st.pdf: `height` is 'content'; give a positive number of pixels or \"stretch\""
            )
        props: Props = {"kind": "pdf"} | height_of("pdf", height, "")
        data = data.strip() if isinstance(data, str) else data
        blobs = [_source(data, "pdf", "", "application/pdf", props)]
        return self._play("pdf", params, props, blobs, alt)

    def _play(
        self,
        name: str,
        params: dict[str, Any],
        props: Props,
        given: list[Blob | None],
        alt: str | None,
    ) -> Any:
        """Place a player."""
        if alt is not None and alt.strip():
            props["alt"] = alt.strip()
        blobs = [blob for blob in given if blob is not None]
        source = props.get("source", {})
        address = source.get("url") or props.get("frame")
        words = _words(name, blobs[0] if "blob" in source else None, address, props.get("alt"))
        view = View(
            MediaWidget,
            props,
            data=lambda: {"blobs": [blob.load() for blob in blobs]},
            digest=tuple(blob.digest for blob in blobs),
            still=lambda _: words,
        )
        value = address or source.get("digest")
        return self._show(name, params, "widget", {}, value=value, view=view)


def _wire(blob: Blob, place: int) -> Props:
    """Return what the view has to know of a blob; `place` is where its bytes are."""
    return {"blob": place, "mime": blob.mime, "digest": blob.digest}


def _source(data: Any, call: str, mime: str, default: str, props: Props) -> Blob | None:
    """Put what is to be played into the props; return its bytes, if it has no address."""
    if data is None:
        return None
    if is_address(data):
        props["source"] = {"url": data}
        return None
    blob = data if isinstance(data, Blob) else of_anything(data, call, "data", mime, default)
    props["source"] = _wire(blob, 0) | ({"name": blob.name} if blob.name else {})
    return blob


def _words(name: str, blob: Blob | None, address: str | None, alt: str | None) -> str:
    """Return the line that stands for a player in a saved notebook."""
    what = {"audio": "Sound", "video": "Film", "pdf": "Document"}[name]
    facts = [blob.name, blob.mime, size_in_words(blob.length)] if blob is not None else []
    shown = ", ".join(fact for fact in facts if fact)
    if address and not address.startswith("data:"):
        safe = escape(address)
        shown = f'<a href="{safe}" target="_blank" rel="noopener noreferrer">{safe}</a>'
    else:
        shown = escape(shown)
    return f"<p><em>{what}</em> {escape(f'{alt}: ' if alt else '')}{shown}</p>"
