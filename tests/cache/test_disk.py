"""Values in files: equal in the next kernel, and never what was not written."""

from __future__ import annotations

import logging
import mmap
import os
import pickle
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipyrerun import __version__
from ipyrerun.cache import disk as module
from ipyrerun.cache.disk import Disk
from ipyrerun.cache.frames import is_shared
from ipyrerun.cache.values import keep
from tests.cache.ways import frame

F, CALL = b"f" * 16, b"c" * 16
LARGE = pd.DataFrame(np.arange(20_000.0).reshape(-1, 2), columns=["a", "b"])


@pytest.fixture
def disk(tmp_path) -> Disk:
    """Return an empty folder."""
    return Disk(tmp_path / "cache")


def again(disk: Disk, call: bytes = CALL) -> Any:
    """Return what another kernel finds."""
    found = Disk(disk.folder).load(F, call)
    return None if found is None else found[0].hit()


def files(disk: Disk) -> list[Path]:
    """Return all files but the key, the entry last."""
    found = [one for one in disk.folder.rglob("*") if one.is_file() and one.name != "key"]
    return sorted(found, key=lambda one: one.suffix, reverse=True)


VALUES: dict[str, Any] = {
    "number": 7,
    "nested": {"a": [1, (2, None)], "b": {3}},
    "pickled": [np.float64(2), {"x": Path("a")}],
    "small array": np.arange(6, dtype="i4").reshape(2, 3),
    "times": np.array(["2024-01-01"], "M8[s]"),
    "large array": np.asfortranarray(np.arange(300_000.0).reshape(1000, 300)),
    "frame": frame(),
    "large frame": LARGE,
    "frame of lists": pd.DataFrame({"x": [[1], [2]]}),
    "series": pd.Series(np.arange(10_000), name="s"),
    "arrow": pa.table({"x": np.arange(10_000), "s": ["a"] * 10_000}),
    "frames in a tuple": (pd.DataFrame({"a": np.arange(200_000.0)}), "b", LARGE),
}


@pytest.mark.parametrize("name", VALUES)
def test_another_kernel_gets_an_equal_value(disk, name):
    disk.save(F, CALL, keep(VALUES[name]), {"drawn": [1]})

    kept, replay = Disk(disk.folder).load(F, CALL)  # type: ignore[misc]

    assert pickle.dumps(keep(kept.hit()).dump().recipe) == pickle.dumps(
        keep(keep(VALUES[name]).hit()).dump().recipe
    )
    assert repr(kept.hit()) == repr(VALUES[name])
    assert replay == {"drawn": [1]}


def test_polars_comes_back(disk):
    pl = pytest.importorskip("polars")
    made = pl.DataFrame({"a": [1, 2], "s": ["x", None]})

    disk.save(F, CALL, keep(made))

    assert again(disk).equals(made)


def test_a_large_frame_is_an_arrow_file_mapped_into_memory(disk):
    big = pd.DataFrame(np.ones((100_000, 2)))
    disk.save(F, CALL, keep(big))
    memory, _ = files(disk)

    hit = again(disk)

    assert pa.ipc.open_file(memory).num_record_batches > 0
    assert is_shared(hit)
    base: Any = hit[0].to_numpy()
    while isinstance(base, np.ndarray):
        base = base.base
    assert isinstance(base.obj, mmap.mmap)
    hit.iloc[0, 0] = 7
    assert again(disk).iloc[0, 0] == 1


def test_there_is_nothing_at_first(disk, caplog):
    assert disk.load(F, CALL) is None
    assert not caplog.records


def test_files_are_for_their_owner_alone(disk):
    disk.save(F, CALL, keep(LARGE))

    modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in disk.folder.rglob("*")}

    assert set(modes.values()) == {0o600, 0o700}
    assert modes["key"] == 0o600
    assert stat.S_IMODE(disk.folder.stat().st_mode) == 0o700


