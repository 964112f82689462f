"""The desk: the one thread that writes. Rows of everybody, incidents made of verdicts, and what people do with them.

An act is shown only when its row is committed, or on this machine's disk while the book's server is away. The one
exception is a new breach while the book is slow or cannot be written: it is shown under a provisional negative id,
because an alarm must never wait for a disk; its row follows.
"""

import itertools
import logging
import queue
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from threading import Event
from typing import TYPE_CHECKING

from base.backoff import Backoff
from base.clock import NS_PER_MS, NS_PER_S, Clock
from base.worker import Worker
from drones.picture import TrackView, Verdict, VerdictView
from duty.book.errors import BookError
from duty.book.rows import Receipt, Row, new_uuid
from duty.desk_incidents import DeskIncidents, UnheardOfError
from duty.desk_writer import DeskWriter
from duty.incident_flood import late
from duty.incident_rows import opened_by_hand
from duty.incidents import Dispatch, Disposition, IncidentKind, IncidentState, IncidentView, NewIncident
from duty.patrol.patrol import StillFile
from duty.receipts import Receipts

if TYPE_CHECKING:
    from duty.book.spool import Spool
    from duty.book.store import Book

log = logging.getLogger(__name__)

PUBLISH_EVERY_NS = NS_PER_S // 50
"""While a long line is written: to put a thousand incidents together after each row is work without end."""
RETRY_DELAYS_S = (0.5, 1.0, 2.0, 5.0, 10.0)
SLOW_BOOK_NS = 100 * NS_PER_MS
"""A breach whose row has not been committed for so long is shown without it. A commit takes some 10 ms."""
TURN_NS = 300 * NS_PER_MS
MOST_BREACHES_SHOWN = 2_000
MOST_BREACHES_WAITING = 20_000
"""Beyond this the book has been away for so long, or the sender makes up so many, that one more says nothing new."""

Intent = Callable[[DeskIncidents], tuple[Row, ...]]
"""An act that becomes rows when its turn comes: by then it may be out of order."""


