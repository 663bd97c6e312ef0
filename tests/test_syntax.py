"""IPython's syntax in a script becomes Python, line for line."""

from __future__ import annotations

import linecache
import traceback

import pytest
from IPython.core.inputtransformer2 import TransformerManager

from ipyrerun.script import compile_script
from ipyrerun.syntax import to_python


def lines(text: str) -> list[str]:
    return to_python(text, TransformerManager(), "file").splitlines()


def test_commands_magics_and_help_become_calls_of_the_shell():
    text = "x = !ls\n!echo {x}\n%time f()\nx?\nfor i in x:\n    %cd $i"

    assert lines(text) == [
        "x = get_ipython().getoutput('ls')",
        "get_ipython().system('echo {x}')",
        "get_ipython().run_line_magic('time', 'f()')",
        "get_ipython().run_line_magic('pinfo', 'x')",
        "for i in x:",
        "    get_ipython().run_line_magic('cd', '$i')",
    ]


def test_text_that_only_looks_like_ipython_is_left_alone():
    text = "a = b % c\ns = '''\n%%time\n!ls\n'''\nc = 'what?'"

    assert lines(text) == text.splitlines()


def test_every_statement_keeps_its_line():
    text = "\n\nx = !ls \\\n  -a \\\n  -l\ny = 1\n!one \\\n  two\nz = 2"

    numbered = dict(enumerate(lines(text)))

    assert len(numbered) == len(text.splitlines())
    assert (numbered[5], numbered[8]) == ("y = 1", "z = 2")


def test_indented_cells_and_pasted_prompts_are_taken_as_in_any_cell():
    assert lines("    x = 1\n    y = 2") == ["x = 1", "y = 2"]
    assert lines(">>> x = 1\n>>> y = 2") == ["x = 1", "y = 2"]


def test_a_rule_of_the_users_own_is_followed():
    rules = TransformerManager()
    rules.cleanup_transforms.append(lambda given: [line.replace("→", "=") for line in given])

    assert to_python("x → 1", rules, "file") == "x = 1\n"


def test_an_error_below_a_command_names_the_line_of_the_cell_and_shows_it():
    text = "x = [] \\\n  or \\\n  []\n%time pass\nx = 1 / 0"
    script = compile_script(text, "page", head="%%rerun page", rules=TransformerManager())

    class Shell:
        def run_line_magic(self, *_: object) -> None:
            """Do nothing."""

    with pytest.raises(ZeroDivisionError) as caught:
        exec(script.code, {"get_ipython": Shell})

    (_, frame) = traceback.extract_tb(caught.value.__traceback__)
    assert (frame.lineno, frame.line) == (6, "x = 1 / 0")
    assert linecache.getline(script.filename, 1) == "%%rerun page\n"


REFUSED = {
    "x = 1\n%%bash\nls": (
        3,
        (
            "%%bash stands inside a script; a cell has one %%magic, on its first line. "
            "Give %%bash a cell of its own"
        ),
    ),
    "if x:\n    %%time\n": (
        3,
        (
            "%%time stands inside a script; a cell has one %%magic, on its first line. "
            "Give %%time a cell of its own, or use the line magic %time"
        ),
    ),
    "\n%rerun list": (
        3,
        (
            "%rerun cannot stand in a script: a script cannot run itself with it. Use st.rerun(); "
            "or execute it in an ordinary cell"
        ),
    ),
    "def f():\n    %debug": (
        3,
        (
            "%debug cannot stand in a script: it asks questions, and a run has nobody to ask. "
            "Execute it in an ordinary cell after the error"
        ),
    ),
}


@pytest.mark.parametrize("text", REFUSED)
def test_a_magic_that_makes_no_sense_in_a_run_is_a_syntax_error(text: str):
    with pytest.raises(SyntaxError) as caught:
        compile_script(text, "page", head="%%rerun page", rules=TransformerManager())

    assert (caught.value.lineno, caught.value.msg) == REFUSED[text]


def test_without_the_rules_of_a_shell_a_script_is_plain_python():
    with pytest.raises(SyntaxError):
        compile_script("!ls", "page")
