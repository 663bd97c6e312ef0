"""Every row that is asked for, with its title: 1-10 of the issue that asks, T1-T17 of its study.

Where both name a figure, the issue's is the bar. The bars stand with what measures them; a row that
nothing measures is printed as missing.
"""

from __future__ import annotations

WANTED = {
    "1": "rerun through the sockets against tuned Streamlit, 10 to 5000 elements",
    "2": "engine CPU per unchanged output, unchanged input, changed element; linear to 5000",
    "3": "messages per rerun, a fifth of the outputs changed",
    "4": "rerun of 10 elements beside a million cached dicts",
    "5": "from a key press to the text, in Chromium, beside bare ipywidgets and Streamlit",
    "6": "import over that of ipywidgets, and the modules it pulls in",
    "7": "first page of 100 outputs and of 100 inputs: kernel CPU, and until it is painted",
    "8": "memory from rerun 2,000 to 10,000; comms after 1000 executions of a cell",
    "9": "JavaScript loaded before the first page of text is painted",
    "10": "event of a fragment against the size of the page around it",
    "T1": "rerun, paired, 100 to 5000 elements, against Streamlit",
    "T2": "engine CPU per element, linear to 5000 for every kind of input",
    "T3": "messages and bytes of a rerun: as many as the change is worth",
    "T4": "a million cached dicts do not slow a rerun down",
    "T5": "hit on a frame, whatever its size",
    "T6": "ways to change a cached value: none leaks",
    "T7": "small hit: an int for a small dict",
    "T8": "hit on nested builtins",
    "T9": "miss of a large frame; memory of those who hold it",
    "T10": "exact keys of large arguments; no wrong hit",
    "T11": "key of a large numpy array",
    "T12": "session_state: get, set, in, len",
    "T13": "import, and the modules it pulls in",
    "T14": "first page of 100 elements: comms and CPU",
    "T15": "call of line_chart with 100 x 2 numbers",
    "T16": "eight threads on one cold key",
    "T17": "memory of one more session",
}
