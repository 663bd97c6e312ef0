"""Every element, as methods of `Container`; `main` and `sidebar` are the two places that are always there."""

from __future__ import annotations

from .layout import Layout
from .numbers import Numbers
from .prose import Prose
from .toggles import Toggles


class Container(Prose, Numbers, Toggles, Layout):
    """A place on the page; every element is one of its methods."""

    __slots__ = ()


main = Container()
sidebar = Container(root="sidebar")

__all__ = ["Container", "main", "sidebar"]
