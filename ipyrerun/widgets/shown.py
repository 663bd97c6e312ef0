"""Children that show much data: it travels beside the `props`, as Arrow or as it is."""

from __future__ import annotations

import traitlets

from .base import Shown


class Chart(Shown):
    """A Vega-Lite chart.

    `data` are the tables that its spec names, by these names, as Arrow IPC streams.
    """

    _model_name = traitlets.Unicode("ChartModel").tag(sync=True)
    _view_name = traitlets.Unicode("ChartView").tag(sync=True)
    data = traitlets.Dict().tag(sync=True)


class Grid(Shown):
    """A table that asks for the rows it shows.

    `head` are the first of them, as an Arrow IPC stream.
    """

    _model_name = traitlets.Unicode("GridModel").tag(sync=True)
    _view_name = traitlets.Unicode("GridView").tag(sync=True)
    head = traitlets.Bytes(b"").tag(sync=True)
    version = traitlets.Int(0).tag(sync=True)


class Media(Shown):
    """Pictures, a player, or a document.

    `blobs` are the bytes of those that have no address.
    """

    _model_name = traitlets.Unicode("MediaModel").tag(sync=True)
    _view_name = traitlets.Unicode("MediaView").tag(sync=True)
    blobs: traitlets.List[bytes] = traitlets.List().tag(sync=True)
