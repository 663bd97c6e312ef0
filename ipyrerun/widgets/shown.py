"""Children that show much data: it travels as Arrow, beside the `props`."""

from __future__ import annotations

import traitlets

from .base import Shown


class Chart(Shown):
    """A Vega-Lite chart; `data` is the table that its spec calls "rows", as an Arrow IPC stream."""

    _model_name = traitlets.Unicode("ChartModel").tag(sync=True)
    _view_name = traitlets.Unicode("ChartView").tag(sync=True)
    data = traitlets.Bytes(b"").tag(sync=True)


class Grid(Shown):
    """A table that asks for the rows it shows.

    `head` are the first of them, as an Arrow IPC stream.
    """

    _model_name = traitlets.Unicode("GridModel").tag(sync=True)
    _view_name = traitlets.Unicode("GridView").tag(sync=True)
    head = traitlets.Bytes(b"").tag(sync=True)
    version = traitlets.Int(0).tag(sync=True)
