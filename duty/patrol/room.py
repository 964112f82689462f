"""The patrol of one precinct: what the window drives, and what writes down what happened.

It lives in the window's thread and never waits: what the book remembers comes through a Future, what is to be written
goes to the ledger, and nothing is shown as done before its row is safe.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from base.clock import NS_PER_S, Clock
from duty.acts import ActKind, act
from duty.book.rows import Ledger, Value
from duty.patrol import rows
from duty.patrol.config import PlanLevel
from duty.patrol.known import Known
from duty.patrol.loading import Ask, Loading
from duty.patrol.memory import PlanInForce
from duty.patrol.offer import cameras_of
from duty.patrol.outbox import Outbox
from duty.patrol.patrol import StillFile
from duty.patrol.presence import Presence
from duty.patrol.timetable import Timetable
from duty.patrol.view import PatrolView, PauseReason, Refusal, RoundKind, RoundState, Shown
from duty.patrol.walking import Walk, Walking
from duty.people import OperatorView, Right
from duty.precinct import Precinct


class Patrol:
    """duty.patrol.patrol.PatrolRoom. One thread calls it: the window's."""

    def __init__(
        self,
        precinct: Precinct,
        clock: Clock,
        ledger: Ledger,
        who: Callable[[], OperatorView | None],
        do: Ask,
        station: str = "",
    ) -> None:
        """`who` is signed in; `do` is duty.reading.BookReader.do, asked for what the book remembers.

        `station` tells this desk's rounds from those of others that share the book.
        """
        now_ns, wall_ns = clock.monotonic_ns(), clock.wall_ns()
        self._clock = clock
        self._began_wall_ns = wall_ns
        self._who = who
        self._outbox = Outbox(ledger)
        self._table = Timetable(precinct)
        self._known = Known(precinct.patrol.plan)
        self._presence = Presence(precinct.patrol.nobody_after_min, now_ns)
        self._walking = Walking(self._outbox, self._known)
        self._loading = Loading(do, now_ns, station)
        self._station = station
        self._refresh_due(now_ns, wall_ns, at_once=True)
        self._view = self._make_view()

    # What it shows.

    def view(self) -> PatrolView:
        return self._view

    def references(self) -> Mapping[str, str]:
        return MappingProxyType(self._known.references)

    # Time passes.

    def advance(self, shown: Sequence[Shown]) -> None:
        now_ns, wall_ns = self._now()
        self._load(now_ns, wall_ns)
        if self._outbox.poll(now_ns):
            self._table.changed()
        if self._presence.advance(now_ns, wall_ns):
            self._write_act(ActKind.NOBODY, "", wall_ns, "", {"since_wall_ns": self._presence.nobody_since_wall_ns})
            self._walking.pause(PauseReason.NOBODY, wall_ns, "")
        self._walking.advance(shown, self._login(), now_ns, wall_ns)
        self._show(now_ns, wall_ns)

    def touched(self) -> None:
        now_ns, wall_ns = self._now()
        away_s = self._presence.touched(now_ns)
        if away_s is not None:
            self._write_act(ActKind.SOMEBODY, "", wall_ns, self._login(), {"away_s": round(away_s, 1)})
            self._show(now_ns, wall_ns)

    def alarm(self) -> None:
        now_ns, wall_ns = self._now()
        self._walking.pause(PauseReason.ALARM, wall_ns, "")
        self._show(now_ns, wall_ns)

    # The round.

    def start(self, kind: RoundKind, which: str = "") -> Refusal | None:
        now_ns, wall_ns = self._now()
        officer = self._officer(Right.PATROL)
        if isinstance(officer, Refusal):
            return officer
        self._outbox.poll(now_ns)
        self._table.changed()
        self._refresh_due(now_ns, wall_ns, at_once=True)
        if self._table.shift is None:
            return Refusal.SHIFT_UNKNOWN
        found = cameras_of(kind, which, self._table, self._known, wall_ns)
        if isinstance(found, Refusal):
            return found
        before = self._walking.walk
        if before is not None:
            ended = RoundState.FINISHED if before.round.is_walked else RoundState.ABANDONED
            self._walking.end(ended, now_ns, wall_ns, officer.login)
        name, cameras = found
        self._walking.begin(kind, name, cameras, table=self._table, login=officer.login, now_ns=now_ns, wall_ns=wall_ns)
        detail: dict[str, Value] = {
            "kind": kind.value,
            "which": which,
            "shift": self._table.shift.key,
            "plan": self._known.plan.level.value,
            "cameras": len(cameras),
            "station": self._station,
        }
        self._walking.note(ActKind.ROUND_STARTED, wall_ns, officer.login, detail)
        self._show(now_ns, wall_ns)
        return None

    def pause(self) -> Refusal | None:
        now_ns, wall_ns = self._now()
        walk = self._running(now_ns, wall_ns)
        if isinstance(walk, Refusal):
            return walk
        self._walking.pause(PauseReason.ASKED, wall_ns, walk.round.login)
        self._show(now_ns, wall_ns)
        return None

    def resume(self) -> Refusal | None:
        now_ns, wall_ns = self._now()
        officer = self._officer(Right.PATROL)
        if isinstance(officer, Refusal):
            return officer
        if self._walking.walk is None or not self._walking.walk.can_be_walked:
            return Refusal.NO_ROUND
        self._walking.resume(officer.login, now_ns, wall_ns)
        self._show(now_ns, wall_ns)
        return None

    def abandon(self) -> Refusal | None:
        now_ns, wall_ns = self._now()
        officer = self._officer(Right.PATROL)
        if isinstance(officer, Refusal):
            return officer
        if self._walking.walk is None or not self._walking.walk.is_on:
            return Refusal.NO_ROUND
        self._walking.end(RoundState.ABANDONED, now_ns, wall_ns, officer.login)
        self._show(now_ns, wall_ns)
        return None

    def choose(self, number: int) -> Refusal | None:
        now_ns, wall_ns = self._now()
        walk = self._running(now_ns, wall_ns)
        refusal = walk if isinstance(walk, Refusal) else walk.round.choose(number, now_ns)
        self._show(now_ns, wall_ns)
        return refusal

    def normal(self, *, held: bool) -> Refusal | None:
        now_ns, wall_ns = self._now()
        walk = self._running(now_ns, wall_ns)
        if isinstance(walk, Refusal):
            return walk
        given = walk.round.normal(now_ns, held=held)
        if isinstance(given, Refusal):
            if given in (Refusal.EARLY, Refusal.HELD):
                walk.tries.note(given, walk.round.login)
                self._outbox.write_all(walk.tries.rows(now_ns, wall_ns))
            return given
        walk.answers.normal(given, self._table, wall_ns)
        self._show(now_ns, wall_ns)
        return None

    def abnormal(self, word: str, still: StillFile | None) -> Refusal | None:
        """May come before the dwell is over (a finding may be urgent; its sighting is not credited then) and after the
        picture was lost, but not when there was no fresh picture of the camera in this step."""
        now_ns, wall_ns = self._now()
        walk = self._running(now_ns, wall_ns)
        if isinstance(walk, Refusal):
            return walk
        word = word.strip()
        if not word:
            return Refusal.NO_WORD
        given = walk.round.abnormal(now_ns)
        if isinstance(given, Refusal):
            return given
        walk.answers.abnormal(given, self._table, wall_ns, word, still)
        self._show(now_ns, wall_ns)
        return None

    def cannot_see(self, word: str = "") -> Refusal | None:
        now_ns, wall_ns = self._now()
        walk = self._running(now_ns, wall_ns)
        if isinstance(walk, Refusal):
            return walk
        given = walk.round.cannot_see(now_ns)
        if isinstance(given, Refusal):
            return given
        walk.answers.cannot_see(given, self._table, wall_ns, word.strip())
        self._show(now_ns, wall_ns)
        return None

    # Plans, tickets, reference pictures.

    def switch_plan(self, level: PlanLevel) -> Refusal | None:
        now_ns, wall_ns = self._now()
        officer = self._officer(Right.SWITCH_PLAN)
        if isinstance(officer, Refusal):
            return officer
        if level is self._known.wanted:
            return None
        plan = PlanInForce(level, wall_ns, officer.login)
        detail = {"before": self._known.wanted.value}
        row = act(ActKind.PLAN_SWITCHED, level.value, at_wall_ns=wall_ns, operator=officer.login, detail=detail)
        self._known.switch(plan)
        self._outbox.write(row, follow={row.uuid: partial(self._known.settle_switch, plan)})
        self._show(now_ns, wall_ns)
        return None

    def close_ticket(self, camera_id: str, note: str) -> Refusal | None:
        now_ns, wall_ns = self._now()
        officer = self._officer(Right.PATROL)
        if isinstance(officer, Refusal):
            return officer
        tickets = tuple(self._known.tickets.get(camera_id, ()))
        if not tickets:
            return Refusal.NO_SUCH_CAMERA
        closing = [rows.ticket_closed(t, note.strip(), at_wall_ns=wall_ns, login=officer.login) for t in tickets]
        follow = {
            row.uuid: partial(self._known.settle_close, camera_id, ticket)
            for row, ticket in zip(closing, tickets, strict=True)
        }
        self._outbox.write(*closing, follow=follow)
        self._show(now_ns, wall_ns)
        return None

    def set_reference(self, camera_id: str, still: StillFile) -> Refusal | None:
        now_ns, wall_ns = self._now()
        officer = self._officer(Right.PATROL)
        if isinstance(officer, Refusal):
            return officer
        if camera_id not in self._table.cameras:
            return Refusal.NO_SUCH_CAMERA
        row = rows.still(still, camera_id, incident_uuid="", at_wall_ns=wall_ns, login=officer.login)
        self._outbox.write(row, follow={row.uuid: partial(self._known.settle_reference, camera_id, still.path)})
        self._show(now_ns, wall_ns)
        return None

    @property
    def precinct(self) -> Precinct:
        """As it is walked now: with the plans that were edited since the program began."""
        return self._table.precinct

    def replan(self, precinct: Precinct, *, file: str = "", summary: str = "") -> Refusal | None:
        """Areas, plans, shifts, routes and the patrol's figures as they are from now on; a round that runs goes on with
        its own cameras and dwell. With `file` it is an act of the officer's, who needs the right to edit plans."""
        now_ns, wall_ns = self._now()
        if file:
            officer = self._officer(Right.EDIT_PLANS)
            if isinstance(officer, Refusal):
                return officer
            self._write_act(ActKind.PLANS_EDITED, file, wall_ns, officer.login, {"summary": summary})
        parts = {part: getattr(precinct, part) for part in ("areas", "plans", "shifts", "routes", "patrol")}
        walked = self._table.precinct.model_copy(update=parts)  # cameras need a new start
        self._table = Timetable(walked, self._table.began_wall_ns)
        self._presence.after_ns = precinct.patrol.nobody_after_min * 60 * NS_PER_S
        self._known.configured(precinct.patrol.plan)
        self._show(now_ns, wall_ns)
        return None

    # Inside.

    def _now(self) -> tuple[int, int]:
        return self._clock.monotonic_ns(), self._clock.wall_ns()

    def _login(self) -> str:
        officer = self._who()
        return "" if officer is None else officer.login

    def _officer(self, right: Right) -> OperatorView | Refusal:
        officer = self._who()
        if officer is None:
            return Refusal.SIGNED_OUT
        return officer if officer.may(right) else Refusal.NO_RIGHT

    def _running(self, now_ns: int, wall_ns: int) -> Walk | Refusal:
        """The round that an act is about, if the one who is signed in may act on it now."""
        walk = self._walking.walk
        if walk is not None:
            self._walking.mind_the_officer(self._login(), wall_ns)
            self._show(now_ns, wall_ns)
        officer = self._officer(Right.PATROL)
        if isinstance(officer, Refusal):
            return officer
        if walk is None or not walk.can_be_walked:
            return Refusal.NO_ROUND
        return walk if walk.round.state is RoundState.RUNNING else Refusal.PAUSED

    def _write_act(
        self, kind: ActKind, subject: str, wall_ns: int, login: str, detail: Mapping[str, Value] | None = None
    ) -> None:
        self._outbox.write(act(kind, subject, at_wall_ns=wall_ns, operator=login, detail=detail))

    def _load(self, now_ns: int, wall_ns: int) -> None:
        remembered = None if self._known.loaded else self._loading.poll(now_ns, wall_ns)
        if remembered is None:
            return
        self._known.load(remembered)
        began_wall_ns = remembered.began_wall_ns
        self._table.begins(self._began_wall_ns if began_wall_ns is None else began_wall_ns)
        self._refresh_due(now_ns, wall_ns, at_once=True)
        for uuid in remembered.unfinished:
            if not self._walking.has_begun(uuid):  # the program went away in the middle; what was answered counts
                ended = RoundState.ABANDONED.value
                self._outbox.write(rows.round_ended(uuid, ended, at_wall_ns=wall_ns, login=""))

    def _refresh_due(self, now_ns: int, wall_ns: int, *, at_once: bool = False) -> None:
        known = self._known
        self._table.refresh(
            known.plan.level, known.seen, known.out, now_ns, wall_ns, loaded=known.loaded, at_once=at_once
        )

    def _show(self, now_ns: int, wall_ns: int) -> None:
        """The view, replaced only when something in it has changed."""
        self._refresh_due(now_ns, wall_ns)
        view = self._make_view()
        if view != self._view:
            self._view = view

    def _make_view(self) -> PatrolView:
        plan = self._known.plan
        return PatrolView(
            plan=plan.level,
            plan_since_wall_ns=plan.since_wall_ns,
            plan_by=plan.by,
            shift=self._table.shift,
            round=self._walking.view(),
            due=self._table.due.cameras,
            tiers=self._table.tiers,
            nobody_since_wall_ns=self._presence.nobody_since_wall_ns,
            loaded=self._known.loaded,
        )
