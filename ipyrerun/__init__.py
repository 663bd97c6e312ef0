"""ipyrerun: Streamlit's rerun model in your own Jupyter kernel.

`import ipyrerun as st` registers the magic `%%rerun`, which turns a cell into a script that reruns on every interaction.
"""

from __future__ import annotations

from . import errors
from ._version import __version__
from .elements import main as _main
from .elements import sidebar
from .flow import rerun, stop
from .magic import load_ipython_extension, unload_ipython_extension, widget_of
from .session import SessionStateProxy as _SessionStateProxy

session_state = _SessionStateProxy()

button = _main.button
container = _main.container
empty = _main.empty
exception = _main.exception
markdown = _main.markdown
slider = _main.slider
write = _main.write


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    return [{"src": "labextension", "dest": "ipyrerun"}]


load_ipython_extension()
