"""Connections, and secrets that a test brings; those of files are compared in `test_secrets.py`."""

from __future__ import annotations

from tests.parity.case import Case

_RUN = ("run",)
_SOURCE = """
class Source(st.connections.BaseConnection):
    def _connect(self, **kwargs):
        st.session_state.made = st.session_state.get('made', 0) + 1
        return dict(kwargs)
    def close(self):
        closed.append(self._connection_name)
closed = []
"""
_SQL = (
    "conn = st.connection('sql', url='sqlite://', poolclass=__import__('sqlalchemy').StaticPool)\n"
)
_TABLE = (
    "from sqlalchemy import text\n"
    "with conn.session as session:\n"
    "    session.execute(text('CREATE TABLE IF NOT EXISTS pets (name TEXT, legs INT)'))\n"
    "    session.execute(text('DELETE FROM pets'))\n"
    "    for name, legs in [('Rex', 4), ('Tweety', 2), ('Nemo', 0)]:\n"
    "        row = {'name': name, 'legs': legs}\n"
    "        session.execute(text('INSERT INTO pets VALUES (:name, :legs)'), row)\n"
    "    session.commit()\n"
)


def _tried(*lines: str) -> str:
    """Return a script that says what each expression gives, or the classes of what it raises."""
    tried = [
        f"try:\n    st.text(repr({line}))\n"
        "except Exception as e:\n"
        "    st.text([c.__name__ for c in type(e).__mro__ if 'Bidi' not in c.__name__])"
        for line in lines
    ]
    return "\n".join(tried)


