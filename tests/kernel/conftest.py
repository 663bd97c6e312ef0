"""Fixtures: a real kernel of each supported ipykernel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.kernel.harness import INTERPRETERS, Kernel

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(params=INTERPRETERS)
def kernel(request: pytest.FixtureRequest) -> Iterator[Kernel]:
    """Start a fresh kernel; a test with this fixture runs once per ipykernel."""
    running = Kernel(INTERPRETERS[request.param])
    yield running
    running.close()


@pytest.fixture(params=[name for name in INTERPRETERS if name != "6.29"])
def subshell_kernel(request: pytest.FixtureRequest) -> Iterator[Kernel]:
    """Start a kernel whose browser sends to a subshell, as JupyterLab 4.6 does."""
    running = Kernel(INTERPRETERS[request.param])
    running.open_subshell()
    yield running
    running.close()
