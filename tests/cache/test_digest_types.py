"""Equal values have equal keys, others have others: the types of Python and of its users."""

from __future__ import annotations

import array
import collections
import dataclasses
import datetime as dt
import decimal
import enum
import fractions
import functools
import io
import math
import os
import pathlib
import re
import struct
import sys
import threading
import types
import uuid
import zoneinfo
from typing import Any, NamedTuple

import pydantic
import pytest
from PIL import Image

from ipyrerun.cache.encoder import Unhashable
from tests.cache.keyed import key


class Text(str):
    __slots__ = ("lang",)


class Numbers(list[int]):
    pass


class Point(NamedTuple):
    x: int
    y: int


@dataclasses.dataclass
class Place:
    name: str
    where: Any = None


@dataclasses.dataclass(slots=True, frozen=True)
class Town:
    name: str
    where: Any = None


class Colour(enum.Enum):
    RED = 1
    GREEN = 2


class Level(enum.IntEnum):
    LOW = 1


class Flag(enum.Flag):
    A = 1
    B = 2


class Model(pydantic.BaseModel):
    name: str
    sizes: list[int] = []


class Other(pydantic.BaseModel):
    name: str
    sizes: list[int] = []


class Plain:
    def __init__(self, **facts: Any) -> None:
        self.__dict__.update(facts)

    def same(self, other: Any) -> bool:
        return vars(self) == vars(other)


class Slotted:
    __slots__ = ("__hidden", "shown")

    def __init__(self, shown: Any, hidden: Any) -> None:
        self.shown = shown
        self.__hidden = hidden


class Reduced:
    def __init__(self, x: Any) -> None:
        self.x, self.lock = x, threading.Lock()

    def __reduce__(self) -> Any:
        return Reduced, (self.x,)


def text_of(lang: str) -> Text:
    text: Any = Text("a")
    text.lang = lang
    return text


def add(x, y=1):
    return x + y


def scaled(factor):
    return lambda x: x * factor


def written(content: str) -> io.StringIO:
    file = io.StringIO(content)
    file.seek(1)
    return file


def image(mode: str, size: tuple[int, int], colour: Any, **info: Any) -> Image.Image:
    made = Image.new(mode, size, colour)
    made.info.update(info)
    return made


def palette(first: int) -> Image.Image:
    made = Image.new("P", (2, 2))
    made.putpalette([first, 0, 0])
    return made


