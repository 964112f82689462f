"""The round that is walked, or the last one, and what is written of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from duty.acts import ActKind, act
from duty.book.rows import Value, new_uuid
from duty.patrol import rows, steps
from duty.patrol.answers import Answers
from duty.patrol.known import Known
from duty.patrol.outbox import Outbox
from duty.patrol.progress import round_view
from duty.patrol.round import Round, RoundPlan
from duty.patrol.timetable import Timetable
from duty.patrol.tries import Tries
from duty.patrol.view import PauseReason, RoundKind, RoundState, RoundView, Shown


@dataclass(frozen=True, slots=True)
class Walk:
    """A round, and what is written of it."""

    round: Round
    answers: Answers
    tries: Tries

    @property
    def uuid(self) -> str:
        return self.round.plan.uuid

    @property
    def is_on(self) -> bool:
        return self.round.state in (RoundState.RUNNING, RoundState.PAUSED)

    @property
    def can_be_walked(self) -> bool:
        """It is on, and has steps left."""
        return self.is_on and not self.round.is_walked


class Walking:
    """One round at a time. Whoever calls has asked for the right already; `login` is who is signed in, "" nobody."""

    def __init__(self, outbox: Outbox, known: Known) -> None:
        self._outbox, self._known = outbox, known
        self.walk: Walk | None = None
        self._begun: set[str] = set()
        self._glance: tuple[object, ...] = ()
        self._shown: RoundView | None = None

    def has_begun(self, uuid: str) -> bool:
        """In this run of the program: that round was not left behind by another."""
        return uuid in self._begun

    def begin(
        self,
        kind: RoundKind,
        name: str,
        cameras: Sequence[str],
        *,
        table: Timetable,
        login: str,
        now_ns: int,
        wall_ns: int,
    ) -> Walk:
        """The one before must have ended."""
        plan = table.plans.plans[self._known.plan.level]
        round_plan = RoundPlan(
            uuid=new_uuid(),
            kind=kind,
            name=name,
            steps=steps.chunks(cameras, plan.step),
            dwell_s=plan.dwell_s,
            smallest_width_px=table.precinct.patrol.smallest_width_px,
            began_wall_ns=wall_ns,
        )
        walked = Round(round_plan, login, now_ns)
        self.walk = Walk(walked, Answers(walked, self._outbox, self._known), Tries(round_plan.uuid))
        self._begun.add(round_plan.uuid)
        return self.walk

    def advance(self, shown: Sequence[Shown], login: str, now_ns: int, wall_ns: int) -> None:
        walk = self.walk
        if walk is None or not walk.is_on:
            return
        self.mind_the_officer(login, wall_ns)
        walk.round.observe(shown, now_ns)
        self._outbox.write_all(walk.tries.rows(now_ns, wall_ns))
        if walk.round.is_walked and walk.answers.progress.is_settled:
            self.end(RoundState.FINISHED, now_ns, wall_ns, walk.round.login)

    def mind_the_officer(self, login: str, wall_ns: int) -> None:
        """Somebody else at the desk: what was on screen was not seen by their eyes."""
        if self.walk is not None and login != self.walk.round.login:
            self.pause(PauseReason.SIGNED_OUT, wall_ns, "")

    def pause(self, reason: PauseReason, wall_ns: int, login: str) -> None:
        if self.walk is not None and self.walk.round.pause(reason):
            self.note(ActKind.ROUND_PAUSED, wall_ns, login, {"reason": reason.value})

    def resume(self, login: str, now_ns: int, wall_ns: int) -> None:
        if self.walk is not None and self.walk.round.state is RoundState.PAUSED:
            self.walk.round.resume(login, now_ns)
            self.note(ActKind.ROUND_RESUMED, wall_ns, login)

    def end(self, state: RoundState, now_ns: int, wall_ns: int, login: str) -> None:
        """Nothing where none is on."""
        walk = self.walk
        if walk is None or not walk.is_on:
            return
        walk.round.end(state)
        ended = rows.round_ended(walk.uuid, state.value, at_wall_ns=wall_ns, login=login)
        self._outbox.write(*walk.tries.rows(now_ns, wall_ns, last=True), ended)

    def note(self, kind: ActKind, wall_ns: int, login: str, detail: Mapping[str, Value] | None = None) -> None:
        """An act about this round."""
        assert self.walk is not None
        self._outbox.write(act(kind, self.walk.uuid, at_wall_ns=wall_ns, operator=login, detail=detail))

    def view(self) -> RoundView | None:
        """The same object as long as nothing in it has changed."""
        walk = self.walk
        if walk is None:
            return None
        glance = (walk.uuid, walk.answers.progress.changes, *walk.round.glance())
        if glance != self._glance:
            self._glance = glance
            self._shown = round_view(walk.round, walk.answers.progress)
        return self._shown
