"""One round: its steps, the officer's answers, its pauses. Pure: time comes in, answers come out."""

from collections.abc import Sequence
from dataclasses import dataclass

from base.clock import NS_PER_S
from duty.patrol.sighting import Evidence
from duty.patrol.view import Answer, NotSeen, PauseReason, Refusal, RoundKind, RoundState, Shown

TENTHS = 10
"""A second of dwell is shown in so many parts: the view changes no more often."""


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """What stays the same for the whole of a round."""

    uuid: str
    kind: RoundKind
    name: str
    steps: tuple[tuple[str, ...], ...]
    dwell_s: float
    smallest_width_px: int
    began_wall_ns: int


@dataclass(frozen=True, slots=True)
class Given:
    """An answer for one camera, with the evidence at that moment."""

    camera_id: str
    step: int
    """From 1."""
    answer: Answer
    displayed_ms: int
    displayed: bool
    looked: bool
    shown: Shown | None

    @property
    def credited(self) -> bool:
        return self.displayed and self.answer in (Answer.NORMAL, Answer.ABNORMAL)


class Round:
    def __init__(self, plan: RoundPlan, login: str, now_ns: int) -> None:
        self.plan = plan
        self.login = login
        """Whoever walks it: the one who started it or took it up again."""
        self.state = RoundState.RUNNING
        self.pause_reason = PauseReason.NONE
        self.chosen: str | None = None
        self.answers: dict[str, Answer] = {}
        """Of the present step."""
        self.answered = 0
        """Cameras of all steps."""
        self.dwell_ns = round(plan.dwell_s * NS_PER_S)
        self._index = -1
        self._evidence: dict[str, Evidence] = {}
        self._began_ns = now_ns
        self._next_step(now_ns)

    @property
    def cameras(self) -> tuple[str, ...]:
        """Of the present step; none when all have their answers."""
        return self.plan.steps[self._index] if self._index < len(self.plan.steps) else ()

    @property
    def next_cameras(self) -> tuple[str, ...]:
        return self.plan.steps[self._index + 1] if self._index + 1 < len(self.plan.steps) else ()

    @property
    def number(self) -> int:
        return self._index + 1

    @property
    def is_walked(self) -> bool:
        """Every camera has its answer; whether they are in the book is another matter."""
        return self._index >= len(self.plan.steps)

    def evidence(self, camera_id: str) -> Evidence:
        return self._evidence[camera_id]

    def left_s(self) -> float:
        """At the least: what the present step still lacks, and a dwell for each one after it."""
        if self.is_walked:
            return 0.0
        lacking = (self.dwell_ns - e.dwelt_ns for c, e in self._evidence.items() if c not in self.answers)
        here_s = max(max(lacking, default=0), 0) / NS_PER_S
        return here_s + self.plan.dwell_s * (len(self.plan.steps) - self._index - 1)

    def observe(self, shown: Sequence[Shown], now_ns: int) -> None:
        if self.state is not RoundState.RUNNING:
            return
        tiles: dict[str, Shown] = {}
        for tile in shown:
            tiles.setdefault(tile.camera_id, tile)
        for camera_id, evidence in self._evidence.items():
            evidence.observe(tiles.get(camera_id), now_ns)

    def pause(self, reason: PauseReason) -> bool:
        """What was on screen up to now does not count any more; answers stay. True when it ran."""
        if self.state is not RoundState.RUNNING or self.is_walked:
            return False
        self.state, self.pause_reason = RoundState.PAUSED, reason
        for evidence in self._evidence.values():
            evidence.begin_anew()
        return True

    def resume(self, login: str, now_ns: int) -> None:
        self.state, self.pause_reason = RoundState.RUNNING, PauseReason.NONE
        self.login = login
        self._began_ns = now_ns

    def end(self, state: RoundState) -> None:
        self.state, self.pause_reason = state, PauseReason.NONE

    def choose(self, number: int, now_ns: int) -> Refusal | None:
        if not 1 <= number <= len(self.cameras):
            return Refusal.NO_SUCH_CAMERA
        self.chosen = self.cameras[number - 1]
        self._aimed(now_ns)
        return None

    @property
    def can_go_on(self) -> bool:
        """As of the latest observation."""
        waiting = (e for c, e in self._evidence.items() if c not in self.answers)
        return self.state is RoundState.RUNNING and all(e.not_seen_observed is NotSeen.NONE for e in waiting)

    def glance(self) -> tuple[object, ...]:
        """Whatever can change in what is shown of it: the same as long as nothing does, and cheap at every tick."""
        tenth_ns = NS_PER_S // TENTHS
        return (
            self.state,
            self.pause_reason,
            self._index,
            self.chosen,
            len(self.answers),
            *[
                (e.not_seen_observed, min(e.dwelt_ns, self.dwell_ns) // tenth_ns, e.displayed, e.looked)
                for e in self._evidence.values()
            ],
        )

    def normal(self, now_ns: int, *, held: bool) -> tuple[Given, ...] | Refusal:
        """Every camera of the step without an answer is normal; and the next step comes up."""
        if held:
            return Refusal.HELD
        refusal = self._refuses(now_ns)
        if refusal is not None:
            return refusal
        self._aimed(now_ns)
        given = tuple(self._give(c, Answer.NORMAL) for c in self.cameras if c not in self.answers)
        self._next_step(now_ns)
        return given

    def abnormal(self, now_ns: int) -> Given | Refusal:
        """A finding about the chosen camera: urgent, so it may come before the dwell is over (and is not credited then)
        and after the picture was lost while the word was being typed; but not when there was no fresh picture at all.
        """
        camera_id = self._open_choice()
        if camera_id is None:
            return Refusal.NO_SUCH_CAMERA
        if not self._evidence[camera_id].was_fresh:
            return Refusal.NOT_SEEN
        self._aimed(now_ns)
        return self._give(camera_id, Answer.ABNORMAL)

    def cannot_see(self, now_ns: int) -> Given | Refusal:
        camera_id = self._open_choice()
        if camera_id is None:
            return Refusal.NO_SUCH_CAMERA
        self._aimed(now_ns)
        return self._give(camera_id, Answer.CANNOT_SEE)

    def _open_choice(self) -> str | None:
        """The chosen camera, unless it has its answer: there is one a camera."""
        return None if self.chosen in self.answers else self.chosen

    def _refuses(self, now_ns: int) -> Refusal | None:
        waiting = [self._evidence[c].not_seen(now_ns) for c in self.cameras if c not in self.answers]
        if all(why is NotSeen.NONE for why in waiting):
            return None
        if now_ns - self._began_ns < self.dwell_ns:
            return Refusal.EARLY  # no tile could have done it by now
        return Refusal.EARLY if all(why in (NotSeen.NONE, NotSeen.DWELLING) for why in waiting) else Refusal.NOT_SEEN

    def _aimed(self, now_ns: int) -> None:
        for evidence in self._evidence.values():
            evidence.aimed(now_ns)

    def _give(self, camera_id: str, answer: Answer) -> Given:
        evidence = self._evidence[camera_id]
        self.answers[camera_id] = answer
        self.answered += 1
        return Given(
            camera_id=camera_id,
            step=self.number,
            answer=answer,
            displayed_ms=evidence.displayed_ms,
            displayed=evidence.displayed,
            looked=evidence.looked,
            shown=evidence.last,
        )

    def _next_step(self, now_ns: int) -> None:
        self._index += 1
        self._began_ns = now_ns
        self.answers = {}
        self.chosen = self.cameras[0] if len(self.cameras) == 1 else None
        self._evidence = {
            camera_id: Evidence(
                smallest_width_px=self.plan.smallest_width_px, dwell_ns=self.dwell_ns, came_up_ns=now_ns
            )
            for camera_id in self.cameras
        }
