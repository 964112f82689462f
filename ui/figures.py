"""The figures of a run: gathered while it runs, shown as a status line, written as the report."""

import json
import os
import time
from collections import deque
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import psutil
from PySide6.QtCore import QCoreApplication, QObject

from base.clock import NS_PER_MS, NS_PER_S
from drones.picture import DockView, Presence, TrackView, VehicleView, VerdictView
from ui.bridge import Bridge
from ui.shell.banner import Banner
from ui.wall.statistics import WallStatistics
from ui.wall.view import WallView
from video.feed import CameraFacts, CameraState

LATENCIES_KEPT = 2_000
LOOK_EVERY_S = 1.0
"""How often the processes' times are read, for those that end before the report."""


class Figures(QObject):
    def __init__(self, bridge: Bridge, wall: WallView, banner: Banner, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._wall = wall
        self._started_ns = time.perf_counter_ns()
        self._window_shown_s: float | None = None
        self._latencies: dict[str, deque[float]] = {}
        self._latest_sequence: dict[str, int] = {}
        self._cpu_at_start = _cpu_s(os.getpid())
        self._workers_cpu = _Processes()
        self._look_due_s = 0.0
        self._banner = banner
        bridge.cameras_changed.connect(self._take_cameras)

    def window_shown(self) -> None:
        """Called once, when the first window is on the screen; --seconds and the report's clock start here."""
        self._window_shown_s = time.time() - psutil.Process().create_time()
        self._started_ns = time.perf_counter_ns()

    def _take_cameras(self, cameras: Sequence[CameraFacts]) -> None:
        for camera in cameras:
            if camera.latency_ms is not None and camera.sequence != self._latest_sequence.get(camera.camera_id):
                self._latest_sequence[camera.camera_id] = camera.sequence
                self._latencies.setdefault(camera.camera_id, deque(maxlen=LATENCIES_KEPT)).append(camera.latency_ms)
        if self.seconds >= self._look_due_s:
            self._look_due_s = self.seconds + LOOK_EVERY_S
            self._workers_cpu.look(self._bridge.world.cameras.process_ids())

    def status_line(self) -> str:
        cameras, air = self._bridge.cameras, self._bridge.air
        text = QCoreApplication.translate(
            "StatusLine",
            "{seconds} s · cameras live {live}/{cameras} · drones {drones} · docks {docks} · "
            "messages {messages}, lost {lost}, bad {bad} · tracks {tracks} · incidents open {open}",
        )
        return text.format(
            seconds=round(self.seconds),
            live=sum(c.state is CameraState.LIVE for c in cameras),
            cameras=len(self._bridge.world.cameras.cameras),
            drones=sum(v.presence is not Presence.LOST for v in air.vehicles),
            docks=sum(d.presence is not Presence.LOST for d in air.docks),
            messages=sum(link.messages for link in air.links),
            lost=sum(link.lost for link in air.links),
            bad=sum(link.bad for link in air.links),
            tracks=len(air.tracks),
            open=self._bridge.world.desk.counts()[0],
        )

    @property
    def seconds(self) -> float:
        return (time.perf_counter_ns() - self._started_ns) / NS_PER_S

    def write_report(self, path: Path) -> None:
        """Write the report as JSON. Raises OSError."""
        text = json.dumps(self.report(), indent=1, ensure_ascii=False) + "\n"
        path.write_text(text, encoding="utf-8")

    def report(self) -> dict[str, Any]:
        """The run so far, in the shape that docs/report.md describes."""
        world, air = self._bridge.world, self._bridge.air
        now_ns = world.clock.monotonic_ns()
        seconds = self.seconds
        wall = self._wall.statistics()
        tick, work = self._bridge.tick_intervals_ms, self._bridge.tick_work_ms
        self._workers_cpu.look(world.cameras.process_ids())
        opened, total = world.desk.counts()
        return {
            "seconds": round(seconds, 2),
            "cameras": [self._camera(facts, wall, index, now_ns) for index, facts in enumerate(world.cameras.facts())],
            "ui": {
                "tick_ms_p50": _percentile(tick, 50),
                "tick_ms_p99": _percentile(tick, 99),
                "tick_work_ms_p99": _percentile(work, 99),
                "paint_ms_p50": _percentile(wall.paint_ms, 50),
                "paint_ms_p99": _percentile(wall.paint_ms, 99),
                "window_shown_s": _rounded(self._window_shown_s),
            },
            "cpu_cores": {
                "ui": round((_cpu_s(os.getpid()) - self._cpu_at_start) / seconds, 3),
                "workers": round(self._workers_cpu.total_s() / seconds, 3),
            },
            "memory_mb": {
                "ui": round(psutil.Process().memory_info().rss / 1e6),
                "workers": round(sum(map(_memory_mb, world.cameras.process_ids()))),
            },
            "worker_restarts": world.cameras.worker_restarts,
            "links": [
                {
                    "name": link.name,
                    "messages": link.messages,
                    "per_second": round(link.messages / seconds, 1),
                    "lost": link.lost,
                    "bad": link.bad,
                    "unknown": link.unknown,
                }
                for link in air.links
            ],
            "vehicles": [
                *(_vehicle(v, v.kind, now_ns) for v in air.vehicles),
                *(_vehicle(d, "dock", now_ns) for d in air.docks),
            ],
            "airspace": {
                "zones": sum(not z.quarantined for z in air.zones),
                "zones_quarantined": sum(bool(z.quarantined) for z in air.zones),
                "tracks": sum(not t.ours for t in air.tracks),
                "verdicts": [self._verdict(v, air.tracks) for v in air.verdicts],
            },
            "incidents": {"open": opened, "total": total},
        }

    def _camera(self, facts: CameraFacts, wall: WallStatistics, index: int, now_ns: int) -> dict[str, Any]:
        latencies = self._latencies.get(facts.camera_id, ())
        age_ms = None if facts.picture_at_ns is None else round((now_ns - facts.picture_at_ns) / NS_PER_MS)
        return {
            "id": facts.camera_id,
            "state": facts.state,
            "reason": facts.reason,
            "stream": facts.stream,
            "source_fps": _rounded(facts.source_fps),
            "shown_fps": round(wall.shown_fps(index), 2),
            "pictures_decoded": facts.sequence,
            "pictures_shown": wall.cameras[index].pictures,
            "watched_s": round(wall.cameras[index].watched_ns / NS_PER_S, 2),
            "width": facts.width,
            "height": facts.height,
            "first_picture_s": _rounded(facts.first_picture_s),
            "reconnects": facts.reconnects,
            "age_ms": age_ms,
            "frozen": facts.frozen_since_ns is not None,
            "latency_ms_p50": _percentile(latencies, 50),
            "latency_ms_p95": _percentile(latencies, 95),
        }

    def _verdict(self, verdict: VerdictView, tracks: Iterable[TrackView]) -> dict[str, Any]:
        """`raised_after_ms`: from the datagram's receipt to row committed and banner painted, the later."""
        committed_ns, painted_ns = None, None
        for incident in self._bridge.incidents:
            if incident.subject == verdict.track_id and incident.zone_id == verdict.zone_id and incident.evidence_at_ns:
                evidence_ns = incident.evidence_at_ns
                committed_ns = incident.committed_at_ns and incident.committed_at_ns - evidence_ns
                painted_at = self._banner.painted_at_ns(incident.incident_id)
                painted_ns = None if painted_at is None else painted_at - evidence_ns
        done = None if committed_ns is None or painted_ns is None else max(committed_ns, painted_ns)
        return {
            "track": verdict.track_id,
            "zone": verdict.zone_id,
            "verdict": verdict.verdict,
            "reasons": list(verdict.reasons),
            "raised_after_ms": _ms(done),
            "committed_after_ms": _ms(committed_ns),
            "painted_after_ms": _ms(painted_ns),
        }


class _Processes:
    """CPU seconds of processes that come and go: what an ended one had used when last seen is kept."""

    def __init__(self) -> None:
        self._cpu_s: dict[int, float] = {}

    def look(self, process_ids: Iterable[int]) -> None:
        for pid in process_ids:
            self._cpu_s[pid] = max(_cpu_s(pid), self._cpu_s.get(pid, 0.0))

    def total_s(self) -> float:
        return sum(self._cpu_s.values())


def _cpu_s(pid: int) -> float:
    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)


def _memory_mb(pid: int) -> float:
    try:
        return float(psutil.Process(pid).memory_info().rss) / 1e6
    except psutil.Error:
        return 0.0


def _vehicle(view: VehicleView | DockView, kind: str, now_ns: int) -> dict[str, Any]:
    age_s = None if view.heartbeat_at_ns is None else round((now_ns - view.heartbeat_at_ns) / NS_PER_S, 2)
    return {
        "system": view.system,
        "kind": str(kind),
        "state": view.presence,
        "age_s": age_s,
        "messages": view.messages,
    }


def _percentile(values: Iterable[float], percent: float) -> float | None:
    ordered = sorted(values)
    if not ordered:
        return None
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))], 2)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _ms(value_ns: int | None) -> float | None:
    return None if value_ns is None else round(value_ns / NS_PER_MS, 1)
