"""`AppTest`: the runs of a test, and the scripts that it can have."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from ipyrerun.testing import AppTest, AppTestError


def test_an_exception_is_on_the_page_and_not_raised():
    test = AppTest.from_string(
        "import ipyrerun as st\nif st.checkbox('bad'): 1 / 0\nst.text('end')"
    ).run()
    assert (len(test.exception), test.raised) == (0, None)

    test.checkbox[0].check().run()

    assert test.exception[0].value == "division by zero"
    assert isinstance(test.raised, ZeroDivisionError)
    assert len(test.checkbox[0].uncheck().run().exception) == 0


@pytest.mark.parametrize("body", ["while True: pass", "time.sleep(0.2)\nwhile True: st.text('x')"])
def test_a_run_that_takes_too_long_is_stopped(body: str):
    test = AppTest.from_string(f"import time, ipyrerun as st\n{body}", default_timeout=30)
    start = time.monotonic()

    with pytest.raises(
        RuntimeError, match=r"^AppTest.run: the script took longer than 0.3 s and was stopped$"
    ):
        test.run(timeout=0.3)

    assert time.monotonic() - start < 5


def test_a_test_goes_on_after_a_run_that_took_too_long():
    test = AppTest.from_string(
        "import ipyrerun as st\nif not st.checkbox('quick', key='q'):\n    while True: pass\n"
        "st.text('end')",
        default_timeout=0.3,
    )
    with pytest.raises(RuntimeError, match="took longer"):
        test.run()

    assert test.checkbox[0].check().run().text[0].value == "end"


def test_a_clock_does_not_outlive_its_run(monkeypatch):
    clocks: list[threading.Timer] = []

    class Clock(threading.Timer):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args)
            clocks.append(self)

    monkeypatch.setattr(threading, "Timer", Clock)

    AppTest.from_string("x = 1").run(timeout=60).run()

    assert [clock.finished.is_set() for clock in clocks] == [True, True]


def test_a_value_goes_through_the_view_as_a_browsers_does():
    test = AppTest.from_string(
        "import ipyrerun as st\n"
        "n = st.selectbox('n', [1, 2], format_func='number {}'.format)\nst.text(repr(n))"
    ).run()

    assert test.selectbox[0].set_value(2).run().text[0].value == "2"


def test_a_callback_is_called_before_the_script():
    test = AppTest.from_string(
        "import ipyrerun as st\n"
        "def add(by):\n    st.session_state.n = st.session_state.get('n', 0) + by\n"
        "st.button('+', on_click=add, args=(2,))\nst.text(st.session_state.get('n'))"
    ).run()

    test.button[0].click().run()
    test.button[0].click().run()

    assert test.text[0].value == "4"


def test_a_stop_and_a_rerun_are_no_errors():
    test = AppTest.from_string(
        "import ipyrerun as st\nif 'n' not in st.session_state:\n    st.session_state.n = 1\n"
        "    st.rerun()\nst.text('a')\nst.stop()\nst.text('b')"
    ).run()

    assert [t.value for t in test.text] == ["a"]
    assert test.raised is None


def test_a_script_is_read_from_a_file(tmp_path: Path):
    path = tmp_path / "rain.py"
    path.write_text("import ipyrerun as st\nst.text('Größe')", encoding="utf-8")

    assert AppTest.from_file(path).run().text[0].value == "Größe"
    assert AppTest.from_file(str(path)).run().text[0].value == "Größe"


def test_the_body_of_a_function_is_a_script():
    def rain(days, *, unit):
        import ipyrerun as st

        st.text(f"{st.slider('n', 0, days)} {unit}")

    test = AppTest.from_function(rain, args=(9,), kwargs={"unit": "mm"}).run()

    assert test.slider[0].set_value(9).run().text[0].value == "9 mm"


def test_an_indented_text_is_a_script():
    assert (
        AppTest.from_string("""
            import ipyrerun as st
            st.text("a")
        """)
        .run()
        .text[0]
        .value
        == "a"
    )


def test_it_needs_no_ipython():
    code = (
        "import sys\nfrom ipyrerun.testing import AppTest\n"
        "t = AppTest.from_string(\"import ipyrerun as st; st.text(st.slider('n'))\").run()\n"
        "assert t.slider[0].set_value(4).run().text[0].value == '4'\n"
        "shell = sys.modules.get('IPython.core.interactiveshell')\n"
        "assert shell is None or not shell.InteractiveShell.initialized()"
    )

    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parent.parent)


def test_an_input_that_is_disabled_in_the_same_moment_keeps_its_edit():
    test = AppTest.from_string(
        "import ipyrerun as st\noff = st.checkbox('off')\nst.text(st.text_input('t', disabled=off))"
    ).run()

    test.checkbox[0].check()
    test.text_input[0].input("mine").run()

    assert test.text[0].value == "mine"


def test_a_test_tells_what_the_browser_tells():
    test = AppTest.from_string("import ipyrerun as st\nst.text(st.context.locale)")
    test.context["locale"] = "de-DE"

    assert test.run().text[0].value == "de-DE"


NAMES = ("timezone", "timezone_offset", "locale", "url", "is_embedded", "theme")


@pytest.mark.parametrize(
    ("context", "told"),
    [
        ([1], "AppTest.context is [1]; assign a dict"),
        ({"theme": "pink"}, "AppTest.context['theme'] is 'pink'; give light or dark"),
        ({"timezone_offset": True}, "AppTest.context['timezone_offset'] is True; give a int"),
        (
            {"colour": 1},
            f"AppTest.context has 'colour'; it may have {', '.join(NAMES)}",
        ),
    ],
)
def test_what_no_browser_could_tell_is_refused(context: Any, told: str):
    test = AppTest.from_string("x = 1")
    test.context = context

    with pytest.raises(AppTestError) as raised:
        test.run()

    assert str(raised.value) == told


def test_a_script_from_a_file_knows_its_file_and_imports_what_is_beside_it(tmp_path: Path):
    (tmp_path / "rain_data.py").write_text("MM = 3")
    (tmp_path / "rain.py").write_text(
        "import ipyrerun as st, rain_data\nst.text((rain_data.MM, __file__))\nmax(1, 2)"
    )

    test = AppTest.from_file(tmp_path / "rain.py").run()

    assert test.text[0].value == str((3, str(tmp_path / "rain.py")))
    assert len(test.main) == 1
    assert str(tmp_path) not in sys.path


def test_a_thread_of_the_script_draws_as_in_a_kernel():
    test = AppTest.from_string(
        "import threading, ipyrerun as st\n"
        "t = threading.Thread(target=lambda: st.text('x'))\nt.start()\nt.join()"
    ).run()

    assert test.text.values == ["x"]
    assert type(sys.modules["__main__"]).__name__ == "module"


def test_an_identity_that_comes_back_begins_anew_also_after_stopped_runs():
    test = AppTest.from_string(
        "import ipyrerun as st\nbig = st.checkbox('big')\n"
        "st.text_input('t', 'old', max_chars=4 if big else 8, key='t')\nst.stop()"
    ).run()
    test.text_input[0].input("mine").run()

    test.checkbox[0].check().run()
    test.checkbox[0].uncheck().run()

    assert test.text_input[0].value == "old"