@pytest.fixture(scope="module")
def written() -> Any:
    """Return a folder with an entry and a memory file."""
    with tempfile.TemporaryDirectory() as folder:
        disk = Disk(Path(folder))
        disk.save(F, CALL, keep(LARGE), "drawn")
        yield disk


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_byte_changed_anywhere_is_noticed(written, data):
    with copied(written) as disk:
        path = files(disk)[data.draw(st.integers(0, 1))]
        content = bytearray(path.read_bytes())
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] ^= data.draw(st.integers(1, 255))
        path.write_bytes(content)

        assert again(disk) is None
        assert not [one for one in files(disk) if one.name == CALL.hex()]


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_a_file_of_another_length_is_noticed(written, data):
    with copied(written) as disk:
        path = files(disk)[data.draw(st.integers(0, 1))]
        content = path.read_bytes()
        cut = data.draw(st.integers(0, len(content) - 1))
        more = data.draw(st.binary(min_size=1, max_size=9))
        path.write_bytes(data.draw(st.sampled_from([content[:cut], content + more, more])))

        assert again(disk) is None


class copied:  # noqa: N801 - read as a verb
    """Copies a folder for one example."""

    def __init__(self, disk: Disk) -> None:
        self._source = disk.folder

    def __enter__(self) -> Disk:
        self._folder = Path(tempfile.mkdtemp())
        shutil.copytree(self._source, self._folder / "cache")
        return Disk(self._folder / "cache")

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._folder)


def test_a_discarded_file_is_logged_and_can_be_written_anew(disk, caplog):
    disk.save(F, CALL, keep(LARGE))
    memory, entry = files(disk)
    memory.write_bytes(b"torn")

    with caplog.at_level(logging.WARNING, "ipyrerun.cache"):
        assert again(disk) is None

    assert caplog.messages == [
        f"discarded {entry}: its memory {memory.name} is damaged; the value is computed anew"
    ]
    assert files(disk) == []
    disk.save(F, CALL, keep(LARGE))
    assert again(disk).equals(LARGE)


@pytest.mark.parametrize(("function", "call"), [(F, b"x" * 16), (b"x" * 16, CALL)])
def test_an_entry_under_another_name_is_not_believed(disk, caplog, function, call):
    disk.save(F, CALL, keep([1]))
    target = disk.folder / function.hex() / call.hex()
    target.parent.mkdir(exist_ok=True)
    files(disk)[0].rename(target)

    assert disk.load(function, call) is None
    assert "it is damaged, or somebody else has written it" in caplog.text


class Bomb:
    """Executes something when it is unpickled."""

    def __reduce__(self):
        return os.abort, ()


def test_a_pickle_with_another_key_is_never_executed(disk, tmp_path):
    other = Disk(tmp_path / "other")
    other.save(F, CALL, keep(Bomb()))
    disk.save(F, CALL, keep([1]))
    (entry,) = files(disk)
    shutil.copy(files(other)[0], entry)

    assert again(disk) is None


def test_a_key_that_others_can_read_is_replaced(disk, caplog):
    disk.save(F, CALL, keep([1]))
    key = disk.folder / "key"
    before = key.read_bytes()
    key.chmod(0o644)

    assert again(disk) is None
    assert key.read_bytes() != before
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert f"replaced {key}" in caplog.text


@pytest.mark.skipif(os.name != "posix", reason="has no owners of files that Python can tell")
def test_a_key_that_somebody_else_has_made_is_replaced(disk, caplog, monkeypatch):
    disk.save(F, CALL, keep([1]))
    key = disk.folder / "key"
    before = key.read_bytes()
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)

    assert again(disk) is None
    assert key.read_bytes() != before
    assert f"replaced {key}" in caplog.text


def test_an_entry_of_another_version_is_discarded(disk, caplog, monkeypatch):
    disk.save(F, CALL, keep([1]))
    assert again(disk) == [1]
    magic = module._MAGIC.replace(__version__.encode(), b"0" * len(__version__))
    monkeypatch.setattr(module, "_MAGIC", magic)

    assert again(disk) is None
    assert "it is no entry of this version" in caplog.text


def test_a_small_value_is_saved_without_reading_the_others(disk, monkeypatch):
    read: list[Path] = []
    memory_of = module._memory_of

    def noted(entry: Path) -> bytes:
        read.append(entry)
        return memory_of(entry)

    monkeypatch.setattr(module, "_memory_of", noted)
    for number in range(20):
        disk.save(F, bytes([number]) * 16, keep([number]))

    assert len(read) == 20


def test_what_a_killed_kernel_has_half_written_goes_after_a_day(disk):
    disk.save(F, CALL, keep([1]))
    home = files(disk)[0].parent
    old, new = home / ".draft.old", home / ".draft.new"
    for one in (old, new):
        one.write_bytes(b"x")
    os.utime(old, (0, 0))
    Disk(disk.folder).save(F, CALL, keep([2]))

    assert [old.exists(), new.exists()] == [False, True]


