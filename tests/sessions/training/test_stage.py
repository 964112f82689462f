"""A run's time, whatever the wall clock does meanwhile, and how it ends."""

from dataclasses import dataclass, field
from typing import Any, cast

from base.clock import NS_PER_S, ManualClock
from base.lifecycle import Lifecycle
from duty.book.rows import Row
from duty.config import PrecinctConfig
from duty.precinct import Precinct
from sessions.training.scoring import Reaction
from sessions.training.script import Expected, Injection, InjectionKind, Planned, ReactionKind, Script
from sessions.training.stage import Brief, Scene, Stage, StageState

SCRIPT = Script(
    id="short",
    title="Short",
    minutes=1,
    injections=(Injection(id="freeze", kind=InjectionKind.CAMERA_FREEZE, at_s=10, for_s=20),),
    marks=(Expected(injection="freeze", reaction=ReactionKind.CANNOT_SEE, within_s=10, late_s=30),),
)
PLANNED = (Planned("freeze", InjectionKind.CAMERA_FREEZE, "c01", 10.0, 30.0),)
WALL_NS = 1_795_334_400 * NS_PER_S


class Cameras:
    def __init__(self) -> None:
        self.frozen: list[str] = []

    def freeze(self, camera_id: str) -> None:
        self.frozen.append(camera_id)

    def thaw(self, camera_id: str) -> None:
        self.frozen.remove(camera_id)


@dataclass
class OneWorld:
    precinct: Precinct = field(
        default_factory=lambda: Precinct(precinct=PrecinctConfig(name="x", time_zone="UTC", centre=(0.0, 0.0)))
    )


@dataclass
class OneScene:
    clock: ManualClock = field(default_factory=lambda: ManualClock(monotonic_ns=100 * NS_PER_S, wall_ns=WALL_NS))
    begins_ns: int = 104 * NS_PER_S
    cameras: Cameras = field(default_factory=Cameras)
    life: Lifecycle = field(default_factory=Lifecycle)
    session_id: str = ""
    begins_tape_ns: int | None = None
    world: Any = field(default_factory=OneWorld)


def staged() -> tuple[Stage, OneScene]:
    scene = OneScene()
    return Stage(Brief(SCRIPT, 1, "Li", "Wang"), PLANNED, cast(Scene, scene)), scene


def cannot_see(scene: OneScene) -> Row:
    values = {"camera_id": "c01", "answer": "cannot_see"}
    return Row("sighting", values, at_wall_ns=scene.clock.wall_ns(), operator="trainee")


def test_a_wall_clock_that_is_set_half_way_moves_no_reaction() -> None:
    for leap_s in (-7200, 0, 7200):
        stage, scene = staged()
        scene.clock.advance(14)  # second 10 of the run
        scene.clock.step_wall(leap_s)
        scene.clock.advance(5)
        written = cannot_see(scene)
        scene.clock.advance(0.5)  # the disk takes its time
        stage.take_rows([written])
        (reaction,) = stage.reactions()
        assert abs(reaction.at_s - 15.0) < 1e-6
        scene.clock.advance(100)
        run = stage.end()
        assert run.ended
        assert [(mark.points, mark.decided) for mark in run.score.marks] == [(10, True)]


def test_it_waits_runs_and_is_over() -> None:
    stage, scene = staged()
    assert stage.state() is StageState.WAITING
    stage.notice(InjectionKind.CAMERA_FREEZE, "c01")
    assert stage.reactions() == (), "it has not begun"
    scene.clock.advance(4.5)
    assert stage.state() is StageState.RUNNING
    scene.clock.advance(10)
    stage.advance()
    assert scene.cameras.frozen == ["c01"]
    scene.clock.advance(20)
    stage.advance()
    assert scene.cameras.frozen == []
    scene.clock.advance(30)
    stage.advance()
    assert stage.state() is StageState.OVER
    stage.notice(InjectionKind.CAMERA_FREEZE, "c01")
    run = stage.end()
    assert (run.ended, run.length_s, run.reactions) == (True, 60.0, ())
    assert [(mark.points, mark.decided) for mark in run.score.marks] == [(0, True)]


def test_one_that_is_broken_off_before_it_began_or_half_way() -> None:
    stage, scene = staged()
    run = stage.end()
    assert (run.ended, run.length_s, run.score.most, run.score.points) == (False, 0.0, 0, 0)
    stage, scene = staged()
    scene.clock.advance(4 + 12)
    stage.advance()
    stage.notice(InjectionKind.DOCK_RAIN, "k01")
    run = stage.end()
    assert (run.ended, run.length_s) == (False, 12.0)
    assert [mark.decided for mark in run.score.marks] == [False]
    assert [type(one) for one in run.score.false] == [Reaction]
    assert (run.score.points, run.score.most) == (SCRIPT.false_points, 0)