MOMENT = dt.datetime(2020, 10, 25, 2, 30)  # noqa: DTZ001 - naive times are values too
BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
# Makes a value; each is another one.
DIFFERENT: dict[str, list[Any]] = {
    "subclasses of Python's own": [
        *(lambda: "a", lambda: Text("a"), lambda: text_of("de"), lambda: text_of("en")),
        *(lambda: [1], lambda: Numbers([1]), lambda: Numbers([2])),
        *(lambda: (1, 2), lambda: Point(1, 2), lambda: Point(2, 1)),
        *(lambda: 1, lambda: Level.LOW, lambda: True),
        *(lambda: collections.Counter(a=1), lambda: {"a": 1}, lambda: collections.Counter(a=2)),
        lambda: collections.OrderedDict(a=1, b=2),
        lambda: collections.OrderedDict(b=2, a=1),
        lambda: collections.defaultdict(bool, a=1),
        lambda: collections.defaultdict(int, a=1),
    ],
    "times": [
        lambda: MOMENT,
        lambda: MOMENT.replace(tzinfo=dt.UTC),
        lambda: MOMENT.replace(tzinfo=BERLIN),
        lambda: MOMENT.replace(tzinfo=BERLIN, fold=1),
        lambda: MOMENT.replace(tzinfo=zoneinfo.ZoneInfo("Europe/Paris")),
        lambda: MOMENT.replace(tzinfo=dt.timezone(dt.timedelta(hours=1))),
        *(MOMENT.date, MOMENT.time, lambda: MOMENT.time().replace(fold=1)),
        *(lambda: dt.timedelta(1), lambda: dt.timedelta(0, 1), lambda: dt.timedelta(0, 0, 1)),
    ],
    "numbers": [
        *(lambda: decimal.Decimal("1.0"), lambda: decimal.Decimal("1.00"), lambda: "1.0"),
        *(
            lambda: decimal.Decimal("NaN"),
            lambda: decimal.Decimal("-0"),
            lambda: decimal.Decimal(0),
        ),
        *(lambda: fractions.Fraction(1, 2), lambda: fractions.Fraction(1, 3)),
        *(lambda: struct.unpack("<d", b"\1\0\0\0\0\0\xf8\x7f")[0], lambda: math.nan),
        *(lambda: range(3), lambda: range(0, 3, 2), lambda: range(4), lambda: slice(1, 2)),
        *(lambda: slice(1, [2]), lambda: slice(1, 3)),
    ],
    "bytes": [
        *(lambda: b"ab", lambda: bytearray(b"ab"), lambda: memoryview(b"ab"), lambda: "ab"),
        *(lambda: array.array("b", b"ab"), lambda: array.array("B", b"ab")),
        lambda: memoryview(b"abcd").cast("H"),
        lambda: memoryview(b"abcd").cast("B", (2, 2)),
        lambda: memoryview(b"abcd"),
    ],
    "containers": [
        *(lambda: collections.deque([1]), lambda: collections.deque([1], 3), lambda: [1]),
        *(lambda: {1, "a"}, lambda: frozenset([1, "a"]), lambda: {1, "b"}, lambda: {(1, "a")}),
        *(lambda: {1, 2}, lambda: frozenset([1, 2]), lambda: {"1", "2"}, lambda: {1, 2, 3}),
        *(lambda: types.MappingProxyType({1: 2}), lambda: {1: 2}, {1: 2}.items),
        *({1: 2}.keys, {1: 2}.values, lambda: {1: {2}}, lambda: {1: {3}}),
    ],
    "names": [
        *(lambda: pathlib.PurePosixPath("a"), lambda: pathlib.PureWindowsPath("a"), lambda: "a"),
        *(lambda: pathlib.Path("a"), lambda: pathlib.Path("b"), lambda: uuid.UUID(int=7)),
        *(
            lambda: re.compile("a"),
            lambda: re.compile("a", re.IGNORECASE),
            lambda: re.compile(b"a"),
        ),
    ],
    "records": [
        *(lambda: Place("a"), lambda: Place("b"), lambda: Place("a", 1), lambda: Town("a")),
        *(lambda: Town("a", [1]), lambda: Town("a", [2]), lambda: Place("a", {"x": {1}})),
        *(lambda: {"name": "a", "where": None}, lambda: ("a", None)),
    ],
    "enums": [
        *(lambda: Colour.RED, lambda: Colour.GREEN, lambda: Flag.A, lambda: Flag.A | Flag.B),
        *(lambda: "Colour.RED", lambda: 1, lambda: Flag(0)),
    ],
    "pydantic": [
        *(lambda: Model(name="a"), lambda: Model(name="a", sizes=[1]), lambda: Model(name="b")),
        lambda: Other(name="a"),
    ],
    "objects": [
        *(lambda: Plain(a=1), lambda: Plain(a=2), lambda: Plain(b=1), lambda: Plain(a=1, b=2)),
        *(lambda: Slotted(1, 2), lambda: Slotted(1, 3), lambda: Slotted(2, 2)),
        *(lambda: Reduced(1), lambda: Reduced(2), lambda: ValueError("a"), lambda: ValueError("b")),
        lambda: Plain(a=Plain(a=1)),
    ],
    "functions": [
        *(lambda: add, lambda: scaled(2), lambda: scaled(3), lambda: len, lambda: max),
        *(lambda: functools.partial(add, 1), lambda: functools.partial(add, 2)),
        *(lambda: functools.partial(add, y=1), lambda: [1].append, lambda: [2].append),
        *(lambda: functools.cache(add), lambda: "a".join, lambda: str.join, lambda: str),
        *(lambda: Plain(a=1).same, lambda: Plain(a=2).same),
        *(lambda: lambda x: x, lambda: lambda x: -x, lambda: lambda x, y=1: x),
    ],
    "classes and modules": [lambda: int, lambda: Place, lambda: Town, lambda: sys, lambda: os],
    "files in memory": [
        *(lambda: io.BytesIO(b"ab"), lambda: io.BytesIO(b"ac"), lambda: io.StringIO("ab")),
        *(lambda: written("ab"), lambda: b"ab"),
    ],
    "images": [
        *(
            lambda: image("L", (2, 3), 0),
            lambda: image("L", (3, 2), 0),
            lambda: image("L", (2, 3), 1),
        ),
        *(lambda: image("RGB", (2, 1), 0), lambda: image("P", (2, 3), 0)),
        *(lambda: palette(0), lambda: palette(9), lambda: image("P", (2, 3), 0, transparency=1)),
    ],
}


