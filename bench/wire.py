"""A comm that does what a kernel's does up to the socket: write JSON, sign it."""

from __future__ import annotations

import hmac
import json
from typing import Any

from comm.base_comm import BaseComm

_KEY = b"a kernel's key"


class Wire(BaseComm):
    """A comm that does what a kernel's does up to the socket."""

    sent = 0

    def publish_msg(
        self,
        msg_type: str,
        data: Any = None,
        metadata: Any = None,
        buffers: Any = None,
        **keys: Any,
    ) -> None:
        """Write the message as JSON, sign it and count it."""
        del buffers
        Wire.sent += 1
        text = json.dumps([msg_type, data, metadata, keys], default=str).encode()
        hmac.digest(_KEY, text, "sha256")