CASES = [
    Case(
        "a connection's type is what there is",
        "S14.1",
        _tried(
            "type(st.connection('sql', url='sqlite://')).__name__",
            "type(st.connection('a', 'sql', url='sqlite://')).__name__",
            "type(st.connection('b', type='sql', url='sqlite://').engine).__name__",
            "type(st.connection('c', st.connections.SQLConnection, url='sqlite://')).__name__",
            "type(st.connection('d', 'streamlit.connections.SQLConnection', url='sqlite://'))"
            ".__name__",
            "st.connection('x', type='zzz')",
            "st.connection('x', type=int)",
            "st.connection('x', type='no_such_module_of_ours.Source')",
            "st.connection('snowpark')",
            "st.connection('env:NO_SUCH_VARIABLE')",
            "st.connection('x', type='sql')",
            "st.connection('x', type='sql', dialect='postgresql')",
            "st.connection('x', type='sql', dialect='postgresql', username='me', host='h', "
            "driver='no_such_driver')",
        ),
    ),
    Case(
        "a connection's name may be in the environment",
        "S14.1",
        f"import os\n{_SOURCE}\nos.environ['WHICH'] = 'zip'\n"
        "st.text(st.connection('env:WHICH', type=Source)._connection_name)",
    ),
    Case(
        "a class that is defined anew opens nothing anew",
        "S14.2",
        f"{_SOURCE}\none = st.connection('zip', type=Source, a=1)\n"
        "st.text((one._instance, st.session_state.made, one is st.session_state.get('one', one)))\n"
        "st.session_state.one = one",
        [_RUN, _RUN],
    ),
    Case(
        "other arguments are another connection",
        "S14.2",
        f"from datetime import timedelta\n{_SOURCE}\n"
        "def get(name='zip', **more): return st.connection(name, type=Source, **more)\n"
        "one = get(a=1)\nst.text([one is other for other in (\n"
        "    get(a=1), get(a=2), get('zap', a=1), get(ttl=60, a=1), get(max_entries=3, a=1))])\n"
        "st.text(get(ttl=60) is get(ttl=60.0) is get(ttl=timedelta(minutes=1)))",
        [_RUN],
    ),
    Case(
        "connections that leave the cache are closed",
        "S14.2 S14.3",
        "closed = []\n"
        "class Source(st.connections.BaseConnection):\n"
        "    def _connect(self, **kwargs): return kwargs['closed']\n"
        "    def close(self): self._instance.append(self._connection_name)\n"
        "for name in ('a', 'b', 'c'):\n"
        "    st.connection(name, type=Source, max_entries=2, closed=closed)\n"
        "st.cache_resource.clear()\nst.text(sorted(closed))",
    ),
    Case(
        "a connection is opened at once, and again after a reset",
        "S14.3",
        f"{_SOURCE}\none = st.connection('zip', type=Source, a=1)\nfirst = one._instance\n"
        "st.text((st.session_state.made, first is one._instance))\none.reset()\n"
        "st.text(st.session_state.made)\n"
        "st.text((one._instance is first, st.session_state.made, one._secrets.to_dict()))\n"
        "st.text((Source.scope(), one.close()))",
    ),
    Case(
        "what only the object behind a connection has is an AttributeError",
        "S14.3",
        f"{_SOURCE}\none = st.connection('zip', type=Source, a=1)\n"
        + _tried("one.items", "one.nothing", "hasattr(one, 'keys')", "one._instance.items()")
        + "\ntry: one.items\n"
        "except AttributeError as e: st.text('._instance.items' in str(e))",
    ),
    Case(
        "a class has to say how to connect, and to have a scope that there is",
        "S14.3",
        "class Without(st.connections.BaseConnection): pass\n"
        "class Odd(st.connections.BaseConnection):\n"
        "    def _connect(self): return 1\n"
        "    @classmethod\n    def scope(cls): return 'page'\n"
        + _tried("st.connection('w', type=Without)", "st.connection('o', type=Odd)"),
    ),
    Case(
        "a session's connection is a session's",
        "S14.3",
        "class Mine(st.connections.BaseConnection):\n"
        "    def _connect(self, **kwargs): return {}\n"
        "    def __repr__(self): return 'mine'\n"
        "    @classmethod\n    def scope(cls): return 'session'\n"
        "one = st.connection('mine', type=Mine)\n"
        "st.text(one is st.session_state.get('one', one))\nst.session_state.one = one",
        [_RUN],
    ),
    Case(
        "queries give frames",
        "S14.4",
        _SQL
        + _TABLE
        + "st.dataframe(conn.query('SELECT * FROM pets ORDER BY legs'))\n"
        + _tried(
            "list(conn.query('SELECT * FROM pets WHERE legs > :n', params={'n': 1}).name)",
            "list(conn.query('SELECT * FROM pets ORDER BY legs', index_col='name').index)",
            "conn.query('SELECT legs FROM pets', dtype={'legs': float}).legs.sum()",
            "conn.query('SELECT * FROM nowhere')",
            "conn.query('SELECT 1', index_col='none')",
            "conn.query('SELECT :n')",
            "conn.query('SELECT 1', ttl='soon')",
            "conn.driver",
            "type(conn.engine).__name__, conn.engine is conn._instance",
            "conn.connect().closed",
            "conn.session is conn.session",
        ),
    ),
    Case(
        "a query is asked again when its time is up, or never",
        "S14.4",
        _SQL + _TABLE + "count = 'SELECT COUNT(*) AS n FROM pets'\n"
        "before = [int(conn.query(count, ttl=t).n[0]) for t in (None, 60, 0)]\n"
        "with conn.session as session:\n"
        "    session.execute(text('DELETE FROM pets'))\n    session.commit()\n"
        "st.text(before)\nst.text([int(conn.query(count, ttl=t).n[0]) for t in (None, 60, 0)])",
    ),
    Case(
        "a frame of a query is its caller's own",
        "S14.4",
        _SQL + "frame = conn.query('SELECT 1 AS n')\nframe.loc[0, 'n'] = 5\n"
        "st.text(int(conn.query('SELECT 1 AS n').n[0]))",
    ),
    Case(
        "chunks of a query",
        "S14.4",
        _SQL + _TABLE + _tried("[len(c) for c in conn.query('SELECT * FROM pets', chunksize=2)]"),
        differs="`chunksize=` of `SQLConnection.query`",
    ),
    Case(
        "autocommit",
        "S14.4",
        "conn = st.connection('auto', type='sql', url='sqlite://', autocommit=True)\n"
        "st.text(conn.connect().get_isolation_level())",
    ),
    Case(
        "secrets are read by item and by attribute, tables too",
        "S14.7 S17.2",
        "st.session_state.setdefault('n', 0)\nif 'db' in st.session_state:\n"
        + "".join(
            f"    {line}\n"
            for line in _tried(
                "(st.secrets.db.user, st.secrets['db']['inner'].deep, st.secrets.flag)",
                "st.secrets.names",
                "(len(st.secrets), sorted(st.secrets), 'db' in st.secrets, 'x' in st.secrets)",
                "st.secrets.get('nothing', 4)",
                "st.secrets.db.to_dict()",
                "(isinstance(st.secrets.db, dict), st.secrets.db == {'user': 'me'})",
                "st.secrets['nothing']",
                "st.secrets.nothing",
                "st.secrets.db['nothing']",
                "st.secrets.db.nothing",
                "st.secrets.__setitem__('a', 1)",
                "st.secrets.__delitem__('a')",
                "setattr(st.secrets, 'a', 1)",
                "st.secrets.db.__setitem__('a', 1)",
                "setattr(st.secrets.db, 'a', 1)",
                "st.secrets.has_key('db')",
                "st.secrets.load_if_toml_exists()",
            ).splitlines()
        ),
        [
            [
                ("secret", "db", {"user": "me-myself", "inner": {"deep": 1}}),
                ("secret", "flag", True),
                ("secret", "names", ["a", "b"]),
                ("state", "db", True),
            ],
            [("secret", "db", {"user": "you-yourself", "inner": {"deep": 2}})],
        ],
    ),
    Case(
        "secrets that are written",
        "S14.7",
        "if st.session_state.get('db'):\n    st.write(st.secrets.db)",
        [[("secret", "db", {"user": "me-myself"}), ("state", "db", True)]],
        differs="`repr`, `st.write` and `st.json` of `st.secrets` (leak)",
    ),
]
