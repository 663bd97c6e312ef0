"""The menu of an app's pages, and the way from one to another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn, TypeAlias

from ..config import option
from ..errors import (
    NoSessionContext,
    RerunException,
    StreamlitAPIException,
    StreamlitInvalidParameterTypeError,
    StreamlitMissingRequiredParameterError,
    StreamlitValueError,
)
from ..fragments import refuse_in_parallel
from ..markup import render_inline
from ..outside import not_here
from ..query import parse
from ..run import current, running
from ..state import HIDDEN
from ..tree import Control, Input, Node, View
from .identity import shown_value
from .links import checked_source, found_page, query_text
from .pages import Page
from .shared import help_of, icon_of, one_of

if TYPE_CHECKING:
    from ..query import Query
    from ..run import Run
    from ..types import Props
    from .links import QueryParams

PageLike: TypeAlias = str | Path | Callable[[], None] | Page
# The one node of the menu, also where it is hidden: who leads to a page names it.
_ID = "navigation"
# The parameter of a dashboard's address that names the page.
_NAME = "page"


@dataclass(eq=False, frozen=True, slots=True)
class _Visit:
    """What somebody asked for: a page, and the query of its address. Each visit is news."""

    path: str
    query: str = ""
    is_return: bool = False
    """By the browser's buttons "Back" and "Forward": its address shows the page already."""


def navigation(
    pages: Sequence[PageLike] | Mapping[str, Sequence[PageLike]],
    *,
    position: Literal["sidebar", "hidden", "top"] = "sidebar",
    expanded: bool | int = False,
) -> Page:
    """Make an app of several pages, and return the one to show; its `run` executes it.

    What the script draws itself is around every page. Inputs of a page lose their values when
    another page comes; what the script has put into `st.session_state` stays.

    Parameters
    ----------
    pages
        The pages: `st.Page`, or what `st.Page` takes; or a dict of sections, whose keys are their
        headings, as inline Markdown.
    position
        Of the menu: in the sidebar, at the "top" of the page, or "hidden". There is none for one
        page.
    expanded
        Whether a menu in the sidebar shows all of more than twelve pages, and not only ten; or how
        many it shows where it has at least three more.

    Raises
    ------
    StreamlitMissingRequiredParameterError
        There is no page.
    StreamlitAPIException
        Two pages are the default or have one address, or all of them are addresses elsewhere.
    StreamlitInvalidParameterTypeError
        Something is no page, or `expanded` no number.
    StreamlitValueError
        `position` is none of the three words, or `expanded` negative.
    NoSessionContext
        There is no run.

    Examples
    --------
    >>> def home():
    ...     st.title("Home")
    >>> def more():
    ...     st.title("More")
    >>> page = st.navigation({"Start": [home], "Details": [st.Page(more, title="And more")]})
    >>> page.run()
    """
    one_of("navigation", "position", position, ("sidebar", "hidden", "top"))
    sections = _sections(pages)
    every = [page for section in sections.values() for page in section]
    first = _default_of(every)
    _refuse_twice(every)
    shown_items = _shown_items(expanded)
    run = current.get()
    if run is None or run.job is None:
        raise NoSessionContext(not_here("navigation"))
    run.checkpoint()
    _follow_address(run)
    known = run.pages
    # Kept here and not in the pages, which several apps may share.
    known.first = first
    known.sources = {page._path: page.source for page in every if not page.is_external}
    known.titles = {page._path: page.title for page in every}
    known.helps = {page._path: page.help for page in every}
    page = next((p for p in every if p._path == known.wanted and not p.is_external), first)
    if position == "sidebar" and option("client.showSidebarNavigation") is False:
        position = "hidden"
    listed = [[p for p in section if p.visibility == "visible"] for section in sections.values()]
    if sum(map(len, listed)) < 2:
        position = "hidden"
    menu = [
        {"label": render_inline(str(name)), "pages": [_entry(page) for page in section]}
        for name, section in zip(sections, listed, strict=True)
        if section
    ]
    props: Props = {"sections": menu, "position": position, "first": first._path} | shown_items
    if _name_in_address(run, page):
        props["guide"] = True
    _place(run, page._path, [p._path for p in every if not p.is_external], props)
    run.page = known.shown = page._path
    known.turn = page
    return page


