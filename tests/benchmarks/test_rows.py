"""The bench's own book-keeping: bars, the file, the peers' counters."""

import json
from pathlib import Path

import pytest

from tests.benchmarks import __main__ as bench
from tests.benchmarks import recording_cost
from tests.benchmarks.peers import _frame_of, _shown_of
from tests.benchmarks.rows import Row, keep, table
from tests.benchmarks.wall_program import WallRun


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


def test_what_recording_takes_is_told_of_all_cameras_and_a_full_wall_with_fewer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As if the machine had 250 pictures a second in it: recorded in turn, a tenth of a second of 10 more each time."""
    tried: list[tuple[int, bool, bool]] = []

    def run(cameras: int, *, is_recorded: bool, is_shown: bool = True) -> WallRun:
        tried.append((cameras, is_recorded, is_shown))
        video_cpu_s = 0.5 * cameras * is_shown + 0.1 * is_recorded
        pictures = min(250, 25 * cameras) * 10 * is_shown
        return WallRun(10.0, video_cpu_s, pictures, video_cpu_s=video_cpu_s)

    monkeypatch.setattr(recording_cost, "_run", run)
    told = recording_cost.row()
    hidden, shown = [(16, False, False), (16, True, False)], [(8, False, True), (8, True, True)]
    assert tried == hidden * recording_cost.ROUNDS + [(16, False, True)] + shown * recording_cost.ROUNDS
    assert told.value == pytest.approx(0.01)
    assert "16 shown: 250 of 400 pictures/s, which is full" in told.note
    assert "8 shown: cores more 0.01/0.01/0.01" in told.note


def test_an_unknown_row_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["wall_speed"]) == 2
    assert "wall_speed" in capsys.readouterr().err
