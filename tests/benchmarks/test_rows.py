"""The bench's own book-keeping: bars, the file, the peers' counters."""

import json
from pathlib import Path

import pytest

from tests.benchmarks import __main__ as bench
from tests.benchmarks import recording_cost
from tests.benchmarks.peers import _frame_of, _shown_of
from tests.benchmarks.recording_cost import CAMERAS, extra_cores, has_all_pictures
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


def test_what_recording_takes_is_scaled_where_it_is_the_cameras() -> None:
    """Of 10 s with half the cameras: the workers' 0.3 s count twice, the window's and the recorder's 0.5 s once."""
    off = WallRun(10.0, 8.0, 2000, ui_cpu_s=3.0, video_cpu_s=5.0)
    on = WallRun(10.0, 8.8, 2000, ui_cpu_s=3.1, video_cpu_s=5.3)
    assert extra_cores(off, on, CAMERAS // 2) == pytest.approx(0.06 + 0.01 + 0.04)
    assert extra_cores(off, on, CAMERAS) == pytest.approx(0.08)
    assert has_all_pictures(WallRun(10.0, 8.0, 2000), 8)
    assert not has_all_pictures(WallRun(10.0, 8.0, 2000), 16)


def test_a_starved_wall_is_tried_with_fewer_cameras(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the machine had 250 pictures a second in it."""
    tried: list[tuple[int, bool]] = []

    def run(cameras: int, *, is_recorded: bool) -> WallRun:
        tried.append((cameras, is_recorded))
        video_cpu_s = 0.5 * cameras + 0.1 * is_recorded
        return WallRun(10.0, video_cpu_s, min(250, 25 * cameras) * 10, video_cpu_s=video_cpu_s)

    monkeypatch.setattr(recording_cost, "_run", run)
    told = recording_cost.row()
    assert tried == [(16, False)] + [(8, False), (8, True)] * recording_cost.ROUNDS
    assert told.value == pytest.approx(0.02)
    assert "16 cameras had 250 pictures/s of 400" in told.note


def test_an_unknown_row_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["wall_speed"]) == 2
    assert "wall_speed" in capsys.readouterr().err
