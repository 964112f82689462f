"""A whole run on the simulator, with everything real but the trainee."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from base.clock import SystemClock
from drones.config import DockConfig, DroneConfig, LinkConfig
from drones.picture import CoverState
from drones.simulator.geography import FIRST_DOCK_SYSTEM
from duty.config import PrecinctConfig
from duty.incidents import IncidentKind, NewIncident
from duty.precinct import Precinct
from sessions.files import SessionFiles
from sessions.manifest import Why, read
from sessions.training.script import Expected, Injection, InjectionKind, ReactionKind, Script
from sessions.training.simulated import open_simulated
from sessions.training.stage import Brief, Stage, StageState
from sessions.world import WorldKind
from tests.video.clips import write_clip
from video.config import CameraConfig
from video.feed import StreamDemand

SCRIPT = Script(
    id="short",
    title="Short",
    minutes=0.2,
    injections=(
        Injection(id="jam", kind=InjectionKind.COVER_JAMMED, at_s=1, for_s=60),
        Injection(id="freeze", kind=InjectionKind.CAMERA_FREEZE, at_s=1, spread_s=0.5, for_s=4),
    ),
    marks=(
        Expected(injection="jam", reaction=ReactionKind.NOTICED, within_s=9, late_s=10, points=10),
        Expected(injection="jam", reaction=ReactionKind.OPENED, within_s=9, late_s=10, points=5),
        Expected(injection="freeze", reaction=ReactionKind.NOTICED, within_s=9, late_s=10, points=10),
    ),
)


def wait(wanted: Callable[[], bool], limit_s: float = 60.0) -> None:
    deadline = time.monotonic() + limit_s
    while not wanted():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.slow
def test_a_run_from_its_beginning_to_its_score(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "c.mp4")

    def precinct(port: int) -> Precinct:
        return Precinct(
            precinct=PrecinctConfig(name="Training", time_zone="Asia/Shanghai", centre=(31.2, 121.47)),
            cameras=(CameraConfig(id="c01", name="Gate", address=str(clip)),),
            links=(LinkConfig(name="Fleet", address=f"udpin:127.0.0.1:{port}"),),
            drones=(DroneConfig(id="d01", name="One", system=1),),
            docks=(DockConfig(id="k01", name="Dock", system=FIRST_DOCK_SYSTEM, drone="d01"),),
        )

    stages: list[Stage] = []
    brief = Brief(SCRIPT, seed=3, trainee="Li", trainer="Wang")
    planned, scene = open_simulated(
        brief,
        lambda rows: stages[0].take_rows(rows) if stages else None,
        precinct=precinct,
        version="test",
        folder=tmp_path / "scratch",
        record_into=tmp_path / "sessions",
    )
    stage = Stage(brief, planned, scene)
    stages.append(stage)
    try:
        world = scene.world
        assert world.kind is WorldKind.TRAINING
        assert stage.state() is StageState.WAITING
        world.cameras.demand(0, StreamDemand(320, 180))

        def tick() -> bool:
            stage.advance()
            world.cameras.facts()
            return True

        wait(lambda: world.cameras.facts()[0].sequence > 0)  # the run begins with pictures, however slow the machine
        wait(lambda: tick() and any(d.cover is CoverState.ABNORMAL for d in world.air.picture().docks))
        stage.notice(InjectionKind.COVER_JAMMED, "k01")
        stage.notice(InjectionKind.LINK_LOSS, "d01")
        world.desk.open_incident(NewIncident(IncidentKind.OTHER, "Dock will not close"))
        wait(lambda: tick() and any(r.kind is ReactionKind.OPENED for r in stage.reactions()))
        freeze = next(one for one in planned if one.kind is InjectionKind.CAMERA_FREEZE)
        wait(lambda: tick() and stage.run_s() > freeze.from_s + 0.5)
        with world.cameras.picture(0) as first:
            assert first is not None
            before = first.pixels.copy(), first.sequence
        wait(lambda: tick() and stage.run_s() > freeze.from_s + 2.0)
        with world.cameras.picture(0) as later:
            assert later is not None
            assert (later.pixels == before[0]).all(), "it stands still"
            assert later.sequence > before[1], "and pictures go on coming"
        wait(lambda: tick() and stage.run_s() > freeze.to_s + 0.2)
        stage.notice(InjectionKind.CAMERA_FREEZE, "c01")
    finally:
        run = stage.end()
    assert not run.ended, "it was broken off"
    assert [mark.points for mark in run.score.marks] == [10, 5, 10]
    assert [r.about for r in run.score.false] == [InjectionKind.LINK_LOSS]
    assert run.score.points == 25 + SCRIPT.false_points
    assert 0 <= run.score.marks[0].after_s < 5 if run.score.marks[0].after_s is not None else False
    assert list((tmp_path / "scratch").iterdir()) == [], "the scratch book is gone"
    assert abs(run.started_wall_ns - SystemClock().wall_ns()) < 60e9
    session = tmp_path / "sessions" / run.session_id
    manifest = read(SessionFiles(session).manifest)
    assert manifest.why is Why.TRAINING
    assert manifest.operator == "Li"
    assert run.started_tape_ns is not None
    assert manifest.started_tape_ns <= run.started_tape_ns + 2e9
    assert manifest.ended_tape_ns is not None
    assert manifest.ended_tape_ns > run.started_tape_ns
    assert (session / "links" / "00.tlog").stat().st_size > 5_000
    assert list((session / "video" / "c01").glob("*.mp4"))
