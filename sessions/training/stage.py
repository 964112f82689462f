"""A run that goes on: its World, its time, what goes wrong in it, and what the trainee does about it."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from base.clock import NS_PER_S, Clock
from base.lifecycle import Lifecycle
from duty.book.rows import Row, new_uuid
from duty.precinct import Precinct
from sessions.training.freezing import FreezingFeed
from sessions.training.reactions import ReactionReader
from sessions.training.runs import Run
from sessions.training.scoring import Reaction, score
from sessions.training.script import InjectionKind, Planned, ReactionKind, Script
from sessions.world import World


@dataclass(frozen=True, slots=True)
class Brief:
    """What a run is made from."""

    script: Script
    seed: int
    trainee: str
    trainer: str


class Scene(Protocol):
    """Where a run takes place: the simulator, or a session that is replayed. `world` is of kind TRAINING."""

    @property
    def world(self) -> World: ...

    @property
    def clock(self) -> Clock:
        """The run's: monotonic_ns() less `begins_ns` is its time."""
        ...

    @property
    def begins_ns(self) -> int: ...

    @property
    def cameras(self) -> FreezingFeed: ...

    @property
    def session_id(self) -> str:
        """What is recorded of the run, or what it is played on; "" for none."""
        ...

    @property
    def begins_tape_ns(self) -> int | None:
        """`begins_ns` in that session."""
        ...

    @property
    def life(self) -> Lifecycle:
        """Already started; the stage stops it."""
        ...


class StageState(StrEnum):
    WAITING = "waiting"
    """It begins in a moment."""
    RUNNING = "running"
    OVER = "over"
    """The script's time is up, or somebody ended it: `Stage.end` gives the run."""


class Stage:
    """For the window's thread, but `take_rows`, which is called in the desk's."""

    def __init__(
        self, brief: Brief, planned: Sequence[Planned], scene: Scene, *, now_wall_ns: int | None = None
    ) -> None:
        """`now_wall_ns`: the UTC of today, where the scene's clock may tell another; the run is kept under it."""
        self.brief = brief
        self.planned = tuple(planned)
        self.scene = scene
        self._id = new_uuid()
        self._lock = threading.Lock()
        self._reactions: list[Reaction] = []
        self._started_wall_ns = scene.clock.wall_ns() + scene.begins_ns - scene.clock.monotonic_ns()
        self._held_wall_ns = self._started_wall_ns
        if now_wall_ns is not None:
            self._held_wall_ns += now_wall_ns - scene.clock.wall_ns()
        intruders = {p.target for p in planned if p.kind is InjectionKind.BLACK_FLIGHT and p.target}
        self._reader = ReactionReader(self._run_s_of, intruders)
        self._frozen: set[str] = set()
        self._ended_s: float | None = None

    @property
    def length_s(self) -> float:
        return self.brief.script.minutes * 60

    def run_s(self) -> float:
        """Negative before it begins; stands still when it is over."""
        if self._ended_s is not None:
            return self._ended_s
        return (self.scene.clock.monotonic_ns() - self.scene.begins_ns) / NS_PER_S

    def _run_s_of(self, wall_ns: int) -> float:
        """Of a row that was written just now: by its age, so that a wall clock that is set half-way moves none."""
        clock = self.scene.clock
        age_ns = max(0, clock.wall_ns() - wall_ns)
        return (clock.monotonic_ns() - self.scene.begins_ns - age_ns) / NS_PER_S

    def state(self) -> StageState:
        if self._ended_s is not None or self.run_s() >= self.length_s:
            return StageState.OVER
        return StageState.WAITING if self.run_s() < 0 else StageState.RUNNING

    def advance(self) -> None:
        """At every tick of the window: what the scene cannot do by itself, which is freezing cameras."""
        now_s = self.run_s()
        if self._ended_s is None and now_s >= self.length_s:
            self._ended_s = self.length_s
        wanted = {
            one.target
            for one in self.planned
            if one.kind is InjectionKind.CAMERA_FREEZE and one.from_s <= now_s < one.to_s and self._ended_s is None
        }
        for camera in wanted - self._frozen:
            self.scene.cameras.freeze(camera)
        for camera in self._frozen - wanted:
            self.scene.cameras.thaw(camera)
        self._frozen = wanted

    def notice(self, about: InjectionKind, target: str, text: str = "") -> None:
        """The trainee says what is wrong, and with what; `target` is "" for an aircraft."""
        if self.state() is StageState.RUNNING:
            with self._lock:
                self._reactions.append(Reaction(self.run_s(), ReactionKind.NOTICED, target, about, text))

    def take_rows(self, rows: Sequence[Row]) -> None:
        """Rows of the World's book, once they are written."""
        with self._lock:
            self._reactions += self._reader.read(rows)

    def reactions(self) -> tuple[Reaction, ...]:
        """So far, in order of time."""
        with self._lock:
            return tuple(sorted(self._reactions, key=lambda r: r.at_s))

    def end(self) -> Run:
        """Stop everything, and say what came of it. Once; takes up to three seconds."""
        length_s = max(0.0, min(self.run_s(), self.length_s))
        ended = self.state() is StageState.OVER
        self._ended_s = length_s
        session_id = self.scene.session_id  # while there is still somebody who knows
        self.scene.life.stop()
        script = self.brief.script
        return Run(
            id=self._id,
            script=script,
            seed=self.brief.seed,
            trainee=self.brief.trainee,
            trainer=self.brief.trainer,
            started_wall_ns=self._held_wall_ns,
            length_s=length_s,
            ended=ended,
            planned=self.planned,
            names=_names(self.scene.world.precinct),
            reactions=tuple(r for r in self.reactions() if r.at_s <= length_s),
            score=score(script, self.planned, self.reactions(), length_s),
            session_id=session_id,
            started_tape_ns=self.scene.begins_tape_ns,
        )


def _names(precinct: Precinct) -> dict[str, str]:
    names = {drone.id: drone.name for drone in precinct.drones}
    names |= {dock.id: dock.name for dock in precinct.docks}
    return names | {camera.id: camera.name for camera in precinct.cameras}
