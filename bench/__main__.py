"""`python -m bench [ROW...]`: measure, print, write RESULTS.md; QUICK=1 for a look."""

from __future__ import annotations

import sys

from bench import browser, caches, drag, engine, fragment, handler, keys, parity, state, values
from bench.report import conditions, line, write
from bench.rows import Result, rows

__all__ = [
    "browser",
    "caches",
    "drag",
    "engine",
    "fragment",
    "handler",
    "keys",
    "parity",
    "state",
    "values",
]


def main(wanted: list[str]) -> int:
    """Measure the rows that were asked for, all if none was."""
    unknown = [name for name in wanted if name not in rows]
    if unknown:
        print(f"no such row: {', '.join(unknown)}; there are {', '.join(rows)}", file=sys.stderr)
        return 2
    missed: list[Result] = []
    for name in wanted or rows:
        under = conditions()
        found: list[Result] = []
        for result in rows[name]():
            print(line(result), flush=True)
            found.append(result)
        write({name: found}, under)
        missed += [result for result in found if not result.is_met]
    print("\n".join(f"missed: {result.what}" for result in missed) or "every bar is met")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
