"""What one rerun costs the kernel for each element, beside functions that do nothing."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING

from bench.rows import QUICK, Result, row, scaled
from bench.stage import Stage
from bench.timer import Estimate, Pairs, alternate, exactly
from tests.elements.calls import PRELUDE, call, inputs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIZES = (50, 200) if QUICK else (100, 500, 1000, 5000)
FEW, MANY = (50, 200) if QUICK else (500, 5000)
# A shorter script is mostly the fixed cost of a run.
LEAST = 500
UNCHANGED, ASKED, CHANGED = 8, 20, 25


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
        yield _growth(kind.name, per)


def _growth(name: str, per: dict[int, Estimate]) -> Result:
    value = per[MANY].value / per[FEW].value
    return Result(f"{name}: N = {MANY} over N = {FEW}", exactly(value), "x", 1.5)


@row("inputs", shows=("2", "T2"))
def every_input() -> Iterator[Result]:
    """Rerun a short and a long page of every kind of input by turns."""
    for name in inputs():
        kind = Kind(f"unchanged {name}", call(name, "f'x{i}'"), ASKED)
        short, long = Stage(kind.script(FEW)), Stage(kind.script(MANY))
        try:
            pairs = alternate(short.run, long.run, scaled(20, 5))
        finally:
            short.close()
            long.close()
        per = {FEW: pairs.least_of_a().times(1e6 / FEW), MANY: pairs.least_of_b().times(1e6 / MANY)}
        for count, cost in per.items():
            bar = kind.bar if count >= LEAST else None
            note = f"least of {len(pairs.a)}"
            yield Result(f"CPU of one {kind.name}, N = {count}", cost, "µs", bar, note)
        yield _growth(kind.name, per)
