"""The error tree is the one that its module draws."""

from __future__ import annotations

import re

import pytest
import streamlit.errors

from ipyrerun import errors


def drawn() -> dict[str, str]:
    """Return the base of each class, as the tree in the module's docstring says."""
    bases: dict[str, str] = {}
    path: list[tuple[int, str]] = []
    for line in (errors.__doc__ or "").splitlines():
        found = re.match(r"^    ([ │├└─]*)(\w+)", line)
        if found is None:
            continue
        depth = len(found[1])
        while path and path[-1][0] >= depth:
            path.pop()
        if path:
            bases[found[2]] = path[-1][1]
        path.append((depth, found[2]))
    return bases


def classes() -> dict[str, type[BaseException]]:
    return {
        name: one
        for name, one in vars(errors).items()
        if isinstance(one, type) and issubclass(one, BaseException)
    }


def test_the_drawn_tree_is_the_tree_of_classes():
    assert drawn() == {name: one.__mro__[1].__name__ for name, one in classes().items()}


def test_what_ends_a_run_passes_through_a_scripts_except_exception():
    for one in (errors.StopException, errors.RerunException, errors.Preempted):
        assert issubclass(one, errors.ScriptControlException)
        assert not issubclass(one, Exception)


THEIRS = {
    name: one
    for name, one in vars(streamlit.errors).items()
    if isinstance(one, type) and issubclass(one, BaseException)
}


@pytest.mark.parametrize("name", THEIRS)
def test_an_error_of_streamlits_is_here_with_all_that_it_is(name: str):
    ours = [one.__name__ for one in getattr(errors, name).__mro__]

    assert {one.__name__ for one in THEIRS[name].__mro__} <= set(ours)


def test_a_message_takes_its_values_only_if_it_is_given_some():
    one = errors.LocalizableStreamlitException("{a} and {b}", a=1, b=2, error_id="pair")

    assert (str(one), one.exec_kwargs, one.error_id) == (
        "1 and 2",
        {"a": 1, "b": 2},
        "pair",
    )
    assert str(errors.StreamlitValueError("one of {1, 2}")) == "one of {1, 2}"


def test_a_wrong_type_is_a_type_error_too():
    assert issubclass(errors.StreamlitInvalidParameterTypeError, TypeError)


def test_every_error_says_when_it_is_raised():
    assert all(one.__doc__ for one in classes().values())
