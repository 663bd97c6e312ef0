"""A page of an app: a file, a function, a cell, or an address elsewhere."""

from __future__ import annotations

import linecache
import re
import tokenize
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ..config import option
from ..errors import (
    StreamlitAPIException,
    StreamlitIncompatibleParametersError,
    StreamlitMissingRequiredParameterError,
    StreamlitPageNotFoundError,
)
from ..markup import dedent
from ..pages import Pages
from ..run import current
from ..script import Script, compile_script
from ..session import session
from ..sources import is_address
from ..spaces import execute, turned_to
from .shared import icon_of, is_emoji, one_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..run import Run

Visibility = Literal["visible", "hidden"]
_FILE = re.compile(r"([0-9]*)[_ -]*(.*)\.py")


class Page:
    """A page for `st.navigation`.

    Parameters
    ----------
    page
        What makes it: the path of a Python file, beside the notebook or absolute; a function
        without parameters; "%name" for the cell that begins with `%%rerun name`; or an address that
        begins with http:// or https:// and opens in a new tab. The file is read anew in every run.
    title
        Name of the page, as inline Markdown; by default that of the file, function or cell. An
        address needs one.
    icon
        One emoji, or ":material/name:", before the title; by default the emoji with which the name
        of the file begins. "" is none.
    url_path
        The page's address within the app, without slashes; by default from the same name.
    default
        This page comes first; by default the first one of `st.navigation`.
    visibility
        "hidden" leaves the page out of the menu; links and `st.switch_page` lead there all the
        same.
    help
        What there is on the page, as Markdown: a tooltip in the menu and on links.

    Raises
    ------
    StreamlitPageNotFoundError
        There is no such file or cell.
    StreamlitMissingRequiredParameterError
        `title` or `url_path` is empty and cannot be found.
    StreamlitIncompatibleParametersError
        An address is the default page.
    StreamlitValueError
        `visibility` is neither of its words.
    StreamlitAPIException
        `url_path` has a slash, the path a zero byte, or `icon` is no icon.

    Examples
    --------
    >>> def home():
    ...     st.title("Home")
    >>> page = st.Page(home, icon=":material/home:")
    >>> st.navigation([page]).run()
    """

    def __init__(
        self,
        page: str | Path | Callable[[], None],
        *,
        title: str | None = None,
        icon: str | None = None,
        url_path: str | None = None,
        default: bool = False,
        visibility: Literal["visible", "hidden"] = "visible",
        help: str | None = None,
    ) -> None:
        self._default = default
        self._visibility: Visibility = one_of("Page", "visibility", visibility, _VISIBILITIES)
        words = "" if help is None else dedent(str(help))
        self._help = words if words.strip() else ""
        self._address: str | None = None
        self._call: Callable[[], None] | None = None
        self._file: Path | None = None
        self._cell = ""
        mark, name = self._find(page, title)
        self._title = title or name.replace("_", " ")
        if not self._title.strip():
            raise StreamlitMissingRequiredParameterError(
                f"st.Page: the title of the page {_called(page)} is {self._title!r}; give a `title`"
            )
        self._icon = _icon(mark if icon is None else icon)
        if url_path is not None:
            self._path = self._checked(url_path)
        else:
            self._path = _path_from(name) if self._address is not None else name

    def _find(self, page: Any, title: str | None) -> tuple[str, str]:
        """Find out what makes the page; return the emoji and the name that it has by itself."""
        if isinstance(page, str) and is_address(page, ("http", "https")):
            return "", self._elsewhere(page, title)
        if isinstance(page, str) and page.startswith("%"):
            return "", self._by_cell(page)
        if isinstance(page, str | Path):
            return self._by_file(page)
        self._call = page
        name = getattr(page, "__name__", None)
        if name is None and title is None:
            raise StreamlitMissingRequiredParameterError(
                f"st.Page: {page!r} has no name of its own; give a `title`"
            )
        return "", "" if name is None else str(name)

    def _elsewhere(self, page: str, title: str | None) -> str:
        if title is None or not title.strip():
            raise StreamlitMissingRequiredParameterError(
                f"st.Page: {page!r} is an address, which has no title; give a `title`"
            )
        if self._default:
            raise StreamlitIncompatibleParametersError(
                f"st.Page: {page!r} is an address elsewhere, and `default` is True; make a page of "
                "the app the default"
            )
        self._address = page
        return title

    def _by_cell(self, page: str) -> str:
        if page[1:] not in session().cells:
            known = ", ".join(f'"%{name}"' for name in sorted(session().cells)) or "none"
            raise StreamlitPageNotFoundError(
                f"st.Page: {page!r} names no cell; begin one with %%rerun {page[1:]} --page and "
                f"execute it. There are: {known}"
            )
        self._cell = page[1:]
        return self._cell

    def _by_file(self, page: str | Path) -> tuple[str, str]:
        check_path("Page", page)
        file = _pages().resolve(page)
        if not file.is_file():
            raise StreamlitPageNotFoundError(
                f"st.Page: there is no file {str(page)!r} in {_pages().resolve('.')}"
            )
        self._file = file
        return mark_and_name(file)

    def _checked(self, url_path: str) -> str:
        path = url_path.strip().strip("/")
        is_optional = self._default and self._address is None
        if not path.strip() and not is_optional:
            raise StreamlitMissingRequiredParameterError(
                f"st.Page: `url_path` is {url_path!r}; only the default page may do without one"
            )
        if "/" in path:
            raise StreamlitAPIException(
                f"st.Page: `url_path` is {url_path!r}; give one part, without slashes"
            )
        return path

    @property
    def title(self) -> str:
        """The name of the page, as Markdown."""
        return self._title

    @property
    def icon(self) -> str:
        """The icon of the page; "" if there is none."""
        return self._icon

    @property
    def help(self) -> str:
        """What there is on the page, as Markdown; "" if nobody said it."""
        return self._help

    @property
    def url_path(self) -> str:
        """The page's address within the app; "" for the default page."""
        return "" if self._default or _pages().first is self else self._path

    @property
    def visibility(self) -> Literal["visible", "hidden"]:
        """Whether the page is in the menu: "visible" or "hidden"."""
        return self._visibility

    @property
    def is_external(self) -> bool:
        """Whether the page is an address elsewhere."""
        return self._address is not None

    @property
    def external_url(self) -> str | None:
        """The address elsewhere, or None."""
        return self._address

    @property
    def source(self) -> str:
        """Where the page comes from: its file, "%name" for a cell, "" for a function."""
        return f"%{self._cell}" if self._cell else str(self._file or "")

    def run(self) -> None:
        """Execute the page. Only the one that `st.navigation` returned, and only once.

        Raises
        ------
        StreamlitAPIException
            It is another page, or it has been executed in this run.
        """
        pages = _pages()
        if pages.turn is not self:
            raise StreamlitAPIException(
                f"st.Page.run: the page {self._title!r} is not the one to show, or has been shown "
                "in this run; call `run` once, of what st.navigation returns"
            )
        pages.turn = None
        run = current.get()
        if run is None or self._address is not None:
            return
        with turned_to(run, self._path):
            self._execute(run)

    def _execute(self, run: Run) -> None:
        if self._call is not None:
            self._call()
        elif self._cell:
            cell = run.session.cells[self._cell]
            execute(run, cell.script, cell.seed())
        else:
            assert self._file is not None
            script = _script_of(self._file)
            execute(run, script, script.seed({}))


