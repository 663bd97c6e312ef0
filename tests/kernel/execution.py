"""One cell that a notebook has sent to a kernel."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Message = dict[str, Any]


@dataclass
class Execution:
    """One execute_request: what came back for it so far."""

    msg_id: str
    # When it was about to leave, by the clock that the kernel's messages are dated by.
    sent: float = 0.0
    outputs: list[Message] = field(default_factory=list)
    reply: Message | None = None
    is_idle: bool = False

    @property
    def is_done(self) -> bool:
        """Whether the reply and all output have arrived."""
        return self.reply is not None and self.is_idle

    @property
    def seconds(self) -> float:
        """Time that the kernel took from request to reply; what we take to read it is not its."""
        assert self.reply is not None
        return float(self.reply["header"]["date"].timestamp() - self.sent)

    @property
    def text(self) -> str:
        """What the cell printed to stdout."""
        return "".join(
            m["content"]["text"] for m in self._of("stream") if m["content"]["name"] == "stdout"
        )

    @property
    def error(self) -> str | None:
        """Name of the exception that the cell raised, or None."""
        assert self.reply is not None
        return self.reply["content"].get("ename")

    @property
    def result(self) -> str | None:
        """The `text/plain` of the cell's last expression, or None."""
        found = self._of("execute_result")
        return found[-1]["content"]["data"]["text/plain"] if found else None

    @property
    def displays(self) -> list[dict[str, Any]]:
        """The mime bundles that the cell displayed."""
        return [m["content"]["data"] for m in self._of("display_data")]

    def _of(self, kind: str) -> list[Message]:
        return [m for m in self.outputs if m["msg_type"] == kind]
