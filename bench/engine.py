"""What one rerun costs the kernel for each element, beside functions that do nothing."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing import get_context
from types import SimpleNamespace
from typing import TYPE_CHECKING

from bench.rows import QUICK, Result, row, scaled
from bench.stage import Stage
from bench.timer import Estimate, Pairs, alternate, exactly
from tests.elements.calls import PRELUDE, call, inputs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

SIZES = (50, 200) if QUICK else (100, 500, 1000, 5000)
FEW, MANY = (50, 200) if QUICK else (500, 5000)
# A shorter script is mostly the fixed cost of a run.
LEAST = 500
UNCHANGED, ASKED, CHANGED = 8, 20, 25
# CPython 3.11 keeps what it finds of a name in a type at a place that follows from addresses. Where
# two that are always asked for share one, an input takes half as much again: in one process, and
# not in the next. The least is that of some.
PROCESSES = 3
REPEATS = scaled(7, 2)


@dataclass(frozen=True, slots=True)
class Kind:
    """A script whose elements are all of one kind; `i` numbers them, `n` is its slider's value."""

    name: str
    line: str
    bar: float
    is_changed: bool = False

    def script(self, count: int) -> str:
        """Return the script with this many elements besides the slider."""
        return (
            f"{PRELUDE}n = st.slider('N', 0, 10_000, key='n')\n"
            f"for i in range({count}):\n    {self.line}\n"
        )


OUTPUTS = (
    Kind("unchanged output", "(st.text, st.markdown, st.caption)[i % 3](f'line {i}')", UNCHANGED),
    Kind("unchanged metric", "st.metric('X', i)", UNCHANGED),
    Kind("changed text", "st.text(f'line {i} of {n}')", CHANGED, is_changed=True),
    Kind("changed metric", "st.metric('X', i + n)", CHANGED, is_changed=True),
)


def _nothing(*_: object, **__: object) -> int:
    return 0


def _floor(script: str) -> Callable[[], object]:
    """Return a call that executes the script with functions that do nothing."""
    code = compile(script.removeprefix(PRELUDE), "<floor>", "exec")
    stub = SimpleNamespace(
        **dict.fromkeys(("slider", "metric", "text", "markdown", "caption"), _nothing)
    )
    return lambda: exec(code, {"st": stub})


def _rerun(stage: Stage, kind: Kind) -> Callable[[], object]:
    values = iter(range(1, 10_000))
    return (lambda: stage.send("slider:n", next(values))) if kind.is_changed else stage.run


def _pairs(kind: Kind, count: int) -> Pairs:
    script = kind.script(count)
    stage = Stage(script)
    try:
        return alternate(_rerun(stage, kind), _floor(script), scaled(max(20, 4000 // count), 5))
    finally:
        stage.close()


@row("engine", shows=("2", "T2"), axes=("elements", "CPU per element"))
def outputs() -> Iterator[Result]:
    """Rerun scripts of growing length; a kind's last line says whether the cost grows linearly."""
    for kind in OUTPUTS:
        per = {}
        for count in SIZES:
            pairs = _pairs(kind, count)
            floor = pairs.least_of_b().value / count * 1e6
            per[count] = cost = pairs.least_of_a().times(1e6 / count)
            note = f"least of {len(pairs.a)}; bare exec {floor:.2f} µs"
            what = f"CPU of one {kind.name}, N = {count}"
            bar = kind.bar if count >= LEAST else None
            yield Result(what, cost, "µs", bar, note, series=kind.name, n=count)
        yield _growth(kind.name, {count: per[count] for count in (FEW, MANY)})


@row("inputs", shows=("2", "T2"))
def every_input() -> Iterator[Result]:
    """Rerun a short and a long page of every kind of input by turns."""
    yield from _inputs(inputs(), FEW, MANY)


@row("keyed")
def keyed_inputs() -> Iterator[Result]:
    """Do the same on shorter pages, with what is quadratic in Streamlit."""
    few, many = scaled(100, 20), scaled(1600, 80)
    yield from _inputs(("text_input", "selectbox", "slider"), few, many)


def _inputs(names: Iterable[str], few: int, many: int) -> Iterator[Result]:
    spawn = get_context("spawn")
    note = f"least of {PROCESSES * REPEATS}, in {PROCESSES} processes"
    with ExitStack() as stack:
        pools = [
            stack.enter_context(ProcessPoolExecutor(1, mp_context=spawn)) for _ in range(PROCESSES)
        ]
        for name in names:
            # One after the other: they must not meet.
            found = [pool.submit(_unchanged, name, few, many).result() for pool in pools]
            least = map(min, zip(*found, strict=True))
            per = {
                count: exactly(cost * 1e6 / count)
                for count, cost in zip((few, many), least, strict=True)
            }
            for count, cost in per.items():
                what = f"CPU of one unchanged {name}, N = {count}"
                yield Result(what, cost, "µs", ASKED if count >= LEAST else None, note)
            yield _growth(f"unchanged {name}", per)


def _unchanged(name: str, few: int, many: int) -> tuple[float, float]:
    """Return the least CPU time of a rerun of so few and of so many inputs of a kind [s]."""
    kind = Kind(f"unchanged {name}", call(name, "f'x{i}'"), ASKED)
    short, long = Stage(kind.script(few)), Stage(kind.script(many))
    try:
        pairs = alternate(short.run, long.run, REPEATS)
    finally:
        short.close()
        long.close()
    return pairs.least_of_a().value, pairs.least_of_b().value


def _growth(name: str, per: dict[int, Estimate]) -> Result:
    few, many = per
    value = per[many].value / per[few].value
    return Result(f"{name}: N = {many} over N = {few}", exactly(value), "x", 1.5)
