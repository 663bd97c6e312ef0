"""What the parity scripts have to cover: the reference behaviour, point by point.

`S3.2` is the second point of the third section of the description of Streamlit's behaviour that
this project was built from; the words here say what it is about.
"""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).parents[1]
_TOLD = """
S1.1 a run executes the whole script, from the top, in a fresh __main__
S1.2 an uncaught exception is shown where the script was, and ends the run
S1.3 `except Exception` lets stop and rerun pass
S1.4 every call looks whether a newer run waits
S1.5 a missing name says what was meant; a container takes any attribute until it is called
S1.6 threads without the script's context draw nothing
S1.7 outside a run inputs give their defaults
S2.1 an input's id comes from its kind, its key or parameters, and the page
S2.2 without a key, what is shown tells inputs apart; disabled, callbacks and the like do not
S2.3 with a key, only few parameters still do
S2.4 a value that still fits is kept, one that does not goes back to the default, also in the state
S2.5 two inputs with one id or one key raise; containers share the keys, forms do not
S2.6 what only shows never collides
S2.7 an empty or reserved key is refused
S3.1 assigned, then sent, then stored, then default; calls return copies
S3.2 an input that a whole run does not draw is forgotten, unless told to persist
S3.3 a value set before the first draw is a value of its own
S3.4 stop, error and rerun forget nothing below the cut
S3.5 a key cannot be assigned once its input is drawn; it can be deleted
S3.6 a value assigned before wins over `value=`
S3.7 buttons, uploads and forms cannot be assigned; a chat input is prefilled
S3.8 assigned values that cannot be
S3.9 a trigger is true for one run
S3.10 what is disabled takes no value
S3.11 the state is a mapping with attributes; keys become text
S3.12 a missing key raises; inputs without a key are not listed
S3.13 values that cannot be pickled are refused where that is asked for
S3.14 options that are members of an Enum survive its redefinition
S3.15 what counts as options, and duplicates among their labels
S4.1 binding to the URL needs a key, and refuses some
S4.2 the URL seeds the input; the default is not kept in it
S5.1 callbacks come first, in the order of the events, with the arguments of the last draw
S5.2 what a callback draws stands above
S5.3 a callback that raises or stops ends the run
S5.4 a rerun in a callback lets the others finish; the button reads False then
S5.5 only a user's change calls back, and only a real one
S5.6 what `on_change` may be
S5.7 "ignore" keeps the value for the next run
S6.1 rerun skips the rest; a fragment's scope is for its own reruns
S6.2 a fragment's key as scope, from callbacks only
S6.3 switch_page, and what it forgets
S7.1 a form's values come with its submit button, all at once
S7.2 clear_on_submit shows the defaults again, after the values were handed over
S7.3 Enter submits
S7.4 what may not stand in a form, and what only there
S7.5 a form may lack a button; labels and keys of forms are unique
S7.6 the tree of containers says what is in a form
S8.1 a fragment runs in place, and then alone
S8.2 two calls are two fragments; nested ones
S8.3 a fragment may write outside where it has written before
S8.4 an exception in a fragment
S8.5 run_every, and keys of fragments
S8.6 parallel fragments
S9.1 a dialog is a fragment that opens; it closes with the next full run
S9.2 one dialog at a time, with a title
S10.1 what `with` binds; a container's method ignores it
S10.2 columns are a list, tabs a tuple; any depth
S10.3 a slot holds one thing; each call's handle replaces its element
S10.4 specs, widths, heights and gaps
S10.5 icons
S11.1 texts and what prints in a line are joined
S11.2 exceptions and tables go to their own elements
S11.3 charts, pictures and formulas go to theirs
S11.4 mappings and lists are JSON
S11.5 text files and generators are streamed or read
S11.6 functions, classes and what has no text are helped with
S11.7 the rest is its text: inline, or fenced if it has lines
S11.8 nothing writes nothing; what a table cannot hold raises
S11.9 write_stream returns what it drew
S12.1 bare expressions are written
S12.2 calls, docstrings and class bodies are not
S12.3 a semicolon changes nothing within the script
S12.4 options turn it off
S12.5 a bare function is helped with
S13.1 the decorators with and without parentheses, clear() of a function, of a call, of all
S13.2 a function is found again by its source; closures, lambdas, partials
S13.3 which arguments count, in which order
S13.4 equal values of other types are other keys; hash_funcs; what cannot be hashed
S13.5 data is copied, a resource is shared; what cannot be kept
S13.6 what a cached function draws is drawn again
S13.7 an input in a cached function
S13.8 exceptions are not kept, stop and rerun go on; async functions
S13.9 ttl, max_entries, persist, refresh_mode, validate, on_release
S14.1 which class a connection is of: its name, its type, the secrets, the environment
S14.2 the same arguments give the same object, also of a class that is defined anew
S14.3 what a connection derives from: its secrets, reset, close, scope, attributes
S14.4 queries, sessions and engines of SQL databases
S14.5 which files secrets are read from
S14.6 which secrets go to the environment
S14.7 how secrets are read, and what is raised where they are missing
S15.1 query_params is a mapping of texts
S15.2 context tells of the browser
S15.3 user is a mapping that cannot be written
S15.4 get_option and set_option
S15.5 navigation and Page
S16.1 a slider's bounds, values and types
S16.2 a number's bounds and types
S16.3 an index that no option has
S16.4 no options at all
S16.5 a multiselect's defaults and limit
S16.6 pills
S16.7 a word that is not one of the possible ones
S16.8 labels that are empty or missing
S16.9 a text's length and type
S16.10 shortcuts
S16.11 parameters of the past
S17.1 a test makes an app from text, file and function, and drives it
S17.2 a test sets state, secrets, query and page
S17.3 a test submits forms as a browser does, and cannot touch what is disabled
"""
LABELS = dict(line.split(" ", 1) for line in _TOLD.strip().splitlines())

# What no AppTest can play: a browser, two runs at a time, a script outside of its app. By label,
# the test that shows it.
ELSEWHERE = {
    "S1.4": "test_loop.py::"
    "test_a_newer_event_ends_a_run_at_its_next_checkpoint_and_its_click_is_carried",
    "S1.7": "test_run.py::test_outside_an_app_each_element_is_shown_at_once",
    "S3.13": "test_mapping.py::"
    "test_a_value_that_cannot_be_pickled_is_named_where_that_is_asked_for",
    "S13.7": "cache/test_replay_inputs.py::"
    "test_an_input_in_a_cached_function_is_warned_of_and_dead_on_a_hit",
    "S14.5": "parity/test_secrets.py::test_files_are_read_as_in_streamlit",
    "S14.6": "parity/test_secrets.py::test_files_are_read_as_in_streamlit",
    "S12.4": "test_script.py::test_nothing_is_shown_where_magic_is_off",
}


def is_there(test: str) -> bool:
    """Return whether there is a test of this name: "<file below tests>::<function>"."""
    file, _, name = test.partition("::")
    return f"\ndef {name}(" in (TESTS / file).read_text()


# Not yet covered: `st.user` comes with logins. This only shrinks; in the end it is empty.
OPEN = {"S15.3"}
