"""Record every attempt of this process to reach another machine.

The browser tests put this directory on the `PYTHONPATH` of the notebook server, and its kernels
inherit that. An audit hook sees each use of Python's `socket`, whichever library makes it.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from pathlib import Path

RECORD = os.environ.get("RERUN_NETWORK_RECORD")
# Position of the address, or of the host name, in the event's arguments.
EVENTS = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
    "socket.gethostbyaddr": 0,
}
# A machine's own name is looked up to bind sockets; that asks nobody else, as with "localhost".
OWN_NAMES = {"", "localhost", socket.gethostname()}


def _is_local(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode(errors="replace")
    if not isinstance(host, str) or host in OWN_NAMES or host.startswith("/"):
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _record(event: str, args: tuple[object, ...]) -> None:
    position = EVENTS.get(event)
    if position is None:
        return
    where = args[position]
    host = where[0] if isinstance(where, tuple) else where
    if _is_local(host):
        return
    role = "kernel" if any("ipykernel" in word for word in sys.orig_argv) else "server"
    # One short write in append mode: lines of several processes do not mix.
    with Path(str(RECORD)).open("a") as lines:
        lines.write(f"{role} {os.getpid()}: {event} {where}\n")


if RECORD:
    sys.addaudithook(_record)
