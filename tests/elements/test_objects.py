"""`st.json`, `st.help`, `st.echo`: what is told of objects and of the script's own lines."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ipyrerun.saved import still
from tests.elements.stage import Stage, props, raised

# -- json


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("{'a': [1, None, True, 'x']}", {"a": [1, None, True, "x"]}),
        ("(1, 2)", [1, 2]),
        ("{'s': {5}}", {"s": [5]}),
        ("range(3)", [0, 1, 2]),
        ("map(str, [1])", ["1"]),
        ("dict(a=1).items()", [["a", 1]]),
        ("{1: 2, None: 3, 1.5: 4}", {"1": 2, "null": 3, "1.5": 4}),
        ("{(1, 2): {b'k': 3}}", {"(1, 2)": {"b'k'": 3}}),
        ("{'d': __import__('datetime').date(2024, 1, 2)}", {"d": "datetime.date(2024, 1, 2)"}),
        ("{'n': __import__('numpy').int64(5)}", {"n": 5}),
        ("__import__('collections').namedtuple('P', 'x')(1)", {"x": 1}),
        ("__import__('types').MappingProxyType({'a': 1})", {"a": 1}),
        ("st.session_state", {"k": 1}),
        ("'[1, 2]'", [1, 2]),
        ("5", 5),
        ("object", repr(object)),
    ],
)
def test_json_takes_what_looks_like_data(value: str, shown: Any):
    script = f"st.session_state.k = 1\nst.json({value})"

    assert json.loads(props(script)["body"]) == shown


def test_a_model_is_shown_as_its_fields_at_any_depth():
    script = """
class Model:
    def model_dump(self, mode): return {"b": mode}
st.json([Model()])
st.json(Model())
st.write(Model())
"""
    bodies = [node.props["body"] for node in Stage(script).nodes("json")]

    assert bodies == ['[{"b": "json"}]', '{"b": "json"}', '{"b": "json"}']


def test_json_is_unfolded_as_far_as_it_is_asked():
    assert "expanded" not in props("st.json([], expanded=True)")
    assert props("st.json([], expanded=False)")["expanded"] is False
    assert props("st.json([], expanded=2)")["expanded"] == 2


def test_a_text_that_is_no_json_says_where():
    assert props("st.json('{\"a\": x}')") == {
        "body": '{"a": x}',
        "problem": "This is no JSON: Expecting value (line 1, column 7)",
    }


@pytest.mark.parametrize(
    ("script", "name", "text"),
    [
        (
            "st.json([], expanded='all')",
            "StreamlitInvalidParameterTypeError",
            "st.json: `expanded` is 'all'; give True, False or a number of levels",
        ),
        (
            "a = []\na.append(a)\nst.json(a)",
            "StreamlitAPIException",
            (
                "st.json: `body` is a list that cannot be written as JSON: Circular reference "
                "detected; show a part of it"
            ),
        ),
        (
            "a = {(1, 2): 3}\na['a'] = a\nst.json(a)",
            "StreamlitAPIException",
            (
                "st.json: `body` is a dict that cannot be written as JSON: it is nested too "
                "deeply, or holds itself; show a part of it"
            ),
        ),
        (
            "st.json([], width='content')",
            "StreamlitInvalidWidthError",
            "st.json: `width` is 'content'; give a positive number of pixels or \"stretch\"",
        ),
    ],
)
def test_an_error_names_the_call_the_value_and_the_remedy(script: str, name: str, text: str):
    error = raised(script)

    assert (type(error).__name__, str(error)) == (name, text)


# -- help

CIRCLE = '''
class Circle:
    """A round thing.

    More of it.
    """
    sides = 0

    @property
    def area(self):
        """What it covers."""
        raise RuntimeError

    def scaled(self, factor: float = 2) -> "Circle":
        """Return a larger one.

        By a factor.
        """

    def __dir__(self): return [*super().__dir__(), "broken"]
    def __getattr__(self, name):
        raise (ValueError if name == "broken" else AttributeError)(name)
'''


@pytest.mark.parametrize(
    ("call", "name"),
    [
        ("st.help(Circle)", "Circle"),
        ("st.help(obj=Circle.scaled)", "Circle.scaled"),
        ("st.help(made := Circle())", "made"),
        ("st.help(\n    Circle\n    .scaled\n)", "Circle.scaled"),
        ("st.help('text')", None),
        ("st.help(*[Circle])", None),
        ("st.write('a', 5, Circle)", "Circle"),
        ("st.write(Circle())", "Circle()"),
        ("Circle", "Circle"),
        ("'a', Circle", "Circle"),
        ("x = [st.help(c) for c in [Circle]]", "c"),
        ("st.sidebar.help(Circle)", "Circle"),
    ],
)
def test_help_names_its_object_as_the_script_does(call: str, name: str | None):
    stage = Stage(CIRCLE + call)
    (node,) = stage.nodes("help")

    assert stage.error is None
    assert node.props.get("name") == name


def test_help_tells_what_an_object_is_and_can_do():
    assert props(CIRCLE + "st.help(Circle())") == {
        "name": "Circle()",
        "type": "Circle",
        "value": "__main__.Circle()",
        "doc": "A round thing.\n\nMore of it.",
        "members": [
            {"name": "area", "type": "property", "doc": "What it covers."},
            {"name": "sides", "type": "int", "value": "0"},
            {"name": "scaled", "type": "method", "doc": "Return a larger one."},
        ],
    }


@pytest.mark.parametrize(
    ("obj", "value"),
    [
        ("len", "builtins.len(obj, /)"),
        ("[1, 2]", "[1, 2]"),
        ("'x' * 400", "'" + "x" * 299 + "..."),
        ("print", None),
        ("__import__('json')", "json"),
    ],
)
def test_help_shows_a_value_or_a_signature(obj: str, value: str | None):
    shown = props(f"st.help({obj})").get("value", "")

    assert shown == value if value is not None else shown.startswith("builtins.print(*args")


def test_help_without_an_object_is_about_the_package():
    told = props("st.help()")

    assert told["type"] == "module"
    assert "name" not in told
    assert told["doc"].startswith("ipyrerun: Streamlit's rerun model")


def test_help_outside_of_any_source_has_no_name():
    stage = Stage("exec('st.help(len)')")

    assert "name" not in stage.one("help").props


# -- echo


def echoed(script: str) -> list[tuple[str, Any]]:
    """Return the elements and their texts; code without its fence."""
    stage = Stage(script)
    assert stage.error is None
    return [(node.name, node.value) for node in stage.nodes()]


def code(text: str) -> str:
    """Return the text of the element that shows code."""
    return f"```python\n{text}\n```"


def test_echo_shows_the_lines_of_its_block_above_what_they_draw():
    script = """
