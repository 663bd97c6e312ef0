"""Inputs by which a user gives files: from a disk, a camera, a microphone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from ..errors import StreamlitAPIException
from ..pictures import Wishes, data_url, picture_of, still_of
from ..received import UploadedFile
from ..tree import Control, View
from ..widgets import Camera, Recorder
from ..widgets import Files as FilesWidget
from .acceptance import (
    Staged,
    files_of,
    fresh,
    listed,
    rate_of,
    size_of,
    tickets_of,
    types_of,
    upload_to,
)
from .base import Base
from .shared import label_props, one_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..types import Args, Key, Kwargs, LabelVisibility, OnChange

_HEIGHTS = {"480p": 480, "720p": 720, "1080p": 1080}
# The most pixels of a photograph, and the most bytes of a recording, in a saved notebook.
_STILL_BOX = (480, 480)
_STILL_SOUND = 500_000


class Files(Base):
    """Inputs whose value is a file, or several."""

    __slots__ = ()

    def file_uploader(
        self,
        label: str,
        type: str | Sequence[str] | None = None,
        accept_multiple_files: bool | Literal["directory"] = False,
        key: Key = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        max_upload_size: int | None = None,
        disabled: bool = False,
        label_visibility: LabelVisibility = "visible",
        width: int | Literal["stretch"] = "stretch",
    ) -> Any:
        """Show a place to drop files on; return what was given.

        A file goes to the kernel in pieces, beside whatever the script does, and the script runs
        when it is there as a whole. An upload that is cancelled or cut off leaves nothing.

        Parameters
        ----------
        label
            Inline Markdown.
        type
            Endings such as "csv", MIME types such as "image/png" or "image/*", or "image", "audio",
            "video", "text"; one or several. By default any.
        accept_multiple_files
            Whether the value is a list; "directory" takes the files of a whole folder, of which
            those of another type are left out.
        key, help, on_change, args, kwargs, disabled, label_visibility
            See `ipyrerun.elements.base`.
        max_upload_size
            The largest file [MB of 1024 x 1024 bytes]; by default what `server.maxUploadSize` in
            .streamlit/config.toml says, else 200.
        width
            "stretch" or pixels.

        Returns
        -------
        UploadedFile, list of UploadedFile, or None
            Each is an open binary file with `name`, `type`, `size` and `file_id`, at its beginning
            in every run.

        Raises
        ------
        StreamlitValueError
            `max_upload_size` or `accept_multiple_files` is none of these.
        StreamlitValueAssignmentNotAllowedError
            The key was assigned: only its user may give a file.

        Examples
        --------
        >>> st.file_uploader("Tables", type=["csv", "xlsx"], accept_multiple_files=True)
        []
        """
        params = locals()
        name = "file_uploader"
        # The configuration says it where the call does not.
        limit = size_of(name, max_upload_size)
        if known := self._known(name, params, limit["max_size"]):
            return self._again(name, params, known)
        choices = (True, False, "directory")
        one_of(name, "accept_multiple_files", accept_multiple_files, choices)
        props = label_props(name, label, label_visibility, help, width, disabled=disabled)
        props |= types_of(name, "type", type) | limit
        if accept_multiple_files:
            props["multiple"] = True
        if accept_multiple_files == "directory":
            props["directory"] = True
        types = props.get("types", [])
        control = _control(
            View(FilesWidget, props, still=listed),
            upload_to(name, "application/octet-stream", types),
            is_list=bool(accept_multiple_files),
            facts={
                "accept_multiple_files": lambda _: bool(accept_multiple_files),
                "accept_directory": lambda _: accept_multiple_files == "directory",
                "allowed_type": lambda _: list(types),
            },
        )
        keyed = (_hashable(type), accept_multiple_files, max_upload_size)
        return self._ask(name, params, control, keyed=keyed)

    def camera_input(
        self,
        label: str,
        key: Key = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        disabled: bool = False,
        label_visibility: LabelVisibility = "visible",
        resolution: Literal["480p", "720p", "1080p"] | None = None,
        width: int | Literal["stretch"] = "stretch",
    ) -> UploadedFile | None:
        """Show what a camera sees; return the photograph that was taken, a JPEG.

        The camera is off until its user turns it on, and goes off with the photograph. Browsers
        give it only to pages at https:// addresses and on the own computer.

        Parameters
        ----------
        label
            Inline Markdown.
        key, help, on_change, args, kwargs, disabled, label_visibility
            See `ipyrerun.elements.base`.
        resolution
            The height that is asked of the camera, which may have another; by default what it has.
        width
            "stretch" or pixels.

        Raises
        ------
        StreamlitValueError
            `resolution` is none of these.
        StreamlitValueAssignmentNotAllowedError
            The key was assigned: only its user may give a photograph.

        Examples
        --------
        >>> st.camera_input("A picture of you")
        """
        params = locals()
        name = "camera_input"
        limit = size_of(name)
        if known := self._known(name, params, limit["max_size"]):
            again: UploadedFile | None = self._again(name, params, known)
            return again
        props = label_props(name, label, label_visibility, help, width, disabled=disabled)
        props |= limit
        if one_of(name, "resolution", resolution, (*_HEIGHTS, None)) is not None:
            props["lines"] = _HEIGHTS[str(resolution)]
        view = View(Camera, props, still=_photograph)
        control = _control(view, upload_to(name, "image/jpeg"))
        photograph: UploadedFile | None = self._ask(name, params, control)
        return photograph

    def audio_input(
        self,
        label: str,
        *,
        sample_rate: int | None = 16000,
        key: Key = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        disabled: bool = False,
        label_visibility: LabelVisibility = "visible",
        width: int | Literal["stretch"] = "stretch",
    ) -> UploadedFile | None:
        """Show a button that records; return the recording, a WAV file of one channel.

        Browsers give the microphone only to pages at https:// addresses and on the own computer.

        Parameters
        ----------
        label
            Inline Markdown.
        sample_rate
            Samples per second [Hz]: 8000, 11025, 16000, 22050, 24000, 32000, 44100 or 48000; None
            for what the browser records.
        key, help, on_change, args, kwargs, disabled, label_visibility
            See `ipyrerun.elements.base`.
        width
            "stretch" or pixels.

        Raises
        ------
        StreamlitValueError
            `sample_rate` is none of these.
        StreamlitValueAssignmentNotAllowedError
            The key was assigned: only its user may give a recording.

        Examples
        --------
        >>> st.audio_input("Say something")
        """
        params = locals()
        name = "audio_input"
        limit = size_of(name)
        if known := self._known(name, params, limit["max_size"]):
            again: UploadedFile | None = self._again(name, params, known)
            return again
        props = label_props(name, label, label_visibility, help, width, disabled=disabled)
        props |= limit | rate_of(name, "sample_rate", sample_rate)
        view = View(Recorder, props, still=_recording)
        control = _control(view, upload_to(name, "audio/wav"))
        recording: UploadedFile | None = self._ask(name, params, control)
        return recording


def _control(
    view: View,
    upload: Callable[..., Staged],
    *,
    is_list: bool = False,
    facts: dict[str, Callable[[Any], Any]] | None = None,
) -> Control[Any]:
    """Return the record of an input whose value is files."""

    def from_view(sent: Any) -> Any:
        files = files_of(sent)
        if is_list:
            return files
        return files[0] if files else None

    def accepts(value: Any) -> bool:
        if is_list:
            return isinstance(value, list) and all(isinstance(f, UploadedFile) for f in value)
        return value is None or isinstance(value, UploadedFile)

    return Control(
        default=[] if is_list else None,
        view=view,
        to_view=tickets_of,
        from_view=from_view,
        accepts=accepts,
        # What an ordinary cell assigns is no file of a user.
        check=lambda value: value if accepts(value) else ([] if is_list else None),
        copy=fresh,
        fresh=fresh,
        sealed=True,
        verbs={"upload": upload, "clear": lambda _: Staged(), "set_value": _staged},
        facts=facts or {},
    )


def _staged(_: Any, given: Any) -> Staged:
    """Return files that a test gives as (name, content, MIME type): one, several or None."""
    return Staged(UploadedFile(ticket.file) for ticket in tickets_of(given))


def _hashable(type: str | Sequence[str] | None) -> Any:
    return type if type is None or isinstance(type, str) else tuple(type)


def _photograph(value: UploadedFile | None) -> str:
    if value is None:
        return listed(None)
    try:
        picture = picture_of(value.received.data, Wishes("camera_input", "value"))
    except StreamlitAPIException:
        # No picture that could be read: a test may give anything.
        return listed(value)
    return f'<img src="{still_of(picture, _STILL_BOX)}" alt="Photograph">'


def _recording(value: UploadedFile | None) -> str:
    if value is None or value.size > _STILL_SOUND:
        return listed(value)
    return f'<audio controls src="{data_url(value.received.data, "audio/wav")}"></audio>'
