"""Tells callgrind, from inside the process that it executes, what to count.

A client request of valgrind is a few instructions that do nothing on a processor, and that valgrind
knows (`valgrind.h`, `callgrind.h`). So only what is measured is counted, and the rest of a process
is executed ten times as fast.
"""

from __future__ import annotations

import ctypes
import functools
import mmap
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# rax: the arguments, rdx: the default answer, which comes back; four rotations of rdi that cancel,
# and the exchange of rbx with itself are the sign.
_X86_64 = bytes.fromhex(
    "4889f8 31d2 48c1c703 48c1c70d 48c1c73d 48c1c733 4887db 4889d0 c3".replace(" ", "")
)
_OF_CALLGRIND = (ord("C") << 24) + (ord("T") << 16)
_ZERO, _DUMP_AT, _START, _STOP = 1, 3, 4, 5

_Arguments = ctypes.c_ulong * 6


@functools.cache
def _code() -> ctypes.c_char:
    """Return where the instructions are; not every system has memory for such, so none before."""
    page = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(_X86_64)
    return ctypes.c_char.from_buffer(page)


@functools.cache
def _request() -> Callable[..., int]:
    prototype = ctypes.CFUNCTYPE(ctypes.c_ulong, ctypes.POINTER(_Arguments))
    return prototype(ctypes.addressof(_code()))


def _ask(what: int, argument: int = 0) -> None:
    _request()(ctypes.byref(_Arguments(_OF_CALLGRIND + what, argument, 0, 0, 0, 0)))


@contextmanager
def watched() -> Iterator[None]:
    """Have callgrind look at the block: to begin and to end that costs it a second."""
    _ask(_START)
    yield
    _ask(_STOP)


@contextmanager
def counted(name: str) -> Iterator[None]:
    """Count the instructions of a block that is watched, and have them written down by a name."""
    text = ctypes.create_string_buffer(name.encode())
    _ask(_ZERO)
    yield
    _ask(_DUMP_AT, ctypes.addressof(text))
