"""A cached function is known by its module, name, source and code, however often it is defined."""

from __future__ import annotations

import functools
import gc
import linecache
import weakref

from ipyrerun.cache.identity import facts_of, identify


def defined(text: str, filename: str, name: str = "f"):
    """Return what a text defines, as a cell does."""
    linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
    space = {"__name__": "cell"}
    exec(compile(text, filename, "exec"), space)
    return space[name]


TEXT = "def f(x):\n    return x + 1\n"


def test_a_function_that_is_defined_anew_is_the_same():
    assert identify(defined(TEXT, "<a>")) == identify(defined("\n\n" + TEXT, "<b>"))


def test_an_edit_of_the_source_makes_another_function():
    edits = [TEXT, TEXT.replace("+ 1", "+ 2"), TEXT.replace("+ 1", "+  1"), TEXT.replace("x", "y")]

    digests = {identify(defined(text, f"<e{i}>")).digest for i, text in enumerate(edits)}

    assert len(digests) == len(edits)


def test_without_source_the_code_tells():
    space: dict[str, object] = {}
    exec("def f(x): return {1, 'a', 2.0} if x in {'b', 'c'} else -0.0", space)
    again: dict[str, object] = {}
    exec("\ndef f(x): return {1, 'a', 2.0} if x in {'b', 'c'} else -0.0", again)
    other: dict[str, object] = {}
    exec("def f(x): return {1, 'a', 2.0} if x in {'b', 'c'} else 0.0", other)

    assert identify(space["f"]).digest == identify(again["f"]).digest  # type: ignore[arg-type]
    assert identify(space["f"]).digest != identify(other["f"]).digest  # type: ignore[arg-type]


def test_lambdas_on_one_line_differ():
    one, two, three = (lambda x: x), (lambda x: -x), (lambda x: x + 1)

    assert len({identify(f).digest for f in (one, two, three)}) == 3


def test_functions_of_one_name_in_two_places_differ():
    def outer():
        def f(x):
            return x

        return f

    def other():
        def f(x):
            return x

        return f

    assert identify(outer()).digest == identify(outer()).digest != identify(other()).digest


def test_what_is_wrapped_counts():
    def logged(func):
        @functools.wraps(func)
        def wrapper(*args):
            return func(*args)

        return wrapper

    first, second = (logged(defined(text, "<w>")) for text in (TEXT, TEXT.replace("1", "2")))

    assert identify(first).digest != identify(second).digest


def test_methods_partials_and_objects_that_can_be_called_are_their_functions():
    class Model:
        def fit(self, x):
            return x

        def __call__(self, x):
            return x

    assert identify(Model().fit) == identify(Model.fit)
    assert identify(functools.partial(Model.fit, Model())) == identify(Model.fit)
    assert identify(Model()) == identify(Model.__call__)
    assert identify(len).digest != identify(max).digest


def test_a_class_is_known_by_its_methods():
    texts = [f"class f:\n def __init__(self, x): self.x = x + {i}\n" for i in (1, 1, 2)]

    one, same, other = (identify(defined(text, f"<c{i}>")) for i, text in enumerate(texts))

    assert one.digest == same.digest != other.digest


def test_the_parts_can_be_looked_at():
    parts = identify(defined(TEXT, "<p>")).parts()

    assert parts["module"] == "cell"
    assert parts["qualname"] == "f"
    assert parts["source"] == TEXT
    assert len(bytes.fromhex(parts["code"])) == 16


def test_nothing_of_a_run_is_kept_alive():
    func = defined(TEXT, "<k>")
    code, space = weakref.ref(func.__code__), weakref.ref(func)
    identify(func)

    del func
    gc.collect()

    assert code() is None
    assert space() is None


def test_the_names_that_a_function_reads_are_the_globals_not_the_attributes():
    def f(x):
        def inner():
            return x.LIMIT + RATE

        return [inner() for _ in range(len(x))]

    assert facts_of(f).reads == ("RATE", "len", "range")


RATE = 1
