"""RESULTS.md for people, results.json for programs; both say under which conditions."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import subprocess
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from bench.rows import QUICK, Result
from bench.timer import Estimate

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).parent
PACKAGES = ("ipykernel", "ipywidgets", "jupyterlab", "pandas", "pyarrow", "playwright")


def conditions() -> dict[str, str]:
    """Return what a figure depends on besides the code."""
    load = "{:.1f} {:.1f} {:.1f}".format(*os.getloadavg())
    return {
        "date": dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "commit": _commit(),
        "machine": f"{_processor()}, {os.cpu_count()} cores, {platform.system()}",
        "load (1, 5, 15 min)": load,
        "python": platform.python_version(),
        "packages": ", ".join(f"{name} {_version(name)}" for name in PACKAGES),
        "mode": "QUICK=1: few repetitions" if QUICK else "full",
    }


def _commit() -> str:
    command = ["git", "-C", str(HERE), "describe", "--always", "--dirty"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "not a git checkout"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor())


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"


def line(result: Result) -> str:
    """Return a result as a row of a Markdown table."""
    estimate = result.estimate
    value = f"{_short(estimate.value)} {result.unit}"
    interval = f"{_short(estimate.low)} … {_short(estimate.high)}"
    bar = "" if result.bar is None else f"≤ {_short(result.bar)}"
    verdict = "" if result.bar is None else ("holds" if result.is_met else "**missed**")
    return f"| {result.what} | {value} | {interval} | {bar} | {verdict} | {result.note} |"


def _short(number: float) -> str:
    return f"{number:.0f}" if abs(number) >= 100 else f"{number:.3g}"


def write(results: Mapping[str, list[Result]], under: Mapping[str, str]) -> None:
    """Write both files; a run of some rows keeps the older figures of the others."""
    path = HERE / "results.json"
    kept = json.loads(path.read_text()) if path.exists() else {}
    for name, found in results.items():
        kept[name] = {"conditions": dict(under), "results": [asdict(one) for one in found]}
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")
    (HERE / "RESULTS.md").write_text(_markdown(kept))


def _markdown(kept: Mapping[str, dict[str, object]]) -> str:
    parts = [
        (
            "# Measured\n\n`make bench` writes this file. Each value is a median, the interval its "
            "95 % bootstrap interval; what is compared ran by turns in the same "
            "minute. On a shared machine trust the ratios.\n"
        )
    ]
    for name, entry in kept.items():
        under, results = entry["conditions"], entry["results"]
        assert isinstance(under, dict)
        assert isinstance(results, list)
        parts.append(f"\n## {name}\n\n{'; '.join(f'{k}: {v}' for k, v in under.items())}\n")
        parts.append(
            "\n| what | median | 95 % | bar | | beside, how often |\n|---|---|---|---|---|---|\n"
        )
        for one in results:
            estimate = Estimate(**one["estimate"])
            parts.append(line(Result(**{**one, "estimate": estimate})) + "\n")
    return "".join(parts)
