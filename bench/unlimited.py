"""ipykernel without its limit of a thousand waiting messages, as `python -m bench.unlimited`.

Where a reader is behind by more, ZeroMQ drops what comes next without a word. A page of bare
ipywidgets sends a message for each of its thousand changes, and whoever waits for the last of them
would wait for ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ipykernel.kernelapp import IPKernelApp

if TYPE_CHECKING:
    import zmq


class UnlimitedKernelApp(IPKernelApp):
    """ipykernel, but what it publishes may wait in any number."""

    def init_iopub(self, context: zmq.Context[zmq.Socket[bytes]]) -> None:
        """Open the socket that publishes."""
        # What is set on a context holds for the sockets that it makes from then on.
        context.sndhwm = 0
        super().init_iopub(context)  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    UnlimitedKernelApp.launch_instance()
