"""A training made of plain values: scripts and runs on disk, and a scene whose clock a test moves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from base.clock import NS_PER_S, Clock
from base.lifecycle import Lifecycle
from duty.book.rows import Receipt, Row
from sessions.jobs import Progress
from sessions.training.freezing import FreezingFeed
from sessions.training.room import TrainingRoom
from sessions.training.script import Cast, Planned, plan
from sessions.training.simulated import cast_of
from sessions.training.stage import Brief, Scene
from sessions.world import World
from tests.ui.fake_world import FakeWorld

BEGINS_AFTER_S = 2.0


class NoBook:
    """duty.book.rows.Ledger that remembers."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def write(self, *rows: Row) -> None:
        self.rows += rows

    def receipt(self, row_uuid: str) -> Receipt:
        return Receipt.COMMITTED

    def trouble(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class FakeScene:
    world: World
    clock: Clock
    begins_ns: int
    cameras: FreezingFeed
    life: Lifecycle
    session_id: str = "20260101T000000Z-abcd"
    begins_tape_ns: int | None = 0


class FakeTraining:
    """`room`, and the world of the run, whose clock is `fake.clock`."""

    def __init__(self, folder: Path, fake: FakeWorld) -> None:
        self.fake, self.ledger = fake, NoBook()
        self.stopped = 0
        self.rows: Callable[[Sequence[Row]], None] | None = None
        self.room = TrainingRoom(folder, self.ledger, fake.clock.wall_ns, {"simulator": self._open})

    def _open(
        self, brief: Brief, rows: Callable[[Sequence[Row]], None], progress: Progress
    ) -> tuple[tuple[Planned, ...], Scene]:
        self.rows = rows
        world = self.fake.world
        cast = cast_of(world.precinct)
        cameras = tuple(camera.id for camera in world.cameras.cameras)
        planned = plan(brief.script, Cast(cast.drones or ("d1",), cast.docks or ("k1",), cameras), brief.seed)
        life = Lifecycle()
        life.when_nothing_runs(self._stopped)
        begins_ns = self.fake.clock.monotonic_ns() + round(BEGINS_AFTER_S * NS_PER_S)
        return planned, FakeScene(world, self.fake.clock, begins_ns, FreezingFeed(world.cameras, self.fake.clock), life)

    def _stopped(self) -> None:
        self.stopped += 1
