"""Sound, film and subtitles: samples → WAV, SubRip → WebVTT, clock times → seconds, YouTube."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import (
    StreamlitAPIException,
    StreamlitInvalidParameterTypeError,
    StreamlitMissingRequiredParameterError,
    StreamlitValueError,
)
from .sources import Blob, Memo, digest_of, of_bytes, read_stream

if TYPE_CHECKING:
    import numpy as np

_PEAK = 32767
_MOST_REMEMBERED = 64_000_000
_SRT_TIMES = re.compile(r"(\d{2}:\d{2}:\d{2}),(\d{3})(?=\s*-->|\s*$)", re.MULTILINE)
_SRT = re.compile(r"\s*\d+\s*\n\s*\d{2}:\d{2}:\d{2},\d{3} --> ")
_SUBTITLES = {".vtt", ".srt"}
_YOUTUBE = re.compile(
    r"(?:https?:)?//(?:www\.|m\.)?(?:youtube(?:-nocookie)?\.com/"
    r"(?:watch\?(?:\S*?&)?v=|embed/|v/|e/|shorts/|live/)|youtu\.be/)(?P<film>[\w-]{10,20})"
)

_sounds: Memo[Blob] = Memo(_MOST_REMEMBERED, lambda blob: blob.length)


def wav_of(samples: np.ndarray[Any, Any], rate: int | None, call: str) -> Blob:
    """Return samples as a WAV file, as loud as it can be.

    Parameters
    ----------
    samples
        One row per channel, or one channel.
    rate
        Samples per second.
    call
        The `st.*` name, for a message.
    """
    import numpy as np

    if rate is None:
        raise StreamlitMissingRequiredParameterError(
            f"st.{call}: `sample_rate` is missing; an array of samples says nothing of its speed, "
            "give the samples per second, such as sample_rate=44100"
        )
    if samples.ndim not in {1, 2}:
        raise StreamlitAPIException(
            f"st.{call}: `data` has the shape {samples.shape}; give one row of samples, or one row "
            "for each channel"
        )
    bytes_ = np.ascontiguousarray(samples).reshape(-1).view(np.uint8)
    key = (digest_of(bytes_.data), samples.shape, samples.dtype.str, rate)
    return _sounds.get(key, lambda: of_bytes(_wav(samples, int(rate)), "audio/wav"))


def _wav(samples: np.ndarray[Any, Any], rate: int) -> bytes:
    import wave

    import numpy as np

    channels = 1 if samples.ndim == 1 else samples.shape[0]
    interleaved = samples.T.astype(float).ravel()
    peak = np.abs(interleaved).max() if interleaved.size else 0
    # Silence has no peak to bring up.
    scaled = interleaved / peak * _PEAK if peak else interleaved
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(channels)
        file.setframerate(rate)
        file.setsampwidth(2)
        file.writeframes(scaled.astype("<i2").tobytes())
    return buffer.getvalue()


# -- times -----------------------------------------------------------------------------------------


def span_of(call: str, start: Any, end: Any) -> dict[str, int]:
    """Return from where to where to play [s], without what is the whole."""
    first = _seconds(call, "start_time", start)
    last = None if end is None else _seconds(call, "end_time", end)
    if first < 0 or (last is not None and last <= first):
        raise StreamlitAPIException(
            f"st.{call}: `start_time` is {start!r} and `end_time` {end!r}; give a start of 0 or "
            "later, and an end after it"
        )
    return ({"start": first} if first else {}) | ({"end": last} if last is not None else {})


def _seconds(call: str, parameter: str, value: Any) -> int:
    if isinstance(value, dt.timedelta):
        return int(value.total_seconds())
    if isinstance(value, int | float) and not isinstance(value, bool):
        return int(value)
    try:
        import pandas as pd

        # A bare number in quotes would be nanoseconds.
        text = f"{value}s" if isinstance(value, str) and value.strip().isdigit() else value
        return int(pd.Timedelta(text).total_seconds())
    except (TypeError, ValueError):
        raise StreamlitAPIException(
            f"st.{call}: `{parameter}` is {value!r}; give seconds, a timedelta, or a text such as "
            '"1m30s"'
        ) from None


# -- subtitles -------------------------------------------------------------------------------------


def tracks_of(subtitles: Any) -> dict[str, Blob]:
    """Return subtitles as WebVTT, by their labels."""
    if subtitles is None or subtitles == "":
        return {}
    named = subtitles if isinstance(subtitles, dict) else {"default": subtitles}
    return {str(label or ""): _track(text, label) for label, text in named.items()}


def _track(given: Any, label: Any) -> Blob:
    if isinstance(given, Path) or (isinstance(given, str) and _is_file(given)):
        text = _read(Path(given))
    elif isinstance(given, str):
        text = given
    else:
        body = given if isinstance(given, bytes) else read_stream(given)
        if body is None:
            raise StreamlitInvalidParameterTypeError(
                f"st.video: `subtitles` of {label!r} are of type {type(given).__name__}; give "
                "a path, the text itself, bytes or an open binary file"
            )
        text = _decoded(body, label)
    text = text.removeprefix("\ufeff").strip()
    if _SRT.match(text):
        text = "WEBVTT\n\n" + _SRT_TIMES.sub(r"\1.\2", text)
    elif text and not text.startswith("WEBVTT"):
        raise StreamlitAPIException(
            f"st.video: `subtitles` of {label!r} begin {text[:30]!r}, neither as WebVTT nor as "
            "SubRip; give a .vtt or .srt file, or its text"
        )
    return of_bytes(text.encode(), "text/vtt")


def _is_file(text: str) -> bool:
    return "\n" not in text and len(text) < 1000 and Path(text).is_file()


def _read(path: Path) -> str:
    if path.suffix.lower() not in _SUBTITLES:
        raise StreamlitValueError(
            f"st.video: `subtitles` is the file {path.name!r}; the supported endings are .vtt and "
            ".srt"
        )
    try:
        return _decoded(path.read_bytes(), path.name)
    except OSError as error:
        raise StreamlitAPIException(
            f"st.video: `subtitles` is {str(path)!r}, which cannot be read: {error.strerror}"
        ) from error


def _decoded(body: bytes, label: Any) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise StreamlitAPIException(
            f"st.video: `subtitles` of {label!r} are not UTF-8; save them in that encoding"
        ) from error


# -- YouTube ---------------------------------------------------------------------------------------


def youtube_of(address: str, props: dict[str, Any]) -> str:
    """Return the address of YouTube's own player for a film on it, or "" for any other address.

    Parameters
    ----------
    address
        What the user gave.
    props
        `start`, `end`, `loop`, `autoplay`, `muted`, as the player's parameters.
    """
    match = _YOUTUBE.match(address)
    if match is None:
        return ""
    film = match["film"]
    asked: dict[str, Any] = {name: props[name] for name in ("start", "end") if name in props}
    asked |= {name: 1 for name in ("loop", "autoplay") if props.get(name)}
    asked |= {"mute": 1} if props.get("muted") else {}
    # Its player repeats only what is a list.
    asked |= {"playlist": film} if "loop" in asked else {}
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"https://www.youtube.com/embed/{film}" + (f"?{query}" if query else "")
