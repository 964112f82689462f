"""A run on a recorded session: everything real but the trainee; and the sentences of one that cannot be."""

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from base.clock import NS_PER_S, SystemClock
from drones.picture import AirPicture, CoverState, Presence
from duty.book.rows import Row
from duty.incidents import IncidentKind
from sessions.in_use import is_used
from sessions.jobs import Progress
from sessions.training import replayed
from sessions.training.replayed import ReplayedScene, open_replayed
from sessions.training.script import Expected, Injection, InjectionKind, Planned, ReactionKind, Script
from sessions.training.stage import Brief, Stage, StageState
from sessions.world import WorldKind
from tests.sessions import hour
from video.feed import StreamDemand

SCRIPT = Script(
    id="short",
    title="Short",
    minutes=0.2,
    base="small",
    from_s=6,
    injections=(
        Injection(id="jam", kind=InjectionKind.COVER_JAMMED, at_s=0, for_s=60, targets=("k01",)),
        Injection(id="rain", kind=InjectionKind.DOCK_RAIN, at_s=0, for_s=60, targets=("k02",)),
        Injection(id="link", kind=InjectionKind.LINK_LOSS, at_s=0, for_s=60, targets=("d02",)),
        Injection(id="freeze", kind=InjectionKind.CAMERA_FREEZE, at_s=1, spread_s=0.5, for_s=2, targets=("c01",)),
        Injection(id="black", kind=InjectionKind.BLACK_FLIGHT, at_s=0),
    ),
    marks=(
        Expected(injection="jam", reaction=ReactionKind.NOTICED, within_s=9, late_s=10, points=10),
        Expected(injection="freeze", reaction=ReactionKind.NOTICED, within_s=9, late_s=10, points=10),
        Expected(injection="black", reaction=ReactionKind.ACKNOWLEDGED, within_s=11, late_s=12, points=20),
    ),
)
LIMIT_S = 25.0


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One small session: two cameras, six drones, two docks, 48 s."""
    folder = tmp_path_factory.mktemp("sessions")
    hour.make(hour.Wish(folder / "small", cameras=2, systems=8, minutes=0.8, width=320, height=180))
    return folder


def opened(
    sessions: Path, scratch: Path, script: Script = SCRIPT, *, seed: int = 3, stages: list[Stage] | None = None
) -> tuple[tuple[Planned, ...], ReplayedScene]:
    def take(rows: Sequence[Row]) -> None:
        for stage in stages or []:
            stage.take_rows(rows)

    return open_replayed(
        Brief(script, seed=seed, trainee="Li", trainer="Wang"),
        take,
        Progress(threading.Event()),
        folder_of=lambda name: sessions / name,
        version="test",
        scratch=scratch,
        live_clock=SystemClock(),
    )


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "in_use.lock"]
    return {
        str(path.relative_to(folder)): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in files
        if "thumbnails" not in path.parts
    }


@pytest.mark.slow
def test_a_run_from_its_beginning_to_its_score(sessions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # the way in is short, so that the test is
    monkeypatch.setattr("drones.intruder.OUTSIDE_M", 100.0)
    monkeypatch.setattr(replayed, "LEAD_S", 2.0)
    before = stamps(sessions)
    stages: list[Stage] = []
    planned, scene = opened(sessions, tmp_path / "scratch", stages=stages)
    stage = Stage(Brief(SCRIPT, 3, "Li", "Wang"), planned, scene, now_wall_ns=SystemClock().wall_ns())
    stages.append(stage)
    world = scene.world
    world.cameras.demand(0, StreamDemand(320, 180))

    def wait(wanted: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + LIMIT_S
        while not wanted():
            stage.advance()
            world.cameras.facts()
            assert time.monotonic() < deadline, what
            time.sleep(0.02)

    try:
        assert world.kind is WorldKind.TRAINING
        assert stage.state() is StageState.WAITING
        assert scene.session_id == "small"
        assert scene.begins_tape_ns == hour.STARTED_TAPE_NS + 6 * NS_PER_S
        docks = {dock.config_id: dock for dock in world.air.picture().docks}
        assert docks["k01"].cover is not CoverState.ABNORMAL
        wait(lambda: stage.state() is StageState.RUNNING, "it begins")
        wait(lambda: _dock(world.air.picture(), "k01") == (CoverState.ABNORMAL, 0), "a cover jams")
        wait(lambda: _dock(world.air.picture(), "k02")[1] == 3, "it rains")
        stage.notice(InjectionKind.COVER_JAMMED, "k01")
        freeze = next(one for one in planned if one.kind is InjectionKind.CAMERA_FREEZE)
        wait(lambda: stage.run_s() > freeze.from_s + 0.4, "a camera freezes")
        with world.cameras.picture(0) as held:
            assert held is not None
            number, sequence = hour.read_number(held.pixels), held.sequence
        stage.notice(InjectionKind.CAMERA_FREEZE, "c01")
        wait(lambda: stage.run_s() > freeze.to_s - 0.3, "time passes")
        with world.cameras.picture(0) as held:
            assert held is not None
            assert (hour.read_number(held.pixels), held.sequence > sequence) == (number, True)

        def is_thawed() -> bool:
            with world.cameras.picture(0) as held:
                shown = hour.drawn_number(0, world.clock.monotonic_ns())
                return held is not None and (shown - hour.read_number(held.pixels)) % hour.CLIP < 12

        wait(lambda: stage.run_s() > freeze.to_s and is_thawed(), "the camera shows the session's time again")
        wait(lambda: _presence(world.air.picture(), "d02") is Presence.LOST, "a link is lost")
        assert _presence(world.air.picture(), "d01") is Presence.OK
        black = next(one for one in planned if one.kind is InjectionKind.BLACK_FLIGHT)
        wait(lambda: any(view.subject == black.target for view in world.desk.incidents()), "it is raised")
        incident = next(view for view in world.desk.incidents() if view.subject == black.target)
        assert (incident.kind, incident.zone_name) == (IncidentKind.AIRSPACE, "Government quarter")
        world.desk.acknowledge(incident.incident_id)
        wait(lambda: any(r.kind is ReactionKind.ACKNOWLEDGED for r in stage.reactions()), "the act is a reaction")
    finally:
        run = stage.end()
    assert [mark.points for mark in run.score.marks] == [10, 10, 20], run.score
    assert run.score.false == ()
    assert (run.session_id, run.started_tape_ns) == ("small", scene.begins_ns)
    assert abs(run.started_wall_ns - SystemClock().wall_ns()) < 60e9, "it was today, whenever the session was"
    assert list((tmp_path / "scratch").iterdir()) == [], "the scratch book is gone"
    assert stamps(sessions) == before, "the session is as it was"
    assert not is_used(sessions / "small")


def _dock(picture: AirPicture, dock: str) -> tuple[CoverState, int | None]:
    found = next(one for one in picture.docks if one.config_id == dock)
    return found.cover, found.rain_level


def _presence(picture: AirPicture, drone: str) -> Presence:
    return next(one.presence for one in picture.vehicles if one.config_id == drone)
