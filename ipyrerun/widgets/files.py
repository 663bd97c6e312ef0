"""Inputs by which a user gives files: what they receive is on the way in `ipyrerun.uploads`."""

from __future__ import annotations

from typing import Any

import traitlets

from ..received import held, hold
from ..uploads import Receiver
from .base import Input, Submit, Trigger


class Receiving(Input):
    """An input that receives files.

    Its `value` holds a ticket for each; `{type: "recall", id}` is answered with the file's bytes.
    """

    def __init__(self, submit: Submit, **traits: Any) -> None:
        self._receiver = Receiver(self._tell_views, lambda: self.props)
        super().__init__(submit, **traits)

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take what a browser sent, and hold the files that it names."""
        if "value" in sync_data:
            sync_data = {**sync_data, "value": hold(sync_data["value"])}
        super().set_state(sync_data)

    def receive(self, value: Any, *, is_cleared: bool) -> None:
        """Take the value that a form's button brought, and hold the files that it names."""
        super().receive(hold(value), is_cleared=is_cleared)

    def close(self) -> None:
        """Close the comm, and let go of files that are in no value."""
        super().close()
        self._receiver.close()

    def _tell_views(self, content: dict[str, Any]) -> None:
        if self.comm is not None:
            self.send(content)

    def _answer(self, content: dict[str, Any], buffers: list[bytes]) -> None:
        if content.get("type") == "click":
            content = {**content, "value": hold(content.get("value"))}
        super()._answer(content, buffers)
        if content.get("type") == "recall":
            self._show(content.get("id"))
        else:
            self._receiver.take(content, buffers)

    def _show(self, id_: object) -> None:
        """Send back what a page has not itself: a picture, a recording.

        In a form it is in no value yet.
        """
        file = held(id_)
        if file is not None:
            self.send({"type": "content", "id": id_}, [file.data])


class Files(Receiving):
    """Files, as a list of what is known of each: its id, name, type and size."""

    _model_name = traitlets.Unicode("FilesModel").tag(sync=True)
    _view_name = traitlets.Unicode("FilesView").tag(sync=True)


class Camera(Receiving):
    """A photograph, as the list of that one file, or of none."""

    _model_name = traitlets.Unicode("FilesModel").tag(sync=True)
    _view_name = traitlets.Unicode("CameraView").tag(sync=True)


class Recorder(Receiving):
    """A recording, as the list of that one file, or of none."""

    _model_name = traitlets.Unicode("FilesModel").tag(sync=True)
    _view_name = traitlets.Unicode("RecorderView").tag(sync=True)


class ChatBox(Receiving, Trigger):
    """A box to write a message in: a click says text, files and recording."""

    _model_name = traitlets.Unicode("ChatBoxModel").tag(sync=True)
    _view_name = traitlets.Unicode("ChatBoxView").tag(sync=True)
