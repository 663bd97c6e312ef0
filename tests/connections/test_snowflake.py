"""`SnowflakeConnection`, on a connector that is made up: no server of Snowflake's is at hand."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import pandas as pd
import pytest

import ipyrerun as st
from ipyrerun.errors import StreamlitAPIException
from tests.secrets.files import write


class Lost(Exception):
    """What the connector raises when its connection is gone."""

    sqlstate = "08001"


class Connector:
    """Stands for a connection of the connector's; it answers once `failures` is empty."""

    def __init__(self, given: dict[str, Any], failures: list[Exception]) -> None:
        self.given = given
        self.failures = failures
        self.asked: list[Any] = []
        self.is_closed = False

    def cursor(self) -> Connector:
        """Return what executes."""
        return self

    def execute(self, sql: str, **how: Any) -> None:
        """Take a query, or fail."""
        self.asked.append((sql, how))
        if self.failures:
            raise self.failures.pop()

    def fetch_pandas_all(self) -> pd.DataFrame:
        """Return an answer."""
        return pd.DataFrame({"n": [len(self.asked)]})

    def close(self) -> None:
        """Be closed."""
        self.is_closed = True


@pytest.fixture
def opened(home, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the connections that the connector has opened, and what the next ones fail with."""
    made: list[Connector] = []
    failures: list[Exception] = []
    package, connector = ModuleType("snowflake"), ModuleType("snowflake.connector")

    def connect(**given: Any) -> Connector:
        made.append(Connector(given, failures))
        return made[-1]

    connector.connect = connect  # type: ignore[attr-defined]
    package.connector = connector  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "snowflake", package)
    monkeypatch.setitem(sys.modules, "snowflake.connector", connector)
    return made, failures


def test_secrets_and_arguments_are_given_to_the_connector(home, opened):
    write(home, "[connections.snowflake]\naccount = 'a'\nuser = 'u'\n")

    found: Any = st.connection("snowflake", user="me")

    assert opened[0][0].given == {"account": "a", "user": "me"}
    assert found.raw_connection is opened[0][0]


def test_without_either_the_connectors_own_configuration_serves(opened):
    st.connection("snowflake")
    st.connection("mine", type="snowflake")

    assert [one.given for one in opened[0]] == [{}, {"connection_name": "mine"}]


def test_a_query_is_asked_once_and_again_where_the_connection_was_lost(opened):
    found: Any = st.connection("snowflake")
    opened[1].append(Lost())

    frames = [found.query("SELECT ?", params=(1,)) for _ in range(2)]

    assert [list(frame.n) for frame in frames] == [[1], [1]]
    assert opened[0][1].asked == [("SELECT ?", {"params": (1,)})]


def test_another_error_is_not_tried_again(opened):
    found: Any = st.connection("snowflake")
    opened[1].extend([Lost(), ValueError("no")])

    with pytest.raises(ValueError, match="no"):
        found.query("SELECT 1")

    assert len(opened[0]) == 1


def test_a_connection_is_closed_with_its_cache(opened):
    st.connection("snowflake")

    st.cache_resource.clear()

    assert opened[0][0].is_closed


def test_the_rights_of_a_viewer_are_not_known_here(opened):
    with pytest.raises(StreamlitAPIException) as caught:
        st.connection("snowflake-callers-rights")

    assert str(caught.value) == (
        "st.connection: the rights of a page's viewer are known to Snowflake's own Streamlit "
        'server, not to a notebook; use st.connection("snowflake")'
    )
