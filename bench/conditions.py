"""What a figure depends on besides the code that it measures."""

from __future__ import annotations

import datetime as dt
import os
import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bench.rows import QUICK

HERE = Path(__file__).parent
PACKAGES = (
    "ipykernel",
    "ipywidgets",
    "jupyterlab",
    "streamlit",
    "reacton",
    "pandas",
    "numpy",
    "pyarrow",
    "playwright",
)


def conditions() -> dict[str, str]:
    """Return when, where and of what a figure is measured."""
    load = "{:.1f} {:.1f} {:.1f}".format(*os.getloadavg())
    return {
        "date": dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "commit": _commit(),
        "machine": f"{_processor()}, {os.cpu_count()} cores, {platform.system()}",
        "load (1, 5, 15 min)": load,
        "python": platform.python_version(),
        "packages": ", ".join(f"{name} {_version(name)}" for name in PACKAGES),
        "mode": "QUICK=1: few repetitions, small sizes" if QUICK else "full",
    }


def _commit() -> str:
    commit = _git("rev-parse", "--short", "HEAD")
    # What the benchmarks themselves write is not what they measure.
    written = [f":!{name}" for name in ("RESULTS.md", "results.json", "plots")]
    changed = _git("status", "--porcelain", "--", ":/", *written)
    return f"{commit} and changes" if changed else commit or "not a git checkout"


def _git(*arguments: str) -> str:
    command = ["git", "-C", str(HERE), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip()


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
