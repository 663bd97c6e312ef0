"""What is shipped: the wheel, its one version, the pins, and the command that starts the tour."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
import urllib.request
import zipfile
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import pytest

from tests.make import make
from tools.complete_lock import LOCK, complete

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
EXTENSION = "share/jupyter/labextensions/ipyrerun"
TEMPLATE = "share/jupyter/voila/templates/ipyrerun"
# Written in pieces, for this file is searched too.
REGISTRIES = [
    ".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"))
]
REGISTRIES += [".".join(parts) for parts in (("yarnpkg", "com"), ("deb", "debian", "org"))]


@pytest.fixture(scope="module")
def wheel() -> Iterator[zipfile.ZipFile]:
    paths = list((ROOT / "dist").glob("ipyrerun-*.whl"))
    assert len(paths) == 1, "`make install` leaves one wheel in dist/"
    with zipfile.ZipFile(paths[0]) as archive:
        yield archive


def shared(wheel: zipfile.ZipFile) -> set[str]:
    """Return the shared data of the wheel by its path below the environment."""
    return {name.partition(".data/data/")[2] for name in wheel.namelist() if ".data/data/" in name}


def test_the_wheel_holds_the_built_front_end(wheel):
    files = shared(wheel)

    assert f"{EXTENSION}/package.json" in files
    assert f"{EXTENSION}/install.json" in files
    assert any(re.fullmatch(rf"{EXTENSION}/static/remoteEntry\.\w+\.js", name) for name in files)


def test_the_wheel_holds_the_dashboard_template(wheel):
    assert {f"{TEMPLATE}/{name}" for name in ("conf.json", "index.html.j2", "page.html")} <= shared(
        wheel
    )


def test_the_wheel_holds_every_module_of_the_tree(wheel):
    tree = {str(path.relative_to(ROOT)) for path in (ROOT / "ipyrerun").rglob("*.py")}

    packed = {name for name in wheel.namelist() if name.endswith(".py")}

    assert packed == tree
    assert "ipyrerun/py.typed" in wheel.namelist()


def test_the_wheel_holds_the_icons_with_their_licence_and_no_font_but_woff2(wheel):
    icons = wheel.read("ipyrerun/icons.txt").decode()

    assert "\nhome\tM" in icons
    assert "Apache License" in icons
    assert {PurePosixPath(name).suffix for name in wheel.namelist()} & {".woff", ".ttf"} == set()


def test_the_wheel_holds_nothing_twice(wheel):
    entries = [(entry.CRC, entry.file_size) for entry in wheel.infolist() if entry.file_size > 200]

    assert len(entries) == len(set(entries))


def test_the_wheel_holds_no_source_map(wheel):
    assert not [name for name in wheel.namelist() if name.endswith(".map")]


def test_the_version_is_written_once(wheel):
    written = json.loads((ROOT / "js" / "package.json").read_text())["version"]

    assert version("ipyrerun") == written
    assert PurePosixPath(str(wheel.filename)).name.startswith(f"ipyrerun-{written}-")
    assert "version" in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dynamic"]


def test_no_file_names_a_registry():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]

    naming = [
        path
        for path in paths
        if path.is_file() and any(host.encode() in path.read_bytes() for host in REGISTRIES)
    ]

    assert not naming


@pytest.mark.parametrize(
    "pins", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda p: p.stem
)
def test_every_pin_is_exact(pins):
    lines = pins.read_text().splitlines()

    assert not [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)]


def test_the_lock_file_names_the_binaries_of_every_platform():
    packages = json.loads(LOCK.read_text())["packages"]

    assert complete(packages).keys() == packages.keys()


def test_make_lab_prints_a_url_that_answers(tmp_path):
    with make("lab", tmp_path) as command:
        url = command.wait_for(r"http://127\.0\.0\.1:\d+/lab\S*")

        with urllib.request.urlopen(url, timeout=60) as page:
            assert b"JupyterLab" in page.read()
        assert "tour.ipynb" in url


def test_make_voila_serves_the_tour(tmp_path):
    with make("voila", tmp_path) as command:
        url = command.wait_for(r"http://\S+:\d+/\S*")

        with urllib.request.urlopen(url, timeout=200) as page:
            assert b"rendered_cells" in page.read()
