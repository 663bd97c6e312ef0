"""What an app knows of its pages: which ones there are, and which one its user wants to see."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Pages:
    """The pages of one app, by the last part of their address.

    Parameters
    ----------
    folder
        Where the paths of page files begin; by default the kernel's working folder.
    wanted
        The page that was asked for last; None for the default page.
    sources
        Where each page comes from: its file, "%name" for a cell, "" for a function.
    titles, helps
        What links without words of their own say.
    shown
        The page that the last run showed.
    named
        The page that the address named last; None for the default page.
    first
        The default page (`ipyrerun.elements.pages.Page`).
    turn
        The page that `st.navigation` has returned, until it is executed.
    is_left
        The program has asked for another page: the next run begins without inputs.
    """

    folder: Path | None = None
    wanted: str | None = None
    sources: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    helps: dict[str, str] = field(default_factory=dict)
    shown: str = ""
    named: str | None = None
    first: object = None
    turn: object = None
    is_left: bool = False

    def resolve(self, path: str | Path) -> Path:
        """Return the whole path of a page file."""
        return ((self.folder or Path.cwd()) / path).resolve()

    def find(self, page: str) -> str | None:
        """Return the address of the page that comes from this file or cell, or None."""
        source = page if page.startswith("%") else str(self.resolve(page))
        return next((path for path, one in self.sources.items() if one == source), None)
