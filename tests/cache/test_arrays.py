"""Arrays of numpy: writable, private, and gone with their last holder."""

from __future__ import annotations

import copy
import gc
import mmap
import multiprocessing
import os
import pickle
from typing import Any

import numpy as np
import pytest

from ipyrerun.cache import arrays, mapped
from ipyrerun.cache.values import keep, load
from tests.threads import at_once

BIG = arrays.LARGE // 8
POINT = np.dtype([("x", "f8"), ("name", "U4")])


def shapes() -> dict[str, Any]:
    """Return arrays of every layout."""
    return {
        "small": np.arange(6.0),
        "large": np.arange(float(BIG)),
        "by columns": np.asfortranarray(np.arange(float(BIG)).reshape(1000, -1)),
        "small by columns": np.asfortranarray(np.arange(6).reshape(2, 3)),
        "every second": np.arange(2.0 * BIG)[::2],
        "backwards": np.arange(float(BIG))[::-1],
        "three axes moved": np.moveaxis(np.arange(float(BIG)).reshape(10, 100, -1), 0, 1),
        "one value for all": np.broadcast_to(np.float64(3), (BIG,)),
        "times": np.arange(BIG).astype("M8[s]"),
        "texts": np.array(["ab", "c"]),
        "records": np.zeros(BIG // 3, POINT),
        "few records": np.array([(1, "a"), (2, "b")], POINT),
        "of the other byte order": np.arange(BIG, dtype=">i8"),
        "of no axis": np.array(3.5),
        "empty": np.zeros((0, 3)),
        "of objects": np.array([[1], {"a": [2]}, None], dtype=object),
        "records with objects": np.array([(1, [2])], [("x", "f8"), ("o", "O")]),
        "masked": np.ma.masked_array([1.0, 2.0], [True, False]),
        "matrix": np.array([[1, 2]]).view(np.recarray),
        "one record": np.array([(1, "a")], POINT)[0],
    }


NAMES = list(shapes())


@pytest.mark.parametrize("name", NAMES)
def test_a_hit_is_equal_writable_and_laid_out_as_a_copy_is(name):
    made = shapes()[name]
    kept = keep(made)

    for hit in (kept.hit(), load(kept.dump()).hit()):
        assert type(hit) is type(made)
        assert hit.dtype == made.dtype
        assert repr(hit) == repr(made)
        if isinstance(hit, np.ndarray):
            assert hit.flags.writeable
            assert hit.flags.f_contiguous == made.copy(order="K").flags.f_contiguous or (
                not made.flags.forc
            )


WAYS = [
    "a[...] = a.flat[-1] if a.size else 0",
    "a.fill(a.flat[-1])",
    "a.sort()",
    "a.flat[0] = a.flat[-1]",
    "a += a",
    "np.copyto(a, a.flat[-1])",
    "a.put(0, a.flat[-1])",
    "a.ravel()[0] = a.flat[-1]",
    "a.reshape(-1)[0] = a.flat[-1]",
    "a.T.flat[0] = a.flat[-1]",
    "a.view('u1')[...] = 1",
    "a.base[0] = a.flat[-1]",
    "memoryview(a).cast('B')[0] = 1",
    "np.frombuffer(a.base, 'u1')[:] = 1",
    "np.random.default_rng(0).shuffle(a)",
    "a.byteswap(inplace=True)",
    "a.resize((1,), refcheck=False)",
    "a.dtype = 'u1'; a[...] = 1",
    "a.shape = (-1,); a[0] = a[-1]",
    "a.setflags(write=False)",
    "a[0].append(9)",
    "a[1]['a'].append(9)",
    "a['x'] = 9",
    "a[0] = (9, 'q')",
    "a[0]['x'] = 9",
    "a['o'][0].append(9)",
    "a.mask[0] = False",
    "a.data[0] = 9",
    "np.from_dlpack(a)[0] = 9",
    "a.tofile('/dev/null')",
]


CHOSEN = ["small", "large", "by columns", "times", *NAMES[NAMES.index("few records") :]]
# Numbers written over pointers crash Python, whoever the array is from.
CRASHES = ("u1", "byteswap", "memoryview", "resize", "dtype", "base", "data", "dlpack")
PAIRS = [
    (name, code)
    for name in CHOSEN
    for code in WAYS
    if "objects" not in name or not any(word in code for word in CRASHES)
]


@pytest.mark.parametrize(("name", "code"), PAIRS)
def test_nothing_done_to_a_hit_changes_the_next(name, code):
    made = shapes()[name]
    kept = keep(made)
    before = repr(kept.hit())
    first = kept.first(made)

    try:
        exec(code, {"a": kept.hit(), "np": np})
    except Exception as error:  # noqa: BLE001 - not every way fits every array
        # The memory of a single record is read-only wherever it comes from.
        assert "read-only" not in str(error) or isinstance(made, np.void)  # noqa: PT017

    assert repr(kept.hit()) == before
    assert repr(first) == before


def test_what_the_function_keeps_does_not_leak():
    for size in (10, BIG):
        made = np.zeros(size)
        kept = keep(made)
        made[:] = 7
        assert not kept.hit().any()


@pytest.mark.parametrize("name", ["small", "large", "by columns", "records"])
def test_an_array_can_be_pickled_copied_and_viewed(name):
    made = shapes()[name]
    hit = keep(made).hit()

    view = hit[::2]
    others = [pickle.loads(pickle.dumps(hit)), copy.copy(hit), copy.deepcopy(hit), hit.copy()]
    del hit

    assert all(np.array_equal(one, made) for one in others)
    assert np.array_equal(view, made[::2])


def test_a_mapping_goes_with_its_last_array():
    kept = keep(np.zeros(BIG))
    gc.collect()
    before = len(mapped._mapped)
    hits = [kept.hit() for _ in range(5)]
    view = hits[0][:3]

    assert len(mapped._mapped) == before + 5
    del hits
    gc.collect()
    assert len(mapped._mapped) == before + 1
    del view
    gc.collect()
    assert len(mapped._mapped) == before


def test_an_array_outlives_its_eviction():
    kept = keep(np.arange(float(BIG)))
    hit = kept.hit()
    del kept
    gc.collect()

    hit[0] = 7

    assert hit[0] == 7
    assert hit[-1] == BIG - 1


def test_the_file_behind_an_array_is_closed_with_it():
    kept: Any = keep(np.zeros(BIG))
    number = kept._file
    os.fstat(number)
    del kept
    gc.collect()

    with pytest.raises(OSError, match="Bad file"):
        os.fstat(number)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_fork_sees_the_array_and_changes_only_its_own():
    hit = keep(np.zeros(BIG)).hit()

    def work(pipe):
        hit[0] = 7
        pipe.send(float(hit[0]))

    here, there = multiprocessing.Pipe()
    child = multiprocessing.get_context("fork").Process(target=work, args=(there,))
    child.start()

    assert here.recv() == 7
    child.join()
    assert hit[0] == 0


def test_beyond_a_number_of_mappings_hits_are_copies(monkeypatch):
    monkeypatch.setattr(mapped, "_MOST", 0)
    kept = keep(np.zeros(BIG))

    hit = kept.hit()
    hit[0] = 7

    assert not isinstance(hit.base, mmap.mmap)
    assert kept.hit()[0] == 0


def test_more_arrays_may_be_held_than_files_may_be_open():
    kept = keep(np.zeros(BIG))

    held = [kept.hit() for _ in range(300)]
    held[-1][0] = 7

    assert sum(one[0] for one in held) == 7


def test_more_arrays_may_be_kept_than_files_may_be_open():
    kept = [keep(np.full(BIG, float(n))) for n in range(arrays._MOST_LARGE + 3)]

    assert [type(one) for one in kept[-3:]] == [arrays.Small] * 3
    assert [one.hit()[0] for one in kept] == list(range(len(kept)))


def test_without_files_in_memory_others_serve(monkeypatch):
    for name in ("memfd_create", "preadv"):
        monkeypatch.delattr(os, name, raising=False)
    kept = keep(np.zeros(BIG))

    hit = kept.hit()
    hit[0] = 7

    assert isinstance(kept, arrays.Large)
    assert kept.hit()[0] == 0
    assert bytes(*kept.dump().buffers) == bytes(kept.nbytes)


def test_where_there_is_no_room_for_a_file_hits_are_copies(monkeypatch):
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    kept = keep(np.zeros(BIG))

    assert isinstance(kept, arrays.Small)
    assert kept.hit().flags.writeable


def test_many_threads_write_to_hits_of_one_array():
    kept = keep(np.zeros(BIG))
    wrong: list[float] = []

    def work(number: int) -> None:
        for _ in range(50):
            hit = kept.hit()
            if hit.any():
                wrong.append(hit.max())
            hit[:100] = number

    at_once(work, range(1, 5))

    assert wrong == []


def test_a_large_array_is_mapped_and_a_small_one_is_its_own():
    base = keep(np.zeros(BIG)).hit().base

    assert isinstance(base, mmap.mmap)
    assert keep(np.zeros(8)).hit().flags.owndata
