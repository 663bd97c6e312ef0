"""Every element, as methods of `Container`.

`main`, `sidebar` and `bottom` are the places that are always there.
"""

from __future__ import annotations

from .bindings import Bindings
from .buttons import Buttons
from .charts import Charts
from .chat import Chat
from .choices import Choices
from .code import Code
from .data import Data
from .dates import Dates
from .effects import Effects, Skeleton
from .figures import Figures
from .files import Files
from .folds import Folds, Opening
from .forms import Forms
from .grids import Grid, Grids
from .groups import Groups
from .headings import Headings
from .layout import Bottom, Layout
from .links import Links
from .logo import logo
from .markups import Markups
from .media import Media
from .metrics import Metrics
from .navigation import navigation, switch_page
from .numbers import Numbers
from .objects import Objects
from .pageconfig import set_page_config
from .pages import Page
from .prose import Prose
from .ratings import Ratings
from .scales import Scales
from .selections import Selections
from .status import StatusElements
from .streams import Streams
from .swatches import Swatches
from .tables import Tables
from .tasks import Status, Tasks
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
    Buttons,
    Groups,
    Ratings,
    Dates,
    Swatches,
    Files,
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
    Grids,
    Folds,
    Tasks,
    Links,
    Forms,
    Chat,
    Effects,
    Bindings,
    made_by="",
):
    """A place on the page; every element is one of its methods."""

    __slots__ = ()


class TabContainer(Opening, Container, made_by="tabs"):
    """One of the blocks that `st.tabs` makes."""

    __slots__ = ()


class ExpanderContainer(Opening, Container, made_by="expander"):
    """The block that `st.expander` makes."""

    __slots__ = ()


class PopoverContainer(Opening, Container, made_by="popover"):
    """The block that `st.popover` makes."""

    __slots__ = ()


class StatusContainer(Status, Container, made_by="status"):
    """The block that `st.status` makes."""

    __slots__ = ()


class GridContainer(Grid, Container, made_by="grid"):
    """The block that `st.grid` makes."""

    __slots__ = ()


class SkeletonPlaceholder(Skeleton, Container, made_by="skeleton"):
    """The place that `st.skeleton` makes."""

    __slots__ = ()


class BottomContainer(Bottom, Container):
    """The block at the foot of the page."""

    __slots__ = ()


main = Container()
sidebar = Container(root="sidebar")
bottom = BottomContainer(root="bottom")

__all__ = [
    "Container",
    "Page",
    "bottom",
    "logo",
    "main",
    "navigation",
    "set_page_config",
    "sidebar",
    "switch_page",
]
