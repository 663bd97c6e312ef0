"""The query of a page's address: names with texts, and which of them inputs keep up to date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qs, urlencode

from .errors import StreamlitAPIException, StreamlitQueryParamDictValueError
from .state import HIDDEN

# Names that say how a page is embedded; no script sees or sets them.
EMBED = frozenset(["embed", "embed_options"])
# What Jupyter and Voila themselves ask for in the address of a dashboard.
_HOSTS = frozenset(["token", "theme", "template", "voila-theme", "voila-template"])
_LONGEST = 512 * 1024
_MOST = 1000


def is_embed(name: str) -> bool:
    """Return whether a name belongs to the embedding of the page."""
    return name.lower() in EMBED


class Query:
    """The parameters of one page, each with one text or several.

    Parameters
    ----------
    app
        The app whose page it is; "" if one page shows all apps.
    text
        What stands behind the `?`.
    """

    def __init__(self, app: str = "", text: str = "") -> None:
        self._is_shared = not app
        self.params: dict[str, list[str]] = {}
        # Parameters that are not the script's: it does not see them, and they stay.
        self._others: set[str] = set()
        self.adopt(text)
        # The user's keys whose inputs write their values here.
        self.bound: set[str] = set()
        # The app whose pages the parameter `page` names.
        self.guide = ""
        # Counts the changes by the kernel, and up to which of them the browser was told.
        self.version = self.told = 0
        # What an app has read that asked for a parameter.
        self.mark = f"{HIDDEN}?{app}"

    @property
    def text(self) -> str:
        """What stands behind the `?`."""
        return urlencode(self.params, doseq=True)

    def put(self, name: str, texts: list[str]) -> bool:
        """Give a parameter these texts; return whether that changed anything."""
        if self.params.get(name) == texts:
            return False
        self.params[name] = texts
        self._others.discard(name)
        self.version += 1
        return True

    def remove(self, name: str) -> bool:
        """Take a parameter out; return whether it was there."""
        if self.params.pop(name, None) is None:
            return False
        self.version += 1
        return True

    def replace(self, params: Mapping[str, list[str]]) -> None:
        """Put these in the place of all parameters but those of the embedding."""
        kept = {name: texts for name, texts in self.params.items() if self.is_hidden(name)}
        self.params = {**kept, **params}
        self.version += 1

    def adopt(self, text: str) -> bool:
        """Take over what the browser shows; return whether that changed anything."""
        params = parse(text)
        if params == self.params:
            return False
        self.params = params
        self._others = {name for name in params if self.is_hosts(name)}
        return True

    def is_hidden(self, name: str) -> bool:
        """Return whether a parameter is none of the script's."""
        return is_embed(name) or name in self._others

    def is_hosts(self, name: str) -> bool:
        """Return whether Jupyter or Voila would take a parameter for its own."""
        return self._is_shared and name in _HOSTS

    def release(self, names: Iterable[str]) -> None:
        """Take out the parameters of inputs that are not drawn any more."""
        for name in names:
            if name in self.bound:
                self.bound.discard(name)
                self.remove(name)


def parse(text: str) -> dict[str, list[str]]:
    """Return the parameters in a query; none of one that nobody can have meant."""
    if len(text) > _LONGEST or text.count("&") >= _MOST:
        return {}
    return parse_qs(text, keep_blank_values=True)


def texts_of(name: str, value: Any) -> list[str]:
    """Return the texts that a script gave a parameter, or raise if it may not."""
    if isinstance(value, dict):
        raise StreamlitQueryParamDictValueError(
            f"st.query_params[{name!r}] is {value!r}, a dict; give a text or a list of texts, or "
            "use st.query_params.from_dict for several parameters"
        )
    if is_embed(name):
        raise StreamlitAPIException(
            f"st.query_params[{name!r}] cannot be set by a script: it says how the page is "
            "embedded; use another name"
        )
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [str(part) for part in value]
    return [str(value)]
