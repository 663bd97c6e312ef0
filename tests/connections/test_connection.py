"""`st.connection` and `BaseConnection`: which class, which object, and what it promises."""

from __future__ import annotations

from typing import Any

import pytest

import ipyrerun as st
from ipyrerun.cache.decorators import cache_resource
from ipyrerun.confidential import MASK, masked
from ipyrerun.errors import (
    StreamlitAPIException,
    StreamlitSecretNotFoundError,
    StreamlitValueError,
)
from tests.connections.live import notes
from tests.elements.stage import Stage, raised
from tests.secrets.files import write

ZIP = """
class Source(st.connections.BaseConnection):
    def _connect(self, **kwargs):
        made.append(kwargs)
        return dict(kwargs)
    def close(self):
        made.append('closed')
"""


class Plain(st.connections.BaseConnection[Any]):
    """Stands for a source: a dict."""

    def _connect(self, **kwargs: Any) -> dict[str, Any]:
        return {**self._secrets, **kwargs}


class Odd(Plain):
    """Has a scope that there is not."""

    @classmethod
    def scope(cls) -> Any:
        """Return what no scope is."""
        return "page"


def test_the_same_arguments_give_the_same_object_although_the_class_is_defined_anew():
    stage = Stage(
        f"{ZIP}\nfound.append(st.connection('zip', type=Source, a=1))",
        made=(made := notes()),
        found=(found := notes()),
    )

    stage.run()

    assert stage.error is None
    assert (made, found[0] is found[1]) == ([{"a": 1}], True)


@pytest.mark.parametrize(
    "other",
    [
        "st.connection('zap', type=Source, a=1)",
        "st.connection('zip', type=Source, a=2)",
        "st.connection('zip', type=Source, ttl=60, a=1)",
        "st.connection('zip', type=Source, max_entries=2, a=1)",
    ],
)
def test_other_arguments_give_another_object(other):
    stage = Stage(
        f"{ZIP}\nfound += [st.connection('zip', type=Source, a=1), {other}]",
        made=[],
        found=(found := notes()),
    )

    assert stage.error is None
    assert found[0] is not found[1]


def test_an_import_that_fails_for_another_reason_is_told_as_it_is():
    class Lacking(st.connections.BaseConnection[Any]):
        def _connect(self, **kwargs: Any) -> Any:
            raise ModuleNotFoundError("built without it")

    with pytest.raises(ModuleNotFoundError) as caught:
        st.connection("zip", type=Lacking)

    assert str(caught.value) == "st.connection: built without it"


def test_an_argument_is_a_secret_where_its_name_says_so():
    st.connection("zip", type=Plain, table="customers-eu", token="staple-7")

    assert masked("customers-eu, staple-7") == f"customers-eu, {MASK}"


def test_equal_times_are_one_however_they_are_written():
    stage = Stage(
        f"from datetime import timedelta\n{ZIP}\n"
        "for ttl in (60, 60.0, timedelta(minutes=1), '1m'):\n"
        "    found.append(st.connection('zip', type=Source, ttl=ttl))",
        made=[],
        found=(found := notes()),
    )

    assert stage.error is None
    assert len({id(one) for one in found}) == 1


def test_clearing_the_caches_closes_connections():
    stage = Stage(f"{ZIP}\nst.connection('zip', type=Source)", made=(made := notes()))
    cache_resource.clear()

    stage.run()

    assert made == [{}, "closed", {}]


def test_what_is_more_than_max_entries_is_closed():
    Stage(
        f"{ZIP}\nfor a in (1, 2):\n    st.connection('zip', type=Source, max_entries=1, a=a)",
        made=(made := notes()),
    )

    assert made == [{"a": 1}, {"a": 2}, "closed"]


def test_the_name_may_stand_in_the_environment(monkeypatch):
    monkeypatch.setenv("WHICH", "zip")

    found = st.connection("env:WHICH", type=Plain)

    assert found._connection_name == "zip"


def test_a_variable_that_is_missing_is_named(monkeypatch):
    monkeypatch.delenv("WHICH", raising=False)

    with pytest.raises(KeyError) as caught:
        st.connection("env:WHICH")

    assert caught.value.args == (
        (
            "st.connection: the environment has no variable 'WHICH', which should hold the "
            "name of the connection"
        ),
    )


@pytest.mark.parametrize(
    "type_",
    ["streamlit.connections.SQLConnection", "ipyrerun.connections.SQLConnection"],
)
def test_a_dotted_path_names_a_class(type_):
    found = st.connection("pets", type=type_, url="sqlite://")

    assert type(found) is st.connections.SQLConnection


