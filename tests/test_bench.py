"""The benchmarks' own bookkeeping: nothing wanted is left out, nothing that failed looks well."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest

import bench.__main__ as command
from bench import rows as table
from bench.plots import picture
from bench.report import Report
from bench.rows import Record, Result, row
from bench.timer import Estimate
from bench.wanted import WANTED
from bench.weight import Scale


def result(value=1.0, **more):
    return Result("it", Estimate(value, value, value), "µs", **more)


@pytest.fixture
def rows(monkeypatch):
    """Return a table of rows that nothing else is entered into."""
    mine: dict[str, table.Row] = {}
    monkeypatch.setattr(table, "rows", mine)
    monkeypatch.setattr(command, "rows", mine)
    monkeypatch.setattr("pkgutil.iter_modules", lambda path: [])
    return mine


@pytest.fixture
def run(rows, monkeypatch, tmp_path):
    """Return what `python -m bench` calls, with its files in a folder of the test's."""
    monkeypatch.setattr(command, "FOLDER", tmp_path)
    return command.main


def enter(name, *found, raised=None, shows=()):
    @row(name, shows=shows)
    def measure():
        yield from found
        if raised:
            raise raised


def test_a_wanted_row_that_nothing_shows_is_printed_as_missing(run, tmp_path, capsys):
    enter("one", result(), shows=("1",))

    run([])

    lines = (tmp_path / "RESULTS.md").read_text().splitlines()
    missing = [line.split("|")[1].strip() for line in lines if "**missing**" in line]
    assert missing == [wanted for wanted in WANTED if wanted != "1"]
    assert "**missing**" in capsys.readouterr().out


def test_a_row_that_raises_is_reported_and_the_others_go_on(run, tmp_path, capsys):
    enter("first", result(), raised=OSError("no port"), shows=("1",))
    enter("second", result(), shows=("2",))

    code = run([])

    assert code == 1
    text = (tmp_path / "RESULTS.md").read_text()
    assert "| **failed** | first: OSError: no port |" in text
    assert "## second" in text
    assert "failed: first: OSError: no port" in capsys.readouterr().out


def test_a_row_without_an_error_succeeds_even_if_it_misses_its_bar(run, tmp_path, capsys):
    enter("slow", result(3, bar=2), result(1, bar=2), shows=("1",))

    assert run([]) == 0
    assert "| **missed** | it: 3 µs (≤ 2) | slow |" in (tmp_path / "RESULTS.md").read_text()
    assert "missed: slow: it" in capsys.readouterr().out


def test_the_summary_shows_what_is_closest_to_its_bar(rows, tmp_path):
    enter("close", result(1, bar=9), result(8, bar=9), result(20), shows=("1",))
    report = Report(tmp_path, rows)

    report.write("close", Record({}, list(rows["close"].measure())))

    assert "| holds | it: 8 µs (≤ 9) | close |" in report.summary()


@pytest.mark.parametrize("bar", [None, 9])
def test_a_wanted_row_of_which_a_part_was_not_measured_does_not_hold(rows, run, tmp_path, bar):
    enter("here", result(bar=bar), shows=("1",))
    enter("empty", shows=("1",))
    enter("elsewhere", result(bar=9), shows=("1",))

    run(["here", "empty"])

    [line] = [one for one in (tmp_path / "RESULTS.md").read_text().splitlines() if "| 1 |" in one]
    assert "| **incomplete** |" in line
    assert f"| {'it: 1 µs (≤ 9); ' if bar else ''}not measured: empty, elsewhere |" in line


def test_a_miss_is_one_although_a_part_was_not_measured(rows, run, tmp_path):
    enter("here", result(3, bar=2), shows=("1",))
    enter("elsewhere", result(bar=9), shows=("1",))

    run(["here"])

    assert (
        "| **missed** | it: 3 µs (≤ 2); not measured: elsewhere |"
        in (tmp_path / "RESULTS.md").read_text()
    )


def test_a_miss_that_was_conceded_is_a_loss():
    assert result(3, bar=2, is_conceded=True).verdict == "loss"
    assert result(3, bar=2).verdict == "missed"
    assert result(1, bar=2, is_conceded=True).verdict == "holds"


@pytest.mark.parametrize(
    ("value", "bar", "at_least", "is_met"),
    [
        (2, 2, False, True),
        (2.1, 2, False, False),
        (2, 2, True, True),
        (1.9, 2, True, False),
        (0, 0, False, True),
        (1, 0, False, False),
        (-1, 2, False, True),
        (0, 2, True, False),
        (9, None, False, True),
    ],
)
def test_a_bar_holds_up_to_itself(value, bar, at_least, is_met):
    assert result(value, bar=bar, at_least=at_least).is_met is is_met


def test_figures_of_a_row_that_is_gone_are_dropped_and_of_one_not_run_are_kept(rows, run, tmp_path):
    enter("gone", result())
    enter("kept", result(7), shows=("2",))
    enter("new", result(), shows=("1",))
    run(["gone", "kept"])
    del rows["gone"]

    run(["new"])

    assert list(json.loads((tmp_path / "results.json").read_text())) == ["new", "kept"]
    assert "gone" not in (tmp_path / "RESULTS.md").read_text()
    assert "| it | 7 µs |" in (tmp_path / "RESULTS.md").read_text()


def test_a_row_that_does_not_exist_is_named(run, capsys):
    enter("one", result())

    assert run(["one", "two"]) == 2
    assert capsys.readouterr().err == "no such row: two; there are one\n"


@pytest.mark.parametrize("name", ["taken", "two words", ""])
def test_a_row_has_a_name_of_its_own_in_one_word(rows, name):
    enter("taken")

    with pytest.raises(ValueError, match="a name of its own, in one word"):
        enter(name)


def test_a_row_cannot_show_what_nobody_wants(rows):
    with pytest.raises(ValueError, match=r"wanted\.py has no T99"):
        enter("one", shows=("1", "T99"))


def points():
    return [
        result(value, series=name, n=n)
        for name, value in (("ipyrerun", 6.0), ("Streamlit", 90.0))
        for n in (10, 1000)
    ]


def test_the_picture_of_a_row_is_the_same_for_the_same_figures():
    first, second = (picture(points(), ("elements", "CPU")) for _ in range(2))

    assert first == second
    assert all(text in first for text in (">ipyrerun<", ">Streamlit<", ">elements<", ">CPU [µs]<"))


def test_the_report_links_the_pictures_and_removes_old_ones(rows, tmp_path):
    table.row("drawn", axes=("elements", "CPU"))(lambda: iter(points()))
    (tmp_path / "plots").mkdir()
    (tmp_path / "plots" / "old.svg").write_text("")
    report = Report(tmp_path, rows)

    report.write("drawn", Record({}, points()))

    assert [path.name for path in (tmp_path / "plots").iterdir()] == ["drawn.svg"]
    assert "![drawn](plots/drawn.svg)" in (tmp_path / "RESULTS.md").read_text()


def test_scripts_that_never_came_do_not_weigh_nothing():
    stand: Any = SimpleNamespace(watch=lambda note: None)
    scale = Scale(stand)

    with pytest.raises(RuntimeError, match="none of 0 scripts has '/ours/' in its address"):
        scale.weigh("/ours/")
    assert scale.weigh("/ours/", may_be_none=True).value == 0