@pytest.mark.parametrize("family", DIFFERENT)
def test_each_value_has_its_own_key_and_keeps_it(family: str):
    makers = DIFFERENT[family]

    keys = [key(make()) for make in makers]

    assert len(set(keys)) == len(keys)
    assert keys == [key(make()) for make in makers]
    # Inside something else they differ as well.
    assert len({key([make()]) for make in makers}) == len(keys)


def test_the_order_in_which_attributes_were_set_does_not_count():
    one, other = Plain(a=1, b=2), Plain(b=2, a=1)

    assert key(one) == key(other)


def test_a_class_of_a_cell_counts_with_its_body():
    def define(body: str) -> Any:
        space = {"__name__": "__main__"}
        exec(f"class C:\n def __init__(self, x): self.x = x\n {body}", space)
        return space["C"]

    one, same, other = (define(body) for body in ("y = 1", "y = 1", "y = 2"))
    method, edited = define("def f(self): return 1"), define("def f(self): return 2")

    assert key(one(1)) == key(same(1)) != key(other(1))
    assert key(one) == key(same) != key(other)
    assert key(method(1)) != key(edited(1))


def test_a_method_may_use_what_has_no_key():
    lock = threading.Lock()

    class Local:
        def held(self) -> Any:
            return lock

        @staticmethod
        def also() -> Any:
            return lock

    assert key(Local()) == key(Local())


def test_a_function_that_is_an_argument_counts_with_the_constants_that_it_reads():
    space: dict[str, Any] = {"RATE": 1}
    exec("def f(x): return x * RATE", space)
    before = key(space["f"])

    space["RATE"] = 2

    assert key(space["f"]) != before


def test_a_file_is_its_name_its_time_its_size_and_its_position(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("some text")

    def found(position: int) -> bytes:
        with path.open() as file:
            file.seek(position)
            return key(file)

    before = found(0)
    assert found(0) == before != found(1)
    os.utime(path, (1, 1))
    assert found(0) != before


@pytest.mark.parametrize(
    "make",
    [
        threading.Lock,
        lambda: (n for n in "ab"),
        lambda: io.TextIOWrapper(io.BytesIO()),
        lambda: Plain(lock=threading.Lock()),
        lambda: Place("a", threading.Lock()),
        lambda: {"a": [threading.RLock()]},
        lambda: Model.model_construct(name=threading.Lock()),
        lambda: scaled(threading.Lock()),
    ],
)
def test_what_there_is_no_telling_of_has_no_key(make):
    with pytest.raises(Unhashable):
        key(make())


def test_a_closed_file_has_no_key(tmp_path):
    file = (tmp_path / "a").open("w")
    file.close()

    with pytest.raises(Unhashable):
        key(file)


def test_a_large_set_of_one_kind_is_as_exact_as_a_small_one():
    assert key(set(range(10_000))) == key({9_999, *range(10_000)})
    assert key(set(range(10_000))) != key({*range(9_999), 10_001})
    assert key({1}) != key({True}) != key({1.0})
