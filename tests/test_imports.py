"""A script that imports Streamlit gets ipyrerun; nobody else notices."""

from __future__ import annotations

import importlib
import pickle
import sys
from typing import TYPE_CHECKING

import pytest

import ipyrerun
from ipyrerun import imports
from ipyrerun.app import App
from ipyrerun.elements import main
from ipyrerun.errors import StreamlitAPIException
from ipyrerun.execution import Options
from ipyrerun.script import compile_script
from ipyrerun.session import Session
from ipyrerun.testing import AppTest
from ipyrerun.testing.rig import Recorder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Return a folder of the user's own modules; what was imported of it is forgotten."""
    monkeypatch.syspath_prepend(str(tmp_path))
    before = set(sys.modules)
    imports.forget_verdicts()
    yield tmp_path
    for name in set(sys.modules) - before:
        del sys.modules[name]


def said(script: str) -> list[object]:
    """Return the texts that a script draws."""
    at = AppTest.from_string(script).run()
    assert at.raised is None, at.raised
    return [text.value for text in at.text]


def test_a_script_that_imports_streamlit_draws_on_our_page():
    assert said("import streamlit as st\nst.text('a')") == ["a"]
    assert said("from streamlit import text\ntext('a')") == ["a"]
    assert said("import streamlit\nstreamlit.text(streamlit.__name__)") == ["ipyrerun"]


def test_a_submodule_of_streamlits_is_ours():
    script = (
        "from streamlit.errors import {0}\nimport streamlit.errors as e\nimport streamlit as st\n"
    )
    script += "st.text((e.{0} is {0}, {0}.__module__))"

    assert said(script.format("StreamlitAPIException")) == ["(True, 'ipyrerun.errors')"]


def test_what_is_no_public_name_of_streamlits_is_not_found():
    at = AppTest.from_string("from streamlit.runtime.scriptrunner import get_script_run_ctx").run()

    assert isinstance(at.raised, ModuleNotFoundError)
    assert str(at.raised) == (
        "import streamlit.runtime.scriptrunner: the script runs under ipyrerun, which has no such "
        "module; use the public names of Streamlit"
    )


def test_the_installed_streamlit_stays_what_it_is():
    import streamlit

    before = dict(sys.modules)
    said("import streamlit as st\nst.text('a')")

    assert sys.modules["streamlit"] is streamlit
    assert importlib.import_module("streamlit") is streamlit
    assert streamlit.__name__ == "streamlit"
    assert [n for n in set(sys.modules) - set(before) if n.startswith("streamlit")] == []


def test_a_module_that_imports_streamlit_gets_ours_in_a_script_and_theirs_elsewhere(folder: Path):
    (folder / "parts.py").write_text("import streamlit as st\ndef draw(): st.text(st.__name__)")

    assert said("import parts\nparts.draw()") == ["ipyrerun"]
    assert importlib.import_module("parts").st.__name__ == "streamlit"
    assert said("from parts import draw\ndraw()") == ["ipyrerun"]


def test_a_module_that_only_needs_such_a_module_is_a_scripts_own_too(folder: Path):
    (folder / "parts.py").write_text("import streamlit as st\ndef draw(): st.text(st.__name__)")
    (folder / "whole.py").write_text("def draw():\n    import json, parts\n    parts.draw()")

    assert said("from whole import draw\ndraw()") == ["ipyrerun"]
    assert "parts" not in sys.modules


def test_a_package_is_taken_as_a_whole(folder: Path):
    package = folder / "shop"
    package.mkdir()
    (package / "__init__.py").write_text("from .names import NAME")
    (package / "names.py").write_text("NAME = 'corner'")
    (package / "ui.py").write_text(
        "from streamlit import text\nfrom . import names\nimport shop.names as again\n"
        "def draw(): text((names.NAME, again is names, __name__))"
    )
    script = "import shop.ui, shop.names\nfrom shop import ui\nui.draw()\nassert shop.names"

    assert said(script) == [f"('corner', True, '{imports.PREFIX}shop.ui')"]
    assert "shop" not in sys.modules


