"""What a conversation is drawn with."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Literal

from ..errors import (
    StreamlitInvalidParameterTypeError,
    StreamlitMissingRequiredParameterError,
    StreamlitValueError,
)
from ..pictures import Wishes, picture_of, still_of
from ..received import ChatInputValue
from ..run import within
from ..tree import Control, View
from ..widgets import ChatBox
from .acceptance import files_of, rate_of, size_of, tickets_of, types_of, upload_to
from .base import Base
from .shared import height_of, icon_of, is_emoji, is_positive, one_of, width_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..run import Run
    from ..types import Args, Callback, Height, Key, Kwargs, Props, Width

# Names of those who have a drawn avatar.
_DRAWN = {"user": "user", "human": "user", "assistant": "assistant", "ai": "assistant"}
# The most pixels of an avatar, for sharp screens.
_BOX = (96, 96)


class Chat(Base):
    """Messages."""

    __slots__ = ()

    def chat_message(self, name: str, *, avatar: Any = None, width: Width = "stretch") -> Any:
        """Add a block for what one side of a conversation says, with its picture beside it.

        Parameters
        ----------
        name
            Who speaks: "user" or "human", "assistant" or "ai", or any other name.
        avatar
            "user", "assistant", one emoji, ":material/name:", or a picture: whatever `st.image`
            takes. By default what belongs to `name`, else its first letter.
        width
            "stretch", "content" or pixels.

        Raises
        ------
        StreamlitMissingRequiredParameterError
            `name` is None.
        StreamlitAPIException
            `avatar` is none of these.

        Examples
        --------
        >>> with st.chat_message("assistant"):
        ...     st.write("Hello!")
        """
        params = locals()
        if name is None:
            raise StreamlitMissingRequiredParameterError(
                "st.chat_message: `name` is None; give the name of who speaks"
            )
        if avatar is None and (str(name).lower() in _DRAWN or is_emoji(str(name))):
            avatar = str(name).lower()
        props: Props = {"name": str(name)} | _avatar_of(avatar)
        params["avatar"] = props.get("drawn") or avatar
        props |= width_of("chat_message", width)
        return self._nest("chat_message", params, "chat", props)

    def chat_input(
        self,
        placeholder: str = "Your message",
        *,
        key: Key = None,
        max_chars: int | None = None,
        max_upload_size: int | None = None,
        accept_file: bool | Literal["multiple", "directory"] = False,
        file_type: str | Sequence[str] | None = None,
        accept_audio: bool = False,
        audio_sample_rate: int | None = 16000,
        disabled: bool = False,
        submit_mode: Literal["submit", "disable", "stop"] = "submit",
        on_submit: Callback | None = None,
        args: Args = None,
        kwargs: Kwargs = None,
        width: int | Literal["stretch"] = "stretch",
        height: Height = "content",
    ) -> str | ChatInputValue | None:
        """Show a box to write a message in; return it in the one run that sending it causes.

        Outside of every block it stands at the foot of the page. Two messages are two runs, however
        quickly they follow each other. Text that is assigned to its key in `st.session_state` is
        put into the box, for its user to send.

        Parameters
        ----------
        placeholder
            What the empty box says.
        key, disabled, args, kwargs
            See `ipyrerun.elements.base`.
        max_chars
            The longest message; by default there is no limit.
        max_upload_size
            The largest file [MB], as for `file_uploader`.
        accept_file
            Whether files can be added: one, or several with "multiple", or with "directory" those
            of a folder. The value is then a `ChatInputValue`.
        file_type
            Which files, as `type` of `file_uploader`.
        accept_audio
            Whether a recording can be added. The value is then a `ChatInputValue`.
        audio_sample_rate
            Its samples per second [Hz], as for `audio_input`.
        submit_mode
            What can be done while a run is under way: "submit" sends further messages, "disable"
            waits for its end, "stop" offers to stop it.
        on_submit
            Called with `args` and `kwargs` before that run.
        width
            "stretch" or pixels.
        height
            The least height: "content" for a line, "stretch", or pixels. It grows with the text.

        Returns
        -------
        str, ChatInputValue, or None
            None in every other run.

        Raises
        ------
        StreamlitValueError
            `accept_file`, `submit_mode`, `audio_sample_rate` or a limit is none of these.
        StreamlitInvalidParameterTypeError
            What was assigned to the key is no text.

        Examples
        --------
        >>> if prompt := st.chat_input("Ask me"):
        ...     st.chat_message("user").write(prompt)
        """
        params = locals()
        name = "chat_input"
        limit = size_of(name, max_upload_size)
        run = self._current_run(name)
        is_free = self._node is None and not self._root and within.get() is None
        place = Base(run, run.bottom) if is_free else self
        slot = None if key is None else str(key)
        is_filled = slot in run.session.state.assigned
        if not is_filled and (known := self._known(name, params, limit["max_size"])):
            again: str | ChatInputValue | None = place._again(name, params, known)
            return again
        one_of(name, "accept_file", accept_file, (True, False, "multiple", "directory"))
        props: Props = {"placeholder": str(placeholder)} | limit
        if one_of(name, "submit_mode", submit_mode, ("submit", "disable", "stop")) != "submit":
            props["mode"] = submit_mode
        props |= rate_of(name, "audio_sample_rate", audio_sample_rate)
        props |= types_of(name, "file_type", file_type) | _limit_of(max_chars)
        props |= width_of(name, width, allowed=("stretch",)) | _least_of(height)
        props |= {"files": accept_file} if accept_file else {}
        props |= {"audio": True} if accept_audio else {}
        props |= {"disabled": True} if disabled else {}
        props |= _filling(run, slot) if slot is not None and is_filled else {}
        control: Control[Any] = Control(
            default=None,
            view=View(ChatBox, props, still=lambda _: _still_box(placeholder)),
            to_view=_message_to_view,
            from_view=_reader(max_chars, bool(accept_file), bool(accept_audio)),
            once=True,
            verbs=_verbs(props) if accept_file else {},
        )
        keyed = (accept_file, props.get("types"), max_chars, max_upload_size)
        message: str | ChatInputValue | None = place._ask(name, params, control, keyed=keyed)
        if message is None and slot is not None and "fill" in props:
            run.ids[slot].value = props["fill"][1]
        return message


def _least_of(height: Any) -> Props:
    """Return the prop for the least height; a fixed one would not let the box grow."""
    props = height_of("chat_input", height)
    return {"least": height} if is_positive(height) else props


def _limit_of(max_chars: Any) -> Props:
    if max_chars is None:
        return {}
    if not is_positive(max_chars):
        raise StreamlitValueError(
            f"st.chat_input: `max_chars` is {max_chars!r}; give a whole number above 0, or None "
            "for no limit"
        )
    return {"max_chars": max_chars}


def _filling(run: Run, slot: str) -> Props:
    """Return the prop for text that was assigned to the key: it is put into the box, once."""
    state = run.session.state
    with state.lock:
        if slot not in state.assigned:
            return {}
        text, stamp = state.values[slot], state.stamps.get(slot, 0)
        # It is no message yet: nobody has sent it.
        state.assigned.discard(slot)
        state.values[slot] = None
    if text is None:
        return {}
    if not isinstance(text, str):
        raise StreamlitInvalidParameterTypeError(
            f"st.chat_input: st.session_state[{slot!r}] was assigned {text!r}, of type "
            f"{type(text).__name__}; assign the text that is to be put into the box"
        )
    return {"fill": [stamp, text]}


def _reader(max_chars: int | None, has_files: bool, has_audio: bool) -> Callable[[Any], Any]:
    """Return what reads a message that was sent."""

    def read(sent: Any) -> str | ChatInputValue | None:
        if sent is None:
            return None
        text = str(sent["text"])[:max_chars]
        if not has_files and not has_audio:
            return text
        parts: dict[str, Any] = {}
        if has_files:
            parts["files"] = files_of(sent.get("files"))
        if has_audio:
            recording = sent.get("audio")
            parts["audio"] = files_of([recording])[0] if recording else None
        return ChatInputValue(text, **parts)

    return read


def _message_to_view(value: Any) -> Any:
    """Return a message as the box sends it; a test may give the text alone, or only files."""
    if isinstance(value, str):
        return {"text": value}
    if not value or not any(value.values()):
        return None
    recordings = tickets_of(value.get("audio"))
    return {
        "text": value.get("text", ""),
        "files": tickets_of(value.get("files", [])),
        "audio": recordings[0] if recordings else None,
    }


def _verbs(props: Props) -> dict[str, Any]:
    """Return how a test adds files to what it sends next."""
    add = upload_to("chat_input", "application/octet-stream", props.get("types", ()))

    def upload(value: Any, *file: Any) -> _Draft:
        draft = value if isinstance(value, _Draft) else _Draft(value)
        given = draft["files"] if props["files"] is not True else None
        draft["files"] = add(given, *file)
        return draft

    def clear(value: Any) -> _Draft:
        return _Draft(value["text"] if isinstance(value, _Draft) else value)

    def set_value(value: Any, text: str | None) -> Any:
        draft = _Draft(text)
        draft["files"] = value["files"] if isinstance(value, _Draft) else None
        return draft if draft["files"] else text

    return {"upload": upload, "clear": clear, "set_value": set_value}


class _Draft(dict[str, Any]):
    """What a test is going to send."""

    def __init__(self, text: Any) -> None:
        super().__init__(text=text if isinstance(text, str) else "", files=None)


def _still_box(placeholder: Any) -> str:
    return f'<span class="rrs-value">{escape(str(placeholder))}</span>'


def _avatar_of(avatar: Any) -> Props:
    """Return the prop for who speaks: a name of a drawing, an icon as HTML, or an address."""
    if avatar is None:
        return {}
    if isinstance(avatar, str):
        if avatar in _DRAWN:
            return {"drawn": _DRAWN[avatar]}
        if avatar.startswith(":material") or is_emoji(avatar):
            return icon_of("chat_message", avatar)
    picture = picture_of(avatar, Wishes("chat_message", "avatar"))
    return {"image": still_of(picture, _BOX)}