def test_clear_leaves_what_is_not_the_caches(disk):
    other = disk.folder / "notes"
    other.mkdir(parents=True)
    disk.save(F, CALL, keep([1]))
    disk.clear()

    assert sorted(one.name for one in disk.folder.iterdir()) == ["key", "notes"]


@pytest.mark.parametrize("base", ["", "somewhere"])
def test_the_folder_is_in_the_users_own(base, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", base)

    assert module.folder_of_user() == Path.home() / ".cache" / "ipyrerun"


@pytest.mark.parametrize("system", ["posix", "Windows"])
def test_a_user_without_a_home_has_a_folder_all_the_same(monkeypatch, system):
    if system == "Windows":
        monkeypatch.delattr(os, "getuid", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", lambda: (_ for _ in ()).throw(RuntimeError("no home")))

    assert module.folder_of_user().parent == Path(tempfile.gettempdir())


def test_a_value_of_a_class_that_is_gone_is_discarded(disk, caplog, monkeypatch):
    monkeypatch.setitem(globals(), "Gone", type("Gone", (), {"__module__": __name__}))
    disk.save(F, CALL, keep([1]), globals()["Gone"]())
    monkeypatch.delitem(globals(), "Gone")

    assert again(disk) is None
    assert "it cannot be read here (AttributeError" in caplog.text


def test_equal_values_of_a_function_share_a_file_that_goes_with_the_last(disk):
    other = b"d" * 16
    disk.save(F, CALL, keep(LARGE))
    disk.save(F, other, keep(LARGE.copy()))
    assert len(files(disk)) == 3

    disk.clear(F, CALL)
    assert again(disk) is None
    assert again(disk, other).equals(LARGE)

    disk.clear(F, other)
    assert files(disk) == []


def test_a_value_saved_again_leaves_no_older_file(disk):
    for turn in range(3):
        disk.save(F, CALL, keep(LARGE + turn))

    assert len(files(disk)) == 2
    assert again(disk).equals(LARGE + 2)


def test_a_function_or_everything_can_be_cleared(disk):
    for function in (F, b"g" * 16, b"h" * 16):
        disk.save(function, CALL, keep([1]))

    disk.clear(F)
    assert [bool(disk.load(one * 16, CALL)) for one in (b"f", b"g", b"h")] == [False, True, True]
    disk.clear()
    assert files(disk) == []
    disk.save(F, CALL, keep([1]))
    assert again(disk) == [1]


def test_what_is_mapped_outlives_the_file(disk):
    big = pd.DataFrame(np.ones((100_000, 2)))
    disk.save(F, CALL, keep(big))
    hit = again(disk)

    disk.save(F, CALL, keep(big * 2))
    disk.clear()

    assert hit.equals(big)


@pytest.mark.parametrize("replay", [lambda: 1, open], ids=["lambda", "builtin"])
def test_a_replay_that_cannot_be_pickled_is_not_saved(disk, caplog, replay):
    disk.save(F, CALL, keep([1]), replay)

    assert (again(disk) is None) == ("a value could not be saved" in caplog.text)


def test_where_nothing_can_be_written_the_log_says_so(tmp_path, caplog):
    (tmp_path / "file").write_text("")

    Disk(tmp_path / "file").save(F, CALL, keep([1]))

    assert "a value could not be saved to" in caplog.text
    assert Disk(tmp_path / "file").load(F, CALL) is None


WRITER = """
import sys, pathlib, numpy as np, pandas as pd
from ipyrerun.cache.disk import Disk
from ipyrerun.cache.values import keep
disk = Disk(pathlib.Path(sys.argv[1]))
for turn in range(40):
    disk.save(b"f" * 16, b"c" * 16, keep(pd.DataFrame({"a": np.full(20_000, float(turn % 3))})))
    found = disk.load(b"f" * 16, b"c" * 16)
    # The other may have replaced its memory between entry and file: computed anew, never wrong.
    assert found is None or found[0].hit()["a"].nunique() == 1
"""


def test_two_processes_may_write_the_same_key(disk):
    command = [sys.executable, "-c", WRITER, str(disk.folder)]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    both = [subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True) for _ in "ab"]

    errors = [one.communicate(timeout=120)[1] for one in both]

    assert [one.returncode for one in both] == [0, 0], errors
    disk.save(F, CALL, keep([1]))
    assert again(disk) == [1]