def _sections(pages: Any) -> dict[str, list[Page]]:
    if isinstance(pages, Mapping):
        return {name: [_page_of(one) for one in section] for name, section in pages.items()}
    if isinstance(pages, str) or not isinstance(pages, Sequence):
        raise StreamlitInvalidParameterTypeError(
            f"st.navigation: `pages` is {pages!r}; give a list of pages, or a dict of such lists"
        )
    return {"": [_page_of(one) for one in pages]}


def _page_of(page: Any) -> Page:
    if isinstance(page, Page):
        return page
    if isinstance(page, str | Path) or callable(page):
        return Page(page)
    raise StreamlitInvalidParameterTypeError(
        f"st.navigation: {page!r}, of type {type(page).__name__}, is no page; give a path, a "
        "function or st.Page"
    )


def _default_of(pages: list[Page]) -> Page:
    """Return the page that comes first."""
    if not pages:
        raise StreamlitMissingRequiredParameterError(
            "st.navigation: `pages` is empty; give at least one page"
        )
    chosen = [page for page in pages if page._default]
    if len(chosen) > 1:
        raise StreamlitAPIException(
            f"st.navigation: {chosen[0].title!r} and {chosen[1].title!r} are both the default; set "
            "`default=True` for one page only"
        )
    own = [page for page in pages if not page.is_external]
    if not own:
        raise StreamlitAPIException(
            "st.navigation: all pages are addresses elsewhere; give at least one of the app's own"
        )
    return chosen[0] if chosen else own[0]


def _refuse_twice(pages: list[Page]) -> None:
    found: dict[str, Page] = {}
    for page in pages:
        other = found.setdefault(page._path, page)
        if other is not page:
            raise StreamlitAPIException(
                f"st.navigation: the pages {other.title!r} and {page.title!r} have the same "
                f"address, {page._path!r}; give one of them another `url_path`"
            )


def _shown_items(expanded: Any) -> Props:
    if not isinstance(expanded, bool | int):
        raise StreamlitInvalidParameterTypeError(
            f"st.navigation: `expanded` is {expanded!r}, of type {type(expanded).__name__}; give "
            "True, False or how many pages to show"
        )
    if expanded < 0:
        raise StreamlitValueError(
            f"st.navigation: `expanded` is {expanded!r}; give True, False or how many pages to show"
        )
    if expanded is True:
        return {"items": None}
    return {"items": int(expanded)} if expanded else {}


def _entry(page: Page) -> dict[str, Any]:
    """Return a page as the menu shows it."""
    entry: dict[str, Any] = {"title": render_inline(page.title), **icon_of("Page", page.icon)}
    entry |= {"url": page.external_url} if page.is_external else {"page": page._path}
    return entry | help_of(page.help)


def _place(run: Run, path: str, paths: list[str], props: Props) -> None:
    """Put the menu on the page; it is also what every link tells where to go."""

    def visit(sent: Any) -> _Visit:
        if sent["page"] not in paths:
            raise ValueError(sent["page"])
        return _Visit(sent["page"], str(sent.get("query") or ""), sent.get("returns") is True)

    def tell(value: _Visit | str) -> dict[str, str]:
        return {"page": value if isinstance(value, str) else value.path}

    control: Control[Any] = Control(_Visit(path), View(None, {}), tell, visit)
    slot = f"{HIDDEN}{run.app}/{_ID}"
    field = Input(control, slot, 0, callback=_arrive, args=(slot,))
    props |= shown_value(run, _ID, control, path)
    node = Node(_ID, _ID, _ID, props, {"position": props["position"]}, path, input=field)
    old = run.ids.get(slot)
    if old is not None:
        run.remove(old)
    run.ids[slot] = node
    run.drawn.add(slot)
    parent = run.sidebar if props["position"] == "sidebar" else run.root
    run.place(node, parent)
    assert parent.children is not None
    if node in parent.children:
        parent.children.remove(node)
        parent.children.insert(0, node)


