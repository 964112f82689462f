"""The bench's own book-keeping: bars, the file, the peers' counters."""

import json
from pathlib import Path

import pytest

from tests.benchmarks import __main__ as bench
from tests.benchmarks.peers import _frame_of, _shown_of
from tests.benchmarks.rows import Row, keep, table


def row(name: str, value: float, *, bar: float = 1.2, higher: bool = False) -> Row:
    return Row(name, value, "ratio", bar, "higher" if higher else "lower", "somebody", "a note")


def test_a_bar_holds_on_its_side() -> None:
    assert row("a", 1.2).holds
    assert not row("a", 1.21).holds
    assert row("a", 1.3, higher=True).holds
    assert not row("a", 1.1, higher=True).holds
    assert "MISSED" in table([row("a", 2.0)])


def test_a_later_run_replaces_its_rows_and_keeps_the_others(tmp_path: Path) -> None:
    path = tmp_path / "build" / "bench.json"
    keep([row("a", 1.0), row("b", 2.0)], path)
    keep([row("b", 3.0)], path)
    written = json.loads(path.read_text(encoding="utf-8"))
    assert [(r["row"], r["value"]) for r in written] == [("a", 1.0), ("b", 3.0)]
    assert set(written[0]) == {"row", "value", "unit", "bar", "better", "peer", "note"}


def test_counters_survive_lines_that_are_cut_short() -> None:
    assert _frame_of("frame=12\n") == 12
    assert _frame_of("frame=") is None
    assert _frame_of("fps=25.0\n") is None
    assert _shown_of("123.4 57\n") == 57
    assert _shown_of("123.4 5") is None
    assert _shown_of("123.4") is None


def test_an_unknown_row_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["wall_speed"]) == 2
    assert "wall_speed" in capsys.readouterr().err
