"""The incident desk: turns verdicts into incidents and people's acts into rows, in a thread of its own.

An act is shown only when its row is committed. The one exception is a new breach while the book is slow or cannot be
written: it is shown under a provisional negative id, because an alarm must never wait for a disk; its row follows.
"""

import itertools
import logging
import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from base.backoff import Backoff
from base.clock import NS_PER_MS, NS_PER_S, Clock
from base.worker import Worker
from drones.picture import TrackView, Verdict, VerdictView
from duty.book.rows import Row, new_uuid
from duty.book.store import BookError
from duty.incident_rows import count_incidents, new_act, new_incident, read_incidents
from duty.incidents import (
    CLOSED_SHOWN,
    Dispatch,
    Disposition,
    IncidentKind,
    IncidentState,
    IncidentView,
    NewIncident,
)
from duty.patrol.patrol import StillFile

if TYPE_CHECKING:
    from duty.book.store import Book

log = logging.getLogger(__name__)

NOTE_LIMIT = 2000
PUBLISH_EVERY_NS = NS_PER_S // 50
"""While a long line is written: to put a thousand incidents together after each row is work without end."""
RETRY_DELAYS_S = (0.5, 1.0, 2.0, 5.0, 10.0)
SLOW_BOOK_NS = 100 * NS_PER_MS
"""A breach whose row has not been committed for so long is shown without it. A commit takes some 10 ms."""


@dataclass(frozen=True, slots=True)
class _Breach:
    view: IncidentView


@dataclass(frozen=True, slots=True)
class _Acknowledge:
    incident_id: int
    at_wall_ns: int


@dataclass(frozen=True, slots=True)
class _Close:
    incident_id: int
    at_wall_ns: int
    disposition: Disposition
    note: str


_Act = _Breach | _Acknowledge | _Close


