"""How to call every public input, from its signature: what is required, a key, and its callback.

An input is what takes a callback. Some are so only if they are asked: their callback is "ignore"
by default, and "rerun" here.
"""

from __future__ import annotations

import inspect

import ipyrerun as st
from ipyrerun.elements import Container

CALLBACKS = ("on_change", "on_click", "on_submit")
# By the name of a parameter, what all that require it are given.
ARGUMENTS = {
    "data": "'some text'",
    "factory": "IntSlider",
    "label": "'X'",
    "num_pages": "9",
    "options": "['a', 'b', 'c']",
    "tabs": "['a', 'b']",
    "url": "'https://example.org'",
}
# What has a default for it, and yet does not go without.
ALSO = {"select_slider": ("options",)}
# What stands in a block of its own kind only, and what else the calls need.
PLACES = {"form_submit_button": "form"}
PRELUDE = "from ipywidgets import IntSlider\nform = st.form('form')\n"


def inputs() -> dict[str, inspect.Signature]:
    """Return the public elements that take a callback."""
    found = {}
    for name in st.__all__:
        if hasattr(Container, name):
            signature = inspect.signature(getattr(st, name))
            if not signature.parameters.keys().isdisjoint(CALLBACKS):
                found[name] = signature
    return found


def call(name: str, key: str) -> str:
    """Return the text of a call that draws an input.

    Parameters
    ----------
    name
        The `st.*` name.
    key
        The text of an expression for the key.

    Raises
    ------
    KeyError
        The element requires something that `ARGUMENTS` does not have.
    """
    parameters = inputs()[name].parameters
    kinds = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    required = [
        one.name
        for one in parameters.values()
        if (one.default is one.empty and one.kind not in kinds) or one.name in ALSO.get(name, ())
    ]
    given = [ARGUMENTS[one] for one in required]
    given += [
        f"{one}='rerun'"
        for one in CALLBACKS
        if one in parameters and parameters[one].default == "ignore"
    ]
    return f"{PLACES.get(name, 'st')}.{name}({', '.join([*given, f'key={key}'])})"
