"""What stands behind the public names is loaded when one is first used; nobody can tell."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

import ipyrerun as st

ROOT = Path(__file__).parent.parent


def said(code: str) -> str:
    """Return what a fresh Python prints, errors too, of which the last line is the message."""
    done = subprocess.run(
        [sys.executable, "-c", dedent(code)], check=False, capture_output=True, text=True, cwd=ROOT
    )
    return (done.stdout + done.stderr).strip()


def test_a_name_that_was_assigned_before_the_first_use_stays_what_it_is():
    code = """
        import ipyrerun as st
        st.write = "mine"
        st.text
        print(st.write)
    """

    assert said(code) == "mine"


def test_many_threads_may_be_the_first():
    code = """
        import sys, threading
        import ipyrerun as st
        sys.setswitchinterval(1e-5)
        names = ["text", "connections", "errors", "session_state", "cache_data", "rerun"]
        together, found = threading.Barrier(len(names)), []
        def look(name):
            together.wait()
            found.append(getattr(st, name))
        threads = [threading.Thread(target=look, args=(name,)) for name in names]
        for one in threads: one.start()
        for one in threads: one.join()
        print(len(found), all(getattr(st, name) in found for name in names))
    """

    assert said(code) == "6 True"


@pytest.mark.parametrize("use", ["st.text", "from ipyrerun import text", "hasattr(st, 'text')"])
def test_a_fault_in_what_is_loaded_is_shown_however_the_name_is_asked_for(use: str):
    code = f"""
        import sys
        import ipyrerun as st
        class Faulty:
            def find_spec(self, name, *_):
                if name == "ipyrerun.dialogs":
                    raise AttributeError("module 'numpy' has no attribute 'float'")
        sys.meta_path.insert(0, Faulty())
        {use}
    """

    assert said(code).splitlines()[-1] == (
        "ImportError: st.text cannot be loaded: module 'numpy' has no attribute 'float'"
    )


def test_the_error_for_an_unknown_name_is_what_any_module_raises():
    text = "module 'ipyrerun' has no attribute 'wirte'; did you mean st.write?"
    with pytest.raises(AttributeError) as caught:
        st.wirte  # noqa: B018

    error = caught.value
    copy = pickle.loads(pickle.dumps(error))

    assert repr(error) == repr(AttributeError(text))
    assert (type(copy), str(copy)) == (AttributeError, text)
    assert said("import ipyrerun as st\nst.wirte").splitlines()[-1] == f"AttributeError: {text}"
