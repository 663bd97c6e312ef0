"""`python -m bench [ROW...]`: measure, print, write RESULTS.md; QUICK=1 for a look."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import signal
import sys
import time
import traceback
from typing import TYPE_CHECKING, NoReturn

import bench
from bench.conditions import HERE, conditions
from bench.report import Report, line
from bench.rows import QUICK, Record, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.rows import Row

FOLDER = HERE / "quick" if QUICK else HERE


def main(wanted: Sequence[str]) -> int:
    """Measure the rows that were asked for, all if none was; return 1 if one of them raised."""
    for module in pkgutil.iter_modules(bench.__path__):
        if module.name != "__main__":
            importlib.import_module(f"bench.{module.name}")
    if unknown := [name for name in wanted if name not in rows]:
        print(f"no such row: {', '.join(unknown)}; there are {', '.join(rows)}", file=sys.stderr)
        return 2
    report = Report(FOLDER, rows)
    begun = time.monotonic()
    done = {}
    for name in wanted or rows:
        done[name] = _measure(rows[name])
        report.write(name, done[name])
    print(f"\n{report.summary()}")
    for name, record in done.items():
        for result in record.results:
            if not result.is_met:
                print(f"{result.verdict}: {name}: {result.what}")
    failed = {name: record.error for name, record in done.items() if record.error}
    for name, error in failed.items():
        print(f"failed: {name}: {error}")
    print(f"{len(done)} rows in {time.monotonic() - begun:.0f} s, written to {FOLDER}")
    return 1 if failed else 0


def _leave(number: int, _: object) -> NoReturn:
    raise SystemExit(128 + number)


def _measure(row: Row) -> Record:
    """Measure a row and print what it gives, also what it gives before it raises."""
    record = Record(conditions())
    print(f"\n## {row.name}\n", flush=True)
    # What earlier rows left is not to be collected at the expense of this one.
    gc.collect()
    begun = time.monotonic()
    try:
        for result in row.measure():
            print(line(result), flush=True)
            record.results.append(result)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other rows go on
        record.error = " ".join(f"{type(error).__name__}: {error}".split())
        traceback.print_exc()
    record.seconds = round(time.monotonic() - begun, 1)
    print(f"({record.seconds:.0f} s)", flush=True)
    return record


if __name__ == "__main__":
    # As they are, they would leave servers, kernels and their folders behind.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    sys.exit(main(sys.argv[1:]))