def test_a_module_without_streamlit_is_the_same_for_all(folder: Path):
    (folder / "model.py").write_text("class Model: pass\n# streamlit is not imported here\n")
    model = importlib.import_module("model")

    at = AppTest.from_string("import model\nimport ipyrerun as st\nst.session_state.m = model")

    assert at.run().session_state.m is model


def test_classes_of_a_scripts_modules_can_be_pickled_and_introspected(folder: Path):
    (folder / "parts.py").write_text(
        "from __future__ import annotations\nimport streamlit as st\n"
        "from dataclasses import dataclass\n@dataclass\nclass Part:\n    n: int\n"
    )
    at = AppTest.from_string(
        "import parts, ipyrerun as st\nst.session_state.p = parts.Part(3)"
    ).run()

    assert at.raised is None
    assert pickle.loads(pickle.dumps(at.session_state.p)) == at.session_state.p


def test_a_module_that_fails_is_not_kept(folder: Path):
    (folder / "parts.py").write_text("import streamlit\n1 / 0")
    at = AppTest.from_string("import parts").run()
    assert isinstance(at.raised, ZeroDivisionError)

    assert isinstance(at.run().raised, ZeroDivisionError)


def test_a_name_that_is_nothing_is_not_found():
    at = AppTest.from_string("import no_such_module").run()

    assert str(at.raised) == "No module named 'no_such_module'"


def run(script: str, *, as_streamlit: bool = False) -> BaseException | None:
    """Run a cell as the magic does; return what it raised."""
    options = Options(as_streamlit=as_streamlit)
    compiled = compile_script(script, "cell")
    app = App(Session(), "cell", "cell", compiled, {}, main.write, options, is_threaded=False)
    app.attach(Recorder())
    outcome = app.start()
    app.loop.drain()
    return outcome.error


def test_a_cell_is_not_asked_unless_it_says_so():
    script = "import streamlit\nassert streamlit.__name__ == 'ipyrerun', 'theirs'"

    assert str(run(script)) == "theirs"
    assert run(script, as_streamlit=True) is None


def test_every_script_can_be_asked():
    script = "import streamlit\nassert streamlit.__name__ == 'ipyrerun', 'theirs'"
    ipyrerun.as_streamlit()
    try:
        assert run(script) is None
    finally:
        ipyrerun.as_streamlit(False)

    assert str(run(script)) == "theirs"


def test_a_script_cannot_ask_for_itself():
    at = AppTest.from_string("import ipyrerun\nipyrerun.as_streamlit()").run()

    assert isinstance(at.raised, StreamlitAPIException)
    assert str(at.raised) == (
        "st.as_streamlit was called by a script; call it in a cell of its own, or begin the "
        "script's cell with `%%rerun --as streamlit`"
    )


def test_an_installed_module_is_a_scripts_own_if_it_requires_streamlit(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    site = folder / "site-packages"
    (site / "menu-1.dist-info").mkdir(parents=True)
    (site / "menu.py").write_text("import streamlit as st\ndef draw(): st.text(st.__name__)")
    (site / "menu-1.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: menu\nVersion: 1\nRequires-Dist: streamlit>=1.0\n"
    )
    (site / "menu-1.dist-info" / "RECORD").write_text("menu.py,,\n")
    monkeypatch.syspath_prepend(str(site))
    imports._dependents.cache_clear()
    try:
        assert said("import menu\nmenu.draw()") == ["ipyrerun"]
    finally:
        imports._dependents.cache_clear()


def test_an_error_of_such_a_module_is_shown_under_its_own_name(folder: Path):
    (folder / "parts.py").write_text("import streamlit\nclass Broken(Exception): pass")

    at = AppTest.from_string("import parts\nraise parts.Broken('x')").run()

    assert at.exception[0].record.props["type"] == "parts.Broken"
