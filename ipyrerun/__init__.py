"""ipyrerun: Streamlit's rerun model in your own Jupyter kernel.

`import ipyrerun as st` registers the magic `%%rerun`, which turns a cell into a script that reruns
on every interaction.
"""

from __future__ import annotations

from . import connections, errors, typing
from ._version import __version__
from .address import QueryParamsProxy as _QueryParamsProxy
from .cache.decorators import cache_data, cache_resource, cache_stats
from .config import get_option, set_option
from .connections import connection
from .context import ContextProxy as _ContextProxy
from .dialogs import dialog
from .elements import Page, bottom, logo, navigation, set_page_config, sidebar, switch_page
from .elements import main as _main
from .flow import fragment, rerun, stop
from .imports import as_streamlit
from .listing import echo
from .magic import load_ipython_extension, unload_ipython_extension, widget_of
from .mapping import SessionStateProxy as _SessionStateProxy
from .names import missing as _missing
from .secret import secrets

context = _ContextProxy()
query_params = _QueryParamsProxy()
session_state = _SessionStateProxy()

altair_chart = _main.altair_chart
area_chart = _main.area_chart
audio = _main.audio
audio_input = _main.audio_input
badge = _main.badge
balloons = _main.balloons
bar_chart = _main.bar_chart
button = _main.button
camera_input = _main.camera_input
caption = _main.caption
chat_input = _main.chat_input
chat_message = _main.chat_message
checkbox = _main.checkbox
code = _main.code
color_picker = _main.color_picker
columns = _main.columns
container = _main.container
dataframe = _main.dataframe
date_input = _main.date_input
datetime_input = _main.datetime_input
divider = _main.divider
download_button = _main.download_button
empty = _main.empty
error = _main.error
exception = _main.exception
expander = _main.expander
feedback = _main.feedback
file_uploader = _main.file_uploader
form = _main.form
form_submit_button = _main.form_submit_button
grid = _main.grid
header = _main.header
help = _main.help
html = _main.html
iframe = _main.iframe
image = _main.image
info = _main.info
json = _main.json
latex = _main.latex
line_chart = _main.line_chart
link_button = _main.link_button
markdown = _main.markdown
menu_button = _main.menu_button
metric = _main.metric
multiselect = _main.multiselect
number_input = _main.number_input
page_link = _main.page_link
pagination = _main.pagination
pdf = _main.pdf
pills = _main.pills
popover = _main.popover
progress = _main.progress
pyplot = _main.pyplot
radio = _main.radio
scatter_chart = _main.scatter_chart
segmented_control = _main.segmented_control
select_slider = _main.select_slider
selectbox = _main.selectbox
skeleton = _main.skeleton
slider = _main.slider
snow = _main.snow
space = _main.space
spinner = _main.spinner
status = _main.status
subheader = _main.subheader
success = _main.success
table = _main.table
tabs = _main.tabs
text = _main.text
text_area = _main.text_area
text_input = _main.text_input
time_input = _main.time_input
title = _main.title
toast = _main.toast
toggle = _main.toggle
video = _main.video
warning = _main.warning
widget = _main.widget
write = _main.write
write_stream = _main.write_stream

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
    raise _missing(name, __all__)


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    return [{"src": "labextension", "dest": "ipyrerun"}]


load_ipython_extension()