class Desk(Worker):
    def __init__(
        self,
        make_book: "Callable[[], Book]",
        clock: Clock,
        *,
        make_spool: "Callable[[], Spool] | None" = None,
        who: Callable[[], str] = lambda: "",
        escalate_after_s: float | None = None,
        on_rows: Callable[[Sequence[Row]], None] | None = None,
    ) -> None:
        """`make_book` and `make_spool` are called in the desk's thread: the libraries take a third of a second to load.

        `who` is the login of whoever is signed in, asked at the moment of an act. An incident that nobody acknowledges
        escalates every `escalate_after_s`; None: never by itself. `on_rows` is given every row once, in the desk's
        thread, when it is in the book or in the spool: it must not wait.
        """
        super().__init__("incident desk")
        self._clock, self._who, self._on_rows = clock, who, on_rows
        self._receipts = Receipts()
        self._inbox: queue.SimpleQueue[Intent] = queue.SimpleQueue()
        self._intents: deque[Intent] = deque()
        self._provisional_ids = itertools.count(-1, -1)
        after_ns = None if escalate_after_s is None else round(escalate_after_s * NS_PER_S)
        self._known = DeskIncidents(clock, after_ns, self._provisional_ids)
        self._writer = DeskWriter(make_book, make_spool, clock, self._receipts, self)
        self._read_again: set[str] = set()
        self._loaded = Event()
        self._joined = False
        """What an earlier run left in the spool is in the book, or shown from the spool."""
        self._shown: tuple[IncidentView, ...] = ()
        self._total = 0
        self._raised: dict[int, tuple[int, IncidentView]] = {}
        """Breaches that the desk's thread has not dealt with yet, by provisional id: since when, and what."""
        self._published_ns = 0
        self._with_late: tuple[IncidentView, ...] = ()
        self._trouble = ""
        self._backoff = Backoff(RETRY_DELAYS_S)
        self._next_try_ns = 0
        self._dropped = 0

    # Any thread: what is there.

    def incidents(self) -> tuple[IncidentView, ...]:
        """What the book has, after breaches that have waited too long for it; the same tuple until something changes.

        The desk's own thread may hang in a commit: whoever asks finds the late ones himself.
        """
        raised = self._raised.copy()  # before what is shown: a breach leaves the one after it has entered the other
        shown = self._shown
        since_ns = self._clock.monotonic_ns() - (0 if self._trouble else SLOW_BOOK_NS)
        waiting = [view for raised_ns, view in raised.values() if raised_ns <= since_ns]
        missing = late(shown, waiting) if waiting else ()
        if not missing:
            return shown
        together = (*missing, *shown)
        if together != self._with_late:
            self._with_late = together
        return self._with_late

    def counts(self) -> tuple[int, int]:
        """Open incidents, and all that the book holds."""
        return sum(i.state is not IncidentState.CLOSED for i in self.incidents()), self._total

    def trouble(self) -> str:
        return self._trouble

    def receipt(self, row_uuid: str) -> Receipt:
        return self._receipts.of(row_uuid)

    def wait_until_loaded(self, timeout_s: float) -> bool:
        """True once the book has been opened and read."""
        return self._loaded.wait(timeout_s)

    # Any thread: acts. Each returns at once.

    def write(self, *rows: Row) -> None:
        self._receipts.waiting(row.uuid for row in rows)
        self._inbox.put(lambda known: known.written(rows))

    def acknowledge(self, incident_id: int) -> None:
        self._acknowledge((incident_id,))

    def acknowledge_all(self) -> None:
        new = tuple(view.incident_id for view in self.incidents() if view.state is IncidentState.NEW)
        self._acknowledge(new)

    def _acknowledge(self, incident_ids: tuple[int, ...]) -> None:
        at_wall_ns, who = self._clock.wall_ns(), self._who()
        self._inbox.put(lambda known: known.acknowledge(incident_ids, at_wall_ns, who))

    def close(self, incident_id: int, disposition: Disposition, note: str) -> None:
        at_wall_ns, who = self._clock.wall_ns(), self._who()
        self._inbox.put(lambda known: known.close(incident_id, at_wall_ns, who, disposition, note.strip()))

    def open_incident(self, new: NewIncident, still: StillFile | None = None) -> str:
        rows = opened_by_hand(new, still, self._clock.wall_ns(), self._who())
        self.write(*rows)
        return rows[0].uuid

    def dispatch(self, incident_id: int, dispatch: Dispatch) -> None:
        at_wall_ns, who = self._clock.wall_ns(), self._who()
        self._inbox.put(lambda known: known.dispatch(incident_id, at_wall_ns, who, dispatch))

    def on_scene(self, incident_id: int, responder_id: str) -> None:
        at_wall_ns, who = self._clock.wall_ns(), self._who()
        self._inbox.put(lambda known: known.on_scene(incident_id, at_wall_ns, who, responder_id))

    def escalate(self, incident_id: int, told: str) -> None:
        at_wall_ns, who = self._clock.wall_ns(), self._who()
        self._inbox.put(lambda known: known.escalate(incident_id, at_wall_ns, who, told.strip()))

    def correct(self, incident_id: int, note: str) -> None:
        at_wall_ns, who = self._clock.wall_ns(), self._who()
        self._inbox.put(lambda known: known.correct(incident_id, at_wall_ns, who, note.strip()))

    def look_again(self, *incident_uuids: str) -> None:
        """Somebody else changed them in the book, as a purge does."""

        def intent(_: DeskIncidents) -> tuple[Row, ...]:
            self._read_again.update(incident_uuids)
            return ()

        self._inbox.put(intent)

    def on_verdict(self, verdict: VerdictView, track: TrackView) -> None:
        """Called in the air's thread on every change of a verdict; returns at once."""
        if verdict.verdict is not Verdict.IN_BREACH:
            return
        if self._inbox.qsize() >= MOST_BREACHES_WAITING:
            self._dropped += 1
            if self._dropped.bit_count() == 1:
                log.error("%d breaches were left out: more wait for the book than anybody could read", self._dropped)
            return
        view = _breach(verdict, track, next(self._provisional_ids), self._clock.wall_ns())
        if len(self._raised) < MOST_BREACHES_SHOWN:
            self._raised[view.incident_id] = (self._clock.monotonic_ns(), view)
        self._inbox.put(lambda known: known.breach(view))

    # The desk's own thread.

    def run_once(self) -> None:
        busy = self._trouble != "" or not self._writer.idle or bool(self._read_again) or not self._loaded.is_set()
        self._take(timeout_s=0.05 if busy else 0.2)
        self._turn(self._clock.monotonic_ns() + TURN_NS)

    def ended(self) -> None:
        """Write what is still waiting. What cannot be written now ends with the program, and is said to.

        With a spool it goes there first: a server that hangs must not take it along.
        """
        self._take(timeout_s=0.0)
        if self._loaded.is_set():
            self._writer.put(self._known.flush())
        if self._writer.has_spool:
            self._resolve()
            self._writer.spool_all()
        if not (self._writer.has_spool and self._trouble):
            self._next_try_ns = 0
            self._turn(self._clock.monotonic_ns() + TURN_NS)
        left = len(self._intents) + self._writer.waiting
        if left:
            log.error("%d acts could not be written before the program ended: %s", left, self._trouble)
        self._writer.end()

    def _take(self, timeout_s: float) -> None:
        """Move what has come in to the line; wait up to `timeout_s` for the first."""
        try:
            self._intents.append(self._inbox.get(timeout=timeout_s) if timeout_s else self._inbox.get_nowait())
            while True:
                self._intents.append(self._inbox.get_nowait())
        except queue.Empty:
            pass

    def _turn(self, until_ns: int) -> None:
        if self._trouble and self._clock.monotonic_ns() < self._next_try_ns:
            self._keep_here()
            return
        try:
            if not self._loaded.is_set():
                self._load(until_ns)
            elif self._writer.join(until_ns):
                self._write(until_ns)
                self._look()
        except BookError as error:
            self._in_trouble(error)
            self._keep_here()
        else:
            self._trouble = ""
            self._backoff.reset()

    def _load(self, until_ns: int) -> None:
        if not self._writer.join(until_ns):
            return
        from duty.incident_queries import count_incidents, read_incidents, read_joined

        with self._writer.book().reading() as connection:
            views, total = read_incidents(connection), count_incidents(connection)
            self._known.load(views, total, self._writer.rows())
            for uuid in self._known.for_many():
                self._known.joined_before(uuid, read_joined(connection, uuid))
        self._publish()
        self._loaded.set()
        self._write(until_ns)

    def _write(self, until_ns: int) -> None:
        self._resolve()
        self._writer.put(self._known.due())
        while self._writer.waiting and self._clock.monotonic_ns() < until_ns:
            self._writer.commit_some()
            self._resolve()
            if self._clock.monotonic_ns() - self._published_ns >= PUBLISH_EVERY_NS:
                self._look()
        if self._known.dealt_with:
            self._publish()

    def _resolve(self) -> None:
        while self._intents:
            intent = self._intents.popleft()
            try:
                self._writer.put(intent(self._known))
            except UnheardOfError as error:
                if self._writer.waiting:  # its number may be given by the next commit
                    self._intents.appendleft(intent)
                    return
                log.info("There is no incident %s here: an act on it is ignored", error)
            except Exception:
                log.exception("An act could not be made into rows: it did not happen")

    def _look(self) -> None:
        """Read again what was touched, and show it."""
        if self._read_again:
            from duty.incident_queries import read_incidents_of

            wanted = list(self._read_again)
            with self._writer.book().reading() as connection:
                found = read_incidents_of(connection, wanted)
            self._known.read(found)
            self._known.not_in_the_book(set(wanted) - {view.uuid for view in found}, self._writer.rows())
            self._read_again.clear()
            self._publish()

    def _in_trouble(self, error: BookError) -> None:
        if str(error) != self._trouble:
            log.error("%s", error)
        self._trouble = str(error)
        self._next_try_ns = self._clock.monotonic_ns() + round(self._backoff.next_delay_s() * NS_PER_S)
        self._writer.close()
        self._publish()

    def _keep_here(self) -> None:
        """The book is away: with a spool the rows are on this disk, and what they say is shown."""
        if not self._writer.has_spool:
            return
        if not self._loaded.is_set() and not self._joined:
            self._joined = True
            rows = tuple(self._writer.spooled_before())
            self._known.written(rows)
            self._known.kept(rows, None)
        self._resolve()
        self._writer.put(self._known.due())
        while self._writer.waiting:
            self._writer.spool_all()
            self._publish()
            if self._writer.waiting:
                break
            self._resolve()

    # What became of rows (desk_writer.Kept).

    def committed(self, rows: Sequence[Row], ids: Mapping[str, int], *, from_spool: bool) -> None:
        touched = self._known.joined_the_book(rows, ids) if from_spool else self._known.kept(rows, ids)
        self._read_again |= touched
        if not from_spool:
            self._tell(rows)

    def spooled(self, rows: Sequence[Row]) -> None:
        self._known.kept(rows, None)
        self._tell(rows)

    def _tell(self, rows: Sequence[Row]) -> None:
        if self._on_rows is not None:
            try:
                self._on_rows(rows)
            except Exception:  # the rows are written, whatever a listener makes of them
                log.exception("%d rows could not be handed on", len(rows))

    def refused(self, rows: Sequence[Row]) -> None:
        touched = self._known.incidents_of(rows)
        self._known.recount(touched, self._writer.rows())
        self._read_again |= touched

    def _publish(self) -> None:
        shown = self._known.shown()
        self._total = self._known.total
        if shown != self._shown:
            self._shown = shown
        for incident_id in self._known.dealt_with:
            self._raised.pop(incident_id, None)
        self._known.dealt_with.clear()
        self._published_ns = self._clock.monotonic_ns()


def _breach(verdict: VerdictView, track: TrackView, incident_id: int, at_wall_ns: int) -> IncidentView:
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
