"""What stands behind each public name; the package takes it from here when one is first used."""

from __future__ import annotations

from . import connections as connections
from . import errors as errors
from . import typing as typing
from ._version import __version__ as __version__
from .address import QueryParamsProxy as _QueryParamsProxy
from .cache.decorators import cache_data as cache_data
from .cache.decorators import cache_resource as cache_resource
from .cache.decorators import cache_stats as cache_stats
from .cells import widget_of as widget_of
from .config import get_option as get_option
from .config import set_option as set_option
from .connections import connection as connection
from .dialogs import dialog as dialog
from .elements import Page as Page
from .elements import bottom as bottom
from .elements import logo as logo
from .elements import main as _main
from .elements import navigation as navigation
from .elements import set_page_config as set_page_config
from .elements import sidebar as sidebar
from .elements import switch_page as switch_page
from .flow import fragment as fragment
from .flow import rerun as rerun
from .flow import stop as stop
from .imports import as_streamlit as as_streamlit
from .listing import echo as echo
from .magic import load_ipython_extension as load_ipython_extension
from .magic import unload_ipython_extension as unload_ipython_extension
from .mapping import SessionStateProxy as _SessionStateProxy
from .secret import secrets as secrets
from .visitor import ContextProxy as _ContextProxy

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
