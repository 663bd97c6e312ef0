"""ipyrerun: Streamlit's rerun model in your own Jupyter kernel.

`import ipyrerun as st` registers the magic `%%rerun`, which turns a cell into a script that reruns
on every interaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._version import __version__
    from .contents import *  # noqa: F403 - what `__all__` names, with its types

__all__ = [
    "Page",
    "__version__",
    "altair_chart",
    "area_chart",
    "as_streamlit",
    "audio",
    "audio_input",
    "badge",
    "balloons",
    "bar_chart",
    "bottom",
    "button",
    "cache_data",
    "cache_resource",
    "cache_stats",
    "camera_input",
    "caption",
    "chat_input",
    "chat_message",
    "checkbox",
    "code",
    "color_picker",
    "columns",
    "connection",
    "connections",
    "container",
    "context",
    "dataframe",
    "date_input",
    "datetime_input",
    "dialog",
    "divider",
    "download_button",
    "echo",
    "empty",
    "error",
    "errors",
    "exception",
    "expander",
    "feedback",
    "file_uploader",
    "form",
    "form_submit_button",
    "fragment",
    "get_option",
    "grid",
    "header",
    "help",
    "html",
    "iframe",
    "image",
    "info",
    "json",
    "latex",
    "line_chart",
    "link_button",
    "load_ipython_extension",
    "logo",
    "markdown",
    "menu_button",
    "metric",
    "multiselect",
    "navigation",
    "number_input",
    "page_link",
    "pagination",
    "pdf",
    "pills",
    "popover",
    "progress",
    "pyplot",
    "query_params",
    "radio",
    "rerun",
    "scatter_chart",
    "secrets",
    "segmented_control",
    "select_slider",
    "selectbox",
    "session_state",
    "set_option",
    "set_page_config",
    "sidebar",
    "skeleton",
    "slider",
    "snow",
    "space",
    "spinner",
    "status",
    "stop",
    "subheader",
    "success",
    "switch_page",
    "table",
    "tabs",
    "text",
    "text_area",
    "text_input",
    "time_input",
    "title",
    "toast",
    "toggle",
    "typing",
    "unload_ipython_extension",
    "video",
    "warning",
    "widget",
    "widget_of",
    "write",
    "write_stream",
]


def __getattr__(name: str) -> object:
    """Return what a public name stands for, which is loaded when one is first used."""
    if name not in __all__:
        from .names import Missing

        raise Missing(name, __all__)
    try:
        # By its whole name: `from . import` would ask here whether the package has it.
        import ipyrerun.contents as found
    except AttributeError as fault:
        # To `from ipyrerun import` this would say that there is no such name, and hide the fault.
        raise ImportError(f"st.{name} cannot be loaded: {fault}") from fault
    names = globals()
    for one in __all__:
        # What somebody has put there before stays.
        names.setdefault(one, getattr(found, one))
    return names[name]


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    return [{"src": "labextension", "dest": "ipyrerun"}]


def _load() -> None:
    from .magic import load_ipython_extension

    load_ipython_extension()


_load()
