"""IPython's own manners inside a run: its syntax, `%debug`, questions, `%autoreload`."""

from __future__ import annotations

import os
import re
import time
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.kernel.execution import Execution
    from tests.kernel.harness import Kernel


def text(kernel: Kernel) -> str:
    """Return everything that the page says."""
    return str(kernel.browser.page().tree)


def says(kernel: Kernel, words: str) -> bool:
    """Return whether the page says this."""
    return words in text(kernel).replace("\\'", "'")


def payload(execution: Execution) -> list[dict[str, Any]]:
    """Return what a cell's reply asks the notebook to show."""
    assert execution.reply is not None
    parts: list[dict[str, Any]] = execution.reply["content"]["payload"]
    return parts


def press(kernel: Kernel) -> None:
    """Click the page's one button."""
    kernel.browser.click(kernel.browser.find("ButtonView").id)


def test_commands_magics_and_help_find_the_scripts_variables_and_answer_on_the_page(
    kernel: Kernel,
):
    kernel.execute("import ipyrerun as st\nword = 'notebook'")
    cell = (
        "%%rerun page\nword = 'script'\ndef own():\n    'An answer.'\n"
        "!echo first {word}\nlines = !echo $word\nst.text(f'then {lines[0]}')\n"
        "own?\n%timeit -n 1 -r 1 own()\nst.text(get_ipython().user_ns['word'] + ' last')"
    )

    execution = kernel.execute(cell, cell_id="cell")

    page = text(kernel)
    parts = ["first script", "then script", "An answer.", "1 loop each", "script last"]
    places = [page.find(part) for part in parts]
    assert -1 not in places, page
    assert places == sorted(places)
    assert payload(execution) == []
    assert execution.text == ""
    assert kernel.execute("print(word, 'own' in globals())").text == "notebook False\n"


def test_help_asked_for_by_an_ordinary_cell_is_shown_by_the_notebook(kernel: Kernel):
    kernel.execute("import ipyrerun as st")

    execution = kernel.execute("len?")

    assert [part["source"] for part in payload(execution)] == ["page"]


FAILS = (
    "%%rerun page\nif st.button('Go', key='go') or st.session_state.get('now'):\n"
    "    secret = 6 * 7\n    1 / 0"
)


@pytest.mark.parametrize("is_first", [True, False])
def test_debug_opens_the_scripts_frame_after_an_error(kernel: Kernel, is_first: bool):
    kernel.execute("import ipyrerun as st\nst.session_state.now = " + str(is_first))
    if is_first:
        with pytest.raises(RuntimeError, match="ZeroDivisionError"):
            kernel.execute(FAILS, cell_id="cell")
    else:
        kernel.execute(FAILS, cell_id="cell")
        press(kernel)
        kernel.wait_for(lambda: "ZeroDivisionError" in text(kernel))
        kernel.settle()
    answers = iter(["p 'it is', secret", "q"])
    kernel.answer_input = lambda _: next(answers)

    debugger = kernel.execute("%debug", allow_stdin=True)

    printed = re.sub(r"\x1b\[[\d;]*m", "", debugger.text)
    assert "('it is', 42)" in printed
    assert "----> 4     1 / 0" in printed


QUESTIONS = {
    "input('Name?')": "input() was called in a run, and a run cannot wait for answers. "
    "Use st.text_input('Label') and read what it returns",
    "__import__('getpass').getpass()": "getpass() was called in a run, and a run cannot wait for "
    "answers. Use st.text_input('Label', type='password') and read what it returns",
    "breakpoint()": "breakpoint() was called in a run, and a run cannot wait for answers. Let the "
    "script raise and execute %debug in an ordinary cell: it opens the script's frame",
    "__import__('pdb').set_trace(); 1": "The debugger was called in a run, and a run cannot wait "
    "for answers. Let the script raise and execute %debug in an ordinary cell: it opens the "
    "script's frame",
}


def test_a_question_in_a_run_is_an_error_that_says_what_to_do(kernel: Kernel):
    kernel.execute("import ipyrerun as st")
    kernel.answer_input = lambda _: pytest.fail("a run has asked")

    for number, (question, answer) in enumerate(QUESTIONS.items()):
        kernel.execute("st.session_state.now = False")
        cell = f"%%rerun page\nif st.button('Go') or st.session_state.now:\n    {question}"
        kernel.execute(cell, cell_id=f"cell-{number}", allow_stdin=True)
        press(kernel)
        kernel.wait_for(partial(says, kernel, answer))
        kernel.execute("st.session_state.now = True")
        with pytest.raises(RuntimeError) as first_run:
            kernel.execute(cell, cell_id=f"cell-{number}", allow_stdin=True)
        assert answer in str(first_run.value)
        kernel.execute("%reload_ext ipyrerun")


def test_an_ordinary_cell_may_ask_while_apps_are_there(kernel: Kernel):
    kernel.execute("import ipyrerun as st")
    kernel.execute("%%rerun page\nst.text('here')", cell_id="cell")
    kernel.answer_input = lambda prompt: f"Ada to {prompt}"

    asked = kernel.execute(
        "import getpass; print(input('A?'), getpass.getpass('B?'))", allow_stdin=True
    )

    assert asked.text == "Ada to A? Ada to B?\n"


def test_pdb_on_opens_the_debugger_after_the_cell_and_lets_reruns_be(kernel: Kernel):
    kernel.execute("import ipyrerun as st\nst.session_state.now = True\n%pdb on")
    asked: list[str] = []

    def answer(prompt: str) -> str:
        asked.append(prompt.strip())
        return "q"

    kernel.answer_input = answer

    kernel.finish(kernel.execute_async(FAILS, cell_id="cell", allow_stdin=True))
    assert asked == ["ipdb>"]
    press(kernel)
    kernel.wait_for(lambda: "ZeroDivisionError" in text(kernel))
    kernel.settle()

    assert len(asked) == 1


def test_autoreload_takes_an_edited_module_into_the_next_rerun(kernel: Kernel, tmp_path: Path):
    module = tmp_path / "rerun_autoreload_me.py"
    module.write_text("def word():\n    return 'old word'\n")
    kernel.execute(f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import ipyrerun as st")
    kernel.execute("%load_ext autoreload\n%autoreload 2")
    cell = (
        "%%rerun page\nfrom rerun_autoreload_me import word\nst.button('Go')\n"
        "st.text(word())\nst.text(f'seen {st.session_state.setdefault(\"n\", 0)}')"
    )
    kernel.execute(cell, cell_id="cell")
    assert "old word" in text(kernel)

    module.write_text("def word():\n    return 'new word, longer'\n")
    later = time.time() + 10
    os.utime(module, (later, later))
    press(kernel)

    kernel.wait_for(lambda: "new word, longer" in text(kernel))
