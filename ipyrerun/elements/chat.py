"""What a conversation is drawn with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import StreamlitMissingRequiredParameterError
from ..pictures import Wishes, picture_of, still_of
from .base import Base
from .shared import icon_of, is_emoji, width_of

if TYPE_CHECKING:
    from ..types import Props, Width

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
