import json
from dataclasses import replace
from pathlib import Path

from pytestqt.qtbot import QtBot

from base.clock import NS_PER_MS
from drones.picture import AirPicture
from tests.ui.fake_world import NOW_NS, FakeWorld, verdict
from ui.bridge import Bridge
from ui.figures import Figures
from ui.shell.banner import Banner
from ui.wall.view import WallView


class PaintedBanner(Banner):
    """Says when it was painted without a window."""

    def __init__(self, painted_at_ns: dict[int, int]) -> None:
        self._at = painted_at_ns

    def painted_at_ns(self, incident_id: int) -> int | None:
        return self._at.get(incident_id)


def figures(qtbot: QtBot, bridge: Bridge, painted_at_ns: dict[int, int] | None = None) -> Figures:
    wall = WallView(bridge)
    qtbot.addWidget(wall)
    return Figures(bridge, wall, PaintedBanner(painted_at_ns or {}), bridge)


def test_the_report_has_the_designed_fields(qtbot: QtBot, bridge: Bridge, fake: FakeWorld, tmp_path: Path) -> None:
    made = figures(qtbot, bridge)
    fake.cameras.put(0)
    made.window_shown()
    bridge.tick()
    path = tmp_path / "r.json"
    made.write_report(path)
    report = json.loads(path.read_text(encoding="utf-8"))
    assert set(report) == {
        "seconds",
        "cameras",
        "ui",
        "cpu_cores",
        "memory_mb",
        "worker_restarts",
        "links",
        "vehicles",
        "airspace",
        "incidents",
    }
    first, second = report["cameras"][:2]
    assert (first["id"], first["state"], first["age_ms"], first["latency_ms_p50"]) == ("c01", "live", 0, 20.0)
    assert (second["state"], second["age_ms"], second["latency_ms_p50"]) == ("connecting", None, None)
    assert [v["kind"] for v in report["vehicles"]] == ["drone", "drone", "drone", "dock", "dock"]
    assert [v["state"] for v in report["vehicles"]][:3] == ["ok", "ok", "lost"]
    assert report["airspace"]["tracks"] == 1
    assert report["ui"]["window_shown_s"] > 0


def test_a_latency_is_counted_once_for_each_picture(qtbot: QtBot, bridge: Bridge, fake: FakeWorld) -> None:
    made = figures(qtbot, bridge)
    fake.cameras.put(0)
    for _ in range(5):
        fake.clock.advance(0.2)
        bridge.tick()
    fake.cameras.set_state(0, fake.cameras.facts()[0].state, latency_ms=90.0, sequence=2)
    fake.clock.advance(0.2)
    bridge.tick()
    camera = made.report()["cameras"][0]
    assert (camera["latency_ms_p50"], camera["latency_ms_p95"]) == (90.0, 90.0)


def test_a_verdict_is_raised_when_the_later_of_row_and_banner_was_there(
    qtbot: QtBot, bridge: Bridge, fake: FakeWorld
) -> None:
    made = figures(qtbot, bridge, {1: NOW_NS + 120 * NS_PER_MS})
    fake.air.set(AirPicture(NOW_NS, verdicts=(verdict(), verdict(zone_id="elsewhere"))))
    fake.incident(1, evidence_at_ns=NOW_NS, committed_at_ns=NOW_NS + 40 * NS_PER_MS)
    bridge.tick()
    raised, other = made.report()["airspace"]["verdicts"]
    assert (raised["committed_after_ms"], raised["painted_after_ms"], raised["raised_after_ms"]) == (40, 120, 120)
    assert other["raised_after_ms"] is None


def test_an_incident_that_is_not_committed_was_not_raised_yet(qtbot: QtBot, bridge: Bridge, fake: FakeWorld) -> None:
    made = figures(qtbot, bridge, {1: NOW_NS})
    fake.desk.put(replace(fake.incident(1), committed_at_ns=None))
    bridge.tick()
    assert made.report()["airspace"]["verdicts"][0]["raised_after_ms"] is None


def test_the_status_line_counts_what_is_there(qtbot: QtBot, bridge: Bridge, fake: FakeWorld) -> None:
    made = figures(qtbot, bridge)
    fake.cameras.put(0)
    bridge.tick()
    line = made.status_line()
    assert "cameras live 1/9" in line
    assert "drones 2" in line
    assert "docks 2" in line
