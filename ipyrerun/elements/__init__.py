"""Every element, as methods of `Container`.

`main` and `sidebar` are the two places that are always there.
"""

from __future__ import annotations

from .charts import Charts
from .choices import Choices
from .code import Code
from .data import Data
from .dates import Dates
from .figures import Figures
from .headings import Headings
from .layout import Layout
from .logo import logo
from .markups import Markups
from .media import Media
from .metrics import Metrics
from .numbers import Numbers
from .objects import Objects
from .prose import Prose
from .scales import Scales
from .selections import Selections
from .status import StatusElements
from .streams import Streams
from .swatches import Swatches
from .tables import Tables
from .toggles import Toggles
from .words import Words
from .writing import Writing


class Container(
    Writing,
    Prose,
    Headings,
    Code,
    StatusElements,
    Numbers,
    Choices,
    Selections,
    Scales,
    Words,
    Toggles,
    Dates,
    Swatches,
    Metrics,
    Data,
    Charts,
    Layout,
    Markups,
    Objects,
    Streams,
    Tables,
    Figures,
    Media,
):
    """A place on the page; every element is one of its methods."""

    __slots__ = ()


main = Container()
sidebar = Container(root="sidebar")

__all__ = ["Container", "logo", "main", "sidebar"]
