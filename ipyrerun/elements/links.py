"""Links to the pages of an app, and to elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias
from urllib.parse import urlencode

from ..errors import (
    StreamlitAPIException,
    StreamlitMissingRequiredParameterError,
    StreamlitPageNotFoundError,
)
from ..markup import render_inline
from ..sources import is_address
from .base import Base
from .pages import Page, check_path
from .shared import help_of, icon_of, one_of, width_of

if TYPE_CHECKING:
    from pathlib import Path

    from ..run import Run
    from ..types import Props, Width

QueryParams: TypeAlias = (
    Mapping[str, str | Iterable[str]] | Iterable[tuple[str, str | Iterable[str]]]
)


def checked_source(name: str, run: Run, page: Page) -> str:
    """Return the address of a page, unless it is one of the app's other pages."""
    source = run.pages.sources.get(page._path)
    if source is not None and source != page.source and (source or page.source):
        raise StreamlitAPIException(
            f"st.{name}: the address {page._path!r} is that of the page from "
            f"{source or 'a function'}, and not of the one from {page.source or 'a function'}; use "
            "the page that st.navigation has, or another `url_path`"
        )
    return page._path


def found_page(name: str, run: Run, page: str | Path) -> str:
    """Return the address of the page that comes from a file or cell."""
    check_path(name, page)
    path = run.pages.find(str(page))
    if path is None:
        known = ", ".join(repr(source) for source in run.pages.sources.values() if source)
        raise StreamlitPageNotFoundError(
            f"st.{name}: `page` is {str(page)!r}, which is no page of st.navigation; those of "
            f"files and cells are {known or 'none'}. Give one of them, or the st.Page itself"
        )
    return path


def query_text(name: str, params: Any) -> str:
    """Return parameters of an address as its query."""
    if not params:
        return ""
    pairs = params.items() if isinstance(params, Mapping) else params
    told = [(str(key), _texts(value)) for key, value in pairs]
    reserved = [key for key, _ in told if key.lower() in {"embed", "embed_options"}]
    if reserved:
        raise StreamlitAPIException(
            f"st.{name}: `query_params` has {reserved[0]!r}, which says how the page is embedded; "
            "use another name"
        )
    return urlencode(told, doseq=True)


def _texts(value: Any) -> str | list[str]:
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [str(one) for one in value]
    return str(value)


class Links(Base):
    """Links to pages."""

    __slots__ = ()

    def page_link(
        self,
        page: str | Path | Page,
        *,
        label: str | None = None,
        icon: str | None = None,
        icon_position: Literal["left", "right"] = "left",
        help: str | None = None,
        disabled: bool = False,
        use_container_width: bool | None = None,
        width: Width = "content",
        query_params: QueryParams | None = None,
    ) -> Any:
        """Show a link to a page of the app, or to an address elsewhere, which opens in a new tab.

        Parameters
        ----------
        page
            A page of `st.navigation`: the `st.Page`, or the path of its file, or "%name" of its
            cell; or an address that begins with http:// or https://.
        label
            The link's words, as inline Markdown; by default the title of the page.
        icon
            One emoji, or ":material/name:"; by default that of the `st.Page`.
        icon_position
            "left" or "right" of the words.
        help
            Tooltip, as Markdown; by default the help of the page, and "" for none.
        disabled
            Grey the link out.
        use_container_width
            True is `width="stretch"`, False is `width="content"`.
        width
            "content", "stretch" or pixels.
        query_params
            The query of the page's address, as a dict or as pairs; by default none.

        Raises
        ------
        StreamlitPageNotFoundError
            No page of `st.navigation` comes from this file or cell.
        StreamlitMissingRequiredParameterError
            An address elsewhere has no `label`.
        StreamlitValueError
            `icon_position` is neither of its words.

        Examples
        --------
        >>> st.page_link("https://jupyter.org", label="Jupyter", icon="\N{RINGED PLANET}")
        """
        params = locals()
        run = self._current_run("page_link")
        if use_container_width is not None:
            width = "stretch" if use_container_width else "content"
        props: Props = {}
        words = help
        if isinstance(page, Page):
            label, words = _either(label, page.title), _either(help, page.help)
            icon = _either(icon, page.icon)
            if page.is_external:
                props["url"] = page.external_url
            else:
                props["page"] = checked_source("page_link", run, page)
        elif isinstance(page, str) and is_address(page, ("http", "https")):
            if not label:
                raise StreamlitMissingRequiredParameterError(
                    f"st.page_link: `label` is {label!r}; the address {page!r} has no title, give "
                    "a `label`"
                )
            props["url"] = page
        else:
            path = props["page"] = found_page("page_link", run, page)
            label = _either(label, run.pages.titles[path])
            words = _either(help, run.pages.helps[path])
        if "page" in props and props["page"] == (run.page or run.pages.wanted):
            props["current"] = True
        if query := query_text("page_link", query_params):
            props["query"] = query
        if icon_position != "left":
            props["icon_position"] = one_of(
                "page_link", "icon_position", icon_position, ("left", "right")
            )
        props |= {"label": render_inline(str(label))} | help_of(words)
        props |= icon_of("page_link", icon) | width_of("page_link", width, "content")
        props |= {"disabled": True} if disabled else {}
        params |= {"label": label, "icon": icon, "help": words}
        return self._show("page_link", params, "page_link", props, value=str(label))


def _either(given: str | None, otherwise: str) -> str:
    return otherwise if given is None else given