def _arrive(slot: str) -> None:
    """Turn to the page that somebody asked for in a browser, before the script runs."""
    run = running()
    visit = run.session.state.table(slot).get(slot)
    if not isinstance(visit, _Visit):
        return
    if visit.is_return and _is_shown(run, visit):
        return
    run.pages.wanted = visit.path
    app = run.session.apps.get(run.app)
    if app is not None and visit.path != run.pages.shown:
        run.session.leave_page(app, visit.path, entirely=False)
    _ask_for(run, visit.query, is_return=visit.is_return)


def _is_shown(run: Run, visit: _Visit) -> bool:
    """Return whether a visit asks for what is there: its page, at its address."""
    pages = run.pages
    if visit.path != pages.shown or pages.wanted not in (None, visit.path):
        return False
    params = run.session.query(run.app).params
    return parse(visit.query) == {name: params[name] for name in params if name != _NAME}


def _ask_for(run: Run, query: str, *, is_return: bool = False) -> None:
    """Give the page's address this query; inputs that stay bound add theirs when they are drawn."""
    address = run.session.query(run.app)
    params = parse(query)
    if address is run.session.address and address.guide not in ("", run.app):
        # The page that it names is another app's.
        params = {
            name: address.params[name] for name in (_NAME,) if name in address.params
        } | params
    address.replace(params)
    address.is_return = is_return
    if address is run.session.address and address.guide == run.app:
        # It is not the visitor who has taken the page's name out.
        run.pages.named = _named(address)
    run.changed.add(address.mark)


def _follow_address(run: Run) -> None:
    """Turn to the page that the address of a dashboard names, if its visitor has changed that."""
    address = _own_address(run)
    if address is None:
        return
    run.reads.add(address.mark)
    named = _named(address)
    if named != run.pages.named:
        run.pages.named = run.pages.wanted = named


def _named(address: Query) -> str | None:
    return next(iter(address.params.get(_NAME, ())), None)


def _name_in_address(run: Run, page: Page) -> bool:
    """Let the address of a dashboard name the page, so that it can be sent to others.

    Return whether it does.
    """
    address = _own_address(run)
    if address is None:
        return False
    run.pages.named = None if page is run.pages.first else page._path
    if run.pages.named is None:
        address.remove(_NAME)
    else:
        address.put(_NAME, [page._path])
    return True


def _own_address(run: Run) -> Query | None:
    """Return the address of the dashboard, for the first of its apps that has pages."""
    address: Query | None = run.session.address
    if address is not None:
        address.guide = address.guide or run.app
    return address if address is not None and address.guide == run.app else None


def switch_page(page: str | Path | Page, *, query_params: QueryParams | None = None) -> NoReturn:
    """Show another page of the app: the run ends here, and the next one shows it.

    All inputs of the app begin anew, also those around the pages.

    Parameters
    ----------
    page
        A page of `st.navigation`: the `st.Page`, or the path of its file, or "%name" of its cell.
    query_params
        The query of the page's address, as a dict or as pairs; by default none.

    Raises
    ------
    StreamlitPageNotFoundError
        No page of `st.navigation` comes from this file or cell.
    StreamlitAPIException
        It is an address elsewhere, or another page has its address.
    NoSessionContext
        There is no run.

    Examples
    --------
    >>> def home():
    ...     if st.button("More"):
    ...         st.switch_page(details)
    >>> def more():
    ...     st.title("More")
    >>> details = st.Page(more)
    >>> st.navigation([home, details]).run()
    """
    run = current.get()
    if run is None or run.job is None:
        raise NoSessionContext(not_here("switch_page"))
    refuse_in_parallel(run, "st.switch_page: it")
    if isinstance(page, Page):
        if page.is_external:
            raise StreamlitAPIException(
                f"st.switch_page: the page {page.title!r} is an address elsewhere, where no script "
                "can lead; show a link with st.page_link"
            )
        path = checked_source("switch_page", run, page)
    else:
        path = found_page("switch_page", run, page)
    query = query_text("switch_page", query_params)
    run.checkpoint()
    run.pages.wanted, run.pages.is_left = path, True
    _ask_for(run, query)
    how = RerunException()
    if not run.is_calling_back:
        run.ending = how
    raise how