def test_a_dotted_path_of_ones_own(tmp_path, monkeypatch):
    (tmp_path / "zoo_of_ours.py").write_text(
        "import ipyrerun as st\nclass Zoo(st.connections.BaseConnection):\n"
        "    def _connect(self, **kwargs): return 'zoo'\n"
    )
    monkeypatch.syspath_prepend(tmp_path)

    assert st.connection("zoo", type="zoo_of_ours.Zoo")._instance == "zoo"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (
            "st.connection('x', type='sqk')",
            "st.connection: there is no type 'sqk'; did you mean 'sql'?",
        ),
        (
            "st.connection('x', type='zzz')",
            (
                "st.connection: there is no type 'zzz'; use 'snowflake', "
                "'snowflake-callers-rights', 'sql', a class, or the dotted path of one"
            ),
        ),
        (
            "st.connection('x', type=int)",
            "st.connection: <class 'int'> is no subclass of st.connections.BaseConnection",
        ),
        (
            "st.connection('snowpark')",
            'st.connection: Streamlit has removed "snowpark"; use "snowflake"',
        ),
    ],
)
def test_a_type_that_there_is_not(call, said):
    error = raised(call)

    assert isinstance(error, StreamlitAPIException)
    assert str(error) == said


def test_a_scope_that_there_is_not():
    with pytest.raises(StreamlitValueError) as caught:
        st.connection("x", type=Odd)

    assert str(caught.value) == (
        "st.connection: Odd.scope() is 'page'; return 'global' or 'session'"
    )


def test_without_type_and_secrets_the_places_are_named(home):
    with pytest.raises(
        StreamlitSecretNotFoundError, match=r"write them into one of .*secrets.toml"
    ):
        st.connection("pets")


def test_without_type_in_the_secrets_the_key_is_named(home):
    write(home, "[connections.pets]\nurl = 'sqlite://'\n")

    with pytest.raises(KeyError) as caught:
        st.connection("pets")

    assert caught.value.args == (
        "st.secrets.connections.pets has no key 'type'; add it to .streamlit/secrets.toml",
    )


def test_a_section_that_is_none_is_told(home):
    write(home, "[connections]\npets = 'sqlite://'\n")

    with pytest.raises(StreamlitAPIException) as caught:
        st.connection("pets", type="sql")

    assert str(caught.value) == (
        "st.secrets.connections.pets is of type str; write a section [connections.pets] into "
        "secrets.toml"
    )


@pytest.mark.parametrize(
    "said", ["'soon'", "-1", f"1{'0' * 400}"], ids=["words", "negative", "too large"]
)
def test_the_default_time_to_live_is_an_option(home, said):
    config = home / ".streamlit" / "config.toml"
    config.write_text(f"[runner]\nconnectionDefaultTTL = {said}\n")

    with pytest.raises(StreamlitAPIException) as caught:
        st.connection("x", type=Plain)

    assert str(caught.value) == (
        f"st.connection: runner.connectionDefaultTTL is {said} in .streamlit/config.toml; give a "
        "number of seconds, 0 or more"
    )
    assert st.connection("x", type=Plain, ttl=None) is st.connection("x", type=Plain, ttl=None)


def test_what_the_object_behind_has_is_pointed_out():
    found = st.connection("x", type=Plain)

    with pytest.raises(AttributeError) as caught:
        found.items  # noqa: B018
    with pytest.raises(AttributeError) as other:
        found.nothing  # noqa: B018

    assert str(caught.value) == (
        "Plain has no `items`; the object behind it has: use `._instance.items` instead"
    )
    assert str(other.value) == "'Plain' object has no attribute 'nothing'"


def test_a_reset_opens_anew_at_the_next_use():
    stage = Stage(
        f"{ZIP}\none = st.connection('zip', type=Source)\none.reset()\nmade.append('later')\n"
        "one._instance\none._instance",
        made=(made := notes()),
    )

    assert stage.error is None
    assert made == [{}, "later", {}]


def test_other_secrets_open_anew(home):
    write(home, "[connections.x]\na = 1\n")
    found = st.connection("x", type=Plain)
    before = dict(found._instance)

    write(home, "[connections.x]\na = 2\n")

    assert (before, found._instance) == ({"a": 1}, {"a": 2})


def test_a_class_without_connect_cannot_be_made():
    error = raised("class C(st.connections.BaseConnection): pass\nst.connection('c', type=C)")

    assert isinstance(error, TypeError)


@pytest.mark.parametrize("name", ["snowflake", "snowflake-callers-rights"])
def test_snowflake_says_what_to_install(name):
    with pytest.raises(ModuleNotFoundError) as caught:
        st.connection(name)

    assert str(caught.value) == (
        "st.connection: No module named 'snowflake'; run %pip install "
        '"snowflake-connector-python"'
    )