with st.echo():
    # why

    if True:
        st.text("a")
st.text("b")
"""
    shown = code('# why\n\nif True:\n    st.text("a")')

    assert echoed(script) == [("markdown", shown), ("text", "a"), ("text", "b")]


@pytest.mark.parametrize(
    ("script", "shown"),
    [
        ("with st.echo('below'): x = 1; y = 2", "x = 1; y = 2"),
        ("with (\n    st.echo()\n):\n    x = 1", "x = 1"),
        ("with st.container(), st.echo():\n    x = 1", "x = 1"),
        ("for i in [1]:\n    with st.echo():\n        x = '''\na'''", "x = '''\na'''"),
        ("with st.echo():\n    @staticmethod\n    def f(): pass", "@staticmethod\ndef f(): pass"),
        ("with st.echo():\n    x = '```'", "x = '```'"),
    ],
)
def test_echo_finds_its_block(script: str, shown: str):
    stage = Stage(script)
    assert stage.error is None
    (value,) = (node.value for node in stage.nodes("markdown"))

    assert value.strip("`\n").removeprefix("python\n") == shown


def test_echo_below_comes_after_the_block():
    assert [name for name, _ in echoed("with st.echo('below'):\n    st.text('a')")] == [
        "text",
        "markdown",
    ]


def test_echo_says_when_it_does_not_know_the_lines():
    stage = Stage("exec('with st.echo(): x = 1')")

    assert stage.one("warning").value == "st.echo: the lines of this block are not known to Python."


def test_echo_knows_two_places():
    assert str(raised("with st.echo('left'): pass")) == (
        "st.echo: `code_location` is 'left'; the supported values are 'above', 'below'"
    )


# -- saved


def test_a_saved_page_shows_objects_as_text():
    nodes = Stage("st.json({'<a>': [1]})\nst.json('<')\nst.help('<b>')").nodes()

    first, second, third = map(still, nodes)

    assert first == ('<pre class="rrs-json">{\n  &quot;&lt;a&gt;&quot;: [\n    1\n  ]\n}</pre>')
    assert second == '<pre class="rrs-json">&lt;</pre>'
    assert "&#x27;&lt;b&gt;&#x27;" in third
    assert "<b>" not in third
