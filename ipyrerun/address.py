"""`st.query_params`: the query of the page's address, as a script sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any

from . import session as sessions
from .errors import StreamlitAPIException
from .query import texts_of
from .run import current

if TYPE_CHECKING:
    from .query import Query


class QueryParamsProxy(MutableMapping[str, str]):
    """`st.query_params`: the parameters in the page's address, a mapping with attributes.

    In Voila it is the address that the browser shows; in a notebook each app has its own, which is
    kept as long as the kernel lives. Values are texts; others are turned into text. Of a parameter
    that stands there several times the last is returned; `get_all` returns all.

    Examples
    --------
    >>> st.query_params["city"] = "Paris"
    >>> st.query_params.city
    'Paris'
    """

    def __getitem__(self, key: str) -> str:
        query = _query()
        texts = None if query.is_hidden(key) else query.params.get(key)
        if texts is None:
            raise KeyError(f"st.query_params has no key {key!r}")
        return texts[-1] if texts else ""

    def __setitem__(self, key: str, value: Any) -> None:
        query = _query()
        _refuse_bound(query, key)
        if query.put(key, texts_of(key, value)):
            _tell(query)

    def __delitem__(self, key: str) -> None:
        query = _query()
        if query.is_hidden(key):
            raise KeyError(f"st.query_params has no key {key!r}")
        _refuse_bound(query, key)
        if not query.remove(key):
            raise KeyError(f"st.query_params has no key {key!r}; nothing to delete")
        _tell(query)

    def __iter__(self) -> Iterator[str]:
        query = _query()
        return iter([name for name in query.params if not query.is_hidden(name)])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __getattr__(self, name: str) -> str:
        try:
            return self[name]
        except KeyError as error:
            raise AttributeError(f"st.query_params has no attribute {name!r}") from error

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def __delattr__(self, name: str) -> None:
        try:
            del self[name]
        except KeyError as error:
            raise AttributeError(f"st.query_params has no attribute {name!r}") from error

    def get_all(self, key: str) -> list[str]:
        """Return every value of a parameter; an empty list if there is none.

        Examples
        --------
        >>> st.query_params["tag"] = ["a", "b"]
        >>> st.query_params.get_all("tag")
        ['a', 'b']
        """
        query = _query()
        return [] if query.is_hidden(key) else list(query.params.get(key, ()))

    def update(self, other: Any = (), /, **named: Any) -> None:
        """Set several parameters at once; if one of them is refused, none is set."""
        query = _query()
        pairs = [*_pairs(other), *named.items()]
        for name, _ in pairs:
            _refuse_bound(query, name)
        given = {name: texts_of(name, value) for name, value in pairs}
        if any([query.put(name, texts) for name, texts in given.items()]):  # noqa: C419 - all of them
            _tell(query)

    def clear(self) -> None:
        """Remove every parameter."""
        query = _query()
        _refuse_all_bound(query, "clear")
        query.replace({})
        _tell(query)

    def to_dict(self) -> dict[str, str]:
        """Return a plain dict; of a repeated parameter the last value."""
        return dict(self)

    def from_dict(self, params: Any) -> None:
        """Put these in the place of all parameters.

        Parameters
        ----------
        params
            A mapping of names to texts or lists of texts, or pairs of these.

        Examples
        --------
        >>> st.query_params.from_dict({"city": "Paris", "tag": ["a", "b"]})
        >>> st.query_params.to_dict()
        {'city': 'Paris', 'tag': 'b'}
        """
        query = _query()
        pairs = _pairs(params)
        for name, _ in pairs:
            _refuse_bound(query, name)
        query.replace({name: texts_of(name, value) for name, value in pairs})
        _tell(query)

    def __repr__(self) -> str:
        return repr(self.to_dict())


def _query() -> Query:
    run = current.get()
    if run is None:
        return sessions.kernel.query("")
    run.checkpoint()
    query: Query = run.session.query(run.app)
    run.reads.add(query.mark)
    return query


def _tell(query: Query) -> None:
    run = current.get()
    if run is not None:
        run.changed.add(query.mark)


def _pairs(params: Any) -> list[tuple[str, Any]]:
    if isinstance(params, Mapping) or hasattr(params, "keys"):
        return [(name, params[name]) for name in params.keys()]  # noqa: SIM118 - as dict() does
    pairs: Iterable[tuple[str, Any]] = params
    return list(pairs)


def _refuse_bound(query: Query, name: str) -> None:
    if name in query.bound:
        raise StreamlitAPIException(
            f"st.query_params[{name!r}] belongs to the input with this key, which is bound to it "
            f'(`bind="query-params"`); assign st.session_state[{name!r}], or let the input go'
        )


def _refuse_all_bound(query: Query, verb: str) -> None:
    bound = [name for name in query.params if name in query.bound]
    if bound:
        names = ", ".join(map(repr, bound))
        raise StreamlitAPIException(
            f"st.query_params.{verb}: {names} belongs to inputs that are bound to it "
            '(`bind="query-params"`); remove the others one by one'
        )
