"""A Streamlit session's runs without its server: up to the bytes for the websocket."""

from __future__ import annotations

import asyncio
import logging
import tempfile
import threading
from pathlib import Path
from typing import Any

from streamlit import config
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime import Runtime, RuntimeConfig
from streamlit.runtime.caching.storage.dummy_cache_storage import MemoryCacheStorageManager
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.runtime_util import serialize_forward_msg
from streamlit.runtime.scriptrunner import RerunData, ScriptRunner, ScriptRunnerEvent
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.state import SessionState


class StreamlitRuns:
    """One session, each of whose runs has a thread of its own, as in the server.

    Parameters
    ----------
    script
        The app's text; `st` is imported. Its first slider is the one that moves.
    is_tuned
        Whether it runs without the collector after each run and without usage statistics.
    """

    def __init__(self, script: str, *, is_tuned: bool) -> None:
        logging.disable(logging.CRITICAL)
        config.set_option("runner.postScriptGC", not is_tuned)
        config.set_option("browser.gatherUsageStats", not is_tuned)
        self._folder = tempfile.TemporaryDirectory()
        path = Path(self._folder.name, "app.py")
        path.write_text(f"import streamlit as st\n{script}")
        self._path = str(path)
        self._files = MemoryUploadedFileManager("/upload")
        Runtime(
            RuntimeConfig(
                self._path,
                MemoryMediaFileStorage("/media"),
                self._files,
                MemoryCacheStorageManager(),
            )
        )
        self._state = SessionState()
        self._cache = ScriptCache()
        self._queue = ForwardMsgQueue()
        self._sliders: dict[str, float] = {}
        self._run(WidgetStates())

    def move(self) -> None:
        """Move the first slider; a browser tells of all inputs then."""
        states = WidgetStates()
        self._sliders[next(iter(self._sliders))] += 1
        for id_, value in self._sliders.items():
            states.widgets.add(id=id_).double_array_value.data.append(value)
        self._run(states)

    def _run(self, states: WidgetStates) -> None:
        self._events: list[object] = []
        loop = asyncio.new_event_loop()
        runner = ScriptRunner(
            session_id="bench",
            main_script_path=self._path,
            session_state=self._state,
            uploaded_file_mgr=self._files,
            script_cache=self._cache,
            initial_rerun_data=RerunData(widget_states=states),
            user_info={},
            fragment_storage=MemoryFragmentStorage(),
            pages_manager=PagesManager(self._path, self._cache),
            event_loop=loop,
        )
        runner.on_event.connect(self._note)
        before = threading.enumerate()
        runner.start()
        for thread in threading.enumerate():
            if thread not in before:
                thread.join()
        loop.close()
        if ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS not in self._events:
            raise RuntimeError(f"Streamlit's run went {self._events}")
        for message in self._queue.flush():
            self._look_at(message)
            serialize_forward_msg(message)

    def _note(self, sender: object, event: object, forward_msg: Any = None, **_: object) -> None:
        del sender
        if forward_msg is None:
            self._events.append(event)
        else:
            self._queue.enqueue(forward_msg)

    def _look_at(self, message: Any) -> None:
        element = message.delta.new_element
        if element.HasField("exception"):
            raise RuntimeError(f"Streamlit's script raised {element.exception.message}")
        if element.HasField("slider"):
            self._sliders.setdefault(element.slider.id, 0)
