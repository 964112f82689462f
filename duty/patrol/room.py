"""The patrol of one precinct: what the window drives, and what writes down what happened.

It lives in the window's thread and never waits: what the book remembers comes through a Future, what is to be written
goes to the ledger, and nothing is shown as done before its row is safe.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import CancelledError, Future
from functools import partial
from types import MappingProxyType
from typing import Protocol, TypeVar

from base.clock import NS_PER_MS, NS_PER_S, Clock
from base.errors import PersonError
from duty.acts import ActKind, act
from duty.book.rows import Ledger, Receipt, Row, Value, new_uuid
from duty.book.store import Book
from duty.patrol import memory, rows, steps
from duty.patrol.config import PlanLevel
from duty.patrol.due import FUTURE_NS
from duty.patrol.known import Known
from duty.patrol.memory import Memory, PlanInForce
from duty.patrol.outbox import Outbox, Settled
from duty.patrol.patrol import StillFile
from duty.patrol.presence import Presence
from duty.patrol.progress import Progress, round_view
from duty.patrol.round import Given, Round, RoundPlan
from duty.patrol.rows import Moment
from duty.patrol.timetable import Timetable
from duty.patrol.tries import Tries
from duty.patrol.view import PatrolView, PauseReason, Refusal, RoundKind, RoundState, Shown
from duty.people import OperatorView, Right
from duty.precinct import Precinct

log = logging.getLogger(__name__)

T = TypeVar("T")
LOAD_AGAIN_NS = 5 * NS_PER_S


class Ask(Protocol):
    """duty.reading.BookReader.do."""

    def __call__(self, work: Callable[[Book], T]) -> Future[T]: ...


class Patrol:
    """duty.patrol.patrol.PatrolRoom. One thread calls it: the window's."""

    def __init__(
        self,
        precinct: Precinct,
        clock: Clock,
        ledger: Ledger,
        who: Callable[[], OperatorView | None],
        do: Ask,
    ) -> None:
        self._clock = clock
        self._who = who
        self._do = do
        self._outbox = Outbox(ledger)
        self._table = Timetable(precinct)
        self._known = Known(precinct.patrol.plan)
        self._presence = Presence(precinct.patrol.nobody_after_min, clock.monotonic_ns())
        self._round: Round | None = None
        self._progress = Progress()
        self._tries = Tries("")
        self._loading: Future[Memory] | None = None
        self._load_at_ns = clock.monotonic_ns()
        self._load_problem = ""
        self._begun: set[str] = set()
        """Uuids of this run's rounds: none of them was left behind."""
        self._refresh_due(clock.monotonic_ns(), clock.wall_ns(), at_once=True)
        self._view = self._make_view(clock.monotonic_ns())

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
            self._pause(PauseReason.NOBODY, wall_ns, "")
        walked = self._round
        if walked is not None and walked.state is RoundState.RUNNING:
            self._mind_the_officer(walked, wall_ns)
            walked.observe(shown, now_ns)
            self._outbox.write_all(self._tries.rows(now_ns, wall_ns))
            if walked.is_walked and self._progress.is_settled:
                self._end(walked, RoundState.FINISHED, now_ns, wall_ns, walked.login)
        self._show(now_ns, wall_ns)

    def touched(self) -> None:
        now_ns, wall_ns = self._now()
        away_s = self._presence.touched(now_ns)
        if away_s is not None:
            self._write_act(ActKind.SOMEBODY, "", wall_ns, self._login(), {"away_s": round(away_s, 1)})
            self._show(now_ns, wall_ns)

    def alarm(self) -> None:
        now_ns, wall_ns = self._now()
        self._pause(PauseReason.ALARM, wall_ns, "")
        self._show(now_ns, wall_ns)

    # What the officer does.

    def start(self, kind: RoundKind, which: str = "") -> Refusal | None:
        now_ns, wall_ns = self._now()
        officer = self._officer(Right.PATROL)
        if isinstance(officer, Refusal):
            return officer
        self._outbox.poll(now_ns)
        self._table.changed()
        self._refresh_due(now_ns, wall_ns, at_once=True)
        shift = self._table.shift
        if shift is None:
            return Refusal.SHIFT_UNKNOWN
        found = self._cameras_of(kind, which, wall_ns)
        if isinstance(found, Refusal):
            return found
        name, cameras = found
        if self._is_on():
            assert self._round is not None
            ended = RoundState.FINISHED if self._round.is_walked else RoundState.ABANDONED
            self._end(self._round, ended, now_ns, wall_ns, officer.login)
        level = self._known.plan.level
        plan = self._table.plans.plans[level]
        round_plan = RoundPlan(
            uuid=new_uuid(),
            kind=kind,
            name=name,
            steps=steps.chunks(cameras, plan.step),
            dwell_s=plan.dwell_s,
            smallest_width_px=self._table.precinct.patrol.smallest_width_px,
            began_wall_ns=wall_ns,
        )
        self._round = Round(round_plan, officer.login, now_ns)
        self._progress = Progress()
        self._tries = Tries(round_plan.uuid)
        self._begun.add(round_plan.uuid)
        detail = {
            "kind": kind.value,
            "which": which,
            "shift": shift.key,
            "plan": level.value,
            "cameras": sum(map(len, round_plan.steps)),
        }
        self._write_act(ActKind.ROUND_STARTED, round_plan.uuid, wall_ns, officer.login, detail)
        self._show(now_ns, wall_ns)
        return None

    def pause(self) -> Refusal | None:
        now_ns, wall_ns = self._now()
        walked = self._running(wall_ns)
        if isinstance(walked, Refusal):
            return walked
        self._pause(PauseReason.ASKED, wall_ns, walked.login)
        self._show(now_ns, wall_ns)
        return None

    def resume(self) -> Refusal | None:
        now_ns, wall_ns = self._now()
        officer = self._officer(Right.PATROL)
        if isinstance(officer, Refusal):
            return officer
        walked = self._round
        if walked is None or not self._is_on() or walked.is_walked:
            return Refusal.NO_ROUND
        if walked.state is RoundState.PAUSED:
            walked.resume(officer.login, now_ns)
            self._write_act(ActKind.ROUND_RESUMED, walked.plan.uuid, wall_ns, officer.login)
            self._show(now_ns, wall_ns)
        return None

    def abandon(self) -> Refusal | None:
        now_ns, wall_ns = self._now()
        officer = self._officer(Right.PATROL)
        if isinstance(officer, Refusal):
            return officer
        if self._round is None or not self._is_on():
            return Refusal.NO_ROUND
        self._end(self._round, RoundState.ABANDONED, now_ns, wall_ns, officer.login)
        self._show(now_ns, wall_ns)
        return None

    def choose(self, number: int) -> Refusal | None:
        now_ns, wall_ns = self._now()
        walked = self._running(wall_ns)
        refusal = walked if isinstance(walked, Refusal) else walked.choose(number, now_ns)
        self._show(now_ns, wall_ns)
        return refusal

    def normal(self, *, held: bool) -> Refusal | None:
        now_ns, wall_ns = self._now()
        walked = self._running(wall_ns)
        if isinstance(walked, Refusal):
            return walked
        given = walked.normal(now_ns, held=held)
        if isinstance(given, Refusal):
            if given in (Refusal.EARLY, Refusal.HELD):
                self._tries.note(given, walked.login)
                self._outbox.write_all(self._tries.rows(now_ns, wall_ns))
            return given
        moment = self._moment(wall_ns, walked.login)
        self._write_answers([(answer, "") for answer in given], moment, walked)
        self._show(now_ns, wall_ns)
        return None

    def abnormal(self, word: str, still: StillFile | None) -> Refusal | None:
        """May come before the dwell is over (a finding may be urgent; its sighting is not credited then) and after the
        picture was lost, but not when there was no fresh picture of the camera in this step."""
        now_ns, wall_ns = self._now()
        walked = self._running(wall_ns)
        if isinstance(walked, Refusal):
            return walked
        word = word.strip()
        if not word:
            return Refusal.NO_WORD
        given = walked.abnormal(now_ns)
        if isinstance(given, Refusal):
            return given
        moment = self._moment(wall_ns, walked.login)
        incident = rows.finding(moment, self._table.cameras[given.camera_id], self._area_id(given.camera_id), word)
        more = [incident]
        if still is not None:
            more.append(
                rows.still(still, given.camera_id, incident_uuid=incident.uuid, at_wall_ns=wall_ns, login=moment.login)
            )
        self._write_answers([(given, word)], moment, walked, more)
        self._show(now_ns, wall_ns)
        return None

    def cannot_see(self, word: str = "") -> Refusal | None:
        now_ns, wall_ns = self._now()
        walked = self._running(wall_ns)
        if isinstance(walked, Refusal):
            return walked
        given = walked.cannot_see(now_ns)
        if isinstance(given, Refusal):
            return given
        moment = self._moment(wall_ns, walked.login)
        camera_id = given.camera_id
        more: list[Row] = []
        follow: dict[str, Settled] = {}
        if not self._known.has_ticket(camera_id):
            ticket = rows.ticket(moment, camera_id, word.strip())
            self._known.ask_for_repair(camera_id, ticket.uuid)
            follow[ticket.uuid] = partial(self._known.settle_ticket, camera_id, ticket.uuid)
            more.append(ticket)
        self._write_answers([(given, word.strip())], moment, walked, more, follow)
        self._show(now_ns, wall_ns)
        return None

    def switch_plan(self, level: PlanLevel) -> Refusal | None:
        now_ns, wall_ns = self._now()
        officer = self._officer(Right.SWITCH_PLAN)
        if isinstance(officer, Refusal):
            return officer
        before = self._known.plan
        if level is self._known.wanted:
            return None
        row = act(
            ActKind.PLAN_SWITCHED,
            level.value,
            at_wall_ns=wall_ns,
            operator=officer.login,
            detail={"before": before.level.value},
        )
        after = PlanInForce(level, wall_ns, officer.login)
        self._known.switch(after)
        self._outbox.write(row, follow={row.uuid: partial(self._known.settle_switch, after, before)})
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
        follow: dict[str, Settled] = {
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
        self._table = Timetable(self._table.precinct.model_copy(update=parts))  # cameras need a new start
        self._presence.after_ns = precinct.patrol.nobody_after_min * 60 * NS_PER_S
        if not self._known.was_switched:
            self._known.plan = PlanInForce(precinct.patrol.plan, None, "")
        self._refresh_due(now_ns, wall_ns, at_once=True)
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

    def _is_on(self) -> bool:
        return self._round is not None and self._round.state in (RoundState.RUNNING, RoundState.PAUSED)

    def _running(self, wall_ns: int) -> Round | Refusal:
        """The round that an act is about, if the one who is signed in may act on it now."""
        officer = self._officer(Right.PATROL)
        walked = self._round
        if walked is not None:
            self._mind_the_officer(walked, wall_ns)
        if isinstance(officer, Refusal):
            return officer
        if walked is None or not self._is_on() or walked.is_walked:
            return Refusal.NO_ROUND
        return walked if walked.state is RoundState.RUNNING else Refusal.PAUSED

    def _mind_the_officer(self, walked: Round, wall_ns: int) -> None:
        """Somebody else at the desk: what was on screen was not seen by their eyes."""
        if self._login() != walked.login:
            self._pause(PauseReason.SIGNED_OUT, wall_ns, "")

    def _pause(self, reason: PauseReason, wall_ns: int, login: str) -> None:
        if self._round is not None and self._round.pause(reason):
            uuid = self._round.plan.uuid
            self._write_act(ActKind.ROUND_PAUSED, uuid, wall_ns, login, {"reason": reason.value})

    def _end(self, walked: Round, state: RoundState, now_ns: int, wall_ns: int, login: str) -> None:
        walked.end(state)
        ended = rows.round_ended(walked.plan.uuid, state.value, at_wall_ns=wall_ns, login=login)
        self._outbox.write(*self._tries.rows(now_ns, wall_ns, last=True), ended)

    def _write_act(
        self, kind: ActKind, subject: str, wall_ns: int, login: str, detail: Mapping[str, Value] | None = None
    ) -> None:
        self._outbox.write(act(kind, subject, at_wall_ns=wall_ns, operator=login, detail=detail))

    def _cameras_of(self, kind: RoundKind, which: str, wall_ns: int) -> tuple[str, tuple[str, ...]] | Refusal:
        """The round's name and its cameras in order."""
        name = ""
        if kind is RoundKind.AREA:
            if which not in self._table.plans.area_names:
                return Refusal.NO_SUCH_CAMERA
            name, cameras = self._table.plans.area_names[which], self._table.plans.in_area(which)
        elif kind is RoundKind.ROUTE:
            route = next((r for r in self._table.precinct.routes if r.id == which), None)
            if route is None:
                return Refusal.NO_SUCH_CAMERA
            name, cameras = route.name, steps.along(route, self._table.cameras)
        elif kind is RoundKind.ALL:
            cameras = tuple(self._table.cameras)
        else:
            cameras = self._due_cameras(wall_ns)
        return (name, cameras) if cameras else Refusal.NOTHING_DUE

    def _due_cameras(self, wall_ns: int) -> tuple[str, ...]:
        level = self._known.plan.level
        intervals = self._table.intervals(level)
        size = self._table.plans.plans[level].step
        not_now = self._known.waiting() | self._resting(wall_ns)
        for left_out in (not_now, frozenset[str]()):
            due = self._table.due.cameras
            cameras = steps.due_round(due, intervals, self._table.shift, wall_ns, not_now=left_out, size=size)
            if cameras:
                return cameras
        return ()

    def _resting(self, wall_ns: int) -> frozenset[str]:
        """Cameras that are out of order and were tried within their interval: there is nothing new to see."""
        shift = self._table.shift
        resting = set()
        for camera in self._table.due.cameras:
            tried_wall_ns = self._known.tried.get(camera.camera_id)
            plan = self._table.plans.of(self._known.plan.level, camera.camera_id)
            if not camera.out or tried_wall_ns is None or plan is None or tried_wall_ns > wall_ns + FUTURE_NS:
                continue
            if plan.interval_s is not None:
                is_resting = wall_ns < tried_wall_ns + plan.interval_s * NS_PER_S
            else:
                is_resting = shift is not None and tried_wall_ns >= shift.start_wall_ns
            if is_resting:
                resting.add(camera.camera_id)
        return frozenset(resting)

    def _moment(self, wall_ns: int, login: str) -> Moment:
        shift = self._table.times(wall_ns).present
        return Moment(wall_ns, login, self._known.plan.level, "" if shift is None else shift.key)

    def _area_id(self, camera_id: str) -> str:
        plan = self._table.plans.of(self._known.plan.level, camera_id)
        return "" if plan is None else plan.area_id

    def _write_answers(
        self,
        answers: Sequence[tuple[Given, str]],
        moment: Moment,
        walked: Round,
        more: Sequence[Row] = (),
        follow: Mapping[str, Settled] | None = None,
    ) -> None:
        """One transaction: the sightings with their notes, and what goes with them."""
        sightings = []
        following = dict(follow or {})
        for given, note in answers:
            plan = self._table.plans.of(moment.level, given.camera_id)
            if plan is None:  # the configuration knows it no more
                continue
            last = self._known.assumed(given.camera_id)
            is_known = self._known.loaded or last is not None
            due = self._table.deadline_of_record(plan, last, moment.at_wall_ns) if is_known else None
            row = rows.sighting(
                given,
                moment,
                plan,
                round_uuid=walked.plan.uuid,
                dwell_ms=walked.dwell_ns // NS_PER_MS,
                due_wall_ns=due,
                note=note,
            )
            if given.credited:
                self._known.credit(given.camera_id, row.uuid, moment.at_wall_ns)
            self._progress.note(given.camera_id, Receipt.WAITING)
            following[row.uuid] = partial(self._settled, self._progress, given, row.uuid, moment.at_wall_ns)
            sightings.append(row)
        if sightings or more:
            self._outbox.write(*sightings, *more, follow=following)

    def _settled(self, progress: Progress, given: Given, row_uuid: str, at_wall_ns: int, receipt: Receipt) -> None:
        progress.note(given.camera_id, receipt)
        if given.credited:
            self._known.settle_credit(given.camera_id, row_uuid, at_wall_ns, receipt)
        elif receipt is not Receipt.REFUSED:
            self._known.tried[given.camera_id] = at_wall_ns

    def _load(self, now_ns: int, wall_ns: int) -> None:
        """Ask the book what it remembers, and again every few seconds until it answers."""
        if self._known.loaded:
            return
        if self._loading is None:
            if now_ns >= self._load_at_ns:
                self._load_at_ns = now_ns + LOAD_AGAIN_NS
                self._loading = self._do(partial(memory.load, now_wall_ns=wall_ns))
            return
        if not self._loading.done():
            return
        loading, self._loading = self._loading, None
        try:
            remembered = loading.result()
        except (PersonError, CancelledError) as error:
            if str(error) != self._load_problem:
                self._load_problem = str(error)
                log.warning("what was seen before is not known yet: %s", error)
            return
        self._known.load(remembered)
        self._table.changed()
        for uuid in remembered.unfinished:
            if uuid not in self._begun:
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
        view = self._make_view(now_ns)
        if view != self._view:
            self._view = view

    def _make_view(self, now_ns: int) -> PatrolView:
        plan = self._known.plan
        return PatrolView(
            plan=plan.level,
            plan_since_wall_ns=plan.since_wall_ns,
            plan_by=plan.by,
            shift=self._table.shift,
            round=None if self._round is None else round_view(self._round, self._progress, now_ns),
            due=self._table.due.cameras,
            tiers=self._table.tiers,
            nobody_since_wall_ns=self._presence.nobody_since_wall_ns,
            loaded=self._known.loaded,
        )