class Desk(Worker):
    def __init__(self, make_book: "Callable[[], Book]", clock: Clock) -> None:
        """`make_book` is called in the desk's thread: its libraries take a third of a second to load."""
        super().__init__("incident desk")
        self._make_book = make_book
        self._clock = clock
        self._inbox: queue.SimpleQueue[_Act] = queue.SimpleQueue()
        self._pending: deque[_Act] = deque()
        self._provisional_ids = itertools.count(-1, -1)
        self._real_ids: dict[int, int] = {}
        self._loaded = threading.Event()
        self._written: dict[int, IncidentView] = {}
        self._total = 0
        self._shown: tuple[IncidentView, ...] = ()
        self._raised: dict[int, tuple[int, IncidentView]] = {}
        """Breaches that the desk's thread has not dealt with yet, by provisional id: since when, and what."""
        self._dealt_with: list[int] = []
        """Of those, the ones that are in the book since what is shown was last put together."""
        self._published_ns = 0
        self._with_late: tuple[IncidentView, ...] = ()
        self._trouble = ""
        self._backoff = Backoff(RETRY_DELAYS_S)
        self._next_try_ns = 0

    # Any thread.

    def incidents(self) -> tuple[IncidentView, ...]:
        """What the book has, after breaches that have waited too long for it; the same tuple until something changes.

        The desk's own thread may hang in a commit: whoever asks finds the late ones himself.
        """
        raised = self._raised.copy()  # before what is shown: a breach leaves the one after it has entered the other
        shown = self._shown
        now_ns = self._clock.monotonic_ns()
        waiting = [view for since_ns, view in raised.values() if now_ns - since_ns >= SLOW_BOOK_NS]
        if not waiting:
            return shown
        late: list[IncidentView] = []
        known = _open_matters(shown)
        for view in waiting:
            if _matter(view) not in known:
                known.add(_matter(view))
                late.append(view)
        if not late:
            return shown
        together = (*reversed(late), *shown)
        if together != self._with_late:
            self._with_late = together
        return self._with_late

    def counts(self) -> tuple[int, int]:
        """Open incidents, and all that the book holds."""
        return sum(i.state is not IncidentState.CLOSED for i in self.incidents()), self._total

    def trouble(self) -> str:
        return self._trouble

    def acknowledge(self, incident_id: int) -> None:
        self._inbox.put(_Acknowledge(incident_id, self._clock.wall_ns()))

    def close(self, incident_id: int, disposition: Disposition, note: str) -> None:
        self._inbox.put(_Close(incident_id, self._clock.wall_ns(), disposition, note[:NOTE_LIMIT]))

    def open_incident(self, new: NewIncident, still: StillFile | None = None) -> str:
        raise NotImplementedError

    def dispatch(self, incident_id: int, dispatch: Dispatch) -> None:
        raise NotImplementedError

    def on_scene(self, incident_id: int, responder_id: str) -> None:
        raise NotImplementedError

    def correct(self, incident_id: int, note: str) -> None:
        raise NotImplementedError

    def on_verdict(self, verdict: VerdictView, track: TrackView) -> None:
        """Called in the air's thread on every change of a verdict; returns at once."""
        if verdict.verdict is Verdict.IN_BREACH:
            view = _new_incident(verdict, track, next(self._provisional_ids), self._clock.wall_ns())
            self._raised[view.incident_id] = (self._clock.monotonic_ns(), view)
            self._inbox.put(_Breach(view))

    def wait_until_loaded(self, timeout_s: float) -> bool:
        """True once the book has been opened and read."""
        return self._loaded.wait(timeout_s)

    # The desk's own thread.

    def started(self) -> None:
        self._book = self._make_book()

    def run_once(self) -> None:
        unwritten = bool(self._pending) or not self._loaded.is_set()
        if unwritten and self._clock.monotonic_ns() >= self._next_try_ns:
            self._try()
            return
        self._take(timeout_s=0.05 if unwritten else 0.2)

    def ended(self) -> None:
        """Write what is still waiting. What cannot be written now ends with the program, and is said to."""
        self._take(timeout_s=0.0)
        self._next_try_ns = 0
        if self._pending:
            self._try()
        if self._pending:
            log.error("%d acts could not be written before the program ended: %s", len(self._pending), self._trouble)
        self._book.close()

    def _take(self, timeout_s: float) -> None:
        """Move what has come in to the line; wait up to `timeout_s` for the first."""
        try:
            act = self._inbox.get(timeout=timeout_s) if timeout_s else self._inbox.get_nowait()
            known = self._known()
            while True:
                if isinstance(act, _Breach) and _matter(act.view) in known:
                    self._raised.pop(act.view.incident_id, None)
                else:
                    self._pending.append(act)
                    self._note(act, known)
                act = self._inbox.get_nowait()
        except queue.Empty:
            if self._trouble:
                self._publish()

    def _try(self) -> None:
        """Load the book if that is still to do, then write the line in order, until it is empty or the book refuses."""
        try:
            if not self._loaded.is_set():
                self._load()
            while self._pending:
                act = self._pending[0]
                self._write(act)
                self._pending.popleft()
                if isinstance(act, _Breach):
                    self._dealt_with.append(act.view.incident_id)
                now_ns = self._clock.monotonic_ns()
                if not self._pending or now_ns - self._published_ns >= PUBLISH_EVERY_NS:
                    self._publish()
        except BookError as error:
            if str(error) != self._trouble:
                log.error("%s", error)
            self._trouble = str(error)
            self._next_try_ns = self._clock.monotonic_ns() + round(self._backoff.next_delay_s() * NS_PER_S)
            self._book.close()
            self._publish()
        else:
            self._trouble = ""
            self._backoff.reset()

    def _load(self) -> None:
        with self._book.reading() as connection:
            self._written = {view.incident_id: view for view in read_incidents(connection)}
            self._total = count_incidents(connection)
        self._publish()
        self._loaded.set()

    def _write(self, act: _Act) -> None:
        if isinstance(act, _Breach):
            if _matter(act.view) in _open_matters(self._written.values()):  # known only since the book was loaded
                return
            incident_id = self._append(new_incident(act.view))
            self._real_ids[act.view.incident_id] = incident_id
            self._total += 1
            self._written[incident_id] = replace(
                act.view, incident_id=incident_id, committed_at_ns=self._clock.monotonic_ns()
            )
            return
        view = self._written.get(self._real_ids.get(act.incident_id, act.incident_id))
        if view is None or view.state is IncidentState.CLOSED:
            return
        if isinstance(act, _Close):
            self._append(new_act(view, "closed", act.at_wall_ns, "", disposition=act.disposition, note=act.note))
            view = replace(
                view,
                state=IncidentState.CLOSED,
                closed_wall_ns=act.at_wall_ns,
                disposition=act.disposition,
                note=act.note,
            )
        elif view.state is IncidentState.NEW:
            self._append(new_act(view, "acknowledged", act.at_wall_ns, ""))
            view = replace(view, state=IncidentState.ACKNOWLEDGED, acknowledged_wall_ns=act.at_wall_ns)
        self._written[view.incident_id] = view

    def _append(self, row: Row) -> int:
        return self._book.append([row])[row.uuid]

    def _known(self) -> set[tuple[str, str]]:
        """What is open once the line is written: a breach after a close that still waits is a new matter."""
        known = _open_matters(self._written.values())
        for act in self._pending:
            self._note(act, known)
        return known

    def _note(self, act: _Act, known: set[tuple[str, str]]) -> None:
        if isinstance(act, _Breach):
            known.add(_matter(act.view))
        elif isinstance(act, _Close):
            waiting = {a.view.incident_id: a.view for a in self._pending if isinstance(a, _Breach)}
            view = self._written.get(self._real_ids.get(act.incident_id, act.incident_id), waiting.get(act.incident_id))
            if view is not None:
                known.discard(_matter(view))

    def _publish(self) -> None:
        views = sorted(self._written.values(), key=lambda i: -i.raised_wall_ns)
        closed = [i for i in views if i.state is IncidentState.CLOSED]
        open_ones = [i for i in views if i.state is not IncidentState.CLOSED]
        for old in closed[CLOSED_SHOWN:]:
            del self._written[old.incident_id]
        provisional = [act.view for act in self._pending if isinstance(act, _Breach)] if self._trouble else []
        shown = (*reversed(provisional), *open_ones, *closed[:CLOSED_SHOWN])
        if shown != self._shown:
            self._shown = shown
        for incident_id in (*self._dealt_with, *(view.incident_id for view in provisional)):
            self._raised.pop(incident_id, None)
        self._dealt_with.clear()
        self._published_ns = self._clock.monotonic_ns()


def _matter(view: IncidentView) -> tuple[str, str]:
    """One incident for one track in one zone, for as long as it is open."""
    return view.subject, view.zone_id


def _open_matters(views: Iterable[IncidentView]) -> set[tuple[str, str]]:
    return {_matter(view) for view in views if view.state is not IncidentState.CLOSED}


def _new_incident(verdict: VerdictView, track: TrackView, incident_id: int, at_wall_ns: int) -> IncidentView:
    return IncidentView(
        incident_id=incident_id,
        uuid=new_uuid(),
        kind=IncidentKind.AIRSPACE,
        state=IncidentState.NEW,
        subject=verdict.track_id,
        zone_id=verdict.zone_id,
        zone_name=verdict.zone_name,
        position=track.position,
        reasons=tuple(str(reason) for reason in verdict.reasons),
        raised_wall_ns=at_wall_ns,
        acknowledged_wall_ns=None,
        closed_wall_ns=None,
        disposition=None,
        note="",
        evidence_at_ns=verdict.evidence_at_ns,
        committed_at_ns=None,
    )
