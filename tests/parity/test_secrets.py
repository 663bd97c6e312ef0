"""Secrets of files, in Streamlit and here: each in a process of its own, with a home of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PROGRAM = """
import json, os, sys, logging
logging.disable()
st = __import__(sys.argv[1])
asked = json.loads(sys.argv[2])
told = []
for text in asked:
    try:
        value = eval(text)
    except Exception as error:
        value = [kind.__name__ for kind in type(error).__mro__]
    told.append(repr(value))
print(json.dumps(told))
"""
READ = [
    "st.secrets['a'], st.secrets.b, st.secrets['t'].to_dict()",
    "sorted(st.secrets), len(st.secrets), dict(st.secrets.t)",
    "st.secrets.to_dict()",
    "st.secrets.load_if_toml_exists()",
    "{name: os.environ.get(name) for name in ('a', 'b', 'n', 'share', 'on', 'names', 't', 'e')}",
    "st.secrets['e']",
    "st.secrets.nothing",
    "st.secrets['nothing']",
    "'nothing' in st.secrets, st.secrets.get('nothing', 3)",
    "type(st.secrets.when).__name__",
]
# By name: what the files hold, by their place.
FILES = {
    "in both folders": {
        "home": "a = 1\nb = 1\n[t]\nx = 1\n[h]\nz = 1\n",
        "work": "b = 'two'\nn = 5\nshare = 0.5\non = true\nnames = ['a', 'b']\n"
        "when = 2026-01-01\n[t]\ny = 2\n",
    },
    "in the folder above": {"": "a = 1\nb = 1\n"},
    "empty": {"work": ""},
    "no TOML": {"work": "a = what\n"},
}


def told(side: str, folder: Path, files: dict[str, str]) -> list[str]:
    """Return what a package says of these files."""
    for name in ("home", "work"):
        (folder / name / ".streamlit").mkdir(parents=True)
    for name, content in files.items():
        path = folder / name / ".streamlit" / "secrets.toml"
        path.parent.mkdir(exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(content.encode("utf-8", "surrogateescape"))
    env = {**os.environ, "HOME": str(folder / "home"), "e": "of the environment"}
    env["PYTHONPATH"] = os.pathsep.join([str(ROOT), env.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, side, json.dumps(READ)],
        cwd=folder / "work",
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    answers: list[str] = json.loads(done.stdout.splitlines()[-1])
    return answers


@pytest.mark.parametrize("files", FILES.values(), ids=FILES)
def test_files_are_read_as_in_streamlit(tmp_path: Path, files: dict[str, str]):
    theirs, ours = (told(side, tmp_path / side, files) for side in ("streamlit", "ipyrerun"))

    assert ours == theirs