_VISIBILITIES = ("visible", "hidden")
# By file: when it was changed, how large it was, and its code.
_scripts: dict[Path, tuple[tuple[int, int], Script]] = {}


def _script_of(file: Path) -> Script:
    """Return the code of a file as it is now."""
    found = file.stat()
    stamp = (found.st_mtime_ns, found.st_size)
    known = _scripts.get(file)
    if known is not None and known[0] == stamp:
        return known[1]
    linecache.checkcache(str(file))
    with tokenize.open(file) as lines:
        text = lines.read()
    script = compile_script(
        text,
        file.stem,
        magic=option("runner.magicEnabled"),
        # As Streamlit executes it: not as a cell.
        last=False,
        docstring=option("magic.displayRootDocString"),
        path=file,
        filename=str(file),
    )
    _scripts[file] = stamp, script
    return script


def check_path(name: str, path: str | Path) -> None:
    """Raise for a path that no file can have."""
    if "\x00" in str(path):
        raise StreamlitAPIException(f"st.{name}: the path {str(path)!r} has a zero byte")


def _pages() -> Pages:
    run = current.get()
    return Pages() if run is None else run.pages


def mark_and_name(file: Path) -> tuple[str, str]:
    """Return the emoji and the name in the name of a file, such as `1_home.py`."""
    found = _FILE.search(file.name)
    if found is None:
        return "", ""
    name = re.sub("[_ ]+", "_", found[2]).strip() or found[1]
    for end in range(min(len(name), 10), 0, -1):
        if not name.isascii() and is_emoji(name[:end]):
            return name[:end], name[end:].lstrip("_- ")
    return "", name


def _path_from(title: str) -> str:
    """Return the address that a title makes."""
    words = re.sub(r"[&#?/\\:*\"<>|']", "", re.sub(r"\s+", "_", title.lower()))
    path = re.sub("_+", "_", words.strip("_"))
    if not path:
        raise StreamlitMissingRequiredParameterError(
            f"st.Page: no address can be made of the title {title!r}; give a `url_path`"
        )
    return path


def _icon(icon: str) -> str:
    """Return an icon as the script wrote it, or raise."""
    icon_of("Page", icon)
    return icon.strip()


def _called(page: Any) -> str:
    return repr(getattr(page, "__name__", page))
