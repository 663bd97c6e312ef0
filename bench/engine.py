"""What one rerun costs the kernel, beside the same script with functions that do nothing."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean
from types import SimpleNamespace
from typing import TYPE_CHECKING

from bench.rows import QUICK, Result, row, scaled
from bench.stage import Stage, Wire
from bench.timer import Estimate, Pairs, alternate, median

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIZES = (100, 500) if QUICK else (100, 500, 1000, 5000)


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
            f"n = st.slider('N', 0, 10_000, key='n')\nfor i in range({count}):\n    {self.line}\n"
        )


OUTPUTS = "(st.text, st.markdown, st.caption)[i % 3](f'line {i}')"
KINDS = (
    Kind("unchanged output", OUTPUTS, 8),
    Kind("unchanged slider", "st.slider('X', 0, 9, key=f'x{i}')", 20),
    Kind("unchanged selectbox", "st.selectbox('X', ['a', 'b', 'c'], key=f'x{i}')", 20),
    Kind("unchanged checkbox", "st.checkbox('X', key=f'x{i}')", 20),
    Kind("unchanged text_input", "st.text_input('X', key=f'x{i}')", 20),
    Kind("unchanged number_input", "st.number_input('X', 0, 9, key=f'x{i}')", 20),
    Kind("unchanged button", "st.button('X', key=f'x{i}')", 20),
    Kind("unchanged metric", "st.metric('X', i)", 8),
    Kind("changed text", "st.text(f'line {i} of {n}')", 25, is_changed=True),
    Kind("changed metric", "st.metric('X', i + n)", 25, is_changed=True),
)


def _nothing(*_: object, **__: object) -> int:
    return 0


NAMES = "slider selectbox checkbox text_input number_input button metric text markdown caption"


def _floor(script: str) -> Callable[[], object]:
    """Return a call that executes the script with functions that do nothing."""
    code = compile(script, "<floor>", "exec")
    stub = SimpleNamespace(**dict.fromkeys(NAMES.split(), _nothing))
    return lambda: exec(code, {"st": stub})


def _rerun(stage: Stage, kind: Kind) -> Callable[[], object]:
    values = iter(range(1, 10_000))
    return (lambda: stage.send("slider:n", next(values))) if kind.is_changed else stage.run


def _pairs(kind: Kind, count: int) -> Pairs:
    script = kind.script(count)
    stage = Stage(script)
    try:
        return alternate(_rerun(stage, kind), _floor(script), scaled(max(15, 4000 // count), 5))
    finally:
        stage.close()


@row("engine", shows=("2", "T2"), axes=("elements", "CPU per element"))
def per_element() -> Iterator[Result]:
    """Rerun scripts of growing length; a kind's last line says whether the cost grows linearly."""
    for kind in KINDS:
        per: dict[int, list[float]] = {}
        for count in SIZES:
            pairs = _pairs(kind, count)
            per[count] = [cost.cpu / count for cost in pairs.a]
            floor = pairs.cpu_of_b().value / count * 1e6
            note = f"bare exec {floor:.2f} µs, {len(pairs.a)} pairs, {pairs.cpu_ratio().value:.0f}x"
            what = f"CPU of one {kind.name}, N = {count}"
            # A short script is mostly the fixed cost of a run.
            bar = kind.bar if count >= 500 else None
            yield Result(what, median(per[count]).times(1e6), "µs", bar, note)
        small, large = per[500], per[SIZES[-1]]
        count = min(len(small), len(large))
        growth = median([b / a for a, b in zip(small[:count], large[:count], strict=True)])
        yield Result(f"{kind.name}: N = {SIZES[-1]} over N = 500", growth, "x", 1.5)


KEYED = {
    "text_input": "st.text_input('X', key=f'x{i}')",
    "selectbox": "st.selectbox('X', ['a', 'b', 'c'], key=f'x{i}')",
    "slider": "st.slider('X', 0, 9, key=f'x{i}')",
}
FEW, MANY = (20, 80) if QUICK else (100, 1600)


@row("inputs", shows=("2", "T2"))
def keyed_inputs() -> Iterator[Result]:
    """Rerun pages of keyed inputs in turn: the least of many repeats, and how it grows."""
    for name, line in KEYED.items():
        least: dict[int, float] = {}
        kind = Kind(name, line, 20)
        few, many = Stage(kind.script(FEW)), Stage(kind.script(MANY))
        try:
            pairs = alternate(few.run, many.run, scaled(40, 5))
        finally:
            few.close()
            many.close()
        for count, costs in ((FEW, pairs.a), (MANY, pairs.b)):
            least[count] = best = min(cost.cpu for cost in costs) / count * 1e6
            what = f"CPU of one keyed {name}, N = {count}, least of {len(costs)}"
            yield Result(what, Estimate(best, best, best), "µs", 20)
        growth = least[MANY] / least[FEW]
        what = f"keyed {name}: N = {MANY} over N = {FEW}"
        yield Result(what, Estimate(growth, growth, growth), "x", 1.5)


PARAGRAPHS = 200 if QUICK else 10_000


@row("paragraphs", shows=("T3",))
def one_of_ten_thousand() -> Iterator[Result]:
    """Change one paragraph of many; the average has the collector's share, the median may not."""
    stage = Stage(
        "n = st.slider('N', 0, 10_000, key='n')\n"
        f"for i in range({PARAGRAPHS}):\n    st.markdown(f'paragraph {{n if i == 7 else i}}')\n"
    )
    values = iter(range(1, 10_000))
    try:
        spent = alternate(lambda: stage.send("slider:n", next(values)), lambda: None, scaled(25, 3))
        before = Wire.sent
        stage.send("slider:n", next(values))
        sent = Wire.sent - before
    finally:
        stage.close()
    per = [cost.cpu / PARAGRAPHS for cost in spent.a]
    average = Estimate(fmean(per), min(per), max(per))
    what = f"of {PARAGRAPHS} paragraphs one changes"
    yield Result(f"CPU of an unchanged one, {what}", median(per).times(1e6), "µs", 8)
    yield Result(f"CPU of an unchanged one on average, {what}", average.times(1e6), "µs")
    # One for the page, one for the slider, which no browser has moved here.
    yield Result(f"messages, {what}", Estimate(sent, sent, sent), "", 2)
